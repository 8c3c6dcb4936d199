"""The only folders the program makes for a while: one for each file that is opened to be looked at, this user's alone.

Papers, previews and prints never lie on the disk for a while. A room goes when its file closes; one left by a program
that was killed goes when the next one starts or makes a room.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from bontot_desktop.db import holding

_PREFIX = "bontot-xem-"
#: A room so young (seconds) may not hold its file yet.
_YOUNG = 60


def make() -> Path:
    """Make a room nobody else may look into (mode 0700; on Windows in the user's own temporary folder)."""
    sweep()
    return Path(tempfile.mkdtemp(prefix=_PREFIX))


def clear(room: Path) -> None:
    """Remove a room with all in it."""
    shutil.rmtree(room, ignore_errors=True)


def sweep(*, young: float = _YOUNG) -> int:
    """Remove the rooms whose program is dead, and return how many went."""
    gone = 0
    for room in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        try:
            # By the clock the disk itself counts with.
            is_left = time.time() - room.stat().st_mtime >= young and not _is_held(room)
        except OSError:
            continue  # another user's, or gone meanwhile
        if is_left:
            clear(room)
            gone += not room.exists()
    return gone


def _is_held(room: Path) -> bool:
    return any(holding.is_held(path) for path in room.iterdir() if path.name.endswith(holding.NOTE))
