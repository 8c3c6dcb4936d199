"""Reckons on which page a paragraph stands where Word noted no page breaks in the file: an estimate, and called so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bontot_desktop.documents import fonts
from bontot_desktop.documents.lint.paper import Line, SectionShape
from bontot_desktop.documents.lint.report import Where

_PT = 72 / 25.4
#: Lines broken at words hold a little less than their width, and a cell of Word has 1.9 mm of padding on each side.
_FILLED = 0.97
_PADDING = 10.8
#: An estimate is not stretched to less than this, whatever margins a file has.
_LEAST = 72.0


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The room of a page of one section in points."""

    width: float
    height: float


def estimated(lines: Sequence[Line], sections: Sequence[SectionShape]) -> list[Line]:
    """Return the lines with the pages they come to stand on, as near as widths of letters tell."""
    sheets = [_sheet(section) for section in sections]
    found: list[Line] = []
    page, used, turned = 1, 0.0, 1
    for block in _blocks(lines):
        sheet = sheets[min(block[0].section, len(sheets) - 1)]
        least = block[0].where.page
        if least > turned:
            page, used = page + least - turned, 0.0
        turned = max(turned, least)
        height, whole = _height(block, sheet)
        if used + (height if whole else min(height, block[0].height)) > sheet.height and used:
            page, used = page + 1, 0.0
        found.extend(replace(line, where=Where(page)) for line in block)
        used += height
        if used > sheet.height:
            over = int(used // sheet.height)
            page, used = page + over, used - over * sheet.height
    return found


def _sheet(section: SectionShape) -> _Sheet:
    return _Sheet(
        max(_LEAST, (section.width - section.left - section.right) * _PT),
        max(_LEAST, (section.height - section.top - section.bottom) * _PT),
    )


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Give rows of tables and paragraphs one by one."""
    numbered = enumerate(lines)
    for _, group in groupby(numbered, lambda one: (one[1].spot.table, one[1].spot.row) if one[1].spot else one[0]):
        yield [line for _, line in group]


def _height(block: Sequence[Line], sheet: _Sheet) -> tuple[float, bool]:
    """Return the height of a block, and whether it stays whole: rows of a table do, being low."""
    if block[0].spot is None:
        line = block[0]
        return (0.0 if line.box else _paragraph(line, sheet.width)), False
    columns: dict[int, float] = {}
    for line in block:
        if line.spot is not None and not line.box:
            width = line.spot.width or sheet.width / line.spot.columns
            known = columns.get(line.spot.column, 0.0)
            columns[line.spot.column] = known + _paragraph(line, max(20.0, width - _PADDING))
    height = max(block[0].spot.height, *columns.values()) if columns else block[0].spot.height
    return height, height < sheet.height / 2


def _paragraph(line: Line, width: float) -> float:
    room = max(20.0, width - max(0.0, line.left))
    rows = 0
    for part in _parts(line):
        length = sum(fonts.width(text, fonts.FACES[bold, italic], size) for text, bold, italic, size in part)
        rows += max(1, -int(-(length + max(0.0, line.first)) // (room * _FILLED)))
    return rows * line.height + line.before + line.after


def _parts(line: Line) -> list[list[tuple[str, bool, bool, float]]]:
    parts: list[list[tuple[str, bool, bool, float]]] = [[]]
    for span in line.spans:
        for index, text in enumerate(span.text.replace("\t", "    ").split("\n")):
            if index:
                parts.append([])
            if text:
                parts[-1].append((text, span.face.bold, span.face.italic, min(span.face.size, 200.0)))
    return parts
