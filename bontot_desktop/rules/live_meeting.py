"""The clock of a meeting that is going on: which item of the programme it is at, and how long each takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class LiveMeeting:
    """A meeting going on. ``item`` is the place (from 0) of the item of the programme it is at; a break stops it.

    ``spent`` are the seconds gone to each item before the moment ``since``, breaks apart.
    """

    began: datetime
    since: datetime
    item: int = 0
    spent: tuple[int, ...] = ()
    broke_at: datetime | None = None
    breaks: int = 0

    @property
    def is_in_break(self) -> bool:
        """Whether there is a break now."""
        return self.broke_at is not None

    def lasted(self, now: datetime) -> int:
        """Return the seconds since the meeting began, breaks taken off."""
        return max(0, round((now - self.began).total_seconds()) - self.rested(now))

    def rested(self, now: datetime) -> int:
        """Return the seconds of all breaks so far."""
        return self.breaks + (_seconds(self.broke_at, now) if self.broke_at else 0)

    def at_item(self, now: datetime) -> int:
        """Return the seconds gone to the item it is at."""
        before = self.spent[self.item] if self.item < len(self.spent) else 0
        return before + (0 if self.is_in_break else _seconds(self.since, now))

    def minutes_of(self, item: int, now: datetime) -> int | None:
        """Return the whole minutes an item took, one at least; None for one that was not begun."""
        seconds = self.at_item(now) if item == self.item else (self.spent[item] if item < len(self.spent) else 0)
        return max(1, round(seconds / 60)) if seconds or item == self.item else None

    def go_to(self, item: int, now: datetime) -> LiveMeeting:
        """Go on to an item; a break ends with it."""
        running = self.go_on(now)
        spent = list(running.spent) + [0] * (max(running.item, item) + 1 - len(running.spent))
        spent[running.item] = running.at_item(now)
        return replace(running, item=item, since=now, spent=tuple(spent))

    def take_break(self, now: datetime) -> LiveMeeting:
        """Stop for a break."""
        if self.is_in_break:
            return self
        return replace(self.go_to(self.item, now), broke_at=now)

    def go_on(self, now: datetime) -> LiveMeeting:
        """Go on after a break."""
        if self.broke_at is None:
            return self
        return replace(self, breaks=self.breaks + _seconds(self.broke_at, now), broke_at=None, since=now)


def _seconds(since: datetime, now: datetime) -> int:
    return max(0, round((now - since) / timedelta(seconds=1)))


def shown(seconds: int) -> str:
    """Write a stretch of time as the clock shows it: "04:12", "1:04:12"."""
    hours, rest = divmod(seconds, 3600)
    minutes = f"{rest // 60:02d}:{rest % 60:02d}"
    return f"{hours}:{minutes}" if hours else minutes
