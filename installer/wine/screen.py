"""A screen nobody sees, with pictures of it and a person's mouse and keys."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from installer.wine.checks import Stopped

SIZE = "1366x768"
#: Between two things a person does, in seconds.
BREATH = 0.3


class Screen:
    """An X server of our own, on a number it chose itself; closed by :meth:`close`."""

    def __init__(self) -> None:
        readable, writable = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writable), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp"],
            pass_fds=[writable],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(writable)
        with os.fdopen(readable) as told:
            number = told.readline().strip()
        if not number:
            raise Stopped("a screen (Xvfb)")
        self.name = f":{number}"

    def close(self) -> None:
        """End the X server."""
        self._server.terminate()
        self._server.wait(timeout=10)

    def keys(self, *names: str) -> None:
        """Press keys one after another: "ctrl+n", "Tab", "Return"."""
        for name in names:
            self._do("xdotool", "key", "--clearmodifiers", name)
            time.sleep(BREATH)

    def click(self, x: int, y: int) -> None:
        """Click at a place of the screen."""
        self._do("xdotool", "mousemove", str(x), str(y), "click", "1")
        time.sleep(BREATH)

    def windows(self, title: str) -> list[str]:
        """Return the X windows in sight whose title holds this text."""
        done = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", title],
            env=self._environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return done.stdout.split()

    def picture(self, path: Path) -> Path:
        """Keep a picture of the whole screen."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._do("import", "-window", "root", str(path))
        return path

    def _environment(self) -> dict[str, str]:
        return {**os.environ, "DISPLAY": self.name, "LC_ALL": "C.UTF-8"}

    def _do(self, *words: str) -> None:
        subprocess.run(words, env=self._environment(), check=True, capture_output=True, timeout=60)
