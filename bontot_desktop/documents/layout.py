"""Primitives to pages: what stands where on each sheet, with the rules of keeping together that Word follows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bontot_desktop.documents import figures, fonts, geometry, grids
from bontot_desktop.documents.blocks import Section
from bontot_desktop.documents.chunks import Chunk, Glyphs
from bontot_desktop.documents.flow import Dots, Figure, Flow, Grid, NewPage, NewSection, Para, Primitive
from bontot_desktop.documents.geometry import Geometry
from bontot_desktop.documents.lines import dots_over
from bontot_desktop.documents.paras import chunks_of_para
from bontot_desktop.documents.styles import DOTS

_SLACK = 0.05


@dataclass(slots=True)
class Page:
    """A sheet's side: its size, where its text area begins, what stands on it and the number to show."""

    shape: Geometry
    left: float
    number: int
    shown: bool
    frame: bool
    border: bool
    placed: list[tuple[float, Chunk]] = field(default_factory=list)


@dataclass(slots=True)
class Pages:
    """A paper laid out, from which its PDF is drawn; with what the Word file cannot find out by itself.

    ``dot_counts`` are the counts of its :class:`Dots` in order; ``fillers`` says for each page or section start, in
    order, whether an empty page lies before it.
    """

    flow: Flow
    pages: list[Page]
    dot_counts: list[int]
    fillers: list[bool]


def lay_out(flow: Flow) -> Pages:
    """Lay a paper out; raises TypeError for a primitive it does not know."""
    setter = _Setter(flow)
    for item in flow.items:
        setter.take(item)
    setter.flush()
    return Pages(flow, setter.pages, setter.dot_counts, setter.fillers)


