"""The movement of a year, asked in plain SQL: briefings, who signed, papers by kind, finds."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlcipher3 import dbapi2

from bontot_desktop.db.queries.cell_list import holds
from bontot_desktop.rules.member_status import STANDINGS

_STANDINGS = ", ".join(f"'{status.value}'" for status in sorted(STANDINGS))


class HeldBriefing(NamedTuple):
    """A briefing as it is stored; without a cell the committee held it."""

    id: int
    kind: str
    form: str
    held_on: date
    cell_id: int | None
    place: str
    subject: str
    speaker: str
    sessions: int
    participants: int | None
    called: int | None
    note: str


class Signed(NamedTuple):
    """A commitment; of the cell itself without a member."""

    cell_id: int
    member_id: int | None
    signed_on: date


class Belonging(NamedTuple):
    """A member whose record lies in a cell on a day."""

    member_id: int
    cell_id: int


class Person(NamedTuple):
    """A member of a cell by name."""

    id: int
    name: str
    order: str
    status: str


class StoredFind(NamedTuple):
    """A find as it is stored, with the member's name."""

    id: int
    cell_id: int
    member_id: int | None
    member: str
    month: int | None
    kind: str
    title: str
    text: str
    result: str
    recognised_by: str
    is_worth_copying: bool
    copied_by: str


def cut_off(driver: dbapi2.Connection, year: int) -> date:
    """Return the day a year is counted on: the cut-off of its campaign, 31/12 without one."""
    of_cells = "SELECT max(cut_off_on) FROM campaign WHERE year = ? AND title = 'CHI_BO_4_TOT'"
    row = driver.execute(of_cells, (year,)).fetchone()
    return date.fromisoformat(row[0]) if row and row[0] else date(year, 12, 31)


def briefings(driver: dbapi2.Connection, year: int) -> list[HeldBriefing]:
    """Return the briefings of a year, the newest first."""
    question = """
        SELECT id, kind, form, held_on, cell_id, place, subject, speaker, sessions, participants, called, note
        FROM briefing WHERE year = ? ORDER BY held_on DESC, id DESC"""
    return [
        HeldBriefing(one, kind, form, date.fromisoformat(day), *more)
        for one, kind, form, day, *more in driver.execute(question, (year,))
    ]


def signed(driver: dbapi2.Connection, year: int) -> list[Signed]:
    """Return the commitments of a year."""
    found = driver.execute("SELECT cell_id, member_id, signed_on FROM commitment WHERE year = ?", (year,))
    return [Signed(cell, member, date.fromisoformat(day)) for cell, member, day in found]


def belonging(driver: dbapi2.Connection, day: date) -> list[Belonging]:
    """Return every member with the cell where the record lies on a day."""
    question = f"""
        SELECT DISTINCT held.member_id, held.cell_id FROM member_status AS held
        WHERE held.status IN ({_STANDINGS}) AND {holds("held")}"""
    return [Belonging(*row) for row in driver.execute(question, {"day": day.isoformat()})]


def people_of(driver: dbapi2.Connection, cell_id: int, day: date) -> list[Person]:
    """Return the members whose record lies in a cell on a day, in the order of people's names."""
    question = f"""
        SELECT member.id, member.full_name, member.full_name_order, min(held.status)
        FROM member_status AS held JOIN member ON member.id = held.member_id
        WHERE held.cell_id = :cell AND held.status IN ({_STANDINGS}) AND {holds("held")}
        GROUP BY member.id ORDER BY member.full_name_order, member.id"""
    return [Person(*row) for row in driver.execute(question, {"cell": cell_id, "day": day.isoformat()})]


def reported(driver: dbapi2.Connection, year: int) -> dict[tuple[int, str], int]:
    """Return the papers cells report for a year, by cell and kind."""
    found = driver.execute("SELECT cell_id, kind, number FROM reported_papers WHERE year = ?", (year,))
    return {(cell, kind): number for cell, kind, number in found}


def issued(driver: dbapi2.Connection, year: int) -> dict[str, int]:
    """Count the papers the committee issued about a year's movement, by the symbol of their kind.

    Counted are those of the year's campaign and of its working group and plan of sample meetings, the decisions on the
    year's ratings (D18, Mẫu 03: the report on the year tells of them too), and every other of that year whose title
    names the "4 tốt" (also papers made outside the program).
    """
    question = """
        SELECT p.series, count(*) FROM paper AS p LEFT JOIN campaign AS c ON c.id = p.campaign_id
        WHERE p.state = 'ISSUED' AND p.issuer <> 'CELL' AND p.series <> ''
              AND (c.year = :year OR (p.kind IN ('D18', 'M03') AND p.period / 100 = :year)
                   OR (c.id IS NULL AND p.year = :year AND (
                   p.working_group_id IS NOT NULL OR p.sample_plan_id IS NOT NULL
                   OR p.title_folded LIKE '%4 tot%' OR p.title_folded LIKE '%bon tot%')))
        GROUP BY p.series"""
    counts: dict[str, int] = {}
    for series, number in driver.execute(question, {"year": year}):
        symbol = series.split("/")[0].split("-")[0]
        counts[symbol] = counts.get(symbol, 0) + number
    return counts


def finds(driver: dbapi2.Connection, year: int, cell_id: int | None = None) -> list[StoredFind]:
    """Return the finds of a year, of one cell when asked for: those of the whole year, then the newest first."""
    question = f"""
        SELECT f.id, f.cell_id, f.member_id, coalesce(m.full_name, ''), f.month, f.kind, f.title, f.text, f.result,
               f.recognised_by, f.is_worth_copying, f.copied_by
        FROM find AS f LEFT JOIN member AS m ON m.id = f.member_id
        WHERE f.year = ? AND {"1" if cell_id is None else f"f.cell_id = {int(cell_id)}"}
        ORDER BY f.month IS NOT NULL, f.month DESC, f.id"""
    found = driver.execute(question, (year,))
    return [StoredFind._make((*told, bool(worth), copied)) for *told, worth, copied in found]


def year_of_find(driver: dbapi2.Connection, find_id: int) -> int | None:
    """Return the year a find belongs to; None when it is gone."""
    row = driver.execute("SELECT year FROM find WHERE id = ?", (find_id,)).fetchone()
    return row[0] if row else None
