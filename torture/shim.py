"""The bench's hand between the program and the disk: a small library preloaded into the worker, built when needed."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
PRELOAD = "LD_PRELOAD"


class Change(IntEnum):
    """A change on the disk, numbered as in ``shim.c``."""

    WRITE = 1
    CUT = 2
    SYNC = 3
    CREATE = 4
    UNLINK = 5
    RENAME = 6
    LINK = 7
    MKDIR = 8
    RMDIR = 9
    NOTE = 10


#: What a full disk refuses: to write, to lengthen and to make something new; taking away and shortening go on.
NEEDS_ROOM = (Change.WRITE, Change.CREATE, Change.MKDIR, Change.LINK)
EVERY_CHANGE = tuple(change for change in Change if change is not Change.NOTE)


@dataclass(slots=True)
class Shim:
    """The preloaded library, spoken to from inside the worker."""

    library: ctypes.CDLL

    def watch(self, folder: Path, log: int = -1) -> None:
        """Count the changes below a folder, and write them down to an open file when one is given."""
        self.library.shim_watch(os.fsencode(folder), log)

    def die(self, at: int, *, half: bool = False) -> None:
        """End this process, as kill -9 does, before the change ``at`` (from 0), or with a write half done."""
        self.library.shim_die(ctypes.c_long(at), int(half))

    def fail(self, at: int, error: int, *, changes: tuple[Change, ...], once: bool) -> None:
        """Let the change ``at`` fail with an errno, once or with all that follow it."""
        until = at + 1 if once else 2**62
        kinds = sum(1 << change for change in changes)
        self.library.shim_fail(ctypes.c_long(at), ctypes.c_long(until), error, kinds)

    def heal(self) -> None:
        """Let everything pass again."""
        self.library.shim_fail(ctypes.c_long(-1), ctypes.c_long(-1), 0, 0)

    def note(self, words: str) -> None:
        """Write a line of our own among the changes."""
        self.library.shim_note(words.encode())

    @property
    def counted(self) -> int:
        """How many changes were made since the last order."""
        return int(self.library.shim_counted())


def build(folder: Path) -> Path | None:
    """Compile the library into a folder; None where there is no compiler, or no Linux."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        return None
    made = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(made), str(SOURCE), "-ldl"]
    done = subprocess.run(command, capture_output=True, check=False)
    return made if done.returncode == 0 else None


def loaded() -> Shim | None:
    """Return the library when this process was started with it."""
    path = os.environ.get(PRELOAD, "")
    if not path.endswith("shim.so"):
        return None
    library = ctypes.CDLL(path)
    library.shim_counted.restype = ctypes.c_long
    return Shim(library)
