"""Going back to a copy: unpacked beside, opened, upgraded, checked, and only then swapped in."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bontot_desktop.db import container, disk, engine, foreign
from bontot_desktop.db.copies import put_in_place
from bontot_desktop.db.datafile import DataFile, remove_with_company
from bontot_desktop.db.faults import MISSING, demand_folder, told
from bontot_desktop.db.holding import hold
from bontot_desktop.errors import Damaged, NewerFile, NoRoom, Refused


@dataclass(frozen=True, slots=True)
class Restored:
    """The file put in place, and where the one that was in use is kept (None when there was none)."""

    path: Path
    kept_aside: Path | None


def restore(
    copy: Path,
    target: Path,
    password: str | None,
    *,
    now: datetime,
    recovery_code: str | None = None,
    holder: str = "việc khôi phục",
) -> Restored:
    """Put a copy in the place of the data file; close the data file first.

    The password is the one of the copy's day. Until the last step the file in use is untouched; it is then kept
    beside under a telling name, even when it is damaged. Raises :class:`HeldByAnother` (the data file is open),
    :class:`WrongPassword`, :class:`Damaged`, :class:`NewerFile`, :class:`NoRoom`, :class:`Refused`.
    """
    copy, target = copy.absolute(), target.absolute()
    if copy == target:
        raise Refused("Đây chính là tệp đang dùng. Hãy chọn một bản sao khác để khôi phục.")
    if copy.is_dir():
        raise NoRoom(foreign.FOLDER.format(name=copy.name))
    if not copy.is_file():
        raise NoRoom(MISSING.format(name=f"bản sao “{copy.name}”"))
    demand_folder(target)
    fresh = target.with_name(f"{target.stem} - dang khoi phuc{target.suffix}")
    with told(target):
        holding = hold(target, holder=holder, now=now)
        try:
            remove_with_company(fresh)
            try:
                _unpack(copy, fresh, password, recovery_code, now)
                kept = put_in_place(fresh, target, now)
            finally:
                remove_with_company(fresh)
        except BaseException:
            if holding.was_left:
                holding.abandon()
            else:
                holding.release()
            raise
        holding.release()
        return Restored(target, kept)


def _unpack(copy: Path, fresh: Path, password: str | None, recovery_code: str | None, now: datetime) -> None:
    """Copy the copy, then open, upgrade and check it whole; it ends at rest, one file."""
    with told(copy):
        shutil.copyfile(copy, fresh)
        for kin in (container.side_file, container.journal_file):
            if kin(copy).exists():  # a file taken from a PC after a power cut
                shutil.copyfile(kin(copy), kin(fresh))
        disk.sync_file(fresh)
    try:
        with DataFile.open(fresh, password, recovery_code=recovery_code, now=now) as opened:
            engine.demand_whole(opened.driver, copy.name, encrypted=opened.is_encrypted)
    except (Damaged, NewerFile) as fault:
        # The person knows the copy by its own name, not by the name it is unpacked under.
        raise type(fault)(str(fault).replace(fresh.name, copy.name)) from fault
