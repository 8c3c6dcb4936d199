"""The bare way: the same text and lines on a reportlab canvas, where they stand, and nothing more."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import fonts
from bontot_desktop.documents.chunks import Glyphs, Rule
from bontot_desktop.documents.layout import Page


def draw(pages: Iterable[Page]) -> bytes:
    """Return a PDF with the ink of laid-out pages."""
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, invariant=1, pageCompression=1)
    for page in pages:
        shape = page.shape
        canvas.setPageSize((shape.width, shape.height))
        for y, chunk in page.placed:
            top = shape.height - shape.top - y
            for ink in chunk.inks:
                if isinstance(ink, Glyphs):
                    canvas.setFont(ink.face, ink.size)
                    canvas.drawString(page.left + ink.x, top - ink.y, ink.text)
                elif isinstance(ink, Rule):
                    canvas.setLineWidth(ink.weight)
                    canvas.line(page.left + ink.x1, top - ink.y1, page.left + ink.x2, top - ink.y2)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
