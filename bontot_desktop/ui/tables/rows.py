"""A table model over frozen rows with ids: sorted and filtered in plain Python, at the speed of typing.

Sorting and filtering sit in the model and not in a QSortFilterProxyModel: that one asks Python for every comparison
(10,000 members: a third of a second), while one sort by ready keys takes a few milliseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from bontot_desktop.text import fold
from bontot_desktop.ui import look
from bontot_desktop.ui.finding import Haystack, Needle
from bontot_desktop.ui.tables.columns import Column, Row

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


class RowsModel(QAbstractTableModel):
    """Rows with ``.id`` under a list of columns. ``data()`` never raises and never goes to the database."""

    #: The set of ticked ids was changed.
    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None, *, tickable: bool = False) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.tickable = tickable
        self._rows: list[Row] = []
        self._hay: dict[int, Haystack] = {}
        self._shown: list[Row] = []
        self._place: dict[Any, int] = {}
        self._ticked: set[Any] = set()
        self._needle = Needle("")
        self._keep: Callable[[Row], bool] | None = None
        self._sort_by = -1
        self._backwards = False

    # Rows ----------------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; ticks of rows that are gone are forgotten."""
        self._rows = list(rows)
        self._hay = {}
        before = set(self._ticked)
        self._ticked &= {row.id for row in self._rows}
        self._look_again()
        if self._ticked != before:
            self.ticked_changed.emit()

    def rows(self) -> list[Row]:
        """Return all rows, unfiltered, as they were given."""
        return list(self._rows)

    def shown(self) -> list[Row]:
        """Return the rows that pass the filter, in the order seen."""
        return list(self._shown)

    def row_at(self, place: int) -> Row | None:
        """Return the row at a place on screen, None when there is none."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def place_of(self, row_id: Any) -> int:
        """Return where a row stands on screen, -1 when it does not."""
        return self._place.get(row_id, -1)

    # Filter and order ----------------------------------------------------------------------------------------------

    def set_filter(self, query: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Show only rows with every word of the query (as ``text.matches``) that ``keep`` accepts."""
        self._needle = Needle(query)
        self._keep = keep
        self._look_again()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column of -1 gives the order the rows came in."""
        self._sort_by, self._backwards = column, order == Qt.SortOrder.DescendingOrder
        self._look_again()

    def _look_again(self) -> None:
        rows: list[Row] = self._rows
        if self._keep is not None:
            rows = [row for row in rows if self._keep(row)]
        if self._needle:
            rows = [row for row in rows if self._needle.within(self._haystack(row))]
        if 0 <= self._sort_by < len(self.columns):
            rows = sorted(rows, key=self.columns[self._sort_by].key, reverse=self._backwards)
        else:
            rows = list(rows)
        self.beginResetModel()
        self._shown = rows
        self._place = {row.id: place for place, row in enumerate(rows)}
        self.endResetModel()

    def _haystack(self, row: Row) -> Haystack:
        known = self._hay.get(id(row))
        if known is None:
            known = self._hay[id(row)] = Haystack.of(*(c.show(row) for c in self.columns if c.searched))
        return known

    def jump(self, typed: str, column: int, start: int) -> int:
        """Return the next place whose text begins with the typed letters (marks do not matter), -1 for none."""
        wanted, count = fold(typed), len(self._shown)
        for step in range(count):
            place = (start + step) % count
            shown = fold(self.columns[column].show(self._shown[place]))
            if shown.startswith(wanted) or shown.rpartition(" ")[2].startswith(wanted):
                return place
        return -1

    # Ticks ---------------------------------------------------------------------------------------------------------

    def ticked(self) -> list[Any]:
        """Return the ticked ids in the order the rows came in."""
        return [row.id for row in self._rows if row.id in self._ticked]

    def tick(self, ids: Iterable[Any], on: bool = True) -> None:
        """Tick or untick rows."""
        before = set(self._ticked)
        known = {row.id for row in self._rows}
        self._ticked = (before | (set(ids) & known)) if on else before - set(ids)
        if self._ticked != before and self._shown:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0), [_Role.CheckStateRole])
        if self._ticked != before:
            self.ticked_changed.emit()

    def is_ticked(self, row_id: Any) -> bool:
        """Say whether a row is ticked."""
        return row_id in self._ticked

    # Qt ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the shown rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Rows are picked; the first cell is ticked where the table allows it."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.tickable and index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Name the columns."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == _Role.DisplayRole:
            return column.title
        if role == _Role.ToolTipRole:
            return column.hint or None
        if role == _Role.TextAlignmentRole:
            return _aligned(column)
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or not 0 <= index.column() < len(self.columns):
            return None
        column = self.columns[index.column()]
        if role == _Role.DisplayRole:
            return column.show(row)
        if role == _Role.DecorationRole:
            tone = column.tone(row) if column.tone is not None and column.show(row) else None
            return None if tone is None else look.dot(tone)
        if role == _Role.TextAlignmentRole:
            return _aligned(column)
        if role == _Role.ToolTipRole and column.tooltip is not None:
            return column.tooltip(row) or None
        if role == _Role.ForegroundRole and column.quiet:
            return look.colour("second")
        if role == _Role.FontRole and column.strong:
            font = QFont()
            font.setWeight(QFont.Weight.DemiBold)
            return font
        if role == _Role.CheckStateRole and self.tickable and index.column() == 0:
            return Qt.CheckState.Checked if row.id in self._ticked else Qt.CheckState.Unchecked
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Tick a row by its box."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or role != _Role.CheckStateRole or not self.tickable or index.column() != 0:
            return False
        self.tick([row.id], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True


def _aligned(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
