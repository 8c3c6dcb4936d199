"""The primitives between blocks and files: paragraphs, grids, dotted lines, page and section starts.

``compose`` turns blocks into these once; the PDF lays them out, the Word file states them. Both writers raise
TypeError for one they do not know. Measures are points.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from bontot_desktop.documents.blocks import Run, Section
from bontot_desktop.documents.styles import WRITING_PITCH, Align, Style


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands before the first line of a list's paragraph, the space after it included ("- ", "3. ").

    ``form`` is how Word counts it ("%1." for "3."), empty for a sign that does not count; ``series`` tells the
    counted lists of a paper apart, each begins at one.
    """

    text: str
    form: str = ""
    series: int = 0


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its style and what differs from it. ``None`` keeps the style's value.

    A ``\\n`` inside a run is a forced break, a ``\\t`` runs with dots to the next of ``tabs`` (measured from the left
    edge of the text). ``rule_width`` draws a line of that width above, in the middle of the column. ``bookmark`` enters
    the outline. ``marker`` makes it a paragraph of a list; it is no part of the text.
    """

    style: Style
    runs: tuple[Run, ...] = ()
    before: float | None = None
    pitch: float | None = None
    size: float | None = None
    align: Align | None = None
    indent: float | None = None
    bold: bool | None = None
    italic: bool | None = None
    tabs: tuple[float, ...] = ()
    keep_next: bool = False
    keep_lines: bool = False
    rule_width: float = 0.0
    bookmark: str = ""
    marker: Marker | None = None

    @property
    def text(self) -> str:
        """What it says, its marker included."""
        words = "".join(run.text for run in self.runs)
        return words if self.marker is None else self.marker.text + words

    @property
    def line_pitch(self) -> float:
        """The exact distance of its lines."""
        return self.style.pitch if self.pitch is None else self.pitch

    @property
    def font_size(self) -> float:
        """The size of its letters."""
        return self.style.size if self.size is None else self.size

    @property
    def room_before(self) -> float:
        """The room above it (none at the top of a page after an automatic break)."""
        return self.style.before if self.before is None else self.before

    @property
    def first_indent(self) -> float:
        """The indent of its first line."""
        return self.style.indent if self.indent is None else self.indent

    @property
    def alignment(self) -> Align:
        """How its lines stand."""
        return self.style.align if self.align is None else self.align

    @property
    def stays_with_next(self) -> bool:
        """Whether its last lines stay on the page of what follows."""
        return self.keep_next or self.style.keep_next


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: paragraphs, how many columns and rows it covers. ``covered`` stands below a cell of several rows."""

    paras: tuple[Para, ...] = ()
    span: int = 1
    rows: int = 1
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a grid, never split unless taller than a page."""

    cells: tuple[Cell, ...]
    height: float = 0.0
    head: bool = False
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: column widths, rows, padding beside and above and below the text; ruled with 0.5 pt lines or bare."""

    widths: tuple[float, ...]
    rows: tuple[Row, ...]
    ruled: bool = False
    pad_side: float = 0.0
    pad_top: float = 0.0


@dataclass(frozen=True, slots=True)
class Dots:
    """Dotted lines over the whole width; the layout turns ``fill`` (:class:`blocks.DottedLines`) into a count."""

    count: int
    fill: str = ""
    pitch: float = WRITING_PITCH
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows starts a page."""

    odd: bool = False


@dataclass(frozen=True, slots=True)
class NewSection:
    """What follows starts a page with another setup."""

    section: Section


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the middle of the column, as a file's bytes, drawn so large, ``framed`` with a thin line around it.

    ``told`` says in words what is seen, for who cannot see it. Where the page has no room for it, it may be drawn
    smaller, down to the share ``least`` of its size, rather than leave the page half empty.
    """

    content: bytes
    width: float
    height: float
    before: float = 0.0
    keep_next: bool = False
    framed: bool = True
    told: str = ""
    least: float = 1.0


Primitive = Para | Grid | Dots | Figure | NewPage | NewSection


@dataclass(frozen=True, slots=True)
class Flow:
    """A whole paper in primitives, with what both writers need to know of its pages."""

    items: tuple[Primitive, ...]
    first: Section
    paper: str
    two_sided: bool
    offset: tuple[float, float]
    title: str
    author: str
    day: date | None = None
    styles: tuple[Style, ...] = field(default=())
    form_code: str = ""
