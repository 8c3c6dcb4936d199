"""What a source of reminders is, what it is asked with, and the words several of them use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from bontot_desktop.rules.reminders import Reminder, ReminderRules, named

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2


@dataclass(frozen=True, slots=True)
class Asked:
    """What a source is asked with: where it reads, the day, the office's numbers, and when the last copies were made.

    ``copied_at`` is the program's own copy, ``elsewhere_at`` the one in the second place.
    """

    driver: dbapi2.Connection
    today: date
    rules: ReminderRules
    copied_at: datetime | None = None
    elsewhere_at: datetime | None = None

    def ahead(self, days: int) -> date:
        """Return the day so many days from today."""
        return self.today + timedelta(days=days)


#: A source gives what waits of one subject; ``SOON`` and ``LATER`` (services.reminders) list them all.
Source = Callable[[Asked], Iterator[Reminder]]


def the_cells(names: list[str]) -> str:
    """Name one cell, or count several and name the first: "5 chi bộ (A, B, C và 2 chi bộ khác)"."""
    return names[0] if len(names) == 1 else f"{len(names)} chi bộ ({named(names, 'chi bộ')})"


def month_before(day: date) -> tuple[int, int]:
    """Return (year, month) of the month before a day's."""
    return (day.year - 1, 12) if day.month == 1 else (day.year, day.month - 1)
