"""Writing to disk so that a power cut leaves the old or the new, never half of either."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

#: What Windows says of a file that somebody looks into: access denied, sharing violation, lock violation.
_LOOKED_INTO = {5, 32, 33}
#: A virus scanner on Windows may hold a file just written; so often and so long (seconds) an act is tried again.
TRIES, PAUSE = 6, 0.1


def patiently(act: Callable[[], object], *, tries: int = TRIES, pause: float = PAUSE) -> None:
    """Rename or delete; on Windows tried again while somebody looks into the file. Raises OSError when it stays so."""
    for left in range(tries - 1, -1, -1):
        try:
            act()
        except PermissionError as fault:
            if not left or getattr(fault, "winerror", None) not in _LOOKED_INTO:
                raise
            time.sleep(pause)
        else:
            return


def sync_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows does this by itself and refuses to be asked."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def make_folder(folder: Path) -> None:
    """Make a folder and those above it that are missing, each sure to be there after a power cut. Raises OSError."""
    missing = []
    while not folder.exists() and folder != folder.parent:
        missing.append(folder)
        folder = folder.parent
    for one in reversed(missing):
        one.mkdir(exist_ok=True)
        sync_folder(one.parent)


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file whole: beside it, synced, then renamed over it. Raises OSError."""
    beside = path.with_name(f"{path.name}.tam")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        patiently(lambda: beside.replace(path))
    except OSError:
        patiently(lambda: beside.unlink(missing_ok=True))
        raise
    sync_folder(path.parent)


def cut_to(path: Path, length: int) -> None:
    """Shorten a file to ``length`` bytes and wait until that is on the disk."""
    with path.open("rb+") as file:
        os.ftruncate(file.fileno(), length)
        os.fsync(file.fileno())


def append(path: Path, content: bytes) -> None:
    """Add bytes at the end of a file; if that fails the file is cut back to what it was. Raises OSError."""
    with path.open("rb+") as file:
        length = file.seek(0, os.SEEK_END)
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            os.ftruncate(file.fileno(), length)
            raise


def remove(path: Path) -> None:
    """Delete a file if it is there."""
    if path.exists():
        patiently(path.unlink)
        sync_folder(path.parent)


def can_write(path: Path) -> bool:
    """Say whether a file and its folder may be written, by trying: rights alone do not tell of a locked stick."""
    probe = path.with_name(f"{path.name}.thu-ghi")
    try:
        with path.open("rb+"):
            pass
        probe.touch()
        probe.unlink()
    except OSError:
        return False
    return True


def fingerprint(path: Path, length: int | None = None) -> str:
    """Return the SHA-256 of a file's first ``length`` bytes (of all of it without) in hexadecimal. Raises OSError."""
    import hashlib

    left = path.stat().st_size if length is None else length
    found = hashlib.sha256()
    with path.open("rb") as file:
        while left > 0 and (part := file.read(min(left, 1 << 20))):
            found.update(part)
            left -= len(part)
    return found.hexdigest()
