"""The power goes out: a run of real work is written down change by change and cut anywhere, what was unsynced lost."""

from __future__ import annotations

import copy
import hashlib
import os
import random
import shutil
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bontot_desktop import places
from bontot_desktop.errors import BonTotError
from torture import state
from torture.acts import PASSWORDS, Hand, drawn
from torture.base import NAME, PASSWORD, Base, open_base
from torture.disk_log import Disk, Entry, Loss, read_log
from torture.ledger import Expected, Ledger
from torture.looking import Breach, look, look_at_copies, look_at_kept_aside, open_office
from torture.shim import Change, Shim

#: Acts in one run that is written down.
_ACTS = 25
#: Cuts made in one run: its log is walked through once.
_CUTS_A_RUN = 60


class _Noting(Ledger):
    """Writes its lines among the changes of the disk too, so that each cut knows what was confirmed by then."""

    def __init__(self, path: Path, shim: Shim) -> None:
        super().__init__(path)
        self._shim = shim

    def say(self, what: str, **values: object) -> str:
        """Write a line and return it."""
        line = super().say(what, **values)
        self._shim.note(line)
        return line


@dataclass(slots=True)
class Cut:
    """What the cuts came to."""

    cuts: int = 0
    runs: int = 0
    changes: int = 0
    acts: int = 0
    seconds: float = 0.0
    by_loss: Counter[str] = field(default_factory=Counter)


def run(folder: Path, base: Base, shim: Shim, *, cuts: int, seed: int, until: float) -> Cut:
    """Cut so many times; return the figures. Raises Breach."""
    found, start = Cut(), time.monotonic()
    while found.cuts < cuts and time.monotonic() < until:
        found.runs += 1
        home = folder / f"{found.runs}"
        home.mkdir(parents=True)
        draw = random.Random(f"cat-{seed}-{found.runs}")
        try:
            _one_run(home, base, shim, found, draw, min(_CUTS_A_RUN, cuts - found.cuts), until)
        except Breach as breach:
            raise Breach(f"run {found.runs}, cut {found.cuts}: {breach}") from None
        shutil.rmtree(home)
    found.seconds = time.monotonic() - start
    return found


def _one_run(folder: Path, base: Base, shim: Shim, found: Cut, draw: random.Random, cuts: int, until: float) -> None:
    before, log = folder / "truoc", folder / "nhat-ky"
    live = folder / "nha"
    base.copy_to(before / "du-lieu")
    (before / "ban-sao").mkdir()
    shutil.copytree(before, live)
    with open_base(before / "du-lieu" / NAME) as data:
        first = state.fingerprint(data.driver)
    _record(folder, live, log, base, shim, first, draw.randrange(2**32))
    entries = list(read_log(log))
    places_of_cuts = sorted(draw.choices(range(1, len(entries) + 1), k=cuts))
    disk, expected, done, known = Disk(before, str(live)), Expected(first, [PASSWORD], ever={first}), 0, set[str]()
    for place in places_of_cuts:
        for entry in entries[done:place]:
            disk.take(entry)
            if entry.change is Change.NOTE:
                expected.hear(_parsed(entry))
        done = place
        loss = draw.choice(list(Loss))
        _cut(live, disk, copy.deepcopy(expected), loss, draw, place, known)
        found.cuts += 1
        found.by_loss[loss.name] += 1
        if time.monotonic() > until:
            break
    found.changes += len(entries)
    found.acts += sum(expected.done.values())


def _parsed(entry: Entry) -> dict[str, object]:
    import json

    line: dict[str, object] = json.loads(entry.first)
    return line


def _record(folder: Path, live: Path, log: Path, base: Base, shim: Shim, first: str, seed: int) -> None:
    """Let a worker do its acts with every change of the disk written down."""
    worker = os.fork()
    if worker == 0:
        try:
            handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            shim.watch(live, handle)
            ledger = _Noting(folder / "so.jsonl", shim)
            hand = Hand(None, base, random.Random(seed), ledger, live / "ban-sao", "", first)  # type: ignore[arg-type]
            hand.office, hand.password = open_office(live / "du-lieu" / NAME, [PASSWORD], hand.now(), hand.copies)
            hand.office.now = hand.now
            hand.listen()
            for _ in range(_ACTS):
                hand.act(drawn(hand.draw))
            hand.office.close()
        except BaseException:  # noqa: BLE001 - the parent is told whatever it was
            (folder / "loi.txt").write_text(traceback.format_exc(), encoding="utf-8")
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(worker, 0)
    if status:
        raise Breach((folder / "loi.txt").read_text(encoding="utf-8"))


def _cut(
    live: Path, disk: Disk, expected: Expected, loss: Loss, draw: random.Random, place: int, known: set[str]
) -> None:
    # At the very place of the run: the log names files by it, and a person starts again there.
    shutil.rmtree(live, ignore_errors=True)
    live.mkdir()
    try:
        disk.leave(live, loss, draw)
        path, copies = live / "du-lieu" / NAME, live / "ban-sao"
        now = Hand(None, None, draw, None, copies, "", "", expected.begun).now()  # type: ignore[arg-type]
        office, password = open_office(path, dict.fromkeys(expected.passwords), now, copies)
        try:
            look(office, expected, thoroughly=False)
        finally:
            office.close()
        every = dict.fromkeys((password, *PASSWORDS))
        marks = {
            str(one): hashlib.sha256(one.read_bytes()).hexdigest() for one in copies.glob(f"*{places.DATA_SUFFIX}")
        }
        expected.looked_at.update(name for name, mark in marks.items() if mark in known)
        look_at_copies(copies, expected, every, now)
        known.update(marks.values())
        look_at_kept_aside(path, expected, every, now)
    except (Breach, BonTotError) as fault:
        raise Breach(f"power cut at change {place}, unsynced: {loss.value}: {type(fault).__name__}: {fault}") from fault
