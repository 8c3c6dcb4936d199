"""The lines of a month's schedule: read the way people type days, hours and names, checked with every key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules import months as month_rules
from bontot_desktop.rules import schedules as rules
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.schedules import PlannedMeeting
from bontot_desktop.services.people import Pick
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel, Unreadable
from bontot_desktop.ui.tables.grid import GridColumn, GridRow

KIND, DAY, WEEKDAY, HOUR, PLACE = "kind", "planned_on", "weekday", "starts_at", "place"
WHO, THEME, REASON, AGREED = "attendee_id", "theme", "exception_reason", "is_agreed"
_WORDS = {
    MeetingType.REGULAR: "Thường kỳ",
    MeetingType.COMBINED: "Kết hợp CĐ",
    MeetingType.THEMED: "Chuyên đề",
    MeetingType.EXTRAORDINARY: "Đột xuất",
}
#: So many people are named where a part of a name fits several.
_NAMED = 4


def row_id(meeting: PlannedMeeting) -> int:
    """Return the id of a line: the plan's, or less than nothing for a usual meeting nobody stored yet."""
    return -meeting.cell_id if meeting.id is None else meeting.id


class ScheduleModel(TypedModel):
    """The schedule of a month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(KIND, "Buổi", width=9),
                GridColumn(DAY, "Ngày", width=6, hint="Gõ 3 hoặc 3/6"),
                GridColumn(WEEKDAY, "Thứ", width=4),
                GridColumn(HOUR, "Giờ", width=5, hint="Gõ 1930, 19h30 hoặc 19:30"),
                GridColumn(PLACE, "Địa điểm", width=16, stretch=True),
                GridColumn(WHO, "Đảng ủy viên dự", width=20, hint="Gõ một phần họ tên, có dấu hay không"),
                GridColumn(THEME, "Chuyên đề", width=14, hint="Ghi ở buổi thường kỳ là buổi kết hợp chuyên đề"),
                GridColumn(REASON, "Lý do khác ngày", width=10, hint="Vì sao họp khác ngày cố định"),
                GridColumn(
                    AGREED,
                    "Thống nhất",
                    choices=((False, ""), (True, "có")),
                    width=6,
                    hint="Phím cách để đánh dấu",
                ),
            ],
            parent,
            label_width=26,
            reads={DAY: self._read_day, HOUR: _read_hour, WHO: self._read_person, AGREED: _read_agreed},
            writes={DAY: _write_day, HOUR: _write_hour, WHO: self._write_person},
            follows={KIND: self._kind, WEEKDAY: self._weekday},
        )
        self._shown: dict[int, PlannedMeeting] = {}
        self._people: dict[int, Pick] = {}
        self._month = (2000, 1)

    def show_month(self, year: int, month: int, meetings: Sequence[PlannedMeeting], people: Sequence[Pick]) -> None:
        """Show the schedule as it is stored, with the usual meetings of the other cells."""
        self._month = year, month
        self._shown = {row_id(one): one for one in meetings}
        self._people = {pick.id: pick for pick in people}
        names = (DAY, HOUR, PLACE, WHO, THEME, REASON, AGREED)
        values = {(row_id(one), name): getattr(one, name) for one in meetings for name in names}
        self.show([GridRow(row_id(one), one.cell, _hint(one)) for one in meetings], values)
        self.check()

    def meeting(self, row: int) -> PlannedMeeting:
        """Return a line as it stands."""
        known = self._shown[row]
        attendee_id = self.value(row, WHO)
        pick = self._people.get(attendee_id)
        theme = self.value(row, THEME) or ""
        kind = known.type
        if kind in MONTHLY_TYPES:
            kind = MeetingType.COMBINED if theme else MeetingType.REGULAR
        return replace(
            known,
            type=kind,
            planned_on=self.value(row, DAY),
            starts_at=self.value(row, HOUR),
            place=self.value(row, PLACE) or "",
            theme=theme,
            attendee_id=attendee_id,
            attendee=pick.name if pick is not None else known.attendee if attendee_id == known.attendee_id else "",
            exception_reason=self.value(row, REASON) or "",
            is_agreed=bool(self.value(row, AGREED)),
        )

    def meetings(self) -> list[PlannedMeeting]:
        """Return all lines as they stand."""
        return [self.meeting(row) for row in self._shown]

    def to_store(self) -> list[PlannedMeeting]:
        """Return the lines that are stored or were changed; a usual meeting nobody touched stays unwritten."""
        changed = self.changed_rows()
        return [self.meeting(row) for row, known in self._shown.items() if known.id is not None or row in changed]

    def check(self) -> None:
        """Mark what cannot stand, clashes, and other days than the fixed ones; one line can concern another."""
        meetings = self.meetings()
        flags: dict[tuple[Any, Any], str] = {}
        for one, other in rules.clashes(meetings):
            sentence = rules.clash_sentence(one, other)
            flags.setdefault((row_id(one), WHO), sentence)
            flags.setdefault((row_id(other), WHO), sentence)
        for one in meetings:
            odd = rules.odd_day(one)
            if odd:
                flags[row_id(one), REASON] = odd
        for problem in rules.problems(meetings, *self._month):
            _, place, name = problem.field.split(".")
            flags[row_id(meetings[int(place)]), name if name == DAY else KIND] = problem.sentence
        if flags != self.flags_shown():
            self.flag(flags)

    # Reading and writing -------------------------------------------------------------------------------------------

    def _read_day(self, _: Any, typed: str) -> date | None:
        if not typed:
            return None
        day = month_rules.parse_day(typed, *self._month)
        if day is None:
            raise Unreadable(f"Xin gõ ngày của tháng {self._month[1]}, ví dụ 3 hoặc 3/{self._month[1]}.")
        return day

    def _read_person(self, _: Any, typed: str) -> int | None:
        if not typed:
            return None
        whole = [pick for pick in self._people.values() if text.fold(pick.name) == text.fold(typed)]
        found = whole or [pick for pick in self._people.values() if text.matches(typed, pick.name)]
        if len(found) == 1 or (whole and len({pick.name for pick in whole}) == 1):
            return found[0].id
        if not found:
            raise Unreadable(f"Chưa có đồng chí nào tên “{typed}”; thêm ở Hệ thống, Cán bộ.")
        named = "; ".join(pick.name for pick in found[:_NAMED])
        more = "…" if len(found) > _NAMED else ""
        raise Unreadable(f"Có {len(found)} đồng chí hợp với “{typed}”: {named}{more}. Xin gõ thêm họ tên.")

    def _write_person(self, row: Any, value: int | None) -> str:
        if value is None:
            return ""
        pick = self._people.get(value)
        return pick.name if pick is not None else self._shown[row].attendee

    def _kind(self, row: Any) -> tuple[str, Tone | None]:
        kind = self.meeting(row).type
        return _WORDS.get(kind, kind.label), None

    def _weekday(self, row: Any) -> tuple[str, Tone | None]:
        day = self.value(row, DAY)
        return ("" if day is None else "CN" if day.isoweekday() == 7 else f"T{day.isoweekday() + 1}"), None


def _read_hour(_: Any, typed: str) -> time | None:
    try:
        return dates.parse_clock(typed)
    except ValueError as odd:
        raise Unreadable("Xin gõ giờ, ví dụ 1930 hoặc 19h30.") from odd


def _read_agreed(_: Any, typed: str) -> bool:
    return bool(typed) and text.fold(typed) not in ("0", "1", "khong", "k")


def _write_day(_: Any, value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m}"


def _write_hour(_: Any, value: time | None) -> str:
    return "" if value is None else dates.clock(value)


def _hint(meeting: PlannedMeeting) -> str:
    fixed = f"ngày cố định {meeting.fixed_day:02d}" if meeting.fixed_day else "chưa có ngày cố định"
    return f"{meeting.cell}: {fixed}."
