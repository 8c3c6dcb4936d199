"""The copies kept in one folder: all are listed, also those that can't be read, and old ones thin out by age."""

from __future__ import annotations

import logging
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from bontot_desktop.db import copies, disk
from bontot_desktop.db.copies import Copy
from bontot_desktop.db.copy_names import copies_in
from bontot_desktop.db.thinning import kept
from bontot_desktop.errors import MachineInTheWay

if TYPE_CHECKING:
    from bontot_desktop.db.datafile import DataFile

_log = logging.getLogger(__name__)

NOT_WHOLE = "Nội dung bản sao “{name}” đã bị hỏng từ khi làm. Hãy dùng bản sao khác; đừng xóa bản này vội."


def on_shelf(folder: Path, datafile_path: Path) -> list[Copy]:
    """Return the timed copies of a data file in a folder, newest first; one that can't be read says why."""
    return [looked_at(path, moment) for path, moment in copies_in(folder, datafile_path)]


def looked_at(path: Path, moment: datetime) -> Copy:
    """Say what a copy is, or why it can't be read; never raises for the copy."""
    try:
        return copies.look_at(path)
    except MachineInTheWay as fault:
        try:
            size = path.stat().st_size
        except OSError:
            size = 0
        return Copy(path, moment, size, fault=str(fault))


def checked(copy: Copy) -> Copy:
    """Read all pages of a copy again and return it, with its fault when they are no longer those that were written."""
    if copy.fault:
        return copy
    try:
        whole = copies.is_whole(copy)
    except OSError:
        whole = False
    return copy if whole else Copy(copy.path, copy.made_at, copy.size, fault=NOT_WHOLE.format(name=copy.path.name))


def holds_now(datafile: DataFile, shelf: list[Copy]) -> bool:
    """Say whether a whole copy on the shelf has every act of the opened file: no other is needed then.

    Not only the newest by name is asked: after the clock was set back the newest act may stand in an older name.
    """
    office = copies.office_of(datafile)
    same = (one for one in shelf if not one.fault and one.office == office and not copies.changed_since(datafile, one))
    return any(not checked(one).fault for one in same)


def thin(folder: Path, datafile: DataFile, now: datetime) -> list[Path]:
    """Delete the timed copies that :func:`bontot_desktop.db.thinning.kept` lets go; return their paths.

    Only readable copies of this very office count and go: a damaged one never pushes a good one out, and on a stick
    shared with another office that one's copies stay. A copy that can't be deleted now goes the next time.
    """
    office = copies.office_of(datafile)
    found = [one for one in on_shelf(folder, datafile.path) if not one.fault and one.office == office]
    # By their names, as they are listed: what a copy says of itself may have come from another clock.
    moments = {moment: path for path, moment in copies_in(folder, datafile.path) if path in {one.path for one in found}}
    keep = kept(moments, now)
    gone = []
    for moment, path in moments.items():
        if moment not in keep:
            try:
                disk.patiently(path.unlink)
            except OSError:
                _log.info("a copy that is due to go stays: it cannot be deleted")
            else:
                gone.append(path)
    return gone
