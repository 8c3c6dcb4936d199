"""Writing to disk so that a power cut leaves the old or the new, never half of either."""

from __future__ import annotations

import os
import sys
from pathlib import Path


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


def write_whole(path: Path, content: bytes) -> None:
    """Write a small file whole: beside it, synced, then renamed over it. Raises OSError."""
    beside = path.with_name(f"{path.name}.tam")
    try:
        with beside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
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
        path.unlink()
        sync_folder(path.parent)
