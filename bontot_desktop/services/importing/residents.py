"""Where the people of a cell of a list stand in the register: a cell under a new name is known by its people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bontot_desktop.services.importing.known import Known, clean_key
from bontot_desktop.services.importing.member_line import MemberLine

#: Fewer people say nothing of their cell.
_FEWEST = 3


class Home(NamedTuple):
    """The cell most people of a list's cell stand in, and how many of how many they are."""

    cell_id: int
    found: int
    of: int


class Residents:
    """The rows of a list by the cell they name, looked at only when a name is not in the register."""

    def __init__(self, lines: Sequence[MemberLine], known: Known) -> None:
        self._lines, self._known = lines, known
        self._by_cell: dict[str, list[MemberLine]] | None = None

    def home(self, written: str) -> Home | None:
        """Return the cell of the register where more than half of those under a name stand; None when there is none."""
        rows = self._rows().get(written, [])
        places = Counter(place for place in map(self._place, rows) if place is not None)
        if len(rows) < _FEWEST or not places:
            return None
        cell_id, count = places.most_common(1)[0]
        return Home(cell_id, count, len(rows)) if count * 2 > len(rows) else None

    def names(self) -> list[str]:
        """Return every name of a cell in the list."""
        return list(self._rows())

    def _rows(self) -> dict[str, list[MemberLine]]:
        if self._by_cell is None:
            self._by_cell = {}
            for line in self._lines:
                self._by_cell.setdefault(line.cell, []).append(line)
        return self._by_cell

    def _place(self, line: MemberLine) -> int | None:
        known = self._known
        member_id = known.by_card.get(line.card_no) if line.card_no else None
        if member_id is None:
            alike = known.by_likeness.get((clean_key(line.full_name), line.birth_on or line.birth_year), [])
            member_id = alike[0] if len(alike) == 1 else None
        return None if member_id is None else known.cell_of[member_id]
