"""Adds up the text a workbook unfolds to where one string serves many cells: the reader gives each cell its own copy.

A string of thirty thousand signs behind half a million cells is a small file and more memory than any machine has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bontot_desktop.errors import Refused

#: Signs in all cells of a workbook; a register of ten thousand members has three millions.
MOST_TEXT = 32_000_000
_END_OF_STRING = re.compile(rb"</(?:\w+:)?si>")
_REFERENCE = re.compile(rb't="s"[^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})')
_OVERLAP = 400


def too_much(name: str) -> Refused:
    """Say that a workbook unfolds to more text than a list has."""
    return Refused(f"Tệp {name} quá lớn so với một danh bạ; hãy kiểm tra lại tệp.")


class SharedText:
    """Watches the parts of an xlsx as they pass: how long the longest shared string is, how many cells have a value."""

    def __init__(self) -> None:
        self._longest = self._cells = 0
        self._rest = 0

    def see_strings(self, piece: bytes) -> None:
        """Take a piece of the part with the strings."""
        parts = piece.split(b"si>")
        first, *others = map(len, parts)
        if not others:
            self._rest += first
            self._longest = max(self._longest, self._rest)
            return
        self._longest = max(self._longest, self._rest + first, *others)
        self._rest = others[-1]

    def see_sheet(self, piece: bytes) -> None:
        """Take a piece of a sheet."""
        self._cells += piece.count(b"v>") // 2 + 1

    def may_be_too_much(self) -> bool:
        """Say whether the cells could hold too much, at the very worst; then it is worth adding up."""
        return self._cells * self._longest > MOST_TEXT


def total(strings: Iterable[bytes], sheets: Iterable[Iterable[bytes]]) -> int:
    """Add up the signs of all cells, stopping once they are too many."""
    lengths = _lengths(strings)
    found = 0
    for pieces in sheets:
        rest = b""
        for piece in pieces:
            rest += piece
            end = 0
            for match in _REFERENCE.finditer(rest):
                end = match.end()
                place = int(match[1])
                found += lengths[place] if place < len(lengths) else 0
            if found > MOST_TEXT:
                return found
            rest = rest[max(end, len(rest) - _OVERLAP) :]
    return found


def _lengths(strings: Iterable[bytes]) -> Sequence[int]:
    lengths: list[int] = []
    rest = b""
    for piece in strings:
        *whole, rest = _END_OF_STRING.split(rest + piece)
        lengths += map(len, whole)
    return lengths
