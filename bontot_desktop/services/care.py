"""Copies, restore, check and password, as windows and the command line see them."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.db import copy_names
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from bontot_desktop.db.check import Answer
    from bontot_desktop.db.copies import Copy, Lost
    from bontot_desktop.db.restore import Restored


def make_copy(office: Office, folder: Path) -> Copy:
    """Copy the data file into a folder, named by file and moment; the copy was opened and checked before it counts.

    Raises NoRoom, Damaged, Refused while the office may only be looked at.
    """
    _demand_write(office)
    from bontot_desktop.db import copies

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise NoRoom(f"Không lập được thư mục “{folder}”; hãy chọn nơi khác hoặc xem lại quyền ghi.") from fault
    return copies.make_copy(office.data, folder, office.now())


def last_copy_at(folder: Path, data_file: Path) -> datetime | None:
    """Return when the newest copy of a data file in a folder was made, by its name; None without one."""
    kept = copy_names.copies_in(folder, data_file)
    return kept[0][1] if kept else None


def kept_copies(folder: Path, data_file: Path) -> list[Copy]:
    """Return the copies of a data file kept in a folder, the newest first; unreadable ones are left out."""
    from bontot_desktop.db import copies

    return [copies.look_at(path) for path, _ in copy_names.copies_in(folder, data_file)]


def copy_if_changed(office: Office, folder: Path) -> Copy | None:
    """Make a copy if something changed since the last one, and thin the old ones; None when nothing changed.

    An office that may only be looked at is not copied by itself.
    """
    from bontot_desktop.db import copies

    if office.read_only_because:
        return None
    kept = copy_names.copies_in(folder, office.data.path)
    if kept and not copies.changed_since(office.data, copies.look_at(kept[0][0])):
        return None
    made = make_copy(office, folder)
    copies.thin(folder, office.data.path, office.now())
    return made


def what_would_be_lost(office: Office, copy: Path) -> Lost:
    """Say which acts going back to a copy would lose."""
    from bontot_desktop.db import copies

    return copies.what_would_be_lost(office.data, copies.look_at(copy))


def restore_copy(
    copy: Path, target: Path, password: str | None, *, now: datetime, recovery_code: str | None = None
) -> Restored:
    """Put a copy in the place of a closed data file; the file that was in use is kept beside it."""
    from bontot_desktop.db import restore

    return restore.restore(copy, target, password, now=now, recovery_code=recovery_code)


def check(office: Office) -> list[Answer]:
    """Ask the database's questions and ours; nothing is written."""
    from bontot_desktop.db import check as database_check

    return database_check.check(office.data)


def repair(office: Office, copies_folder: Path) -> int:
    """Mend what can be mended without loss, a copy made first; return how many rows were put right."""
    from bontot_desktop.db import check as database_check

    make_copy(office, copies_folder)
    return database_check.mend(office.data, who=office.who, now=office.now())


def change_password(office: Office, old: str | None, new: str) -> None:
    """Change the password; only the key's wrapping is written anew."""
    _demand_write(office)
    office.data.change_password(old, new)


def new_recovery_code(office: Office) -> str:
    """Make a new recovery code, shown once; the old one no longer opens the file."""
    _demand_write(office)
    return office.data.new_recovery_code()


def _demand_write(office: Office) -> None:
    if office.read_only_because:
        raise Refused(office.read_only_because)
