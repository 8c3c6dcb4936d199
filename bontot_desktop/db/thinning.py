"""Which copies to keep as they age; a pure question of moments."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

#: Everything this young stays.
KEEP_ALL = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Return the moments whose copies stay.

    All of the last two days (and of a clock set wrong, later than now); of the older ones the last of each of the 12
    newest days, 10 newest weeks and 9 newest months that have a copy. Days without work use up no place, so after a
    long holiday nothing good has gone.
    """
    newest_first = sorted(set(moments), reverse=True)
    keep = {moment for moment in newest_first if now - moment <= KEEP_ALL}
    older = [moment for moment in newest_first if moment not in keep]
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    )
    for places, bucket in rules:
        seen: set[object] = set()
        for moment in older:
            if bucket(moment) not in seen and len(seen) < places:
                seen.add(bucket(moment))
                keep.add(moment)
    return keep
