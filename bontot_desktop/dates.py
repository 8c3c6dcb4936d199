"""Dates and times as the office writes them, on screen and on paper."""

from __future__ import annotations

import re
from datetime import date, time, timedelta

_PARTS = re.compile(r"^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{2}|\d{4})$")
_ISO = re.compile(r"^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
_TIME = re.compile(r"^(\d{1,2})\s*(?:[:h.]|giờ)\s*(\d{1,2})?\s*(?:phút|p)?$", re.IGNORECASE)
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def screen(day: date | None) -> str:
    """Show a date on screen as dd/mm/yyyy, an absent one as nothing."""
    return "" if day is None else f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def short(day: date) -> str:
    """Write a date inside a paper's text: day < 10 and month < 3 padded, other months not (06/3/2026)."""
    return f"{day.day:02d}/{_paper_month(day.month)}/{day.year}"


def full(day: date | None, *, year: int | None = None) -> str:
    """Write "ngày 06 tháng 3 năm 2026"; with no date leave the room to fill in by hand (HD 05 §4.2.2)."""
    if day is None:
        blank = " " * 6
        return f"ngày{blank}tháng{blank}năm {year if year else ' ' * 6}".rstrip()
    return f"ngày {day.day:02d} tháng {_paper_month(day.month)} năm {day.year}"


def clock(moment: time | None) -> str:
    """Show a time on screen as 19:30."""
    return "" if moment is None else f"{moment.hour:02d}:{moment.minute:02d}"


def clock_words(moment: time) -> str:
    """Write a time in a paper: "19 giờ 30 phút"."""
    return f"{moment.hour:02d} giờ {moment.minute:02d} phút"


def weekday(day: date) -> str:
    """Name the day of the week ("thứ Sáu")."""
    return _WEEKDAYS[day.weekday()]


def ago(day: date, today: date) -> str:
    """Say how long ago a day was: "hôm nay", "hôm qua", "12 ngày trước"; a day still to come by its date."""
    days = (today - day).days
    if days < 0:
        return f"ngày {screen(day)}"
    return ("hôm nay", "hôm qua")[days] if days < 2 else f"{days} ngày trước"


def _paper_month(month: int) -> str:
    return f"{month:02d}" if month < 3 else str(month)


def parse(text: str, *, century_pivot: int = 50) -> date | None:
    """Read a date as people type it: 6/3/2026, 06.03.26, 6-3-2026, 060326, 06032026 or 2026-03-06.

    Two-figure years below ``century_pivot`` are 20xx, the others 19xx. Returns None for an empty
    text. Raises ValueError, with nothing for the person to read in it, for anything else.
    """
    value = text.strip()
    if not value:
        return None
    if match := _ISO.match(value):
        year, month, day = (int(part) for part in match.groups())
        return date(year, month, day)
    if value.isdecimal() and len(value) in (6, 8):
        value = f"{value[:2]}/{value[2:4]}/{value[4:]}"
    match = _PARTS.match(value)
    if match is None:
        raise ValueError(text)
    year = int(match.group(3))
    if len(match.group(3)) == 2:
        year += 2000 if year < century_pivot else 1900
    return date(year, int(match.group(2)), int(match.group(1)))


def parse_clock(text: str) -> time | None:
    """Read a time as people type it: 19:30, 19h30, 19 giờ 30, 1930 or 19h. Raises ValueError otherwise."""
    value = text.strip()
    if not value:
        return None
    if value.isdecimal() and len(value) in (3, 4):
        value = f"{value[:-2]}:{value[-2:]}"
    match = _TIME.match(value)
    if match is None:
        raise ValueError(text)
    return time(int(match.group(1)), int(match.group(2) or 0))


def minutes_between(start: time, end: time) -> int:
    """Count the minutes of a meeting; an end before the start lies after midnight."""
    return (end.hour * 60 + end.minute - start.hour * 60 - start.minute) % (24 * 60)


def quarter(month: int) -> int:
    """Return the quarter (1–4) of a month (1–12)."""
    return (month - 1) // 3 + 1


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)


def years_later(day: date, years: int) -> date:
    """Return the same day of a later (or earlier) year; 29/02 becomes 28/02 where the year has none."""
    last = month_end(day.year + years, day.month)
    return last.replace(day=min(day.day, last.day))


def roman(number: int) -> str:
    """Write a small number in Roman figures, as headings and quarters are ("IV")."""
    if not 0 < number < 40:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]
