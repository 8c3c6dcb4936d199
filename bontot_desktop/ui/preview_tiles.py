"""Pieces of rendered pages, kept within bounds: what is in sight comes at once or soon, never all of a book."""

from __future__ import annotations

import time
from collections import OrderedDict

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from bontot_desktop.ui.pdf import Pdf

#: Side of a piece in device pixels: two or three make a page on a usual screen, and 400 % costs no more than 100 %.
SIDE = 768
#: Memory for rendered pieces, in bytes.
MOST_BYTES = 96 * 1024 * 1024
#: Small pictures of whole pages kept.
SMALL_KEPT = 160

_Key = tuple[int, int, int]


class Tiles:
    """Rendered pieces of one PDF at one zoom, and its pages in small.

    ``small_width`` is the width of a small upright page in device pixels; a page across is as wide.
    """

    def __init__(self, pdf: Pdf, small_width: float) -> None:
        self._pdf, self._small_width = pdf, small_width
        self._scale = 1.0
        self._made: OrderedDict[_Key, QImage] = OrderedDict()
        self._bytes = 0
        self._small: OrderedDict[int, QImage] = OrderedDict()

    def set_scale(self, scale: float) -> None:
        """Say how large pages are wanted, in device pixels per point."""
        if abs(scale - self._scale) > 1e-6:
            self._scale = scale
            self._made.clear()
            self._bytes = 0

    def keys(self, number: int, seen: QRect) -> list[_Key]:
        """Return the pieces of a page that cover what is seen of it, in device pixels of the page."""
        size = self._pdf.pixels(number, self._scale)
        seen = seen.intersected(QRect(0, 0, size.width(), size.height()))
        if seen.isEmpty():
            return []
        across = range(seen.left() // SIDE, seen.right() // SIDE + 1)
        down = range(seen.top() // SIDE, seen.bottom() // SIDE + 1)
        return [(number, column, line) for line in down for column in across]

    def place(self, key: _Key) -> QRect:
        """Return where a piece lies on its page, in device pixels."""
        number, column, line = key
        size = self._pdf.pixels(number, self._scale)
        whole = QRect(0, 0, size.width(), size.height())
        return QRect(column * SIDE, line * SIDE, SIDE, SIDE).intersected(whole)

    def get(self, key: _Key) -> QImage | None:
        """Return a piece if it is there."""
        image = self._made.get(key)
        if image is not None:
            self._made.move_to_end(key)
        return image

    def make(self, key: _Key) -> QImage:
        """Return a piece, rendered now if need be; the ones not seen for longest make room."""
        image = self.get(key)
        if image is None:
            image = self._pdf.part(key[0], self._scale, self.place(key))
            self._made[key] = image
            self._bytes += image.sizeInBytes()
            while self._bytes > MOST_BYTES and len(self._made) > 1:
                self._bytes -= self._made.popitem(last=False)[1].sizeInBytes()
        return image

    def held(self) -> int:
        """Return the bytes held by pieces."""
        return self._bytes

    def small(self, number: int, *, make: bool = True) -> QImage | None:
        """Return the small picture of a page; None when it is not made yet and shall not be."""
        if number not in self._small:
            if not make:
                return None
            width, height = self._pdf.sizes[number]
            image = self._pdf.image(number, self._small_width / max(width, height / 1.42))
            self._small[number] = image
            while len(self._small) > SMALL_KEPT:
                self._small.popitem(last=False)
        self._small.move_to_end(number)
        return self._small[number]


class Budget:
    """A few milliseconds of rendering, then the window gets its turn."""

    def __init__(self, milliseconds: float) -> None:
        self._until = time.perf_counter() + milliseconds / 1000
        self._used = False

    def left(self) -> bool:
        """Say whether there is time for one more piece; the first always has it."""
        first, self._used = not self._used, True
        return first or time.perf_counter() < self._until
