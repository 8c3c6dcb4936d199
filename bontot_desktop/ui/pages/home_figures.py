"""The figures of the year on the first page, each with its months as small bars; a click opens what is behind."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bontot_desktop.services.statistics import Line, YearFigures
from bontot_desktop.ui import look

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_BAR, _BETWEEN = 5, 2


class FigureModel(QAbstractListModel):
    """The lines of a year."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[Line] = ()
        self.months: dict[str, tuple[Fraction | None, ...]] = {}

    def show(self, figures: YearFigures) -> None:
        """Show a year."""
        self.beginResetModel()
        self.lines = figures.lines
        self.months = {"S1": figures.attendance, "S2": figures.speaking, "S4": figures.regular}
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        """Count the figures."""
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """All can be opened."""
        return _FLAGS

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> object:
        """Give the words of a figure."""
        if not index.isValid() or not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()]
        if role == _Role.DisplayRole:
            return f"{line.title}: {line.text}"
        return f"{line.title}: {line.counted or line.text}" if role == _Role.ToolTipRole else None


class _Paint(QStyledItemDelegate):
    """Paints a figure: its title, its months, its value at the right."""

    def __init__(self, view: FigureList) -> None:
        super().__init__(view)
        self._view = view
        self._value = look.font(look.SECTION_SIZE, strong=True)
        self._title = look.font(look.HINT_SIZE)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Give two lines."""
        lines = QFontMetrics(self._title).height() + QFontMetrics(self._value).height()
        return QSize(look.text_width(20), lines + look.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one figure."""
        rect: QRect = option.rect  # type: ignore[attr-defined]
        line = self._view.figures.lines[index.row()]
        painter.save()
        if self._view.is_marked(index.row()):
            painter.fillRect(rect, look.colour("selection"))
        elif self._view.hovered == index.row():
            painter.fillRect(rect, look.colour("hover"))
        inside = rect.adjusted(look.GAP, look.TINY, -look.GAP, -look.TINY)
        painter.setFont(self._title)
        painter.setPen(look.colour("second"))
        top = QRect(inside.left(), inside.top(), inside.width(), painter.fontMetrics().height())
        words = painter.fontMetrics().elidedText(line.title, Qt.TextElideMode.ElideRight, top.width())
        painter.drawText(top, int(_LEFT), words)
        below = QRect(inside.left(), top.bottom(), inside.width(), inside.bottom() - top.bottom())
        painter.setFont(self._value)
        painter.setPen(look.colour("text"))
        painter.drawText(below, int(_LEFT), line.text)
        months = self._view.figures.months.get(line.key, ())
        if any(month is not None for month in months):
            self._bars(painter, below, months)
        elif line.counted:
            painter.setFont(self._title)
            painter.setPen(look.colour("second"))
            painter.drawText(below, int(_RIGHT), line.counted)
        painter.restore()

    def _bars(self, painter: QPainter, room: QRect, months: Sequence[Fraction | None]) -> None:
        left = room.right() - len(months) * (_BAR + _BETWEEN)
        for place, share in enumerate(months):
            x = left + place * (_BAR + _BETWEEN)
            height = room.height() - look.SMALL
            tall = 1 if share is None else max(2, round(float(min(share, Fraction(1))) * height))
            tint = look.colour("line" if share is None else "quiet")
            painter.fillRect(QRect(x, room.bottom() - 2 - tall, _BAR, tall), tint)


class FigureList(QListView):
    """The list; ``opened`` names the figure ("S1")."""

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.setAccessibleName("Số liệu của năm")
        self.figures = FigureModel(self)
        self.hovered = -1
        self.setItemDelegate(_Paint(self))
        self.setModel(self.figures)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.clicked.connect(lambda index: self.open(index.row()))

    def is_marked(self, place: int) -> bool:
        """Say whether the keys act on a figure."""
        return self.hasFocus() and self.currentIndex().row() == place

    def open(self, place: int) -> None:
        """Open what is behind a figure."""
        if 0 <= place < len(self.figures.lines):
            self.opened.emit(self.figures.lines[place].key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def _hover(self, place: int) -> None:
        before, self.hovered = self.hovered, place
        for one in (before, place):
            if one >= 0:
                self.update(self.figures.index(one, 0))
