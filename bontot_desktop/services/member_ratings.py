"""The yearly ratings of a cell's members (QĐ 366): one sheet a cell, filled from the paper the cell hands in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.ratings import MemberRating
from bontot_desktop.db.queries import roster
from bontot_desktop.db.queries.roster import RosterMember
from bontot_desktop.errors import NotFound, Problem, Problems
from bontot_desktop.rules import rating_suggestions, year_ratings
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.rating_suggestions import Facts, Subject, Suggestion, YearRules
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated, RatingStanding, ReviewForm
from bontot_desktop.services import heads, rating_annulments, rating_facts, rating_rules, rating_settings
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """A member's rating as typed. ``cell_level`` is what the cell proposes, ``level`` what is put up or decided.

    Of ``not_evaluated`` only OTHER is typed (with its note); the other reasons come from the register.
    """

    member_id: int
    form: ReviewForm | None = None
    not_evaluated: NotEvaluated | None = None
    not_evaluated_note: str = ""
    self_points: Decimal | None = None
    cell_points: Decimal | None = None
    self_level: QualityLevel | None = None
    cell_level: QualityLevel | None = None
    level: QualityLevel | None = None
    state_level: QualityLevel | None = None
    tasks_total: int | None = None
    tasks_done: int | None = None
    tasks_over: int | None = None
    tasks_late: int | None = None
    faults_mended: bool | None = None
    listed_case: str = ""
    votes_for: int | None = None
    vote_base: int | None = None
    reason: str = ""


_NAMES = tuple(field.name for field in fields(MemberDraft) if field.name != "member_id")


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member in a cell's sheet; ``why`` is what the register says against evaluating, ``lock`` why it stands."""

    draft: MemberDraft
    full_name: str
    born: int | None
    post: str
    status: MemberStatus
    why: NotEvaluated | None
    faults: tuple[Fault, ...]
    #: What the clerk should know: rated elsewhere before, away for a time.
    notes: tuple[str, ...]
    standing: RatingStanding | None
    lock: str
    #: The conditions of the levels in the year.
    rules: YearRules | None = None

    @property
    def member_id(self) -> int:
        """The member's id."""
        return self.draft.member_id


@dataclass(frozen=True, slots=True)
class MemberSheet:
    """A cell's own members on the cut-off day, those evaluated first, each part in the order of people's names."""

    cell_id: int
    cell: str
    year: int
    cut_off: date
    #: Why nothing of the sheet may be edited, "" while it may.
    lock: str
    lines: tuple[MemberLine, ...]


def sheet(office: Office, cell_id: int, year: int) -> MemberSheet:
    """Return a cell's sheet. Raises NotFound."""
    with office.read() as session:
        if session.get(Cell, cell_id) is None:
            raise NotFound("Không còn chi bộ này trong danh sách.")
        day = rating_facts.cut_off(session, year)
        lines = lines_in(session, cell_id, year)
        return MemberSheet(
            cell_id,
            heads.cell_name(session, cell_id, day),
            year,
            day,
            rating_facts.closed(session, year),
            tuple(sorted(lines, key=lambda line: line.why is not None)),
        )


def lines_in(session: Session, cell_id: int, year: int) -> list[MemberLine]:
    """Return the lines of a cell's sheet in the order of people's names, inside another's session."""
    day = rating_facts.cut_off(session, year)
    months = rating_settings.of(session).months
    own = [one for one in roster.roster_on(session, cell_id, day) if year_ratings.belongs(one.situation)]
    ids = [one.member_id for one in own]
    faults = rating_facts.faults_of(session, year, ids)
    known = _current(session, year, ids)
    closed = rating_facts.closed(session, year)
    annulled = rating_annulments.of_members(session, year)
    rules = rating_rules.of_year(session, year)
    forms = _forms_before(session, year, ids)
    usual = year_ratings.usual_form(session.get_one(Cell, cell_id).content_type)
    return [
        _line(
            one,
            known.get(one.member_id),
            day,
            months,
            faults.get(one.member_id, ()),
            cell_id,
            closed,
            forms.get(one.member_id, usual),
            annulled[one.member_id].told if one.member_id in annulled else "",
            rules,
        )
        for one in own
    ]


def _forms_before(session: Session, year: int, ids: Sequence[int]) -> dict[int, ReviewForm]:
    """Return the form each member wrote last, before a year."""
    query = select(MemberRating.member_id, MemberRating.form).where(
        MemberRating.year < year, MemberRating.is_current, MemberRating.form.is_not(None)
    )
    rows = session.execute(query.where(MemberRating.member_id.in_(ids)).order_by(MemberRating.year))
    return {row.member_id: row.form for row in rows if row.form is not None}


