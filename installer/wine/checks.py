"""Counts what was looked at, and says of each whether it was right."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

#: How long something that comes by itself (a window, a file) is waited for, in seconds.
PATIENCE = 30.0
_BETWEEN = 0.1

Found = TypeVar("Found")


class Stopped(Exception):
    """A part of the proof cannot go on; the text says what was waited for."""


class Checks:
    """The count of a run."""

    def __init__(self) -> None:
        self.passed = 0
        self.failed: list[str] = []
        self.figures: dict[str, str] = {}

    def that(self, is_right: bool, what: str, detail: object = "") -> bool:
        """Count one check and print it; ``detail`` is shown when it failed."""
        if is_right:
            self.passed += 1
            self._say(f"ok    {what}")
        else:
            self.failed.append(what)
            self._say(f"FAIL  {what}")
            shown = str(detail).strip()
            if shown:
                self._say("      " + shown[:2000].replace("\n", "\n      "))
        return is_right

    def same(self, found: object, wanted: object, what: str) -> bool:
        """Count a check that one thing equals another."""
        return self.that(found == wanted, what, f"found  {found!r}\nwanted {wanted!r}")

    def figure(self, name: str, value: str) -> None:
        """Keep a figure for the end of the report."""
        self.figures[name] = value
        self._say(f"      {name}: {value}")

    @contextmanager
    def part(self, title: str) -> Iterator[None]:
        """Head a part; when it cannot go on, that is one failure and the next part begins."""
        self._say(f"\n{title}")
        began = time.monotonic()
        try:
            yield
        except (Stopped, OSError, ValueError, LookupError, subprocess.SubprocessError) as reason:
            self.that(False, f"{title}: went to its end", f"{type(reason).__name__}: {reason}")
        self._say(f"      ({time.monotonic() - began:.0f} s)")

    def end(self) -> int:
        """Print the count; return the exit code of the run."""
        self._say("")
        for name, value in self.figures.items():
            self._say(f"{name}: {value}")
        for what in self.failed:
            self._say(f"failed: {what}")
        self._say(f"{self.passed} passed, {len(self.failed)} failed")
        return 1 if self.failed or not self.passed else 0

    @staticmethod
    def _say(line: str) -> None:
        print(line, file=sys.stdout, flush=True)


def wait_for(look: Callable[[], Found], what: str, patience: float = PATIENCE) -> Found:
    """Look again and again until something true is found; return it. Raises :class:`Stopped` after the patience."""
    until = time.monotonic() + patience
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise Stopped(f"{what} did not come within {patience:.0f} s")
        time.sleep(_BETWEEN)
