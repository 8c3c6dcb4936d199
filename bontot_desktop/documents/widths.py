"""Column widths by what the columns hold: room goes where it saves lines, so that rows stay low."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from bontot_desktop.documents import fonts
from bontot_desktop.documents.flow import Para
from bontot_desktop.documents.lines import lines_of

#: The room over the least widths is dealt out in this many parts (five columns: some three thousand ways).
_PARTS = 14
#: A line of a row counts as much as this, beside the squares of the lines of its cells.
_ROW = 3
#: Lines that only just fit are taken for two: programs differ by less.
_SPARE = 0.3

#: What a column holds: a tuple of paragraphs a row, the heading first.
Held = Sequence[tuple[Para, ...]]


def balanced(columns: Sequence[Held], room: float, pad: float) -> list[float]:
    """Share ``room`` points among columns so that their rows take the fewest lines, cell padding ``pad`` on each side.

    No column becomes narrower than its longest word; where even that is too much, the widest shrink alike.
    """
    least = [_longest_word(held) + 2 * pad + 0.5 + _SPARE for held in columns]
    if sum(least) >= room:
        return _shrunk(least, room)
    part = (room - sum(least)) / _PARTS

    @cache
    def heights(column: int, parts: int) -> tuple[int, ...]:
        width = least[column] + parts * part - 2 * pad - _SPARE
        return tuple(sum(len(lines_of(para, width)) for para in cell) for cell in columns[column])

    def cost(dealt: tuple[int, ...]) -> tuple[int, float]:
        """Weigh lines of rows and of cells; what reads alike is set evenly."""
        by_column = [heights(column, parts) for column, parts in enumerate(dealt)]
        rows = sum(map(max, zip(*by_column, strict=True)))
        return _ROW * rows + sum(lines * lines for held in by_column for lines in held), max(dealt) - min(dealt)

    best = min(_ways(_PARTS, len(columns)), key=cost)
    return [width + parts * part for width, parts in zip(least, best, strict=True)]


def _shrunk(asked: list[float], room: float) -> list[float]:
    """Cut the widest down to one width, so that all fit into the room."""
    rest, left = room, len(asked)
    for width in sorted(asked):
        if width * left > rest:
            return [min(one, rest / left) for one in asked]
        rest -= width
        left -= 1
    return asked


def _ways(parts: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Give every way to deal parts to columns."""
    if columns == 1:
        yield (parts,)
        return
    for first in range(parts + 1):
        for others in _ways(parts - first, columns - 1):
            yield (first, *others)


def _longest_word(held: Held) -> float:
    return max(
        (
            fonts.width(word, fonts.FACES[bool(para.style.bold if para.bold is None else para.bold), False], size)
            for cell in held
            for para in cell
            for size in (para.font_size,)
            for word in "".join(run.text for run in para.runs).split()
        ),
        default=0.0,
    )
