"""What a list of meetings says beside their figures, in plain SQL: the cell, whether the minutes were checked."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlcipher3 import dbapi2

#: The year and the month of a meeting.
Month = tuple[int, int]

_NAMED = (
    "SELECT meeting.id, cell.name, cell.name_order, meeting.checked_at IS NOT NULL "
    "FROM meeting JOIN cell ON cell.id = meeting.cell_id WHERE "
)


class Named(NamedTuple):
    """A meeting's cell, and whether its minutes were checked."""

    cell: str
    order: str
    is_checked: bool


def named(driver: dbapi2.Connection, first: Month, last: Month) -> dict[int, Named]:
    """Return the cells of the meetings of some months, by meeting."""
    condition = "meeting.year * 100 + meeting.month BETWEEN ? AND ?"
    if first[0] == last[0]:
        # The index on year and month answers this one.
        condition += f" AND meeting.year = {int(first[0])}"
    between = (first[0] * 100 + first[1], last[0] * 100 + last[1])
    return _by_id(driver.execute(_NAMED + condition, between).fetchall())


def named_of(driver: dbapi2.Connection, meetings: Collection[int]) -> dict[int, Named]:
    """Return the cells of some meetings."""
    marks = ", ".join("?" * len(meetings))
    return _by_id(driver.execute(f"{_NAMED}meeting.id IN ({marks})", tuple(meetings)).fetchall())


def years(driver: dbapi2.Connection) -> list[int]:
    """Return the years that have meetings, the newest first."""
    return [year for (year,) in driver.execute("SELECT DISTINCT year FROM meeting ORDER BY year DESC")]


def newest(driver: dbapi2.Connection, cell_id: int, most: int) -> list[int]:
    """Return the newest meetings of a cell."""
    question = (
        "SELECT id FROM meeting WHERE cell_id = ? "
        "ORDER BY coalesce(held_on, printf('%04d-%02d-01', year, month)) DESC, id DESC LIMIT ?"
    )
    return [meeting_id for (meeting_id,) in driver.execute(question, (cell_id, most))]


def _by_id(rows: Collection[tuple[int, str, str, int]]) -> dict[int, Named]:
    return {meeting_id: Named(cell, order, bool(checked)) for meeting_id, cell, order, checked in rows}
