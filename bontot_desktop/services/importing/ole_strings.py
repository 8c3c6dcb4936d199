"""Adds up the text an old Excel file (xls) unfolds to: a string stands once for all its cells ([MS-XLS] 2.4.265)."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_STRINGS, _MORE, _REFERENCE = 0x00FC, 0x003C, 0x00FD
_WIDE, _FOREIGN, _RICH = 1, 4, 8


def total(records: Iterable[tuple[int, bytes]]) -> int:
    """Return the signs of all cells that refer to a string. Raises ValueError for strings that are not whole."""
    segments: list[bytes] = []
    uses: dict[int, int] = {}
    is_inside = False
    for kind, body in records:
        is_inside = kind == _STRINGS or (is_inside and kind == _MORE)
        if is_inside:
            segments.append(body[8:] if kind == _STRINGS else body)
        elif kind == _REFERENCE and len(body) >= 10:
            place = struct.unpack_from("<I", body, 6)[0]
            uses[place] = uses.get(place, 0) + 1
    lengths = _Strings(segments).lengths()
    return sum(lengths[place] * count for place, count in uses.items() if place < len(lengths))


class _Strings:
    """Goes through the strings, which run on from one record into the next."""

    def __init__(self, segments: list[bytes]) -> None:
        self._segments, self._segment, self._at = segments, 0, 0

    def lengths(self) -> list[int]:
        """Return how many signs each string has."""
        found = []
        while self._left():
            found.append(self._one())
        return found

    def _left(self) -> int:
        """Return how much is left of the record the next byte stands in; 0 at the end of all."""
        while self._segment < len(self._segments):
            left = len(self._segments[self._segment]) - self._at
            if left > 0:
                return left
            self._segment, self._at = self._segment + 1, 0
        return 0

    def _read(self, shape: str) -> int:
        size = struct.calcsize(shape)
        if self._left() < size:
            raise ValueError("strings")
        value: int = struct.unpack_from(shape, self._segments[self._segment], self._at)[0]
        self._at += size
        return value

    def _one(self) -> int:
        count, flags = self._read("<H"), self._read("<B")
        runs = self._read("<H") if flags & _RICH else 0
        foreign = self._read("<I") if flags & _FOREIGN else 0
        signs, width = count, 2 if flags & _WIDE else 1
        while signs:
            here = min(signs, self._left() // width)
            self._at += here * width
            signs -= here
            if signs:
                self._at = len(self._segments[self._segment]) if self._segment < len(self._segments) else 0
                # The rest stands in the next record, which says anew how wide its signs are.
                width = 2 if self._read("<B") & _WIDE else 1
        self._skip(4 * runs + foreign)
        return count

    def _skip(self, size: int) -> None:
        while size > 0:
            here = min(size, self._left())
            if not here:
                raise ValueError("strings")
            self._at += here
            size -= here
