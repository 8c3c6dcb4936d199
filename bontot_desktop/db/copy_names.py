"""How copies are named and found again; apart from their making, as every start asks how old the last one is."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

NAME_TIME = "%Y-%m-%d %H-%M-%S"
_NAMED = r"^(?P<stem>.+) (?P<moment>\d{4}-\d\d-\d\d \d\d-\d\d-\d\d)$"


def copy_name(datafile_path: Path, now: datetime) -> str:
    """Name a copy by its file and moment: "van-phong 2026-11-21 14-05-09.bontot"."""
    return f"{datafile_path.stem} {now.strftime(NAME_TIME)}{datafile_path.suffix}"


def moment_in_name(path: Path) -> datetime | None:
    """Read the moment back from a copy's name; None for a name of another kind (kept copies, other files)."""
    match = re.match(_NAMED, path.stem)
    try:
        return datetime.strptime(match["moment"], NAME_TIME) if match else None
    except ValueError:
        return None


def copies_in(folder: Path, datafile_path: Path) -> list[tuple[Path, datetime]]:
    """List the timed copies of a data file in a folder, newest first."""
    found = []
    for path in folder.glob(f"*{datafile_path.suffix}"):
        moment = moment_in_name(path)
        if moment is not None and path.stem.startswith(f"{datafile_path.stem} "):
            found.append((path, moment))
    return sorted(found, key=lambda pair: pair[1], reverse=True)
