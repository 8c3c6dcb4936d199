"""Find among many rows at the speed of typing: fields are folded once, the question once a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from bontot_desktop.text import clean, fold, has_marks, same_tone_place


@cache
def _markless() -> dict[int, str]:
    """Pair the small Latin letters that carry marks with the bare ones, as ``text.fold`` would, ready for one pass.

    Ten thousand rows are made ready within the blink of one key (folding each by itself took half a second).
    """
    # The blocks of Latin letters; a line with any other sign is folded the slow way.
    letters = map(chr, (*range(0x80, 0x250), *range(0x1E00, 0x1F00)))
    folded = {letter: fold(letter) for letter in letters if letter.isalpha() and letter == letter.casefold()}
    return {ord(letter): bare for letter, bare in folded.items() if bare.isascii() and len(bare) == 1}


def _is_clean(value: str) -> bool:
    """Say quickly that ``text.clean`` would change nothing but runs of spaces, as with all stored text."""
    odd_hyphens = "\u2010" in value or "\u2011" in value
    return value.isprintable() and not odd_hyphens and unicodedata.is_normalized("NFC", value)


class Haystack(NamedTuple):
    """The fields of one row, made ready to be searched."""

    plain: str
    folded: str

    @classmethod
    def of(cls, *fields: str) -> Haystack:
        """Make the fields ready."""
        joined = " ".join(fields)
        plain = (joined if _is_clean(joined) else clean(joined)).casefold()
        folded = plain.translate(_markless())
        return cls(same_tone_place(plain), folded if folded.isascii() else fold(plain))


def searchable(columns: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Make many rows ready at once, given column by column; return their words with marks, and without.

    They are those of :meth:`Haystack.of`; what stands in many rows is folded once.
    """
    ready = [_ready(column) for column in columns]
    plain = [" ".join(fields) for fields in zip(*(parts[0] for parts in ready), strict=True)]
    folded = [" ".join(fields) for fields in zip(*(parts[1] for parts in ready), strict=True)]
    return plain, folded


def _ready(column: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the fields of a column as they are searched with marks and without."""
    different = list(dict.fromkeys(column))
    # One long text is folded many times quicker than its lines one by one.
    joined = "\n".join(different)
    whole = joined.casefold()
    folded = whole.translate(_markless())
    plain_lines, folded_lines = same_tone_place(whole).split("\n"), folded.split("\n")
    if not (len(plain_lines) == len(different) and _is_clean(joined.replace("\n", " "))):
        found = [Haystack.of(field) for field in different]
        plain_lines, folded_lines = [one.plain for one in found], [one.folded for one in found]
    elif not folded.isascii():
        # A quotation mark or a dash in some of the lines: only these are folded the slow way.
        pairs = zip(folded_lines, different, strict=True)
        folded_lines = [line if line.isascii() else fold(field) for line, field in pairs]
    if len(different) == len(column):
        return plain_lines, folded_lines
    plains = dict(zip(different, plain_lines, strict=True))
    foldeds = dict(zip(different, folded_lines, strict=True))
    return [plains[field] for field in column], [foldeds[field] for field in column]


class Needle:
    """What a person looks for; finds the same rows as ``text.matches``."""

    def __init__(self, query: str) -> None:
        words = clean(query).casefold().split()
        self.marked = tuple(same_tone_place(word) for word in words if has_marks(word))
        self.unmarked = tuple(word for word in words if not has_marks(word))

    def __bool__(self) -> bool:
        """An empty question finds all."""
        return bool(self.marked or self.unmarked)

    def within(self, haystack: Haystack) -> bool:
        """Say whether every word occurs, with its marks if it has any."""
        return all(word in haystack.plain for word in self.marked) and all(
            word in haystack.folded for word in self.unmarked
        )

    def among(self, places: Sequence[int], plain: Sequence[str], folded: Sequence[str]) -> list[int]:
        """Return those of the rows, known by their places, whose words (``searchable``) hold every word asked for."""
        found = list(places)
        for word in self.marked:
            found = [place for place in found if word in plain[place]]
        for word in self.unmarked:
            found = [place for place in found if word in folded[place]]
        return found
