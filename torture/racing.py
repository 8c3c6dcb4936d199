"""Two starts at once on the same file, and a file that goes away under us."""

from __future__ import annotations

import os
import random
import shutil
import signal
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bontot_desktop.db.datafile import DataFile
from bontot_desktop.errors import BonTotError, HeldByAnother
from torture import state
from torture.acts import Hand
from torture.base import BEGINNING, PASSWORD, Base, open_base
from torture.ledger import Ledger
from torture.looking import Breach, demand, open_office

_STARTS = 2


@dataclass(slots=True)
class Raced:
    """What the races came to."""

    rounds: int = 0
    vanished: int = 0


def run(folder: Path, base: Base, *, rounds: int, seed: int) -> Raced:
    """Race so many times, then let files vanish; return the figures. Raises Breach."""
    found = Raced()
    path = base.copy_to(folder / "du-lieu")
    draw = random.Random(f"dua-{seed}")
    for number in range(rounds):
        try:
            _race(path, is_left=draw.random() < 0.5)
        except Breach as breach:
            raise Breach(f"race {number}: {breach}") from None
        found.rounds += 1
    for name in ("data", "folder", "journal-folder"):
        _vanish(folder / f"mat-{name}", base, name)
        found.vanished += 1
    return found


def _race(path: Path, *, is_left: bool) -> None:
    """Let two workers open the file at the same moment: one holds it, the other is told so."""
    go_read, go_write = os.pipe()
    said_read, said_write = os.pipe()
    stay_read, stay_write = os.pipe()
    workers = []
    for _ in range(_STARTS):
        worker = os.fork()
        if worker == 0:
            os.close(go_write)
            os.close(stay_write)
            os.read(go_read, 1)  # ends for both when the parent closes its end
            os.write(said_write, _try(path, stay_read, said_write))
            os._exit(0)
        workers.append(worker)
    os.close(go_read)
    os.close(stay_read)
    os.close(go_write)
    os.close(said_write)
    answers = b""
    while len(answers) < _STARTS and (got := os.read(said_read, 1)):
        answers += got
    os.close(said_read)
    if is_left:
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
    os.close(stay_write)
    for worker in workers:
        os.waitpid(worker, 0)
    demand(sorted(answers.decode()) == ["H", "W"], f"two starts were answered {answers.decode()!r}")
    with open_base(path) as opened:
        demand(opened.was_left == is_left, "the next start does not know how the last one ended")


def _try(path: Path, stay: int, said: int) -> bytes:
    try:
        opened = DataFile.open(path, PASSWORD, now=BEGINNING)
    except HeldByAnother:
        return b"H"
    except BonTotError:
        return b"?"
    os.write(said, b"W")
    os.read(stay, 1)
    opened.close()
    return b""


def _vanish(folder: Path, base: Base, what: str) -> None:
    """Let the file, or its whole folder, be moved away under an open office: nothing may be told as saved."""
    path = base.copy_to(folder / "du-lieu")
    ledger = Ledger(folder / "so.jsonl")
    hand = Hand(None, base, random.Random(5), ledger, folder, "", "")  # type: ignore[arg-type]
    hand.office, hand.password = open_office(path, [PASSWORD], hand.now())
    hand.office.now = hand.now
    before = state.fingerprint(hand.office.data.driver)
    away = folder / "noi-khac"
    if what == "data":
        path.rename(away)
    else:
        path.parent.rename(away)
        if what == "journal-folder":
            path.parent.mkdir()
    try:
        hand.act("save_cell")
        raise Breach(f"the {what} went away, and an act was told as saved")
    except BonTotError:
        pass
    with suppress(BonTotError):
        hand.office.close()
    ledger.close()
    there = path if what == "data" else path.parent
    if there.is_dir():
        shutil.rmtree(there)
    away.rename(there)
    with DataFile.open(path, PASSWORD, now=BEGINNING) as opened:
        demand(state.fingerprint(opened.driver) == before, f"the {what} came back and says something else")
