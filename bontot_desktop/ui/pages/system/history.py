"""Hệ thống, Nhật ký: the newest acts, who did them and when."""

from __future__ import annotations

from typing import ClassVar

from bontot_desktop.services import history
from bontot_desktop.ui import keys
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page


class HistoryPart(Page):
    """The history as a table."""

    help_topic: ClassVar[str] = "nhat-ky"

    def __init__(self, shell: Shell) -> None:
        super().__init__("Nhật ký")
        self._shell = shell
        self.set_summary("Mỗi lần lưu là một dòng: ai, lúc nào, việc gì.")
        self._filter = FilterBar("Lọc theo việc hoặc người làm")
        self._filter.changed.connect(lambda query, _: self._narrow(query))
        self.table = TableView(
            (
                text_column("Lúc", lambda row: f"{row.at:%d/%m/%Y %H:%M}"),
                text_column("Việc", lambda row: row.sentence, stretch=True),
                text_column("Người làm", lambda row: row.who),
            ),
            "history",
        )
        self._place = TableOrEmpty(self.table, "clock")
        self.content.addWidget(self._filter)
        self.content.addWidget(self._place, 1)
        self.on_key(keys.FILTER, "Lọc nhật ký", self._filter.focus)

    def refresh(self) -> None:
        """Read the newest acts."""
        rows = history.recent(self._shell.office)
        self.table.set_rows(rows)
        if rows:
            self._place.show_table()
        else:
            self._place.show_empty("Chưa có việc nào được lưu.")
        self._narrow(self._filter.query())

    def _narrow(self, query: str) -> None:
        self.table.set_filter(query)
        self._filter.say_count(len(self.table.rows.shown()), len(self.table.rows.rows()), "việc")
