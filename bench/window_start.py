"""Measures how long the window takes from the start of the process to its first paint, against an empty Qt window.

The window is painted with the rows of its first page in it and answers from then on; nothing of it comes later. Both
programs say so in a line, at which the clock stops. Both find their bytecode ready, as the installed program does.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.ratio import Ratio, compare_times

ROUNDS = 11


def measure() -> Ratio:
    """Return the ratio for the sample office; its file is made, and all bytecode, in the untimed first round."""
    with tempfile.TemporaryDirectory() as home:
        variables = environment(home)
        return compare_times(
            "window: process start to first paint",
            lambda: till_shown(variables, "bontot_desktop", "--sample", "--quit-when-shown"),
            lambda: till_shown(variables, "bench.empty_window"),
            rounds=ROUNDS,
            aim=2.0,
        )


def environment(home: str) -> dict[str, str]:
    """Return the variables both programs are started with: folders of their own, bytecode that is kept."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        "QT_QPA_PLATFORM": "offscreen",
        **kept,
        "BONTOT_HOME": home,
        "PYTHONPYCACHEPREFIX": str(Path(home) / "bytecode"),
    }


def till_shown(environment: dict[str, str], *words: str) -> float:
    """Start a module and return the seconds until it says that its window was painted."""
    start = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", *words], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        took = time.perf_counter() - start
    if child.returncode or said.strip() != b"shown":
        raise RuntimeError(f"{words[0]} ended with {child.returncode} and said {said!r}")
    return took
