"""How wide the columns of a table are in the room there is: what names the row keeps its words, the others give way."""

from __future__ import annotations

from collections.abc import Sequence


def fit(natural: Sequence[int], least: Sequence[int], main: int, room: int) -> list[int]:
    """Return a width for each column (pixels).

    ``natural`` is the width that shows everything, ``least`` the one below which a column says nothing; ``main`` is
    the column that names the row and takes what is left over. When the room is short, the others give way first, each
    in proportion to what it can spare; only then does the main one shrink to its least. What then does not fit is
    scrolled to.
    """
    widths = list(natural)
    short = sum(widths) - room
    if short <= 0:
        widths[main] -= short
        return widths
    spare = [0 if place == main else max(0, width - least[place]) for place, width in enumerate(widths)]
    given = min(short, sum(spare))
    if given:
        widths = [width - round(given * part / sum(spare)) for width, part in zip(widths, spare, strict=True)]
    left_over = room - sum(width for place, width in enumerate(widths) if place != main)
    widths[main] = max(least[main], left_over)
    return widths
