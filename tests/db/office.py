"""What the tests of the data file do with an office: invented cells, saved and counted."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.rules.cells import ContentType

NOW = datetime(2026, 11, 21, 14, 5)
PASSWORD = "mật khẩu thử"
WHO = "Người thử"
CODE_FILE = "code.txt"


def add_cell(opened: DataFile, name: str, now: datetime = NOW) -> int:
    """Save a cell in an act of its own and return its id."""
    with opened.work("register.save_cell", f"Thêm {name}", who=WHO, now=now) as work:
        cell = Cell(code=name, name=name, content_type=ContentType.VILLAGE_QUARTER)
        work.add(cell)
        work.flush()
        work.about(cell)
        return cell.id


def cell_names(opened: DataFile) -> list[str]:
    """Return the names of all cells in the order they were made."""
    with opened.read() as session:
        return list(session.scalars(select(Cell.name).order_by(Cell.id)))


def names_beside(path: Path) -> list[str]:
    """Return the names of everything in the file's folder."""
    return sorted(one.name for one in path.parent.iterdir())
