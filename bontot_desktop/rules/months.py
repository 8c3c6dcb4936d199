"""A cell's month as one line of figures, and what cannot be in it (meetings.md §4.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bontot_desktop import dates, text
from bontot_desktop.errors import Problem

#: The longest a meeting is believed to last, in minutes.
LONGEST = 600


#: Typed for "all who had to come came".
_ALL = frozenset({"du", "="})
_TURNOUT = re.compile(r"(\d{1,4})\s*[/\\|]\s*(\d{1,4})")


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
    if entry.note and entry.points is None:
        yield at("note", "ghi chú nói về điểm; hãy ghi điểm.")


def parse_day(typed: str, year: int, month: int) -> date | None:
    """Read a day of a month as it is typed: "3", "3/6", "03/06/2026"; None when it is none.

    A whole date of another month is read as it stands: the line then says that it does not belong there.
    """
    typed = text.clean(typed).strip(".")
    if typed.isdecimal() and len(typed) <= 2:
        return date(year, month, int(typed)) if 1 <= int(typed) <= dates.month_end(year, month).day else None
    short = re.fullmatch(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})", typed)
    try:
        return dates.parse(f"{short[1]}/{short[2]}/{year}" if short else typed)
    except ValueError:
        return None


def parse_turnout(typed: str, expected: int | None) -> tuple[int | None, int | None] | None:
    """Read how many came of how many as it is typed: "28/30", "28" of those ``expected``, "đủ" for all of them.

    Returns those who came and those who had to; None when it cannot be read, two None when it is empty.
    """
    typed = text.clean(typed)
    if not typed:
        return None, None
    if text.fold(typed) in _ALL:
        return (expected, expected) if expected is not None else None
    pair = _TURNOUT.fullmatch(typed)
    if pair is not None:
        return int(pair[1]), int(pair[2])
    return (int(typed), expected) if typed.isdecimal() and len(typed) <= 4 else None


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
