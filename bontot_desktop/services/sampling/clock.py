"""The clock of the invention: it stands on the day an act of the invented office is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from bontot_desktop.services.sampling.people import YEAR

#: The sample is a commune as it stood since autumn 2026; it is told from its first day up to one of these.
FIRST, LAST = date(YEAR, 11, 1), date(YEAR, 12, 31)


def nearest(day: date) -> date:
    """Return the day the sample can be told up to that is nearest to a day."""
    return min(max(day, FIRST), LAST)


@dataclass(slots=True)
class Clock:
    """A clock that is set, not wound; today's real date never gets into the sample.

    ``until`` is the invented office's today: it never goes past it.
    """

    moment: datetime
    until: date = date.max

    def __call__(self) -> datetime:
        return self.moment

    def set(self, day: date, at: time = time(9, 0)) -> None:
        """Go to a day, at most to the office's today."""
        self.moment = datetime.combine(min(day, self.until), at)

    def has_come(self, day: date) -> bool:
        """Say whether a day is not ahead of the office's today."""
        return day <= self.until

    @classmethod
    def on(cls, year: int, month: int, day: int) -> Clock:
        """Return a clock that stands on a day."""
        return cls(datetime(year, month, day, 9))
