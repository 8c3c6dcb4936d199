"""A Word paper as it looks to the eye: paragraphs with the formatting that counts in the end, and sections."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bontot_desktop.documents.lint.report import Where

PAGE_ONE = Where()
LineRule = Literal["exact", "atLeast", "auto"]


@dataclass(frozen=True, slots=True)
class Face:
    """How a stretch of text looks: font, size in points, and whether it is black (or left to the printer)."""

    font: str
    size: float
    bold: bool = False
    italic: bool = False
    underline: bool = False
    black: bool = True


@dataclass(frozen=True, slots=True)
class Span:
    """Text of one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in a table a paragraph stands; ``ruled`` tables show their lines; ``width`` is the cell's, ``height`` the
    least of its row, in points, 0 if unsaid.
    """

    table: int
    row: int
    column: int
    columns: int
    ruled: bool
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or the piece of one between breaks and tabs. Measures are points.

    ``pitch`` is points for exact and at-least spacing, a multiple of a single line for "auto". ``drawn`` says that a
    line or shape is drawn at it (in the half ``drawn_side``, where that can be told), ``bordered`` that it has a border
    above or below. ``new_page`` says that it begins a page by hand; ``side`` is 0 left, 1 right where columns can be
    told; ``label`` is the number or bullet of a list, ``label_face`` how that is set. ``box`` numbers the text box or
    frame it stands in, 0 for the page itself; ``section`` counts sections from 0. ``mark_size`` is the size of its end
    mark, which makes the height of an empty paragraph.
    ``contextual`` drops the room between paragraphs of the same ``style``.
    """

    spans: tuple[Span, ...]
    align: str = "left"
    before: float = 0.0
    after: float = 0.0
    pitch: float = 1.0
    rule: LineRule = "auto"
    first: float = 0.0
    left: float = 0.0
    where: Where = PAGE_ONE
    spot: Spot | None = None
    drawn: bool = False
    drawn_side: int | None = None
    box: int = 0
    bordered: bool = False
    new_page: bool = False
    side: int | None = None
    label: str = ""
    label_face: Face | None = None
    style: str = ""
    contextual: bool = False
    mark_size: float = 14.0
    section: int = 0

    @property
    def raw(self) -> str:
        """The text with its breaks, tabs and runs of spaces."""
        return "".join(span.text for span in self.spans)

    @property
    def text(self) -> str:
        """The text on one line with single spaces, with the number or bullet Word puts before it."""
        return " ".join(f"{self.label} {self.raw}".split())

    @property
    def inked(self) -> tuple[Span, ...]:
        """The spans that show something."""
        return tuple(span for span in self.spans if span.text.strip())

    def all(self, name: str) -> bool:
        """Whether all that shows has a feature of a face (bold, italic, underline)."""
        return all(getattr(span.face, name) for span in self.inked)

    def any(self, name: str) -> bool:
        """Whether some of what shows has it."""
        return any(getattr(span.face, name) for span in self.inked)

    @property
    def sizes(self) -> list[float]:
        """The sizes of what shows, each once."""
        return sorted({span.face.size for span in self.inked})

    @property
    def upper(self) -> bool:
        """Whether it is written in capitals."""
        return self.text.isupper()

    @property
    def height(self) -> float:
        """The room of one line of it."""
        size = max((span.face.size for span in self.spans), default=self.mark_size)
        return self.pitch * size * 1.15 if self.rule == "auto" else self.pitch

    def piece(self, spans: list[Span], side: int | None = None) -> Line:
        """Return a piece of it with these spans."""
        return replace(self, spans=tuple(spans), side=self.side if side is None else side, label="")


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number in a header or footer: its look, the text beside it and whether it stands at the foot."""

    line: Line
    beside: str
    at_foot: bool


@dataclass(frozen=True, slots=True)
class SectionShape:
    """Paper and margins of a section in millimetres, and the page numbers of its first and its later pages."""

    width: float
    height: float
    top: float
    bottom: float
    left: float
    right: float
    header: float
    where: Where
    first_number: PageNumber | None
    later_number: PageNumber | None
    #: Whether its pages are counted from 1 again: its first page is then a page 1.
    counts_anew: bool = False
    #: The number its pages are told to begin with, None when none is said, and whether they are Arabic figures.
    begins_with: int | None = None
    arabic: bool = True


@dataclass(frozen=True, slots=True)
class Paper:
    """A Word paper: its paragraphs in order, empty ones too, and its sections.

    ``pages`` is how many pages it has at least, ``likely_pages`` what a reckoning says. ``edges`` are the paragraphs of
    headers and footers, ``front_edges`` those that page 1 shows.
    """

    lines: tuple[Line, ...]
    sections: tuple[SectionShape, ...]
    pages: int
    likely_pages: int
    edges: tuple[Line, ...] = ()
    front_edges: tuple[Line, ...] = ()
