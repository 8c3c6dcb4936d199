"""Where pages lie on the desk at a zoom, and which of them are in sight; measures only, nothing is painted."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize

from bontot_desktop.ui import look
from bontot_desktop.ui.pdf import POINTS, SCREEN

#: What a person may set; a page fitted to a small window may be smaller.
LEAST, MOST = 0.5, 4.0
SMALLEST = 0.1
#: A page wider than this on a big screen is no easier to read.
WIDEST_FIT = 1.5
#: The steps of Ctrl++ and Ctrl+−.
STEPS = (0.5, 0.6, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)


class Fit(Enum):
    """What the zoom follows when the window changes."""

    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class Desk:
    """The pages under each other, in logical pixels of the whole desk; ``sizes`` are theirs in points."""

    def __init__(self) -> None:
        self.sizes: Sequence[tuple[float, float]] = ()
        self.zoom, self.fit = 1.0, Fit.WIDTH
        self.rects: list[QRect] = []
        self.whole = QSize()

    @property
    def factor(self) -> float:
        """Logical pixels per point."""
        return self.zoom * SCREEN / POINTS

    @property
    def gap(self) -> int:
        """Room above and below a page."""
        return look.SMALL if self.fit is Fit.PAGE else look.WIDE

    def fitting(self, room: QSize) -> float:
        """Return the zoom the fit asks for in a room of this size."""
        if not self.sizes or self.fit is Fit.NONE:
            return self.zoom
        factor = SCREEN / POINTS
        widest = max(width for width, _ in self.sizes) * factor
        wide = (room.width() - 2 * look.HUGE) / widest
        if self.fit is Fit.PAGE:
            highest = max(height for _, height in self.sizes) * factor
            return max(min(wide, (room.height() - 2 * self.gap) / highest, MOST), SMALLEST)
        return max(min(wide, WIDEST_FIT), SMALLEST)

    def arrange(self, room: QSize) -> None:
        """Lay the pages out for a viewport of this size."""
        self.zoom = self.fitting(room)
        self.rects = []
        widest = max((width for width, _ in self.sizes), default=0.0)
        full = max(room.width(), round(widest * self.factor) + 2 * look.HUGE) if self.sizes else 0
        top = self.gap
        for width, height in self.sizes:
            size = QSize(round(width * self.factor), round(height * self.factor))
            self.rects.append(QRect((full - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + self.gap
        self.whole = QSize(full, top if self.sizes else 0)

    def page_at(self, y: int) -> int:
        """Return the page at a height of the desk, the one below when it is between two."""
        place = bisect_left(self.rects, y, key=lambda rect: rect.bottom())
        return min(place, max(len(self.rects) - 1, 0))

    def seen(self, window: QRect) -> list[int]:
        """Return the pages that show in a window of the desk, shadows counted."""
        found = []
        for number in range(self.page_at(window.top() - look.TINY), len(self.rects)):
            if self.rects[number].top() > window.bottom():
                break
            found.append(number)
        return found

    def shows(self, page: int, window: QRect) -> bool:
        """Say whether a page shows in a window of the desk from its head: all of it, or as much as there is room."""
        if page >= len(self.rects):
            return False
        rect = self.rects[page]
        beyond = rect.bottom() > window.bottom() and rect.top() - window.top() > look.VAST
        return window.top() <= rect.top() <= window.bottom() and not beyond

    def inside(self, page: int, point: QPoint) -> QPointF:
        """Return a point of the desk as parts of a page's width and height."""
        rect = self.rects[page]
        across, down = max(rect.width(), 1), max(rect.height(), 1)
        return QPointF((point.x() - rect.left()) / across, (point.y() - rect.top()) / down)

    def point(self, page: int, inside: QPointF) -> QPoint:
        """Return the point of the desk at parts of a page's width and height."""
        rect = self.rects[page]
        return QPoint(round(rect.left() + inside.x() * rect.width()), round(rect.top() + inside.y() * rect.height()))

    def place(self, page: int, spot: QRectF) -> QRectF:
        """Return where a rectangle of a page, in points from its upper left, lies on the desk."""
        factor = self.factor
        place = QRectF(spot.x() * factor, spot.y() * factor, spot.width() * factor, spot.height() * factor)
        return place.translated(self.rects[page].topLeft())
