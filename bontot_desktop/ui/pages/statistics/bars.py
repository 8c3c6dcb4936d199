"""A chart drawn in the window's own letters and colours, and the small bar below a share in a table."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bontot_desktop.rules import charts
from bontot_desktop.rules.charts import Bar, Chart, Ink, Stroke, Words
from bontot_desktop.ui import look

_COLOURS = {Ink.FIRST: "blue", Ink.SECOND: "quiet", Ink.GRID: "line", Ink.TEXT: "text", Ink.QUIET: "second"}


class ChartView(QWidget):
    """Shows a chart as wide as there is room; a click on a bar tells its label's place."""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("chart")
        self._chart: Chart | None = None
        self._shapes: list[charts.Shape] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.watch().changed.connect(self.update)

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart; None hides the widget."""
        self._chart = chart
        self.setVisible(chart is not None)
        self._lay_out()

    def chart(self) -> Chart | None:
        """Return what is shown."""
        return self._chart

    def sizeHint(self) -> QSize:
        """As tall as its bars."""
        tall = charts.height(self._chart, self._size()) if self._chart else 0
        return QSize(look.text_width(40, self), round(tall) + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw to the new width."""
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shapes."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for shape in self._shapes:
            colour = look.colour(_COLOURS[shape.ink])
            if isinstance(shape, Bar):
                painter.fillRect(QRectF(shape.x, shape.y, shape.width, shape.height), colour)
            elif isinstance(shape, Stroke):
                painter.setPen(QPen(colour, 1))
                painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
            elif isinstance(shape, Words):
                painter.setPen(colour)
                painter.setFont(self._font(shape.size, shape.bold))
                painter.drawText(QPointF(shape.x, shape.y), shape.text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell whose bar was clicked; its words count as the bar."""
        if self._chart is None:
            return
        at = event.position()
        upright = self._chart.upright
        bars = [shape for shape in self._shapes if isinstance(shape, Bar) and shape.label >= 0]
        for bar in bars:
            inside = bar.x <= at.x() <= bar.x + bar.width if upright else bar.y <= at.y() <= bar.y + bar.height
            if inside:
                self.picked.emit(bar.label)
                return

    def _size(self) -> float:
        return float(look.metrics(self).height()) * 0.72

    def _font(self, size: float, bold: bool) -> QFont:
        font = look.font(1.0, strong=bold)
        font.setPixelSize(max(round(size), 1))
        return font

    def _measure(self, text: str, size: float, bold: bool) -> float:
        return QFontMetricsF(self._font(size, bold)).horizontalAdvance(text)

    def _lay_out(self) -> None:
        self._shapes = []
        if self._chart is not None and self.width() > 0:
            self._shapes = charts.shapes(self._chart, self.width() - 2, self._size(), self._measure)
            self.setMinimumHeight(self.sizeHint().height())
        self.updateGeometry()
        self.update()


class BarBelow(QStyledItemDelegate):
    """Paints a thin bar at the foot of a cell, as long as the share its row holds."""

    def __init__(self, parent: QWidget, share_of: Callable[[int], Fraction | None]) -> None:
        """``share_of`` gives the share of the row at a place, None for none."""
        super().__init__(parent)
        self._share_of = share_of

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint the words as always, and below them the bar on its track."""
        super().paint(painter, option, index)
        share = self._share_of(index.row())
        if share is None:
            return
        room = QRectF(option.rect)  # type: ignore[attr-defined]
        thick = 3.0
        track = QRectF(room.left() + look.SMALL, room.bottom() - thick - 1, room.width() - 2 * look.SMALL, thick)
        painter.save()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(track, look.colour("line"))
        track.setWidth(track.width() * float(min(max(share, Fraction(0)), Fraction(1))))
        painter.fillRect(track, look.colour("blue"))
        painter.restore()
