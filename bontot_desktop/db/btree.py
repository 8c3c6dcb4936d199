"""Reads the cells of SQLite's tree pages: rows of tables, entries of indexes, children, and long values page by page.

Nothing here believes what it reads: lengths are held against the page and the file, a chain of pages is followed once
round at most, and a row whose end is missing gives what stands before the gap.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from bontot_desktop.db.pages import INDEX_INSIDE, INDEX_LEAF, TABLE_INSIDE, TABLE_LEAF, Pages


class _Lost:
    """The place of a value that stood on a damaged page."""

    def __repr__(self) -> str:
        return "LOST"


LOST: Final = _Lost()
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class Nonsense(Exception):
    """The bytes are no cell of a tree."""


@dataclass(frozen=True, slots=True)
class Record:
    """One row of a table by its number, or one entry of an index (``row_id`` 0); values behind a gap are ``LOST``."""

    row_id: int
    values: tuple[Any, ...]
    #: The text that the gap cuts, as far as it goes; None when nothing is cut.
    cut: str | None = None

    @property
    def is_whole(self) -> bool:
        """Say whether nothing of it is missing."""
        return LOST not in self.values


def children(pages: Pages, number: int) -> list[tuple[int, int | None]]:
    """Return the pages below an inside page with the highest row number of each (None: no limit, or an index)."""
    page = pages.page(number)
    kind = pages.tree_type(number)
    if page is None or kind not in (TABLE_INSIDE, INDEX_INSIDE):
        return []
    found: list[tuple[int, int | None]] = []
    for offset in _offsets(page, number, 12):
        if offset + 5 > pages.usable:
            continue
        below = int.from_bytes(page[offset : offset + 4], "big")
        try:
            highest = _signed(_varint(page, offset + 4)[0]) if kind == TABLE_INSIDE else None
        except Nonsense:
            highest = None
        found.append((below, highest))
    begin = _begin(number)
    found.append((int.from_bytes(page[begin + 8 : begin + 12], "big"), None))
    return found


def rows(pages: Pages, number: int) -> Iterator[Record | None]:
    """Yield the rows of a table leaf in the order of their numbers; None for a cell that cannot be read."""
    page = pages.page(number)
    if page is None or pages.tree_type(number) != TABLE_LEAF:
        return
    for offset in _offsets(page, number, 8):
        try:
            size, place = _varint(page, offset)
            row_id, place = _varint(page, place)
            most = pages.usable - 35
            yield _record(pages, page, place, size, most, _signed(row_id))
        except Nonsense:
            yield None


def entries(pages: Pages, number: int) -> Iterator[Record | None]:
    """Yield the entries of an index page, inside or leaf; the last value is the number of the row."""
    page = pages.page(number)
    kind = pages.tree_type(number)
    if page is None or kind not in (INDEX_LEAF, INDEX_INSIDE):
        return
    inside = kind == INDEX_INSIDE
    for offset in _offsets(page, number, 12 if inside else 8):
        try:
            size, place = _varint(page, offset + (4 if inside else 0))
            yield _record(pages, page, place, size, (pages.usable - 12) * 64 // 255 - 23, 0)
        except Nonsense:
            yield None


def _begin(number: int) -> int:
    return 100 if number == 1 else 0


def _offsets(page: bytes, number: int, header: int) -> tuple[int, ...]:
    begin = _begin(number)
    cells = int.from_bytes(page[begin + 3 : begin + 5], "big")
    return struct.unpack_from(f">{cells}H", page, begin + header)


def _varint(page: bytes, place: int) -> tuple[int, int]:
    value = 0
    try:
        for turn in range(8):
            byte = page[place + turn]
            value = value << 7 | byte & 0x7F
            if byte < 0x80:
                return value, place + turn + 1
        return value << 8 | page[place + 8], place + 9
    except IndexError:
        raise Nonsense from None


def _signed(value: int) -> int:
    return value - (1 << 64) if value >= 1 << 63 else value


def _record(pages: Pages, page: bytes, place: int, size: int, most: int, row_id: int) -> Record:
    usable = pages.usable
    if size > pages.count * usable:
        raise Nonsense
    if size <= most:
        if place + size > usable:
            raise Nonsense
        payload = page[place : place + size]
    else:
        least = (usable - 12) * 32 // 255 - 23
        here = least + (size - least) % (usable - 4)
        here = here if here <= most else least
        if place + here + 4 > usable:
            raise Nonsense
        first = int.from_bytes(page[place + here : place + here + 4], "big")
        payload = page[place : place + here] + _rest(pages, first, size - here)
    return _values(payload, size, row_id)


def _rest(pages: Pages, first: int, size: int) -> bytes:
    """Return the bytes of a chain of pages, fewer than asked for where the chain breaks."""
    parts: list[bytes] = []
    seen: set[int] = set()
    number = first
    while size > 0 and number and number not in seen:
        seen.add(number)
        page = pages.page(number)
        if page is None:
            break
        some = min(size, pages.usable - 4)
        parts.append(page[4 : 4 + some])
        size -= some
        number = int.from_bytes(page[:4], "big")
    return b"".join(parts)


def _values(payload: bytes, size: int, row_id: int) -> Record:
    head, place = _varint(payload, 0)
    if head > len(payload) or head > size:
        raise Nonsense
    types = []
    while place < head:
        one, place = _varint(payload, place)
        types.append(one)
    if place != head:
        raise Nonsense
    widths = [_width(one) for one in types]
    if head + sum(widths) != size:
        raise Nonsense
    values: list[Any] = []
    cut = None
    for one, width in zip(types, widths, strict=True):
        if place + width > len(payload):
            if one >= 13 and one % 2 and cut is None and LOST not in values:
                cut = payload[place:].decode("utf-8", "ignore")
            values.append(LOST)
        else:
            values.append(_value(payload, place, one, width))
        place += width
    return Record(row_id, tuple(values), cut)


def _width(one: int) -> int:
    if one >= 12:
        return (one - 12) // 2
    if one in (10, 11):
        raise Nonsense
    return 8 if one == 7 else _INTEGERS.get(one, 0)


def _value(payload: bytes, place: int, one: int, width: int) -> Any:
    part = payload[place : place + width]
    if one >= 12:
        if one % 2 == 0:
            return part
        try:
            return part.decode("utf-8")
        except UnicodeDecodeError:
            return LOST
    if one in _INTEGERS:
        return int.from_bytes(part, "big", signed=True)
    if one == 7:
        return struct.unpack(">d", part)[0]
    return None if one == 0 else one - 8
