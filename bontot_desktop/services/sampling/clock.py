"""The clock of the invention: it stands on the day an act of the invented office is said to have happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time


@dataclass(slots=True)
class Clock:
    """A clock that is set, not wound; today's real date never gets into the sample."""

    moment: datetime

    def __call__(self) -> datetime:
        return self.moment

    def set(self, day: date, at: time = time(9, 0)) -> None:
        """Go to a day."""
        self.moment = datetime.combine(day, at)

    @classmethod
    def on(cls, year: int, month: int, day: int) -> Clock:
        """Return a clock that stands on a day."""
        return cls(datetime(year, month, day, 9))
