"""What a cell's minutes book prints, gathered from register and meetings into frozen facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.db.queries import roster as roster_queries
from bontot_desktop.db.queries.roster import RosterMember
from bontot_desktop.documents.minutes_book.facts import (
    AttendanceLine,
    BookFacts,
    CommitteeLine,
    MemberLine,
    ScoreLine,
    TaskLine,
)
from bontot_desktop.documents.minutes_facts import Delegate
from bontot_desktop.documents.minutes_wording import delegate, post_words
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import scoring
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.meetings import PRESENT_KINDS, Attendance, AttendanceFigures, MeetingType, TaskState, percent
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.scoring import ScoreKind
from bontot_desktop.services import heads, legal_bases, meeting_store
from bontot_desktop.services.meeting_drafts import MeetingDraft, figures, minutes_long, speakers
from bontot_desktop.services.sources import meeting_papers

_COLUMNS = 16
_COMMITTEE = (CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER)


def gather(
    session: Session,
    cell_id: int,
    year: int,
    mode: BookMode,
    paper: BookPaper,
    options: BookOptions,
    *,
    today: date,
) -> BookFacts:
    """Gather the book of one cell. Raises NotFound for an unknown cell or an office without a name."""
    cell = session.get(Cell, cell_id)
    if cell is None:
        raise NotFound("Không còn chi bộ này trong sổ.")
    day = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    if cell.dissolved_on is not None:
        day = min(day, cell.dissolved_on)
    roster = roster_queries.roster_on(session, cell_id, day)
    committee = heads.committee(session, day)
    drafts = _drafts(session, cell_id, year) if mode is BookMode.FILLED else []
    return BookFacts(
        mode=mode,
        paper=paper,
        options=options,
        year=year,
        volume=1,
        superior=committee.superior.upper(),
        committee_name=committee.name,
        head=heads.cell_head(session, cell_id, day=day, today=today),
        cell_code=cell.code,
        cell_name=heads.cell_name(session, cell_id, day),
        secretary=next((line.full_name for line in roster if line.post is CellPost.SECRETARY), ""),
        minute_taker="",
        fixed_day=cell.fixed_day,
        in_charge=tuple(
            text.first_upper(delegate(Delegate(person.full_name, person.title, person.organisation)))
            for person in roster_queries.in_charge_on(session, cell_id, day)
        ),
        bases=tuple(
            legal_bases.cited(line)
            for line in legal_bases.lines_for(
                session, legal_bases.BOOK, day, commune=committee.commune, term=committee.term_label
            )
        ),
        committee=_committee(roster),
        members=tuple(_member(line) for line in roster),
        attendance=_attendance(drafts) if drafts else tuple(AttendanceLine(line.full_name) for line in roster),
        attendance_present=_figures(drafts, lambda counted: str(counted.present_expected)),
        attendance_expected=_figures(drafts, lambda counted: str(counted.expected)),
        attendance_shares=_figures(drafts, _share),
        meetings=tuple(meeting_papers.of_draft(session, draft, today=today) for draft in drafts),
        tasks=_tasks(session, drafts),
        scores=_scores(session, drafts),
    )


def _drafts(session: Session, cell_id: int, year: int) -> list[MeetingDraft]:
    return [meeting_store.load(session, row.id) for row in queries.approved_of_year(session, cell_id, year)]


def _committee(roster: Sequence[RosterMember]) -> tuple[CommitteeLine, ...]:
    found = [line for line in roster if line.post in _COMMITTEE]
    ordered = sorted(found, key=lambda line: _COMMITTEE.index(line.post or CellPost.COMMITTEE_MEMBER))
    return tuple(
        CommitteeLine(
            line.full_name,
            str(line.birth_on.year if line.birth_on else line.birth_year or ""),
            line.post.label if line.post else "",
            line.duties,
            line.phone,
        )
        for line in ordered
    )


def _member(line: RosterMember) -> MemberLine:
    status = line.situation.status
    return MemberLine(
        name=line.full_name,
        birth=dates.screen(line.birth_on) or str(line.birth_year or ""),
        admitted=dates.screen(line.admitted_on),
        official=dates.screen(line.official_on),
        card_no=line.card_no,
        phone=line.phone,
        duties=line.duties or (text.first_upper(post_words(line.post)) if line.post else ""),
        note="" if status is MemberStatus.FULL else text.first_upper(status.label),
    )


def _columns_of(draft: MeetingDraft) -> tuple[int, ...]:
    """Return the columns of the attendance sheet a meeting fills: its month, its quarter, or both."""
    month, quarter = draft.month - 1, 11 + dates.quarter(draft.month)
    return {
        MeetingType.REGULAR: (month,),
        MeetingType.THEMED: (quarter,),
        MeetingType.COMBINED: (month, quarter),
    }.get(draft.type, ())


def _attendance(drafts: Sequence[MeetingDraft]) -> tuple[AttendanceLine, ...]:
    names: dict[int, str] = {}
    signs: dict[int, list[str]] = defaultdict(lambda: [""] * _COLUMNS)
    came: Counter[int] = Counter()
    due: Counter[int] = Counter()
    for draft in drafts:
        columns = _columns_of(draft)
        for line in draft.roster:
            names[line.member_id] = line.name
            for column in columns:
                signs[line.member_id][column] = _sign(line.attendance, line.status)
            if columns and line.is_expected:
                due[line.member_id] += 1
                came[line.member_id] += line.is_present
    ordered = sorted(names, key=lambda member_id: (text.person_sort_key(names[member_id]), member_id))
    return tuple(AttendanceLine(names[one], tuple(signs[one]), came[one], due[one]) for one in ordered)


def _sign(attendance: Attendance, status: MemberStatus) -> str:
    if attendance in PRESENT_KINDS:
        return "x"
    if attendance is Attendance.ABSENT_EXCUSED:
        return "P"
    if attendance is Attendance.ABSENT_UNEXCUSED:
        return "K"
    return {MemberStatus.EXEMPT: "M", MemberStatus.TEMP_OUT: "T"}.get(status, "–")


def _figures(drafts: Sequence[MeetingDraft], write: Callable[[AttendanceFigures], str]) -> tuple[str, ...]:
    """Write a figure of each meeting in its columns of the attendance sheet; nothing without meetings."""
    found = [""] * _COLUMNS
    for draft in drafts:
        for column in _columns_of(draft):
            found[column] = write(figures(draft))
    return tuple(found) if drafts else ()


def _share(counted: AttendanceFigures) -> str:
    return percent(counted.present_expected, counted.expected).removesuffix(" %").removesuffix(",0")


def _tasks(session: Session, drafts: Sequence[MeetingDraft]) -> tuple[TaskLine, ...]:
    closed: dict[int, str] = {}
    for draft in drafts:
        for review in draft.task_reviews:
            if review.state in (TaskState.DONE, TaskState.CANCELLED):
                closed[review.task_id] = f"T{draft.month}"
    return tuple(
        TaskLine(
            task.text,
            task.assignee,
            dates.screen(task.due_on),
            task.result or task.state.label,
            closed.get(task.id or 0, ""),
        )
        for draft in drafts
        for task in draft.tasks
    )


def _scores(session: Session, drafts: Sequence[MeetingDraft]) -> tuple[ScoreLine, ...]:
    ids = [draft.id for draft in drafts]
    kinds = (ScoreKind.SELF, ScoreKind.OFFICIAL)
    rows = session.scalars(select(Score).where(Score.meeting_id.in_(ids), Score.kind.in_(kinds))).all()
    # The official score stands over the cell's own.
    best = {score.meeting_id: score for score in sorted(rows, key=lambda row: kinds.index(row.kind))}
    return tuple(_score_line(draft, best.get(draft.id or 0)) for draft in drafts)


def _score_line(draft: MeetingDraft, score: Score | None) -> ScoreLine:
    counted = figures(draft)
    spoke = len(speakers(draft))
    lasted = minutes_long(draft)
    return ScoreLine(
        period=_period(draft),
        day=dates.screen(draft.held_on),
        minutes="" if lasted is None else str(lasted),
        present=f"{counted.present_expected}/{counted.expected}",
        present_share=percent(counted.present_expected, counted.expected).removesuffix(" %"),
        speakers=f"{spoke}/{counted.present}",
        speakers_share=percent(spoke, counted.present).removesuffix(" %"),
        points=scoring.show(score.total) if score else "",
        rating=score.rating.label if score else "",
    )


def _period(draft: MeetingDraft) -> str:
    quarter = f"CĐ {dates.roman(dates.quarter(draft.month))}"
    if draft.type is MeetingType.THEMED:
        return quarter
    if draft.type is MeetingType.COMBINED:
        return f"{draft.month}, {quarter}"
    return f"{draft.month}" if draft.type is MeetingType.REGULAR else f"{draft.month} (ĐX)"
