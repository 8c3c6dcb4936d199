"""Chi bộ: the list of cells with filter and report groups, and on top of it the page of one cell."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import cell_list
from bontot_desktop.services.cell_list import CellRow
from bontot_desktop.ui import keys
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, person_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page, StackedPage

#: Chip of the cells with something amiss.
_AMISS = "\0amiss"
#: More chips than these leave no room for the filter on a narrow screen; the filter finds the other groups.
_MOST_CHIPS = 6


class CellsPage(StackedPage):
    """The list, and on top of it one cell or an import."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        self.list = CellList(shell)
        super().__init__(self.list, parent)
        self.list.table.opened.connect(self.open_item)
        self.list.add_command("Nhập từ Excel…", self.open_import, icon="table", tip="Nhập danh bạ có sẵn")
        self.list.add_command("Thêm chi bộ", lambda: self.open_item(None), icon="plus", primary=True, key=keys.NEW)
        self.list.start_import = self.open_import

    # The first page of the window: what lies behind it is loaded when it is opened.

    def open_import(self) -> None:
        """Show the way from a workbook into the register."""
        from bontot_desktop.ui.pages.import_book import open_import

        open_import(self._shell, self, "Chi bộ")

    def open_item(self, item: Any) -> None:
        """Show one cell by its id; None shows an empty form."""
        from bontot_desktop.ui.pages.cell_page import CellPage

        if self.pop_all():
            self.push(CellPage(self._shell, item), "Chi bộ")
            self.top().take_focus()


class CellList(Page):
    """The table of the cells of today."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS, Kind.PEOPLE})
    help_topic: ClassVar[str] = "chi-bo"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ", parent)
        self._shell = shell
        self._rows: list[CellRow] = []
        self.start_import: Any = None
        self.filter = FilterBar("Lọc theo tên, mã, người phụ trách")
        self.content.addWidget(self.filter)
        self.table = TableView(columns(), "cells")
        self.table.set_menu(self._fill_menu)
        self.box = TableOrEmpty(self.table, "users-three")
        self.content.addWidget(self.box, 1)
        self.filter.changed.connect(lambda *_: self._apply_filter())
        self.on_key(keys.FILTER, "Lọc chi bộ", self.filter.focus)

    def refresh(self) -> None:
        """Read the cells as of today."""
        self._rows = cell_list.list_cells(self._shell.office, day=self._shell.today())
        full = sum(row.full_members for row in self._rows)
        probationary = sum(row.probationary_members for row in self._rows)
        self.set_summary(
            f"{len(self._rows)} chi bộ đang hoạt động, {full + probationary} đảng viên "
            f"({full} chính thức, {probationary} dự bị)"
            if self._rows
            else ""
        )
        counted = Counter(row.report_group for row in self._rows).most_common(_MOST_CHIPS)
        groups = sorted((group for group, _ in counted), key=text.sort_key)
        amiss = sum(bool(row.warnings) for row in self._rows)
        chips: list[tuple[str | None, str]] = [(None, "Tất cả"), *((group, group or "Chưa ghi") for group in groups)]
        self.filter.set_chips([*chips, (_AMISS, f"Cần lưu ý ({amiss})")] if amiss else chips)
        self.filter.setVisible(bool(self._rows))
        self.table.set_rows(self._rows)
        self._apply_filter()
        if self._rows:
            self.box.show_table()
        else:
            self.box.show_empty(
                "Chưa có chi bộ nào. Nhập danh bạ Excel của văn phòng, hoặc thêm từng chi bộ.",
                "Nhập từ Excel…",
                lambda: self.start_import(),
            )

    def _apply_filter(self) -> None:
        chip = self.filter.chip()
        keep = None
        if chip == _AMISS:
            keep = _is_amiss
        elif chip is not None:
            keep = lambda row: row.report_group == chip  # noqa: E731
        self.table.set_filter(self.filter.query(), keep)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def _fill_menu(self, menu: QMenu, row: CellRow) -> None:
        menu.addAction("Mở chi bộ", lambda: self.table.opened.emit(row.id))
        menu.addAction("Xem đảng viên của chi bộ", lambda: self._shell.go("members", ("cell", row.id)))


def _is_amiss(row: CellRow) -> bool:
    return bool(row.warnings)


def columns() -> tuple[Column, ...]:
    """Return the columns of the list."""
    return (
        text_column("Mã", lambda row: row.code, most=10, quiet=True),
        text_column(
            "Tên chi bộ",
            lambda row: row.name,
            strong=True,
            most=38,
            stretch=True,
            tooltip=lambda row: row.name,
            sort=lambda row: row.name_order,
        ),
        text_column("Nhóm", lambda row: row.report_group, most=18),
        person_column("Bí thư", lambda row: row.secretary, most=24, tooltip=lambda row: row.secretary),
        number_column("Chính thức", lambda row: row.full_members),
        number_column("Dự bị", lambda row: row.probationary_members),
        person_column("Phụ trách", lambda row: row.in_charge, most=24, tooltip=lambda row: row.in_charge),
        text_column(
            "Sinh hoạt",
            _habit,
            most=18,
            sort=lambda row: (row.fixed_day or 99, dates.clock(row.usual_time)),
            tooltip=lambda row: row.usual_place,
        ),
        state_column(
            "Lưu ý",
            lambda row: f"{len(row.warnings)} điều" if row.warnings else "",
            lambda row: Tone.WAIT if row.warnings else None,
            tooltip=lambda row: "\n".join(row.warnings),
            searched=False,
        ),
    )


def _habit(row: CellRow) -> str:
    """Tell day and time of the regular meeting ("ngày 3, 19:30")."""
    day = f"ngày {row.fixed_day}" if row.fixed_day else ""
    return ", ".join(part for part in (day, dates.clock(row.usual_time)) if part)
