"""Sections of a Word file and the page numbers their headers and footers show, as Word hands them on."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.documents.lint import pages
from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Line, PageNumber, Paper, SectionShape, Span
from bontot_desktop.documents.lint.properties import is_on, number
from bontot_desktop.documents.lint.reading import Reader, millimetres
from bontot_desktop.documents.lint.report import Where

_Parts = dict[tuple[str, str], str]


def read(package: Package) -> Paper:
    """Read a whole paper."""
    reader = Reader(package)
    lines = reader.read()
    inherited: _Parts = {}
    shapes: list[SectionShape] = []
    edges: list[Line] = []
    front: list[Line] = []
    for element, where in reader.sections:
        inherited = inherited | _references(element)
        shape, shown, first = _shape(package, reader, element, where, inherited)
        front.extend(first if not shapes else ())
        edges.extend(shown)
        shapes.append(shape)
    sure = max([package.pages or 1, *(line.where.page for line in lines)])
    if not reader.exact:
        lines = pages.estimated(lines, shapes)
        starts = {line.section: line.where for line in reversed(lines)}
        shapes = [replace(shape, where=starts.get(index, shape.where)) for index, shape in enumerate(shapes)]
    likely = max([sure, *(line.where.page for line in lines)])
    return Paper(tuple(lines), tuple(shapes), sure, likely, tuple(edges), tuple(front))


def _references(section: Element) -> _Parts:
    return {
        (one.tag, one.get("type", "default")): one.get("r:id", "")
        for one in section
        if one.tag in ("headerReference", "footerReference")
    }


def _shape(
    package: Package, reader: Reader, section: Element, where: Where, parts: _Parts
) -> tuple[SectionShape, list[Line], list[Line]]:
    """Read a section; with it the paragraphs of its headers and footers, and those its first page shows."""
    size, margins = section.find("pgSz"), section.find("pgMar")
    size = Element("pgSz") if size is None else size
    margins = Element("pgMar") if margins is None else margins
    title = section.find("titlePg")
    kind = "first" if title is not None and is_on(title) else "default"
    kinds = ["default"]
    evens = package.settings.find("evenAndOddHeaders")
    if evens is not None and is_on(evens):
        kinds.append("even")
    read = {one: _edges(package, reader, parts, one, where) for one in dict.fromkeys((kind, *kinds))}
    later = [_number(read[one]) for one in kinds]
    gutter = millimetres(margins.get("gutter"))
    above = package.settings.find("gutterAtTop")
    on_top = above is not None and is_on(above)
    begins, arabic = _counting(section)
    shape = SectionShape(
        width=millimetres(size.get("w"), 215.9),
        height=millimetres(size.get("h"), 279.4),
        top=abs(millimetres(margins.get("top"), 25.4)) + (gutter if on_top else 0.0),
        bottom=abs(millimetres(margins.get("bottom"), 25.4)),
        left=millimetres(margins.get("left"), 25.4) + (0.0 if on_top else gutter),
        right=millimetres(margins.get("right"), 25.4),
        header=millimetres(margins.get("header"), 12.7),
        where=where,
        first_number=_number(read[kind]),
        later_number=None if None in later else later[0],
        counts_anew=begins == 1,
        begins_with=begins,
        arabic=arabic,
    )
    return shape, [line for edges in read.values() for line, _ in edges], [line for line, _ in read[kind]]


def _counting(section: Element) -> tuple[int | None, bool]:
    """Return the number the pages begin with, if one is said, and whether they are counted in Arabic figures."""
    numbers = section.find("pgNumType")
    if numbers is None:
        return None, True
    start = number(numbers.get("start"))
    return None if start is None else int(start), numbers.get("fmt", "decimal") == "decimal"


def _edges(package: Package, reader: Reader, parts: _Parts, kind: str, where: Where) -> list[tuple[Line, bool]]:
    """Return the paragraphs of the header and the footer of one kind of page, each with whether it is the footer's."""
    found: list[tuple[Line, bool]] = []
    for tag in ("headerReference", "footerReference"):
        root = package.headers.get(parts.get((tag, kind), ""))
        if root is not None:
            at_foot = tag == "footerReference"
            found.extend((replace(line, where=where), at_foot) for line in reader.header(root))
    return found


def _number(edges: list[tuple[Line, bool]]) -> PageNumber | None:
    shown = (_shown(line, at_foot=at_foot) for line, at_foot in edges)
    return next((one for one in shown if one is not None), None)


def _shown(line: Line, *, at_foot: bool) -> PageNumber | None:
    if "#" not in line.raw:
        return None
    spans = [Span(part.text, part.face) for part in line.spans if "#" in part.text]
    return PageNumber(line.piece(spans), line.raw.replace("#", "", 1).strip(), at_foot)
