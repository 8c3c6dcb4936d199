"""Years in a row of a cell with a title or a rating, through the changes of its life (recognition.md §7)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.recognition import streak
from bontot_desktop.rules.words import Labelled

#: Years in a row from which an award for several years is given.
LONG = 5


class Counter(Labelled):
    """What is counted; the three results of a year are never merged (recognition.md §2.2)."""

    TITLE = "TITLE", "Chi bộ 4 tốt"
    EXCELLENT = "EXCELLENT", "Hoàn thành xuất sắc nhiệm vụ"
    EXEMPLARY = "EXEMPLARY", "Hoàn thành xuất sắc nhiệm vụ tiêu biểu"


class MergePolicy(Labelled):
    """What a cell made by a merger has of the years of the cells it came from."""

    BREAK = "BREAK", "Tính lại từ đầu"
    MIN_OF_PREDECESSORS = "MIN_OF_PREDECESSORS", "Tính những năm mà mọi chi bộ cũ cùng đạt (Ban Thường vụ xác nhận)"


@dataclass(frozen=True, slots=True)
class StreakSettings:
    """The office's choices; ``reuses_years`` lets years of an earlier award for five years count again."""

    merged: MergePolicy = MergePolicy.BREAK
    reuses_years: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn in the lives of cells: ``old`` became ``new`` in a year; ``keeps_name`` of a part that was split off."""

    old: int
    new: int
    kind: LineageKind
    year: int
    keeps_name: bool = False


def years_of(
    cell: int, own: Mapping[int, Collection[int]], turns: Iterable[Turn], settings: StreakSettings
) -> frozenset[int]:
    """Return the years that count for a cell: its own, and those it has of the cells it came from.

    ``own`` holds the years by cell. A cell that was renamed or moved keeps its years by itself; of a split the part
    that keeps the name goes on; a merged one begins anew unless the office counts what all the old ones reached.
    """
    return _years(cell, own, list(turns), settings, frozenset())


def _years(
    cell: int,
    own: Mapping[int, Collection[int]],
    turns: list[Turn],
    settings: StreakSettings,
    seen: frozenset[int],
) -> frozenset[int]:
    found = frozenset(own.get(cell, ()))
    made = [turn for turn in turns if turn.new == cell and turn.old != cell and turn.old not in seen]
    if not made:
        return found
    year = min(turn.year for turn in made)
    before = [
        frozenset(y for y in _years(turn.old, own, turns, settings, seen | {cell}) if y <= year)
        for turn in made
        if _goes_on(turn, settings)
    ]
    return found | frozenset.intersection(*before) if before else found


def _goes_on(turn: Turn, settings: StreakSettings) -> bool:
    if turn.kind is LineageKind.MERGE:
        return settings.merged is MergePolicy.MIN_OF_PREDECESSORS
    if turn.kind is LineageKind.SPLIT:
        return turn.keeps_name
    return turn.kind in (LineageKind.RENAME, LineageKind.TRANSFER)


def unused(years: Collection[int], used: Collection[int], settings: StreakSettings) -> frozenset[int]:
    """Return the years that may count for an award for five years: those of an earlier one count once."""
    return frozenset(years) if settings.reuses_years else frozenset(years) - frozenset(used)


def told(count: int, counter: Counter) -> str:
    """Say what a count means for the award of five years: reached, a year more, or nothing yet."""
    if count >= LONG:
        return f"{count} năm liên tục “{counter.label}”: đủ điều kiện xét khen thưởng {LONG} năm liền."
    if count == LONG - 1:
        return f"{count} năm liên tục “{counter.label}”: còn 1 năm là đủ {LONG} năm liền."
    return ""


__all__ = [
    "LONG",
    "Counter",
    "MergePolicy",
    "StreakSettings",
    "Turn",
    "streak",
    "told",
    "unused",
    "years_of",
]
