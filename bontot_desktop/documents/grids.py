"""Tables to chunks: one a row, the heading rows as one; a row taller than a page is parted between its lines."""

from __future__ import annotations

from dataclasses import replace

from bontot_desktop.documents.chunks import Chunk, Glyphs, Image, Ink, Rule
from bontot_desktop.documents.flow import Cell, Grid, Para, Row
from bontot_desktop.documents.paras import inked_lines

#: Thickness of table lines.
GRID_RULE = 0.5

#: A heading that takes more of a page is set like the rows below it, once, or nothing else would find room.
_HIGHEST_HEAD = 0.6

#: Lines of a cell: room above, height, ink.
Lines = list[tuple[float, float, tuple[Ink, ...]]]


def chunks_of_grid(grid: Grid, page_height: float) -> list[Chunk]:
    """Set a grid as chunks; those of its body know the heading rows to repeat."""
    heads = [row for row in grid.rows if row.head]
    chunks: list[Chunk] = []
    repeats: tuple[Chunk, ...] = ()
    head = _head_chunk(grid, heads) if heads else None
    if head is not None and head.height > page_height * _HIGHEST_HEAD:
        heads, head = [], None
    if head is not None:
        chunks.append(head)
        repeats = (replace(head, keep_next=False),)
    room = page_height - sum(chunk.height for chunk in repeats)
    for row in grid.rows[len(heads) :]:
        for part in _row_chunks(grid, row, room):
            chunks.append(replace(part, repeats=repeats))
    if chunks and grid.ruled:
        # The thickness of the line below the last row.
        chunks[-1] = replace(chunks[-1], height=chunks[-1].height + GRID_RULE)
    return chunks


def _starts(grid: Grid) -> list[float]:
    starts = [0.0]
    for width in grid.widths:
        starts.append(starts[-1] + width)
    return starts


def _cell_lines(grid: Grid, cell: Cell, left: float, width: float) -> Lines:
    inner = width - 2 * grid.pad_side
    lines: Lines = []
    for para in cell.paras:
        for index, inks in enumerate(inked_lines(para, inner)):
            before = para.room_before if index == 0 else 0.0
            lines.append((before, para.line_pitch, tuple(_moved(ink, left + grid.pad_side, 0.0) for ink in inks)))
    return lines


def _moved(ink: Ink, dx: float, dy: float) -> Ink:
    if isinstance(ink, Glyphs):
        return Glyphs(ink.x + dx, ink.y + dy, ink.text, ink.face, ink.size, ink.spread, ink.underline)
    if isinstance(ink, Image):
        return replace(ink, x=ink.x + dx, y=ink.y + dy)
    return Rule(ink.x1 + dx, ink.y1 + dy, ink.x2 + dx, ink.y2 + dy, ink.weight)


def _height(lines: Lines) -> float:
    return sum(before + pitch for before, pitch, _ in lines)


def _spans(grid: Grid, row: Row) -> list[tuple[Cell, int, int]]:
    """Return each cell with its first column and the column after its last."""
    spans = []
    column = 0
    for cell in row.cells:
        spans.append((cell, column, column + cell.span))
        column += cell.span
    return spans


def _stacked(lines: Lines, top: float) -> list[Ink]:
    inks: list[Ink] = []
    y = top
    for before, pitch, line in lines:
        y += before
        inks.extend(_moved(ink, 0.0, y) for ink in line)
        y += pitch
    return inks


def _edge(grid: Grid) -> float:
    """Word adds the thickness of the line above a row to its height."""
    return GRID_RULE if grid.ruled else 0.0


