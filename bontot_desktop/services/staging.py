"""A folder of files that appears whole or not at all: written aside, then given its name in one step."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bontot_desktop.db import disk
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.services import files

#: How the folder is called while it is written; one left by a power cut is known by it and cleared after a day.
ENDING = ".dang-lam"
STALE = 24 * 3600.0
#: The longest whole path: Windows ends at 259 signs, and a file is first written with four more.
LONGEST = 250
#: A file name shorter than this says nothing.
SHORTEST_NAME = 24
#: A virus scanner may hold a file just written; so often and so long (seconds) the rename is tried again.
TRIES, PAUSE = 10, 0.2


class Staging:
    """The folder while it is written."""

    def __init__(self, aside: Path, target: Path) -> None:
        self._aside, self._target = aside, target
        #: The names written so far.
        self.names: list[str] = []

    def room(self) -> int:
        """Return how many letters a file name may have here, its ending counted."""
        return LONGEST - len(str(self._aside)) - 1

    def write(self, name: str, content: bytes) -> None:
        """Write a file. Raises NoRoom with the sentence to show."""
        place = self._aside / name
        try:
            disk.write_whole(place, content)
        except OSError as fault:
            raise NoRoom(files.sentence(fault, self._target / name)) from fault
        self.names.append(name)

    def read(self, name: str) -> bytes:
        """Return a file written before."""
        return (self._aside / name).read_bytes()


@contextmanager
def staged(out_dir: Path, name: str) -> Iterator[tuple[Staging, Path]]:
    """Give a folder to write in and the place it will have: ``name`` in ``out_dir``, or with "-ban-2"… when taken.

    When the block ends the folder appears under its name with all its files; when it raises, nothing of it stays.
    Raises NoRoom with the sentence to show, Refused when the path is too long for Windows.
    """
    target = files.free(out_dir / name)
    aside = out_dir / f".{target.name}-{secrets.token_hex(3)}{ENDING}"
    if LONGEST - len(str(aside)) - 1 < SHORTEST_NAME:
        raise Refused("Đường dẫn của thư mục này quá dài; hãy chọn thư mục có đường dẫn ngắn hơn.")
    try:
        disk.make_folder(out_dir)
        _clear(out_dir)
        aside.mkdir()
    except OSError as fault:
        raise NoRoom(files.sentence(fault, target)) from fault
    try:
        yield Staging(aside, target), target
        _name(aside, target)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    disk.sync_folder(out_dir)


def _name(aside: Path, target: Path) -> None:
    for turn in range(TRIES):
        try:
            aside.rename(target)
        except OSError as fault:
            if turn == TRIES - 1:
                raise NoRoom(files.sentence(fault, target)) from fault
            time.sleep(PAUSE)
        else:
            return


def _clear(out_dir: Path) -> None:
    """Take away what a power cut left of an earlier run."""
    for left in out_dir.glob(f".*{ENDING}"):
        if time.time() - left.stat().st_mtime > STALE:
            shutil.rmtree(left, ignore_errors=True)
