"""Sections of a Word file and the page numbers their headers and footers show, as Word hands them on."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.documents.lint.opening import Element, Package
from bontot_desktop.documents.lint.paper import Line, PageNumber, Paper, SectionShape, Span
from bontot_desktop.documents.lint.reading import Reader, millimetres
from bontot_desktop.documents.lint.report import Where
from bontot_desktop.documents.lint.resolve import is_on

_Parts = dict[tuple[str, str], str]


def read(package: Package) -> Paper:
    """Read a whole paper."""
    reader = Reader(package)
    read_lines = reader.read()
    lines = _with_guessed_pages(read_lines, reader.sections[0][0])
    inherited: _Parts = {}
    shapes = []
    for element, where in reader.sections:
        inherited = inherited | _references(element)
        shapes.append(_shape(package, reader, element, where, inherited))
    sure = max([package.pages or 1, *(line.where.page for line in read_lines)])
    likely = max([sure, *(line.where.page for line in lines)])
    return Paper(tuple(lines), tuple(shapes), sure, likely)


def _references(section: Element) -> _Parts:
    return {
        (one.tag, one.get("type", "default")): one.get("r:id", "")
        for one in section
        if one.tag in ("headerReference", "footerReference")
    }


def _shape(package: Package, reader: Reader, section: Element, where: Where, parts: _Parts) -> SectionShape:
    size, margins = section.find("pgSz"), section.find("pgMar")
    size = Element("pgSz") if size is None else size
    margins = Element("pgMar") if margins is None else margins
    title = section.find("titlePg")
    kind = "first" if title is not None and is_on(title) else "default"
    kinds = ["default"]
    evens = package.settings.find("evenAndOddHeaders")
    if evens is not None and is_on(evens):
        kinds.append("even")
    later = [_number(package, reader, parts, one) for one in kinds]
    gutter = millimetres(margins.get("gutter"))
    return SectionShape(
        width=millimetres(size.get("w"), 215.9),
        height=millimetres(size.get("h"), 279.4),
        top=abs(millimetres(margins.get("top"), 25.4)),
        bottom=abs(millimetres(margins.get("bottom"), 25.4)),
        left=millimetres(margins.get("left"), 25.4) + gutter,
        right=millimetres(margins.get("right"), 25.4),
        header=millimetres(margins.get("header"), 12.7),
        where=where,
        first_number=_number(package, reader, parts, kind),
        later_number=None if None in later else later[0],
        counts_anew=_counts_anew(section),
    )


def _counts_anew(section: Element) -> bool:
    numbers = section.find("pgNumType")
    return numbers is not None and numbers.get("start", "") == "1"


def _number(package: Package, reader: Reader, parts: _Parts, kind: str) -> PageNumber | None:
    for tag in ("headerReference", "footerReference"):
        root = package.headers.get(parts.get((tag, kind), ""))
        for line in reader.header(root) if root is not None else ():
            found = _shown(line, at_foot=tag == "footerReference")
            if found is not None:
                return found
    return None


def _shown(line: Line, *, at_foot: bool) -> PageNumber | None:
    if "#" not in line.raw:
        return None
    spans = [Span(part.text, part.face) for part in line.spans if "#" in part.text]
    return PageNumber(line.piece(spans), line.raw.replace("#", "", 1).strip(), at_foot)


def _with_guessed_pages(lines: list[Line], section: Element) -> list[Line]:
    """Where Word noted no page breaks, reckon roughly what no longer stands on page 1."""
    if not lines or lines[0].where.exact:
        return lines
    room = (297 - 40) / 25.4 * 72
    width = (210 - 45) / 25.4 * 72
    size = section.find("pgSz")
    if size is not None and millimetres(size.get("w"), 210) > 250:
        room, width = width, room
    height = 0.0
    row: tuple[int, int] | None = None
    columns: dict[int, float] = {}
    guessed = []
    for line in lines:
        size_pt = max((span.face.size for span in line.spans), default=14.0)
        wide = width / (line.spot.columns if line.spot else 1)
        rows = max(1, -(-int(len(line.raw) * size_pt * 0.45) // int(wide)))
        own = rows * line.height + max(line.before, line.after)
        at = (line.spot.table, line.spot.row) if line.spot else None
        if at is None or at != row:
            height += max(columns.values(), default=0.0)
            columns, row = {}, at
        if line.spot:
            columns[line.spot.column] = columns.get(line.spot.column, 0.0) + own
        else:
            height += own
        page = max(line.where.page, 2 if height + max(columns.values(), default=0.0) > room * 1.05 else 1)
        guessed.append(replace(line, where=Where(page)))
    return guessed
