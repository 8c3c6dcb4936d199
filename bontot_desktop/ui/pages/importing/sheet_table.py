"""A sheet as it stands in the file, row for row, with what each column is taken for above it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bontot_desktop.services.importing import ColumnGuess, PreviewRow, Role, RowKind, Sure
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.widgets.fields import ChoiceField

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_TONES = {
    Sure.CERTAIN: Tone.GOOD,
    Sure.LIKELY: Tone.WAIT,
    Sure.GUESSED: Tone.WAIT,
    Sure.REMEMBERED: Tone.GOOD,
    Sure.CHOSEN: Tone.INFO,
    Sure.NONE: Tone.QUIET,
}
_DOT = 10
#: Room of a column, in characters, and rows measured for it.
_LEAST, _MOST, _MEASURED = 15, 30, 60
#: Room of a field besides its words: its arrow and its margins, in logical pixels.
_ARROW = 2 * look.HUGE + look.TINY
#: Room for what the program takes a row for.
_WHAT = 22


class SheetModel(QAbstractTableModel):
    """The rows of a sheet; the first column says what the program takes a row for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PreviewRow] = ()
        self.columns: tuple[ColumnGuess, ...] = ()
        self._strong = QFont()
        self._strong.setWeight(QFont.Weight.DemiBold)

    def show(self, rows: Sequence[PreviewRow], columns: tuple[ColumnGuess, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self.columns = rows, columns
        self.endResetModel()

    def row_at(self, place: int) -> PreviewRow | None:
        """Return the row at a place."""
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the columns, the first one included."""
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Number the rows as Excel does; the heads of columns are painted by their header."""
        if role != _Role.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            row = self.row_at(section)
            return None if row is None else str(row.number)
        return "Là" if section == 0 else self.columns[section - 1].letter if section <= len(self.columns) else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell; what is no row of the list stands grey."""
        row = self.row_at(index.row()) if index.isValid() else None
        if row is None or not 0 <= index.column() <= len(self.columns):
            return None
        if role == _Role.DisplayRole:
            return self._text(row, index.column())
        if role == _Role.FontRole and row.kind is RowKind.HEADING and index.column():
            return self._strong
        if role == _Role.ForegroundRole:
            return None if self._is_read(row, index.column()) else look.colour("second")
        if role == _Role.BackgroundRole and row.kind not in (RowKind.DATA, RowKind.EMPTY):
            return look.colour("selection" if row.kind is RowKind.HEADING else "hover")
        return None

    def _text(self, row: PreviewRow, column: int) -> str:
        if column == 0:
            return row.cell or row.kind.label
        place = self.columns[column - 1].index
        return row.cells[place] if place < len(row.cells) else ""

    def _is_read(self, row: PreviewRow, column: int) -> bool:
        if row.kind is RowKind.HEADING:
            return column > 0
        return row.kind is RowKind.DATA and column > 0 and self.columns[column - 1].role is not Role.IGNORED


class RoleHeader(QHeaderView):
    """Above each column its letter, how sure the guess is, and a field to choose what it is."""

    #: A column (its index in the file) is something else: a Role.
    role_chosen = Signal(int, object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._columns: tuple[ColumnGuess, ...] = ()
        self._fields: list[ChoiceField] = []
        self._offered: tuple[Role, ...] = ()
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.sectionResized.connect(lambda *_: self._place())
        self.geometriesChanged.connect(self._place)
        look.watch().changed.connect(self._repaint)

    def show(self, columns: tuple[ColumnGuess, ...], offered: tuple[Role, ...]) -> None:  # type: ignore[override]
        """Show what the columns are; the fields are used again."""
        self._columns = columns
        if offered != self._offered:
            self._offered = offered
            for field in self._fields:
                field.set_choices((role, role.label) for role in offered)
        while len(self._fields) < len(columns):
            self._add_field()
        for place, field in enumerate(self._fields):
            field.setVisible(place < len(columns) and bool(offered))
            if place < len(columns):
                field.set_value(columns[place].role)
                field.setAccessibleName(f"Cột {columns[place].letter} {columns[place].heading}")
                field.setToolTip(f"Cột {columns[place].letter} “{columns[place].heading}”")
        self._place()
        self.viewport().update()

    def setVisible(self, visible: bool) -> None:
        """Qt shows a header by this; :meth:`show` here means the columns."""
        super().setVisible(visible)

    def field(self, place: int) -> ChoiceField:
        """Return the field over a column."""
        return self._fields[place]

    def _add_field(self) -> None:
        field = ChoiceField([(role, role.label) for role in self._offered], self.viewport())
        place = len(self._fields)
        field.setObjectName(f"role.{place}")
        field.setMinimumContentsLength(4)
        field.view().setMinimumWidth(look.text_width(_MOST, self))
        field.edited.connect(lambda: self.role_chosen.emit(self._columns[place].index, field.value()))
        field.installEventFilter(self)
        self._fields.append(field)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring a column into sight when its field gets the cursor by a key."""
        if event.type() == QEvent.Type.FocusIn and watched in self._fields:
            table = self.parentWidget()
            if isinstance(table, QTableView) and table.model().rowCount():
                first = table.rowAt(0)
                table.scrollTo(table.model().index(max(first, 0), self._fields.index(watched) + 1))
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        """Take room for two lines."""
        hint = super().sizeHint()
        line, field = look.metrics(self).height(), round(look.metrics(self).height() * 1.75) + 2
        hint.setHeight(line + field + 3 * look.TINY + 2)
        return hint

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fields over their columns."""
        super().resizeEvent(event)
        self._place()

    def _repaint(self) -> None:
        self.viewport().update()

    def follow(self) -> None:
        """Keep the fields over their columns when the table is scrolled."""
        self._place()

    def _place(self) -> None:
        line = look.metrics(self).height()
        for place, field in enumerate(self._fields[: len(self._columns)]):
            if place + 1 >= self.count():
                break
            left, width = self.sectionViewportPosition(place + 1), self.sectionSize(place + 1)
            field.setGeometry(
                left + look.TINY, line + 2 * look.TINY, width - 2 * look.TINY, self.height() - line - 3 * look.TINY - 2
            )

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Paint the letter and how sure the guess is; below stands the field."""
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(look.colour("strong_line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        line = look.metrics(self).height()
        area = QRect(rect.left() + look.SMALL, rect.top() + look.TINY, rect.width() - 2 * look.SMALL, line)
        painter.setPen(look.colour("second"))
        painter.setFont(look.font(look.HINT_SIZE))
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if section == 0:
            painter.drawText(area, left, "Được hiểu là")
        elif section <= len(self._columns):
            column = self._columns[section - 1]
            painter.drawText(area, left, column.letter)
            area.setLeft(area.left() + painter.fontMetrics().horizontalAdvance(f"{column.letter}  "))
            spot = QRect(area.left(), area.center().y() - 4, _DOT, _DOT)
            look.dot(_TONES[column.sure]).paint(painter, spot)
            area.setLeft(area.left() + _DOT + look.TINY)
            words = painter.fontMetrics().elidedText(sure_word(column), Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(area, left, words)
        painter.restore()


def sure_word(column: ColumnGuess) -> str:
    """Say how sure the guess of a column is."""
    if column.role is Role.IGNORED and column.sure is not Sure.CHOSEN:
        return "không nhận ra" if column.heading else "không có tiêu đề"
    return column.sure.label


class _Tint(QStyledItemDelegate):
    """Lays the tint of a row under its texts; the style sheet would leave it out."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tint = index.data(_Role.BackgroundRole)
        if isinstance(tint, QColor):
            painter.fillRect(option.rect, tint)  # type: ignore[attr-defined]
        super().paint(painter, option, index)


class SheetTable(QTableView):
    """The sheet. A row's menu makes it the heading."""

    #: A row (its number in Excel) is the first of so many rows of headings.
    heading_chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import-sheet")
        look.mark(self, "grid")
        self.rows = SheetModel(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Tint(self))
        self.roles = RoleHeader(self)
        self.setHorizontalHeader(self.roles)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        side = self.verticalHeader()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(look.row_height(self))
        side.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.roles.follow())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)

    def show_sheet(
        self, rows: Sequence[PreviewRow], columns: tuple[ColumnGuess, ...], offered: tuple[Role, ...]
    ) -> None:
        """Show a sheet; the place scrolled to stays when it is the same sheet read anew."""
        across, down = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        as_before = [c.letter for c in columns] == [c.letter for c in self.rows.columns]
        self.rows.show(rows, columns)
        if not as_before:
            self._size(rows, columns)
        self._let_texts_run(rows, columns)
        self.roles.show(columns, offered)
        self.horizontalScrollBar().setValue(across if as_before else 0)
        self.verticalScrollBar().setValue(down if as_before else 0)

    def _size(self, rows: Sequence[PreviewRow], columns: tuple[ColumnGuess, ...]) -> None:
        measure: Callable[[str], int] = look.metrics(self).horizontalAdvance
        least, most = look.text_width(_LEAST, self), look.text_width(_MOST, self)
        self.setColumnWidth(0, look.text_width(_WHAT, self))
        listed = [row for row in rows if row.kind is RowKind.DATA][:_MEASURED] or list(rows[:_MEASURED])
        for place, column in enumerate(columns, start=1):
            texts = (row.cells[column.index] for row in listed if column.index < len(row.cells))
            wanted = max((measure(written) for written in texts), default=0) + 3 * look.SMALL
            wanted = max(wanted, measure(column.role.label) + _ARROW)
            self.setColumnWidth(place, min(max(wanted, least), most))

    def _let_texts_run(self, rows: Sequence[PreviewRow], columns: tuple[ColumnGuess, ...]) -> None:
        """Let titles, names of cells and signatures run over the empty cells beside them, as they do in the file."""
        self.clearSpans()
        for place, row in enumerate(rows):
            if row.kind in (RowKind.DATA, RowKind.EMPTY):
                continue
            filled = [at for at, one in enumerate(columns, 1) if one.index < len(row.cells) and row.cells[one.index]]
            for start, end in zip(filled, [*filled[1:], len(columns) + 1], strict=True):
                if end - start > 1:
                    self.setSpan(place, start, 1, end - start)

    def menu_for(self, place: int) -> QMenu | None:
        """Return the menu of a row, None for none."""
        row = self.rows.row_at(place)
        if row is None:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(f"Lấy dòng {row.number} làm tiêu đề", lambda: self.heading_chosen.emit(row.number, 1))
        if self.rows.row_at(place + 1) is not None:
            words = f"Lấy dòng {row.number} và {row.number + 1} làm tiêu đề"
            menu.addAction(words, lambda: self.heading_chosen.emit(row.number, 2))
        return menu

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu_for(self.rowAt(at.y()))
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(at))
