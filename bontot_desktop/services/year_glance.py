"""A year of all cells at a glance: each month of each cell in one word, and what is missing by cell and month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.queries import month_view as queries
from bontot_desktop.rules.meetings import HELD_STATES, MeetingState
from bontot_desktop.rules.month_marks import MarkKind, MonthMark, mark
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """A cell's year; ``id`` is the cell's, ``months`` stand from January to December.

    ``held`` counts the months in which the regular meeting was held, ``themed_quarters`` the quarters with a themed
    meeting (meetings.md §3: at least one a quarter); ``missing`` are the months, 1 to 12, that are over and of which
    nothing is known.
    """

    id: int
    cell: str
    order: str
    months: tuple[MonthMark, ...]
    held: int
    themed_quarters: int
    missing: tuple[int, ...]


def glance(office: Office, year: int) -> list[GlanceRow]:
    """Return the year of every cell that existed in it, in the order of their names."""
    today = office.today()
    with office.ask() as driver:
        cells = queries.cells(driver, date(year, 1, 1), date(year, 12, 31))
        meetings = {(one.cell_id, one.month): one for one in queries.marks(driver, year, today)}
        themed = queries.themed(driver, year, HELD_STATES, today)
        agreed = queries.agreed(driver, year)
    rows = []
    for cell in cells:
        months = tuple(
            _mark(year, month, today, cell, meetings.get((cell.id, month)), agreed.get((cell.id, month)), themed)
            for month in range(1, 13)
        )
        held = sum(one.kind in _HELD for one in months)
        quarters = len({number // 3 for number, one in enumerate(months) if one.is_themed})
        missing = tuple(number for number, one in enumerate(months, 1) if one.is_due)
        rows.append(GlanceRow(cell.id, cell.name, cell.name_order, months, held, quarters, missing))
    return rows


_HELD = frozenset({MarkKind.RATED, MarkKind.HELD})


def _mark(
    year: int,
    month: int,
    today: date,
    cell: queries.MonthCell,
    meeting: queries.Mark | None,
    agreed_on: date | None,
    themed: set[tuple[int, int]],
) -> MonthMark:
    return mark(
        year,
        month,
        today,
        founded_on=cell.founded_on,
        dissolved_on=cell.dissolved_on,
        state=meeting.state if meeting else None,
        meeting_id=meeting.meeting_id if meeting else None,
        own=meeting.own if meeting else None,
        official=meeting.official if meeting else None,
        is_full=meeting is not None and not meeting.is_brief and meeting.state is not MeetingState.CANCELLED,
        is_themed=(cell.id, month) in themed,
        agreed_on=agreed_on,
    )


def lacking(rows: Sequence[GlanceRow], month: int) -> list[GlanceRow]:
    """Return the cells of whose regular meeting of a month nothing is known though the month is over."""
    return [row for row in rows if row.months[month - 1].is_due]


@dataclass(frozen=True, slots=True)
class AliveCell:
    """A cell that was at work in a month."""

    id: int
    cell: str
    order: str


def alive(office: Office, year: int, month: int) -> list[AliveCell]:
    """Return the cells that were at work in a month, in the order of their names."""
    with office.ask() as driver:
        cells = queries.cells(driver, date(year, month, 1), dates.month_end(year, month))
    return [AliveCell(cell.id, cell.name, cell.name_order) for cell in cells]
