"""Periods of statistics: a month, a quarter, half a year or a year, and how far they have come by a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bontot_desktop import dates
from bontot_desktop.rules.words import Labelled

#: A year and a month of it.
Month = tuple[int, int]


class PeriodKind(Labelled):
    """How long a period is."""

    MONTH = "MONTH", "Tháng"
    QUARTER = "QUARTER", "Quý"
    HALF = "HALF", "6 tháng"
    YEAR = "YEAR", "Cả năm"


_LENGTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6, PeriodKind.YEAR: 12}
#: What the numbers of each kind begin behind in :attr:`Period.code`.
_BASES = {PeriodKind.MONTH: 0, PeriodKind.QUARTER: 20, PeriodKind.HALF: 30, PeriodKind.YEAR: 40}


@dataclass(frozen=True, slots=True)
class Period:
    """A period of a year: the ``number``-th of its kind, 1 first (months 1–12, quarters 1–4, halves 1–2, year 1)."""

    kind: PeriodKind
    year: int
    number: int = 1

    def __post_init__(self) -> None:
        """Raise ValueError for a period no year has."""
        if not 1 <= self.number <= 12 // _LENGTHS[self.kind]:
            raise ValueError(self.number)

    @classmethod
    def around(cls, day: date, kind: PeriodKind) -> Period:
        """Return the period of a kind that a day lies in."""
        return cls(kind, day.year, (day.month - 1) // _LENGTHS[kind] + 1)

    @classmethod
    def month_of(cls, year: int, month: int) -> Period:
        """Return a month."""
        return cls(PeriodKind.MONTH, year, month)

    @classmethod
    def quarter_of(cls, year: int, quarter: int) -> Period:
        """Return a quarter, 1 to 4."""
        return cls(PeriodKind.QUARTER, year, quarter)

    @classmethod
    def half_of(cls, year: int, half: int) -> Period:
        """Return half a year, 1 or 2."""
        return cls(PeriodKind.HALF, year, half)

    @classmethod
    def of_code(cls, code: int) -> Period:
        """Return the period of a code, as the register of papers keeps it. Raises ValueError for a code of none."""
        year, part = divmod(code, 100)
        kind = next((kind for kind, base in _BASES.items() if base < part <= base + 12 // _LENGTHS[kind]), None)
        if kind is None:
            raise ValueError(code)
        return cls(kind, year, part - _BASES[kind])

    @property
    def code(self) -> int:
        """The period as one number: 202606 a month, 202622 a quarter, 202631 a half, 202641 the year."""
        return self.year * 100 + _BASES[self.kind] + self.number

    @property
    def first(self) -> Month:
        """The first month."""
        return self.year, (self.number - 1) * _LENGTHS[self.kind] + 1

    @property
    def last(self) -> Month:
        """The last month."""
        return self.year, self.number * _LENGTHS[self.kind]

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(*self.first, 1)

    @property
    def last_day(self) -> date:
        """The last day."""
        return dates.month_end(*self.last)

    def months(self) -> Iterator[Month]:
        """Give each month."""
        for month in range(self.first[1], self.last[1] + 1):
            yield self.year, month

    def quarters(self) -> Iterator[Period]:
        """Give each quarter that lies in the period whole."""
        for number in range(1, 5):
            quarter = Period(PeriodKind.QUARTER, self.year, number)
            if self.first <= quarter.first and quarter.last <= self.last:
                yield quarter

    def parts(self) -> list[Period]:
        """Return its months as periods of their own."""
        return [Period(PeriodKind.MONTH, year, month) for year, month in self.months()]

    def before(self) -> Period:
        """Return the period of the same length before it."""
        return Period.around(self.first_day - timedelta(days=1), self.kind)

    @property
    def label(self) -> str:
        """Name it within a sentence: "tháng 3/2026", "quý I/2026", "6 tháng đầu năm 2026", "năm 2026"."""
        if self.kind is PeriodKind.MONTH:
            return f"tháng {self.number}/{self.year}"
        if self.kind is PeriodKind.QUARTER:
            return f"quý {dates.roman(self.number)}/{self.year}"
        if self.kind is PeriodKind.HALF:
            return f"6 tháng {('đầu', 'cuối')[self.number - 1]} năm {self.year}"
        return f"năm {self.year}"

    @property
    def words(self) -> str:
        """Name it within a sentence of a paper: "tháng 6 năm 2026", "quý II năm 2026", "6 tháng đầu năm 2026"."""
        return self.label.replace("/", " năm ")

    @property
    def short(self) -> str:
        """Name it on an axis: "T3", "Q1", "6T đầu", "2026"."""
        words = {
            PeriodKind.MONTH: f"T{self.number}",
            PeriodKind.QUARTER: f"Q{self.number}",
            PeriodKind.HALF: ("6T đầu", "6T cuối")[self.number - 1] if self.number < 3 else "",
            PeriodKind.YEAR: str(self.year),
        }
        return words[self.kind]


def whole_year(year: int) -> Period:
    """Return a year."""
    return Period(PeriodKind.YEAR, year)
