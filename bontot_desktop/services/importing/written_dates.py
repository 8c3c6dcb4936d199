"""Dates as lists write them: whole, or only a month or a year of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bontot_desktop import dates, text

_YEARS = range(1900, 2100)
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}
_WORDS = re.compile(r"^(?:sinh|ngay|sn|ns|vao|tu)\b[\s.:]*")
_IN_WORDS = re.compile(r"^(?:(\d{1,2})\s*)?(?:thang|thg|t)\s*(\d{1,2})\s*(?:nam|[-/., ])\s*(\d{4})$")
_YEAR_ONLY = re.compile(r"^(?:nam\s*)?(\d{4})$")
_MONTH = re.compile(r"^(\d{1,2}|[ivx]{1,4})\s*[-/.]\s*(\d{4})$")
#: Days and months lists leave open: 00/00/1970, ../5/1970, --/--/1970, ?/?/1970.
_OPEN = re.compile(r"^(?:0{1,2}|[.?_x-]{1,3})\s*[/.-]\s*(\d{1,2}|[.?_x-]{1,3})\s*[/.-]\s*(\d{4})$")
_ROMAN_MONTH = re.compile(r"^(\d{1,2})\s*[-/. ]\s*([ivx]{1,4})\s*[-/. ]\s*(\d{4}|\d{2})$")
_WITH_TIME = re.compile(r"\s+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?$")
_SCATTERED = re.compile(r"\s*([-/.])\s*")


@dataclass(frozen=True, slots=True)
class PartOfDate:
    """A date of which only the year, or the month and the year, is written."""

    year: int
    month: int | None = None

    @property
    def first_day(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, 1)

    def __str__(self) -> str:
        """Write it as lists do: 5/1970 or 1970."""
        return f"{self.month}/{self.year}" if self.month else str(self.year)


@lru_cache(maxsize=65_536)
def read(written: str) -> date | PartOfDate:
    """Read a date in any writing lists use: 3/2/1990, 3.2.90, 03-02-1990, 3/II/1990, "ngày 3 tháng 2 năm 1990",
    5/1970, "tháng 5 năm 1970", 1970, 00/00/1970. Raises ValueError.
    """
    if len(written) == 10 and written[2] == written[5] == "/" and written[:2] != "00" and written[3:5].isdecimal():
        return date(int(written[6:]), int(written[3:5]), int(written[:2]))
    value = _SCATTERED.sub(r"\1", text.fold(written).strip(" '`.,;"))
    while stripped := _WORDS.match(value):
        value = value[stripped.end() :]
    value = _WITH_TIME.sub("", value).strip(" '`.,;/-")
    return _whole(value) if (part := _part(value)) is None else part


def _part(value: str) -> PartOfDate | None:
    if match := _YEAR_ONLY.match(value):
        return _checked(int(match[1]), None)
    if match := _MONTH.match(value):
        return _checked(int(match[2]), _month(match[1]))
    if match := _OPEN.match(value):
        month = int(match[1]) if match[1].isdecimal() else 0
        return _checked(int(match[2]), month or None)
    if (match := _IN_WORDS.match(value)) and match[1] is None:
        return _checked(int(match[3]), int(match[2]))
    return None


def _checked(year: int, month: int | None) -> PartOfDate:
    if year not in _YEARS or (month is not None and not 1 <= month <= 12):
        raise ValueError(year)
    return PartOfDate(year, month)


def _month(written: str) -> int:
    return int(written) if written.isdecimal() else _roman(written)


def _roman(written: str) -> int:
    if written not in _ROMAN:
        raise ValueError(written)
    return _ROMAN[written]


def _whole(value: str) -> date:
    if match := _IN_WORDS.match(value):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := _ROMAN_MONTH.match(value):
        value = f"{match[1]}/{_roman(match[2])}/{match[3]}"
    found = dates.parse(value)
    if found is None:
        raise ValueError(value)
    return found