def _current(session: Session, year: int, ids: Sequence[int]) -> dict[int, MemberRating]:
    query = select(MemberRating).where(MemberRating.year == year, MemberRating.is_current)
    return {row.member_id: row for row in session.scalars(query.where(MemberRating.member_id.in_(ids)))}


def _line(
    one: RosterMember,
    row: MemberRating | None,
    day: date,
    months: int,
    faults: tuple[Fault, ...],
    cell_id: int,
    closed: str,
    form: ReviewForm,
    annulled: str,
    rules: YearRules,
) -> MemberLine:
    decided = row is not None and row.standing is RatingStanding.DECIDED
    draft = _draft(row) if row is not None else MemberDraft(one.member_id, form=form)
    why = year_ratings.not_evaluated(one.situation, one.admitted_on, day, months)
    if decided:
        # The register may have been mended since; the decision says what it said.
        why = draft.not_evaluated if draft.not_evaluated is not NotEvaluated.OTHER else None
    elif why is not None:
        draft = MemberDraft(one.member_id, form=draft.form, not_evaluated=why)
    elif draft.not_evaluated is not NotEvaluated.OTHER:
        draft = replace(draft, not_evaluated=None)
    lock = "Kết quả đã có quyết định; kết quả sai thì ghi xếp loại lại." if decided else ""
    return MemberLine(
        draft=draft,
        full_name=one.full_name,
        born=one.birth_on.year if one.birth_on else one.birth_year,
        post=one.post.label if one.post else "",
        status=one.situation.status,
        why=why,
        faults=faults,
        notes=tuple(filter(None, (annulled, *_notes(one, row, cell_id)))),
        standing=row.standing if row is not None else None,
        lock=closed or lock,
        rules=rules,
    )


def _notes(one: RosterMember, row: MemberRating | None, cell_id: int) -> list[str]:
    found = []
    if one.situation.status is MemberStatus.TEMP_OUT:
        found.append("Đang sinh hoạt tạm thời nơi khác: cần nhận xét của nơi ấy trước khi xếp loại.")
    if row is not None and row.cell_id != cell_id:
        found.append(f"Xếp loại này ghi khi còn ở {row.cell.name}.")
    return found


def _draft(row: MemberRating) -> MemberDraft:
    return MemberDraft(row.member_id, **{name: getattr(row, name) for name in _NAMES})


def facts_of(draft: MemberDraft, faults: Sequence[Fault] = ()) -> Facts:
    """Return what a rating rests on: the cell's points, the member's own where the cell gave none."""
    return Facts(
        draft.cell_points if draft.cell_points is not None else draft.self_points,
        draft.tasks_total,
        draft.tasks_done,
        draft.tasks_over,
        draft.tasks_late,
        draft.faults_mended,
        draft.listed_case,
        tuple(faults),
    )


def suggestion(
    draft: MemberDraft, year: int, faults: Sequence[Fault] = (), rules: YearRules | None = None
) -> Suggestion:
    """Suggest a level for a member from what was written down."""
    return rating_suggestions.suggest(facts_of(draft, faults), year, Subject.MEMBER, rules)


def warnings(draft: MemberDraft) -> list[str]:
    """Say what looks odd and is saved all the same."""
    if year_ratings.above(draft.level, draft.state_level):
        assert draft.level is not None
        assert draft.state_level is not None
        return [f"Xếp loại đảng viên ({draft.level.value}) cao hơn xếp loại công chức ({draft.state_level.value})."]
    return []


