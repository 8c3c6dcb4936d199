"""What the layout moves about: pieces of a page that are never split, with their ink."""

from __future__ import annotations

from dataclasses import dataclass

from bontot_desktop.documents.flow import Grid


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Text with its baseline at ``y`` below the chunk's top; ``spread`` is added to every space in it."""

    x: float
    y: float
    text: str
    face: str
    size: float
    spread: float = 0.0
    underline: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, from the chunk's top left, ``weight`` points thick."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float


@dataclass(frozen=True, slots=True)
class Image:
    """A picture whose upper left corner stands at ``x``, ``y`` from the chunk's top left."""

    x: float
    y: float
    width: float
    height: float
    content: bytes


Ink = Glyphs | Rule | Image


@dataclass(frozen=True, slots=True)
class Chunk:
    """An unsplittable piece: a line of a paragraph, a row of a grid, the heading rows of a grid together.

    ``before`` is the room above, ``keep_next`` holds it on the page of the next chunk, ``repeats`` are the heading rows
    to set again when a new page begins with this row.
    """

    height: float
    before: float = 0.0
    inks: tuple[Ink, ...] = ()
    keep_next: bool = False
    grid: Grid | None = None
    repeats: tuple[Chunk, ...] = ()
    bookmark: str = ""
    level: int = 0
