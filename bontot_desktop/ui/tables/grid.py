"""A grid to fill by keyboard: points, words and choices; what cannot be taken stays in its cell and is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont

from bontot_desktop import text
from bontot_desktop.ui import look, numbers
from bontot_desktop.ui.widgets.typed import number_fault

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
# Asked for every cell at every painting: joining flags takes longer than all the rest.
_SHOWN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_EDITED = _SHOWN | Qt.ItemFlag.ItemIsEditable
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class GridColumn:
    """One column of a grid: points (``decimals`` given), words, choices, or computed from the row's values."""

    id: Any
    title: str
    decimals: int | None = None
    lowest: Decimal | int | None = 0
    highest: Decimal | int | None = None
    #: Value and word of each choice, in the order Space goes through them.
    choices: tuple[tuple[Any, str], ...] = ()
    #: Computed from the values of the row by column id; such a column cannot be edited.
    computed: Callable[[Mapping[Any, Any]], Any] | None = None
    #: Given with the row and only looked at.
    locked: bool = False
    hint: str = ""
    #: Room in characters.
    width: int = 8
    #: Room in characters that it keeps where the window is narrow; 0 for what is usually legible.
    least: int = 0
    stretch: bool = False

    def heading(self, *, broken: bool) -> str:
        """Return the heading, in two lines where the room is short and the column is narrower than its words."""
        return two_lines(self.title) if broken and len(self.title) > self.width else self.title

    @property
    def is_number(self) -> bool:
        """Does it hold numbers?"""
        return self.decimals is not None

    def show(self, value: Any) -> str:
        """Write a value."""
        if self.choices:
            return next((word for known, word in self.choices if known == value), "")
        if isinstance(value, Decimal | int | float) and not isinstance(value, bool):
            return numbers.show(Decimal(str(value)), self.decimals or 0)
        return "" if value is None else str(value)


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its id, its label, and which columns stay empty for it."""

    id: Any
    label: str
    hint: str = ""
    #: The most points this row may get, when that hangs on the row and not on the column.
    highest: Decimal | int | None = None
    locked: bool = False
    strong: bool = False


def two_lines(title: str) -> str:
    """Write a heading of several words in two lines, broken where they are most alike in length."""
    words = title.split(" ")
    breaks = [(" ".join(words[:place]), " ".join(words[place:])) for place in range(1, len(words))]
    return "\n".join(min(breaks, key=lambda pair: max(map(len, pair)))) if breaks else title


class GridModel(QAbstractTableModel):
    """The values of a grid by (row id, column id). Empty numbers are None, empty words ""."""

    #: Row id, column id and the new value.
    edited = Signal(object, object, object)

    def __init__(self, columns: Sequence[GridColumn], parent: QObject | None = None, *, label_title: str = "") -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._label_title = label_title
        self._rows: list[GridRow] = []
        self._values: dict[tuple[Any, Any], Any] = {}
        self._typed: dict[tuple[Any, Any], tuple[str, str]] = {}
        #: Headings of several words stand in two lines.
        self.breaks_titles = False

    def break_titles(self, on: bool) -> None:
        """Write headings of several words in two lines, or in one again."""
        if on != self.breaks_titles:
            self.breaks_titles = on
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    # Values --------------------------------------------------------------------------------------------------------

    def show(self, rows: Iterable[GridRow], values: Mapping[tuple[Any, Any], Any]) -> None:
        """Show rows and their values; what stood wrong before is forgotten."""
        self.beginResetModel()
        self._rows = list(rows)
        self._values = dict(values)
        self._typed = {}
        self.endResetModel()

    def values(self) -> dict[tuple[Any, Any], Any]:
        """Return what stands in the editable cells, without the empty ones."""
        known = {row.id for row in self._rows}
        return {key: value for key, value in self._values.items() if key[0] in known and value not in (None, "")}

    def value(self, row_id: Any, column_id: Any) -> Any:
        """Return the value of one cell."""
        return self._values.get((row_id, column_id))

    def faults(self) -> list[tuple[Any, Any, str]]:
        """Return row id, column id and sentence of each cell that cannot be taken."""
        return [(row, column, sentence) for (row, column), (_, sentence) in self._typed.items()]

    def row_values(self, row: GridRow) -> dict[Any, Any]:
        """Return the values of a row by column id."""
        return {column.id: self._values.get((row.id, column.id)) for column in self.columns if column.computed is None}

    def row_at(self, place: int) -> GridRow | None:
        """Return the row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def may_edit(self, row: int, column: int) -> bool:
        """Say whether a cell may be typed into."""
        return (
            0 <= row < len(self._rows)
            and 0 <= column < len(self.columns)
            and not self._rows[row].locked
            and self.columns[column].computed is None
            and not self.columns[column].locked
        )

    def next_choice(self, index: _Index) -> None:
        """Take the next of the choices of a cell."""
        column = self.columns[index.column()]
        if not column.choices or not self.may_edit(index.row(), index.column()):
            return
        values = [value for value, _ in column.choices]
        now = self._values.get((self._rows[index.row()].id, column.id))
        place = values.index(now) + 1 if now in values else 0
        self._put(index.row(), index.column(), values[place % len(values)])

    def put_text(self, row: int, column: int, typed: str) -> None:
        """Take what was typed or pasted into a cell; a text that is no number stays and is marked."""
        if not self.may_edit(row, column):
            return
        known, kind = self._rows[row], self.columns[column]
        key = (known.id, kind.id)
        cleaned = text.clean(typed)
        if kind.choices:
            found = [value for value, word in kind.choices if text.fold(word).startswith(text.fold(cleaned))]
            if cleaned and found:
                self._put(row, column, found[0])
            return
        if not kind.is_number:
            self._put(row, column, cleaned)
            return
        highest = known.highest if known.highest is not None else kind.highest
        fault = number_fault(cleaned, kind.lowest, highest, kind.decimals or 0)
        if fault:
            self._typed[key] = (cleaned, fault)
            self._told(row)
            return
        number = numbers.parse(cleaned)
        self._put(row, column, int(number) if number is not None and kind.decimals == 0 else number)

    def _put(self, row: int, column: int, value: Any) -> None:
        key = (self._rows[row].id, self.columns[column].id)
        was_wrong = self._typed.pop(key, None) is not None
        if self._values.get(key) == value and not was_wrong:
            return
        self._values[key] = value
        self._told(row)
        self.edited.emit(*key, value)

    def _told(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    # Qt ------------------------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Say which cells may be typed into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _EDITED if self.may_edit(index.row(), index.column()) else _SHOWN

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Name rows and columns."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            column = self.columns[section]
            if role == _Role.DisplayRole:
                return column.heading(broken=self.breaks_titles)
            if role == _Role.ToolTipRole:
                return column.hint or column.title
            if role == _Role.TextAlignmentRole:
                return _aligned(column)
        elif orientation is Qt.Orientation.Vertical and 0 <= section < len(self._rows):
            row = self._rows[section]
            if role == _Role.DisplayRole:
                return row.label
            if role == _Role.ToolTipRole:
                return row.hint or row.label
            if role == _Role.FontRole and row.strong:
                font = QFont()
                font.setWeight(QFont.Weight.DemiBold)
                return font
            if role == _Role.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell."""
        if not index.isValid() or not (index.row() < len(self._rows) and index.column() < len(self.columns)):
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        wrong = self._typed.get((row.id, column.id))
        if role in (_Role.DisplayRole, _Role.EditRole):
            if wrong is not None:
                return wrong[0]
            if column.computed is not None:
                return column.show(column.computed(self.row_values(row)))
            return column.show(self._values.get((row.id, column.id)))
        if role == _Role.TextAlignmentRole:
            return _aligned(column)
        if role == _Role.ForegroundRole:
            if wrong is not None:
                return look.colour("red")
            return look.colour("second") if column.computed is not None or row.locked else None
        if role == _Role.DecorationRole and wrong is not None:
            return look.icon("warning-circle", "red")
        if role == _Role.ToolTipRole:
            return wrong[1] if wrong is not None else None
        return None

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take what an editor hands over."""
        if not index.isValid() or role != _Role.EditRole:
            return False
        self.put_text(index.row(), index.column(), str(value or ""))
        return True


def _aligned(column: GridColumn) -> Qt.AlignmentFlag:
    return _RIGHT if column.is_number else _LEFT
