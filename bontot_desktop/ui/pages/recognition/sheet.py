"""One cell's score sheet: the grid, the criterion in full below it, the dates and the cell's vote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.criteria_shortfalls import shortfalls
from bontot_desktop.rules.recognition import FINAL_STATES, OPEN_STATES, Column, Scoring
from bontot_desktop.services import entry_scores
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.line_panel import LinePanel
from bontot_desktop.ui.pages.recognition.sheet_model import LETTERS, TAKE, SheetModel
from bontot_desktop.ui.tables.score_grid import ScoreGrid
from bontot_desktop.ui.widgets.bars import StateDot
from bontot_desktop.ui.widgets.form import FieldRow, Rolled
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: The fields under the grid: name in the sheet, label, kind.
_FIELDS = (
    ("self_scored_on", "Chi bộ họp ngày", DateField),
    ("self_vote_base", "Số được biểu quyết", NumberField),
    ("self_present", "Có mặt", NumberField),
    ("self_votes_for", "Tán thành", NumberField),
    ("verified_on", "Thẩm định ngày", DateField),
)
#: Rows of a sheet against those of a table: a sheet is read as a whole.
ROW = 0.84


class SheetView(QWidget):
    """Shows and fills one sheet."""

    edited = Signal()

    def __init__(self, kind: Scoring, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self._shown: ScoreSheet | None = None
        self._before: Any = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # On a low screen the sheet keeps some rows, and the dates below it are scrolled to.
        rolled = Rolled(self)
        rolled.setWidgetResizable(True)
        rolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(rolled)
        look.mark(inside, "clear")
        rolled.setWidget(inside)
        outer.addWidget(rolled)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        head = QHBoxLayout()
        head.setSpacing(look.GAP)
        self._cell = QLabel(self)
        self._cell.setWordWrap(True)
        look.mark(self._cell, "strong")
        self._state = StateDot("", Tone.QUIET, self)
        head.addWidget(self._cell, 1)
        head.addWidget(self._state)
        word, best = ("Điền Đạt cột này", "Đạt") if kind is Scoring.PASS_FAIL else ("Điền Tốt cột này", "Tốt")
        self.take_button = QPushButton("Lấy số chương trình tính", self)
        look.mark(self.take_button, "link")
        self.take_button.setToolTip(f"Ghi điểm chương trình tính được vào cột đang chọn ({keys.shown(keys.TAKE)})")
        self.take_button.setShortcut(keys.TAKE)
        self.take_button.clicked.connect(lambda: self._take())
        head.addWidget(self.take_button)
        self.fill_button = QPushButton(word, self)
        look.mark(self.fill_button, "link")
        self.fill_button.setToolTip(f"Điền “{best}” vào các ô còn trống của cột đang chọn")
        self.fill_button.setVisible(kind is not Scoring.POINTS)
        self.fill_button.clicked.connect(lambda: self._fill())
        head.addWidget(self.fill_button)
        column.addLayout(head)
        self.model = SheetModel(kind, self)
        self.grid = SheetGrid(self.model, "cham-diem-4-tot", self)
        self.grid.verticalHeader().setDefaultSectionSize(round(look.row_height(self) * ROW))
        self.grid.setMinimumHeight(look.row_height(self) * 6)
        column.addWidget(self.grid, 1)
        self.panel = LinePanel(self)
        column.addWidget(self.panel)
        line = ShareLayout(gap=look.WIDE)
        self.fields: dict[str, tuple[Any, FieldRow]] = {}
        for name, label, make in _FIELDS:
            field = make() if make is DateField else NumberField(lowest=0)
            field.setObjectName(name)
            row = FieldRow(label, field, parent=self)
            self.fields[name] = (field, row)
            field.edited.connect(self._changed)
            line.share(row)
        first = self.fields["self_scored_on"][0]
        first.setToolTip(f"Từ bảng chấm bấm {keys.shown(keys.NEXT_PART)} để tới đây")
        column.addLayout(line)
        self._missing = QLabel(self)
        self._missing.setWordWrap(True)
        look.mark(self._missing, "hint")
        column.addWidget(self._missing)
        self.model.edited.connect(lambda *_: self._changed())
        self.grid.selectionModel().currentChanged.connect(self._say_criterion)
        self.fields["self_scored_on"][0].edited.connect(self._meeting_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a low screen let the grid take what is seen at once, with one line of the criterion below it."""
        super().resizeEvent(event)
        rows = look.row_height(self) * 6
        if look.is_low(self.window()):
            above = self.take_button.sizeHint().height() + look.SMALL
            rows = max(rows, self.height() - above - look.metrics(self).height() - look.SMALL)
        self.grid.setMinimumHeight(rows)

    # The sheet -----------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """Show a sheet; one nobody may write to any more is shown only."""
        self._shown = sheet
        before = self.grid.currentIndex()
        place = (before.row(), before.column())
        self._cell.setText(sheet.cell)
        self._state.say(sheet.state.label, words.tone(sheet.state))
        self.model.show_sheet(sheet)
        if sheet.self_vote_base is None:
            sheet = replace(sheet, self_vote_base=sheet.full_members)
        for name, (field, row) in self.fields.items():
            field.set_value(getattr(sheet, name))
            row.clear()
        may = sheet.state in OPEN_STATES
        self.model.lock(not may)
        self.take_button.setVisible(any(line.auto is not None and line.auto.points is not None for line in sheet.lines))
        for widget in (self.fill_button, self.take_button, *(field for field, _ in self.fields.values())):
            widget.setEnabled(may)
        if before.isValid() and self.model.may_edit(*place):
            # The next cell goes on in the column that was being typed, a saved one where the cursor was.
            self.grid.setCurrentIndex(self.model.index(*place))
        if not self.grid.currentIndex().isValid():
            first = next((line for line in sheet.lines if not line.is_group), None)
            if first is not None:
                self.grid.setCurrentIndex(self.grid.index_of(first.criterion_id, Column.SELF))
        self._before = self.sheet()
        self._say_missing()
        self._say_criterion(self.grid.currentIndex())

    def sheet(self) -> ScoreSheet | None:
        """Return the sheet as it stands in the grid and the fields."""
        typed = self.model.sheet()
        if typed is None:
            return None
        return replace(typed, **{name: field.value() for name, (field, _) in self.fields.items()})

    def is_edited(self) -> bool:
        """Say whether something is not as it was shown."""
        return self._shown is not None and (self.sheet() != self._before or bool(self.model.faults()))

    def begin(self) -> None:
        """Put the cursor into the first cell that waits for points."""
        self.grid.edit_first()

    # What follows the typing ---------------------------------------------------------------------------------------

    def _changed(self) -> None:
        self._say_missing()
        self._say_criterion(self.grid.currentIndex())
        self.edited.emit()

    def _meeting_chosen(self) -> None:
        """Take over who was at the meeting of the typed day, where nobody wrote it yet."""
        sheet = self.sheet()
        held = sheet.meeting if sheet is not None else None
        if held is None:
            return
        for name, value in (("self_vote_base", held.base), ("self_present", held.present)):
            field = self.fields[name][0]
            if value is not None and (field.value() is None or name == "self_vote_base"):
                field.set_value(value)

    def _say_missing(self) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        missing = entry_scores.what_is_missing(sheet)
        said = f"Còn thiếu: {' '.join(missing)}" if missing else "Bảng chấm đã đủ."
        if sheet.state not in OPEN_STATES:
            way = "" if sheet.state in FINAL_STATES else "; muốn sửa, hãy chọn “Xét lại” ở bước Kết quả, lý do"
            said = f"{sheet.state.label}: bảng chấm chỉ để xem{way}."
        is_told = any(line.item.metric == Metric.YEAR_LEVEL.value for line in sheet.lines)
        level = f"Sinh hoạt cả năm: {sheet.year_level}" if sheet.year_level and not is_told else ""
        parts = (said, _standing(sheet), *entry_scores.warnings(sheet), _held(sheet), level)
        self._missing.setText(" ".join(part for part in parts if part))

    def _say_criterion(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        row = self.model.row_at(index.row()) if index.isValid() else None
        column = self.model.columns[index.column()].id if index.isValid() else None
        line = self.model.line(row.id) if row is not None else None
        self.panel.say(self._shown, line, column if isinstance(column, Column) else None)

    def _column(self) -> Column | None:
        index = self.grid.currentIndex()
        column = self.model.columns[index.column()].id if index.isValid() else Column.SELF
        return column if isinstance(column, Column) else None

    def _fill(self) -> None:
        column = self._column()
        if column is not None:
            self.model.fill_column(column)
            self.grid.setFocus()

    def _take(self) -> None:
        column = self._column()
        if column is not None:
            self.model.take_computed(column)
            self.grid.setFocus()


class SheetGrid(ScoreGrid):
    """A grid where one key is an answer: a letter of the criterion's own, "=" for what is computed, "x" for none."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer by one key; anything else as the grid does."""
        now = self.currentIndex()
        typed = event.text().strip()
        column = self.grid.columns[now.column()].id if now.isValid() else None
        is_editing = self.state() == QAbstractItemView.State.EditingState
        if is_editing or not isinstance(column, Column) or event.modifiers() & _COMMAND or not typed:
            super().keyPressEvent(event)
        elif typed == TAKE or typed.lower() == "x" or (self._has_letters(now) and typed.lower() in LETTERS):
            self.grid.put_text(now.row(), now.column(), typed)
        else:
            super().keyPressEvent(event)

    def _has_letters(self, index: QModelIndex) -> bool:
        return self.grid.columns[index.column()].is_number


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


def _standing(sheet: ScoreSheet) -> str:
    """Say how far the sheet is from passing, by the points that count; by the cell's own while nothing is verified."""
    column = None if any(line.counted is not None for line in sheet.lines) else Column.SELF
    found = sheet.score(column)
    if found.total is None or not found.is_complete:
        return ""
    whose = "Theo thẩm định" if column is None else "Theo điểm tự chấm"
    lacks = shortfalls(found, sheet.facts)
    if not lacks:
        return f"{whose}: đủ điều kiện về điểm."
    return f"{whose}: {' '.join(lack.sentence.replace('Tổng điểm thẩm định', 'Tổng điểm') for lack in lacks)}"


def _held(sheet: ScoreSheet) -> str:
    held = sheet.meeting
    if held is None:
        return ""
    came = f", có mặt {held.present}/{held.base} đảng viên được biểu quyết" if held.base else ""
    return f"Buổi họp trong sổ: {held.title} ngày {dates.screen(held.held_on)}{came}."
