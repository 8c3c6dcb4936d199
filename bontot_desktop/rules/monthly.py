"""Which months a cell's regular meeting looks back on and plans, and at which meeting a task is reported."""

from __future__ import annotations

from datetime import date

#: A meeting held from this day of its month on looks back on the month itself and plans the next, unless the office
#: chose another day.
LATE_FROM = 16

Month = tuple[int, int]


def planned(year: int, month: int, held_on: date | None, late_from: int = LATE_FROM) -> Month:
    """Return (year, month) a meeting plans: its own month, or the next when it is held from ``late_from`` of it on.

    The domain names only "tháng trước" and "tháng tới" (meetings.md §3.1); cells meet in the first days of a month, as
    their fixed day says, or in its last days.
    """
    if held_on is not None and (held_on.year, held_on.month) == (year, month) and held_on.day >= late_from:
        return following(year, month)
    return year, month


def reviewed(year: int, month: int, held_on: date | None, late_from: int = LATE_FROM) -> Month:
    """Return (year, month) a meeting looks back on: the one before the month it plans."""
    return preceding(*planned(year, month, held_on, late_from))


def reported(due_on: date | None, year: int, month: int, held_on: date | None) -> Month:
    """Return (year, month) of the regular meeting at which a task is reported: the first one on or after its due day.

    Meetings are taken to be held on the same day of every month; a task without a due day is reported at the next one.
    """
    least = following(year, month)
    if due_on is None:
        return least
    usual = held_on.day if held_on else 1
    found = (due_on.year, due_on.month) if due_on.day <= usual else following(due_on.year, due_on.month)
    return max(found, least)


def following(year: int, month: int) -> Month:
    """Return the month after."""
    return (year + 1, 1) if month == 12 else (year, month + 1)


def preceding(year: int, month: int) -> Month:
    """Return the month before."""
    return (year - 1, 12) if month == 1 else (year, month - 1)
