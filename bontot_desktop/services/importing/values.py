"""What stands in a cell of a workbook, read as the text, date, time or number it means."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time, timedelta

from bontot_desktop import dates, text
from bontot_desktop.services.importing import written_dates
from bontot_desktop.services.importing.workbook import Value
from bontot_desktop.services.importing.written_dates import PartOfDate

#: Day 0 of Excel's serial dates (its leap year 1900 is one day too long, so that 1 March 1900 is day 61).
_SERIAL_ZERO = date(1899, 12, 30)
#: Serials taken for dates: 01/3/1900 to 31/12/2099.
_SERIALS = range(61, 73_051)
_YEARS = range(1900, 2100)
_DIGITS_APART = re.compile(r"(?<=\d)[ .](?=\d)")
#: A whole number that another program wrote as text ("1966.0", "10282669.0").
_WITH_POINT_ZERO = re.compile(r"^(\d{4,})\.0+$")
_SCIENTIFIC = re.compile(r"^\d[.,]\d+[eE]\+?\d{1,2}$")
_MARKS = frozenset({"x", "×", "✓", "✔", "v", "√", "co", "1", "+", "xx", "*"})
_MOST_QUOTED = 60


class UnreadableValueError(ValueError):
    """A value that is not what its column asks for; the message is the sentence for the person."""


class PartialDateError(UnreadableValueError):
    """A date of which only ``part`` is written, where a whole one is asked for."""

    def __init__(self, written: str, part: PartOfDate) -> None:
        super().__init__(f"“{written}” thiếu ngày (viết như 06/3/1985).")
        self.part = part


def as_text(value: Value) -> str:
    """Read one line of text; a whole number keeps all its digits and gets no ".0"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return text.clean(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float):
        if not math.isfinite(value):
            return ""
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return dates.screen(value.date())
    if isinstance(value, date):
        return dates.screen(value)
    if isinstance(value, time):
        return dates.clock(value)
    return text.clean(str(value))


def is_blank(value: Value) -> bool:
    """Say whether nothing a person would see stands in the cell."""
    return not as_text(value)


def as_number_text(value: Value) -> str:
    """Read a card or telephone number: digits keep together, whether written 10282669, 10.282.669 or as a number."""
    written = _WITH_POINT_ZERO.sub(r"\1", as_text(value))
    if _SCIENTIFIC.match(written):
        number = float(written.replace(",", "."))
        written = str(int(number)) if number.is_integer() else written
    return written if written.isalnum() else _DIGITS_APART.sub("", written.strip("'`"))


def as_date(value: Value) -> date | None:
    """Read a date written as a date, as text or as Excel's serial number; None for an empty cell.

    Raises UnreadableValueError, and its kind PartialDateError where only a month or a year is written.
    """
    found = _day_or_part(value)
    if isinstance(found, PartOfDate):
        raise PartialDateError(as_text(value), found)
    return found


def as_birth(value: Value, today: date) -> tuple[date | None, int | None]:
    """Read a date of birth, or only its year: (date, None), (None, year) or (None, None) for an empty cell.

    Of a month and a year the year is taken. A year of two figures lies before ``today``. Raises UnreadableValueError.
    """
    found = _day_or_part(value)
    if found is None or isinstance(found, PartOfDate):
        return None, found.year if found else None
    if found > today and isinstance(value, str) and str(found.year) not in value:
        found = found.replace(year=found.year - 100)
    return found, None


def _day_or_part(value: Value) -> date | PartOfDate | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    written = _WITH_POINT_ZERO.sub(r"\1", as_text(value))
    if not written or not written.strip("-–./ "):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = int(value)
        if number in _YEARS:
            return PartOfDate(number)
        if number in _SERIALS:
            return _SERIAL_ZERO + timedelta(days=number)
        if len(written) == 7:
            written = f"0{written}"
    elif isinstance(value, str) and len(written) == 5 and written.isdecimal() and int(written) in _SERIALS:
        return _SERIAL_ZERO + timedelta(days=int(written))
    try:
        return written_dates.read(written)
    except ValueError:
        why = "không có thật" if any(sign.isdigit() for sign in written) else "không phải ngày"
        raise UnreadableValueError(f"{why}: “{shortened(written)}” (viết như 06/3/1985).") from None


def is_mark(value: Value) -> bool:
    """Say whether a cell is ticked: x, X, ×, ✓, v, có, 1."""
    return value is True or value == 1 or (isinstance(value, str) and text.fold(value).strip(" .()[]") in _MARKS)


def shortened(written: str) -> str:
    """Cut what is quoted from a cell to what a sentence bears."""
    return written if len(written) <= _MOST_QUOTED else f"{written[:_MOST_QUOTED].rstrip()}…"


def as_clock(value: Value) -> time | None:
    """Read a time of day written as a time, as text ("19:30", "19 giờ 30") or as a part of a day (0.8125)."""
    if is_blank(value):
        return None
    if isinstance(value, datetime):
        return value.time().replace(second=0, microsecond=0)
    if isinstance(value, time):
        return value.replace(second=0, microsecond=0, tzinfo=None)
    if isinstance(value, timedelta):
        return _clock_of_minutes(value.total_seconds() / 60, value)
    if isinstance(value, float) and 0 <= value < 1:
        return _clock_of_minutes(value * 24 * 60, value)
    try:
        return dates.parse_clock(as_text(value))
    except ValueError:
        raise UnreadableValueError(f"“{shortened(as_text(value))}” không phải giờ (viết như 19:30).") from None


def _clock_of_minutes(minutes: float, value: Value) -> time:
    whole = round(minutes)
    if not 0 <= whole < 24 * 60:
        raise UnreadableValueError(f"“{shortened(as_text(value))}” không phải giờ (viết như 19:30).")
    return time(whole // 60, whole % 60)


def as_day_of_month(value: Value) -> int | None:
    """Read a day of the month: 3, "03", "ngày 3 hằng tháng"."""
    if is_blank(value):
        return None
    found = re.search(r"\d+", as_text(value))
    if found is None or not 1 <= int(found.group()[:4]) <= 31:
        raise UnreadableValueError(f"“{shortened(as_text(value))}” không phải ngày trong tháng (từ 1 đến 31).")
    return int(found.group())
