"""What a table keeps of its rows so that a key typed into its filter and a sort answer at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bontot_desktop.ui.finding import searchable
from bontot_desktop.ui.tables.columns import Column, Row


class Ready:
    """Each row's words as they are searched and its place in the order of a column; both by the place of the row.

    They are made when first asked for. Of rows that last from one list to the next they are carried over.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._words: tuple[list[str], list[str]] | None = None
        self._keys: dict[int, list[Any]] = {}

    def follow(self, before: Sequence[Row], rows: Sequence[Row]) -> None:
        """Go over to other rows; of those that are the very objects of ``before`` nothing is made anew."""
        known = {id(row): place for place, row in enumerate(before)}
        places = [known.get(id(row), -1) for row in rows] if known else []
        other = [place for place, was in enumerate(places) if was < 0]
        if not places or len(other) > len(places) // 2:
            self._words, self._keys = None, {}
            return
        fresh = [rows[place] for place in other]
        if self._words is not None:
            plain, folded = ([kept[was] for was in places] for kept in self._words)
            for place, one, bare in zip(other, *self._searched(fresh), strict=True):
                plain[place], folded[place] = one, bare
            self._words = plain, folded
        for column, kept in self._keys.items():
            keys = [kept[was] for was in places]
            for place, key in zip(other, self._columns[column].keys(fresh), strict=True):
                keys[place] = key
            self._keys[column] = keys

    def words(self, rows: Sequence[Row]) -> tuple[list[str], list[str]]:
        """Return the words of each row as they are searched with marks, and without."""
        if self._words is None:
            self._words = self._searched(rows)
        return self._words

    def keys(self, column: int, rows: Sequence[Row]) -> list[Any]:
        """Return what each row is sorted by in a column."""
        if column not in self._keys:
            self._keys[column] = self._columns[column].keys(rows)
        return self._keys[column]

    def _searched(self, rows: Sequence[Row]) -> tuple[list[str], list[str]]:
        searched = [column.show for column in self._columns if column.searched]
        if not searched:
            return [""] * len(rows), [""] * len(rows)
        return searchable([[show(row) for row in rows] for show in searched])
