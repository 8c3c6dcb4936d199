"""Runs the parts of the torture bench, prints the figures, and ends with 1 and the way to repeat it on a breach."""

from __future__ import annotations

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bontot_desktop.db import keys
from torture import cuts, damage, full_disk, kills, racing
from torture.base import CHEAP, Base, make
from torture.looking import Breach
from torture.shim import PRELOAD, Shim, build, loaded

#: How many of each without a word, and each part's share of the time when only the time is told.
_COUNTS = {"kills": 150, "cuts": 120, "damages": 300, "faults": 100, "races": 50}
_SHARES = {"kills": 0.4, "cuts": 0.2, "damages": 0.15, "faults": 0.2, "races": 0.05}
_ENDLESS = 10**9


def main() -> int:
    """Read the words; start again with the shim between us and the disk; run."""
    words = _words()
    os.nice(10 - min(10, os.nice(0)))
    if loaded() is None and "BONTOT_TORTURE_FOLDER" not in os.environ:
        return _again_with_the_shim()
    keys.COST = CHEAP
    folder = Path(os.environ["BONTOT_TORTURE_FOLDER"])
    shim = loaded()
    if shim is None:
        _say("no C compiler, or no Linux: kills by the clock only; no power cuts, no failing changes")
    start = time.monotonic()
    base = make(folder / "goc", seed=words.seed)
    kills.warm_up(folder / "am", base)
    gc.freeze()  # what stands now stays, and a forked worker need not write to its pages
    _say(f"seed {words.seed}; the office stands after {time.monotonic() - start:.0f} s")
    for name, part in _parts(words, folder, base, shim).items():
        try:
            for line in part():
                _say(line)
        except Breach as breach:
            _say(f"BREACH in {name}: {breach}")
            _say(f"again: python3 dev.py torture --seed {words.seed} --only {name} --{name} {getattr(words, name)}")
            return 1
    _say(f"0 breaches; {time.monotonic() - start:.0f} s in all")
    return 0


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py torture", description="Every bad day a data file can have.")
    parser.add_argument("--kills", type=int, metavar="N", help="kill -9 so often in the midst of real work")
    parser.add_argument("--cuts", type=int, metavar="N", help="cut the power so often, what was unsynced lost")
    parser.add_argument("--damages", type=int, metavar="N", help="damage so many files")
    parser.add_argument("--faults", type=int, metavar="N", help="let so many changes of the disk fail")
    parser.add_argument("--races", type=int, metavar="N", help="let two starts race so often")
    parser.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed draws the same bad days")
    parser.add_argument("--minutes", type=float, metavar="M", help="go on so long, whatever the counts")
    parser.add_argument("--only", choices=list(_COUNTS), help="this part only")
    words = parser.parse_args()
    for name, count in _COUNTS.items():
        if getattr(words, name) is None:
            setattr(words, name, _ENDLESS if words.minutes and name != "races" else count)
    return words


def _again_with_the_shim() -> int:
    with tempfile.TemporaryDirectory(prefix="bontot-torture-") as name:
        folder = Path(name)
        library = build(folder)
        environment = {**os.environ, "BONTOT_TORTURE_FOLDER": str(folder / "lam")}
        if library is not None:
            environment[PRELOAD] = str(library)
        (folder / "lam").mkdir()
        done = subprocess.run([sys.executable, "-m", "torture", *sys.argv[1:]], env=environment, check=False)
        if done.returncode:
            kept = Path(tempfile.mkdtemp(prefix="bontot-breach-")) / "lam"
            shutil.move(folder / "lam", kept)
            _say(f"what was left stands in {kept}")
        return done.returncode


def _parts(
    words: argparse.Namespace, folder: Path, base: Base, shim: Shim | None
) -> Mapping[str, Callable[[], Iterator[str]]]:
    def until(name: str) -> float:
        if not words.minutes:
            return float("inf")
        share = 1.0 if words.only else _SHARES[name]
        return time.monotonic() + float(words.minutes) * 60 * share

    def killing() -> Iterator[str]:
        done = kills.run(folder / "kills", base, shim, kills=words.kills, seed=words.seed, until=until("kills"))
        confirmed = sum(done.done.values())
        yield (
            f"kill -9: {done.kills} kills ({done.while_opening} before the office was open again), "
            f"{done.looks} looks, {confirmed} acts confirmed, 0 of them lost; {done.copies} copies whole; "
            f"{done.kills / max(done.seconds, 1):.1f} kills a second"
        )
        yield f"  confirmed: {_counted(done.done)}"
        yield f"  cut short: {_counted(done.cut)}; refused by a rule: {_counted(done.refused)}"

    def cutting() -> Iterator[str]:
        if shim is None:
            yield "power cuts: not tried without the shim"
            return
        done = cuts.run(folder / "cuts", base, shim, cuts=words.cuts, seed=words.seed, until=until("cuts"))
        yield (
            f"power cuts: {done.cuts} in {done.runs} runs of {done.changes} changes and {done.acts} confirmed acts, "
            f"0 of them lost ({_counted(done.by_loss)}); {done.seconds:.0f} s"
        )

    def damaging() -> Iterator[str]:
        done = damage.run(
            folder / "damages", base, shim, damages=words.damages, seed=words.seed, until=until("damages")
        )
        yield (
            f"damage: {done.damages} files, {sum(done.said.values())} said to be damaged ({done.said_at_opening} at "
            f"opening), {sum(done.unharmed.values())} with all data still there, 0 silent losses; "
            f"{done.restores_refused} restores and {done.copies_refused} copies of damaged files refused; "
            f"{done.seconds:.0f} s"
        )
        yield f"  said: {_counted(done.said)}; unharmed: {_counted(done.unharmed)}"
        yield from done.salvage.lines()

    def failing() -> Iterator[str]:
        done = full_disk.run(folder / "faults", base, shim, faults=words.faults, seed=words.seed, until=until("faults"))
        yield (
            f"failing disk: {done.faults} faults; acts refused with a sentence: {_counted(done.refused)}; "
            f"done in spite: {_counted(done.done)}; {done.seconds:.0f} s"
        )
        yield f"  full disk: {done.small_disk}"

    def racing_starts() -> Iterator[str]:
        done = racing.run(folder / "races", base, rounds=words.races, seed=words.seed)
        yield f"races: {done.rounds} of two starts, one each time won; {done.vanished} files vanished and were missed"

    every = {"kills": killing, "cuts": cutting, "damages": damaging, "faults": failing, "races": racing_starts}
    return {name: part for name, part in every.items() if words.only in (None, name)}


def _counted(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda one: -one[1])) or "none"


def _say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
