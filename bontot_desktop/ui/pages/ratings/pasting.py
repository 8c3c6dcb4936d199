"""Finds levels and points in a list pasted from a spreadsheet by the names in it, whatever its columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from bontot_desktop import text
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.ui import numbers
from bontot_desktop.ui.pages.ratings.words import level_of

_MOST = 100


@dataclass(frozen=True, slots=True)
class Pasted:
    """What a list says: by id the points (None without) and the level; names that nobody, or several, bear."""

    found: Mapping[Any, tuple[Decimal | None, QualityLevel]]
    unknown: tuple[str, ...] = ()
    doubled: tuple[str, ...] = ()


def read(lines: Sequence[Sequence[str]], people: Mapping[Any, str]) -> Pasted:
    """Read a list; ``people`` are names by id. A line counts when a level stands in it behind a name.

    Points are the last number from 0 to 100 between name and level.
    """
    by_name: dict[str, list[Any]] = {}
    for who, name in people.items():
        by_name.setdefault(text.fold(text.clean(name)), []).append(who)
    found: dict[Any, tuple[Decimal | None, QualityLevel]] = {}
    unknown, doubled = [], []
    for line in lines:
        cells = [text.clean(cell) for cell in line]
        name_at = next((place for place, cell in enumerate(cells) if text.fold(cell) in by_name), None)
        start = 0 if name_at is None else name_at + 1
        level_at = next((p for p in range(start, len(cells)) if _level(cells[p]) is not None), None)
        if level_at is None:
            continue
        level = _level(cells[level_at])
        assert level is not None
        if name_at is None:
            unknown.append(_name_in(cells[:level_at]))
            continue
        whose = by_name[text.fold(cells[name_at])]
        if len(whose) > 1:
            doubled.append(cells[name_at])
            continue
        given = [points for cell in cells[start:level_at] if (points := _points(cell)) is not None]
        found[whose[0]] = (given[-1] if given else None, level)
    return Pasted(found, tuple(name for name in unknown if name), tuple(doubled))


def _level(cell: str) -> QualityLevel | None:
    """Read a level that is written in words; a figure may be anything."""
    return None if cell.isdecimal() else level_of(cell)


def _points(cell: str) -> Decimal | None:
    try:
        points = numbers.parse(cell)
    except (ValueError, InvalidOperation):
        return None
    return points if points is not None and 0 <= points <= _MOST else None


def _name_in(cells: Sequence[str]) -> str:
    """Return what looks like a name in a line nobody was found in."""
    return next((cell for cell in cells if " " in cell and not any(sign.isdigit() for sign in cell)), "")
