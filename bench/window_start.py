"""Measures how long the window takes to be there, as whole processes, against an empty Qt window."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile

from bench.ratio import Ratio, compare

ROUNDS = 7


def measure() -> Ratio:
    """Return the ratio for the sample office; its file is made in the untimed first round."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ, "BONTOT_HOME": home}

        def start(*words: str) -> None:
            subprocess.run([sys.executable, "-m", *words], env=environment, check=True, stdin=subprocess.DEVNULL)

        return compare(
            "window start",
            lambda: start("bontot_desktop", "--sample", "--quit-when-shown"),
            lambda: start("bench.empty_window"),
            rounds=ROUNDS,
            aim=2.0,
        )
