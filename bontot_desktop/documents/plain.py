"""Papers as plain text, for search, previews and tests."""

from __future__ import annotations

from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.flow import Cell, Dots, Grid, NewPage, NewSection, Para, Primitive

#: Stands for a dotted blank.
BLANK = "……"


def render(document: Document) -> str:
    """Return the words of a paper, one line a paragraph or table row, in reading order."""
    lines: list[str] = []
    for item in compose(document).items:
        lines.extend(_lines(item))
    return "\n".join(line.rstrip() for line in lines if line.strip())


def _lines(item: Primitive) -> list[str]:
    if isinstance(item, Para):
        return _text(item).split("\n")
    if isinstance(item, Grid):
        return _grid(item)
    if isinstance(item, Dots):
        return [BLANK] * item.count
    if isinstance(item, NewPage | NewSection):
        return []
    raise TypeError(f"no way to read a {type(item).__name__}")


def _text(para: Para) -> str:
    return para.text.replace("\t", BLANK)


def _grid(grid: Grid) -> list[str]:
    """Ruled tables give a line a row, cells parted by " | "; bare ones are read column after column."""
    if grid.ruled:
        return [" | ".join(_cell(cell) for cell in row.cells if not cell.covered) for row in grid.rows]
    return [_text(para).replace("\n", " ") for row in grid.rows for cell in row.cells for para in cell.paras]


def _cell(cell: Cell) -> str:
    return " ".join(_text(para).replace("\n", " ") for para in cell.paras)
