"""The schedule of a month: what cannot stand in it, and what the office should look at (meetings.md §3, F10)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType

#: How long a meeting is taken to last while nobody knows, in minutes, unless the office chose another length: the
#: least a regular one lasts (meetings.md §3).
USUAL_MINUTES = 90


@dataclass(frozen=True, slots=True)
class PlannedMeeting:
    """A meeting a cell registered. ``id`` is None until stored; ``attendee`` is the committee member who comes."""

    cell_id: int
    cell: str
    type: MeetingType
    planned_on: date | None = None
    starts_at: time | None = None
    place: str = ""
    theme: str = ""
    presenter: str = ""
    draft_due_on: date | None = None
    attendee_id: int | None = None
    attendee: str = ""
    exception_reason: str = ""
    note: str = ""
    is_agreed: bool = False
    id: int | None = None
    #: The cell's own day of the month, None where it has none.
    fixed_day: int | None = None
    founded_on: date | None = None
    dissolved_on: date | None = None
    #: Minutes it is taken to last.
    lasts: int = USUAL_MINUTES

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when until when it takes place, None while day or hour is open."""
        if self.planned_on is None or self.starts_at is None:
            return None
        begins = datetime.combine(self.planned_on, self.starts_at)
        return begins, begins + timedelta(minutes=self.lasts)


def problems(meetings: Sequence[PlannedMeeting], year: int, month: int) -> list[Problem]:
    """Say what cannot stand in a month's schedule, by place and field ("meetings.3.planned_on")."""
    found = []
    monthly: dict[int, str] = {}
    for index, meeting in enumerate(meetings):
        where = f"meetings.{index}"
        day = meeting.planned_on
        if day is not None and (day.year, day.month) != (year, month):
            sentence = f"{meeting.cell}: ngày {dates.screen(day)} không thuộc tháng {month}/{year}."
            found.append(Problem(f"{where}.planned_on", sentence))
        elif day is not None and meeting.founded_on is not None and day < meeting.founded_on:
            sentence = f"{meeting.cell} chưa thành lập ngày {dates.screen(day)}; hãy chọn ngày khác."
            found.append(Problem(f"{where}.planned_on", sentence))
        elif day is not None and meeting.dissolved_on is not None and day >= meeting.dissolved_on:
            sentence = f"{meeting.cell} đã kết thúc hoạt động ngày {dates.screen(meeting.dissolved_on)}."
            found.append(Problem(f"{where}.planned_on", sentence))
        if meeting.is_agreed and day is None:
            found.append(Problem(f"{where}.planned_on", f"{meeting.cell}: chưa có ngày nên chưa thống nhất được."))
        if meeting.type in MONTHLY_TYPES:
            if meeting.cell_id in monthly:
                sentence = f"{meeting.cell} đã có kỳ sinh hoạt thường kỳ tháng {month}/{year}."
                found.append(Problem(f"{where}.type", sentence))
            monthly[meeting.cell_id] = where
    return found


def clashes(meetings: Sequence[PlannedMeeting]) -> list[tuple[PlannedMeeting, PlannedMeeting]]:
    """Return the pairs that one committee member cannot attend both, for their times overlap (meetings.md §3)."""
    found = []
    by_person: dict[int, list[tuple[PlannedMeeting, tuple[datetime, datetime]]]] = {}
    for other in meetings:
        span = other.span
        if other.attendee_id is None or span is None:
            continue
        before = by_person.setdefault(other.attendee_id, [])
        found += [(one, other) for one, taken in before if taken[0] < span[1] and span[0] < taken[1]]
        before.append((other, span))
    return found


def warnings(meetings: Sequence[PlannedMeeting]) -> list[str]:
    """Say what the office should look at: clashes of who attends, another day than the fixed one without a reason."""
    found = [clash_sentence(one, other) for one, other in clashes(meetings)]
    return [*found, *filter(None, map(odd_day, meetings))]


def clash_sentence(one: PlannedMeeting, other: PlannedMeeting) -> str:
    """Say that somebody cannot attend both meetings."""
    return f"Đồng chí {one.attendee} được ghi dự cả {one.cell} ({_when(one)}) và {other.cell} ({_when(other)})."


def odd_day(meeting: PlannedMeeting) -> str:
    """Say that a regular meeting is on another day than the cell's fixed one without a reason; "" when it is not."""
    day = meeting.planned_on
    if meeting.type not in MONTHLY_TYPES or day is None or meeting.fixed_day is None:
        return ""
    usual = min(meeting.fixed_day, dates.month_end(day.year, day.month).day)
    if day.day == usual or text.clean(meeting.exception_reason):
        return ""
    return f"{meeting.cell} họp ngày {dates.screen(day)}, khác ngày cố định ({usual:02d}); hãy ghi lý do."


def _when(meeting: PlannedMeeting) -> str:
    assert meeting.planned_on is not None
    assert meeting.starts_at is not None
    return f"{dates.clock(meeting.starts_at)} ngày {dates.screen(meeting.planned_on)}"
