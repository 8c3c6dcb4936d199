"""A grid for score sheets: parts that only show, sums in group rows, marks on odd cells, answers by one key."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridModel
from bontot_desktop.ui.tables.grid_view import GridView

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
#: Id of the first column, which holds the rows' labels: as a column it elides, is bold and is headed like any other.
LABEL = "label"


class ScoreModel(GridModel):
    """A :class:`GridModel` with its labels as first column, columns that only show, sums in its locked rows and flags.

    ``label_width`` is the room of the labels in characters; 0 lets them take what the other columns leave.
    """

    def __init__(
        self,
        columns: Sequence[GridColumn],
        parent: QObject | None = None,
        *,
        label_title: str = "",
        label_width: int = 0,
        shown: Collection[Any] = (),
    ) -> None:
        label = GridColumn(LABEL, label_title, width=label_width or 20, stretch=not label_width)
        super().__init__([label, *columns], parent)
        self._only_shown = frozenset({LABEL, *shown})
        self._is_locked = False
        self._sums: dict[tuple[Any, Any], str] = {}
        self._flags: dict[tuple[Any, Any], str] = {}

    def may_edit(self, row: int, column: int) -> bool:
        """Say whether a cell may be typed into."""
        return not self._is_locked and super().may_edit(row, column) and self.columns[column].id not in self._only_shown

    def lock(self, is_locked: bool) -> None:
        """Let the grid be read only: it still scrolls, selects and copies."""
        self._is_locked = is_locked
        self._all_told()

    def say_sums(self, sums: Mapping[tuple[Any, Any], str]) -> None:
        """Write words into cells of locked rows (subtotals, the total), by (row id, column id)."""
        self._sums = dict(sums)
        self._all_told()

    def flag(self, flags: Mapping[tuple[Any, Any], str]) -> None:
        """Mark cells that need a second look, each with its sentence, by (row id, column id)."""
        self._flags = dict(flags)
        self._all_told()

    def flags_shown(self) -> dict[tuple[Any, Any], str]:
        """Return the marked cells with their sentences."""
        return dict(self._flags)

    def put(self, row_id: Any, column_id: Any, value: Any) -> None:
        """Put a value into a cell for the person, as if it had been typed."""
        for row in range(self.rowCount()):
            known = self.row_at(row)
            if known is not None and known.id == row_id:
                column = next(place for place, kind in enumerate(self.columns) if kind.id == column_id)
                self._put(row, column, value)

    def _all_told(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell, its sum or its mark."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        key = (row.id, self.columns[index.column()].id)
        if key[1] == LABEL and role == _Role.DisplayRole:
            return row.label
        if key[1] == LABEL and role == _Role.ToolTipRole:
            return row.hint or row.label
        if row.locked:
            if role == _Role.DisplayRole and key in self._sums:
                return self._sums[key]
            if role == _Role.ForegroundRole:
                return look.colour("text")
            if role == _Role.BackgroundRole:
                return look.colour("hover")
            if role == _Role.FontRole and row.strong:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
        elif key[1] in self._only_shown and key[1] != LABEL and role == _Role.ForegroundRole:
            return look.colour("second")
        if key in self._flags:
            if role == _Role.ToolTipRole:
                return self._flags[key]
            if role == _Role.ForegroundRole:
                return look.colour("amber")
            if role == _Role.DecorationRole:
                return look.icon("warning", "amber")
        return super().data(index, role)


class ScoreGrid(GridView):
    """A grid where an answer takes one key: its first letter, its place (1, 2, …), or 0 for the last one."""

    def __init__(self, model: ScoreModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.verticalHeader().hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take an answer by one key; anything else as the grid does."""
        now = self.currentIndex()
        typed = event.text().strip()
        column = self.grid.columns[now.column()] if now.isValid() else None
        if column is None or not column.choices or len(typed) != 1 or event.modifiers() & _COMMAND:
            super().keyPressEvent(event)
            return
        if typed.isdecimal():
            place = int(typed) - 1
            if place < len(column.choices):
                self.grid.put_text(now.row(), now.column(), column.choices[place][1])
        else:
            self.grid.put_text(now.row(), now.column(), typed)


_COMMAND = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
