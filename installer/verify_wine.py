"""Proves a built setup under Wine, from installing to taking away; ``python3 dev.py verify`` calls it.

Without a path the setup of this version in dist/ is proven. What it installs are the files of that very setup, by the
same script, packed as a 64-bit program (the shipped one is a 32-bit program, which Debian's 64-bit Wine cannot run).
Every check is one line; the last line says how many passed and failed. Exit 0 when all passed.
"""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from bontot_desktop import __version__
from installer import build
from installer.wine import console, installing, setups, window
from installer.wine.checks import Checks, Stopped
from installer.wine.prefix import Prefix
from installer.wine.stage import Stage, difference, hashes

#: Stands for the version before until there is a released one: today's program under a lower number.
OLDER = "0.0.1"


def main(words: Sequence[str] | None = None) -> int:
    """Prove a setup; return 0 when every check passed."""
    parser = argparse.ArgumentParser(prog="dev.py verify", description="Prove a built setup under Wine.")
    parser.add_argument("setup", nargs="?", type=Path, default=build.DIST / f"BonTot-{__version__}-setup.exe")
    parser.add_argument("--older", type=Path, help="an earlier setup to upgrade from; else one is built")
    said = parser.parse_args(words)
    if not said.setup.is_file():
        print(f"verify: {said.setup} is not there; build it first: python3 dev.py installer", file=sys.stderr)
        return 1
    # Stopped from outside, too, it takes its Windows away.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    checks = Checks()
    with tempfile.TemporaryDirectory(prefix="bontot-setups-") as name:
        try:
            prove(said.setup, said.older, Path(name), checks)
        except (Stopped, RuntimeError) as reason:
            checks.that(False, "the proof went to its end", reason)
    return checks.end()


def prove(setup: Path, older: Path | None, work: Path, checks: Checks) -> None:
    """Do all parts on one fresh Windows. Raises :class:`Stopped` or RuntimeError when there is nothing to prove."""
    version = setups.version_of(setup)
    tree = setups.unpack(setup, work / "new")
    checks.that(len(hashes(tree)) > 500, f"{setup.name} holds {len(hashes(tree))} files")
    checks.figure("what is run", f"the files and the script of {setup.name}, packed as a 64-bit program")
    older_version = OLDER if older is None else setups.version_of(older)
    before = setups.earlier(OLDER, work / "older") if older is None else setups.unpack(older, work / "old")
    checks.that(difference(hashes(before), hashes(tree)) != "", f"the setup of {older_version} holds other files")
    prefix = Prefix()
    try:
        prefix.make()
        stage = Stage(
            prefix,
            checks,
            version,
            setups.twin(tree, version, work),
            tree,
            older_version,
            setups.twin(before, older_version, work),
            build.DIST,
        )
        _all(stage)
    finally:
        prefix.close()


def _all(stage: Stage) -> None:
    with stage.checks.part("An old Windows"):
        installing.refuses_an_old_windows(stage)
    stage.prefix.be("win10")
    told: list[str] = []
    parts: list[tuple[str, Callable[[], None]]] = [
        ("Installing silently", lambda: installing.installs_silently(stage)),
        ("Data of the earlier version", lambda: told.append(installing.makes_data(stage))),
        ("The program runs while setup is called", lambda: installing.refuses_while_running(stage)),
        ("Upgrading", lambda: installing.upgrades(stage, told[0])),
        ("An older setup over a newer program", lambda: installing.refuses_an_older_version(stage)),
        ("A setup that was cut off", lambda: installing.mends_what_was_cut_off(stage)),
        ("All papers", lambda: console.makes_all_papers(stage)),
        ("Words on the command line", lambda: console.speaks(stage)),
        ("Long paths", lambda: console.uses_long_paths(stage)),
        ("A password", lambda: console.keeps_a_password(stage)),
        ("Opening the window", lambda: window.opens_soon(stage)),
        ("Typing a cell", lambda: window.takes_a_cell(stage)),
        ("A minutes book", lambda: window.prints_a_book(stage)),
        ("A second start", lambda: window.is_raised_by_a_second_start(stage)),
        ("What was saved", lambda: window.has_saved_it(stage)),
        ("A double click on a data file", lambda: window.opens_a_file(stage)),
        ("A newcomer", lambda: window.welcomes_a_newcomer(stage)),
        ("Taking away", lambda: installing.takes_away(stage)),
        ("Installing through the pages", lambda: installing.installs_by_hand(stage)),
        ("A folder of another program", lambda: installing.keeps_off_strange_folders(stage)),
    ]
    for title, prove_it in parts:
        with stage.checks.part(title):
            prove_it()


if __name__ == "__main__":
    sys.exit(main())
