"""The periods the office counts by: a month, a quarter, half a year, a year (meetings.md §9)."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_QUARTERS = ("I", "II", "III", "IV")
_YEAR, _QUARTER, _HALF = 0, 20, 30


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A part of a year: ``part`` is 0 for all of it, 1–12 a month, 21–24 a quarter, 31–32 a half."""

    year: int
    part: int = _YEAR

    def __post_init__(self) -> None:
        """Raise ValueError for a part that no year has."""
        if self.part not in (_YEAR, *range(1, 13), *range(_QUARTER + 1, _QUARTER + 5), _HALF + 1, _HALF + 2):
            raise ValueError(self.part)

    @classmethod
    def month_of(cls, year: int, month: int) -> Period:
        """Return a month."""
        return cls(year, month)

    @classmethod
    def quarter_of(cls, year: int, quarter: int) -> Period:
        """Return a quarter, 1 to 4."""
        return cls(year, _QUARTER + quarter)

    @classmethod
    def half_of(cls, year: int, half: int) -> Period:
        """Return half a year, 1 or 2."""
        return cls(year, _HALF + half)

    @classmethod
    def of_code(cls, code: int) -> Period:
        """Return the period of a code (202606 is June 2026). Raises ValueError for a code of none."""
        return cls(*divmod(code, 100))

    @property
    def code(self) -> int:
        """The period as one number, for the register: 202600, 202606, 202622, 202631."""
        return self.year * 100 + self.part

    @property
    def months(self) -> tuple[int, ...]:
        """The months it spans."""
        if self.part == _YEAR:
            return tuple(range(1, 13))
        if self.part < _QUARTER:
            return (self.part,)
        size, which = (6, self.part - _HALF) if self.part > _HALF else (3, self.part - _QUARTER)
        return tuple(range(size * (which - 1) + 1, size * which + 1))

    @property
    def first_on(self) -> date:
        """Its first day."""
        return date(self.year, self.months[0], 1)

    @property
    def last_on(self) -> date:
        """Its last day."""
        return date(self.year, self.months[-1], monthrange(self.year, self.months[-1])[1])

    @property
    def words(self) -> str:
        """Its name inside a sentence: "tháng 6 năm 2026", "quý II năm 2026", "6 tháng đầu năm 2026", "năm 2026"."""
        if self.part == _YEAR:
            return f"năm {self.year}"
        if self.part < _QUARTER:
            return f"tháng {self.part} năm {self.year}"
        if self.part < _HALF:
            return f"quý {_QUARTERS[self.part - _QUARTER - 1]} năm {self.year}"
        return f"6 tháng {'đầu' if self.part == _HALF + 1 else 'cuối'} năm {self.year}"

    @property
    def before(self) -> Period:
        """The period of the same length that ends where this one begins."""
        if self.part == _YEAR:
            return Period(self.year - 1)
        first, last = {1: (1, 12), 3: (21, 24), 6: (31, 32)}[len(self.months)]
        return Period(self.year - 1, last) if self.part == first else Period(self.year, self.part - 1)