def _row_chunks(grid: Grid, row: Row, room: float) -> list[Chunk]:
    starts = _starts(grid)
    cells = [(_cell_lines(grid, cell, starts[a], starts[b] - starts[a]), a, b) for cell, a, b in _spans(grid, row)]
    around = 2 * grid.pad_top + _edge(grid)
    tallest = max((_height(lines) for lines, _, _ in cells), default=0.0)
    if tallest + around <= room:
        height = max(tallest + around, row.height)
        return [_row_chunk(grid, cells, height, starts, keep=row.keep_next, middle=grid.ruled, stays=row)]
    chunks = []
    while any(lines for lines, _, _ in cells):
        parts, cells = _part(cells, room - around)
        height = max(_height(lines) for lines, _, _ in parts) + around
        last = not any(lines for lines, _, _ in cells)
        chunks.append(_row_chunk(grid, parts, height, starts, keep=last and row.keep_next, middle=False, stays=row))
    return chunks


def _part(
    cells: list[tuple[Lines, int, int]], room: float
) -> tuple[list[tuple[Lines, int, int]], list[tuple[Lines, int, int]]]:
    first: list[tuple[Lines, int, int]] = []
    rest: list[tuple[Lines, int, int]] = []
    for lines, a, b in cells:
        used = 0.0
        count = 0
        for before, pitch, _ in lines:
            if count and used + before + pitch > room:
                break
            used += before + pitch
            count += 1
        first.append((lines[:count], a, b))
        rest.append((lines[count:], a, b))
    return first, rest


def _row_chunk(
    grid: Grid,
    cells: list[tuple[Lines, int, int]],
    height: float,
    starts: list[float],
    *,
    keep: bool,
    middle: bool,
    stays: Row,
) -> Chunk:
    inks: list[Ink] = []
    edge = _edge(grid)
    for lines, _, _ in cells:
        top = edge + grid.pad_top
        if middle:
            top = edge + (height - edge - _height(lines)) / 2
        inks.extend(_stacked(lines, top))
    if grid.ruled and cells:
        edges = [starts[a] for _, a, _ in cells]
        inks.extend(_box(edges[0], 0.0, starts[cells[-1][2]], height))
        inks.extend(Rule(x, 0.0, x, height, GRID_RULE) for x in edges[1:])
    held = keep or (bool(stays.cells) and all(_held(cell.paras) for cell in stays.cells if cell.paras))
    return Chunk(height, inks=tuple(inks), keep_next=held, grid=grid)


def _held(paras: tuple[Para, ...]) -> bool:
    return all(para.keep_next for para in paras)


def _box(left: float, top: float, right: float, bottom: float) -> list[Ink]:
    half = GRID_RULE / 2
    return [
        Rule(left - half, top, right + half, top, GRID_RULE),
        Rule(left - half, bottom, right + half, bottom, GRID_RULE),
        Rule(left, top, left, bottom, GRID_RULE),
        Rule(right, top, right, bottom, GRID_RULE),
    ]


def _head_chunk(grid: Grid, rows: list[Row]) -> Chunk:
    """Set the heading rows as one piece, cells of several rows in the middle of their height."""
    starts = _starts(grid)
    edge = _edge(grid)
    around = 2 * grid.pad_top + edge
    filled = [
        [(cell, _cell_lines(grid, cell, starts[a], starts[b] - starts[a]), a, b) for cell, a, b in _spans(grid, row)]
        for row in rows
    ]
    heights = [
        max([_height(lines) + around for cell, lines, _, _ in line if cell.rows == 1 and not cell.covered] + [around])
        for line in filled
    ]
    for index, line in enumerate(filled):
        for cell, lines, _, _ in line:
            if cell.rows > 1:
                missing = _height(lines) + around - sum(heights[index : index + cell.rows])
                heights[index + cell.rows - 1] += max(missing, 0.0)
    inks: list[Ink] = []
    top = 0.0
    for index, line in enumerate(filled):
        for cell, lines, a, b in line:
            if cell.covered:
                continue
            height = sum(heights[index : index + cell.rows])
            inks.extend(_stacked(lines, top + edge + (height - edge - _height(lines)) / 2))
            inks.extend(_box(starts[a], top, starts[b], top + height))
        top += heights[index]
    return Chunk(top, inks=tuple(inks), keep_next=True, grid=grid)
