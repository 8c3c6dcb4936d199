"""The grid people fill: typing begins a cell, Enter goes down, Tab goes on, Ctrl+V pastes from a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bontot_desktop.ui import look
from bontot_desktop.ui.tables.fitting import fit
from bontot_desktop.ui.tables.grid import GridModel

#: So many characters of figures and of words stay legible when the room is short.
_LEAST_NUMBER, _LEAST_WORDS = 5, 8

_Index = QModelIndex | QPersistentModelIndex


class Editors(QStyledItemDelegate):
    """Plain editors of ours: a line without limits or completion, a list of choices."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        model = index.model()
        assert isinstance(model, GridModel)
        column = model.columns[index.column()]
        if column.choices:
            box = QComboBox(parent)
            box.addItems([word for _, word in column.choices])
            box.activated.connect(lambda _: self._take(box))
            return box
        line = QLineEdit(parent)
        if column.is_number:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    @staticmethod
    def _fits(option: Any) -> bool:
        if not option.features & QStyleOptionViewItem.ViewItemFeature.HasDecoration:
            return True
        words = option.fontMetrics.horizontalAdvance(option.text)
        return bool(words + option.decorationSize.width() + 2 * look.SMALL <= option.rect.width())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a cell; one without room for its sign has a marked corner, as a spreadsheet marks a remark."""
        # Nearly every cell is without a sign: asking for all of its style here too would double the time of painting.
        is_marked = index.data(Qt.ItemDataRole.DecorationRole) is not None
        whole = QStyleOptionViewItem(option) if is_marked else None
        if whole is not None:
            self.initStyleOption(whole, index)
        if whole is None or self._fits(whole):
            super().paint(painter, option, index)
            return
        # The words would give way to the sign.
        whole.features &= ~QStyleOptionViewItem.ViewItemFeature.HasDecoration  # type: ignore[attr-defined]
        widget: QWidget = whole.widget  # type: ignore[attr-defined]
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, whole, painter, widget)
        corner = QRectF(option.rect).topRight()  # type: ignore[attr-defined]
        side = look.metrics(None).height() * 0.45
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(index.data(Qt.ItemDataRole.ForegroundRole) or look.colour("amber"))
        painter.drawPolygon([corner, corner - QPointF(side, 0), corner + QPointF(0, side)])
        painter.restore()

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box, QAbstractItemDelegate.EndEditHint.NoHint)

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        shown = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(editor.findText(shown), 0))
        elif isinstance(editor, QLineEdit):
            editor.setText(shown)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        typed = editor.currentText() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, QLineEdit):
            typed = editor.text()
        model.setData(index, typed)


class GridView(QTableView):
    """Shows and fills a :class:`GridModel`."""

    def __init__(self, model: GridModel, name: str, parent: QWidget | None = None, *, label_most: int = 44) -> None:
        super().__init__(parent)
        self.grid = model
        self.setObjectName(name)
        look.mark(self, "grid")
        self.setModel(model)
        self.setItemDelegate(Editors(self))
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.AnyKeyPressed | triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        scroll = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setHorizontalScrollMode(scroll)
        self.setVerticalScrollMode(scroll)
        height = look.row_height(self)
        side = self.verticalHeader()
        side.setDefaultSectionSize(height)
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setHighlightSections(False)
        side.setMaximumWidth(look.text_width(label_most, self))
        side.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._label_most = label_most
        self._natural: list[int] = []
        self._least: list[int] = []
        for column in model.columns:
            wide = look.text_width(column.width, self)
            self._natural.append(round(max(self._titled(column.title), wide + look.WIDE)))
            legible = look.text_width(column.least or (_LEAST_NUMBER if column.is_number else _LEAST_WORDS), self)
            self._least.append(min(wide, legible) + look.GAP)
        self._main = next((place for place, column in enumerate(model.columns) if column.stretch), len(self._least) - 1)
        self._fit()

    def _fit(self) -> None:
        """Share the room among the columns: narrow ones where it is short, so that all of a row is seen."""
        side, head = self.verticalHeader(), self.horizontalHeader()
        side.setMaximumWidth(min(look.text_width(self._label_most, self), self.width() // 3))
        shown = [place for place in range(len(self._natural)) if not head.isSectionHidden(place)]
        if not shown:
            return
        main = self._main if self._main in shown else shown[-1]
        room = self.viewport().width()
        natural = [self._natural[place] for place in shown]
        # Where the room is short, headings of several words stand in two lines.
        self.grid.break_titles(sum(self._needed(place, broken=False) for place in shown) > room)
        least = [self._needed(place, broken=self.grid.breaks_titles) for place in shown]
        widths = fit(natural, least, shown.index(main), room)
        for place, width in zip(shown, widths, strict=True):
            head.resizeSection(place, width)

    def _needed(self, place: int, *, broken: bool) -> int:
        return max(self._least[place], self._titled(self.grid.columns[place].heading(broken=broken)))

    def _titled(self, title: str) -> int:
        """Return the room a heading needs."""
        measures = QFontMetrics(look.font(strong=True))
        return max(measures.horizontalAdvance(line) for line in title.split("\n")) + look.WIDE + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new room."""
        super().resizeEvent(event)
        self._fit()

    def setColumnHidden(self, column: int, hide: bool) -> None:
        """Hide or show a column and share its room."""
        super().setColumnHidden(column, hide)
        self._fit()

    def edit_first(self) -> None:
        """Put the cursor into the first cell that may be typed into."""
        for row in range(self.grid.rowCount()):
            for column in range(self.grid.columnCount()):
                if self.grid.may_edit(row, column) and not self.isRowHidden(row):
                    self.setCurrentIndex(self.grid.index(row, column))
                    self.setFocus()
                    return

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Go down after Enter, as in a spreadsheet."""
        entered = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        super().closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint if entered else hint)
        if entered:
            self._step(1)

    def _step(self, rows: int) -> None:
        now = self.currentIndex()
        place = now.row() + rows
        while 0 <= place < self.grid.rowCount():
            if self.grid.may_edit(place, now.column()) and not self.isRowHidden(place):
                self.setCurrentIndex(self.grid.index(place, now.column()))
                return
            place += rows

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy, paste, empty, choose and go down by keys."""
        now = self.currentIndex()
        if self.state() == QAbstractItemView.State.EditingState:
            # An editor's Enter comes by here on its way up; the editor itself hands its text over.
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete and now.isValid():
            for index in self.selectedIndexes():
                self.grid.put_text(index.row(), index.column(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and now.isValid():
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Space and now.isValid() and self.grid.columns[now.column()].choices:
            self.grid.next_choice(now)
        elif event.key() == Qt.Key.Key_Backspace and not event.text().strip():
            # UniKey's false Backspace must not begin a cell by emptying it.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """Copy the selected cells as a spreadsheet takes them."""
        from bontot_desktop.ui.tables.copying import one_cell

        indexes = sorted(self.selectedIndexes(), key=lambda index: (index.row(), index.column()))
        lines: dict[int, list[str]] = {}
        for index in indexes:
            lines.setdefault(index.row(), []).append(one_cell(str(index.data() or "")))
        QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in lines.values()))

    def paste(self) -> None:
        """Take cells from a spreadsheet, beginning at the first one selected; a single one fills all that is selected.

        Hidden rows and columns are passed over, as they were not seen when the place was chosen.
        """
        chosen = self.selectedIndexes() or [self.currentIndex()]
        if not chosen[0].isValid():
            return
        lines = cells_of(QGuiApplication.clipboard().text())
        if len(lines) == 1 and len(lines[0]) == 1 and len(chosen) > 1:
            for index in chosen:
                self.grid.put_text(index.row(), index.column(), lines[0][0])
            return
        top, left = min(index.row() for index in chosen), min(index.column() for index in chosen)
        columns = [place for place in range(left, self.grid.columnCount()) if not self.isColumnHidden(place)]
        rows = [place for place in range(top, self.grid.rowCount()) if not self.isRowHidden(place)]
        for row, line in zip(rows, lines, strict=False):
            for column, cell in zip(columns, line, strict=False):
                self.grid.put_text(row, column, cell)

    def index_of(self, row_id: Any, column_id: Any) -> QModelIndex:
        """Return the index of a cell by its ids, an invalid one when it is not there."""
        for row in range(self.grid.rowCount()):
            known = self.grid.row_at(row)
            if known is not None and known.id == row_id:
                for column, kind in enumerate(self.grid.columns):
                    if kind.id == column_id:
                        return self.grid.index(row, column)
        return QModelIndex()

    def go_to_fault(self) -> bool:
        """Put the cursor on the first cell that cannot be taken; False when all can."""
        faults = self.grid.faults()
        if faults:
            self.setCurrentIndex(self.index_of(faults[0][0], faults[0][1]))
            self.setFocus()
        return bool(faults)


def cells_of(pasted: str) -> list[list[str]]:
    """Read what a spreadsheet puts on the clipboard: tabs between cells, quotes around one that holds a line break."""
    from bontot_desktop.ui.tables.copying import own_cell

    reader = csv.reader(io.StringIO(pasted.rstrip("\r\n"), newline=""), dialect="excel-tab")
    try:
        lines = [line or [""] for line in reader]
    except csv.Error:
        # A quote that was only a quote, or a text too long for a cell.
        lines = [line.split("\t") for line in pasted.rstrip("\r\n").splitlines()]
    return [[own_cell(cell) for cell in line] for line in lines]
