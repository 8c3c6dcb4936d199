"""What years in a row are counted from, in plain SQL: who had what in which year, the turns of cells, years used up."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

_TITLED = """
    SELECT cell_id, year FROM past_result WHERE title = :title
    UNION SELECT e.cell_id, c.year FROM cell_entry AS e JOIN campaign AS c ON c.id = e.campaign_id
    WHERE c.title = :title AND e.state = 'RECOGNISED'
"""
_RATED = (
    "SELECT cell_id, year FROM cell_rating WHERE is_current AND level = 'HTXSNV' AND (is_exemplary OR NOT :exemplary)"
)
_TURNS = """
    SELECT l.predecessor_id, l.successor_id, l.kind, CAST(substr(l."on", 1, 4) AS INTEGER), old.name = new.name
    FROM lineage AS l JOIN cell AS old ON old.id = l.predecessor_id JOIN cell AS new ON new.id = l.successor_id
"""
_GIVEN = """
    SELECT a.cell_id, c.year FROM award AS a JOIN campaign AS c ON c.id = a.campaign_id
    WHERE a.kind = 'FIVE_YEARS' AND a.member_id IS NULL AND a.taken_back_on IS NULL AND c.year < ?
"""
_GIVEN_ELSEWHERE = """
    SELECT cell_id, from_year, to_year FROM other_award
    WHERE from_year IS NOT NULL AND to_year IS NOT NULL AND to_year < ?
"""


class TurnRow(NamedTuple):
    """A turn in the lives of cells, in a year."""

    old: int
    new: int
    kind: str
    year: int
    keeps_name: bool


def titled(driver: dbapi2.Connection, title: str) -> dict[int, set[int]]:
    """Return the years in which cells had a title, by cell, those before the program included."""
    return _by_cell(driver.execute(_TITLED, {"title": title}))


def excellent(driver: dbapi2.Connection, *, exemplary: bool) -> dict[int, set[int]]:
    """Return the years in which cells were rated the best, by cell; or only those they were exemplary in."""
    return _by_cell(driver.execute(_RATED, {"exemplary": exemplary}))


def _by_cell(rows: dbapi2.Cursor) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for cell, year in rows:
        found[cell].add(year)
    return found


def turns(driver: dbapi2.Connection) -> list[TurnRow]:
    """Return the turns of all cells that have another after them."""
    return [TurnRow(old, new, kind, year, bool(keeps)) for old, new, kind, year, keeps in driver.execute(_TURNS)]


def given(driver: dbapi2.Connection, before: int) -> list[tuple[int, int]]:
    """Return (cell, year) of the awards for five years given here before a year."""
    return [(cell, year) for cell, year in driver.execute(_GIVEN, (before,))]


def given_elsewhere(driver: dbapi2.Connection, before: int) -> list[tuple[int, int, int]]:
    """Return (cell, first year, last year) of the awards for several years written by hand that end before a year."""
    return [(cell, first, last) for cell, first, last in driver.execute(_GIVEN_ELSEWHERE, (before,))]


def living(driver: dbapi2.Connection) -> list[tuple[int, str]]:
    """Return (id, name) of the cells that are there, in the order of their names."""
    question = "SELECT id, name FROM cell WHERE dissolved_on IS NULL ORDER BY name_order"
    return [(cell, name) for cell, name in driver.execute(question)]


def campaign_of(driver: dbapi2.Connection, year: int, title: str) -> tuple[int, str] | None:
    """Return (id, state) of a year's campaign, None without one."""
    row = driver.execute("SELECT id, state FROM campaign WHERE year = ? AND title = ?", (year, title)).fetchone()
    return None if row is None else (row[0], row[1])
