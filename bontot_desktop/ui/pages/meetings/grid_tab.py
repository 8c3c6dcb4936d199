"""The tabs of Sinh hoạt that are one grid to type into: read, filtered, kept while typed and saved the same way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import QModelIndex

from bontot_desktop import text
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.periods import Period
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, TypedModel, typed_cells
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar

#: A cell of the grid that the cursor stands on, by its ids; what a subclass understands.
Place = tuple[Any, Any]


class GridTab(Tab):
    """One grid of a period. Subclasses call :meth:`lay_out` and say what is read, what is amiss and how it is stored.

    They override ``_load`` and ``_save``, and where they have something of their own to say ``_say``, ``_kept_by`` and
    ``_follow``.
    """

    #: Names what is kept while it is typed, and says it in front of the period.
    key: ClassVar[str]
    title: ClassVar[str]
    #: What the lines are, for their count.
    lines: ClassVar[str] = "chi bộ"
    #: The column in which the cursor is put on a cell.
    start: ClassVar[Any]
    model: TypedModel

    def lay_out(
        self,
        model: TypedModel,
        name: str,
        *,
        icon: str,
        chips: Sequence[tuple[str | None, str]] = (),
        gives_way: Sequence[Any] = (),
    ) -> None:
        """Put the filters, the offer of kept typing and the grid below each other; ``name`` is for its widths."""
        self.shown: Period | None = None
        self._tells_cell = False
        self.model = model
        self.bar = FilterBar("Lọc chi bộ", list(chips), self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.keeping = Kept(
            self.shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.grid = TypedGrid(model, name, self, gives_way=gives_way)
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        model.edited.connect(self._edited)
        self.table_or_empty = TableOrEmpty(self.grid, icon)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.keeping.bar)
        self.body.addWidget(self.table_or_empty, 1)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Read the month, unless lines of it are being typed."""
        self.turn_to(Period.month_of(year, month))

    def turn_to(self, period: Period) -> None:
        """Read a period, unless lines of it are being typed; shown already, the cursor stays on its cell."""
        same = self.shown == period
        if same and self.is_edited():
            return
        place = self._place() if same else None
        self.shown = period
        self._read()
        if place is not None:
            self._go_back(place)
        else:
            self.grid.edit_first()
            self.say("")
        self.keeping.offer()

    def _read(self) -> None:
        """Show what is stored of the period."""
        assert self.shown is not None
        is_there = self._load(self.shown)
        for widget in (self.bar, self._footer):
            widget.setVisible(is_there)
        if not is_there:
            self.table_or_empty.show_empty(
                f"{text.first_upper(self.shown.label)} không có chi bộ nào hoạt động.",
                "Mở trang Chi bộ",
                lambda: self.shell.go("cells"),
            )
            self.said.emit("")
            return
        self.table_or_empty.show_table()
        self._say()
        self._filter()

    def _load(self, period: Period) -> bool:
        """Read the lines of a period into the model; returns whether there are any."""
        raise NotImplementedError

    def _say(self) -> None:
        """Say what stands in the grid, and count what the chips of the filter show."""

    def _kept_by(self, chip: Any) -> Callable[[Any], bool]:
        """Return what says of a line, by its id, whether a chip of the filter shows it."""
        return lambda _: True

    def _filter(self) -> None:
        query, is_kept = self.bar.query(), self._kept_by(self.bar.chip())
        shown = self.grid.show_only(lambda row: is_kept(row.id) and text.matches(query, row.label))
        self.bar.say_count(shown, len(self.model.rows()), self.lines)

    def _amiss(self) -> set[Any]:
        """Return the lines that need a second look."""
        return {row for row, _ in self.model.flags_shown()} | {row for row, _, _ in self.model.faults()}

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        """Say what is amiss where the cursor stands."""
        sentence = self.model.sentence_at(index)
        # What else is said ("Đã lưu 14:05") stays: reading again after a save puts the cursor back on its cell too.
        if sentence or self._tells_cell:
            self.say(sentence, "fault" if sentence else "second")
        self._tells_cell = bool(sentence)

    def _place(self) -> Place | None:
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if now.isValid() else None
        return None if row is None else (row.id, self.model.columns[now.column()].id)

    def _go_back(self, place: Place) -> None:
        self.grid.go(*place)

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, *typed: Any) -> None:
        self._follow(*typed)
        self._say()
        self.say("")
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def _follow(self, *typed: Any) -> None:
        """Check what was typed, by row id, column id and value, and fill in what follows from it."""

    def _kept(self) -> Where:
        if self.shown is None:
            return None
        year, month = self.shown.first
        return f"months/{year}-{month:02}/{self.key}", f"{self.title} {self.shown.label}"

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)

    # Saving --------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the lines as they are stored."""
        self.keeping.drop()
        if self.shown is not None:
            self._read()

    def save(self) -> bool:
        """Store the lines that changed, with what stands in a cell that is still being typed into."""
        take_open_cell()
        if self.shown is None:
            return True
        if not self.is_edited():
            self.say("Không có gì mới để lưu.")
            return True
        return self._save(self.shown)

    def _save(self, period: Period) -> bool:
        """Store the lines that changed, by :meth:`store`."""
        raise NotImplementedError

    def store(self, work: Callable[[], Changes], said: str) -> bool:
        """Do a work that stores lines, unless one holds what cannot be read; the cursor stays on its cell."""
        if self.model.faults():
            row, column, sentence = self.model.faults()[0]
            self.grid.go(row, column)
            self.grid.setFocus()
            # The sentence alone stands there already since it was typed: pressing the button must be answered.
            self.say(f"Chưa lưu. {sentence}", "fault")
            return False
        self._tells_cell = False
        return self.shell.act(partial(self._stored, work), said, form=self) is not None

    def _stored(self, work: Callable[[], Changes]) -> Changes:
        changes = work()
        self.keeping.drop()
        place = self._place()
        self._read()
        if place is not None:
            self._go_back(place)
        return changes

    # What the page asks --------------------------------------------------------------------------------------------

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on a cell."""
        self.grid.go(cell_id, self.start)

    def begin(self) -> None:
        """Take the cursor."""
        self.grid.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()
