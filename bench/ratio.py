"""Times two ways of doing a thing in turns, so that whatever else the machine does falls on both."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ratio:
    """How long ours takes against the bare way, both as medians in seconds."""

    name: str
    ours: float
    bare: float
    aim: str

    @property
    def times(self) -> float:
        """How many times as long as the bare way ours takes."""
        return self.ours / self.bare

    def __str__(self) -> str:
        return f"{self.name}: {self.times:.2f}× ({self.ours:.3f} s against {self.bare:.3f} s; aim {self.aim})"


def compare(name: str, ours: Callable[[], object], bare: Callable[[], object], *, rounds: int, aim: str) -> Ratio:
    """Time ``ours`` and ``bare`` in turns, after one untimed round of each."""
    ours()
    bare()
    pairs = [(seconds(ours), seconds(bare)) for _ in range(rounds)]
    return Ratio(name, statistics.median(pair[0] for pair in pairs), statistics.median(pair[1] for pair in pairs), aim)


def seconds(act: Callable[[], object]) -> float:
    """Return how long one call takes, in seconds."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start
