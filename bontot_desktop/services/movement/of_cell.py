"""What one cell did in a year's movement, for its own page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.db.queries import movement as queries
from bontot_desktop.services.movement.years import as_of
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class CellFind:
    """A find of the cell; ``when`` is "tháng 5" or "cả năm"."""

    id: int
    title: str
    when: str
    is_worth_copying: bool


@dataclass(frozen=True, slots=True)
class CellMovement:
    """The commitment of a cell with how many members signed, and its finds, those worth copying first."""

    signed_on: date | None = None
    signed: int = 0
    members: int = 0
    finds: tuple[CellFind, ...] = ()

    @property
    def said(self) -> str:
        """Say the commitment: "Ký cam kết 06/03/2026, 18/20 đảng viên"; "" where nobody signed."""
        if self.signed_on is None and not self.signed:
            return ""
        cell = f"Ký cam kết {dates.screen(self.signed_on)}" if self.signed_on else "Chi bộ chưa ký cam kết"
        return f"{cell}, {self.signed}/{self.members} đảng viên"


def of_cell(office: Office, cell_id: int, year: int) -> CellMovement:
    """Return what a cell did in a year."""
    with office.ask() as driver:
        stored = queries.signed(driver, year)
        people = queries.people_of(driver, cell_id, as_of(driver, year, office.today()))
        found = queries.finds(driver, year, cell_id)
    by_member = {one.member_id for one in stored if one.member_id is not None}
    own = next((one.signed_on for one in stored if one.cell_id == cell_id and one.member_id is None), None)
    finds = [
        CellFind(one.id, one.title, f"tháng {one.month}" if one.month else "cả năm", one.is_worth_copying)
        for one in found
    ]
    finds.sort(key=lambda one: not one.is_worth_copying)
    return CellMovement(own, sum(one.id in by_member for one in people), len(people), tuple(finds))
