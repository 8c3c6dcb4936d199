"""Measures the window on the ten-year office: its start, every page, filters, the search box, and its memory."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from bench import large_office, window_start
from bench.ratio import Ratio, compare_times

ROUNDS = 7
WALKS = 3
#: What a person takes for "at once", seconds.
AT_ONCE = 0.05
#: The most memory the window may hold, MB.
MEMORY = 300.0


def start() -> Ratio:
    """Return how long the window takes from the start of the process to its first paint, against an empty one."""
    path = large_office.path()
    with tempfile.TemporaryDirectory() as home:
        environment = window_start.environment(home)
        return compare_times(
            f"window on the ten-year office ({path.stat().st_size / 1e6:.0f} MB)",
            lambda: window_start.till_shown(environment, "bontot_desktop", str(path), "--quit-when-shown"),
            lambda: window_start.till_shown(environment, "bench.empty_window"),
            rounds=ROUNDS,
            aim=2.0,
        )


def answers() -> Iterator[Ratio]:
    """Yield each answer of the window against what a person takes for at once: the median of several walks."""
    walks = _walks()
    for step in walks[0]["seconds"]:
        took = statistics.median(walk["seconds"][step] for walk in walks)
        yield Ratio(f"ten-year office: {step}", took, AT_ONCE, 1.0)


def memory() -> Ratio:
    """Return the most memory the window held on any walk, against the most it may hold."""
    most = max(walk["memory"] for walk in _walks())
    return Ratio("ten-year office: most memory", most, MEMORY, 1.0, unit="MB")


@cache
def _walks() -> list[dict[str, Any]]:
    return [_walk(large_office.path()) for _ in range(WALKS)]


def _walk(path: Path) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "BONTOT_HOME": home}
        words = [sys.executable, "-m", "bench.large_walk", str(path)]
        said = subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found
