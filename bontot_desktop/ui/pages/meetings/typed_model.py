"""A grid of one line a cell or meeting whose columns read days, hours, counts and people the way people type them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.tables.fitting import crowded_out
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import LABEL, ScoreGrid, ScoreModel

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole


#: Rows of a month against those of a table: a month is read as a whole.
ROW = 0.84
#: So many characters of a cell's name stay legible; columns of no more than so many characters keep them all.
_NAME, _SHORT = 20, 6


class Unreadable(Exception):
    """What was typed cannot be taken; its text says why and what to type instead."""


#: Row id and what was typed, without spaces around; returns the value or raises Unreadable.
Read = Callable[[Any, str], Any]
#: Row id and value; returns the words of the cell.
Write = Callable[[Any, Any], str]


class TypedModel(ScoreModel):
    """A :class:`ScoreModel` that knows what was shown, so that only lines that changed are stored and kept.

    ``reads`` and ``writes`` give the columns that are no plain numbers and words their own way; ``follows`` the columns
    whose words follow from the rest of the line, with their colours.
    """

    def __init__(
        self,
        columns: Sequence[GridColumn],
        parent: QObject | None = None,
        *,
        label_title: str = "Chi bộ",
        label_width: int = 30,
        reads: Mapping[Any, Read] | None = None,
        writes: Mapping[Any, Write] | None = None,
        follows: Mapping[Any, Callable[[Any], tuple[str, Tone | None]]] | None = None,
        shown: Collection[Any] = (),
    ) -> None:
        only = {*shown, *(follows or {})}
        super().__init__(columns, parent, label_title=label_title, label_width=label_width, shown=only)
        self._reads, self._writes, self._follows = reads or {}, writes or {}, follows or {}
        self._before: dict[tuple[Any, Any], Any] = {}

    def show(self, rows: Iterable[GridRow], values: Mapping[tuple[Any, Any], Any]) -> None:
        """Show lines as they are stored."""
        self._before = dict(values)
        self._flags = {}
        super().show(rows, values)

    def rows(self) -> list[GridRow]:
        """Return the lines."""
        return list(self._rows)

    def changed_rows(self) -> set[Any]:
        """Return the ids of the lines in which something stands that was not shown."""
        if not self._typed and self._values == self._before:
            return set()
        known = {row.id for row in self._rows}
        keys = self._values.keys() | self._before.keys()
        typed = {key[0] for key in keys if _bare(self._values.get(key)) != _bare(self._before.get(key))}
        return (typed | {row for row, _ in self._typed}) & known

    def set_value(self, row_id: Any, column_id: Any, value: Any) -> None:
        """Put a value into a cell for the person, without telling that it was typed."""
        self._values[row_id, column_id] = value
        self._row_told(row_id)

    def flag_row(self, row_id: Any, flags: Mapping[Any, str]) -> None:
        """Mark what needs a second look in one line, by column id, in place of what was marked there."""
        if not flags and not any(row == row_id for row, _ in self._flags):
            return
        self._flags = {key: sentence for key, sentence in self._flags.items() if key[0] != row_id}
        self._flags |= {(row_id, column): sentence for column, sentence in flags.items()}
        self._row_told(row_id)

    def sentence_at(self, index: _Index) -> str:
        """Return what is amiss in a cell, else in its line; "" for nothing."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return ""
        column = self.columns[index.column()].id
        wrong = self._typed.get((row.id, column))
        if wrong is not None:
            return wrong[1]
        here = self._flags.get((row.id, column))
        return here or next((said for (line, _), said in self._flags.items() if line == row.id), "")

    def _row_told(self, row_id: Any) -> None:
        place = next((place for place, row in enumerate(self._rows) if row.id == row_id), None)
        if place is not None:
            self._told(place)

    def followed(self, *columns: Any) -> None:
        """Tell that what stands in columns that follow from elsewhere is there now: only they are painted again."""
        for place, column in enumerate(self.columns):
            if column.id in columns and self._rows:
                self.dataChanged.emit(self.index(0, place), self.index(len(self._rows) - 1, place))

    def put_text(self, row: int, column: int, typed: str) -> None:
        """Take what was typed or pasted, read as the column reads it."""
        read = self._reads.get(self.columns[column].id) if 0 <= column < len(self.columns) else None
        if read is None or not self.may_edit(row, column):
            super().put_text(row, column, typed)
            return
        row_id, cleaned = self._rows[row].id, text.clean(typed)
        try:
            value = read(row_id, cleaned)
        except Unreadable as fault:
            self._typed[row_id, self.columns[column].id] = cleaned, str(fault)
            self._told(row)
            self.edited.emit(row_id, self.columns[column].id, None)
            return
        self._put(row, column, value)

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell in its own way."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None:
            return None
        column = self.columns[index.column()].id
        if column in self._follows:
            if role == _Role.DisplayRole:
                return self._follows[column](row.id)[0]
            if role == _Role.ForegroundRole:
                tone = self._follows[column](row.id)[1]
                return look.colour("second") if tone is None else look.tone_colour(tone)
        elif role in (_Role.DisplayRole, _Role.EditRole) and column in self._writes:
            wrong = self._typed.get((row.id, column))
            return wrong[0] if wrong is not None else self._writes[column](row.id, self._values.get((row.id, column)))
        elif row.locked and role == _Role.ForegroundRole and column != LABEL:
            return look.colour("second")
        return super().data(index, role)


