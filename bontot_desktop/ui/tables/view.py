"""The table people see: Enter opens, Space ticks, letters jump, Ctrl+C copies, widths are remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStackedLayout,
    QTableView,
    QToolTip,
    QWidget,
)

from bontot_desktop.ui import look, memory
from bontot_desktop.ui.tables.columns import Column, Row
from bontot_desktop.ui.tables.fitting import fit
from bontot_desktop.ui.tables.rows import RowsModel
from bontot_desktop.ui.widgets.bars import EmptyState

#: Columns are sized by so many first rows; measuring ten thousand would be seen.
MEASURED = 120
#: So many characters of a column of words stay legible when the room is short; of the one that names the row more.
LEAST, STRONG_LEAST = 11, 26
#: Letters typed within this time make one word to jump to, in milliseconds.
JUMP_WAIT = 900


class TableView(QTableView):
    """A table over frozen rows. ``name`` is what its column widths are remembered under."""

    #: Enter or a double click on a row: its id.
    opened = Signal(object)
    #: The current row is another one: its id or None.
    current_changed = Signal(object)
    ticked_changed = Signal()

    def __init__(
        self,
        columns: Sequence[Column],
        name: str,
        parent: QWidget | None = None,
        *,
        tickable: bool = False,
        many: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._name = name
        self._sized = False
        self._natural: list[int] = []
        self._least: list[int] = []
        self._quiet = False
        self._last: Any = None
        self._typed = ""
        self.rows = RowsModel(columns, self, tickable=tickable)
        self.setModel(self.rows)
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
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(look.row_height(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(False)
        self._stretched = _stretched(columns)
        header.setStretchLastSection(self._stretched < 0)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda *_: None)
        header.sectionResized.connect(self._resized)
        self._keep_widths = QTimer(self)
        self._keep_widths.setSingleShot(True)
        self._keep_widths.setInterval(400)
        self._keep_widths.timeout.connect(self._remember)
        self._jump_rest = QTimer(self)
        self._jump_rest.setSingleShot(True)
        self._jump_rest.setInterval(JUMP_WAIT)
        self._jump_rest.timeout.connect(self._forget_typed)
        self.rows.modelAboutToBeReset.connect(self._before_reset)
        self.rows.modelReset.connect(self._after_reset)
        self.selectionModel().currentRowChanged.connect(self._current_moved)
        self.doubleClicked.connect(self._open_index)
        self._kept_ids: list[Any] = []
        self._kept_current: Any = None
        self._kept_scroll = 0
        self._menu: Callable[[QMenu, Row], None] | None = None
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    # What pages use ------------------------------------------------------------------------------------------------

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show other rows; selection, ticks and scroll are kept by id."""
        self.rows.set_rows(rows)
        self._size_once()

    def set_filter(self, query: str, keep: Callable[[Row], bool] | None = None) -> None:
        """Filter by words and by a rule."""
        self.rows.set_filter(query, keep)

    def sort_by(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort as a click on the head would."""
        self.sortByColumn(column, order)

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
        """Give the rows a menu; ``fill`` puts the actions for a row into it."""
        self._menu = fill

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

    def _current_moved(self, *_: QModelIndex) -> None:
        if not self._quiet:
            self._tell_current()

    def _tell_current(self) -> None:
        now = self.current_id()
        if now != self._last:
            self._last = now
            self.current_changed.emit(now)

    # Widths --------------------------------------------------------------------------------------------------------

    def _size_once(self) -> None:
        if self._sized or not self.rows.rowCount():
            return
        self._sized = True
        kept = memory.numbers(f"cot/{self._name}")
        measures = look.metrics(self)
        for place, column in enumerate(self.rows.columns):
            widest = max(
                (measures.horizontalAdvance(column.show(row)) for row in self.rows.shown()[:MEASURED]), default=0
            )
            # Where nothing stands yet the room is that of what usually comes.
            widest = widest or look.text_width(column.usual, self)
            title = measures.horizontalAdvance(column.title) * 1.08 + look.WIDE
            room = look.GAP * 2 + (look.WIDE if column.tone else 0)
            room += look.HUGE if self.rows.tickable and place == 0 else 0
            heavier = 1.13 if column.strong else 1.04
            whole = max(min(widest * heavier, look.text_width(column.most, self)), title)
            # A person's name cut in the middle names nobody.
            words = look.text_width(STRONG_LEAST if column.strong else column.usual or LEAST, self)
            least = whole if column.right or column.tone else min(whole, max(title, words))
            self._natural.append(round(whole + room))
            self._least.append(round(least + room))
        if len(kept) == len(self._natural):
            # Widths the person chose stand as they are.
            self._hold([max(width, look.VAST) for width in kept])
        self._fit()

    _quiet_widths = False

    def _fit(self) -> None:
        """Share the room among the columns; the last one reaches the edge where no column names the row."""
        if not self._natural:
            return
        self._quiet_widths = True
        header = self.horizontalHeader()
        widths = fit(self._natural, self._least, self._main(), header.width())
        for place, width in enumerate(widths):
            header.resizeSection(place, width)
        self._quiet_widths = False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit()

    def _resized(self, *_: int) -> None:
        if self._sized and not self._quiet_widths and QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton:
            self._keep_widths.start()

    def _remember(self) -> None:
        header = self.horizontalHeader()
        self._hold([header.sectionSize(place) for place in range(header.count())])
        memory.keep_numbers(f"cot/{self._name}", self._natural)

    def _hold(self, widths: list[int]) -> None:
        """Take widths a person chose: only the column that names the row still follows the room."""
        main = self._main()
        self._least = [self._least[place] if place == main else width for place, width in enumerate(widths)]
        self._natural = widths

    def _main(self) -> int:
        return self._stretched if self._stretched >= 0 else len(self.rows.columns) - 1

    # Keys and mouse ------------------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Mark the row the keys act on; a click marks its own."""
        super().focusInEvent(event)
        by_mouse = event.reason() is Qt.FocusReason.MouseFocusReason
        if not by_mouse and self.rows.rowCount() and not self.selectionModel().hasSelection():
            self._mark_alone(max(self.currentIndex().row(), 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, tick, copy or jump."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
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

    def copy(self) -> None:
        """Copy the selected rows with their heads, ready for a spreadsheet."""
        rows = [row for row in map(self.rows.row_at, self._selected_places()) if row is not None]
        if not rows:
            return
        lines = ["\t".join(column.title for column in self.rows.columns)]
        lines += ["\t".join(_one_cell(column.show(row)) for column in self.rows.columns) for row in rows]
        QGuiApplication.clipboard().setText("\n".join(lines))

    def _selected_places(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def _open_menu(self, at: QPoint) -> None:
        row = self.rows.row_at(self.indexAt(at).row()) if self.indexAt(at).isValid() else None
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self._menu is not None:
            self._menu(menu, row)
            menu.addSeparator()
        copy = menu.addAction("Chép dòng")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy)
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


def _stretched(columns: Sequence[Column]) -> int:
    """Return the column that takes the room left over, -1 for the last: never one of figures, they stand far off."""
    asked = next((place for place, column in enumerate(columns) if column.stretch), -1)
    if asked >= 0 or not columns or not columns[-1].right:
        return asked
    return next((place for place, column in enumerate(columns) if column.strong), 0)


def _one_cell(shown: str) -> str:
    return shown.replace("\t", " ").replace("\n", " ")


class TableOrEmpty(QWidget):
    """A table, and in its place one sentence with the button that starts when there is nothing to show."""

    def __init__(self, table: QWidget, icon: str = "tray", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.empty = EmptyState(icon, self)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(table)
        self._stack.addWidget(self.empty)

    def show_table(self) -> None:
        """Show the table."""
        self._stack.setCurrentWidget(self.table)

    def show_empty(self, sentence: str, button: str = "", slot: Callable[[], Any] | None = None) -> None:
        """Show the sentence instead, and the button when it helps."""
        self.empty.say(sentence, button, slot)
        self._stack.setCurrentWidget(self.empty)

    def is_empty(self) -> bool:
        """Say whether the sentence stands in place of the table."""
        return self._stack.currentWidget() is self.empty
