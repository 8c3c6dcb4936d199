"""The level of each cell's meetings over a year, with the sentence why (meetings.md §8.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.rules import roll_up
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.roll_up import RollUpRules, YearFacts
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import score_settings
from bontot_desktop.services.office import Office

_COUNTED = (*sorted(MONTHLY_TYPES), MeetingType.THEMED)


@dataclass(frozen=True, slots=True)
class CellYearLevel:
    """A cell's year. ``counts`` are the regular meetings by rating, ``regular`` those held, rated or not.

    A combined meeting counts as a regular and as a themed one. ``level`` is None while nothing is rated.
    """

    cell_id: int
    year: int
    level: Rating | None
    sentence: str
    is_provisional: bool
    counts: Mapping[Rating, int] = field(default_factory=dict)
    regular: int = 0
    themed: int = 0
    unexcused: int = 0


def levels(office: Office, year: int, cell_ids: Collection[int] | None = None) -> dict[int, CellYearLevel]:
    """Return the level of every cell that met in the year, or of those asked for, by cell id."""
    rules = score_settings.load(office).roll_up
    with office.ask() as driver:
        rows = meeting_figures.figures(driver, (year, 1), (year, 12), cells=cell_ids, kinds=_COUNTED)
    by_cell: dict[int, list[MeetingFigures]] = {cell_id: [] for cell_id in cell_ids or ()}
    for row in rows:
        by_cell.setdefault(row.cell_id, []).append(row)
    is_running = office.today().year <= year
    return {cell_id: level_of_rows(cell_id, year, own, rules, is_running) for cell_id, own in by_cell.items()}


def level_of(office: Office, cell_id: int, year: int) -> CellYearLevel:
    """Return the level of one cell."""
    return levels(office, year, [cell_id])[cell_id]


def level_of_rows(
    cell_id: int, year: int, rows: list[MeetingFigures], rules: RollUpRules, is_running: bool
) -> CellYearLevel:
    """Compute the level from the figures of a cell's held meetings of the year, whoever asked for them."""
    regular = [row for row in rows if row.type in MONTHLY_TYPES]
    ratings = tuple(row.rating for row in regular if row.rating is not None)
    facts = YearFacts(
        ratings=ratings,
        regular=len(regular),
        themed=sum(row.type in (MeetingType.THEMED, MeetingType.COMBINED) for row in rows),
        unexcused=sum(row.unexcused or 0 for row in regular),
        is_running=is_running,
    )
    found = roll_up.year_level(facts, rules)
    return CellYearLevel(
        cell_id=cell_id,
        year=year,
        level=found.level,
        sentence=found.sentence,
        is_provisional=found.is_provisional,
        counts={rating: ratings.count(rating) for rating in Rating},
        regular=facts.regular,
        themed=facts.themed,
        unexcused=facts.unexcused,
    )
