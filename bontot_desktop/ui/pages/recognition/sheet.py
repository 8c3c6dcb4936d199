"""One cell's score sheet: the grid, the criterion in full below it, the dates and the cell's vote."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.recognition import FINAL_STATES, OPEN_STATES, Column, Scoring
from bontot_desktop.services import entry_scores
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.sheet_model import SheetModel
from bontot_desktop.ui.tables.score_grid import ScoreGrid
from bontot_desktop.ui.widgets.bars import StateDot
from bontot_desktop.ui.widgets.form import FieldRow, Rolled
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: The fields under the grid: name in the sheet, label, kind.
_FIELDS = (
    ("self_scored_on", "Chi bộ họp ngày", DateField),
    ("self_votes_for", "Tán thành", NumberField),
    ("self_vote_base", "Số được biểu quyết", NumberField),
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
        self.fill_button = QPushButton("Điền Đạt cột này", self)
        look.mark(self.fill_button, "link")
        self.fill_button.setToolTip("Điền “Đạt” vào các ô còn trống của cột đang chọn")
        self.fill_button.setVisible(kind is not Scoring.POINTS)
        self.fill_button.clicked.connect(lambda: self._fill())
        head.addWidget(self.fill_button)
        column.addLayout(head)
        self.model = SheetModel(kind, self)
        self.grid = ScoreGrid(self.model, "cham-diem-4-tot", self)
        self.grid.verticalHeader().setDefaultSectionSize(round(look.row_height(self) * ROW))
        self.grid.setMinimumHeight(look.row_height(self) * 6)
        column.addWidget(self.grid, 1)
        self._criterion = QLabel(self)
        self._criterion.setWordWrap(True)
        look.mark(self._criterion, "hint")
        # Room for the usual two lines, so that the fields below do not jump from row to row.
        self._criterion.setMinimumHeight(round(look.metrics(self).lineSpacing() * 2.1))
        column.addWidget(self._criterion)
        line = ShareLayout(gap=look.WIDE)
        self.fields: dict[str, tuple[Any, FieldRow]] = {}
        for name, label, make in _FIELDS:
            field = make() if make is DateField else NumberField(lowest=0)
            field.setObjectName(name)
            row = FieldRow(label, field, parent=self)
            self.fields[name] = (field, row)
            field.edited.connect(self._changed)
            line.share(row)
        column.addLayout(line)
        self._missing = QLabel(self)
        self._missing.setWordWrap(True)
        look.mark(self._missing, "hint")
        column.addWidget(self._missing)
        self.model.edited.connect(lambda *_: self._changed())
        self.grid.selectionModel().currentChanged.connect(self._say_criterion)

    # The sheet -----------------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """Show a sheet; one nobody may write to any more is shown only."""
        self._shown = sheet
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
        for widget in (self.fill_button, *(field for field, _ in self.fields.values())):
            widget.setEnabled(may)
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
        self.edited.emit()

    def _say_missing(self) -> None:
        sheet = self.sheet()
        if sheet is None:
            return
        missing = entry_scores.what_is_missing(sheet)
        odd = entry_scores.warnings(sheet)
        said = f"Còn thiếu: {' '.join(missing)}" if missing else "Hồ sơ đã đủ."
        if sheet.state not in OPEN_STATES:
            way = "" if sheet.state in FINAL_STATES else "; muốn sửa, hãy chọn “Xét lại” ở bước Kết quả, lý do"
            said = f"{sheet.state.label}: bảng chấm chỉ để xem{way}."
        level = f"Sinh hoạt cả năm: {sheet.year_level}" if sheet.year_level else ""
        self._missing.setText(" ".join(part for part in (said, *odd, level) if part))

    def _say_criterion(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        row = self.model.row_at(index.row()) if index.isValid() else None
        line = next(
            (line for line in (self._shown.lines if self._shown else ()) if row and line.criterion_id == row.id), None
        )
        if line is None:
            self._criterion.setText("")
            return
        hint = f" Gợi ý: {line.hint}" if line.hint else ""
        self._criterion.setText(f"{line.code}. {text.first_upper(line.title)}.{hint}")

    def _fill(self) -> None:
        index = self.grid.currentIndex()
        column = self.model.columns[index.column()].id if index.isValid() else Column.SELF
        if isinstance(column, Column):
            self.model.fill_column(column)
            self.grid.setFocus()
