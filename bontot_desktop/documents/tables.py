"""Ruled tables in primitives: heading rows that repeat, groups, totals, columns that share the width."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from bontot_desktop.documents import fonts, styles, widths
from bontot_desktop.documents.blocks import Column, HeadCell, Run, Table, TableRow, Text, plain_of, printable, runs_of
from bontot_desktop.documents.flow import Cell, Grid, Para, Row
from bontot_desktop.documents.lines import lines_of
from bontot_desktop.documents.styles import Align, mm

#: Room between a rule and the text of a cell.
PAD_SIDE = mm(1.2)
PAD_TOP = 1.5
#: Above and below the text of a tight table.
_TIGHT_TOP = 0.5
#: Exact pitch of table lines by size: 12 pt on 15, 13 pt on 16.
_PITCH_OVER_SIZE = 3.0
#: Rows to be written by hand that go to a new page together at least: one or two alone look forgotten.
_LAST_ROWS = 4
#: A table of so few rows, each of a line or two, is not parted between pages.
_FEW_ROWS, _FEW_SIGNS = 6, 60
#: Programs differ by as much in what fits into a line.
_HAIR = 0.3


def table(block: Table, text_width: float) -> Grid:
    """Make the grid of a table; a group row stays with the row after it, the row before a total with the total.

    No row of a longer table stands alone below its heading or on the last page, a small one is not parted at all. The
    last rows of a table to be written by hand stay together.
    """
    shares = _widths(block, text_width)
    height = mm(block.row_height_mm)
    rows = [Row(cells, head=True) for cells in _head_rows(block)]
    if block.show_column_numbers:
        rows.append(Row(tuple(Cell((_number(n, block),)) for n in range(1, len(shares) + 1)), head=True))
    by_hand = block.row_height_mm > 0 and len(block.rows) >= 2 * _LAST_ROWS
    small = _is_small(block)
    # A total is no row to keep another company.
    before_last = len(block.rows) - (3 if block.rows and block.rows[-1].kind == "total" else 2)
    for index, row in enumerate(block.rows):
        following = block.rows[index + 1] if index + 1 < len(block.rows) else None
        edge = len(block.rows) > 2 and index in (0, before_last)
        stays = row.kind == "group" or (following is not None and following.kind == "total")
        stays = stays or small or edge or (by_hand and index >= len(block.rows) - _LAST_ROWS)
        rows.append(Row(_cells(row, block), height=height, keep_next=stays and following is not None))
    return Grid(shares, tuple(rows), ruled=True, pad_side=PAD_SIDE, pad_top=_TIGHT_TOP if block.tight else PAD_TOP)


def _is_small(block: Table) -> bool:
    said = (plain_of(cell) for row in block.rows for cell in row.cells if cell)
    return not block.row_height_mm and len(block.rows) <= _FEW_ROWS and all(len(cell) <= _FEW_SIGNS for cell in said)


def _head(text: str, block: Table) -> Para:
    return Para(styles.CELL_HEAD, runs_of(text), size=block.size_pt, pitch=block.size_pt + _PITCH_OVER_SIZE)


def _number(number: int, block: Table) -> Para:
    return replace(_head(f"({number})", block), bold=False, italic=True)


def _widths(block: Table, text_width: float) -> tuple[float, ...]:
    """Give fixed columns their width and share the rest; widths that ask for too much shrink in proportion.

    A column is not narrower than the longest word of its heading. A balanced table shares by what its cells hold.
    """
    share = text_width / len(block.columns)
    fixed = [column.width_mm and _clear_of_edges(column, block, share) for column in block.columns]
    free = sum(1 for width in fixed if not width)
    rest = text_width - sum(fixed)
    if block.balanced and free and rest > free * mm(12):
        shared = iter(widths.balanced(_held(block, fixed), rest, PAD_SIDE))
        return _whole_twips([width or next(shared) for width in fixed], text_width)
    if free and rest < free * mm(12):
        fixed = [width * (text_width - free * mm(12)) / sum(fixed) for width in fixed]
        rest = free * mm(12)
    elif not free:
        fixed = [width * text_width / sum(fixed) for width in fixed]
    return _whole_twips([width or rest / free for width in fixed], text_width)


def _clear_of_edges(column: Column, block: Table, share: float) -> float:
    """Return the width a column asks for, a hair wider where a line of its heading would only just fit.

    For a long word of its heading it takes no more than its share of the table.
    """
    width = max(mm(column.width_mm), min(_longest_word(column, block), share))
    if block.head:
        return width
    head = _head(column.heading, block)
    tight = len(lines_of(head, width - 2 * PAD_SIDE - _HAIR)) > len(lines_of(head, width - 2 * PAD_SIDE))
    return width + _HAIR if tight else width


def _held(block: Table, fixed: list[float]) -> list[list[tuple[Para, ...]]]:
    """Return what the columns without a width hold, heading first; group and total rows reach over columns."""
    plain = [row for row in block.rows if row.kind == "plain"]
    return [
        [
            () if block.head else (_head(column.heading, block),),
            *(_paras(row.cells[index] or "", block.size_pt, column.align) for row in plain),
        ]
        for index, column in enumerate(block.columns)
        if not fixed[index]
    ]


def _longest_word(column: Column, block: Table) -> float:
    if block.head:
        return 0.0
    face = fonts.FACES[styles.CELL_HEAD.bold, styles.CELL_HEAD.italic]
    words = printable(column.heading).split()
    return max((fonts.width(word, face, block.size_pt) for word in words), default=0.0) + 2 * PAD_SIDE + 0.5


def _whole_twips(shares: list[float], text_width: float) -> tuple[float, ...]:
    rounded = [round(width * 20) / 20 for width in shares]
    rounded[-1] += text_width - sum(rounded)
    return tuple(rounded)


def _head_rows(block: Table) -> list[tuple[Cell, ...]]:
    if not block.head:
        return [tuple(Cell((_head(column.heading, block),)) for column in block.columns)]
    count = len(block.columns)
    below: dict[int, int] = {}
    rows = []
    for line in block.head:
        cells: list[Cell] = []
        column = 0
        waiting = iter(line)
        while column < count:
            if below.get(column, 0):
                below[column] -= 1
                cells.append(Cell((_head("", block),), covered=True))
                column += 1
                continue
            given: HeadCell = next(waiting)
            cells.append(Cell((_head(given.text, block),), span=given.span, rows=given.rows))
            if given.rows > 1:
                if given.span > 1:
                    raise ValueError("a heading cell covers several rows or several columns, not both")
                below[column] = given.rows - 1
            column += given.span
        rows.append(tuple(cells))
    return rows


def _cells(row: TableRow, block: Table) -> tuple[Cell, ...]:
    heavy = row.kind != "plain"
    if row.kind == "group":
        return (Cell(_paras(row.cells[0] or "", block.size_pt, "left", group=True), span=len(block.columns)),)
    if len(row.cells) != len(block.columns):
        raise ValueError(f"a row of {len(row.cells)} cells in a table of {len(block.columns)} columns")
    cells: list[Cell] = []
    for text, column in zip(row.cells, block.columns, strict=True):
        if text is None:
            cells[-1] = replace(cells[-1], span=cells[-1].span + 1)
        else:
            cells.append(Cell(_paras(text, block.size_pt, column.align, bold=heavy)))
    return tuple(cells)


@lru_cache(maxsize=4_000)
def _paras(text: Text, size: float, align: Align, *, bold: bool = False, group: bool = False) -> tuple[Para, ...]:
    """One paragraph a line of the cell's text, so that nothing is stretched by a forced break."""
    lines: list[list[Run]] = [[]]
    for run in runs_of(text):
        for index, part in enumerate([run.text] if run.entry else run.text.split("\n")):
            if index:
                lines.append([])
            if part:
                lines[-1].append(replace(run, text=part))
    pitch = size + _PITCH_OVER_SIZE
    style = styles.CELL_GROUP if group else styles.CELLS[align]
    return tuple(Para(style, tuple(line), size=size, pitch=pitch, bold=bold or None, keep_next=group) for line in lines)
