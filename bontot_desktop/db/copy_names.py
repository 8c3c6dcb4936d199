"""How copies are named and found again; apart from their making, as every start asks how old the last one is."""

from __future__ import annotations

import glob
import re
from datetime import datetime, timedelta
from pathlib import Path

NAME_TIME = "%Y-%m-%d %H-%M-%S"
#: What stands between the name of a file a restore kept aside and the moment.
ASIDE = " - truoc khi khoi phuc "
_NAMED = r"^(?P<stem>.+) (?P<moment>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)$"


def copy_name(datafile_path: Path, now: datetime) -> str:
    """Name a copy by its file and moment: "van-phong 2026-11-21 14-05-09.bontot"."""
    return f"{datafile_path.stem} {now.strftime(NAME_TIME)}{datafile_path.suffix}"


def free_copy_name(folder: Path, datafile_path: Path, now: datetime) -> Path:
    """Return where a new copy goes: by its moment, or the next second no copy has (a clock set back, two at once)."""
    while (path := folder / copy_name(datafile_path, now)).exists():
        now += timedelta(seconds=1)
    return path


def aside_name(target: Path, now: datetime) -> Path:
    """Name the file that was in use before a restore; never as one that is kept already."""
    while (path := target.with_name(f"{target.stem}{ASIDE}{now.strftime(NAME_TIME)}{target.suffix}")).exists():
        now += timedelta(seconds=1)
    return path


def drop_second_names(target: Path) -> None:
    """Take away the name that a restore killed half way gave the file still in use: it keeps no other file.

    Left there it would seem a file without its locks while the office is open. Raises OSError.
    """
    if target.stat().st_nlink > 1:
        for aside in target.parent.glob(f"{glob.escape(target.stem + ASIDE)}*{target.suffix}"):
            if aside.samefile(target):
                for one in (aside, aside.with_name(f"{aside.name}-khoa"), aside.with_name(f"{aside.name}-journal")):
                    one.unlink(missing_ok=True)


def moment_in_name(path: Path) -> datetime | None:
    """Read the moment back from a copy's name; None for a name of another kind (kept copies, other files)."""
    match = re.match(_NAMED, path.stem)
    try:
        return datetime.strptime(match["moment"], NAME_TIME) if match else None
    except ValueError:
        return None


def stem_in_name(path: Path) -> str:
    """Return the name of the data file a copy was made of, as far as the copy's own name tells."""
    match = re.match(_NAMED, path.stem)
    return match["stem"] if match and moment_in_name(path) else path.stem


def copies_in(folder: Path, datafile_path: Path) -> list[tuple[Path, datetime]]:
    """List the timed copies of a data file in a folder, newest first."""
    found = []
    for path in folder.glob(f"*{datafile_path.suffix}"):
        moment = moment_in_name(path)
        if moment is not None and stem_in_name(path).casefold() == datafile_path.stem.casefold():
            found.append((path, moment))
    return sorted(found, key=lambda pair: pair[1], reverse=True)
