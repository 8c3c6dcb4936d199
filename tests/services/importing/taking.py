"""Takes workbooks into the register, for the tests of the import."""

from __future__ import annotations

from pathlib import Path

from bontot_desktop.services import importing, members
from tests.register_office import cell_row, write_book

CELL = cell_row("TH01", "Chi bộ thôn Mẫu 1")


def plan_of(office, path: Path):
    """Say what a workbook would bring."""
    return importing.plan(office, importing.read(path))


def take(office, path: Path):
    """Take a workbook in; returns the plan and what came of it."""
    plan = plan_of(office, path)
    return plan, importing.apply(office, plan)


def take_rows(office, tmp_path, *rows, cells=(CELL,)):
    """Take a workbook of these members in."""
    return take(office, write_book(tmp_path / "danh-ba.xlsx", cells, rows))


def told(remarks) -> str:
    """Return remarks as one text."""
    return "\n".join(str(remark) for remark in remarks)


def the_member(office):
    """Return the only member there is."""
    (row,) = members.list_members(office)
    return row
