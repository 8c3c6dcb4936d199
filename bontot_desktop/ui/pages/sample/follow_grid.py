"""Items against cells: a small sign and a day in each square, so that two hundred cells are seen at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services.follow_up import FollowCell, FollowItem, Square
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone

_Index = QModelIndex | QPersistentModelIndex
TONES = {
    ReplicationState.OPEN: Tone.WAIT,
    ReplicationState.DOING: Tone.INFO,
    ReplicationState.DONE: Tone.GOOD,
    ReplicationState.DROPPED: Tone.QUIET,
}
_SQUARE = Qt.ItemDataRole.UserRole
#: The room of a square, and the least and the most of an item's words, in characters.
_WIDE, _LEAST_ITEM, _ITEM = 8, 26, 46
#: Beside a square's sign and its day (pixels).
_EDGE = 3


def sign(painter: QPainter, at: QPointF, size: float, state: ReplicationState, *, is_late: bool) -> None:
    """Draw a state's sign: a ring, half a disc, a disc, a dash. Late ones are red."""
    colour = look.tone_colour(Tone.BAD if is_late else TONES[state])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, size / 6)
    around = QRectF(at.x() - size / 2, at.y() - size / 2, size, size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(pen)
    if state is ReplicationState.DROPPED:
        painter.drawLine(QPointF(around.left(), at.y()), QPointF(around.right(), at.y()))
        return
    if state is ReplicationState.DONE:
        painter.setBrush(colour)
    painter.drawEllipse(around.adjusted(1, 1, -1, -1))
    if state is ReplicationState.DOING:
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPie(around.adjusted(1, 1, -1, -1), 90 * 16, 180 * 16)


class FollowModel(QAbstractTableModel):
    """The squares; ``keep`` says which of them the filter is about, others are drawn faint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.items: Sequence[FollowItem] = ()
        self.cells: Sequence[FollowCell] = ()
        self.sources: dict[int, str] = {}
        self.today = date.min
        self.kept: frozenset[int] | None = None

    def show(
        self,
        items: Sequence[FollowItem],
        cells: Sequence[FollowCell],
        sources: dict[int, str],
        today: date,
        kept: frozenset[int] | None,
    ) -> None:
        """Show items against cells; ``sources`` names the sample meetings, ``kept`` the squares the filter is about."""
        self.beginResetModel()
        self.items, self.cells, self.sources, self.today, self.kept = items, cells, sources, today, kept
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One row an item."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """One column a cell."""
        return 0 if parent.isValid() else len(self.cells)

    def square(self, index: _Index) -> Square | None:
        """Return the square at a place, None where the cell has not to do the item."""
        return self.items[index.row()].squares.get(self.cells[index.column()].id) if index.isValid() else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The words of a square for tooltip and screen reader; the delegate draws the square itself."""
        square = self.square(index)
        if role == _SQUARE:
            return square
        if square is None or role not in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        item, cell = self.items[index.row()], self.cells[index.column()]
        lines = [cell.name, item.content, square.words(self.today)]
        lines += [f"Người thực hiện: {square.responsible}"] if square.responsible else []
        lines += [f"Người kiểm tra: {square.checked_by}"] if square.checked_by else []
        return "\n".join([*lines, square.remark] if square.remark else lines)

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Name cells above and items at the left."""
        if way == Qt.Orientation.Horizontal:
            if section < len(self.cells):
                cell = self.cells[section]
                return {Qt.ItemDataRole.DisplayRole: cell.short, Qt.ItemDataRole.ToolTipRole: cell.name}.get(
                    Qt.ItemDataRole(role)
                )
            return None
        if section < len(self.items) and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            item = self.items[section]
            under = f"{item.aspect} · {self.sources.get(item.event_id, '')}"
            if len(item.squares) == 1:
                # Its only square may stand where one has to scroll to: the row would look like nobody's.
                (only,) = item.squares
                short = next((cell.short for cell in self.cells if cell.id == only), "")
                under = f"Riêng {short} · {under}" if short else under
            return f"{item.content}\n{under}"
        return None


class _Squares(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        super().paint(painter, option, index)
        square = index.data(_SQUARE)
        model = index.model()
        if square is None or not isinstance(model, FollowModel):
            return
        painter.save()
        if model.kept is not None and square.id not in model.kept:
            painter.setOpacity(0.25)
        box: QRect = option.rect  # type: ignore[attr-defined]
        size = look.metrics(self.parent()).height() * 0.55  # type: ignore[arg-type]
        late = square.is_late(model.today)
        has_day = square.day is not None
        across = box.left() + (_EDGE + size / 2 if has_day else box.width() / 2)
        sign(painter, QPointF(across, box.center().y() + 0.5), size, square.state, is_late=late)
        if has_day:
            painter.setPen(look.tone_colour(Tone.BAD) if late else look.colour("text"))
            room = box.adjusted(round(size) + 2 * _EDGE, 0, -_EDGE, 0)
            day = f"{square.day.day}/{square.day.month}"
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, day)
        painter.restore()


class _Cells(QHeaderView):
    """Names of cells, standing up so that many fit beside each other."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def sizeHint(self) -> QSize:
        model = self.model()
        names = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(self.count())]
        longest = max((look.metrics(self).horizontalAdvance(name) for name in names), default=0)
        table = self.parentWidget()
        # On a low screen the squares need the room more than the names.
        most = max(look.text_width(10, self), min(look.text_width(18, self), table.height() // 4 if table else 0))
        return QSize(look.text_width(_WIDE, self), min(longest + look.GAP, most) + look.SMALL)

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        name = str(self.model().headerData(logical, Qt.Orientation.Horizontal) or "")
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setPen(look.colour("second"))
        painter.translate(rect.left(), rect.bottom() - look.TINY)
        painter.rotate(-90)
        # The end tells cells apart: their names begin with the same words.
        shown = look.metrics(self).elidedText(name, Qt.TextElideMode.ElideLeft, rect.height() - look.SMALL)
        box = QRectF(0, 0, rect.height() - look.TINY, rect.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()


class _Items(QHeaderView):
    """What is to be done, with where it comes from below in small."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.wide = look.text_width(_ITEM, self)

    def sizeHint(self) -> QSize:
        # Qt would measure the words of every item for the width, which is ours.
        return QSize(self.wide, look.row_height(self))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        words, _, under = str(self.model().headerData(logical, Qt.Orientation.Vertical) or "").partition("\n")
        painter.save()
        painter.fillRect(rect, look.colour("surface"))
        painter.setPen(look.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inside = rect.adjusted(look.SMALL, look.TINY, -look.SMALL, -look.TINY)
        for text, colour, font, where in (
            (words, "text", look.font(), Qt.AlignmentFlag.AlignTop),
            (under, "second", look.font(0.85), Qt.AlignmentFlag.AlignBottom),
        ):
            painter.setFont(font)
            painter.setPen(look.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, where | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class FollowGrid(QTableView):
    """Shows a :class:`FollowModel`. Enter or a double click opens a square; several may be chosen."""

    opened = Signal(object)
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt asks where things stand as soon as there is a model.
        self.legend = Legend(self)
        self.squares = FollowModel(self)
        self.setObjectName("follow-up")
        look.mark(self, "grid")
        self.setHorizontalHeader(_Cells(self))
        self._side = _Items(self)
        self.setVerticalHeader(self._side)
        self.setModel(self.squares)
        self.setItemDelegate(_Squares(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        scroll = QAbstractItemView.ScrollMode.ScrollPerPixel
        self.setHorizontalScrollMode(scroll)
        self.setVerticalScrollMode(scroll)
        self.verticalHeader().setDefaultSectionSize(round(look.metrics(self).height() * 2.3) + 2 * look.TINY)
        self.horizontalHeader().setDefaultSectionSize(look.text_width(_WIDE, self))
        self.horizontalHeader().setMinimumSectionSize(look.text_width(4, self))
        self.doubleClicked.connect(self._open)
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        look.watch().changed.connect(self.viewport().update)

    def show_squares(self, *shown: Any) -> None:
        """Show other items and cells; the place of the cursor stays where it was."""
        under = self.currentIndex()
        place = (under.row(), under.column())
        self.squares.show(*shown)
        self.horizontalHeader().updateGeometry()
        self._share_room()
        if self.squares.rowCount() and self.squares.columnCount():
            row, column = (max(0, min(at, most - 1)) for at, most in zip(place, self._size(), strict=True))
            self.setCurrentIndex(self.squares.index(row, column))
        self.chosen_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names above the room there is."""
        super().resizeEvent(event)
        self.horizontalHeader().updateGeometry()
        self._share_room()

    def _share_room(self) -> None:
        """Let squares and items give way to each other, so that the cells of a commune stand beside each other."""
        count = self.squares.columnCount()
        room = self.width() - 2 * self.frameWidth() - self.verticalScrollBar().sizeHint().width()
        item, wide = min(look.text_width(_ITEM, self), self.width() // 3), look.text_width(_WIDE, self)
        if count and item + count * wide > room:
            measures = look.metrics(self)
            needed = round(measures.height() * 0.55) + 3 * _EDGE + measures.horizontalAdvance("30/12") + 1
            wide = max(needed, min(wide, (room - item) // count))
            item = max(min(item, room - count * wide), min(item, look.text_width(_LEAST_ITEM, self)))
        self._side.wide = item
        if self.horizontalHeader().defaultSectionSize() != wide:
            self.horizontalHeader().setDefaultSectionSize(wide)
        self.updateGeometries()

    def updateGeometries(self) -> None:
        """Put what the signs mean into the corner, where nothing else stands."""
        super().updateGeometries()
        frame = self.frameWidth()
        self.legend.setGeometry(frame, frame, self._side.width(), self.horizontalHeader().height() - 1)

    def _size(self) -> tuple[int, int]:
        return self.squares.rowCount(), self.squares.columnCount()

    def chosen(self) -> list[Square]:
        """Return the chosen squares."""
        found = (self.squares.square(index) for index in self.selectionModel().selectedIndexes())
        return [square for square in found if square is not None]

    def _open(self, index: _Index) -> None:
        square = self.squares.square(index)
        if square is not None:
            self.opened.emit(square.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the square under the cursor by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Legend(QWidget):
    """What the signs mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._signs = [
            *((state, False, state.label) for state in ReplicationState),
            (ReplicationState.OPEN, True, "Quá hạn"),
        ]
        self.setToolTip(" · ".join(word for _, _, word in self._signs))
        look.watch().changed.connect(self.update)

    def paintEvent(self, event: Any) -> None:
        """Draw each sign with its word, in two columns."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), look.colour("surface"))
        painter.setFont(look.font(0.9))
        measures = painter.fontMetrics()
        lines = (len(self._signs) + 1) // 2
        size, high = measures.height() * 0.55, min(measures.height() * 1.4, self.height() / lines)
        for place, (state, late, word) in enumerate(self._signs):
            left = look.SMALL + (place // lines) * self.width() / 2
            middle = self.height() - high * (lines - place % lines - 0.5) - look.TINY
            sign(painter, QPointF(left + size / 2, middle), size, state, is_late=late)
            painter.setPen(look.colour("second"))
            box = QRectF(left + size + look.SMALL, middle - high / 2, self.width() / 2 - size - look.GAP, high)
            shown = measures.elidedText(word, Qt.TextElideMode.ElideRight, int(box.width()))
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.end()
