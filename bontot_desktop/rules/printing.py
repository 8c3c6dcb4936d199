"""What goes to the printer: which pages are meant by "2-5, 8", and on which sides of the sheets they come to lie."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from bontot_desktop.errors import Refused
from bontot_desktop.rules.words import Labelled

#: More copies than this in one go are a slip of the keys.
MOST_COPIES = 999

_PART = re.compile(r"(\d{1,6})(?:\s*[-–—]\s*(\d{1,6}))?$")


class Sides(Labelled):
    """One side of the sheets or both, and about which edge the sheet is turned."""

    ONE = "ONE", "Một mặt"
    LONG = "LONG", "Hai mặt, lật theo cạnh dài"
    SHORT = "SHORT", "Hai mặt, lật theo cạnh ngắn"

    @property
    def is_both(self) -> bool:
        """Whether both sides are printed."""
        return self is not Sides.ONE


def parse_pages(typed: str, count: int) -> tuple[int, ...]:
    """Read "2-5, 8" as page places from 0, in the order typed, each once.

    ``count`` is the number of pages there are. Raises Refused with one sentence that says what to type instead.
    """
    found: dict[int, None] = {}
    parts = [part.strip() for part in re.split(r"[,;]", typed) if part.strip()]
    if not parts:
        raise Refused(f"Hãy gõ các trang cần in, ví dụ {_example(count)}.")
    for part in parts:
        read = _PART.match(part)
        if read is None:
            raise Refused(f"Không hiểu “{part}”; hãy gõ số trang, ví dụ {_example(count)}.")
        first = int(read[1])
        last = int(read[2] or first)
        if last < first:
            raise Refused(f"“{part}” viết ngược; hãy gõ {last}-{first}.")
        beyond = next((number for number in (first, last) if not 1 <= number <= count), None)
        if beyond is not None:
            raise Refused(f"Không có trang {beyond}; văn bản này có {count} trang.")
        found.update(dict.fromkeys(range(first - 1, last)))
    return tuple(found)


def _example(count: int) -> str:
    return "2-5, 8" if count >= 8 else f"1-{count}" if count > 1 else "1"


def sides_of(pages: Sequence[int], starts: Sequence[int] = (0,), *, both: bool) -> tuple[int | None, ...]:
    """Return what stands on each side in turn: a page's place, or None for a side that stays white.

    ``starts`` are the places where a new paper begins in a file that joins several: printed on both sides, each paper
    begins on a fresh sheet, and the last sheet is whole too, so that another copy may follow.
    """
    if not both:
        return tuple(pages)
    begins = sorted(starts)
    sides: list[int | None] = []
    before: int | None = None
    for page in pages:
        paper = bisect_right(begins, page)
        if before is not None and paper != before and len(sides) % 2:
            sides.append(None)
        sides.append(page)
        before = paper
    return tuple(sides) + ((None,) if len(sides) % 2 else ())


def in_copies(sides: Sequence[int | None], copies: int, *, collated: bool = True, both: bool) -> tuple[int | None, ...]:
    """Repeat the sides: the whole paper again and again when collated, else each sheet as often as wanted."""
    if collated:
        return tuple(sides) * copies
    step = 2 if both else 1
    sheets = [tuple(sides[place : place + step]) for place in range(0, len(sides), step)]
    return tuple(side for sheet in sheets for _ in range(copies) for side in sheet)


def sheet_count(sides: Sequence[int | None], *, both: bool) -> int:
    """Return how many sheets of paper the sides take."""
    return (len(sides) + 1) // 2 if both else len(sides)


def fronts(sides: Sequence[int | None]) -> tuple[int | None, ...]:
    """Return the fronts of the sheets, for printers that can't turn the paper themselves."""
    return tuple(sides[::2])


def backs(sides: Sequence[int | None], *, last_on_top: bool) -> tuple[int | None, ...]:
    """Return the backs of the sheets in the order in which the paper is drawn in again.

    ``last_on_top`` says that the last sheet lies on top of the stack that was put back into the tray.
    """
    order = list(sides[1::2])
    if len(sides) % 2:
        order.append(None)
    return tuple(reversed(order) if last_on_top else order)
