"""kill -9 in the midst of real work, by the clock and by the step; after each the next worker looks and goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field, replace
from pathlib import Path

from torture import state
from torture.acts import ACTS, PASSWORDS, Hand, drawn, restore_unopened
from torture.base import PASSWORD, Base, open_base
from torture.ledger import Expected, Ledger, Reader
from torture.looking import Breach, look, look_at_copies, look_at_kept_aside, open_office
from torture.shim import Shim

#: After so many kills the office is laid aside for a fresh one, as it grows with every act.
_KILLS_AN_OFFICE = 60
#: Every so many looks all of the program's own questions are asked too.
_THOROUGHLY = 8
#: Of the kills by the step: how many changes of a file may come before it, in work and while the file is opened.
_STEPS_OF_WORK, _STEPS_OF_OPENING = 160, 14
_SECONDS = 1.3
#: How often a person goes back to a copy at once, without opening what the kill left.
_RESTORED_UNOPENED = 0.06
_TOO_LONG = 90.0


@dataclass(slots=True)
class Killed:
    """What the kills came to: how many, and of the acts how many were confirmed, refused by a rule and cut short."""

    kills: int = 0
    while_opening: int = 0
    looks: int = 0
    copies: int = 0
    seconds: float = 0.0
    done: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    cut: dict[str, int] = field(default_factory=dict)

    def add(self, office: Expected) -> None:
        """Count what one office went through."""
        self.looks += office.verified
        self.copies += len(office.looked_at)
        for mine, its in ((self.done, office.done), (self.refused, office.refused), (self.cut, office.cut)):
            for name, count in its.items():
                mine[name] = mine.get(name, 0) + count


class Life:
    """One office and the workers that follow each other on it."""

    def __init__(self, folder: Path, base: Base, shim: Shim | None, seed: str) -> None:
        self._base, self._shim, self._seed = base, shim, seed
        self._home = folder / "nha"
        self._path = base.copy_to(self._home / "du-lieu")
        self._copies = self._home / "ban-sao"
        self._copies.mkdir()
        self._told, self._fault = folder / "so.jsonl", folder / "loi.txt"
        with open_base(self._path) as data:
            first = state.fingerprint(data.driver)
        self.expected = Expected(first, [PASSWORD], ever={first})
        self._reader = Reader(self._told)

    def kill(self, turn: int) -> bool:
        """Let a worker look and work until it is killed; say whether it was killed before it had looked.

        Raises Breach with what it found.
        """
        draw = random.Random(f"{self._seed}-{turn}")
        by_the_clock = self._shim is None or draw.random() < 0.25
        sys.stdout.flush()
        worker = os.fork()
        if worker == 0:
            self._work(turn, draw, by_the_clock)
        verified = self.expected.verified
        deadline = time.monotonic() + (draw.uniform(0.01, _SECONDS) if by_the_clock else _TOO_LONG)
        while True:
            ended, status = os.waitpid(worker, os.WNOHANG)
            if ended:
                break
            if time.monotonic() > deadline:
                os.kill(worker, signal.SIGKILL)
                _, status = os.waitpid(worker, 0)
                break
            time.sleep(0.003)
        for line in self._reader.new():
            self.expected.hear(line)
        if not by_the_clock and time.monotonic() > deadline:
            raise Breach("the worker made no change for a minute and a half")
        if os.waitstatus_to_exitcode(status) != -signal.SIGKILL:
            raise Breach(self._fault.read_text(encoding="utf-8"))
        return self.expected.verified == verified

    def _work(self, turn: int, draw: random.Random, by_the_clock: bool) -> None:
        try:
            self._look_and_work(turn, draw, by_the_clock)
        except BaseException:  # noqa: BLE001 - the parent is told whatever it was
            self._fault.write_text(traceback.format_exc(), encoding="utf-8")
            os._exit(1)

    def _look_and_work(self, turn: int, draw: random.Random, by_the_clock: bool) -> None:
        expected, ledger = self.expected, Ledger(self._told)
        hand = Hand(None, self._base, draw, ledger, self._copies, "", "", expected.begun)  # type: ignore[arg-type]
        if self._shim is not None:
            self._shim.watch(self._home)
            if not by_the_clock and draw.random() < 0.3:
                self._shim.die(draw.randrange(_STEPS_OF_OPENING), half=draw.random() < 0.5)
        if draw.random() < _RESTORED_UNOPENED:
            restore_unopened(hand, self._path, expected.passwords)
        passwords = [hand.password] if hand.password else dict.fromkeys(expected.passwords)
        hand.office, hand.password = open_office(self._path, passwords, hand.now(), self._copies)
        hand.office.now = hand.now
        if hand.state:
            expected = replace(expected, confirmed=hand.state, promised=[], restoring=[])
        hand.state = look(hand.office, expected, thoroughly=turn % _THOROUGHLY == 0)
        every = dict.fromkeys((hand.password, *PASSWORDS))
        read = look_at_copies(self._copies, expected, every, hand.now())
        look_at_kept_aside(self._path, expected, every, hand.now())
        ledger.say("good", state=hand.state, password=hand.password, copies=read)
        if self._shim is not None and not by_the_clock:
            self._shim.die(draw.randrange(_STEPS_OF_WORK), half=draw.random() < 0.5)
        hand.listen()
        while True:
            hand.act(drawn(draw))

    def close(self) -> None:
        """Let go of the ledger."""
        self._reader.close()


def run(folder: Path, base: Base, shim: Shim | None, *, kills: int, seed: int, until: float) -> Killed:
    """Kill so many times, or until a moment of ``time.monotonic``; return the figures. Raises Breach."""
    warm_up(folder / "am", base)
    found, start, office = Killed(), time.monotonic(), 0
    life: Life | None = None
    try:
        while found.kills < kills and time.monotonic() < until:
            turn = found.kills % _KILLS_AN_OFFICE
            if turn == 0:
                office += 1
                if life is not None:
                    found.add(life.expected)
                    life.close()
                    shutil.rmtree(folder / f"{office - 1}")
                (folder / f"{office}").mkdir(parents=True)
                life = Life(folder / f"{office}", base, shim, f"{seed}-{office}")
            assert life is not None
            try:
                found.while_opening += life.kill(turn)
            except Breach as breach:
                raise Breach(f"kill {found.kills} (office {office}, turn {turn}): {breach}") from None
            found.kills += 1
    finally:
        if life is not None:
            found.add(life.expected)
            life.close()
        found.seconds = time.monotonic() - start
    return found


def warm_up(folder: Path, base: Base) -> None:
    """Do every act once here, so that what a worker needs stands loaded and ready before it is forked."""
    path = base.copy_to(folder / "du-lieu")
    (folder / "ban-sao").mkdir()
    ledger = Ledger(folder / "so.jsonl")
    hand = Hand(None, base, random.Random(1), ledger, folder / "ban-sao", "", "")  # type: ignore[arg-type]
    hand.office, hand.password = open_office(path, [PASSWORD], hand.now())
    hand.office.now = hand.now
    hand.state = look(hand.office, Expected(state.fingerprint(hand.office.data.driver), []), thoroughly=True)
    hand.listen()
    for name in ACTS:
        hand.act(name)
    hand.office.close()
    ledger.close()
    shutil.rmtree(folder)
