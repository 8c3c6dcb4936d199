"""A disk that is full, cannot be written or fails, met at each change of every act in turn; then room again."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bontot_desktop.errors import HeldByAnother, NoRoom
from torture import state
from torture.acts import ACTS, Hand
from torture.base import PASSWORD, Base
from torture.ledger import Expected, Ledger, Reader
from torture.looking import Breach, look, open_office
from torture.shim import EVERY_CHANGE, NEEDS_ROOM, Change, Shim

#: How a disk fails: in words, the errno, which changes, and whether once or from then on until there is room.
_FAULTS: tuple[tuple[str, int, tuple[Change, ...], bool], ...] = (
    ("full", errno.ENOSPC, NEEDS_ROOM, False),
    ("full for a moment", errno.ENOSPC, NEEDS_ROOM, True),
    ("no right", errno.EACCES, EVERY_CHANGE, False),
    ("fails once", errno.EIO, EVERY_CHANGE, True),
)
#: Free room in bytes left on the small disk, one after the other.
_ROOM = (0, 4096, 3 * 4096, 8 * 4096, 20 * 4096, 60 * 4096, 200 * 4096, 600 * 4096)
_SMALL_DISK = "24m"


@dataclass(slots=True)
class Full:
    """What the failing disks came to; acts that met a fault, by fault: refused with a sentence, or done in spite."""

    faults: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    small_disk: str = ""
    seconds: float = 0.0


def run(folder: Path, base: Base, shim: Shim | None, *, faults: int, seed: int, until: float) -> Full:
    """Let so many changes fail, those of each act in turn as far as they go; return the figures. Raises Breach."""
    found, start = Full(), time.monotonic()
    if shim is not None:
        for number, (name, at, fault) in enumerate(_chosen(folder, base, shim, faults, seed)):
            if time.monotonic() > until:
                break
            words, refused = _FAULTS[fault][0], False
            try:
                refused = _in_a_worker(folder / f"{number}", base, shim, name, at, fault, seed)
            except Breach as breach:
                raise Breach(f"act {name}, change {at}, disk: {words}: {breach}") from None
            (found.refused if refused else found.done)[words] += 1
            found.faults += 1
    found.small_disk = _on_a_small_disk(folder / "dia-nho", base, seed)
    found.seconds = time.monotonic() - start
    return found


def _chosen(folder: Path, base: Base, shim: Shim, faults: int, seed: int) -> list[tuple[str, int, int]]:
    """Count the changes of every act, and choose so many of all (act, change, fault) evenly."""
    every: list[tuple[str, int, int]] = []
    for name in ACTS:
        home = folder / f"dem-{name}"
        worker = os.fork()
        if worker == 0:
            hand = _begin(home, base, seed)
            shim.watch(home)
            shim.die(-1)
            hand.act(name)
            (home / "dem").write_text(str(shim.counted), encoding="utf-8")
            os._exit(0)
        os.waitpid(worker, 0)
        length = int((home / "dem").read_text(encoding="utf-8"))
        every += [(name, at, fault) for at in range(length) for fault in range(len(_FAULTS))]
        shutil.rmtree(home)
    draw = random.Random(f"day-{seed}")
    return every if faults >= len(every) else sorted(draw.sample(every, faults))


def _begin(home: Path, base: Base, seed: int) -> Hand:
    path = base.copy_to(home / "du-lieu")
    (home / "ban-sao").mkdir()
    ledger = Ledger(home.with_name(f"{home.name}.jsonl"))
    hand = Hand(None, base, random.Random(seed), ledger, home / "ban-sao", "", "")  # type: ignore[arg-type]
    hand.office, hand.password = open_office(path, [PASSWORD], hand.now(), hand.copies)
    hand.office.now = hand.now
    hand.state = state.fingerprint(hand.office.data.driver)
    hand.listen()
    hand.act("copy")
    return hand


def _in_a_worker(home: Path, base: Base, shim: Shim, name: str, at: int, fault: int, seed: int) -> bool:
    """Let one act meet one fault; say whether it was refused. Raises Breach."""
    said, ledger = home.with_name(f"{home.name}.txt"), home.with_name(f"{home.name}.jsonl")
    worker = os.fork()
    if worker == 0:
        try:
            refused = _meet(_begin(home, base, seed), home, shim, name, at, fault)
            said.write_text("refused" if refused else "done", encoding="utf-8")
        except BaseException:  # noqa: BLE001 - the parent is told whatever it was
            said.write_text(traceback.format_exc(), encoding="utf-8")
        os._exit(0)
    os.waitpid(worker, 0)
    answer = said.read_text(encoding="utf-8")
    if answer not in ("refused", "done"):
        raise Breach(answer)
    for one in (said, ledger):
        one.unlink()
    shutil.rmtree(home)
    return answer == "refused"


def _meet(hand: Hand, home: Path, shim: Shim, name: str, at: int, fault: int) -> bool:
    _, error, changes, once = _FAULTS[fault]
    path = hand.office.data.path
    ledger = home.with_name(f"{home.name}.jsonl")
    shim.watch(home)
    before = hand.state
    shim.fail(at, error, changes=changes, once=once)
    refused = False
    try:
        hand.act(name)
    except NoRoom:
        refused = True
    shim.heal()
    expected = Expected(before, [PASSWORD], ever={before})
    reader = Reader(ledger)
    for line in reader.new():
        expected.hear(line)
    reader.close()
    # Closed by the act or not: the next start is what counts. A full disk may leave the locks beside the file.
    try:
        hand.office.close()
    except NoRoom as late:
        raise Breach(f"there is room again, and the file cannot be closed: {late}") from late
    hand.office, hand.password = open_office(path, dict.fromkeys(expected.passwords), hand.now(), hand.copies)
    hand.office.now = hand.now
    hand.state = look(hand.office, expected, thoroughly=False)
    hand.listen()
    hand.act("save_cell")
    if hand.state in expected.allowed:
        raise Breach("the next act, with room again, saved nothing")
    hand.office.close()
    return refused


def _on_a_small_disk(folder: Path, base: Base, seed: int) -> str:
    """Do acts on a real disk of a few megabytes that is nearly full; return what was done, or why it was not."""
    folder.mkdir(parents=True)
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        return "not tried: mounting one needs root"
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", f"size={_SMALL_DISK}", "bontot", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        return "not tried: this machine lets nobody mount one"
    try:
        return _fill(folder, base, seed)
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def _fill(folder: Path, base: Base, seed: int) -> str:
    hand = _begin(folder / "nha", base, seed)
    path, filler, refused, done = hand.office.data.path, folder / "day", 0, 0
    for name in ("save_member", "save_meeting", "import_book", "issue", "copy", "change_password", "close_and_open"):
        for room in _ROOM:
            free = shutil.disk_usage(folder).free
            filler.write_bytes(bytes(max(0, free - room)))
            before, was = hand.state, hand.password
            try:
                hand.act(name)
                done += 1
            except (NoRoom, HeldByAnother):
                refused += 1
            filler.unlink()
            hand.office.close()
            hand.office, hand.password = open_office(path, dict.fromkeys((hand.password, was)), hand.now(), hand.copies)
            hand.office.now = hand.now
            after = state.fingerprint(hand.office.data.driver)
            if after not in (before, hand.state):
                raise Breach(f"small disk, act {name}, {room} bytes free: says neither the old nor the new")
            hand.state = after
            hand.listen()
    hand.office.close()
    hand.ledger.close()
    return f"{refused + done} acts on a real disk of {_SMALL_DISK}: {refused} refused with a sentence, {done} done"
