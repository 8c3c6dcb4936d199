"""The papers of all cells for a period: the schedule (F10), the list of ratings (F11), the half-year table (F12)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.months import MeetingPlan
from bontot_desktop.db.models.scoring import Score
from bontot_desktop.db.queries import meeting_figures, roster
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.db.queries.roster import RosterMember
from bontot_desktop.db.work import driver_of
from bontot_desktop.documents import half_year_table, month_ratings, month_schedule
from bontot_desktop.documents.half_year_table import CellHalf, HalfFacts
from bontot_desktop.documents.month_ratings import RatedFacts, RatingsFacts
from bontot_desktop.documents.month_schedule import ScheduledFacts, ScheduleFacts
from bontot_desktop.errors import Refused
from bontot_desktop.rules import schedules as schedule_rules
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.scoring import ScoreKind, show
from bontot_desktop.services import half_year, heads, legal_bases, meeting_store, schedules
from bontot_desktop.services.sources.base import Issue, Source, Subject, halves_of

SCHEDULE, RATINGS, HALF = "F10", "F11", "F12"
#: How the schedule names a meeting that is not the regular one.
_KIND_WORDS = {
    MeetingType.THEMED: "chuyên đề",
    MeetingType.COMBINED: "kết hợp chuyên đề",
    MeetingType.EXTRAORDINARY: "đột xuất",
}


# The schedule


def collect_schedule(session: Session, code: int, issue: Issue) -> ScheduleFacts:
    """Gather the agreed meetings of a month. Raises Refused while none is agreed."""
    period = Period.of_code(code)
    plans = list(session.scalars(_plans(period)))
    if not plans:
        sentence = f"Chưa có lịch sinh hoạt {period.words} nào đã thống nhất; hãy ghi ở trang Sinh hoạt, mục Lịch."
        raise Refused(sentence)
    plans.sort(key=lambda plan: (str(plan.planned_on), str(plan.starts_at), plan.cell.name_order))
    committee = heads.committee(session, issue.as_of)
    lines = legal_bases.lines_for(session, SCHEDULE, issue.as_of, commune=committee.commune, term=committee.term_label)
    day = period.first_day
    rosters = roster.rosters_on(session, {plan.cell_id for plan in plans}, day)
    return ScheduleFacts(
        head=heads.committee_head(
            session,
            Issuer.EXECUTIVE_COMMITTEE,
            day=issue.day,
            today=issue.today,
            number=issue.number,
            symbol=issue.symbol,
        ),
        signer=heads.committee_signer(session, issue.as_of),
        committee=committee.name,
        commune=committee.commune,
        year=period.year,
        month=period.number,
        meetings=tuple(_scheduled(session, plan, rosters[plan.cell_id]) for plan in plans),
        basis=tuple(legal_bases.cited(line) for line in lines),
    )


def schedule_warnings(session: Session, code: int, issue: Issue) -> list[str]:
    """Name the cells whose month is not agreed yet and so is left out, and whoever cannot attend all he is to."""
    period = Period.of_code(code)
    agreed = {plan.cell_id for plan in session.scalars(_plans(period)) if plan.type in MONTHLY_TYPES}
    waiting = [
        cell.name for cell in roster.cells_alive(session, period.first_day, period.last_day) if cell.id not in agreed
    ]
    planned = schedules.month_in(driver_of(session), period.year, period.number)
    overlapping = [
        schedule_rules.clash_sentence(one, other)
        for one, other in schedule_rules.clashes([one for one in planned if one.is_agreed])
    ]
    if not waiting:
        return overlapping
    named = "; ".join(waiting[:5]) + ("…" if len(waiting) > 5 else "")
    left_out = f"{len(waiting)} chi bộ chưa thống nhất lịch sinh hoạt thường kỳ {period.words}: {named}."
    return [*overlapping, f"{left_out} Thông báo không ghi các chi bộ này."]


def _plans(period: Period) -> Select[MeetingPlan]:
    return select(MeetingPlan).where(
        MeetingPlan.year == period.year, MeetingPlan.month == period.number, MeetingPlan.agreed_at.is_not(None)
    )


def _scheduled(session: Session, plan: MeetingPlan, members: list[RosterMember]) -> ScheduledFacts:
    day = plan.planned_on
    secretary = next((member for member in members if member.post is CellPost.SECRETARY), None)
    phone = session.scalar(select(Member.phone).where(Member.id == secretary.member_id)) if secretary else ""
    return ScheduledFacts(
        cell=heads.cell_name(session, plan.cell_id, day) if day else plan.cell.name,
        members=len(members),
        day=day,
        starts_at=plan.starts_at,
        place=plan.place,
        secretary=secretary.full_name if secretary else "",
        phone=phone or "",
        attendee=plan.attendee.full_name if plan.attendee else "",
        kind=_KIND_WORDS.get(plan.type, ""),
    )


# The list of ratings


def collect_ratings(session: Session, code: int, issue: Issue) -> RatingsFacts:
    """Gather every cell's regular meeting of a month with its rating.

    Raises Refused while there is no cell, or while cells scored themselves and the committee has decided of none: the
    list tells the committee's ratings. Of those decided only in part, the others stand as scored by the cell itself.
    """
    period = Period.of_code(code)
    cells = roster.cells_alive(session, period.first_day, period.last_day)
    if not cells:
        raise Refused(f"Không có chi bộ nào hoạt động trong {period.words}.")
    held = {figures.cell_id: figures for figures in _figures(session, period, issue, MONTHLY_TYPES)}
    scored = [one for one in held.values() if one.rating]
    if scored and not any(one.official_rating for one in scored):
        raise Refused(
            f"Đảng ủy chưa chốt xếp loại {period.words} của chi bộ nào ({len(scored)} chi bộ mới có điểm tự chấm); "
            "hãy chốt ở trang Sinh hoạt, mục Xếp loại sinh hoạt, rồi lập danh sách."
        )
    notes = _notes(session, [figures.id for figures in held.values()])
    rosters = roster.rosters_on(session, [cell.id for cell in cells], period.last_day)
    everyone = [member for members in rosters.values() for member in members]
    return RatingsFacts(
        head=heads.committee_head(session, Issuer.STANDING_COMMITTEE, day=issue.day, today=issue.today),
        signer=heads.signer(session, Issuer.STANDING_COMMITTEE, issue.as_of),
        committee=heads.committee(session, issue.as_of).name,
        year=period.year,
        month=period.number,
        cells=tuple(
            _rated(heads.cell_name(session, cell.id, period.last_day), held.get(cell.id), notes) for cell in cells
        ),
        members=len(everyone),
        temp_in=sum(member.situation.status is MemberStatus.TEMP_IN for member in everyone),
    )


def ratings_warnings(session: Session, code: int, issue: Issue) -> list[str]:
    """Say how many of the ratings are still the cells' own."""
    period = Period.of_code(code)
    own = [one for one in _figures(session, period, issue, MONTHLY_TYPES) if one.rating and not one.official_rating]
    if not own:
        return []
    return [f"{len(own)} chi bộ mới có điểm tự chấm, Đảng ủy chưa chốt xếp loại {period.words}."]


