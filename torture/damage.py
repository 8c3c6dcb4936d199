"""Damage of every kind to every part of a file: it must be said, or all must still be there; never neither."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from bontot_desktop.db import container
from bontot_desktop.db import copies as copying
from bontot_desktop.db.datafile import DataFile
from bontot_desktop.db.restore import restore
from bontot_desktop.errors import BonTotError, Damaged
from torture import state
from torture.acts import ACTS, Hand
from torture.base import BEGINNING, NAME, PASSWORD, Base, open_base
from torture.disk_log import read_log
from torture.ledger import Ledger
from torture.looking import Breach, open_office
from torture.salvaging import Salvage, salvaged
from torture.shim import Change, Shim

_PAGE = container.PAGE
#: One in so many damaged files is tried as a source of a restore and of a copy, and salvaged, too.
_RESTORED, _SALVAGED = 4, 8
_BEGINS = "the act begins"


@dataclass(slots=True)
class Hurt:
    """What the damages came to, by the part that was hurt."""

    damages: int = 0
    said: Counter[str] = field(default_factory=Counter)
    unharmed: Counter[str] = field(default_factory=Counter)
    said_at_opening: int = 0
    restores_refused: int = 0
    copies_refused: int = 0
    salvage: Salvage = field(default_factory=Salvage)
    seconds: float = 0.0


def run(folder: Path, base: Base, shim: Shim | None, *, damages: int, seed: int, until: float) -> Hurt:
    """Damage so many files; return the figures. Raises Breach."""
    found, start = Hurt(), time.monotonic()
    at_rest = _Patient(folder / "nghi", base)
    left = _left_open(folder / "do-dang", base, shim)
    for turn in range(damages):
        if time.monotonic() > until:
            break
        draw = random.Random(f"hong-{seed}-{turn}")
        patient = left if left is not None and draw.random() < 0.3 else at_rest
        try:
            _one(patient, draw, found)
        except Breach as breach:
            raise Breach(f"damage {turn}: {breach}") from None
        found.damages += 1
    found.seconds = time.monotonic() - start
    return found


class _Patient:
    """A file to be hurt, whole again before every turn, with what it says when it is whole."""

    def __init__(self, folder: Path, base: Base) -> None:
        self.folder, self.path = folder, base.copy_to(folder / "du-lieu")
        self.whole = {one: one.read_bytes() for one in self._company()}
        with open_base(self.path) as opened:
            self.says = state.fingerprint(opened.driver)
            #: What it may say: an act in flight whose journal is emptied counts, whole, as SQLite itself ends an act.
            self.may_say = {self.says}
            self.rows = state.rows_by_table(opened.driver)
            self.copy = copying.make_copy(opened, folder / "ban-tot.bontot", BEGINNING)
        self.copy_bytes = self.copy.path.read_bytes()

    def _company(self) -> list[Path]:
        return [one for one in self.path.parent.iterdir() if one.is_file()]

    def heal(self) -> None:
        """Put everything back as it was."""
        for one in self._company():
            one.unlink()
        for one, content in self.whole.items():
            one.write_bytes(content)

    def keep(self) -> None:
        """Take what stands there now as the whole."""
        self.whole = {one: one.read_bytes() for one in self._company()}


def _left_open(folder: Path, base: Base, shim: Shim | None) -> _Patient | None:
    """Return an office that was killed while an act was being written: pages half new, locks and journal beside it."""
    if shim is None:
        return None
    patient = _Patient(folder, base)
    log = folder / "nhat-ky"
    _killed_in_an_act(patient, base, shim, -1, log)
    changes = [(entry.change, entry.first) for entry in read_log(log)]
    changes = changes[changes.index((Change.NOTE, _BEGINS)) + 1 :]
    synced = (Change.SYNC, str(patient.path))
    # The pages are new and synced, and the next change, to the journal, would make them count.
    last = len(changes) - 1 - changes[::-1].index(synced)
    with open_base(patient.path) as opened:
        patient.may_say.add(state.fingerprint(opened.driver))
    patient.heal()
    _killed_in_an_act(patient, base, shim, last + 1, log)
    patient.keep()
    return patient


def _killed_in_an_act(patient: _Patient, base: Base, shim: Shim, at: int, log: Path) -> None:
    """Save a member in a worker that is killed before the change ``at``, or (-1) at the end of the act."""
    worker = os.fork()
    if worker == 0:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        ledger = Ledger(patient.folder / "so.jsonl")
        hand = Hand(None, base, random.Random(3), ledger, patient.folder, PASSWORD, "")  # type: ignore[arg-type]
        shim.watch(patient.path.parent, handle)
        hand.office, _ = open_office(patient.path, [PASSWORD], hand.now())
        hand.office.now = hand.now
        shim.note(_BEGINS)
        shim.die(at)
        ACTS["save_member"](hand)
        os.kill(os.getpid(), signal.SIGKILL)
    _, status = os.waitpid(worker, 0)
    if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
        raise Breach("no office could be left in the midst of an act")


# ---------------------------------------------------------------------- hurting


def _places(path: Path, draw: random.Random) -> tuple[str, Path, int, int]:
    """Draw a part: its name, the file, where it begins and how long it is."""
    side, journal = container.side_file(path), container.journal_file(path)
    found = container.read_trailer(path)
    end = found[1] if found else path.stat().st_size // _PAGE * _PAGE
    parts = [
        ("header", path, 0, 112),
        ("page 1", path, 0, _PAGE),
        ("interior", path, _PAGE, end - 2 * _PAGE),
        ("interior", path, _PAGE, end - 2 * _PAGE),
        ("interior", path, _PAGE, end - 2 * _PAGE),
        ("last page", path, end - _PAGE, _PAGE),
    ]
    if found:
        parts += [("locks behind the pages", path, end, path.stat().st_size - end)] * 2
    if side.exists():
        parts.append(("locks beside the file", side, 0, side.stat().st_size))
    if journal.exists():
        parts += [("journal", journal, 0, journal.stat().st_size)] * 2
    return draw.choice(parts)


def _overwrite(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    size = min(length, draw.choice((1, 16, 512, _PAGE, 8 * _PAGE)))
    at = start + draw.randrange(length - size + 1)
    content[at : at + size] = draw.randbytes(size)


def _zero(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    size = min(length, draw.choice((16, 512, _PAGE, 8 * _PAGE)))
    at = start + draw.randrange(length - size + 1)
    content[at : at + size] = bytes(size)


def _flip(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    content[start + draw.randrange(length)] ^= 1 << draw.randrange(8)


def _truncate(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    at = start + draw.randrange(length)
    del content[at if draw.random() < 0.5 else at // _PAGE * _PAGE :]


def _swap(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    size = _PAGE if length >= 2 * _PAGE else max(1, length // 2)
    one, two = draw.sample(range(max(2, length // size)), 2)
    here, there = start + one * size, start + two * size
    first, second = bytes(content[here : here + size]), bytes(content[there : there + size])
    if len(first) == len(second) == size:
        content[here : here + size], content[there : there + size] = second, first


def _lengthen(content: bytearray, start: int, length: int, draw: random.Random) -> None:
    content += draw.randbytes(draw.choice((1, 100, _PAGE)))


_WAYS: dict[str, Callable[[bytearray, int, int, random.Random], None]] = {
    "overwritten": _overwrite,
    "zeroed": _zero,
    "one bit flipped": _flip,
    "cut short": _truncate,
    "pages swapped": _swap,
    "lengthened": _lengthen,
}


def _one(patient: _Patient, draw: random.Random, found: Hurt) -> None:
    patient.heal()
    part, file, start, length = _places(patient.path, draw)
    way = draw.choice(list(_WAYS))
    content = bytearray(file.read_bytes())
    _WAYS[way](content, start, length, draw)
    if bytes(content) == patient.whole[file]:
        return
    file.write_bytes(content)
    hurt = {one: one.read_bytes() for one in patient.whole if one.exists()}
    what = f"{part}, {way}"
    try:
        said = _say(patient, found)
    except Breach as breach:
        raise Breach(f"{what}: {breach}") from None
    except BonTotError as fault:
        raise Breach(f"{what}: told as {type(fault).__name__}: {fault}") from fault
    if said:
        found.said[part] += 1
    else:
        found.unharmed[part] += 1
    turn = found.damages
    if turn % _RESTORED == 0:
        _put(patient, hurt)
        _restore_of(patient, what, found, is_said=said)
    if said and turn % _SALVAGED == 1:
        _put(patient, hurt)
        salvaged(patient.path, patient.copy.path, patient.folder / "cuu", patient.rows, found.salvage, what)


def _put(patient: _Patient, hurt: dict[Path, bytes]) -> None:
    patient.heal()
    for one, content in hurt.items():
        one.write_bytes(content)


def _say(patient: _Patient, found: Hurt) -> bool:
    """Open and read everything, then ask for a copy; say whether damage was told. Raises Breach for a silent loss."""
    try:
        opened = DataFile.open(patient.path, PASSWORD, now=BEGINNING)
    except Damaged:
        found.said_at_opening += 1
        return True
    try:
        try:
            with opened.ask() as driver:
                says = state.fingerprint(driver)
        except Damaged:
            says = ""
        if says and says not in patient.may_say:
            raise Breach("opened, and says something else without a word")
        _copy_of(patient, opened, found, is_said=not says)
        return not says
    finally:
        opened.close()


def _copy_of(patient: _Patient, opened: DataFile, found: Hurt, *, is_said: bool) -> None:
    """Demand that a damaged file makes no copy, and that the good one stays as it was."""
    try:
        copying.make_copy(opened, patient.copy.path, BEGINNING)
    except Damaged:
        found.copies_refused += 1
        if patient.copy.path.read_bytes() != patient.copy_bytes:
            raise Breach("a refused copy touched the good one") from None
    else:
        if is_said:
            raise Breach("a copy was made of a damaged file")
        patient.copy.path.write_bytes(patient.copy_bytes)


def _restore_of(patient: _Patient, what: str, found: Hurt, *, is_said: bool) -> None:
    """Demand that a damaged copy is not put in the place of the file in use."""
    target = patient.folder / "dang-dung" / NAME
    shutil.rmtree(target.parent, ignore_errors=True)
    target.parent.mkdir()
    target.write_bytes(patient.copy_bytes)
    try:
        restore(patient.path, target, PASSWORD, now=BEGINNING)
    except Damaged:
        found.restores_refused += 1
        left = [one.name for one in target.parent.iterdir()]
        if _mark(target.read_bytes()) != _mark(patient.copy_bytes) or left != [NAME]:
            raise Breach(f"{what}: a refused restore touched the file in use: {left}") from None
        return
    if is_said:
        raise Breach(f"{what}: a damaged copy was restored")
    with open_base(target) as opened:
        if state.fingerprint(opened.driver) not in patient.may_say:
            raise Breach(f"{what}: a restored copy says something else")


def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
