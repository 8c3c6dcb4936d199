"""Papers as PDF: laid-out pages drawn with embedded fonts, the same bytes for the same facts."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import archive, fonts, styles
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.chunks import Chunk, Glyphs
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.geometry import NUMBER_TOP
from bontot_desktop.documents.layout import Page, Pages, lay_out
from bontot_desktop.documents.lines import BASELINE
from bontot_desktop.documents.pen import Pen

# Plain compressed bytes: smaller and faster than the printable encoding of old printers.
rl_config.useA85 = 0

#: How far a frame stands off the text area, and how thick it is.
FRAME_OFF = 10.0
FRAME_WEIGHT = 1.5
#: How far a certificate's frame stands off the paper's edge (Word knows no more than 31 pt), and its three lines from
#: outside to inside: distance from there, thickness.
BORDER_OFF = 28.0
BORDER_LINES = ((0.375, 0.75), (3.375, 2.25), (6.375, 0.75))


def render(document: Document) -> bytes:
    """Return the paper as the bytes of a PDF file, fonts embedded, title and language set, titles in the outline."""
    return draw(lay_out(compose(document)))


def draw(laid: Pages) -> bytes:
    """Return the PDF file of a paper that is laid out already."""
    flow = laid.flow
    fonts.register()
    out = BytesIO()
    # A font that is embedded stands first, or every page would name one that is not.
    first = fonts.FACES[False, False]
    canvas = Canvas(out, invariant=1, pageCompression=1, lang="vi-VN", initialFontName=first, pdfVersion=(1, 7))
    archive.describe(canvas, flow.title, flow.author, flow.day)
    outline = _Outline(canvas)
    pen = Pen(canvas)
    for page in laid.pages:
        _draw(canvas, pen, page, flow.offset, outline)
    canvas.save()
    return out.getvalue()


class _Outline:
    """Enters titles into the PDF's outline, levels never jumping."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.count = 0
        self.level = -1

    def enter(self, chunk: Chunk, top: float) -> None:
        key = f"muc-{self.count}"
        self.count += 1
        self.level = min(chunk.level, self.level + 1)
        self.canvas.bookmarkHorizontal(key, 0, top)
        self.canvas.addOutlineEntry(chunk.bookmark, key, self.level)


def _draw(canvas: Any, pen: Pen, page: Page, offset: tuple[float, float], outline: _Outline) -> None:
    shape = page.shape
    canvas.setPageSize((shape.width, shape.height))
    left = page.left + offset[0]
    if page.frame:
        canvas.setLineWidth(FRAME_WEIGHT)
        canvas.rect(
            left - FRAME_OFF,
            shape.bottom - FRAME_OFF - offset[1],
            shape.text_width + 2 * FRAME_OFF,
            shape.text_height + 2 * FRAME_OFF,
        )
    if page.border:
        for off, weight in BORDER_LINES:
            edge = BORDER_OFF + off
            canvas.setLineWidth(weight)
            canvas.rect(edge + offset[0], edge - offset[1], shape.width - 2 * edge, shape.height - 2 * edge)
    pen.new_page()
    if page.shown:
        pen.draw(_number(page), left, shape.height - shape.top - offset[1])
    for y, chunk in page.placed:
        top = shape.height - shape.top - y - offset[1]
        if chunk.bookmark:
            outline.enter(chunk, top)
        pen.draw(chunk.inks, left, top)
    canvas.showPage()


def _number(page: Page) -> tuple[Glyphs]:
    """Return the page's number as it stands in the middle of the upper margin, from the text area's top left."""
    style = styles.PAGE_NUMBER
    face = fonts.FACES[False, False]
    text = str(page.number)
    x = (page.shape.text_width - fonts.width(text, face, style.size)) / 2
    y = NUMBER_TOP + style.pitch * BASELINE - page.shape.top
    return (Glyphs(x, y, text, face, style.size),)