def _figures(session: Session, period: Period, issue: Issue, kinds: Iterable[MeetingType] = ()) -> list[MeetingFigures]:
    settings = meeting_store.settings(session)
    return meeting_figures.figures(
        driver_of(session),
        period.first,
        period.last,
        states=HELD_STATES,
        kinds=tuple(kinds),
        duration=settings.duration,
        chair_counts=settings.chair_counts_as_speaker,
        total_includes_temp_in=settings.total_includes_temp_in,
        until=_until(issue),
    )


def _until(issue: Issue) -> date:
    """Return the last day a paper tells of: its own, never one still to come."""
    return min(issue.as_of, issue.today)


def _notes(session: Session, meeting_ids: list[int]) -> dict[int, str]:
    """Return what was said of the points taken off, the committee's words before the cell's."""
    rows = session.execute(
        select(Score.meeting_id, Score.kind, Score.note, Score.reason).where(
            Score.meeting_id.in_(meeting_ids), Score.kind.in_((ScoreKind.SELF, ScoreKind.OFFICIAL))
        )
    )
    found: dict[int, str] = {}
    for meeting_id, kind, note, reason in rows:
        said = "; ".join(part for part in (note, reason) if part)
        if said and (kind is ScoreKind.OFFICIAL or meeting_id not in found):
            found[meeting_id] = said
    return found


def _rated(name: str, figures: MeetingFigures | None, notes: dict[int, str]) -> RatedFacts:
    if figures is None:
        return RatedFacts(name)
    return RatedFacts(
        cell=name,
        present=figures.attended,
        total=figures.total if figures.total is not None else figures.expected,
        held_on=figures.held_on,
        points=show(figures.points),
        rating=figures.rating,
        note=notes.get(figures.id, ""),
        is_decided=figures.official_rating is not None or figures.rating is None,
    )


# Half a year


def collect_half(session: Session, code: int, issue: Issue) -> HalfFacts:
    """Gather the table of half a year or a year. Raises Refused while there is no cell."""
    period = Period.of_code(code)
    last = min(period.last_day, max(_until(issue), period.first_day))
    driver = driver_of(session)
    rows = half_year.rows(driver, period, _until(issue))
    if not rows:
        raise Refused(f"Không có chi bộ nào hoạt động trong {period.words}.")
    came = half_year.came(driver, period, _until(issue))
    return HalfFacts(
        head=heads.committee_head(session, Issuer.STANDING_COMMITTEE, day=issue.day, today=issue.today),
        signer=heads.signer(session, Issuer.STANDING_COMMITTEE, issue.as_of),
        committee=heads.committee(session, issue.as_of).name,
        period=period.words,
        cells=tuple(
            CellHalf(
                cell=heads.cell_name(session, row.id, last),
                members=row.members,
                attended=came.get(row.id, (None, None))[0],
                speeches=came.get(row.id, (None, None))[1],
                themed_planned=row.themed_planned,
                admitted=row.admitted,
                **{figure.field: row.typed.get(figure, "") for figure in TypedFigure},
            )
            for row in rows
        ),
    )


SOURCES = (
    Source(
        kind=SCHEDULE,
        subject=Subject.PERIOD,
        issuer=Issuer.EXECUTIVE_COMMITTEE,
        collect=collect_schedule,
        about=month_schedule.about,
        warnings=schedule_warnings,
    ),
    Source(
        kind=RATINGS,
        subject=Subject.PERIOD,
        issuer=Issuer.STANDING_COMMITTEE,
        collect=collect_ratings,
        about=month_ratings.about,
        warnings=ratings_warnings,
    ),
    Source(
        kind=HALF,
        subject=Subject.PERIOD,
        issuer=Issuer.STANDING_COMMITTEE,
        collect=collect_half,
        about=half_year_table.about,
        periods=halves_of,
    ),
)
