"""The window "Lịch sử" of one record: every act on it and its parts, and who changed a field."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.services import history
from bontot_desktop.services.history import ActLine
from bontot_desktop.ui import look
from bontot_desktop.ui.acts_view import ActsView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page

WORD = "Lịch sử"


def add_history_command(page: Page, shell: Shell, table: str, row_id: Callable[[], int | None]) -> QPushButton:
    """Put the command "Lịch sử" on the page of a record; ``row_id`` is None while the record is not stored yet."""

    def show() -> None:
        known = row_id()
        if known is None:
            shell.announce("Chưa lưu nên chưa có lịch sử.")
        else:
            open_history(shell, page.title(), table, known)

    return page.add_command(WORD, show, icon="clock-counter-clockwise", tip="Ai đã làm gì, lúc nào, sửa mục nào")


def open_history(shell: Shell, title: str, table: str, row_id: int) -> RecordHistory:
    """Show the history of a record in a window of its own."""
    window = RecordHistory(shell, title, table, row_id)
    window.open()
    return window


class RecordHistory(QDialog):
    """The acts on one record."""

    help_topic: ClassVar[str] = "nhat-ky"

    def __init__(self, shell: Shell, title: str, table: str, row_id: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("record-history")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"{WORD}: {title}")
        self._shell, self._table, self._row_id = shell, table, row_id
        self._lines: list[ActLine] = []
        self.view = ActsView(shell, "record-history", self)
        self.view.on_taken_back = self.read
        self.field = ChoiceField([], none="Mọi mục", characters=34)
        self.field.edited.connect(self._narrow)
        question = QLabel("Ai đã sửa", self)
        question.setBuddy(self.field)
        self._count = QLabel(self)
        look.mark(self._count, "second")
        close = QPushButton("Đóng", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        for widget in (question, self.field):
            head.addWidget(widget)
        head.addWidget(self._count, 1, Qt.AlignmentFlag.AlignRight)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        outer.addLayout(head)
        outer.addWidget(self.view, 1)
        outer.addLayout(foot)
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(room * 0.86)
        self.read()
        self.view.acts.setFocus()

    def read(self) -> None:
        """Read the acts again."""
        self._lines = history.of_record(self._shell.office, self._table, self._row_id)
        chosen = self.field.value()
        self.field.set_choices([(name, name) for name in history.fields_in(self._lines)])
        self.field.set_value(chosen)
        self._narrow()

    def _narrow(self) -> None:
        wanted = self.field.value()
        shown = [line for line in self._lines if wanted is None or any(f.label == wanted for f in line.fields)]
        self.view.show_acts(shown, own_only=True, nothing="Chưa có việc nào với hồ sơ này.")
        self.view.fields.set_filter("", None if wanted is None else lambda row: row.field.label == wanted)
        self._count.setText(f"{len(shown)} việc")
