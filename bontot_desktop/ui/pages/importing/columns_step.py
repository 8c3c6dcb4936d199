"""Second step of the import: the sheets and their columns on the office's own rows, every guess open to change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bontot_desktop.errors import Refused
from bontot_desktop.services import importing
from bontot_desktop.services.importing import CellFrom, Guess, OldCode, Role, SheetGuess, TableKind, roles_for
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.importing.opened import Opened, cell_word, kind_word, note_word
from bontot_desktop.ui.pages.importing.sheet_table import SheetTable
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.flow import FlowLayout
from bontot_desktop.ui.widgets.typed import NumberField

#: So many rows of a sheet are shown; enough to see what it is.
SHOWN_ROWS = 1000
#: Texts in an old code that are looked at, and of them told.
_SAMPLES, _TOLD = 40, 3
_SHEETS_WIDE = 34
#: So many rows high is the sheet at least, its head included.
_LEAST_ROWS = 9
#: Room for the name of a cell, in characters.
_NAME = 23


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet in the list at the left."""

    id: str
    word: str
    count: str
    tone: Tone


def _by_count(row: SheetRow) -> int:
    return int(row.count) if row.count.isdigit() else -1


class ColumnsStep(QWidget):
    """The list of sheets, and the sheet that is looked at."""

    #: Sheets are taken for something else: a list of SheetGuess.
    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._opened: Opened | None = None
        self._name = ""
        self._quiet = False
        outer = QHBoxLayout(self)
        outer.setContentsMargins(look.WIDE, 0, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        self.sheets = TableView(
            (
                text_column("Trang", lambda row: row.id, tooltip=lambda row: row.word, stretch=True),
                state_column(
                    "Dòng", lambda row: row.count, lambda row: row.tone, tooltip=lambda row: row.word, sort=_by_count
                ),
            ),
            "import-sheets",
            tickable=True,
        )
        self.sheets.setToolTip("Trang được đánh dấu là trang sẽ nhập")
        outer.addWidget(self.sheets)
        # On a low screen the sheet keeps some rows, and what stands above it is scrolled away.
        inside = QWidget()
        look.mark(inside, "clear")
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        right = QVBoxLayout(inside)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(look.SMALL)
        outer.addWidget(scroll, 1)
        self.lacking = NoticeBar("", Tone.WAIT)
        self.code_notice = NoticeBar("", Tone.INFO)
        self.kind = ChoiceField([(None, "Không nhập"), *((kind, kind.label) for kind in TableKind)], characters=6)
        self.cell_from = ChoiceField([(one, one.label) for one in CellFrom], characters=17)
        self.cell_name = LineField(placeholder="Tên chi bộ", characters=_NAME)
        self.cell_name.setMinimumWidth(look.text_width(_NAME, self))
        self.heading_row = NumberField(lowest=1, characters=5)
        self.heading_rows = ChoiceField([(count, f"{count} dòng") for count in (1, 2, 3)], characters=3)
        self.code = ChoiceField([(code, code.label.partition(" ")[0]) for code in OldCode], characters=5)
        line = FlowLayout(look.SMALL)
        self._of_cell = _pair(self, "Chi bộ", self.cell_from)
        self._of_code = _pair(self, "Mã chữ", self.code)
        for pair in (
            _pair(self, "Trang này là", self.kind),
            self._of_cell,
            self.cell_name,
            _pair(self, "Tiêu đề ở dòng", self.heading_row, self.heading_rows),
            self._of_code,
        ):
            line.addWidget(pair)
        self.table = SheetTable()
        self.table.setMinimumHeight(_LEAST_ROWS * look.row_height(self))
        self._seen = QLabel(self)
        look.mark(self._seen, "hint")
        right.addWidget(self.lacking)
        right.addLayout(line)
        right.addWidget(self.code_notice)
        right.addWidget(self.table, 1)
        right.addWidget(self._seen)
        self.sheets.current_changed.connect(self._look_at)
        self.sheets.ticked_changed.connect(self._sheets_ticked)
        self.kind.edited.connect(lambda: self._change_kind(self.kind.value()))
        self.cell_from.edited.connect(lambda: self._change(lambda s: s.with_cell_from(self.cell_from.value())))
        self.cell_name.left.connect(self._name_cell)
        self.heading_row.left.connect(self._move_heading)
        self.heading_rows.edited.connect(self._move_heading)
        self.code.edited.connect(lambda: self._change_alike(lambda s: s.with_code(self.code.value())))
        self.table.roles.role_chosen.connect(self._choose_role)
        self.table.heading_chosen.connect(self._read_from)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the list of sheets a share of the room, not more than it needs."""
        super().resizeEvent(event)
        wide = look.text_width(_SHEETS_WIDE, self) + look.VAST
        self.sheets.setFixedWidth(min(wide, event.size().width() * 3 // 8))

    # Showing -------------------------------------------------------------------------------------------------------

    def show_book(self, opened: Opened) -> None:
        """Show a workbook as it is taken now; the sheet looked at stays."""
        self._opened = opened
        guesses = opened.guess.sheets
        self._quiet = True
        self.sheets.set_rows(self._row(opened, sheet) for sheet in guesses)
        taken = {sheet.sheet for sheet in opened.taken()}
        self.sheets.rows.tick([s.sheet for s in guesses], on=False)
        self.sheets.rows.tick(taken)
        self._quiet = False
        self.sheets.setVisible(len(guesses) > 1)
        names = [sheet.sheet for sheet in guesses]
        if self._name not in names:
            self._name = next((name for name in names if name in taken), names[0])
        if self.sheets.current_id() != self._name:
            self.sheets.select(self._name)
        self.lacking.say(" ".join(importing.problems(opened.guess)))
        self._show_sheet()

    @staticmethod
    def _row(opened: Opened, sheet: SheetGuess) -> SheetRow:
        if sheet.kind is None:
            return SheetRow(sheet.sheet, kind_word(sheet), "bỏ", Tone.QUIET)
        lacking = importing.problems(Guess(opened.guess.workbook, (sheet,)))
        cell = cell_word(sheet)
        words = f"{kind_word(sheet)}: {cell}" if cell else kind_word(sheet)
        tone = Tone.WAIT if lacking else Tone.GOOD
        return SheetRow(sheet.sheet, " ".join((words, *lacking)), str(opened.rows[sheet.sheet]), tone)

    def look_at(self, name: str) -> None:
        """Look at a sheet."""
        self.sheets.select(name)

    def _look_at(self, name: Any) -> None:
        if name is not None and name != self._name and self._opened is not None:
            self._name = name
            self._show_sheet()

    def _show_sheet(self) -> None:
        assert self._opened is not None
        sheet, book = self._sheet(), self._opened.book
        is_members = sheet.kind is TableKind.MEMBERS
        self.kind.set_value(sheet.kind)
        self.cell_from.set_value(sheet.cell_from)
        self._of_cell.setVisible(is_members)
        self.cell_name.setVisible(is_members and sheet.cell_from is CellFrom.SHEET)
        self.cell_name.set_value(sheet.cell_name)
        self.heading_row.set_value(sheet.heading_row)
        self.heading_rows.set_value(sheet.heading_rows)
        self.code.set_value(sheet.old_code)
        for field in (self.heading_row, self.heading_rows, self.code):
            field.setEnabled(sheet.kind is not None)
        rows = importing.preview(book, sheet, SHOWN_ROWS)
        self.table.show_sheet(rows, sheet.columns, roles_for(sheet.kind) if sheet.kind is not None else ())
        headings = {part for column in sheet.columns for part in column.heading.split(" – ")}
        samples = [pair for pair in importing.old_code_samples(book, sheet, _SAMPLES) if pair[1] not in headings]
        told = "; ".join(f"“{before}” → “{after}”" for before, after in samples[:_TOLD])
        self.code_notice.say(
            f"Gõ bằng mã {sheet.old_code.label}, đọc thành chữ Unicode: {told}." if samples else "", Tone.INFO
        )
        of = next(len(one.rows) for one in book.sheets if one.name == sheet.sheet)
        seen = f"Hiện {SHOWN_ROWS} dòng đầu trong {of} dòng của trang." if of > SHOWN_ROWS else ""
        notes = [f"{self._opened.rows[sheet.sheet]} dòng danh sách", note_word(sheet), seen]
        self._seen.setText(" · ".join(note for note in notes if note) if sheet.kind is not None else "")

    def _sheet(self) -> SheetGuess:
        assert self._opened is not None
        return self._opened.guess.sheet(self._name)

    # Changing ------------------------------------------------------------------------------------------------------

    def _change(self, change: Callable[[SheetGuess], SheetGuess]) -> None:
        sheet = self._sheet()
        changed = change(sheet)
        if changed != sheet:
            self.changed.emit([changed])

    def _change_alike(self, change: Callable[[SheetGuess], SheetGuess]) -> None:
        """Change this sheet and those under the same headings with it."""
        assert self._opened is not None
        here = self._sheet()
        alike = [
            sheet
            for sheet in self._opened.guess.sheets
            if sheet.sheet == here.sheet or (sheet.kind is here.kind and sheet.signature == here.signature != "")
        ]
        self.changed.emit([change(sheet) for sheet in alike])

    def _choose_role(self, index: int, role: Role) -> None:
        self._change_alike(lambda sheet: sheet.with_role(index, role))

    def _sheets_ticked(self) -> None:
        if self._quiet or self._opened is None:
            return
        ticked = set(self.sheets.rows.ticked())
        changed = []
        for sheet in self._opened.guess.sheets:
            if sheet.kind is None and sheet.sheet in ticked:
                changed.append(self._as_kind(sheet, TableKind.MEMBERS))
            elif sheet.kind is not None and sheet.sheet not in ticked:
                changed.append(sheet.with_kind(None))
        if changed:
            self.changed.emit(changed)

    def _change_kind(self, kind: TableKind | None) -> None:
        self._change(lambda sheet: sheet.with_kind(None) if kind is None else self._as_kind(sheet, kind))

    def _as_kind(self, sheet: SheetGuess, kind: TableKind) -> SheetGuess:
        """Take a sheet for a list: as it was taken before, else by the headings it has."""
        assert self._opened is not None
        before = sheet.with_kind(kind)
        if sheet.columns and all(column.role in roles_for(kind) for column in sheet.columns):
            return before
        try:
            return importing.guess_again(self._opened.book, before, sheet.heading_row, sheet.heading_rows)
        except Refused:
            return before

    def _name_cell(self) -> None:
        name = self.cell_name.value()
        if name != self._sheet().cell_name:
            self._change(lambda sheet: sheet.with_cell(name))

    def _move_heading(self) -> None:
        number = self.heading_row.value()
        if number is not None:
            self._read_from(number, self.heading_rows.value())

    def _read_from(self, number: int, count: int) -> None:
        assert self._opened is not None
        sheet = self._sheet()
        if sheet.kind is None or (number, count) == (sheet.heading_row, sheet.heading_rows):
            return
        try:
            changed = importing.guess_again(self._opened.book, sheet, number, count)
        except Refused as refused:
            self.lacking.say(str(refused))
            self.heading_row.set_value(sheet.heading_row)
            return
        self.changed.emit([changed])


def _pair(parent: QWidget, label: str, *fields: QWidget) -> QWidget:
    """Put a label and what belongs to it on one line."""
    holder = QWidget(parent)
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, look.SMALL, 0)
    row.setSpacing(look.SMALL)
    words = QLabel(label, holder)
    words.setBuddy(fields[0])
    row.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
    for field in fields:
        row.addWidget(field)
    return holder
