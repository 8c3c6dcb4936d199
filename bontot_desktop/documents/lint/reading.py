"""Reads the body of a Word file into paragraphs as the eye sees them, each with its page and its place in a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bontot_desktop.documents.lint import boxes
from bontot_desktop.documents.lint.boxes import Shape
from bontot_desktop.documents.lint.numbering import Numbering
from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Face, Line, LineRule, Spot
from bontot_desktop.documents.lint.properties import Properties, number, paragraph_properties
from bontot_desktop.documents.lint.report import Where
from bontot_desktop.documents.lint.resolve import NO_CELL, CellFormat, Styles
from bontot_desktop.documents.lint.runs import Runs
from bontot_desktop.documents.lint.tables import WRAPPERS, TableShape

#: A centre tab this near the middle of the text centres what follows it, in points.
_NEAR_MIDDLE = 30.0


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a paragraph stands beside the running text: the cell of a table, a text box."""

    cell: CellFormat = NO_CELL
    spot: Spot | None = None
    box: int = 0
    side: int | None = None


_PAGE = _Place()


class Reader:
    """Reads paragraphs in order; ``sections`` fills with every ``w:sectPr`` and the page it begins on."""

    def __init__(self, package: Package) -> None:
        self.styles = Styles(package)
        self._numbering = Numbering(package.numbering)
        self.exact = next(package.body.iter("lastRenderedPageBreak"), None) is not None
        self.page = 1
        self.breaks = False
        self._page_begun = False
        self._tables = 0
        self._boxes = 0
        self._framed: object = None
        self.sections: list[tuple[Element, Where]] = []
        self._section_starts = Where(1, True)
        self._body = package.body

    def read(self) -> list[Line]:
        """Return all paragraphs."""
        lines = list(self._blocks(self._body, _PAGE))
        last = self._body.find("sectPr")
        self.sections.append((Element("sectPr") if last is None else last, self._section_starts))
        return lines

    def header(self, root: Element) -> list[Line]:
        """Return the paragraphs of a header or footer."""
        page, self.breaks = self.page, False
        found = list(self._blocks(root, _PAGE))
        self.page = page
        return found

    def here(self) -> Where:
        """Return the page that is being read."""
        return Where(self.page, self.exact)

    def turn(self, *, by_word: bool) -> None:
        """Begin a page at a break in a run; where Word noted its own breaks only those count."""
        if by_word or not self.exact:
            self.page += 1
        if not by_word:
            self.breaks = True

    def _blocks(self, parent: Element, place: _Place) -> Iterator[Line]:
        for child in parent:
            if child.tag == "p":
                yield from self._paragraph(child, place)
                self._end_section(child)
            elif child.tag == "tbl":
                yield from self._table(child, place)
            elif child.tag in WRAPPERS:
                yield from self._blocks(child, place)

    def _end_section(self, paragraph: Element) -> None:
        section = paragraph.find("pPr/sectPr")
        if section is None:
            return
        self.sections.append((section, self._section_starts))
        if not self.exact:
            kind = section.find("type")
            if kind is None or kind.get("val") != "continuous":
                self.page += 1
                self.breaks = True
            self._section_starts = self.here()
        else:
            # Word's own mark of the next page stands in the paragraph that follows.
            self._section_starts = Where(self.page + 1, True)

    def _table(self, element: Element, place: _Place) -> Iterator[Line]:
        self._tables += 1
        mine = self._tables
        table = TableShape(element, self.styles)
        for at, cells in enumerate(table.rows):
            for column, cell in enumerate(cells):
                spot = Spot(mine, at, column, len(cells), table.ruled, table.widths[at][column], table.heights[at])
                formats = self.styles.cell(table.style, table.parts(at, column))
                yield from self._blocks(cell, _Place(formats, spot, place.box))

    def _paragraph(self, element: Element, place: _Place) -> list[Line]:
        direct = paragraph_properties(element.find("pPr"))
        named = str(direct.get("style", ""))
        whole = self._with_list(self.styles.paragraph(direct, place.cell), direct)
        broken, self.breaks = self.breaks, False
        if whole.get("new-page") and not self.exact and self._page_begun:
            self.page += 1
        runs = Runs(self, named, place.cell)
        runs.take(element)
        self._page_begun = True
        rule, pitch = _pitch(whole)
        label = self._numbering.label(whole)
        drawn = [shape for shape in runs.shapes if shape.drawn]
        box, side = self._frame(whole, place)
        mark = direct.get("mark", {})
        line = Line(
            spans=tuple(runs.spans),
            align=_align(whole, runs),
            before=whole.get("before", 0.0) / 20,
            after=whole.get("after", 0.0) / 20,
            pitch=pitch,
            rule=rule,
            first=whole.get("first", 0.0) / 20,
            left=whole.get("left", 0.0) / 20,
            where=runs.where or self.here(),
            spot=place.spot,
            drawn=bool(drawn),
            drawn_side=(side if box else _half(drawn[0], place.spot)) if drawn else None,
            box=box,
            bordered=bool(whole.get("bordered")),
            new_page=bool(whole.get("new-page")) or broken or runs.broke_first,
            side=side,
            label=label,
            label_face=self._label_face(label, whole, mark, named, place.cell) if label else None,
            style=named,
            contextual=bool(whole.get("contextual")),
            mark_size=self.styles.size(mark, named, place.cell),
            section=len(self.sections),
        )
        if not any(shape.boxes for shape in runs.shapes):
            return [line]
        above: list[Line] = []
        below: list[Line] = []
        for shape in runs.shapes:
            (below if shape.place.below else above).extend(self._boxed(shape, place))
        return [*above, line, *below]

    def _with_list(self, whole: Properties, direct: Properties) -> Properties:
        """Give a paragraph of a list the indents of its level; those set beside the list itself go before them."""
        if whole.get("numId", "0") == "0":
            return whole
        over = direct if "numId" in direct else self.styles.style_indents(direct.get("style", "")) | direct
        whole = whole | self._numbering.indents(whole)
        return whole | {name: over[name] for name in ("left", "first") if name in over}

    def _label_face(self, label: str, whole: Properties, mark: Properties, named: str, cell: CellFormat) -> Face:
        return self.styles.face(label, mark | self._numbering.run(whole), named, cell)[0]

    def _frame(self, whole: Properties, place: _Place) -> tuple[int, int | None]:
        """Number the frame a paragraph stands in; neighbours with the same frame share it."""
        framed = boxes.frame(whole)
        if framed is None or place.box:
            self._framed = None
            return place.box, place.side
        if whole["frame"] != self._framed:
            self._framed = whole["frame"]
            self._boxes += 1
        return self._boxes, None if place.spot else framed.half()

    def _boxed(self, shape: Shape, place: _Place) -> Iterator[Line]:
        """Give the paragraphs of text boxes; a box anchored in a cell belongs to that cell."""
        for box in shape.boxes:
            self._boxes += 1
            side = None if place.spot else shape.place.half()
            page, broken = self.page, self.breaks
            yield from self._blocks(box, _Place(place.cell, place.spot, self._boxes, side))
            self.page, self.breaks = page, broken


def _half(shape: Shape, spot: Spot | None) -> int | None:
    if spot is None:
        return shape.place.half()
    return shape.place.half(spot.column, spot.width)


def _align(whole: Properties, runs: Runs) -> str:
    """Return the alignment; a frame or a tab in the middle of the page centres what it holds."""
    said = str(whole.get("align", "left"))
    if whole.get("frame", {}).get("xAlign") == "center" or runs.centred_tab:
        return "center"
    start = "".join(span.text for span in runs.spans)
    middle = any(abs(stop / 20 - boxes.MIDDLE) < _NEAR_MIDDLE for stop in whole.get("centre-tabs", ()))
    return "center" if middle and start.startswith("\t") and "\t" not in start.strip("\t") else said


def _pitch(properties: Properties) -> tuple[LineRule, float]:
    line, rule = properties.get("line"), properties.get("lineRule", "auto")
    if line is None or line <= 0:
        return "auto", 1.0
    if rule in ("exact", "atLeast"):
        return rule, line / 20
    return "auto", line / 240


def millimetres(value: str | None, otherwise: float = 0.0) -> float:
    """Read twentieths of a point as millimetres."""
    read = number(value)
    return otherwise if read is None else read / 1440 * 25.4
