"""The second place of copies, a stick or another folder: remembered on this machine, known again under any letter.

What is remembered stands in a file of the program's own folder, not in the data: the same office on another machine
has its own stick, and a copy made must not itself be a change to copy.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bontot_desktop.db import disk
from bontot_desktop.errors import NoRoom, Refused
from bontot_desktop.places import Places
from bontot_desktop.services import care, drives
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from bontot_desktop.db.copies import Copy
    from bontot_desktop.services.paper_folder import Progress

#: Remembers for each data file of this machine where its second copies go.
REMEMBERED = "noi-sao-thu-hai.json"
#: Stands beside the copies and says which place this is.
MARK = "bontot-noi-sao.json"


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """Where second copies go: the folder when last seen, its mark, and when a copy there last had all there was."""

    folder: Path
    mark: str
    with_papers: bool = False
    copied_at: datetime | None = None

    @property
    def name(self) -> str:
        """Name the place as a person would: the folder's own name, or the drive."""
        return self.folder.name or str(self.folder)


@dataclass(frozen=True, slots=True)
class Carried:
    """What came to the second place: the copy (None when a whole one was there) and how many files of papers."""

    copy: Copy | None
    papers: int


def remembered(places: Places, data_file: Path) -> SecondPlace | None:
    """Return the second place of a data file; None when none was chosen, or what was kept can't be read."""
    kept: Any = _kept(places).get(_key(data_file))
    try:
        at = kept["copied_at"]
        return SecondPlace(
            Path(kept["folder"]),
            str(kept["mark"]),
            bool(kept["with_papers"]),
            datetime.fromisoformat(at) if at else None,
        )
    except (KeyError, TypeError, ValueError):
        return None


def choose(places: Places, data_file: Path, folder: Path) -> SecondPlace:
    """Remember a folder as the second place and mark it.

    Raises Refused for the folder of the data file or of the program's own copies, NoRoom when it can't be written.
    """
    folder = folder.absolute()
    if folder in (data_file.parent.absolute(), places.copies.absolute()):
        raise Refused("Thư mục này đã chứa dữ liệu hoặc bản sao của máy. Hãy chọn USB hoặc một thư mục ở ổ đĩa khác.")
    mark = _mark_of(folder)
    if mark is None:
        mark = os.urandom(16).hex()
        try:
            disk.write_whole(folder / MARK, json.dumps({"id": mark}).encode())
        except OSError as fault:
            raise NoRoom(
                f"Không ghi được vào “{folder}”. Hãy kiểm tra chỗ trống và khóa chống ghi của USB, hoặc chọn nơi khác."
            ) from fault
    before = remembered(places, data_file)
    known = before is not None and before.mark == mark
    place = replace(before, folder=folder) if before is not None and known else SecondPlace(folder, mark)
    _remember(places, data_file, place)
    return place


def forget(places: Places, data_file: Path) -> None:
    """Copy to no second place any more; the copies there stay."""
    _remember(places, data_file, None)


def take_papers_along(places: Places, data_file: Path, wanted: bool) -> None:
    """Choose whether the folder of papers goes to the second place too. Raises Refused when there is none."""
    _remember(places, data_file, replace(_demand(places, data_file), with_papers=wanted))


def moved(places: Places, data_file: Path, to: Path) -> None:
    """Remember the place under the new path of a data file that was moved."""
    place = remembered(places, data_file)
    if place is not None:
        _remember(places, to, place)
        _remember(places, data_file, None)


def is_on_the_same_disk(folder: Path, data_file: Path) -> bool:
    """Say whether a folder lies on the disk of the data: both would be lost together."""
    try:
        return folder.stat().st_dev == data_file.stat().st_dev
    except OSError:
        return False


def found(place: SecondPlace, roots: Callable[[], list[Path]] = drives.roots) -> Path | None:
    """Return where the place is now, under whatever letter; None while its stick is not there.

    A folder of that name without the mark is another stick, or the empty place of one pulled out.
    """
    if _mark_of(place.folder) == place.mark:
        return place.folder
    anchor = place.folder.anchor
    for root in roots():
        other = root / place.folder.relative_to(anchor)
        if other != place.folder and _mark_of(other) == place.mark:
            return other
    return None


def carry(office: Office, places: Places, *, progress: Progress | None = None) -> Carried:
    """Bring a copy to the second place unless a whole one there has all there is; and the papers, when wanted.

    Raises Refused when no place is chosen, its stick is not there or the file can only be looked at; NoRoom, Damaged.
    """
    if not office.may_be_copied:
        raise Refused(office.read_only_because)
    place = _demand(places, office.data.path)
    folder = found(place)
    if folder is None:
        raise Refused(f"Chưa thấy nơi sao thứ hai “{place.folder}”. Hãy cắm USB ấy rồi làm lại, hoặc chọn nơi khác.")
    return _carry(office, places, place, folder, progress)


def carry_if_there(office: Office, places: Places, *, progress: Progress | None = None) -> Carried | None:
    """Do as :func:`carry` by itself, at closing; None when there is no place, or its stick is not there."""
    place = remembered(places, office.data.path)
    folder = found(place) if place is not None else None
    if place is None or folder is None or not office.may_be_copied:
        return None
    return _carry(office, places, place, folder, progress)


def _carry(office: Office, places: Places, place: SecondPlace, folder: Path, progress: Progress | None) -> Carried:
    copy = care.copy_if_changed(office, folder)
    _remember(places, office.data.path, replace(place, folder=folder, copied_at=office.now()))
    papers = 0
    if place.with_papers:
        from bontot_desktop.services import paper_folder

        papers = paper_folder.copy_new(office.papers, folder / office.papers.name, progress=progress).copied
    return Carried(copy, papers)


def _demand(places: Places, data_file: Path) -> SecondPlace:
    place = remembered(places, data_file)
    if place is None:
        raise Refused("Chưa chọn nơi sao thứ hai. Hãy chọn USB hoặc một thư mục ở ổ đĩa khác.")
    return place


def _key(data_file: Path) -> str:
    # One file may be named in capitals and in small letters on Windows.
    return os.path.normcase(data_file.absolute())


def _mark_of(folder: Path) -> str | None:
    try:
        return str(json.loads((folder / MARK).read_bytes())["id"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def _kept(places: Places) -> dict[str, Any]:
    try:
        kept = json.loads((places.home / REMEMBERED).read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _remember(places: Places, data_file: Path, place: SecondPlace | None) -> None:
    kept = _kept(places)
    kept.pop(_key(data_file), None)
    if place is not None:
        kept[_key(data_file)] = {
            "folder": str(place.folder),
            "mark": place.mark,
            "with_papers": place.with_papers,
            "copied_at": place.copied_at.isoformat(timespec="seconds") if place.copied_at else None,
        }
    try:
        disk.write_whole(places.home / REMEMBERED, json.dumps(kept, ensure_ascii=False, indent=1).encode())
    except OSError as fault:
        raise NoRoom("Không ghi được vào thư mục của chương trình. Hãy kiểm tra chỗ trống trên ổ đĩa.") from fault
