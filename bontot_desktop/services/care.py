"""Copies, restore, check and password, as windows and the command line see them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.db import copy_names
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from bontot_desktop.db.check import Answer
    from bontot_desktop.db.copies import Copy
    from bontot_desktop.db.copy_inside import Inside, Lost
    from bontot_desktop.db.restore import Restored
    from bontot_desktop.db.salvage import Salvaged


def make_copy(office: Office, folder: Path) -> Copy:
    """Copy the data file into a folder, named by file and moment; the copy was opened and checked before it counts.

    Raises NoRoom, Damaged, Refused for a file that can only be looked at.
    """
    if not office.may_be_copied:
        raise Refused(office.read_only_because)
    from bontot_desktop.db import copies, disk

    told = f"Không lập được thư mục “{folder}”; hãy chọn nơi khác hoặc xem lại quyền ghi."
    try:
        disk.make_folder(folder)
    except OSError as fault:
        raise NoRoom(told) from fault
    if not folder.is_dir():
        raise NoRoom(told)  # a file stands in its place, and is not ours to write over
    return copies.make_copy(office.data, folder, office.now())


def last_copy_at(folder: Path, data_file: Path, now: datetime) -> datetime | None:
    """Return when the newest copy of a data file in a folder was made, by its name; None without one.

    A name from after tomorrow, given by a clock that ran ahead, says nothing of how old the last copy is.
    """
    limit = now + timedelta(days=1)
    return next((at for _, at in copy_names.copies_in(folder, data_file) if at <= limit), None)


def kept_copies(folder: Path, data_file: Path) -> list[Copy]:
    """Return the copies of a data file kept in a folder, the newest first; one that can't be read has its fault."""
    from bontot_desktop.db import copy_shelf

    return copy_shelf.on_shelf(folder, data_file)


def checked_copy(copy: Copy) -> Copy:
    """Read a copy to its end and return it, with its fault when it is no longer what was written."""
    from bontot_desktop.db import copy_shelf

    return copy_shelf.checked(copy)


def copy_if_changed(office: Office, folder: Path) -> Copy | None:
    """Make a copy unless a whole one has all there is, and thin the old ones; None when none was needed.

    A copy on the way that can't be read stops neither. An office that may only be looked at is not copied by itself.
    """
    from bontot_desktop.db import copy_shelf

    if not office.may_be_copied or copy_shelf.holds_now(office.data, kept_copies(folder, office.data.path)):
        return None
    made = make_copy(office, folder)
    copy_shelf.thin(folder, office.data, office.now())
    return made


def look_inside(copy: Path, password: str | None, *, recovery_code: str | None = None, now: datetime) -> Inside:
    """Open a copy privately, check it whole and say what stands in it. Raises as opening a data file does."""
    from bontot_desktop.db import copy_inside

    if password is None and recovery_code is None:
        return copy_inside.look_inside(copy, None, None, now)
    from bontot_desktop.services import tries

    with tries.slowed(copy, now):
        return copy_inside.look_inside(copy, password, recovery_code, now)


def what_would_be_lost(office: Office, inside: Inside) -> Lost:
    """Say which acts going back to a copy would lose."""
    from bontot_desktop.db import copy_inside

    return copy_inside.what_would_be_lost(office.data, inside)


def restore_copy(
    copy: Path, target: Path, password: str | None, *, now: datetime, recovery_code: str | None = None
) -> Restored:
    """Put a copy in the place of a closed data file; the file that was in use is kept beside it."""
    from bontot_desktop.db import restore

    if password is None and recovery_code is None:
        return restore.restore(copy, target, None, now=now)
    from bontot_desktop.services import tries

    with tries.slowed(target, now):
        return restore.restore(copy, target, password, now=now, recovery_code=recovery_code)


def check(office: Office) -> list[Answer]:
    """Ask the database's questions and ours; nothing is written."""
    from bontot_desktop.services import checking

    return checking.answers(office)


def repair(office: Office, copies_folder: Path) -> int:
    """Mend what can be mended without loss, a copy made first; return how many places were put right."""
    _demand_write(office)
    from bontot_desktop.services import checking

    return checking.repair(office, copies_folder)


def can_be_salvaged(path: Path) -> bool:
    """Say whether a damaged file is one of ours from which something may be saved; never raises for the disk."""
    from bontot_desktop.db.salvaging import locks

    try:
        return locks.looks_ours(path)
    except OSError:
        return False


def salvage(
    damaged: Path,
    to: Path,
    password: str | None,
    *,
    recovery_code: str | None = None,
    locks_from: Path | None = None,
    now: datetime,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Salvaged:
    """Bring what can be read of a damaged file into a new one, with a list of what was lost beside it.

    The damaged file is not touched. ``locks_from`` is a copy of the same office, for a file whose locks are lost.
    Raises Refused, WrongPassword, Damaged, NewerFile, NoRoom.
    """
    from bontot_desktop.db import salvage as salvaging

    if password is None and recovery_code is None:
        return salvaging.salvage(damaged, to, now=now, locks_from=locks_from, progress=progress)
    from bontot_desktop.services import tries

    with tries.slowed(damaged, now):
        return salvaging.salvage(
            damaged,
            to,
            password=password,
            recovery_code=recovery_code,
            now=now,
            locks_from=locks_from,
            progress=progress,
        )


def change_password(office: Office, old: str | None, new: str) -> None:
    """Change the password; only the key's wrapping is written anew."""
    _demand_write(office)
    from bontot_desktop.services import tries

    with tries.slowed(office.data.path, office.now()):
        office.data.change_password(old, new)


def demand_secret(office: Office, password: str, *, recovery_code: str = "") -> None:
    """Let go on only who knows the file's password, or its recovery code; wrong ones are slowed.

    Raises WrongPassword, Refused (a mistyped code, a file without a password).
    """
    from bontot_desktop.services import tries

    with tries.slowed(office.data.path, office.now()):
        office.data.demand_secret(password, recovery_code=recovery_code)


def new_recovery_code(office: Office) -> str:
    """Make a new recovery code, shown once; the old one no longer opens the file."""
    _demand_write(office)
    return office.data.new_recovery_code()


def _demand_write(office: Office) -> None:
    if office.read_only_because:
        raise Refused(office.read_only_because)
