"""The half-year table of all cells: what is counted, and the columns only the cells can tell (meetings.md §5 F12)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import half_view, meeting_figures, month_view
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import COUNTED_TYPES
from bontot_desktop.rules.periods import Period, PeriodKind
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistic_settings import meeting_choices

if TYPE_CHECKING:
    from datetime import date

    from sqlcipher3 import dbapi2

CHANGED = Changes.of(Kind.MEETINGS)
#: What a cell's meetings of some months come to: those who attended, and speeches; None while nothing is told.
Came = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class HalfRow:
    """A cell's line; ``id`` is the cell's, ``members`` those on its roster at the end, or today."""

    id: int
    cell: str
    order: str
    members: int
    themed_planned: int
    admitted: int
    typed: Mapping[TypedFigure, str] = field(default_factory=dict)


def halves_in(period: Period) -> tuple[int, ...]:
    """Return which halves of its year a period covers."""
    return tuple(sorted({1 if month <= 6 else 2 for _, month in period.months()}))


def rows(driver: dbapi2.Connection, period: Period, today: date) -> list[HalfRow]:
    """Return the cells of half a year, or of a year, in the order of their names."""
    last = min(period.last_day, max(today, period.first_day))
    members = month_view.counts(driver, last)
    planned = half_view.themed_planned(driver, period.year, period.first[1], period.last[1])
    admitted = half_view.admitted(driver, period.first_day, last)
    typed = half_view.typed(driver, period.year, halves_in(period))
    return [
        HalfRow(
            cell.id,
            cell.name,
            cell.name_order,
            members.get(cell.id, 0),
            planned.get(cell.id, 0),
            admitted.get(cell.id, 0),
            {figure: typed[cell.id, figure] for figure in TypedFigure if (cell.id, figure) in typed},
        )
        for cell in month_view.cells(driver, period.first_day, last)
    ]


def load(office: Office, period: Period) -> list[HalfRow]:
    """Return the cells of half a year, or of a year, with what was typed of them."""
    with office.ask() as driver:
        return rows(driver, period, office.today())


def came(driver: dbapi2.Connection, period: Period, until: date) -> dict[int, Came]:
    """Add up who attended and spoke at the meetings of a period, by cell; committee meetings are none of these.

    Nothing later than the day ``until`` counts.
    """
    held = meeting_figures.figures(
        driver, period.first, period.last, kinds=COUNTED_TYPES, until=until, **meeting_choices(driver)
    )
    found: dict[int, Came] = {}
    for one in held:
        found[one.cell_id] = together(found.get(one.cell_id, (None, None)), (one.present, one.contributions))
    return found


def came_in(office: Office, period: Period) -> dict[int, Came]:
    """Add up who attended and spoke in a period: a month after the other shows a long one without a wait."""
    with office.ask() as driver:
        return came(driver, period, office.today())


def together(one: Came, other: Came) -> Came:
    """Add what two meetings, or months, come to."""
    return _sum(one[0], other[0]), _sum(one[1], other[1])


def _sum(one: int | None, other: int | None) -> int | None:
    return one if other is None else other if one is None else one + other


def save(office: Office, period: Period, typed: Mapping[int, Mapping[TypedFigure, str]]) -> Changes:
    """Store the typed columns of some cells for half a year; an emptied one goes. Raises ValueError for a year."""
    from sqlalchemy import select

    from bontot_desktop.db.models.months import CellFigure

    if period.kind is not PeriodKind.HALF:
        raise ValueError(period)
    with office.work("half_year.save", f"Ghi biểu tổng hợp {period.words}") as session:
        stored = {
            (row.cell_id, row.key): row
            for row in session.scalars(
                select(CellFigure).where(CellFigure.year == period.year, CellFigure.half == period.number)
            )
        }
        for cell_id, values in typed.items():
            for figure in TypedFigure:
                value, row = values.get(figure, ""), stored.get((cell_id, figure.value))
                if row is None and value:
                    session.add(
                        CellFigure(cell_id=cell_id, year=period.year, half=period.number, key=figure.value, value=value)
                    )
                elif row is not None and not value:
                    session.delete(row)
                elif row is not None:
                    row.value = value
    return CHANGED