def problems(
    draft: MemberDraft, year: int, faults: Sequence[Fault] = (), rules: YearRules | None = None
) -> list[Problem]:
    """Check one rating; the fields are "cell_points:<member id>", "reason:<member id>"… by the columns of its grid."""
    whose = draft.member_id
    if draft.not_evaluated is not None:
        if draft.not_evaluated is NotEvaluated.OTHER and not draft.not_evaluated_note.strip():
            return [Problem(f"reason:{whose}", "Không đánh giá vì lý do khác thì hãy ghi lý do.")]
        return []
    found = []
    for name in ("self_points", "cell_points"):
        points = getattr(draft, name)
        if points is not None and not 0 <= points <= 100:
            found.append(Problem(f"{name}:{whose}", "Điểm xếp loại phải từ 0 đến 100."))
    tasks = rating_suggestions.task_problems(facts_of(draft))
    found += [Problem(f"{name}:{whose}", sentence) for name, sentence in tasks]
    if draft.votes_for is not None and draft.vote_base is not None and draft.votes_for > draft.vote_base:
        found.append(Problem(f"votes_for:{whose}", "Số phiếu tán thành nhiều hơn số đảng viên biểu quyết."))
    if found or draft.level is None or draft.reason.strip():
        return found
    if draft.cell_level is not None and draft.level is not draft.cell_level:
        sentence = f"Chi bộ đề nghị {draft.cell_level.value}; xếp mức khác thì hãy ghi lý do."
        return [Problem(f"reason:{whose}", sentence)]
    suggested = suggestion(draft, year, faults, rules)
    if rating_suggestions.level_needs_reason(draft.level, suggested):
        told = " ".join(suggested.reasons)
        return [Problem(f"reason:{whose}", f"{told} Chọn mức khác thì hãy ghi lý do.")]
    return []


def save(office: Office, cell_id: int, year: int, drafts: Sequence[MemberDraft]) -> Changes:
    """Save a cell's sheet in one act, whoever is not evaluated by the register included; what is the same stays.

    Raises Problems for what cannot be, Refused or NotFound when the sheet is no longer the one that was shown.
    """
    with office.work("ratings.members", "Ghi xếp loại đảng viên") as session:
        lines = {line.member_id: line for line in lines_in(session, cell_id, year)}
        gone = [draft for draft in drafts if draft.member_id not in lines]
        if gone:
            raise NotFound("Có đảng viên không còn trong chi bộ này ngày chốt số liệu; hãy mở lại bảng của chi bộ.")
        cleaned = [_cleaned(draft, lines[draft.member_id]) for draft in drafts]
        found = [
            problem
            for draft, line in ((draft, lines[draft.member_id]) for draft in cleaned)
            for problem in problems(draft, year, line.faults, line.rules)
        ]
        changed = [draft for draft in cleaned if draft != lines[draft.member_id].draft]
        found += [
            Problem(f"level:{draft.member_id}", f"Đồng chí {lines[draft.member_id].full_name}: {lock}")
            for draft in changed
            if (lock := lines[draft.member_id].lock)
        ]
        if found:
            raise Problems(found)
        # Who stands out by the register alone is written down too: lists of the year name them with the reason.
        wanted = {draft.member_id: draft for draft in cleaned}
        wanted |= {who: line.draft for who, line in lines.items() if line.why is not None and not line.lock}
        rows = _current(session, year, list(lines))
        written = sum(_write(session, cell_id, year, draft, rows.get(who)) for who, draft in wanted.items())
        session.sentence = f"Ghi xếp loại {written} đảng viên {heads.cell_name(session, cell_id, office.today())}"
    return Changes.of(Kind.CAMPAIGNS)


def _cleaned(draft: MemberDraft, line: MemberLine) -> MemberDraft:
    if line.why is not None and not line.lock:
        return line.draft
    note = draft.not_evaluated_note.strip() if draft.not_evaluated is NotEvaluated.OTHER else ""
    if draft.not_evaluated is NotEvaluated.OTHER:
        draft = replace(draft, level=None, cell_level=None)
    return replace(draft, reason=draft.reason.strip(), listed_case=draft.listed_case.strip(), not_evaluated_note=note)


def _write(session: Session, cell_id: int, year: int, draft: MemberDraft, row: MemberRating | None) -> bool:
    """Write a rating unless it stands already as it is, or nothing was typed; say whether it was written."""
    if row is None and draft == MemberDraft(draft.member_id, form=draft.form):
        return False
    if row is not None and (
        (_draft(row) == draft and row.cell_id == cell_id) or row.standing is RatingStanding.DECIDED
    ):
        return False
    put_in(session, cell_id, year, draft, row)
    return True


def put_in(session: Session, cell_id: int, year: int, draft: MemberDraft, row: MemberRating | None) -> MemberRating:
    """Write a rating over the current one inside another's session, as a new one without it, and return it."""
    if row is None:
        last = select(MemberRating.version).where(MemberRating.member_id == draft.member_id, MemberRating.year == year)
        version = max(session.scalars(last), default=0) + 1
        row = MemberRating(member_id=draft.member_id, cell_id=cell_id, year=year, version=version)
        session.add(row)
    row.cell_id = cell_id
    for name in _NAMES:
        setattr(row, name, getattr(draft, name))
    return row
