"""Beginning a paper: which kind, and what it is about; then the draft is shown and may be issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services import composing, papers
from bontot_desktop.services.papers import KindRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.issue import IssueDialog, open_issue
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import SearchField
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.picker import Choice, Picker

TITLE = "Soạn văn bản"
#: What is said where nothing can be chosen yet.
NOTHING = "Chưa có gì để làm loại văn bản này."


@dataclass(frozen=True, slots=True)
class _Row:
    id: str
    name: str
    about: str


class ComposeDialog(QDialog):
    """Kinds at the left, what the chosen one is about at the right."""

    help_topic: ClassVar[str] = "soan-van-ban"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell.asking.parent)
        self.setWindowTitle(TITLE)
        self._shell = shell
        #: The window of the draft, once it is shown.
        self.draft: IssueDialog | None = None
        self._kinds: dict[str, KindRow] = {row.id: row for row in papers.kinds()}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.WIDE)
        body = QHBoxLayout()
        body.setSpacing(look.HUGE)
        body.addLayout(self._left(), 1)
        body.addWidget(self._right(), 1)
        outer.addLayout(body, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        back = QPushButton("Quay lại", self)
        back.clicked.connect(self.reject)
        self.show_button = QPushButton("Xem dự thảo", self)
        self.show_button.setToolTip("Ctrl+Enter")
        look.mark(self.show_button, "primary")
        self.show_button.clicked.connect(self.go_on)
        for button in (back, self.show_button):
            button.setAutoDefault(False)
            foot.addWidget(button)
        outer.addLayout(foot)
        self.kinds.set_rows([_Row(row.id, row.name, row.subject.label) for row in self._kinds.values()])
        self.kinds.select(next(iter(self._kinds)))
        self.resize(look.text_width(128, self), look.row_height(self) * 17)
        self.search.setFocus()

    def _left(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(look.SMALL)
        self.search = SearchField("Tìm loại văn bản", self)
        box.addWidget(self.search)
        self.kinds = TableView(
            [
                text_column("Loại văn bản", lambda row: row.name, strong=True, stretch=True),
                text_column("Về", lambda row: row.about, most=22, quiet=True),
                text_column("Mã", lambda row: row.id, most=6, quiet=True),
            ],
            "soan-van-ban",
            self,
        )
        self.kinds.current_changed.connect(lambda _: self._kind_chosen())
        self.kinds.opened.connect(lambda _: self.about.setFocus())
        self.search.asked.connect(self._filter)
        box.addWidget(self.kinds, 1)
        return box

    def _right(self) -> QWidget:
        right = QWidget(self)
        box = QVBoxLayout(right)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(look.WIDE)
        self.title = QLabel(right)
        self.title.setWordWrap(True)
        look.mark(self.title, "section")
        box.addWidget(self.title)
        self.year: ChoiceField = ChoiceField(characters=9)
        self.year.edited.connect(self._year_chosen)
        self.year_row = FieldRow("Năm", self.year, parent=right)
        box.addWidget(self.year_row)
        self.about = Picker([])
        self.about_row = FieldRow("Về", self.about, hint="Gõ vài chữ để tìm; có dấu hay không dấu đều được.")
        box.addWidget(self.about_row)
        self.nothing = QLabel(NOTHING, right)
        look.mark(self.nothing, "second")
        box.addWidget(self.nothing)
        box.addStretch(1)
        return right

    def _filter(self, words: str) -> None:
        self.kinds.set_filter(words, None)
        if self.kinds.rows.shown() and self.kinds.current_id() is None:
            self.kinds.select(self.kinds.rows.shown()[0].id)

    def _kind_chosen(self) -> None:
        row = self._kinds.get(self.kinds.current_id())
        if row is None:
            return
        self.title.setText(row.name)
        years = composing.years(self._shell.office, row.id)
        self.year.set_choices([(year, str(year)) for year in years])
        self.year_row.setVisible(len(years) > 1)
        self._year_chosen()

    def _year_chosen(self) -> None:
        found = composing.choices(self._shell.office, self.kinds.current_id(), self.year.value())
        self.about.set_choices([Choice(one.id, one.name, one.second) for one in found])
        self.about.set_value(found[0].id if found else None)
        self.about_row.setVisible(bool(found))
        self.about_row.clear()
        self.nothing.setVisible(not found)
        self.show_button.setEnabled(bool(found))

    def go_on(self) -> None:
        """Show the draft; the window of kinds stays when it can't be made yet."""
        chosen = self.about.value()
        if chosen is None:
            self.about_row.set_problem("Xin chọn trong danh sách.")
            self.about.setFocus()
            return
        self.draft = open_issue(self._shell, self.kinds.current_id(), chosen)
        if self.draft is not None:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go down into the table from the search field, by Enter to what it is about; Ctrl+Enter shows the draft."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Down and self.search.hasFocus():
            self.kinds.setFocus()
        elif is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.show_button.click()
        elif is_enter and not self.about.hasFocus():
            self.about.setFocus()
        else:
            super().keyPressEvent(event)


def open_compose(shell: Shell, kind_id: Any = None) -> ComposeDialog:
    """Open the window, at a kind when one is meant."""
    dialog = ComposeDialog(shell)
    if kind_id is not None:
        dialog.kinds.select(kind_id)
    dialog.open()
    return dialog
