"""A disk as a power cut leaves it: the changes of a run walked through again, what was not yet synced lost or torn.

What a file holds is sure once the file was synced; a name (made, taken away, changed) once its folder was. Everything
else may be there or not: writes in any choice and any sector of them, the names of a folder up to any one of them.
"""

from __future__ import annotations

import copy
import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path, PurePosixPath

from torture.shim import Change

_HEAD = struct.Struct("=IIIIqq")
_SECTOR = 512


@dataclass(frozen=True, slots=True)
class Entry:
    """One change as it was written down; ``first`` and ``second`` are paths, of a note the words."""

    change: Change
    first: str
    second: str
    at: int
    data: bytes


def read_log(path: Path) -> Iterator[Entry]:
    """Read the changes of a run."""
    raw, place = path.read_bytes(), 0
    while place < len(raw):
        kind, one, two, _, at, length = _HEAD.unpack_from(raw, place)
        place += _HEAD.size
        first, second = raw[place : place + one], raw[place + one : place + one + two]
        place += one + two
        has_data = kind == Change.WRITE
        yield Entry(Change(kind), first.decode(), second.decode(), at, raw[place : place + length] if has_data else b"")
        place += length if has_data else 0


class Loss(Enum):
    """What becomes of the changes nobody had synced."""

    ALL = "all lost"
    NONE = "nothing lost"
    SOME = "some lost, some torn"


@dataclass(slots=True)
class _File:
    """A file apart from its names: what is sure to be on the disk, and the changes since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def left(self, loss: Loss, draw: random.Random) -> bytes:
        """Return what the cut leaves of it."""
        if loss is Loss.ALL:
            return bytes(self.sure)
        held = bytearray(self.sure)
        for number, (at, data) in enumerate(self.since):
            if loss is Loss.NONE:
                _apply(held, at, data)
            elif draw.random() < 0.5:
                is_last = number == len(self.since) - 1
                for place, part in _torn(at, data, draw) if is_last else [(at, data)]:
                    _apply(held, place, part)
        return bytes(held)


def _apply(held: bytearray, at: int, data: bytes | None) -> None:
    """Write, or cut (no data) at a length."""
    if len(held) < at:
        held.extend(bytes(at - len(held)))
    if data is None:
        del held[at:]
    else:
        held[at : at + len(data)] = data


def _torn(at: int, data: bytes | None, draw: random.Random) -> list[tuple[int, bytes | None]]:
    if data is None:
        return [(at, data)]
    parts: list[tuple[int, bytes | None]] = []
    for start in range(0, len(data), _SECTOR):
        if draw.random() < 0.5:
            parts.append((at + start, data[start : start + _SECTOR]))
    return parts


@dataclass(slots=True)
class _Names:
    """Which name stands for which file; folders are names without a file."""

    of: dict[str, _File | None] = field(default_factory=dict)

    def apply(self, entry: Entry, file: _File | None) -> None:
        """Take in one change of a name."""
        if entry.change in (Change.CREATE, Change.MKDIR):
            self.of[entry.first] = file
        elif entry.change in (Change.UNLINK, Change.RMDIR):
            self.of.pop(entry.first, None)
        else:
            if entry.change is Change.RENAME:
                self.of.pop(entry.first, None)
                inside = [name for name in self.of if name.startswith(f"{entry.first}/")]
                for name in inside:
                    self.of[entry.second + name[len(entry.first) :]] = self.of.pop(name)
            self.of[entry.second] = file


class Disk:
    """The disk under a run, from what stood on it when the run began."""

    def __init__(self, folder: Path, now_at: str) -> None:
        """Begin with the files of a folder, which stood at ``now_at`` during the run, all of them sure."""
        self._now = _Names({now_at: None})
        for path in sorted(folder.rglob("*")):
            name = f"{now_at}/{path.relative_to(folder).as_posix()}"
            self._now.of[name] = None if path.is_dir() else _File(bytearray(path.read_bytes()))
        self._sure = copy.copy(self._now)
        self._sure.of = dict(self._now.of)
        self._unsure: list[tuple[Entry, _File | None]] = []
        self._root = now_at

    def take(self, entry: Entry) -> None:
        """Take in the next change."""
        if entry.change is Change.NOTE:
            return
        if entry.change in (Change.WRITE, Change.CUT):
            file = self._now.of.get(entry.first)
            if file is not None:  # None: written to after its name was taken away
                file.since.append((entry.at, entry.data if entry.change is Change.WRITE else None))
        elif entry.change is Change.SYNC:
            self._sync(entry.first)
        else:
            file = _File() if entry.change is Change.CREATE else self._now.of.get(entry.first)
            self._now.apply(entry, file)
            self._unsure.append((entry, file))

    def _sync(self, name: str) -> None:
        file = self._now.of.get(name)
        if file is not None:
            for at, data in file.since:
                _apply(file.sure, at, data)
            file.since.clear()
            return
        rest = []
        for entry, of in self._unsure:
            if _folder_of(entry) == name:
                self._sure.apply(entry, of)
            else:
                rest.append((entry, of))
        self._unsure = rest

    def leave(self, to: Path, loss: Loss, draw: random.Random) -> None:
        """Write what a cut now leaves into an empty folder."""
        names = _Names(dict(self._sure.of))
        kept: dict[str, int] = {}
        for folder in {_folder_of(entry) for entry, _ in self._unsure}:
            count = sum(_folder_of(entry) == folder for entry, _ in self._unsure)
            kept[folder] = {Loss.ALL: 0, Loss.NONE: count, Loss.SOME: draw.randint(0, count)}[loss]
        for entry, file in self._unsure:
            folder = _folder_of(entry)
            if kept[folder] > 0:
                kept[folder] -= 1
                names.apply(entry, file)
        written: dict[int, bytes] = {}
        for name in sorted(names.of):
            place = to / PurePosixPath(name).relative_to(self._root)
            held = names.of[name]
            if not place.parent.is_dir() and place != to:
                continue  # its folder was never there
            if held is None:
                place.mkdir(exist_ok=True)
            else:
                content = written.setdefault(id(held), b"") or held.left(loss, draw)
                written[id(held)] = content
                place.write_bytes(content)


def _folder_of(entry: Entry) -> str:
    """Return the folder whose sync makes a change of a name sure."""
    return str(PurePosixPath(entry.second or entry.first).parent)
