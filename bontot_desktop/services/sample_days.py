"""The day of a sample meeting: what already stands in its month, and what follows when it becomes another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import dates
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import HELD_STATES, MONTHLY_TYPES, MeetingState, MeetingType
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services import sample_chores
from bontot_desktop.services.office import Office

_GIVEN_UP = (SampleState.POSTPONED, SampleState.CANCELLED)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a plan says of its day; ``event_id`` is None while the plan is new."""

    event_id: int | None
    cell_id: int | None
    on: date | None
    kind: MeetingType | None = None


def doubts(office: Office, wanted: Wanted) -> list[Problem]:
    """Say at the field ``planned_on`` what already stands in the month of a plan; nothing keeps it from being saved."""
    with office.read() as session:
        sentence = _of_month(session, wanted)
    return [Problem("planned_on", sentence)] if sentence else []


def of_year(office: Office, year: int) -> dict[int, str]:
    """Return by the id of each sample meeting of a year not opened yet what already stands in its month."""
    found = {}
    with office.read() as session:
        for row in _open_plans(session, year):
            sentence = _of_month(session, Wanted(row.id, row.cell_id, row.planned_on, row.planned_type))
            if sentence:
                found[row.id] = sentence
    return found


def _open_plans(session: Session, year: int) -> Iterable[SampleEvent]:
    plans = select(SampleEvent).where(SampleEvent.year == year, SampleEvent.meeting_id.is_(None))
    return session.scalars(plans.where(SampleEvent.state.not_in(_GIVEN_UP))).all()


def _of_month(session: Session, wanted: Wanted) -> str:
    on = wanted.on
    if wanted.cell_id is None or on is None:
        return ""
    month = f"Tháng {on.month}/{on.year}"
    for other in session.scalars(
        select(SampleEvent).where(SampleEvent.cell_id == wanted.cell_id, SampleEvent.state.not_in(_GIVEN_UP))
    ):
        day = sample_chores.day_of(other)
        if other.id == wanted.event_id:
            if other.meeting_id is not None:
                return ""
        elif day is not None and (day.year, day.month) == (on.year, on.month):
            return f"{month} chi bộ này đã có một buổi sinh hoạt điểm, ngày {dates.screen(day)}."
    if wanted.kind is MeetingType.THEMED:
        # It stands beside the month's regular meeting.
        return ""
    regular = session.scalars(
        select(Meeting).where(
            Meeting.cell_id == wanted.cell_id,
            Meeting.year == on.year,
            Meeting.month == on.month,
            Meeting.type.in_(MONTHLY_TYPES),
            Meeting.state != MeetingState.CANCELLED,
        )
    ).first()
    return "" if regular is None else _said_of(regular, on, month)


def _said_of(regular: Meeting, on: date, month: str) -> str:
    day = regular.held_on
    if regular.state not in HELD_STATES:
        when = f" dự kiến ngày {dates.screen(day)}" if day is not None else ""
        return f"{month} chi bộ đã có buổi thường kỳ{when}; khi mở, buổi ấy thành buổi sinh hoạt điểm."
    if day == on:
        return "Chi bộ đã họp thường kỳ đúng ngày này; khi mở, buổi ấy thành buổi sinh hoạt điểm."
    held = f" ngày {dates.screen(day)}" if day is not None else ""
    return f"{month} chi bộ đã họp thường kỳ{held}. Hãy chọn tháng khác, hoặc ghi ngày ấy nếu đó là buổi điểm."


def follow(session: Session, row: SampleEvent, was: date | None) -> str:
    """Let plan and checklist follow the meeting's day when it is another than it was; say what moved, "" for nothing.

    What is done and what has a day of its own stays (``sample_chores.follow``).
    """
    day = row.meeting.held_on if row.meeting is not None else None
    if day is None or day == was:
        return ""
    has_moved = row.planned_on != day
    row.planned_on, row.year = day, day.year
    moved = sample_chores.follow(row)
    said = [*(["kế hoạch"] if has_moved else []), *([f"hạn của {moved} việc chuẩn bị"] if moved else [])]
    return f"{' và '.join(said).capitalize()} đã theo ngày mới {dates.screen(day)}" if said else ""


def of_meeting(session: Session, meeting: Meeting) -> SampleEvent | None:
    """Return the sample meeting a meeting belongs to."""
    if not meeting.is_sample:
        return None
    return session.scalars(select(SampleEvent).where(SampleEvent.meeting_id == meeting.id)).first()
