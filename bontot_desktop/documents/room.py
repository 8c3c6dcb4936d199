"""Dots to write on inside a sentence, for a paper that is handed out before everything is known."""

from __future__ import annotations

from datetime import date, time

from bontot_desktop import dates, text

_SHORT = "." * 6


def dots(signs: int) -> str:
    """Return a dotted blank of so many signs (a sign is 1.2 mm wide at 14 pt)."""
    return "." * signs


def count(number: int | None) -> str:
    """Write a count, or dots for it."""
    return _SHORT if number is None else str(number)


def padded(number: int | None) -> str:
    """Write a count of people as papers do ("03"), or dots for it."""
    return _SHORT if number is None else text.padded(number)


def day(on: date | None, year: int | None = None) -> str:
    """Write "ngày 05/6/2026" inside a sentence, or dots for day and month."""
    if on is None:
        return f"ngày {_SHORT} tháng {_SHORT} năm {year or _SHORT}"
    return f"ngày {dates.short(on)}"


def clock(at: time | None) -> str:
    """Write "19 giờ 30 phút", or dots for both."""
    return f"{_SHORT} giờ {_SHORT} phút" if at is None else dates.clock_words(at)
