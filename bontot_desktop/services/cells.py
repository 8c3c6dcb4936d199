"""The register of cells as pickers and other services ask for it; the list itself stands in ``cell_list``."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.queries import register
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import cells as rules
from bontot_desktop.services.cell_list import CellRow, list_cells, rows_of
from bontot_desktop.services.office import Office
from bontot_desktop.services.people import Pick

__all__ = ["CellRow", "cell_picks", "find_by_code", "list_cells", "report_groups", "rows_of"]


def cell_picks(office: Office, *, also: Iterable[int] = ()) -> list[Pick]:
    """Return the cells of today for a picker, each with its code; ``also`` names dissolved ones still to be shown."""
    today, wanted = office.today(), set(also)
    with office.read() as session:
        living = {cell.id for cell in register.cells(session, day=today)}
        every = register.cells(session, day=today, with_dissolved=bool(wanted - living))
        return [Pick(cell.id, cell.name, cell.code) for cell in every if cell.id in living | wanted]


def report_groups(office: Office) -> list[str]:
    """Return the report groups offered in the form: the shipped ones and those the office wrote itself."""
    with office.read() as session:
        own = session.scalars(select(Cell.report_group).distinct())
        return list(dict.fromkeys([*rules.REPORT_GROUPS, *sorted((g for g in own if g), key=text.sort_key)]))


def find_by_code(session: Session, code: str) -> Cell:
    """Return the cell with a code, as typed on the command line (case aside). Raises NotFound."""
    wanted = text.clean(code)
    for cell in session.scalars(select(Cell)):
        if cell.code.casefold() == wanted.casefold():
            return cell
    raise NotFound(f"Không có chi bộ mang mã {wanted}; hãy xem mã bằng lệnh: bontot list cells.")
