"""The year on a line: its months, what the office does in them, and the days that stand in the data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.reminders import SEASONS, YearMark
from bontot_desktop.ui import look

_MIDDLE = Qt.AlignmentFlag.AlignCenter
#: Half the width of the place around a mark that answers to the mouse.
_REACH = 6


class YearLine(QWidget):
    """Painted by itself: the seasons above, the line with today, the months below. A click on a mark opens it."""

    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("year-line")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._marks: tuple[YearMark, ...] = ()
        self._today = date.min
        self._small = look.font(look.HINT_SIZE)
        look.watch().changed.connect(self.update)

    def show_year(self, today: date, marks: Iterable[YearMark]) -> None:
        """Show the year of a day with its marks."""
        self._today, self._marks = today, tuple(marks)
        words = "; ".join(f"{dates.screen(mark.day)}: {mark.words}" for mark in self._marks)
        self.setAccessibleName(f"Năm {today.year}. {words}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Give two lines of small words and the line between them."""
        return QSize(look.text_width(60, self), 2 * self._text() + look.WIDE + look.SMALL)

    def minimumSizeHint(self) -> QSize:
        """Be as low as wanted, however narrow."""
        return QSize(look.text_width(20, self), self.sizeHint().height())

    def _text(self) -> int:
        return QFontMetrics(self._small).height()

    def _x(self, day: date) -> float:
        """Return where a day stands: each month has the same room."""
        into = (day.day - 1) / dates.month_end(day.year, day.month).day
        return (day.month - 1 + into) * self.width() / 12

    def _line(self) -> int:
        return self._text() + look.SMALL + look.TINY

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the year."""
        if self._today == date.min:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small)
        month, text, line = self.width() / 12, self._text(), self._line()
        now = self._x(self._today)
        for first, last, words in SEASONS:
            room = QRect(round((first - 1) * month) + 2, 0, round((last - first + 1) * month) - 4, text + look.TINY)
            is_now = first <= self._today.month <= last
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selection" if is_now else "pressed"))
            painter.drawRoundedRect(room, 3, 3)
            painter.setPen(look.colour("text" if is_now else "second"))
            inside = room.width() - look.SMALL
            painter.drawText(
                room, int(_MIDDLE), painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, inside)
            )
        painter.setPen(Qt.PenStyle.NoPen)
        for width, tint in ((self.width(), "line"), (round(now), "quiet")):
            painter.setBrush(look.colour(tint))
            painter.drawRect(0, line, width, 2)
        for one in range(12):
            place = QRect(round(one * month), line + look.SMALL, round(month), text)
            painter.setPen(look.colour("text" if one + 1 == self._today.month else "second"))
            painter.drawText(place, int(_MIDDLE), f"T{one + 1}")
        painter.setPen(Qt.PenStyle.NoPen)
        for mark in self._marks:
            is_over = mark.day < self._today
            painter.setBrush(look.colour("quiet" if is_over else "gold" if mark.page == "recognition" else "blue"))
            painter.drawEllipse(QPointF(self._x(mark.day), line + 1), 4, 4)
        painter.setBrush(look.colour("accent"))
        painter.drawRect(round(now) - 1, line - look.TINY, 3, 2 * look.TINY + 2)
        painter.end()

    def _at(self, x: float, y: float) -> list[YearMark]:
        """Return the marks at a place."""
        if abs(y - self._line()) > look.SMALL:
            return []
        return [mark for mark in self._marks if abs(self._x(mark.day) - x) <= _REACH]

    def event(self, event: QEvent) -> bool:
        """Tell what stands under the mouse."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._at(event.pos().x(), event.pos().y())
            words = "\n".join(f"{dates.screen(mark.day)}: {mark.words}" for mark in found)
            if not words and event.pos().y() <= self._text() + look.TINY:
                month = int(event.pos().x() * 12 / max(self.width(), 1)) + 1
                words = next((said for first, last, said in SEASONS if first <= month <= last), "")
            QToolTip.showText(event.globalPos(), words, self)
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a mark can be opened."""
        at = event.position()
        self.setCursor(Qt.CursorShape.PointingHandCursor if self._at(at.x(), at.y()) else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the first mark at the place."""
        found = self._at(event.position().x(), event.position().y())
        if found and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(found[0])
