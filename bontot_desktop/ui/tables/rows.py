"""A table model over frozen rows with ids: sorted and filtered in plain Python, at the speed of typing.

Sorting and filtering sit in the model and not in a QSortFilterProxyModel: that one asks Python for every comparison
(10,000 members: a third of a second), while one sort by ready keys takes a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from bontot_desktop.text import fold
from bontot_desktop.ui import look
from bontot_desktop.ui.finding import Needle
from bontot_desktop.ui.tables.columns import Column, Row
from bontot_desktop.ui.tables.filters import ColumnFilter
from bontot_desktop.ui.tables.ready import Ready

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
# Asked for with every cell that is painted, and slow to join each time.
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TICKED_FLAGS = _FLAGS | Qt.ItemFlag.ItemIsUserCheckable
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """Rows with ``.id`` under a list of columns. ``data()`` never raises and never goes to the database."""

    #: The set of ticked ids was changed.
    ticked_changed = Signal()

    def __init__(self, columns: Sequence[Column], parent: QObject | None = None, *, tickable: bool = False) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.tickable = tickable
        self._rows: list[Row] = []
        self._ready = Ready(self.columns)
        #: Places of all rows in the order asked for, and of those that pass all but the words; None: to be found anew.
        self._sorted: list[int] | None = None
        self._kept: list[int] | None = None
        self._shown: list[Row] = []
        self._place: dict[Any, int] | None = {}
        self._ticked: set[Any] = set()
        self._query = ""
        self._needle = Needle("")
        self._keep: Callable[[Row], bool] | None = None
        self._filters: dict[int, ColumnFilter] = {}
        self._order: tuple[tuple[int, bool], ...] = ()
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)

    # Rows ----------------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Row], *, lasting: bool = False, then_filtered: bool = False) -> None:
        """Show other rows; ticks of rows that are gone are forgotten.

        ``lasting`` says that a row which is the very object of before shows what it showed before: of ten thousand
        rows only those an act has changed are then made ready again. ``then_filtered`` says that the filter is set
        right afterwards: only then are they shown.
        """
        before_rows, self._rows = self._rows, list(rows)
        self._ready.follow(before_rows if lasting else [], self._rows)
        self._sorted = self._kept = None
        before = set(self._ticked)
        if before:
            self._ticked &= {row.id for row in self._rows}
        if not then_filtered:
            self._look_again()
        if self._ticked != before:
            self.ticked_changed.emit()

    def rows(self) -> list[Row]:
        """Return all rows, unfiltered, as they were given."""
        return list(self._rows)

    def has_rows(self) -> bool:
        """Say whether there is anything to filter."""
        return bool(self._rows)

    def shown(self) -> list[Row]:
        """Return the rows that pass the filter, in the order seen."""
        return list(self._shown)

    def row_at(self, place: int) -> Row | None:
        """Return the row at a place on screen, None when there is none."""
        return self._shown[place] if 0 <= place < len(self._shown) else None

    def place_of(self, row_id: Any) -> int:
        """Return where a row stands on screen, -1 when it does not."""
        if self._place is None:
            self._place = {row.id: place for place, row in enumerate(self._shown)}
        return self._place.get(row_id, -1)

    # Filter and order ----------------------------------------------------------------------------------------------

    def set_filter(self, query: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Show only rows with every word of the query (as ``text.matches``) that ``keep`` accepts.

        The same ``keep`` is not asked again about the same rows while only the words change.
        """
        self._query = query
        self._needle = Needle(query)
        if keep is not self._keep:
            self._keep, self._kept = keep, None
        self._look_again()

    def query(self) -> str:
        """Return the words the rows are filtered by."""
        return self._query

    def set_column_filters(self, filters: Mapping[int, ColumnFilter]) -> None:
        """Narrow columns, by their place among ``columns``; those not named are not narrowed."""
        self._filters = {place: one for place, one in filters.items() if one}
        self._kept = None
        self._look_again()

    def column_filters(self) -> dict[int, ColumnFilter]:
        """Return the filters of columns by place."""
        return dict(self._filters)

    def counts(self, column: int, most: int) -> list[tuple[str, int]] | None:
        """Count the texts of a column in the rows that pass all other filters; None when there are more than ``most``.

        They stand in the column's own order.
        """
        kind = self.columns[column]
        rows = [self._rows[place] for place in self._found(self._keeping(range(len(self._rows)), but=column))]
        counted = Counter(kind.show(row) for row in rows)
        if len(counted) > most:
            return None
        keys = dict(zip((kind.show(row) for row in rows), kind.keys(rows), strict=True))
        return sorted(counted.items(), key=lambda pair: keys[pair[0]])

    def set_order(self, order: Iterable[tuple[int, bool]]) -> None:
        """Sort by several columns, the first matters most; pairs of place and "backwards". None: as the rows came."""
        self._order = tuple((place, back) for place, back in order if 0 <= place < len(self.columns))
        self._sorted = self._kept = None
        self._look_again()

    def order(self) -> tuple[tuple[int, bool], ...]:
        """Return the columns sorted by, each with "backwards"."""
        return self._order

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a column of -1 gives the order the rows came in."""
        self.set_order([(column, order == Qt.SortOrder.DescendingOrder)])

    def make_ready(self) -> None:
        """Do now, in an idle moment, what the first key typed into the filter would have to wait for."""
        self._ready.words(self._rows)

    def _look_again(self) -> None:
        if self._kept is None:
            self._kept = self._keeping(self._in_order())
        rows = [self._rows[place] for place in self._found(self._kept)]
        self.beginResetModel()
        self._shown = rows
        # Asked for only when a row has to be found.
        self._place = None
        self.endResetModel()

    def _in_order(self) -> list[int]:
        """Return the places of all rows in the order asked for."""
        if self._sorted is None:
            places = list(range(len(self._rows)))
            # Python's sort keeps what stands equal in its order, so the column that matters most comes last.
            for column, back in reversed(self._order):
                places.sort(key=self._ready.keys(column, self._rows).__getitem__, reverse=back)
            self._sorted = places
        return self._sorted

    def _keeping(self, places: Sequence[int], but: int = -1) -> list[int]:
        """Return those of the rows that pass every filter but the words, except that of one column."""
        rows, kept = self._rows, list(places)
        if self._keep is not None:
            keep = self._keep
            kept = [place for place in kept if keep(rows[place])]
        for column, one in self._filters.items():
            if column != but:
                test = one.test(self.columns[column])
                kept = [place for place in kept if test(rows[place])]
        return kept

    def _found(self, places: list[int]) -> list[int]:
        """Return those of the rows in which the words stand."""
        return self._needle.among(places, *self._ready.words(self._rows)) if self._needle else places

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
        return _TICKED_FLAGS if self.tickable and index.column() == 0 else _FLAGS

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
        if role == _Role.FontRole and (column.strong or getattr(row, "is_strong", False)):
            return self._strong
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
    return _RIGHT if column.right else _LEFT
