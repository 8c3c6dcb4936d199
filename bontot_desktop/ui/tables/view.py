"""The table people see: Enter opens, Space ticks, letters jump, Ctrl+C copies; columns, widths, order are theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QStackedLayout,
    QToolTip,
    QWidget,
)

from bontot_desktop.ui import look
from bontot_desktop.ui.tables.arranged import ArrangedTable
from bontot_desktop.ui.tables.columns import Column, Row
from bontot_desktop.ui.widgets.bars import EmptyState

#: Letters typed within this time make one word to jump to, in milliseconds.
JUMP_WAIT = 900


class TableView(ArrangedTable):
    """A table over frozen rows. ``name`` is what its column widths are remembered under."""

    #: Enter or a double click on a row: its id.
    opened = Signal(object)
    #: The current row is another one: its id or None.
    current_changed = Signal(object)
    ticked_changed = Signal()
    #: Other rows are shown, or other rows are selected.
    shown_changed = Signal()
    selection_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        parent: QWidget | None = None,
        *,
        tickable: bool = False,
        many: bool = False,
    ) -> None:
        self._quiet = False
        self._none: QLabel | None = None
        self._last: Any = None
        self._typed = ""
        super().__init__(columns, name, parent, tickable=tickable)
        self.rows.ticked_changed.connect(self.ticked_changed)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if many or tickable else mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        scroll = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setHorizontalScrollMode(scroll)
        self.setVerticalScrollMode(scroll)
        self._jump_rest = QTimer(self)
        self._jump_rest.setSingleShot(True)
        self._jump_rest.setInterval(JUMP_WAIT)
        self._jump_rest.timeout.connect(self._forget_typed)
        self.rows.modelAboutToBeReset.connect(self._before_reset)
        self.rows.modelReset.connect(self._after_reset)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.selectionModel().selectionChanged.connect(lambda *_: self.selection_changed.emit())
        self.doubleClicked.connect(self._open_index)
        self._kept_ids: list[Any] = []
        self._kept_current: Any = None
        self._kept_scroll = 0
        self._menu: Callable[[QMenu, Row], None] | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self._more: Callable[[QMenu], None] | None = None

    # What pages use ------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Row], *, lasting: bool = False, then_filtered: bool = False) -> None:
        """Show other rows; selection, ticks and scroll are kept by id. The words are those of ``RowsModel``."""
        self.rows.set_rows(rows, lasting=lasting, then_filtered=then_filtered)
        if not then_filtered:
            self._size_once()

    def set_filter(self, query: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Filter by words and by a rule."""
        self.rows.set_filter(query, keep)
        self._size_once()
        self._say_none()

    def go_in(self) -> None:
        """Take the cursor, on the row that is marked or else on the first."""
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if self.current_row() is None and self.rows.rowCount():
            self._mark_alone(0)

    def _say_none(self) -> None:
        """Say over the empty table that nothing fits, while there are rows that do not."""
        is_none = not self.rows.rowCount() and self.rows.has_rows()
        if is_none and self._none is None:
            self._none = QLabel("Không có dòng nào khớp. Bỏ bớt chữ lọc hoặc chọn “Tất cả”.", self)
            self._none.setObjectName("no-row-fits")
            look.mark(self._none, "second")
        if self._none is not None:
            self._none.move(look.WIDE, self.horizontalHeader().height() + look.WIDE)
            self._none.setVisible(is_none)

    def current_id(self) -> Any:
        """Return the id of the current row, None when there is none."""
        row = self.rows.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        return None if row is None else row.id

    def current_row(self) -> Row | None:
        """Return the current row, None when there is none."""
        return self.rows.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None

    def selected_ids(self) -> list[Any]:
        """Return the ids of the selected rows, from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [row.id for row in map(self.rows.row_at, places) if row is not None]

    def select(self, row_id: Any) -> bool:
        """Make a row current and bring it into sight; False when it is not shown."""
        place = self.rows.place_of(row_id)
        if place < 0:
            return False
        self._mark_alone(place)
        self.scrollTo(self.rows.index(place, 0))
        return True

    def _mark_alone(self, place: int) -> None:
        """Mark one row and no other, whatever keys are held: Qt would toggle rows while the Ctrl of Ctrl+S is down."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flag.ClearAndSelect | flag.Rows)

    def set_menu(self, fill: Callable[[QMenu, Row], None]) -> None:
        """Give the rows a menu; ``fill`` puts the actions for a row into it, the one the menu was opened on."""
        self._menu = fill

    def set_more(self, fill: Callable[[QMenu], None]) -> None:
        """Add to the menu of the rows what goes for the whole table or all that is selected."""
        self._more = fill

    def selected_rows(self) -> list[Row]:
        """Return the selected rows, from top to bottom."""
        return [row for row in map(self.rows.row_at, self._selected_places()) if row is not None]

    # Keeping the place ---------------------------------------------------------------------------------------------

    def _before_reset(self) -> None:
        self._quiet = True
        self._kept_ids = self.selected_ids()
        self._kept_current = self.current_id()
        self._kept_scroll = self.verticalScrollBar().value()

    def _after_reset(self) -> None:
        selection = QItemSelection()
        for row_id in self._kept_ids:
            place = self.rows.place_of(row_id)
            if place >= 0:
                selection.select(self.rows.index(place, 0), self.rows.index(place, len(self.rows.columns) - 1))
        flag = QItemSelectionModel.SelectionFlag
        place = self.rows.place_of(self._kept_current)
        if place >= 0:
            self.selectionModel().setCurrentIndex(self.rows.index(place, 0), flag.NoUpdate)
        self.selectionModel().select(selection, flag.ClearAndSelect)
        self.verticalScrollBar().setValue(self._kept_scroll)
        self._quiet = False
        self._tell_current()
        self.shown_changed.emit()

    def _current_moved(self, *_: QModelIndex) -> None:
        if not self._quiet:
            self._tell_current()

    def _tell_current(self) -> None:
        now = self.current_id()
        if now != self._last:
            self._last = now
            self.current_changed.emit(now)

    # Keys and mouse ------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row the keys act on; a click marks its own."""
        super().focusInEvent(event)
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if not by_mouse and self.rows.rowCount() and not self.selectionModel().hasSelection():
            self._mark_alone(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, tick, copy or jump."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() == Qt.Key.Key_C and event.modifiers() == both:
            self.copy(with_titles=True)
        elif event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._open_heading_by_key()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open_index(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space and self._typed:
            # In the middle of a name that is being jumped to a space is a letter.
            self.keyboardSearch(" ")
        elif event.key() == Qt.Key.Key_Space and self.rows.tickable:
            self._tick_selected()
        else:
            super().keyPressEvent(event)

    def _open_index(self, index: QModelIndex) -> None:
        row = self.rows.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row.id)

    def _tick_selected(self) -> None:
        ids = self.selected_ids()
        if ids:
            self.rows.tick(ids, not all(self.rows.is_ticked(row_id) for row_id in ids))

    def keyboardSearch(self, search: str) -> None:
        """Jump to the next row that begins with the typed letters, with or without marks."""
        self._typed += search
        self._jump_rest.start()
        column = next((place for place, known in enumerate(self.rows.columns) if known.strong), 0)
        start = max(self.currentIndex().row(), 0) + (1 if len(self._typed) == 1 else 0)
        place = self.rows.jump(self._typed, column, start)
        if place >= 0:
            self._mark_alone(place)

    def _forget_typed(self) -> None:
        self._typed = ""

    def _open_heading_by_key(self) -> None:
        place = self.currentIndex().column() if self.currentIndex().isValid() else -1
        if place < 0 or self.heading.isSectionHidden(place):
            place = self.heading.logicalIndex(0)
        at = QPoint(self.heading.sectionViewportPosition(place), self.heading.height())
        self.open_heading(place, self.heading.viewport().mapToGlobal(at))

    def copy(self, *, with_titles: bool = False) -> None:
        """Copy the selected rows as they are seen, ready for a spreadsheet."""
        from bontot_desktop.ui.tables import copying

        rows = self.selected_rows()
        if rows:
            copying.copy(self.shown_columns(), rows, with_titles=with_titles)

    def _selected_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _open_menu(self, at: QPoint) -> None:
        row = self.rows.row_at(self.indexAt(at).row()) if self.indexAt(at).isValid() else None
        if row is None:
            return
        # Loaded when the menu first opens, not with the window.
        from bontot_desktop.ui.tables import exporting

        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        count = len(self._selected_places())
        if self._menu is not None and count <= 1:
            self._menu(menu, row)
            menu.addSeparator()
        copy = menu.addAction(f"Chép {count} dòng" if count > 1 else "Chép dòng")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(lambda: self.copy())
        titled = menu.addAction("Chép kèm tiêu đề cột")
        titled.setShortcut(QKeySequence("Ctrl+Shift+C"))
        titled.triggered.connect(lambda: self.copy(with_titles=True))
        if self.selectionMode() is QAbstractItemView.SelectionMode.ExtendedSelection:
            every = menu.addAction("Chọn tất cả")
            every.setShortcut(QKeySequence(QKeySequence.StandardKey.SelectAll))
            every.triggered.connect(self.selectAll)
        menu.addSeparator()
        place = self.mapToGlobal(QPoint(0, self.heading.height()))
        menu.addAction("Chọn cột…", lambda: self.open_columns(place))
        self.add_room_words(menu)
        exporting.add_to(menu, self)
        if self._more is not None:
            self._more(menu)
        menu.popup(self.viewport().mapToGlobal(at))

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the whole of a text that did not fit."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            index = self.indexAt(event.pos())
            if index.isValid() and index.data(Qt.ItemDataRole.ToolTipRole) is None:
                shown = str(index.data() or "")
                room = self.visualRect(index).width() - 2 * look.SMALL
                if look.metrics(self).horizontalAdvance(shown) > room:
                    QToolTip.showText(event.globalPos(), shown, self)
                    return True
        return super().viewportEvent(event)


class TableOrEmpty(QWidget):
    """A table, and in its place one sentence with the button that starts when there is nothing to show."""

    table: QWidget

    def __init__(self, table: QWidget | None, icon: str = "tray", parent: QWidget | None = None) -> None:
        """Make the place; the table may be made inside it afterwards, which is quicker."""
        super().__init__(parent)
        self._icon = icon
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        if table is not None:
            self.set_table(table)

    def set_table(self, table: QWidget) -> None:
        """Put the table into its place."""
        self.table = table
        self._stack.insertWidget(0, table)

    @cached_property
    def empty(self) -> EmptyState:
        """The sentence and its button, made when there is first nothing to show."""
        made = EmptyState(self._icon, self)
        self._stack.addWidget(made)
        return made

    def show_table(self) -> None:
        """Show the table."""
        self._stack.setCurrentWidget(self.table)

    def show_empty(self, sentence: str, button: str = "", slot: Callable[[], Any] | None = None) -> None:
        """Show the sentence instead, and the button when it helps."""
        self.empty.say(sentence, button, slot)
        self._stack.setCurrentWidget(self.empty)

    def is_empty(self) -> bool:
        """Say whether the sentence stands in place of the table."""
        return self._stack.currentWidget() is not self.table
