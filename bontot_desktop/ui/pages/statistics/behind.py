"""What stands behind a figure: the meetings, tasks or people it counts; Enter goes on to the thing itself."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import statistic_behind
from bontot_desktop.services.statistic_behind import BehindRow
from bontot_desktop.services.statistics import Behind
from bontot_desktop.ui import keys
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, text_column
from bontot_desktop.ui.tables.tools import TableTools
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page


class BehindPage(Page):
    """A list of things by their ids."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.SCORES, Kind.CELLS, Kind.MEMBERS, Kind.SAMPLES})
    help_topic: ClassVar[str] = "thong-ke"

    def __init__(
        self,
        shell: Shell,
        title: str,
        summary: str,
        behind: Behind,
        ids: tuple[int, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.shell = shell
        self._behind, self._ids, self._said = behind, ids, summary
        self.filter = FilterBar("Chi bộ, nội dung")
        self.content.addWidget(self.filter)
        self._kind = statistic_behind.things(shell.office, behind, ())
        columns = [_column(place, one, place in self._kind.numbers) for place, one in enumerate(self._kind.titles)]
        self.table = TableView(columns, f"behind-{behind.value.lower()}")
        self.tools = TableTools(shell, self.table, self.filter)
        self.box = TableOrEmpty(self.table, "chart-bar")
        self.content.addWidget(self.box, 1)
        self.filter.changed.connect(lambda query, _: self._narrow(query))
        self.table.opened.connect(self.go_on)
        self.table.set_menu(self._menu)
        self.on_key(keys.FILTER, "Lọc danh sách", self.filter.focus)

    def refresh(self) -> None:
        """Read the things again."""
        self._kind = statistic_behind.things(self.shell.office, self._behind, self._ids)
        rows = self._kind.rows
        self.set_summary(self._said)
        self.table.set_rows(rows)
        self._narrow(self.filter.query())
        if rows:
            self.box.show_table()
        else:
            self.box.show_empty(f"Không có {self._behind.label} nào trong phần này.")

    def _narrow(self, query: str) -> None:
        self.table.set_filter(query)
        self.filter.say_count(len(self.table.rows.shown()), len(self._kind.rows), self._behind.label)

    def go_on(self, row_id: Any) -> None:
        """Open the thing: the meeting, the member, the sample meeting, else the cell."""
        row = next((row for row in self._kind.rows if row.id == row_id), None)
        if row is not None:
            self.shell.go(*_way_to(self._behind, row))

    def _menu(self, menu: QMenu, row: BehindRow) -> None:
        page, item = _way_to(self._behind, row)
        word = {"meetings": "Mở buổi sinh hoạt", "members": "Mở đảng viên", "samples": "Mở buổi sinh hoạt điểm"}
        if page in word:
            menu.addAction(word[page], lambda: self.shell.go(page, item))
        menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", row.cell_id))


def _way_to(behind: Behind, row: BehindRow) -> tuple[str, int]:
    if behind is Behind.MEMBERS:
        return "members", row.id
    if behind is Behind.EVENTS:
        return "samples", row.id
    if row.meeting_id is not None and any(page.key == "meetings" for page in registry.PAGES):
        return "meetings", row.meeting_id
    return "cells", row.cell_id


def _column(place: int, title: str, number: bool) -> Column:
    return text_column(
        title,
        partial(_shown, place),
        sort=partial(_sorted, place),
        right=number,
        strong=place == 0,
        stretch=place == 0,
        searched=not number,
        most=60 if place == 0 else 30,
        hint="Số đảng viên vắng không lý do" if title == "Vắng KLD" else "",
    )


def _shown(place: int, row: BehindRow) -> str:
    return row.shown[place]


def _sorted(place: int, row: BehindRow) -> Any:
    return row.sorted_by[place]
