"""The cells behind a row of a year's tables, as that year saw them; Enter opens the cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.closed_year import ClosedCell
from bontot_desktop.rules.scoring import show
from bontot_desktop.services.year_reports import YearReport
from bontot_desktop.ui import keys
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    cell: ClosedCell


class YearCellsPage(Page):
    """A list of cells of a year."""

    # What is listed was counted when the page was opened.
    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "thong-ke"

    def __init__(
        self, shell: Shell, title: str, report: YearReport, ids: tuple[int, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self.shell = shell
        self._rows = [_Row(cell, report.cells[cell]) for cell in ids if cell in report.cells]
        self.filter = FilterBar("Lọc chi bộ")
        self.content.addWidget(self.filter)
        self.table = TableView(_columns(), "year-cells")
        self.tools = TableTools(shell, self.table, self.filter)
        self.content.addWidget(self.table, 1)
        self.filter.changed.connect(lambda query, _: self._narrow(query))
        self.table.opened.connect(lambda cell: shell.go("cells", cell))
        self.table.set_menu(self._menu)
        self.on_key(keys.FILTER, "Lọc chi bộ", self.filter.focus)
        self.set_summary(f"{len(self._rows)} chi bộ · năm {report.year}")

    def refresh(self) -> None:
        """Show the cells."""
        self.table.set_rows(self._rows)
        self._narrow(self.filter.query())

    def _narrow(self, query: str) -> None:
        self.table.set_filter(query)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def _menu(self, menu: QMenu, row: Any) -> None:
        menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", row.id))


def _columns() -> list[Column]:
    return [
        text_column("Chi bộ", lambda row: row.cell.name, sort=lambda row: row.cell.order, strong=True, stretch=True),
        text_column("Loại hình", lambda row: row.cell.group),
        text_column("Kết quả", lambda row: row.cell.state.label),
        text_column(
            "Điểm", lambda row: show(row.cell.counted_total), right=True, searched=False,
            sort=lambda row: (row.cell.counted_total is not None, row.cell.counted_total or 0),
        ),
        text_column("Xếp loại", lambda row: row.cell.rating.label if row.cell.rating else ""),
        number_column("Đảng viên", lambda row: None if row.cell.members is None else row.cell.members.total),
    ]  # fmt: skip
