"""Beginning a paper: which kind, and what it is about; then the draft is shown and may be issued."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services import composing, papers
from bontot_desktop.services.papers import KindRow
from bontot_desktop.services.sources import Subject
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.issue import IssueDialog, open_issue
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import SearchField
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.picker import Choice, Picker

TITLE = "Soạn văn bản"
#: What is said where nothing can be chosen yet: what is missing and where it is entered, and the page of it.
_MISSING: dict[Subject, tuple[str, str]] = {
    Subject.MEETING: (
        "Chưa có buổi sinh hoạt nào để làm văn bản này. Thêm buổi sinh hoạt ở trang Sinh hoạt.",
        "meetings",
    ),
    Subject.SAMPLE: ("Chưa có buổi sinh hoạt điểm nào. Lập kế hoạch một buổi ở trang Chi bộ điểm.", "samples"),
    Subject.OBSERVER: (
        "Chưa có ai được mời dự sinh hoạt điểm. Ghi ở trang Chi bộ điểm, bước Thành phần dự.",
        "samples",
    ),
    Subject.CAMPAIGN: ("Chưa có đợt thi đua nào. Mở đợt thi đua ở trang Chi bộ 4 tốt.", "recognition"),
    Subject.ENTRY: ("Chưa có chi bộ nào dự xét. Mở đợt thi đua ở trang Chi bộ 4 tốt.", "recognition"),
    Subject.AWARD: ("Chưa có chi bộ nào được khen. Chọn ở trang Chi bộ 4 tốt, bước Khen thưởng.", "recognition"),
    Subject.CELL: ("Chưa có chi bộ nào. Thêm chi bộ ở trang Chi bộ.", "cells"),
    Subject.PERIOD: (
        "Chưa có buổi sinh hoạt nào để tổng hợp. Thêm buổi sinh hoạt ở trang Sinh hoạt.",
        "meetings",
    ),
    Subject.SAMPLE_PLAN: (
        "Chưa có kế hoạch sinh hoạt điểm của năm nào. Lập kế hoạch một buổi ở trang Chi bộ điểm.",
        "samples",
    ),
    Subject.WORKING_GROUP: ("Chưa có tổ công tác nào. Ghi tổ công tác ở trang Chi bộ điểm, bước Kế hoạch.", "samples"),
}
_COMMITTEE = "Chưa có buổi họp chi ủy nào trong tệp này; bản này của chương trình chưa có trang để ghi buổi họp chi ủy."


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
        self._page = ""
        self._kinds: dict[str, KindRow] = {row.id: row for row in papers.kinds()}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.WIDE)
        body = QHBoxLayout()
        body.setSpacing(look.HUGE)
        body.addLayout(self._left(), 3)
        body.addWidget(self._right(), 2)
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
        room = self.screen().availableSize() - QSize(look.VAST, look.row_height(self) + look.VAST)
        self.resize(QSize(look.text_width(140, self), look.row_height(self) * 18).boundedTo(room))
        self.search.setFocus()

    def _left(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(look.SMALL)
        self.search = SearchField("Tìm loại văn bản", self)
        box.addWidget(self.search)
        self.kinds = TableView(
            [
                text_column("Mã", lambda row: row.id, most=6),
                text_column("Loại văn bản", lambda row: row.name, strong=True, stretch=True, most=64),
                text_column("Về", lambda row: row.about, most=22, quiet=True, hidden=True),
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
        self.nothing = QLabel(right)
        self.nothing.setWordWrap(True)
        look.mark(self.nothing, "second")
        box.addWidget(self.nothing)
        self.there = QPushButton(right)
        self.there.setAutoDefault(False)
        self.there.clicked.connect(self._go_there)
        line = QHBoxLayout()
        line.addWidget(self.there)
        line.addStretch(1)
        box.addLayout(line)
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
        self._say_missing(not found)
        self.show_button.setEnabled(bool(found))

    def _say_missing(self, is_missing: bool) -> None:
        """Say what is missing for the kind and offer the page where it is entered."""
        row = self._kinds[self.kinds.current_id()]
        sentence, page = _MISSING[row.subject]
        if not composing.is_of_sample_meetings(row.id):
            sentence, page = _COMMITTEE, ""
        self.nothing.setText(sentence)
        self.nothing.setVisible(is_missing)
        self.there.setVisible(is_missing and bool(page))
        if page:
            self.there.setText(f"Mở trang {entry(page).title}")
            self._page = page

    def _go_there(self) -> None:
        self.reject()
        self._shell.go(self._page)

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
