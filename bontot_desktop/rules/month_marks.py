"""What a cell's month says at a glance: held and rated, held, agreed, called off, or not there yet."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from bontot_desktop import dates
from bontot_desktop.rules.meetings import HELD_STATES, MeetingState
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.words import Labelled


class MarkKind(Labelled):
    """Where a cell's month stands."""

    RATED = "RATED", "Đã họp, đã chấm điểm"
    HELD = "HELD", "Đã họp, chưa chấm điểm"
    PREPARED = "PREPARED", "Đang chuẩn bị"
    AGREED = "AGREED", "Đã thống nhất lịch"
    CANCELLED = "CANCELLED", "Không họp"
    MISSING = "MISSING", "Chưa có"
    AHEAD = "AHEAD", "Chưa đến tháng"
    OUTSIDE = "OUTSIDE", "Chi bộ không hoạt động"


#: In these there is nothing of a month that is over or running: somebody has to ask the cell.
LACKING = frozenset({MarkKind.MISSING, MarkKind.PREPARED, MarkKind.AGREED})


class MonthMark(NamedTuple):
    """A cell's month. ``is_full``: its minutes are typed here; ``is_themed``: a themed meeting was held in it.

    ``is_due``: the month is over, or has come and the agreed day is past, and nothing tells of the meeting.
    """

    kind: MarkKind
    meeting_id: int | None = None
    rating: Rating | None = None
    is_official: bool = False
    is_full: bool = False
    is_themed: bool = False
    agreed_on: date | None = None
    is_due: bool = False


def mark(
    year: int,
    month: int,
    today: date,
    *,
    founded_on: date | None,
    dissolved_on: date | None,
    state: MeetingState | None,
    meeting_id: int | None = None,
    own: Rating | None = None,
    official: Rating | None = None,
    is_full: bool = False,
    is_themed: bool = False,
    agreed_on: date | None = None,
) -> MonthMark:
    """Say where a cell's month stands on a day; ``state`` is that of its regular meeting, None without one."""
    first, last = _days(year, month)
    # Thousands of these at once: what was found is set out in its order, not by name.
    found = (meeting_id, official or own, official is not None, is_full, is_themed, agreed_on)
    if state in HELD_STATES:
        return MonthMark(MarkKind.RATED if official or own else MarkKind.HELD, *found)
    if state is MeetingState.CANCELLED:
        return MonthMark(MarkKind.CANCELLED, *found)
    if (founded_on is not None and founded_on > last) or (dissolved_on is not None and dissolved_on <= first):
        return MonthMark(MarkKind.OUTSIDE, *found)
    is_over = last < today or (agreed_on is not None and agreed_on < today)
    if state is not None:
        return MonthMark(MarkKind.PREPARED, *found, is_over)
    if agreed_on is not None:
        return MonthMark(MarkKind.AGREED, *found, is_over)
    if first > today:
        return MonthMark(MarkKind.AHEAD, *found)
    return MonthMark(MarkKind.MISSING, *found, is_over)


@lru_cache(maxsize=64)
def _days(year: int, month: int) -> tuple[date, date]:
    return date(year, month, 1), dates.month_end(year, month)
