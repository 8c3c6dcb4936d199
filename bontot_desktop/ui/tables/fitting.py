"""Which columns of a table stand in the room there is, and how wide: what names the row gives way last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def crowded_out(least: Mapping[int, int], gives_way: Iterable[int], room: int) -> set[int]:
    """Return the columns that have to go for the others to stand in the room (pixels) without scrolling.

    ``least`` tells the least width of each column, ``gives_way`` which may go, the first of them first.
    """
    short = sum(least.values()) - room
    gone: set[int] = set()
    for place in gives_way:
        if short <= 0:
            break
        gone.add(place)
        short -= least[place]
    return gone


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
        # Rounded up together, so that not one pixel has to be scrolled to.
        taken = [-(-given * part // sum(spare)) for part in spare]
        widths = [width - min(less, part) for width, less, part in zip(widths, taken, spare, strict=True)]
    left_over = room - sum(width for place, width in enumerate(widths) if place != main)
    widths[main] = max(least[main], left_over)
    return widths
