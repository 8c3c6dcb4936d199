"""The pages of a PDF under each other on a grey desk: scrolled, zoomed, with what was found marked on them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview_desk import LEAST, MOST, STEPS, Desk, Fit
from bontot_desktop.ui.preview_tiles import Budget, Tiles

#: Milliseconds of rendering in one painting, and in one turn after it.
IN_PAINT, IN_TURN = 30, 12


class PagesView(QAbstractScrollArea):
    """The pages; only those in sight are rendered, a piece at a time."""

    #: The page in sight is another one (from 0).
    page_changed = Signal(int)
    zoom_changed = Signal(float)
    #: Ctrl+F was pressed; F3 (True) or Shift+F3 (False).
    find_wanted = Signal()
    next_wanted = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._pdf: Pdf | None = None
        self._tiles: Tiles | None = None
        self._desk = Desk()
        self._page = 0
        #: The page gone to, which counts as the one in sight while all of it shows.
        self._aim: int | None = None
        self._spots: Mapping[int, list[list[QRectF]]] = {}
        self._now: tuple[int, int] | None = None
        self._later = QTimer(self)
        self._later.setInterval(0)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._render_more)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Các trang")
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        look.watch().changed.connect(self.viewport().update)

    # What is shown -------------------------------------------------------------------------------------------------

    def show_pdf(self, pdf: Pdf | None, tiles: Tiles | None) -> None:
        """Show another PDF; the place is kept when it has as many pages (the same paper, made anew)."""
        same = self._pdf is not None and pdf is not None and len(self._pdf) == len(pdf)
        kept = self.verticalScrollBar().value() if same else 0
        self._pdf, self._tiles, self._aim = pdf, tiles, None
        self._desk.sizes = () if pdf is None else pdf.sizes
        self._spots, self._now = {}, None
        self._later.stop()
        self._arrange()
        self.verticalScrollBar().setValue(kept)
        self._scrolled()

    def zoom(self) -> float:
        """Return the zoom; 1.0 is the size of the paper."""
        return self._desk.zoom

    def fit(self) -> Fit:
        """Return what the zoom follows."""
        return self._desk.fit

    def set_zoom(self, zoom: float, anchor: QPoint | None = None) -> None:
        """Show the pages at a zoom (0.5 to 4); what lies under ``anchor`` (else in the middle) stays where it is."""
        self._desk.fit = Fit.NONE
        self._zoomed(min(max(zoom, LEAST), MOST), anchor or self.viewport().rect().center())

    def step_zoom(self, *, larger: bool) -> None:
        """Go to the next step of the zoom."""
        zoom = self.zoom()
        beyond = [step for step in STEPS if (step > zoom + 0.01 if larger else step < zoom - 0.01)]
        if beyond:
            self.set_zoom(beyond[0] if larger else beyond[-1])

    def set_fit(self, fit: Fit) -> None:
        """Fill the width with the page, or show the page whole, now and when the window changes."""
        page = self._page
        self._desk.fit = fit
        self._zoomed(self._desk.fitting(self.viewport().size()), self.viewport().rect().center())
        if fit is Fit.PAGE:
            self.go_to(page)

    def go_to(self, number: int) -> None:
        """Show a page."""
        if 0 <= number < len(self._desk.rects):
            self._aim = number
            self.verticalScrollBar().setValue(self._desk.rects[number].top() - self._desk.gap)
            self._scrolled()

    def page(self) -> int:
        """Return the page in sight."""
        return self._page

    def mark(self, spots: Mapping[int, list[list[QRectF]]], now: tuple[int, int] | None) -> None:
        """Mark what was found: by page the rectangles of each find in points; ``now`` (page, which) stands out."""
        self._spots, self._now = spots, now
        self.viewport().update()

    def show_spot(self, number: int, spot: QRectF) -> None:
        """Scroll until a rectangle of a page, in points, is in sight, with some of its surroundings."""
        place, room = self._desk.place(number, spot).toAlignedRect(), self.viewport().size()
        for bar, low, high, size in (
            (self.verticalScrollBar(), place.top(), place.bottom(), room.height()),
            (self.horizontalScrollBar(), place.left(), place.right(), room.width()),
        ):
            if low < bar.value() + look.HUGE or high > bar.value() + size - look.HUGE:
                bar.setValue((low + high - size) // 2)

    def is_whole(self) -> bool:
        """Say whether everything in sight is rendered."""
        return not self._missing()

    def _zoomed(self, zoom: float, anchor: QPoint) -> None:
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        point = anchor + QPoint(across.value(), down.value())
        page = self._desk.page_at(point.y())
        inside = self._desk.inside(page, point) if self._desk.rects else None
        self._desk.zoom = zoom
        self._arrange()
        if inside is not None:
            after = self._desk.point(page, inside) - anchor
            down.setValue(after.y())
            across.setValue(after.x())
        self._scrolled()
        self.zoom_changed.emit(self.zoom())

    def _arrange(self) -> None:
        room = self.viewport().size()
        self._desk.arrange(room)
        if self._tiles is not None:
            self._tiles.set_scale(self._desk.factor * self.devicePixelRatioF())
        for bar, whole, part in (
            (self.verticalScrollBar(), self._desk.whole.height(), room.height()),
            (self.horizontalScrollBar(), self._desk.whole.width(), room.width()),
        ):
            bar.setRange(0, max(0, whole - part))
            bar.setPageStep(part)
            bar.setSingleStep(look.row_height(self) * 2)

    def _scrolled(self) -> None:
        window = self._window()
        if self._aim is not None and not self._desk.shows(self._aim, window):
            self._aim = None
        page = self._desk.page_at(window.top() + window.height() // 3) if self._aim is None else self._aim
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    def _window(self) -> QRect:
        """Return the part of the desk that is in sight."""
        return self.viewport().rect().translated(self.horizontalScrollBar().value(), self.verticalScrollBar().value())

    # Painting ------------------------------------------------------------------------------------------------------

    def _pieces(self, number: int, window: QRect) -> list[tuple[int, int, int]]:
        """Return the pieces of a page that cover a window of the desk."""
        assert self._tiles is not None
        ratio, rect = self.devicePixelRatioF(), self._desk.rects[number]
        seen = rect.intersected(window).translated(-rect.topLeft())
        device = QRectF(seen.x() * ratio, seen.y() * ratio, seen.width() * ratio, seen.height() * ratio)
        return self._tiles.keys(number, device.toAlignedRect())

    def _missing(self) -> list[tuple[int, int, int]]:
        if self._tiles is None:
            return []
        window = self._window()
        pieces = [key for number in self._desk.seen(window) for key in self._pieces(number, window)]
        return [key for key in pieces if self._tiles.get(key) is None]

    def _render_more(self) -> None:
        budget = Budget(IN_TURN)
        missing = self._missing()
        for key in missing:
            if self._tiles is None or not budget.left():
                break
            self._tiles.make(key)
        if missing:
            # Painting asks for the next turn if pieces still lack.
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, the shadows, the pages in sight and what is found on them."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("desk"))
        if self._tiles is None:
            return
        origin = self._window().topLeft()
        window = event.rect().translated(origin)
        painter.translate(-origin)
        shadow, budget, lacks = look.colour("shadow"), Budget(IN_PAINT), False
        for number in self._desk.seen(window):
            rect = self._desk.rects[number]
            for depth in range(look.TINY):
                edge = rect.adjusted(-1 - depth, depth, 1 + depth, 1 + depth)
                painter.fillRect(edge, _faint(shadow, 22 - 4 * depth))
            lacks = self._paint_page(painter, number, window, budget) or lacks
            self._paint_spots(painter, number)
        if lacks:
            self._later.start()

    def _paint_page(self, painter: QPainter, number: int, window: QRect, budget: Budget) -> bool:
        """Paint what is rendered of a page; say whether pieces lack."""
        assert self._tiles is not None
        tiles, rect, ready, lacks = self._tiles, self._desk.rects[number], [], False
        for key in self._pieces(number, window):
            image = tiles.get(key)
            if image is None and budget.left():
                image = tiles.make(key)
            if image is None:
                lacks = True
            else:
                ready.append((tiles.place(key), image))
        painter.fillRect(rect, Qt.GlobalColor.white)
        small = tiles.small(number, make=False) if lacks else None
        if small is not None:
            painter.drawImage(rect, small)
        painter.save()
        painter.setClipRect(rect)
        painter.translate(rect.topLeft())
        painter.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        for piece, image in ready:
            painter.drawImage(piece.topLeft(), image)
        painter.restore()
        return lacks

    def _paint_spots(self, painter: QPainter, number: int) -> None:
        painter.save()
        # Laid over as a marker pen does it: the letters stay black.
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for which, rects in enumerate(self._spots.get(number, [])):
            tint = look.colour("hit_now" if self._now == (number, which) else "hit")
            for spot in rects:
                painter.fillRect(self._desk.place(number, spot).adjusted(-1, -1, 1, 1), tint)
        painter.restore()

    # What the person does ------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the fit, and the page in sight."""
        super().resizeEvent(event)
        page, before = self._page, self.zoom()
        self._arrange()
        if before != self.zoom():
            self.go_to(page)
            self.zoom_changed.emit(self.zoom())
        self._scrolled()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            # A turn of a wheel's notch is 120; a touchpad sends less, more often.
            self.set_zoom(self.zoom() * 1.1 ** (event.angleDelta().y() / 120), event.position().toPoint())
            event.accept()
            return
        super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep the keys of the paper for it where the page has the same ones."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom, turn pages and find by keys."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        bar, key = self.verticalScrollBar(), event.key()
        if control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            self.step_zoom(larger=key != Qt.Key.Key_Minus)
        elif control and key == Qt.Key.Key_0:
            self.set_fit(Fit.WIDTH)
        elif control and key == Qt.Key.Key_F:
            self.find_wanted.emit()
        elif key == Qt.Key.Key_F3:
            self.next_wanted.emit(not shift)
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self._page + (1 if key == Qt.Key.Key_PageDown else -1))
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + (-1 if shift else 1) * round(bar.pageStep() * 0.9))
        else:
            super().keyPressEvent(event)


def is_own(event: QKeyEvent) -> bool:
    """Say whether a key belongs to the paper while the paper has the cursor."""
    if event.key() == Qt.Key.Key_F3:
        return True
    own = (Qt.Key.Key_F, Qt.Key.Key_0, Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus)
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) and event.key() in own


def _faint(colour: QColor, alpha: int) -> QColor:
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
