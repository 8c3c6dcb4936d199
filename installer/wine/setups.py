"""The setups the proof installs: the one that is shipped, as a 64-bit Wine can run it, and an earlier version."""

from __future__ import annotations

import py_compile
import re
import subprocess
from pathlib import Path

from installer import build, icon
from installer.wine.checks import Stopped

#: Where the setup puts its files before it gives them their place.
_INSIDE = "_new"
#: Where a step of the data says which program can still open them.
_OLDEST = re.compile(r'oldest_program = "[^"]*"')


def earlier(version: str, work: Path) -> Path:
    """Make the folder that an earlier version would install: today's program, whose data that version can open too."""
    tree = build.make_tree(version, work)
    for step in (tree / "app" / "bontot_desktop" / "db" / "migrations" / "versions").glob("step_*.py"):
        words = step.read_text(encoding="utf-8")
        step.write_text(_OLDEST.sub(f'oldest_program = "{version}"', words), encoding="utf-8")
        compiled = step.parent / "__pycache__" / f"{step.stem}.cpython-311.pyc"
        py_compile.compile(
            str(step), str(compiled), doraise=True, invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH
        )
    return tree


def unpack(setup: Path, folder: Path) -> Path:
    """Take the files out of a setup without running it; return the folder that is installed."""
    done = subprocess.run(
        ["7z", "x", "-y", f"-o{folder}", str(setup)],
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    inside = folder / _INSIDE
    if done.returncode or not inside.is_dir():
        raise Stopped(f"the files of {setup.name} ({done.stdout[-300:]})")
    return inside


def twin(tree: Path, version: str, folder: Path) -> Path:
    """Pack the files of a shipped setup into one that a 64-bit Wine can run; return it.

    The shipped setup is a 32-bit program, so that it can speak on a 32-bit Windows too; its files and its script are
    those of the twin.
    """
    art = folder / "art"
    icon.write_icons(art)
    made = build.Made(folder / f"BonTot-{version}-setup-amd64.exe", tree)
    build.pack(made, art, version, "amd64-unicode", is_fast=True, is_plain=True)
    return made.setup


def version_of(setup: Path) -> str:
    """Return the version in a setup's name: "BonTot-0.1.0-setup.exe" → "0.1.0"."""
    return setup.name.split("-")[1]
