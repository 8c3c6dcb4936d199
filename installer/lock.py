"""Writes wheels.lock anew from pyproject.toml and constraints.txt: the one Windows wheel of each package, by its hash.

Called by whoever changes a dependency: ``python -m installer.lock`` (takes uv from PyPI into a folder of its own).
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from installer.fetch import HERE, PLATFORM, WHEELS

ROOT = HERE.parent
#: Required by packages of ours for what we never call: num2words' own command line, the tools that build cffi's
#: modules, guessing the letters of a paragraph in reportlab, the code of QtAwesome (its font is what we take).
LEFT_OUT = ["docopt", "pycparser", "charset-normalizer", "qtpy", "packaging"]
HEAD = (
    "# The Windows wheels (cp311, amd64) of the program, by name, version and hash; made by: python -m installer.lock\n"
)


def main() -> int:
    """Resolve for Windows, fetch once, and keep the hash of what was fetched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "uv", with_pip=True)
        scripts = folder / "uv" / ("Scripts" if sys.platform == "win32" else "bin")
        _call(scripts / "pip", "install", "--quiet", "uv")
        pins = folder / "pins.txt"
        _call(
            *(scripts / "uv", "pip", "compile", "--quiet", "--no-header", "--no-annotate"),
            *("--python-platform", "x86_64-pc-windows-msvc", "--python-version", "3.11"),
            *[word for package in LEFT_OUT for word in ("--no-emit-package", package)],
            *("--constraint", ROOT / "constraints.txt", ROOT / "pyproject.toml", "--output-file", pins),
        )
        _call(
            scripts / "pip",
            "download",
            "--quiet",
            "--no-deps",
            "--requirement",
            pins,
            "--dest",
            folder / "w",
            *PLATFORM,
        )
        lines = [f"{_name(path)} --hash=sha256:{_hash(path)}\n" for path in (folder / "w").iterdir()]
    WHEELS.write_text(HEAD + "".join(sorted(lines, key=str.lower)), encoding="utf-8")
    return 0


def _name(wheel: Path) -> str:
    name, version = wheel.name.split("-")[:2]
    return f"{name}=={version}"


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _call(*words: str | Path) -> None:
    subprocess.run([str(word) for word in words], check=True)


if __name__ == "__main__":
    sys.exit(main())
