"""Times two ways of doing a thing in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """What ours takes against the bare way, both as medians in ``unit``; ``aim`` is the most times it may take."""

    name: str
    ours: float
    bare: float
    aim: float
    unit: str = "s"

    @property
    def times(self) -> float:
        """How many times as much as the bare way ours takes."""
        return self.ours / self.bare

    def cells(self) -> tuple[str, ...]:
        """Return the row of the table."""
        verdict = "met" if self.times <= self.aim else "MISSED"
        figures = (f"{self.ours:.3g} {self.unit}", f"{self.bare:.3g} {self.unit}", f"{self.times:.2f}×")
        return (self.name, *figures, f"≤ {self.aim:g}×", verdict)


HEAD = ("measure", "ours", "against", "ratio", "aim", "")
#: Width of each column of the table, signs.
WIDTHS = (62, 9, 9, 7, 7, 6)


def line(cells: tuple[str, ...]) -> str:
    """Set a row of the table."""
    name, *figures = cells
    rest = (f"{words:>{width}}" for words, width in zip(figures, WIDTHS[1:], strict=True))
    return f"{name:<{WIDTHS[0]}} {' '.join(rest)}".rstrip()


def compare(name: str, ours: Callable[[], object], bare: Callable[[], object], *, rounds: int, aim: float) -> Ratio:
    """Time ``ours`` and ``bare`` in turns, after one untimed round of each."""
    return compare_times(name, lambda: seconds(ours), lambda: seconds(bare), rounds=rounds, aim=aim)


def compare_times(name: str, ours: Callable[[], float], bare: Callable[[], float], *, rounds: int, aim: float) -> Ratio:
    """Compare two ways that time themselves, in seconds, in turns; the first round of each does not count."""
    ours()
    bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return Ratio(name, statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs), aim)


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
