"""A screen for the tests that start the whole program, and pictures of windows when a test fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SIZE = "1366x768"


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that programs can be started on; ``display`` is empty where the desktop itself is used."""

    display: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program whose window shall stand on this screen."""
        if not self.display:
            return {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
        return {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}

    @classmethod
    @contextmanager
    def started(cls) -> Iterator[Screen]:
        """Start Xvfb on a free display and stop it afterwards; on Windows hand out the desktop."""
        if sys.platform == "win32":
            yield cls("")
            return
        program = shutil.which("Xvfb")
        if program is None:
            raise FileNotFoundError("Xvfb is missing: run the tests with `python3 dev.py test`, which installs it.")
        reading, writing = os.pipe()
        server = subprocess.Popen(
            [program, "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        try:
            with os.fdopen(reading, encoding="ascii") as answer:
                number = answer.readline().strip()
            if not number:
                raise RuntimeError("Xvfb did not start.")
            yield cls(f":{number}")
        finally:
            server.terminate()
            server.wait(timeout=10)


def keep_pictures(folder: Path, test: str) -> list[Path]:
    """Save a picture of every visible window into ``folder``, named after the test, and return the files."""
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return []
    name = re.sub(r"[^\w.-]+", "-", test.removeprefix("tests/"))[-120:]
    folder.mkdir(exist_ok=True)
    kept = []
    for number, window in enumerate(window for window in QApplication.topLevelWidgets() if window.isVisible()):
        path = folder / f"{name}-{number}.png"
        if window.grab().save(str(path)):
            kept.append(path)
    return kept
