"""Hệ thống, Nhật ký: the newest acts, who did them and when, what each changed, and taking one back."""

from __future__ import annotations

from typing import ClassVar

from bontot_desktop.services import history
from bontot_desktop.ui import keys
from bontot_desktop.ui.acts_view import ActsView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.page import Page


class HistoryPart(Page):
    """The history as a table, with what the marked act changed."""

    help_topic: ClassVar[str] = "nhat-ky"

    def __init__(self, shell: Shell) -> None:
        super().__init__("Nhật ký")
        self._shell = shell
        self.set_summary("Mỗi lần lưu là một dòng: ai, lúc nào, việc gì.")
        self._filter = FilterBar("Lọc theo việc hoặc người làm")
        self._filter.changed.connect(lambda query, _: self._narrow(query))
        self.view = ActsView(shell, "history")
        self.table = self.view.acts
        self.content.addWidget(self._filter)
        self.content.addWidget(self.view, 1)
        self.on_key(keys.FILTER, "Lọc nhật ký", self._filter.focus)

    def refresh(self) -> None:
        """Read the newest acts."""
        self.view.show_acts(history.recent(self._shell.office), nothing="Chưa có việc nào được lưu.")
        self._narrow(self._filter.query())

    def _narrow(self, query: str) -> None:
        self.table.set_filter(query)
        self._filter.say_count(len(self.table.rows.shown()), len(self.table.rows.rows()), "việc")
