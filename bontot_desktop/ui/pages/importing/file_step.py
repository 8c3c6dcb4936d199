"""First step of the import: the file, chosen or dropped here, and what was found in it at once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.services.importing import TableKind
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.importing.opened import Opened, cell_word, columns_word, kind_word, note_word
from bontot_desktop.ui.tables.columns import Column, number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import NoticeBar


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A sheet as the table of what was found shows it."""

    id: str
    kind: TableKind | None
    word: str
    rows: int | None
    cell: str
    columns: str
    note: str


class FileStep(QWidget):
    """A place to drop a file; once one is read, what its sheets are."""

    #: "Chọn tệp…" was pressed; "Dừng" was pressed; a sheet (its name) shall be looked at.
    choose_wanted = Signal()
    stop_wanted = Signal()
    sheet_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.WIDE, 0, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self.notice = NoticeBar("", Tone.BAD)
        outer.addWidget(self.notice)
        self._states = QStackedWidget(self)
        outer.addWidget(self._states, 1)
        self.choose_button = QPushButton("Chọn tệp…", self)
        self.stop_button = QPushButton("Dừng", self)
        self._empty = self._make_empty()
        self._reading = self._make_reading()
        self._found = self._make_found()
        for state in (self._empty, self._reading, self._found):
            self._states.addWidget(state)

    def _make_empty(self) -> QFrame:
        zone = QFrame(self)
        look.mark(zone, "drop")
        column = QVBoxLayout(zone)
        column.setSpacing(look.GAP)
        column.addStretch(2)
        self._icon = QLabel(zone)
        self._paint_icon()
        look.watch().changed.connect(self._paint_icon)
        words = QLabel("Kéo tệp danh sách vào đây, hoặc", zone)
        look.mark(words, "section")
        look.mark(self.choose_button, "primary")
        look.dress(self.choose_button, "file-arrow-up", "on_accent")
        self.choose_button.setAutoDefault(True)
        self.choose_button.clicked.connect(lambda: self.choose_wanted.emit())
        hint = QLabel(
            "Excel mới hay cũ, LibreOffice, csv; không cần theo mẫu nào. Chưa có gì vào sổ trước khi bấm “Nhập”.", zone
        )
        look.mark(hint, "second")
        hint.setWordWrap(True)
        for label in (self._icon, words, hint):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._icon)
        column.addWidget(words)
        column.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(hint)
        column.addStretch(3)
        return zone

    def _paint_icon(self) -> None:
        self._icon.setPixmap(look.icon("table", "quiet").pixmap(look.icon_size(None, 2.6)))

    def _make_reading(self) -> QFrame:
        zone = QFrame(self)
        look.mark(zone, "drop")
        column = QVBoxLayout(zone)
        column.setSpacing(look.GAP)
        column.addStretch(2)
        self.progress_label = QLabel(zone)
        self.progress_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._bar = QProgressBar(zone)
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(look.text_width(36, self))
        self.stop_button.clicked.connect(lambda: self.stop_wanted.emit())
        column.addWidget(self.progress_label)
        column.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        return zone

    def _make_found(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        card = QFrame(holder)
        look.mark(card, "surface")
        row = QHBoxLayout(card)
        row.setContentsMargins(look.WIDE, look.GAP, look.WIDE, look.GAP)
        row.setSpacing(look.GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.name_label, self.found_label = QLabel(card), QLabel(card)
        look.mark(self.name_label, "strong")
        look.mark(self.found_label, "second")
        for label in (self.name_label, self.found_label):
            label.setWordWrap(True)
            words.addWidget(label)
        row.addLayout(words, 1)
        self.other_button = QPushButton("Chọn tệp khác…", card)
        self.other_button.clicked.connect(lambda: self.choose_wanted.emit())
        row.addWidget(self.other_button)
        column.addWidget(card)
        self.table = TableView(_columns(), "import-found")
        self.table.opened.connect(self.sheet_wanted)
        column.addWidget(self.table, 1)
        return holder

    # States --------------------------------------------------------------------------------------------------------

    def show_empty(self, sentence: str = "") -> None:
        """Wait for a file; ``sentence`` says why there is none."""
        self.notice.say(sentence)
        self._states.setCurrentWidget(self._empty)

    def show_reading(self, name: str) -> None:
        """Show that a file is being read."""
        self.notice.say("")
        self.show_progress(f"Đang đọc {name}", 0, 0)
        self._states.setCurrentWidget(self._reading)

    def show_progress(self, words: str, done: int, total: int) -> None:
        """Show how far the reading is."""
        self.progress_label.setText(f"{words}…")
        self._bar.setRange(0, total)
        self._bar.setValue(done)

    def show_found(self, opened: Opened) -> None:
        """Show what the sheets are."""
        self.notice.say("")
        self.name_label.setText(opened.book.name)
        self.found_label.setText(f"Tìm thấy {opened.sentence()}.")
        self.table.set_rows(
            FoundRow(
                sheet.sheet,
                sheet.kind,
                kind_word(sheet),
                opened.rows[sheet.sheet] if sheet.kind is not None else None,
                cell_word(sheet),
                columns_word(sheet),
                note_word(sheet),
            )
            for sheet in opened.guess.sheets
        )
        self._states.setCurrentWidget(self._found)

    def is_reading(self) -> bool:
        """Say whether a file is being read."""
        return self._states.currentWidget() is self._reading


def _columns() -> tuple[Column, ...]:
    return (
        text_column("Trang", lambda row: row.id, strong=True, most=34),
        state_column("Là danh sách", lambda row: row.word, lambda row: Tone.QUIET if row.kind is None else Tone.GOOD),
        number_column("Số dòng", lambda row: row.rows),
        text_column("Chi bộ", lambda row: row.cell, most=40),
        text_column("Nhận ra", lambda row: row.columns, quiet=True, most=36),
        text_column("Lưu ý", lambda row: row.note, quiet=True, stretch=True, most=40),
    )
