"""A cell's month as one line of figures, and what cannot be in it (meetings.md §4.4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bontot_desktop import dates
from bontot_desktop.errors import Problem

#: The longest a meeting is believed to last, in minutes.
LONGEST = 600


@dataclass(frozen=True, slots=True)
class MonthEntry:
    """What the office was told of a cell's regular meeting; None is not told. ``minutes`` is how long it took.

    ``total`` counts the members, ``expected`` those who had to come, ``present`` those of them who came.
    """

    cell_id: int
    cell: str
    meeting_id: int | None = None
    held_on: date | None = None
    minutes: int | None = None
    total: int | None = None
    expected: int | None = None
    present: int | None = None
    unexcused: int | None = None
    speakers: int | None = None
    contributions: int | None = None
    is_themed: bool = False
    theme: str = ""
    points: Decimal | None = None
    note: str = ""


def problems(entry: MonthEntry, year: int, month: int, today: date) -> Iterator[Problem]:
    """Say what of a line cannot be, by "entries.<cell id>.<name>"; a line with nothing typed is fine."""

    def at(name: str, sentence: str) -> Problem:
        return Problem(f"entries.{entry.cell_id}.{name}", f"{entry.cell}: {sentence}")

    day = entry.held_on
    if day is None:
        if _told(entry):
            yield at("held_on", "chưa ghi ngày họp.")
        return
    if (day.year, day.month) != (year, month):
        yield at("held_on", f"ngày {dates.screen(day)} không thuộc tháng {month}/{year}.")
    elif day > today:
        yield at("held_on", f"ngày {dates.screen(day)} chưa tới; kết quả chỉ ghi sau buổi sinh hoạt.")
    if entry.minutes is not None and not 0 < entry.minutes <= LONGEST:
        yield at("minutes", f"thời lượng phải từ 1 đến {LONGEST} phút.")
    if _more(entry.expected, entry.total):
        yield at("expected", "số phải dự nhiều hơn số đảng viên.")
    if _more(entry.present, entry.expected):
        yield at("present", "số có mặt nhiều hơn số phải dự.")
    if entry.present is not None and entry.expected is None:
        yield at("expected", "đã ghi số có mặt nhưng chưa ghi số phải dự.")
    if _more(entry.unexcused, _absent(entry)):
        yield at("unexcused", "số vắng không lý do nhiều hơn số vắng.")
    if _more(entry.speakers, entry.present):
        yield at("speakers", "số người phát biểu nhiều hơn số có mặt.")
    if _more(entry.speakers, entry.contributions):
        yield at("contributions", "số lượt ý kiến ít hơn số người phát biểu.")


def _told(entry: MonthEntry) -> bool:
    counts = (entry.minutes, entry.expected, entry.present, entry.unexcused, entry.speakers, entry.contributions)
    said = (entry.theme, entry.note)
    return any(count is not None for count in (*counts, entry.points)) or any(said)


def _absent(entry: MonthEntry) -> int | None:
    if entry.expected is None or entry.present is None:
        return None
    return max(0, entry.expected - entry.present)


def _more(least: int | None, most: int | None) -> bool:
    return least is not None and most is not None and least > most
