"""Reading a PDF back: every stretch of text with its place, font and size, and every straight line drawn."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on the page: its place in points from the top left corner, its baseline, font and size."""

    text: str
    x: float
    right: float
    baseline: float
    font: str
    size: float

    @property
    def bold(self) -> bool:
        """Whether the font is a bold one."""
        return "Bold" in self.font

    @property
    def italic(self) -> bool:
        """Whether the font is an italic one."""
        return "Italic" in self.font


@dataclass(frozen=True, slots=True)
class Line:
    """Signs that stand on one baseline, without a gap wider than a column's."""

    marks: tuple[Mark, ...]

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(mark.text for mark in self.marks).strip()

    @property
    def inked(self) -> tuple[Mark, ...]:
        """The signs that are not spaces."""
        return tuple(mark for mark in self.marks if mark.text.strip())

    @property
    def x(self) -> float:
        """Left end, points from the left edge."""
        return self.inked[0].x

    @property
    def right(self) -> float:
        """Right end."""
        return self.inked[-1].right

    @property
    def middle(self) -> float:
        """Middle between both ends."""
        return (self.x + self.right) / 2

    @property
    def baseline(self) -> float:
        """Baseline, points from the upper edge."""
        return self.marks[0].baseline

    @property
    def size(self) -> float:
        """Size of the letters."""
        return max(mark.size for mark in self.marks)

    @property
    def bold(self) -> bool:
        """Whether all of it is bold."""
        return all(mark.bold for mark in self.inked)

    @property
    def italic(self) -> bool:
        """Whether all of it is italic."""
        return all(mark.italic for mark in self.inked)


@dataclass(frozen=True, slots=True)
class Stroke:
    """A drawn path: its ends in points from the top left corner."""

    x: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page read back."""

    width: float
    height: float
    lines: tuple[Line, ...]
    strokes: tuple[Stroke, ...]

    def line(self, text: str) -> Line:
        """Return the line that holds a text; the test fails when there is none."""
        found = [line for line in self.lines if text in line.text]
        assert found, f"no line with {text!r} among {[line.text for line in self.lines]}"
        return found[0]


def read(data: bytes) -> list[Sheet]:
    """Read every page of a PDF."""
    document = pdfium.PdfDocument(data)
    try:
        return [_sheet(page) for page in document]
    finally:
        document.close()


def _sheet(page: pdfium.PdfPage) -> Sheet:
    width, height = page.get_size()
    text = page.get_textpage()
    marks = [_mark(text, index, height) for index in range(text.count_chars())]
    lines: list[list[Mark]] = []
    for mark in marks:
        if mark.text in "\r\n":
            continue
        last = lines[-1][-1] if lines else None
        if last and abs(last.baseline - mark.baseline) < 0.3 and -4 < mark.x - last.right < 25:
            lines[-1].append(mark)
        elif mark.text.strip():
            lines.append([mark])
    strokes = [_stroke(item, height) for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    return Sheet(width, height, tuple(Line(tuple(line)) for line in lines), tuple(strokes))


def _stroke(item: pdfium.PdfObject, height: float) -> Stroke:
    """Return the line itself: the reader's bounds are wider by the line's thickness on every side."""
    thick = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item.raw, thick)
    left, bottom, right, top = item.get_bounds()
    return Stroke(left + thick.value, height - top + thick.value, right - thick.value, height - bottom - thick.value)


def _mark(text: pdfium.PdfTextPage, index: int, height: float) -> Mark:
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text.raw, index, box)
    name = ctypes.create_string_buffer(200)
    raw.FPDFText_GetFontInfo(text.raw, index, name, 200, ctypes.c_int())
    size = raw.FPDFText_GetFontSize(text.raw, index)
    sign = chr(raw.FPDFText_GetUnicode(text.raw, index))
    return Mark(sign, x.value, box.right, height - y.value, name.value.decode(), size)


def pitches(lines: list[Line]) -> list[float]:
    """Return the distances of the baselines of neighbouring lines."""
    return [below.baseline - above.baseline for above, below in pairwise(lines)]


def quick_lines(data: bytes) -> list[list[str]]:
    """Return the words of each page's lines, as :func:`read` parts them but without fonts and strokes."""
    document = pdfium.PdfDocument(data)
    try:
        return [_quick(page.get_textpage()) for page in document]
    finally:
        document.close()


def _quick(page: pdfium.PdfTextPage) -> list[str]:
    x, y = ctypes.c_double(), ctypes.c_double()
    box = raw.FS_RECTF()
    lines: list[str] = []
    line = ""
    at_x = at_y = -1000.0
    for index in range(page.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(page.raw, index))
        if sign in "\r\n":
            continue
        raw.FPDFText_GetCharOrigin(page.raw, index, x, y)
        gap = x.value - at_x
        joins = abs(y.value - at_y) < 0.3 and gap > -4
        if joins and gap > 12:
            raw.FPDFText_GetLooseCharBox(page.raw, index - 1, box)
            joins = x.value - box.right < 25
        if not joins:
            lines.append(line)
            line = ""
        line += sign
        at_x, at_y = x.value, y.value
    lines.append(line)
    return [" ".join(line.replace("\xa0", " ").split()) for line in lines if line.strip(". \xa0")]
