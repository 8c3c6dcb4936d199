"""Papers of the movement: those cells report by kind, typed at speed, and those the committee issued, counted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bontot_desktop.db.queries import movement as queries
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.movement import CELL_PAPERS, COMMITTEE_PAPERS, PaperCount
from bontot_desktop.services.movement.years import CHANGED, cells_of, refuse_when_closed
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

#: A cell does not issue more papers of a kind in a year.
MOST = 999


@dataclass(frozen=True, slots=True)
class PapersRow:
    """A cell with how many papers of each kind it reports, by symbol; its id is the cell's."""

    id: int
    cell: str
    numbers: Mapping[str, int]

    @property
    def total(self) -> int:
        """All kinds together."""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class PapersSheet:
    """The grid of a year, and what the committee issued."""

    rows: tuple[PapersRow, ...]
    committee: tuple[PaperCount, ...]


def sheet(office: Office, year: int) -> PapersSheet:
    """Return the cells of a year with what each reported."""
    with office.ask() as driver:
        return sheet_in(driver, year, office.today())


def sheet_in(driver: dbapi2.Connection, year: int, today: date) -> PapersSheet:
    """Return the same inside another's reading."""
    reported, issued = queries.reported(driver, year), queries.issued(driver, year)
    rows = []
    for cell in cells_of(driver, year, today):
        numbers = {kind: reported[cell.id, kind] for kind in CELL_PAPERS if (cell.id, kind) in reported}
        rows.append(PapersRow(cell.id, cell.name, numbers))
    return PapersSheet(tuple(rows), counted(issued, COMMITTEE_PAPERS))


def counted(numbers: Mapping[str, int], words: Mapping[str, str]) -> tuple[PaperCount, ...]:
    """Put counts by symbol into the order of the kinds; those without words and those of none are left out."""
    return tuple(PaperCount(symbol, word, numbers[symbol]) for symbol, word in words.items() if numbers.get(symbol))


def told(counts: tuple[PaperCount, ...]) -> str:
    """Write counts as a report does: "03 kế hoạch, 01 hướng dẫn, 02 quyết định"."""
    return ", ".join(f"{one.number:02d} {one.name[0].lower()}{one.name[1:]}" for one in counts)


def save(office: Office, year: int, numbers: Mapping[tuple[int, str], int | None]) -> Changes:
    """Store what cells report, by cell and kind, in one act; None empties a cell of the grid, what is not named stays.

    Raises Problems (fields "<kind>:<cell id>"), Refused once the year is closed.
    """
    found = []
    for (cell_id, kind), number in numbers.items():
        if kind not in CELL_PAPERS or (number is not None and not 0 <= number <= MOST):
            found.append(Problem(f"{kind}:{cell_id}", f"Số văn bản từ 0 đến {MOST}."))
    if found:
        raise Problems(found)
    with office.work("movement.papers", f"Ghi số văn bản các chi bộ báo cáo năm {year}") as work:
        from sqlalchemy import select

        from bontot_desktop.db.models.movement import ReportedPapers

        refuse_when_closed(work, year)
        question = select(ReportedPapers).where(ReportedPapers.year == year)
        kept = {(row.cell_id, row.kind): row for row in work.scalars(question)}
        for key, number in numbers.items():
            row = kept.get(key)
            if number is None:
                if row is not None:
                    work.delete(row)
            elif row is None:
                work.add(ReportedPapers(cell_id=key[0], kind=key[1], year=year, number=number))
            elif row.number != number:
                row.number = number
    return CHANGED
