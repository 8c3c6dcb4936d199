"""The screen the whole program is tried on."""

from __future__ import annotations

import subprocess
import sys

from tests.screen import Screen


def test_a_real_window_opens_on_the_screen_of_the_tests(screen: Screen) -> None:
    window = subprocess.run(
        [sys.executable, "-m", "bench.empty_window"],
        env=screen.environment,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (window.returncode, window.stderr) == (0, b"")
