"""An open PDF: pieces of its pages as pictures, its words, and where on the page they stand."""

from __future__ import annotations

import math
from collections import OrderedDict
from pathlib import Path

import pypdfium2
from pypdfium2 import raw
from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QImage

from bontot_desktop.errors import Damaged

#: Points per inch of a PDF, and of a logical pixel on screen.
POINTS, SCREEN = 72, 96
#: Pages held open, so that the next piece of the same page comes quicker.
OPEN_PAGES = 4

_GREY = raw.FPDF_GRAYSCALE
#: Edges black or white with nothing between: a laser printer would make a grey edge of dots.
_SHARP = raw.FPDF_RENDER_NO_SMOOTHTEXT | raw.FPDF_RENDER_NO_SMOOTHPATH


class Pdf:
    """An open PDF; pages are rendered when asked for. Lives in the window's thread. Raises Damaged when unreadable."""

    def __init__(self, source: bytes | Path) -> None:
        # The bytes are read at once: the file may be replaced while it is looked at.
        self.data = source if isinstance(source, bytes) else source.read_bytes()
        try:
            self._file = pypdfium2.PdfDocument(self.data)
        except pypdfium2.PdfiumError as fault:
            raise Damaged("Không mở được tệp PDF này: tệp bị hỏng hoặc có mật khẩu.") from fault
        self.sizes: list[tuple[float, float]] = [self._file.get_page_size(number) for number in range(len(self._file))]
        self._open: OrderedDict[int, pypdfium2.PdfPage] = OrderedDict()
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        return len(self.sizes)

    def pixels(self, number: int, scale: float, *, turned: bool = False) -> QSize:
        """Return the size of a page's picture; ``scale`` is device pixels per point."""
        width, height = self.sizes[number]
        size = QSize(math.ceil(width * scale - 0.01), math.ceil(height * scale - 0.01))
        return size.transposed() if turned else size

    def image(self, number: int, scale: float, *, grey: bool = False) -> QImage:
        """Render a whole page."""
        return self.part(number, scale, QRect(0, 0, 1 << 20, 1 << 20), grey=grey)

    def part(
        self, number: int, scale: float, piece: QRect, *, grey: bool = False, sharp: bool = False, turned: bool = False
    ) -> QImage:
        """Render a piece of a page's picture, given in pixels of the whole; pieces fit together without a seam.

        ``sharp`` leaves no grey between black and white; ``turned`` lays the page on its left side, head to the left.
        """
        size = self.pixels(number, scale, turned=turned)
        piece = piece.intersected(QRect(0, 0, size.width(), size.height()))
        kind = raw.FPDFBitmap_Gray if grey else raw.FPDFBitmap_BGRx
        bitmap = pypdfium2.PdfBitmap.new_native(piece.width(), piece.height(), kind)
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, piece.width(), piece.height())
        flags = (_GREY if grey else 0) | (_SHARP if sharp else 0) | raw.FPDF_ANNOT
        where = (-piece.x(), -piece.y(), size.width(), size.height())
        raw.FPDF_RenderPageBitmap(bitmap, self._page(number), *where, 3 if turned else 0, flags)
        form = QImage.Format.Format_Grayscale8 if grey else QImage.Format.Format_RGB32
        image = QImage(bitmap.buffer, bitmap.width, bitmap.height, bitmap.stride, form).copy()
        bitmap.close()
        return image

    def text(self, number: int) -> str:
        """Return the words of a page in the order in which they are drawn."""
        if number not in self._texts:
            reader = self._page(number).get_textpage()
            self._texts[number] = reader.get_text_range()
            reader.close()
        return self._texts[number]

    def spots(self, number: int, finds: list[tuple[int, int]]) -> list[list[QRectF]]:
        """Return where pieces of a page's text (place, length) stand: rectangles in points from the upper left."""
        words, height = self.text(number), self.sizes[number][1]
        reader = self._page(number).get_textpage()
        # Needed once before single rectangles are asked for.
        reader.count_rects()
        found = []
        for place, length in finds:
            first, last = (_sign(reader, words, at) for at in (place, place + length - 1))
            corners = [reader.get_rect(number) for number in range(reader.count_rects(first, last - first + 1))]
            found.append(
                [QRectF(left, height - top, right - left, top - bottom) for left, bottom, right, top in corners]
            )
        reader.close()
        return found

    def close(self) -> None:
        """Let the PDF go."""
        for page in self._open.values():
            page.close()
        self._open.clear()
        self._file.close()

    def _page(self, number: int) -> pypdfium2.PdfPage:
        if number not in self._open:
            while len(self._open) >= OPEN_PAGES:
                self._open.popitem(last=False)[1].close()
            self._open[number] = self._file[number]
        self._open.move_to_end(number)
        return self._open[number]


def _sign(reader: pypdfium2.PdfTextPage, words: str, at: int) -> int:
    """Return the place of a sign in the reader's own count, which is of 16-bit units and of signs left out of words."""
    units = len(words[:at].encode("utf-16-le")) // 2
    return int(raw.FPDFText_GetCharIndexFromTextIndex(reader, units))
