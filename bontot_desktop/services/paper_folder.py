"""The folder of papers copied elsewhere: new and changed files only, each written whole, nothing deleted there."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from bontot_desktop.db import disk
from bontot_desktop.errors import NoRoom
from bontot_desktop.services import files

#: How far two times of one file may differ: sticks know only every second one.
_SAME_TIME = 2.0
#: End of the name of a file that is not whole yet.
_UNFINISHED = ".dang-chep"

Progress = Callable[[int, int, str], object]


class Carried(NamedTuple):
    """How many files were copied, and how many there are."""

    copied: int
    of: int


def copy_new(
    source: Path, target: Path, *, over: bool = True, compare: bool = False, progress: Progress | None = None
) -> Carried:
    """Copy the files of a folder and its folders that are not in the target, or (``over``) were changed since.

    With ``compare`` each copy is read again before it counts. Nothing is deleted in the target, and what Word or our
    own writing left unfinished is not taken. Raises NoRoom at the first file that cannot be read or written; those
    before it are there.
    """
    with _told(source):
        found = list(_files(source))
    copied = 0
    for place, path in enumerate(found):
        to = target / path.relative_to(source)
        with _told(to):
            if to.exists() and (not over or _is_same(path, to)):
                continue
        if progress is not None:
            progress(place, len(found), path.name)
        with _told(to):
            _copy(path, to, compare=compare)
        copied += 1
    return Carried(copied, len(found))


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Say in a sentence what the disk says; a stick may be pulled out at any moment."""
    try:
        yield
    except OSError as fault:
        raise NoRoom(files.sentence(fault, path)) from fault


def _files(folder: Path) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        # Word's notes on an open file begin with these signs.
        is_passing = path.name.startswith(("~$", ".~")) or path.name.endswith((_UNFINISHED, ".tam"))
        if path.is_file() and not path.is_symlink() and not is_passing:
            yield path


def _is_same(one: Path, other: Path) -> bool:
    mine, theirs = one.stat(), other.stat()
    return mine.st_size == theirs.st_size and abs(mine.st_mtime - theirs.st_mtime) <= _SAME_TIME


def _copy(path: Path, to: Path, *, compare: bool) -> None:
    beside = to.with_name(f"{to.name}{_UNFINISHED}")
    try:
        disk.make_folder(to.parent)
        shutil.copy2(path, beside)
        disk.sync_file(beside)
        if compare and disk.fingerprint(path) != disk.fingerprint(beside):
            beside.unlink()
            raise NoRoom(f"Tệp “{path.name}” chép ra không giống tệp gốc. Hãy kiểm tra ổ đĩa rồi thử lại.")
        disk.patiently(lambda: beside.replace(to))
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
