"""The history of one record: every act on it and its parts, and who changed a field; as a part of a page or a window.

A record is named by its table and id, as the history knows it: ``("cell", 3)``; a thing of several records (a sample
event and its meeting) is given as several.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services import history
from bontot_desktop.services.history import ActLine
from bontot_desktop.ui import look
from bontot_desktop.ui.acts_view import ActsView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

WORD = "Lịch sử"
ICON = "clock-counter-clockwise"
Records = Sequence[tuple[str, int]]


class RecordHistory(QWidget):
    """The acts on a record, narrowed to those that changed a chosen field."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._records: Records = ()
        self._is_stale = False
        self._lines: list[ActLine] = []
        self.view = ActsView(shell, "record-history", self)
        self.view.on_taken_back = self.read
        self.field = ChoiceField([], none="Mọi mục", characters=34)
        self.field.edited.connect(self._narrow)
        question = QLabel("Ai đã sửa", self)
        question.setBuddy(self.field)
        self.count = QLabel(self)
        look.mark(self.count, "second")
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        head.addWidget(question)
        head.addWidget(self.field)
        head.addWidget(self.count, 1, Qt.AlignmentFlag.AlignRight)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.GAP)
        outer.addLayout(head)
        outer.addWidget(self.view, 1)

    def show_records(self, records: Records) -> None:
        """Show the history of other records, or of the same again; it is read when it can be seen."""
        if tuple(records) != self._records:
            self.field.set_value(None)
        self._records = tuple(records)
        self._is_stale = True
        if self.isVisible():
            self.read()

    def showEvent(self, event: QShowEvent) -> None:
        """Read what was not read while nobody saw it."""
        super().showEvent(event)
        if self._is_stale:
            self.read()

    def read(self) -> None:
        """Read the acts again."""
        self._is_stale = False
        self._lines = history.of_records(self._shell.office, self._records)
        chosen = self.field.value()
        self.field.set_choices([(name, name) for name in history.fields_in(self._lines)])
        self.field.set_value(chosen)
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.field.value()
        shown = [line for line in self._lines if wanted is None or any(f.label == wanted for f in line.fields)]
        self.view.show_acts(shown, own_only=True, nothing="Chưa có việc nào được ghi với hồ sơ này.")
        self.view.fields.set_filter("", None if wanted is None else lambda row: row.field.label == wanted)
        self.count.setText(f"{len(shown)} việc")


class HistoryWindow(QDialog):
    """The history of a record over the page it was asked from."""

    help_topic: ClassVar[str] = "nhat-ky"

    def __init__(self, shell: Shell, title: str, records: Records) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("record-history")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{WORD}: {title}")
        self.history = RecordHistory(shell, self)
        close = QPushButton("Đóng", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        outer.addWidget(self.history, 1)
        outer.addLayout(foot)
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(room * 0.86)
        self.history.show_records(records)
        self.history.view.acts.setFocus()


def open_history(shell: Shell, title: str, records: Records) -> HistoryWindow:
    """Show the history of a record in a window of its own."""
    window = HistoryWindow(shell, title, records)
    window.open()
    return window


def add_history_command(page: Page, shell: Shell, records: Callable[[], Records]) -> QPushButton:
    """Put the command "Lịch sử" on the page of a record; ``records`` is empty while nothing is stored yet."""

    def show() -> None:
        known = records()
        if known:
            open_history(shell, page.title(), known)
        else:
            shell.announce("Chưa lưu nên chưa có lịch sử.")

    return page.add_command(WORD, show, icon=ICON, tip="Ai đã làm gì, lúc nào, sửa mục nào")
