"""Holding a data file alone, with a note beside it that tells a second start who holds it since when."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bontot_desktop.errors import HeldByAnother

if sys.platform == "win32":
    import msvcrt

    # Far behind the note's text: Windows keeps others from reading the locked bytes.
    _LOCKED_BYTE = 1 << 20

    def _lock(file: BinaryIO) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _same_file(file: BinaryIO, path: Path) -> bool:
        return True

else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _same_file(file: BinaryIO, path: Path) -> bool:
        """Say whether the locked note still stands at its path (its holder may just have deleted it)."""
        try:
            return os.path.samestat(os.fstat(file.fileno()), path.stat())
        except FileNotFoundError:
            return False


#: What the name of a note ends with.
NOTE = "-giu"


class Note(NamedTuple):
    """Who holds the file: the holder in words ("cửa sổ Bốn Tốt"), the computer, the process and since when."""

    holder: str
    computer: str
    pid: int
    since: datetime


def note_file(path: Path) -> Path:
    """Return where the note of a data file stands: "van-phong.bontot-giu"."""
    return path.with_name(f"{path.name}{NOTE}")


def is_held(note: Path) -> bool:
    """Say whether the holder of a note still lives, changing nothing. Raises OSError."""
    with note.open("rb+", buffering=0) as file:
        return not _lock(file)


def who_holds(path: Path) -> Note | None:
    """Read the note of a data file, whether or not its holder still lives; None without a readable note."""
    try:
        values = json.loads(note_file(path).read_bytes() or b"null")
        return Note(values["holder"], values["computer"], int(values["pid"]), datetime.fromisoformat(values["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


class Holding:
    """The file held by us until :meth:`release`; ``was_left`` says that the last holder never let go cleanly."""

    def __init__(self, path: Path, file: BinaryIO, *, was_left: bool) -> None:
        self._note = note_file(path)
        self._file = file
        self.was_left = was_left

    def release(self) -> None:
        """Let go: the note disappears, which says that the file was closed cleanly."""
        if sys.platform == "win32":
            self._file.close()
            with contextlib.suppress(PermissionError):  # the next holder already has it open
                self._note.unlink(missing_ok=True)
        else:
            self._note.unlink(missing_ok=True)  # before the lock falls, so that no one locks a nameless note
            self._file.close()

    def abandon(self) -> None:
        """Let go without cleaning up: the note stays, so the next opening checks the whole file."""
        self._file.close()


def hold(path: Path, *, holder: str, now: datetime) -> Holding:
    """Hold a data file alone. Raises :class:`HeldByAnother` saying who holds it, OSError without a note."""
    note = note_file(path)
    while True:
        was_left = note.exists()
        file = os.fdopen(os.open(note, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "rb+", buffering=0)
        if not _lock(file):
            file.close()
            raise HeldByAnother(_held_sentence(path))
        if _same_file(file, note):
            break
        file.close()
    values = {"holder": holder, "computer": _computer(), "pid": os.getpid(), "since": now.isoformat()}
    try:
        file.seek(0)
        file.truncate()
        file.write(json.dumps(values, ensure_ascii=False).encode())
    except OSError:
        holding = Holding(path, file, was_left=was_left)
        if was_left:
            holding.abandon()
        else:
            holding.release()
        raise
    return Holding(path, file, was_left=was_left)


def _computer() -> str:
    # The module ``socket`` knows it too, and is slow to load.
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _held_sentence(path: Path) -> str:
    note = who_holds(path)
    if note is None:
        return f"Tệp dữ liệu “{path.name}” đang được mở ở nơi khác. Hãy đóng nơi đó rồi thử lại."
    return (
        f"Tệp dữ liệu “{path.name}” đang mở trong {note.holder} (máy {note.computer}, từ {note.since:%H:%M} ngày "
        f"{note.since:%d/%m/%Y}). Hãy dùng nơi đang mở, hoặc đóng nó rồi thử lại."
    )
