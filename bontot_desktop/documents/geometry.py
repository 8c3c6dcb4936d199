"""Sizes and margins of the page (document-format §1), in points."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.documents.blocks import Section
from bontot_desktop.documents.styles import mm

#: Distance of the page number's line from the upper paper edge.
NUMBER_TOP = mm(10)

_PAPERS = {"A4": (mm(210), mm(297)), "A5": (mm(148), mm(210))}
#: Top, bottom, binding edge, outer edge. A5 has no figures of its own in the guide; these keep its text area usable.
_MARGINS = {"A4": (mm(20), mm(20), mm(30), mm(15)), "A5": (mm(17), mm(13), mm(20), mm(10))}


@dataclass(frozen=True, slots=True)
class Geometry:
    """One section's page: paper size and margins; ``left`` is the binding edge of a front side."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float

    @property
    def text_width(self) -> float:
        """Width of the text area."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> float:
        """Height of the text area."""
        return self.height - self.top - self.bottom


def of(paper: str, section: Section) -> Geometry:
    """Return the page of a section; landscape turns the paper and keeps the four margins, unless it has its own."""
    width, height = _PAPERS[paper]
    if section.landscape:
        width, height = height, width
    top, bottom, left, right = _MARGINS[paper] if section.margins_mm is None else map(mm, section.margins_mm)
    return Geometry(width, height, top, bottom, left, right)
