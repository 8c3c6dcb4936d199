"""How long after wrong passwords the next may be tried: soon enough for who mistypes, slow for who guesses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

#: Seconds to wait after so many wrong tries in a row; the first two are anybody's slip of the keys.
PAUSES = (0, 0, 0, 2, 5, 10, 20, 40, 60)
#: After so long without a try the count begins anew: yesterday's slips are no guessing.
FORGOTTEN_AFTER = timedelta(hours=1)


class Wrong(NamedTuple):
    """Wrong tries in a row, and when the last was."""

    times: int
    at: datetime


def pause(times: int) -> int:
    """Return the seconds to wait after so many wrong tries; never more than a minute, so no owner is locked out."""
    return PAUSES[min(times, len(PAUSES) - 1)]


def one_more(wrong: Wrong | None, now: datetime) -> Wrong:
    """Count one more wrong try."""
    return Wrong((wrong.times if wrong and not _is_old(wrong, now) else 0) + 1, now)


def wait(wrong: Wrong | None, now: datetime) -> int:
    """Return the seconds until the next try, 0 when it may be now.

    A clock that was set back makes nobody wait longer than the pause, nor for ever: see :func:`by_this_clock`.
    """
    if wrong is None or _is_old(wrong, now):
        return 0
    left = pause(wrong.times) - (now - min(wrong.at, now)).total_seconds()
    return max(0, -int(-left // 1))


def by_this_clock(wrong: Wrong, now: datetime) -> Wrong:
    """Return the count with a last try that is not in the future: the clock was set back since."""
    return wrong if wrong.at <= now else Wrong(wrong.times, now)


def _is_old(wrong: Wrong, now: datetime) -> bool:
    return now - wrong.at > FORGOTTEN_AFTER
