"""Copies of the data file: made by SQLite itself, opened and checked before they count, put back in its place."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlcipher3 import dbapi2

from bontot_desktop import __version__
from bontot_desktop.db import container, disk, engine
from bontot_desktop.db.container import Trailer
from bontot_desktop.db.copy_names import aside_name, drop_second_names, free_copy_name, moment_in_name
from bontot_desktop.db.faults import MISSING, of_database, told
from bontot_desktop.errors import Damaged, NoRoom, Refused

if TYPE_CHECKING:
    from bontot_desktop.db.datafile import DataFile

#: End of the name of a copy that does not count yet.
UNFINISHED = ".dang-lam"


@dataclass(frozen=True, slots=True)
class Copy:
    """What a copy says of itself without its password; ``last_act`` is the id of its newest act, 0 for none.

    ``office`` tells the offices apart ("" for a plain file); ``fault`` says why a copy can't be read, and the rest of
    what it says is then empty; ``pages`` is the fingerprint of its pages, "" in a copy of an early version.
    """

    path: Path
    made_at: datetime
    size: int
    last_act: int = 0
    last_act_at: str = ""
    program: str = ""
    office: str = ""
    fault: str = ""
    pages: str = ""


def make_copy(datafile: DataFile, to: Path, now: datetime) -> Copy:
    """Copy an opened data file into one file that opens with the password alone.

    ``to`` is a file, or a folder in which the copy is named by file and moment. The copy counts only after it was
    opened and checked whole; until then nothing stands at ``to`` (or what stood there still does). Raises
    :class:`NoRoom`, :class:`Damaged` (the data themselves are not whole: no copy is made).
    """
    if to.is_dir():
        to = free_copy_name(to, datafile.path, now)
    if to.absolute() == datafile.path or (to.exists() and to.samefile(datafile.path)):
        raise Refused("Bản sao không thể nằm đúng chỗ tệp đang dùng. Hãy chọn thư mục khác.")
    beside = to.with_name(f"{to.name}{UNFINISHED}")
    with told(to):
        if not to.parent.is_dir():
            raise NoRoom(MISSING.format(name=f"thư mục “{to.parent}”"))
        for unfinished in to.parent.glob(f"{datafile.path.stem} *{UNFINISHED}"):
            disk.remove(unfinished)  # left by a power cut
        disk.remove(beside)
        try:
            _write_out(datafile, beside)
            about = {**_check_copy(beside, datafile.key, now), "pages": disk.fingerprint(beside)}
            if datafile.envelope is not None:
                from bontot_desktop.db import keys

                trailer = Trailer(keys.to_plain(datafile.envelope), about)
                container.add_trailer(beside, trailer)
                found = container.read_trailer(beside)
                if found is None or found[0] != trailer:
                    raise Damaged(f"Bản sao “{to.name}” ghi ra không đúng. Hãy thử ổ đĩa khác.")
            disk.sync_file(beside)
            disk.patiently(lambda: beside.replace(to))
            disk.sync_folder(to.parent)
        finally:
            disk.remove(beside)
        return _as_copy(to, about, office_of(datafile))


def _write_out(datafile: DataFile, beside: Path) -> None:
    """Let the database write itself out. Raises :class:`Damaged` naming the file in use, not the copy to be."""
    try:
        datafile.driver.execute("VACUUM INTO ?", (str(beside),))
    except dbapi2.DatabaseError as fault:
        answer = of_database(fault, f"Tệp “{datafile.path.name}”")
        if isinstance(answer, Damaged):
            raise answer from fault
        raise


def office_of(datafile: DataFile) -> str:
    """Return what tells the office of an opened file from others; "" for a plain file."""
    return datafile.envelope.file_id if datafile.envelope is not None else ""


def _check_copy(path: Path, key: bytes | None, now: datetime) -> dict[str, Any]:
    with told(path):
        driver = engine.connect(path, key, alone=False)
        try:
            engine.demand_whole(driver, path.name, encrypted=key is not None)
            return {"made_at": now.isoformat(), **_state(driver)}
        finally:
            driver.close()


def _state(driver: dbapi2.Connection) -> dict[str, Any]:
    """Return the newest act of a file as plain words; the file may be of an older step."""
    act, at = 0, ""
    if engine.scalar(driver, "SELECT 1 FROM sqlite_master WHERE name = 'history'"):
        row = driver.execute("SELECT id, at FROM history ORDER BY id DESC LIMIT 1").fetchone()
        act, at = row or (0, "")
    return {"last_act": act, "last_act_at": at, "program": __version__}


def _as_copy(path: Path, about: dict[str, Any], office: str) -> Copy:
    return Copy(
        path,
        datetime.fromisoformat(about["made_at"]),
        path.stat().st_size,
        int(about["last_act"]),
        str(about["last_act_at"]),
        str(about["program"]),
        office,
        pages=str(about.get("pages", "")),
    )


def look_at(path: Path) -> Copy:
    """Say what a copy is without opening it (a plain one is opened). Raises :class:`Damaged`, :class:`NoRoom`."""
    with told(path):
        if not path.is_file():
            raise NoRoom(MISSING.format(name=f"bản sao “{path.name}”"))
        made_at = moment_in_name(path) or datetime.fromtimestamp(path.stat().st_mtime)
        trailer = container.locks_of(path)
        if trailer is not None:
            about = {"made_at": made_at.isoformat(), "last_act": 0, "last_act_at": "", "program": "", **trailer.about}
            try:
                return _as_copy(path, about, str(trailer.locks.get("file", "")))
            except (TypeError, ValueError) as fault:
                raise Damaged(engine.NOT_OURS.format(name=path.name)) from fault
        driver = engine.connect(path, None, alone=False)
        try:
            return _as_copy(path, {"made_at": made_at.isoformat(), **_state(driver)}, "")
        finally:
            driver.close()


def is_whole(copy: Copy) -> bool:
    """Say whether a copy's pages are still those that were checked when it was made. Raises OSError.

    A copy without a fingerprint (plain, or of an early version) is taken at its word.
    """
    if not copy.pages:
        return True
    found = container.read_trailer(copy.path)
    return found is not None and disk.fingerprint(copy.path, found[1]) == copy.pages


def changed_since(datafile: DataFile, copy: Copy) -> bool:
    """Say whether any act was done since a copy was made (drafts do not count)."""
    now = _state(datafile.driver)
    return (now["last_act"], now["last_act_at"]) != (copy.last_act, copy.last_act_at)


def _name_also(target: Path, aside: Path) -> None:
    try:
        os.link(target, aside)
    except OSError:  # a stick formatted as FAT knows no second name
        disk.patiently(lambda: target.rename(aside))


def put_in_place(fresh: Path, target: Path, now: datetime) -> Path | None:
    """Swap a checked file in for ``target`` and return where the old one is kept, None when there was none.

    Where the disk can, there is no moment without a file at ``target``; except when an act was being written to it:
    then rather no file for a moment than the half act without the journal that takes it back. Raises OSError.
    """
    aside = None
    if target.exists():
        drop_second_names(target)
        aside = aside_name(target, now)
        for kin in (container.side_file, container.journal_file):
            if kin(target).exists():
                shutil.copyfile(kin(target), kin(aside))
                disk.sync_file(kin(aside))
        if not container.journal_file(target).exists():
            _name_also(target, aside)
        else:
            disk.patiently(lambda: target.rename(aside))
            disk.sync_folder(target.parent)
        # An old journal beside the new file would be rolled back into it.
        disk.remove(container.journal_file(target))
    disk.patiently(lambda: fresh.replace(target))
    disk.sync_folder(target.parent)
    disk.remove(container.side_file(target))
    return aside
