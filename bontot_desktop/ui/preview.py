"""See the very PDF that will be printed and filed: pages on a grey desk, thumbnails, zoom."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QListView, QVBoxLayout, QWidget

from bontot_desktop.ui import look

#: Points per inch of a PDF, and of a logical pixel on screen.
POINTS, SCREEN = 72, 96
LEAST, MOST = 0.25, 4.0
#: So many rendered pages are kept: what one sees, and a screen before and after.
KEPT = 8


class Pdf:
    """An open PDF; pages are rendered when asked for."""

    def __init__(self, source: bytes | Path) -> None:
        # The bytes are read at once: the file may be replaced while it is looked at.
        self.data = source if isinstance(source, bytes) else source.read_bytes()
        self._file = pypdfium2.PdfDocument(self.data)
        self.sizes: list[tuple[float, float]] = [self._file.get_page_size(number) for number in range(len(self._file))]

    def __len__(self) -> int:
        return len(self.sizes)

    def image(self, number: int, scale: float, *, grey: bool = False) -> QImage:
        """Render a page; ``scale`` is device pixels per point."""
        page = self._file[number]
        bitmap = page.render(scale=scale, grayscale=grey, rev_byteorder=False, prefer_bgrx=not grey)
        kind = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, kind).copy()
        bitmap.close()
        page.close()
        return image

    def close(self) -> None:
        """Let the PDF go."""
        self._file.close()


class PagesView(QAbstractScrollArea):
    """The pages under each other on the desk; only those in sight are rendered."""

    #: The page in sight is another one (from 0).
    page_changed = Signal(int)
    zoom_changed = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._pdf: Pdf | None = None
        self._zoom, self._fit = 1.0, True
        self._rects: list[QRect] = []
        self._images: dict[tuple[int, int], QImage] = {}
        self._page = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.verticalScrollBar().valueChanged.connect(lambda _: self._scrolled())
        self.horizontalScrollBar().valueChanged.connect(lambda _: self.viewport().update())
        look.watch().changed.connect(self.viewport().update)

    def show_pdf(self, pdf: Pdf | None) -> None:
        """Show another PDF; the place is kept when it has as many pages (the same paper, made anew)."""
        same = self._pdf is not None and pdf is not None and len(self._pdf) == len(pdf)
        kept = self.verticalScrollBar().value() if same else 0
        self._pdf = pdf
        self._images.clear()
        self._arrange()
        self.verticalScrollBar().setValue(kept)
        self.viewport().update()

    def zoom(self) -> float:
        """Return the zoom; 1.0 is the size of the paper."""
        return self._zoom

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at a zoom; the page in sight stays."""
        self._fit = False
        self._zoomed(zoom)

    def fit_width(self) -> None:
        """Fill the width with the page, now and when the window grows."""
        self._fit = True
        self._arrange()
        self.viewport().update()

    def go_to(self, number: int) -> None:
        """Show a page."""
        if 0 <= number < len(self._rects):
            self.verticalScrollBar().setValue(self._rects[number].top() - look.WIDE)

    def page(self) -> int:
        """Return the page in sight."""
        return self._page

    def _zoomed(self, zoom: float) -> None:
        before = self._rects[self._page] if self._rects else QRect()
        inside = (self.verticalScrollBar().value() - before.top()) / max(before.height(), 1)
        page = self._page
        self._zoom = min(max(zoom, LEAST), MOST)
        self._images.clear()
        self._arrange()
        if self._rects:
            rect = self._rects[page]
            self.verticalScrollBar().setValue(round(rect.top() + inside * rect.height()))
        self.viewport().update()
        self.zoom_changed.emit(self._zoom)

    def _arrange(self) -> None:
        self._rects = []
        if self._pdf is None:
            self.verticalScrollBar().setRange(0, 0)
            return
        room = self.viewport().size()
        widest = max((width for width, _ in self._pdf.sizes), default=1.0)
        if self._fit:
            zoom = (room.width() - 2 * look.HUGE) / (widest * SCREEN / POINTS)
            # A page wider than 150 % on a big screen is no easier to read.
            self._zoom = min(max(zoom, LEAST), 1.5)
        factor = self._zoom * SCREEN / POINTS
        top, full = look.HUGE, max(room.width(), round(widest * factor) + 2 * look.HUGE)
        for width, height in self._pdf.sizes:
            size = QSize(round(width * factor), round(height * factor))
            self._rects.append(QRect((full - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + look.HUGE
        self.verticalScrollBar().setRange(0, max(0, top - room.height()))
        self.verticalScrollBar().setPageStep(room.height())
        self.verticalScrollBar().setSingleStep(look.row_height(self) * 2)
        self.horizontalScrollBar().setRange(0, max(0, full - room.width()))
        self.horizontalScrollBar().setPageStep(room.width())

    def _scrolled(self) -> None:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        page = next((n for n, rect in enumerate(self._rects) if rect.bottom() + look.HUGE >= middle), 0)
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.viewport().update()

    def _image(self, number: int, ratio: float) -> QImage:
        assert self._pdf is not None
        scale = self._zoom * SCREEN / POINTS * ratio
        key = (number, round(scale * 1000))
        if key not in self._images:
            while len(self._images) >= KEPT:
                self._images.pop(next(iter(self._images)))
            image = self._pdf.image(number, scale)
            image.setDevicePixelRatio(ratio)
            self._images[key] = image
        return self._images[key]

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the desk, the shadows and the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), look.colour("desk"))
        if self._pdf is None:
            return
        dx, dy = -self.horizontalScrollBar().value(), -self.verticalScrollBar().value()
        shadow = look.colour("shadow")
        for number, rect in enumerate(self._rects):
            place = rect.translated(dx, dy)
            if not place.adjusted(0, 0, look.TINY, look.TINY).intersects(event.rect()):
                continue
            for depth in range(look.TINY):
                painter.fillRect(
                    place.adjusted(-1 - depth, depth, 1 + depth, 1 + depth), _faint(shadow, 22 - 4 * depth)
                )
            painter.drawImage(place.topLeft(), self._image(number, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the page as wide as the window."""
        super().resizeEvent(event)
        page = self._page
        before = self._zoom
        self._arrange()
        if before != self._zoom:
            self._images.clear()
            self.go_to(page)
            self.zoom_changed.emit(self._zoom)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom with Ctrl, scroll without."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.set_zoom(self._zoom * (1.1 if event.angleDelta().y() > 0 else 1 / 1.1))
            event.accept()
            return
        super().wheelEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Zoom and turn pages by keys."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        bar, key = self.verticalScrollBar(), event.key()
        if control and key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.set_zoom(self._zoom * 1.1)
        elif control and key == Qt.Key.Key_Minus:
            self.set_zoom(self._zoom / 1.1)
        elif control and key == Qt.Key.Key_0:
            self.fit_width()
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.go_to(self._page + (1 if key == Qt.Key.Key_PageDown else -1))
        else:
            super().keyPressEvent(event)


class _Thumbs(QAbstractListModel):
    """Small pictures of the pages, rendered when the list comes to them."""

    def __init__(self, parent: QWidget, width: int) -> None:
        super().__init__(parent)
        self._pdf: Pdf | None = None
        self._width = width
        self._icons: dict[int, QIcon] = {}
        self._holder = parent

    def show(self, pdf: Pdf | None) -> None:
        self.beginResetModel()
        self._pdf = pdf
        self._icons.clear()
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() or self._pdf is None else len(self._pdf)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if self._pdf is None or not 0 <= index.row() < len(self._pdf):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(index.row() + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.DecorationRole:
            return self._icon(index.row())
        return None

    def _icon(self, number: int) -> QIcon:
        assert self._pdf is not None
        if number not in self._icons:
            ratio = self._holder.devicePixelRatioF()
            width, height = self._pdf.sizes[number]
            image = self._pdf.image(number, self._width * ratio / max(width, height / 1.42))
            image.setDevicePixelRatio(ratio)
            pixmap = QPixmap.fromImage(image)
            icon = QIcon()
            # The same picture when selected: Qt would tint it.
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                icon.addPixmap(pixmap, mode)
            self._icons[number] = icon
        return self._icons[number]


class PdfPreview(QWidget):
    """Thumbnails, pages, a line that says which page; ``show_pdf`` takes bytes or a file."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf: Pdf | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._band = QFrame(self)
        look.mark(self._band, "band")
        band_row = QHBoxLayout(self._band)
        band_row.setContentsMargins(look.WIDE, look.TINY, look.WIDE, look.TINY)
        self._band_words = QLabel(self._band)
        band_row.addWidget(self._band_words, 0, Qt.AlignmentFlag.AlignCenter)
        self._band.hide()
        outer.addWidget(self._band)
        row = QHBoxLayout()
        row.setSpacing(0)
        outer.addLayout(row, 1)
        width = look.text_width(12, self)
        self.thumbs = QListView(self)
        look.mark(self.thumbs, "thumbs")
        self.thumbs.setObjectName("thumbs")
        self._thumb_rows = _Thumbs(self.thumbs, width)
        self.thumbs.setModel(self._thumb_rows)
        self.thumbs.setViewMode(QListView.ViewMode.IconMode)
        self.thumbs.setFlow(QListView.Flow.TopToBottom)
        self.thumbs.setWrapping(False)
        self.thumbs.setMovement(QListView.Movement.Static)
        self.thumbs.setResizeMode(QListView.ResizeMode.Adjust)
        self.thumbs.setIconSize(QSize(width, round(width * 1.42)))
        self.thumbs.setGridSize(QSize(width + look.HUGE, round(width * 1.42) + look.metrics(self).height() + look.WIDE))
        self.thumbs.setUniformItemSizes(True)
        self.thumbs.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.thumbs.setFixedWidth(width + look.HUGE + look.WIDE)
        row.addWidget(self.thumbs)
        self.pages = PagesView(self)
        self.pages.setObjectName("pages")
        row.addWidget(self.pages, 1)
        foot = QFrame(self)
        look.mark(foot, "footer")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(look.WIDE, look.TINY, look.WIDE, look.TINY)
        self._where, self._how_big = QLabel(foot), QLabel(foot)
        for label in (self._where, self._how_big):
            look.mark(label, "hint")
        foot_row.addWidget(self._where)
        foot_row.addStretch(1)
        foot_row.addWidget(self._how_big)
        outer.addWidget(foot)
        self.thumbs.selectionModel().currentChanged.connect(self._thumb_chosen)
        self.pages.page_changed.connect(self._page_changed)
        self.pages.zoom_changed.connect(lambda _: self._word())
        self.setFocusProxy(self.pages)
        self._word()

    def show_pdf(self, source: bytes | Path | None, *, band: str = "") -> None:
        """Show a PDF; ``band`` are the words across the window ("DỰ THẢO"), never on the paper."""
        old, self._pdf = self._pdf, None if source is None else Pdf(source)
        self._thumb_rows.show(self._pdf)
        self.pages.show_pdf(self._pdf)
        if old is not None:
            old.close()
        self.thumbs.setVisible(self._pdf is not None and len(self._pdf) > 1)
        self._band_words.setText(band)
        self._band.setVisible(bool(band))
        self._page_changed(self.pages.page())

    def pdf(self) -> bytes | None:
        """Return the bytes that are shown, to be printed or written."""
        return None if self._pdf is None else self._pdf.data

    def page_count(self) -> int:
        """Return the number of pages."""
        return 0 if self._pdf is None else len(self._pdf)

    def _thumb_chosen(self, index: QModelIndex) -> None:
        if index.isValid() and index.row() != self.pages.page():
            self.pages.go_to(index.row())

    def _page_changed(self, number: int) -> None:
        model = self._thumb_rows
        if number < model.rowCount():
            index = model.index(number, 0)
            selection = self.thumbs.selectionModel()
            selection.blockSignals(True)
            self.thumbs.setCurrentIndex(index)
            selection.blockSignals(False)
            self.thumbs.scrollTo(index)
            self.thumbs.viewport().update()
        self._word()

    def _word(self) -> None:
        count = self.page_count()
        self._where.setText(f"Trang {min(self.pages.page() + 1, count)} trong {count}" if count else "")
        self._how_big.setText(f"{round(self.pages.zoom() * 100)} %" if count else "")


def _faint(colour: QColor, alpha: int) -> QColor:
    result = QColor(colour)
    result.setAlpha(alpha)
    return result