def _bare(value: Any) -> Any:
    return None if value == "" else value


class TypedGrid(ScoreGrid):
    """A grid in which Enter on a line that is only shown opens what stands behind it."""

    #: The id of the line.
    opened = Signal(object)

    def __init__(
        self, model: TypedModel, name: str, parent: QWidget | None = None, *, gives_way: Sequence[Any] = ()
    ) -> None:
        """``gives_way`` names the columns that go, the first first, where the room is too short for all of them."""
        self._gives_way: list[int] = []
        super().__init__(model, name, parent)
        self.lines = model
        ids = [column.id for column in model.columns]
        self._gives_way = [ids.index(column) for column in gives_way]
        self.verticalHeader().setDefaultSectionSize(round(look.row_height(self) * ROW))
        for place, column in enumerate(model.columns):
            # A name has to tell its cell, and half a day or half an hour says nothing.
            kept = _NAME if column.id == LABEL else column.width if column.width <= _SHORT else 0
            self._least[place] = max(self._least[place], look.text_width(kept, self) + look.HUGE)
        self._fit()
        self.doubleClicked.connect(self._open_locked)

    def _fit(self) -> None:
        """Share the room after the columns that give way have gone."""
        if self._gives_way:
            self.grid.break_titles(True)
            least = {place: self._needed(place, broken=True) for place in range(len(self._least))}
            gone = crowded_out(least, self._gives_way, self.viewport().width())
            for place in self._gives_way:
                self.horizontalHeader().setSectionHidden(place, place in gone)
        super()._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a locked line by Enter."""
        now = self.currentIndex()
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and now.isValid() and self._open_locked(now):
            return
        super().keyPressEvent(event)

    def _open_locked(self, index: QModelIndex) -> bool:
        row = self.lines.row_at(index.row())
        if row is None or not row.locked:
            return False
        self.opened.emit(row.id)
        return True

    def show_only(self, kept: Callable[[GridRow], bool]) -> int:
        """Show only the lines that are kept; returns how many."""
        shown = 0
        for place, row in enumerate(self.lines.rows()):
            keep = kept(row)
            self.setRowHidden(place, not keep)
            shown += keep
        return shown

    def go(self, row_id: Any, column_id: Any) -> None:
        """Put the cursor on a cell by its ids; a line that is filtered out comes into sight again."""
        index = self.lines_index(row_id, column_id)
        if index.isValid():
            self.setRowHidden(index.row(), False)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def lines_index(self, row_id: Any, column_id: Any) -> QModelIndex:
        """Return the index of a cell by its ids."""
        return self.index_of(row_id, column_id)


def typed_cells(model: TypedModel) -> list[list[Any]]:
    """Return what stands in the lines that changed as texts that can be kept (``forms.kept_grid`` puts them back)."""
    changed = model.changed_rows()
    cells = []
    for place, row in enumerate(model.rows()):
        for column, kind in enumerate(model.columns):
            if row.id in changed and model.may_edit(place, column):
                words = model.index(place, column).data(_Role.EditRole)
                cells.append([row.id, str(kind.id), "" if words is None else str(words)])
    return cells
