"""Builds dist/BonTot-<version>-setup.exe from the pinned runtime and wheels; ``python3 dev.py installer`` calls it.

--fast           pack quickly and larger (to try something)
--version X      say another version (to try an upgrade)
--twice          build twice and name the files that differ
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bontot_desktop import __version__
from bontot_desktop.services import licences
from installer import fetch, icon, tree, used

ROOT = fetch.HERE.parent
WORK = ROOT / "build" / "installer"
DIST = ROOT / "dist"
COMPILER = "x86_64-w64-mingw32-gcc"
RESOURCES = "x86_64-w64-mingw32-windres"
#: What the issue of the package allows, in bytes.
LARGEST_SETUP, LARGEST_INSTALLED = 40_000_000, 140_000_000


@dataclass(frozen=True, slots=True)
class Made:
    """A setup that was built: where it is, what it installs, both sizes in bytes."""

    setup: Path
    tree: Path

    @property
    def size(self) -> int:
        return self.setup.stat().st_size

    @property
    def installed(self) -> int:
        return sum(path.stat().st_size for path in self.tree.rglob("*") if path.is_file())


def main(words: Sequence[str] | None = None) -> int:
    """Build, and say how large it became; 1 when it could not be built, is too large, or two builds differ."""
    parser = argparse.ArgumentParser(prog="dev.py installer", description="Build the setup for Windows.")
    parser.add_argument("--fast", action="store_true", help="pack quickly and larger")
    parser.add_argument("--version", default=__version__, help="say another version, to try an upgrade")
    parser.add_argument("--twice", action="store_true", help="build twice and name the files that differ")
    said = parser.parse_args(words)
    if re.fullmatch(r"\d+\.\d+\.\d+", said.version) is None:
        parser.error("a version is three numbers: 1.2.3")
    try:
        made = build(said.version, is_fast=said.fast)
        told = 0
        if said.twice:
            told = _compare(made, said.version, is_fast=said.fast)
    except (fetch.NotFetched, RuntimeError) as reason:
        print(f"installer: {reason}", file=sys.stderr)
        return 1
    return told or _within(made, is_fast=said.fast)


def build(version: str, *, is_fast: bool = False, dist: Path = DIST, work: Path = WORK) -> Made:
    """Build the setup of a version and return it.

    Raises:
        fetch.NotFetched: something pinned could not be had.
        RuntimeError: a compiler or the packer said no.
    """
    began = time.monotonic()
    art, folder = work / "art", make_tree(version, work)
    dist.mkdir(parents=True, exist_ok=True)
    made = Made(dist / f"BonTot-{version}-setup.exe", folder)
    pack(made, art, version, "x86-unicode", is_fast=is_fast)
    took = time.monotonic() - began
    print(f"{made.setup.relative_to(dist.parent)}: {_mb(made.size)}, installed {_mb(made.installed)}, {took:.0f} s")
    return made


def make_tree(version: str, work: Path) -> Path:
    """Make the folder that a version installs, and the pictures of its setup beside it; return the folder.

    Raises:
        fetch.NotFetched: something pinned could not be had.
        RuntimeError: a compiler said no.
    """
    art, folder = work / "art", work / f"tree-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    icon.write_icons(art)
    tree.make(folder, version=None if version == __version__ else version)
    licences.collect(folder / "licenses", folder / "lib")
    _hold_to_what_is_used(folder)
    (folder / "bin").mkdir()
    _launcher(folder / "BonTot.exe", art, version, "Bốn Tốt", is_window=True)
    _launcher(folder / "bin" / "bontot.exe", art, version, "Bốn Tốt: dòng lệnh", is_window=False)
    for made_here in (folder, art):  # the setup keeps the moments of both
        _set_moment(made_here)
    return folder


def _hold_to_what_is_used(folder: Path) -> None:
    faults = used.named(folder)
    if faults:
        raise RuntimeError(f"the package is not what the program imports (contents.toml): {', '.join(faults)}")


def _launcher(program: Path, art: Path, version: str, description: str, *, is_window: bool) -> None:
    """Compile launcher.c into a program with icon, version and manifest."""
    with tempfile.TemporaryDirectory() as name:
        resources = Path(name) / "launcher.o"
        words = {
            "VERSION_NUMBERS": numbers(version).replace(".", ","),
            "VERSION_TEXT": f'\\"{version}\\"',
            "DESCRIPTION": f'\\"{description}\\"',
            "ORIGINAL": f'\\"{program.name}\\"',
        }
        kind = ["-DWINDOW"] if is_window else []
        _call(
            *(RESOURCES, "--codepage=65001", f"--include-dir={art}", f"--include-dir={fetch.HERE}", *kind),
            *(f"-D{key}={value}" for key, value in words.items()),
            *("-i", fetch.HERE / "launcher.rc", "-O", "coff", "-o", resources),
        )
        subsystem = ["-mwindows"] if is_window else ["-mconsole"]
        _call(
            *(
                COMPILER,
                "-std=c11",
                "-Wall",
                "-Wextra",
                "-Werror",
                "-Os",
                "-s",
                "-municode",
                "-static",
                *kind,
                *subsystem,
            ),
            *("-Wl,--no-insert-timestamp", "-Wl,--dynamicbase,--nxcompat,--high-entropy-va"),
            *("-o", program, fetch.HERE / "launcher.c", resources),
        )


def pack(made: Made, art: Path, version: str, target: str, *, is_fast: bool, is_plain: bool = False) -> None:
    """Pack a tree into its setup, a plain one as large as the tree; ``target`` is NSIS's word for the setup's own kind.

    Raises:
        RuntimeError: the packer said no.
    """
    files = made.tree.with_name(f"{made.tree.name}.nsh")
    files.write_text(_unpacking(made.tree), encoding="utf-8")
    defined: Mapping[str, str | Path] = {
        "FILES": files,
        "ART": art,
        "OUT": made.setup,
        "VERSION": version,
        "NUMBERS": numbers(version),
        "SIZE": str(made.installed // 1024),
        "TARGET": target,
    }
    way = ["-DPLAIN"] if is_plain else ["-DFAST"] if is_fast else []
    _call(
        *(
            "makensis",
            "-V2",
            "-WX",
            "-INPUTCHARSET",
            "UTF8",
            *way,
            *(f"-D{key}={value}" for key, value in defined.items()),
        ),
        fetch.HERE / "setup.nsi",
    )


def _unpacking(folder: Path) -> str:
    """Return the lines of the setup that unpack a folder, sorted: the packer itself takes the order of the disk."""
    lines = []
    last = None
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder)
        if inside.parent != last:
            last = inside.parent
            lines.append('SetOutPath "$INSTDIR\\_new' + "".join(f"\\{part}" for part in last.parts) + '"')
        lines.append(f'File "{path}"')
    return "\n".join(lines) + "\n"


def numbers(version: str) -> str:
    """Return a version in the four numbers Windows wants: "0.1.0" → "0.1.0.0"."""
    return f"{version}.0"


def moment() -> int:
    """Return the moment every file of the package bears, in seconds since 1970: that of its commit."""
    said = os.environ.get("SOURCE_DATE_EPOCH")
    if said:
        return int(said)
    shown = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, check=True)
    return int(shown.stdout)


def _set_moment(folder: Path) -> None:
    at = moment()
    for path in [*folder.rglob("*"), folder]:
        os.utime(path, (at, at))


def _within(made: Made, *, is_fast: bool) -> int:
    """Hold the sizes to what was promised; a quick packing is not what is shipped."""
    too_large = [
        f"{what} {_mb(size)}, at most {_mb(most)}"
        for what, size, most in (
            ("the setup has", 0 if is_fast else made.size, LARGEST_SETUP),
            ("installed it takes", made.installed, LARGEST_INSTALLED),
        )
        if size > most
    ]
    for line in too_large:
        print(f"installer: {line}", file=sys.stderr)
    return 1 if too_large else 0


def _compare(first: Made, version: str, *, is_fast: bool) -> int:
    """Build once more elsewhere; return 1 and name what differs."""
    with tempfile.TemporaryDirectory() as name:
        second = build(version, is_fast=is_fast, dist=Path(name) / "dist", work=Path(name) / "work")
        before, after = _hashes(first.tree), _hashes(second.tree)
        differing = sorted(path for path in before.keys() | after.keys() if before.get(path) != after.get(path))
        is_same = first.setup.read_bytes() == second.setup.read_bytes()
    for path in differing:
        print(f"differs: {path}")
    told = "equal, byte for byte" if is_same else "not equal"
    print(f"{len(before)} files, {len(differing)} differ; the two setups are {told}")
    return 1 if differing or not is_same else 0


def _hashes(folder: Path) -> dict[str, str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _mb(size: int) -> str:
    return f"{size / 1e6:.1f} MB"


def _call(*words: str | Path) -> None:
    """Run a tool of the build.

    Raises:
        RuntimeError: it is missing or said no; the text is what it said.
    """
    command = [str(word) for word in words]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(moment()), "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(
            command, capture_output=True, encoding="utf-8", errors="replace", env=environment, check=False
        )
    except FileNotFoundError:
        raise RuntimeError(f"{command[0]} is missing (Debian: nsis, gcc-mingw-w64-x86-64)") from None
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]} said: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":
    sys.exit(main())
