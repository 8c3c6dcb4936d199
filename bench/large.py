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
#: The most the opening of a file with a password may take, seconds: a password is made slow to guess on purpose.
OPENED = 1.0
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
    yield from _answers("ten-year office", _walks())


def encrypted() -> Iterator[Ratio]:
    """Yield the same of the office with a password, how long it takes to open, and the most memory."""
    name, walks = "with a password", _walks(large_office.PASSWORD)
    yield Ratio(f"{name}: opened", statistics.median(walk["opened"] for walk in walks), OPENED, 1.0)
    yield from _answers(name, walks)
    yield Ratio(f"{name}: most memory", max(walk["memory"] for walk in walks), MEMORY, 1.0, unit="MB")


def _answers(name: str, walks: list[dict[str, Any]]) -> Iterator[Ratio]:
    for step in walks[0]["seconds"]:
        took = statistics.median(walk["seconds"][step] for walk in walks)
        yield Ratio(f"{name}: {step}", took, AT_ONCE, 1.0)


def memory() -> Ratio:
    """Return the most memory the window held on any walk, against the most it may hold."""
    most = max(walk["memory"] for walk in _walks())
    return Ratio("ten-year office: most memory", most, MEMORY, 1.0, unit="MB")


@cache
def _walks(password: str = "") -> list[dict[str, Any]]:
    path = large_office.encrypted_path() if password else large_office.path()
    return [_walk(path, password) for _ in range(WALKS)]


def _walk(path: Path, password: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "BONTOT_HOME": home}
        words = [sys.executable, "-m", "bench.large_walk", str(path), *([password] if password else [])]
        said = subprocess.run(words, env=environment, check=True, capture_output=True, text=True).stdout
    found: dict[str, Any] = json.loads(said)
    return found
