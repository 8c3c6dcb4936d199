"""The level of each cell's meetings over a year, with the sentence why (meetings.md §8.8)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import score_facts
from bontot_desktop.db.queries.score_facts import HeldRating
from bontot_desktop.rules import roll_up
from bontot_desktop.rules.meetings import MONTHLY_TYPES, MeetingType
from bontot_desktop.rules.roll_up import RollUpRules, YearFacts
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import score_settings
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session
    from sqlcipher3 import dbapi2


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


def levels(office: Office, year: int, cell_ids: Collection[int] | None = None) -> dict[int, CellYearLevel]:
    """Return the level of every cell that met in the year, or of those asked for, by cell id."""
    rules = score_settings.load(office).roll_up
    with office.ask() as driver:
        return _levels(driver, year, cell_ids, rules, office.today(), is_running=office.today().year <= year)


def levels_in(
    session: Session, year: int, until: date, cell_ids: Collection[int] | None = None
) -> dict[int, CellYearLevel]:
    """Return the level of every cell, or of those asked for, by the meetings held up to a day, in another's session."""
    from bontot_desktop.db.work import driver_of

    return _levels(driver_of(session), year, cell_ids, score_settings.of(session).roll_up, until, is_running=False)


def _levels(
    driver: dbapi2.Connection,
    year: int,
    cell_ids: Collection[int] | None,
    rules: RollUpRules,
    until: date,
    *,
    is_running: bool,
) -> dict[int, CellYearLevel]:
    is_asked = any(rule.max_unexcused is not None for rule in rules.levels)
    rows = score_facts.ratings(driver, year, cell_ids, until)
    absences = score_facts.unexcused(driver, year, until) if is_asked else {}
    by_cell: dict[int, list[HeldRating]] = {cell_id: [] for cell_id in cell_ids or ()}
    for row in rows:
        by_cell.setdefault(row.cell_id, []).append(row)
    return {
        cell_id: _level(cell_id, year, own, absences.get(cell_id, 0), rules, is_running=is_running)
        for cell_id, own in by_cell.items()
    }


def level_of(office: Office, cell_id: int, year: int) -> CellYearLevel:
    """Return the level of one cell."""
    return levels(office, year, [cell_id])[cell_id]


def _level(
    cell_id: int, year: int, rows: list[HeldRating], absences: int, rules: RollUpRules, *, is_running: bool
) -> CellYearLevel:
    regular = [row for row in rows if row.type in MONTHLY_TYPES]
    ratings = tuple(row.rating for row in regular if row.rating is not None)
    facts = YearFacts(
        ratings=ratings,
        regular=len(regular),
        themed=sum(row.type in (MeetingType.THEMED, MeetingType.COMBINED) for row in rows),
        unexcused=absences,
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
    )