class _Setter:
    """Fills pages one after another."""

    def __init__(self, flow: Flow) -> None:
        self.flow = flow
        self.pages: list[Page] = []
        self.dot_counts: list[int] = []
        self.fillers: list[bool] = []
        self.waiting: list[Chunk] = []
        #: Pictures that wait for their place, each with its chunk.
        self._figures: list[tuple[Chunk, Figure]] = []
        self.section = flow.first
        self.section_pages = 0
        self.shape = geometry.of(flow.paper, flow.first)
        self.number = (flow.first.restart_at or 1) - 1
        self.y = 0.0
        self.last_grid: Grid | None = None
        self._new_page()

    def take(self, item: Primitive) -> None:
        """Lay one primitive."""
        if isinstance(item, Para):
            self._queue(chunks_of_para(item, self.shape.text_width))
        elif isinstance(item, Grid):
            self._queue(grids.chunks_of_grid(item, self.shape.text_height))
        elif isinstance(item, Dots):
            self._dots(item)
        elif isinstance(item, Figure):
            chunk = figures.chunk_of_figure(item, self.shape.text_width)
            self._figures.append((chunk, item))
            self._queue([chunk])
        elif isinstance(item, NewPage):
            self.flush()
            self._break(odd=item.odd)
        elif isinstance(item, NewSection):
            self.flush()
            self._start(item.section)
        else:
            raise TypeError(f"no way to lay out a {type(item).__name__}")

    def flush(self) -> None:
        """Place what still waits for something to stay with."""
        if self.waiting:
            self._place(self.waiting)
            self.waiting = []

    def _queue(self, chunks: list[Chunk]) -> None:
        for chunk in chunks:
            self.waiting.append(chunk)
            if not chunk.keep_next:
                self._place(self.waiting)
                self.waiting = []

    def _place(self, unit: list[Chunk]) -> None:
        """Put chunks that belong together on this page or, where they fit better, on the next."""
        unit = self._with_less_picture(unit)
        self._figures.clear()
        if self.y and not self._fits(unit, self.y):
            if self._fits(unit, 0.0, fresh=True):
                self._next_page(unit[0])
            elif len(unit) > 1:
                self._place_loose(unit)
                return
            else:
                self._next_page(unit[0])
        elif not self.y and not self._fits(unit, 0.0) and len(unit) > 1:
            self._place_loose(unit)
            return
        for chunk in unit:
            self._put(chunk)

    def _with_less_picture(self, unit: list[Chunk]) -> list[Chunk]:
        """Draw the picture among the chunks smaller when they all fit then; else leave them as they are."""
        if not self.y or not self._figures or self._fits(unit, self.y):
            return unit
        known = [(at, figure) for chunk, figure in self._figures for at, one in enumerate(unit) if one is chunk]
        if not known:
            return unit
        place, figure = known[0]
        taken = self.y + sum((chunk.before if at or self.y else 0.0) + chunk.height for at, chunk in enumerate(unit))
        share = 1.0 - (taken - self.shape.text_height) / figure.height
        if share < figure.least:
            return unit
        smaller = replace(figure, width=figure.width * share, height=figure.height * share)
        return [*unit[:place], figures.chunk_of_figure(smaller, self.shape.text_width), *unit[place + 1 :]]

    def _place_loose(self, unit: list[Chunk]) -> None:
        """A unit taller than a page is placed piece by piece."""
        for chunk in unit:
            if self.y and not self._fits([chunk], self.y):
                self._next_page(chunk)
            self._put(chunk)

    def _fits(self, unit: list[Chunk], y: float, *, fresh: bool = False) -> bool:
        if fresh:
            y = sum(head.height for head in unit[0].repeats) if unit[0].grid is self.last_grid is not None else 0.0
        at = y
        for chunk in unit:
            at += (chunk.before if at else 0.0) + chunk.height
        # The line below a table's last row on the page stands on the page too.
        grid = unit[-1].grid
        at += grids.GRID_RULE if grid is not None and grid.ruled else 0.0
        return at <= self.shape.text_height + _SLACK

    def _put(self, chunk: Chunk) -> None:
        # Word lets the room above a paragraph fall away at the top of a page it came to by itself.
        at_top = not self.y and self.section_pages > 0 and self._came_by_itself
        self.y += 0.0 if at_top else chunk.before
        self.pages[-1].placed.append((self.y, chunk))
        self.y += chunk.height
        self.last_grid = chunk.grid

    def _next_page(self, first: Chunk) -> None:
        continues = first.grid is not None and first.grid is self.last_grid
        self._new_page()
        self._came_by_itself = True
        if continues:
            for head in first.repeats:
                self._put(replace(head, bookmark=""))

    def _dots(self, item: Dots) -> None:
        dots = dots_over(self.shape.text_width, fonts.FACES[False, False], DOTS.size)
        glyphs = Glyphs(0.0, item.pitch * 0.8, dots, fonts.FACES[False, False], DOTS.size)
        chunk = Chunk(item.pitch, inks=(glyphs,))
        self._queue([replace(chunk, keep_next=item.keep_next and n == item.count) for n in range(1, item.count + 1)])
        count = item.count
        if item.fill:
            self.flush()
            count += self._fill(chunk)
            if item.fill == "sheet" and len(self.pages) % 2:
                self._new_page()
                self._came_by_itself = True
                count += self._fill(chunk)
        self.dot_counts.append(count)

    def _fill(self, chunk: Chunk) -> int:
        count = 0
        while self._fits([chunk], self.y):
            self._put(chunk)
            count += 1
        return count

    def _break(self, *, odd: bool) -> None:
        self._fill_sheet(odd)
        self._new_page()
        self._came_by_itself = False

    def _start(self, section: Section) -> None:
        self._fill_sheet(section.odd)
        self.section = section
        self.section_pages = 0
        self.shape = geometry.of(self.flow.paper, section)
        if section.restart_at is not None:
            self.number = section.restart_at - 1
        self._new_page()
        self._came_by_itself = False

    def _fill_sheet(self, odd: bool) -> None:
        """Leave the back of the sheet empty where the next page must be a right-hand one."""
        filler = odd and len(self.pages) % 2 == 1
        self.fillers.append(filler)
        if filler:
            self._new_page()

    def _new_page(self) -> None:
        self.number += 1
        self.section_pages += 1
        back = self.flow.two_sided and len(self.pages) % 2 == 1
        shown = self.section.numbered and (self.section_pages > 1 or self.section.number_first)
        left = self.shape.right if back else self.shape.left
        first = self.section_pages == 1
        framed = self.section.frame and first, self.section.border and first
        self.pages.append(Page(self.shape, left, self.number, shown, *framed))
        self.y = 0.0
        self.last_grid = None
        self._came_by_itself = False
