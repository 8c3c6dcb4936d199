"""The ink of a page as drawing instructions of a PDF; a book repeats its lines, so each text is encoded only once."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.lib.rl_accel import escapePDF
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics

from bontot_desktop.documents.chunks import Glyphs, Image, Ink, Rule


class Pen:
    """Writes and rules on the pages of one canvas, points from the bottom left corner of the page."""

    def __init__(self, canvas: Any) -> None:
        self.canvas = canvas
        self.encoded: dict[tuple[str, str], tuple[tuple[str, str], ...]] = {}
        self.new_page()

    def new_page(self) -> None:
        """Forget the font and the thickness of the page before; a page begins with its own."""
        self.font = ("", 0.0)
        self.weight = 0.0
        self.spread = 0.0

    def draw(self, inks: tuple[Ink, ...], left: float, top: float) -> None:
        """Draw the ink of a chunk whose top left corner stands there. Raises TypeError for an ink it does not know."""
        code: list[str] = []
        for ink in inks:
            if isinstance(ink, Glyphs):
                self._write(code, ink, left + ink.x, top - ink.y)
            elif isinstance(ink, Rule):
                self._rule(code, ink.weight, left + ink.x1, top - ink.y1, left + ink.x2, top - ink.y2)
            elif isinstance(ink, Image):
                lower = top - ink.y - ink.height
                self.canvas.drawImage(ImageReader(BytesIO(ink.content)), left + ink.x, lower, ink.width, ink.height)
            else:
                raise TypeError(f"no way to draw a {type(ink).__name__}")
        if code:
            self.canvas.addLiteral("\n".join(code))

    def _write(self, code: list[str], ink: Glyphs, x: float, y: float) -> None:
        code.append("BT")
        if self.spread != ink.spread:
            self.spread = ink.spread
            code.append(f"{ink.spread:.4f} Tw")
        code.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm")
        for name, shown in self._encoded(ink.face, ink.text):
            if self.font != (name, ink.size):
                self.font = (name, ink.size)
                code.append(f"{name} {ink.size:g} Tf")
            code.append(shown)
        code.append("ET")
        if ink.underline:
            under = y - ink.size * 0.12
            self._rule(code, ink.size * 0.05, x, under, x + ink.underline, under)

    def _encoded(self, face: str, text: str) -> tuple[tuple[str, str], ...]:
        """Return the parts of a text by the name of the embedded font each is written with."""
        parts = self.encoded.get((face, text))
        if parts is None:
            font, document = pdfmetrics.getFont(face), self.canvas._doc
            parts = tuple(
                (font.getSubsetInternalName(subset, document), f"({escapePDF(signs)}) Tj")
                for subset, signs in font.splitString(text, document)
            )
            self.encoded[face, text] = parts
        return parts

    def _rule(self, code: list[str], weight: float, x1: float, y1: float, x2: float, y2: float) -> None:
        if self.weight != weight:
            self.weight = weight
            code.append(f"{weight:g} w")
        code.append(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l S")
