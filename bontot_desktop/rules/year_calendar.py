"""The office's year as days that come back: when each thing is to be done, and from when it is told (§12)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop.rules.words import Labelled

#: What is over for longer is no longer told: whoever begins in November is not asked about March.
TOLD_AFTER = timedelta(days=21)
_MOST_BEFORE = 180


class Every(Labelled):
    """How often a thing comes back."""

    YEAR = "YEAR", "Mỗi năm"
    MONTH = "MONTH", "Mỗi tháng"
    QUARTER = "QUARTER", "Mỗi quý"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """One thing of the year; ``first`` and ``last`` are day/month ("02/01"), of a month or quarter the day alone.

    A quarter's days lie in its last month. It is told from ``before`` days ahead of the first. ``about`` is 0 for what
    is done for the running year, -1 for the year before. ``basis`` says on what it rests; an own one has "".
    """

    key: str = ""
    title: str = ""
    todo: str = ""
    first: str = ""
    last: str = ""
    before: int | None = 0
    every: Every = Every.YEAR
    is_on: bool = True
    about: int = 0
    page: str = "recognition"
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """A thing in its days; ``mark`` names it for this time ("launch/2026"), ``year`` is the year it is about."""

    entry: CalendarEntry
    mark: str
    first: date
    last: date
    year: int


def parts(typed: str, every: Every) -> tuple[int, int] | None:
    """Read "8/3" as (8, 3); of a month or quarter "10" as (10, 0). None for what is no such day."""
    pieces = [piece.strip() for piece in typed.replace(".", "/").replace("-", "/").split("/")]
    if not all(piece.isdecimal() and piece.isascii() for piece in pieces):
        return None
    numbers = [int(piece) for piece in pieces]
    if every is not Every.YEAR:
        return (numbers[0], 0) if len(numbers) == 1 and 1 <= numbers[0] <= 31 else None
    if len(numbers) != 2 or not 1 <= numbers[1] <= 12:
        return None
    # The last of February is meant in every year.
    return (numbers[0], numbers[1]) if 1 <= numbers[0] <= monthrange(2024, numbers[1])[1] else None


def written(typed: str, every: Every) -> str:
    """Write a day as the list shows it ("08/03"); what is no day stays as typed."""
    found = parts(typed, every)
    if found is None:
        return typed.strip()
    return f"{found[0]:02d}/{found[1]:02d}" if every is Every.YEAR else f"{found[0]:02d}"


def faults(entry: CalendarEntry) -> list[tuple[str, str]]:
    """Check an entry; (field, sentence) for each thing to mend."""
    found = []
    if not entry.title.strip():
        found.append(("title", "Chưa ghi việc."))
    first, last = parts(entry.first, entry.every), parts(entry.last, entry.every)
    example = "08/03" if entry.every is Every.YEAR else "10"
    if first is None or last is None:
        found.append(("first" if first is None else "last", f"Ghi ngày như {example}."))
    elif (last[1], last[0]) < (first[1], first[0]):
        found.append(("last", "Ngày cuối ở trước ngày đầu."))
    if entry.before is None or not 0 <= entry.before <= _MOST_BEFORE:
        found.append(("before", f"Số ngày nhắc trước từ 0 đến {_MOST_BEFORE}."))
    return found


def due(entry: CalendarEntry, today: date) -> Due | None:
    """Return an entry that is to be told of today; None when it is switched off, ahead, or long over."""
    if not entry.is_on or faults(entry):
        return None
    for turn in _turns(entry, today):
        begins = turn.first - timedelta(days=entry.before or 0)
        if begins <= today <= turn.last + TOLD_AFTER:
            return turn
    return None


def _turns(entry: CalendarEntry, today: date) -> list[Due]:
    """Return the times of an entry around a day, the newest first: what is on now goes before what is over."""
    first, last = parts(entry.first, entry.every), parts(entry.last, entry.every)
    assert first is not None
    assert last is not None
    if entry.every is Every.YEAR:
        return [
            Due(entry, f"{entry.key}/{year}", _day(year, *first[::-1]), _day(year, *last[::-1]), year + entry.about)
            for year in (today.year + 1, today.year, today.year - 1)
        ]
    step = 1 if entry.every is Every.MONTH else 3
    found = []
    for back in range(-1, 2 * step + 1):
        months = today.year * 12 + today.month - 1 - back
        year, month = divmod(months, 12)
        if (month + 1) % step == 0:
            mark = f"{entry.key}/{year}-{month + 1:02d}"
            found.append(Due(entry, mark, _day(year, month + 1, first[0]), _day(year, month + 1, last[0]), year))
    return found


def _day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))
