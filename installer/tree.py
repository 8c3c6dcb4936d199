"""Puts together the folder that the setup installs: runtime, lib, app; see contents.toml for what is left out."""

from __future__ import annotations

import ast
import importlib.util
import io
import marshal
import py_compile
import subprocess
import tomllib
import zipfile
from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from installer import fetch

ROOT = fetch.HERE.parent
#: What CPython 3.11 puts before its compiled modules; another Python's bytecode would be thrown away at every start.
MAGIC = (3495).to_bytes(2, "little") + b"\r\n"
#: The flag of a bytecode file that stands by itself: known by its source's hash, which is never looked at.
_UNCHECKED = 0b01
#: Where the runtime looks for modules, and nowhere else.
PATHS = "python311.zip\n.\n..\\lib\n..\\app\n"
#: Every entry of an archive bears this moment, so that two builds are the same.
NO_MOMENT = (1980, 1, 1, 0, 0, 0)


def contents() -> dict[str, Any]:
    """Return contents.toml."""
    return tomllib.loads((fetch.HERE / "contents.toml").read_text(encoding="utf-8"))


def make(folder: Path, *, version: str | None = None) -> None:
    """Put ``runtime``, ``lib`` and ``app`` into an empty folder.

    ``version`` is written into the program instead of its own (to try an upgrade).

    Raises:
        fetch.NotFetched: something pinned could not be had.
        RuntimeError: this Python's bytecode does not fit the runtime.
    """
    if importlib.util.MAGIC_NUMBER != MAGIC:
        raise RuntimeError("the package carries compiled modules: build it with Python 3.11, the version it runs on")
    rules = contents()
    _runtime(folder / "runtime", rules["runtime"])
    for wheel in fetch.wheels():
        _unpack(wheel, folder / "lib", rules["lib"])
    _app(folder / "app" / "bontot_desktop", version)
    compile_all(folder / "lib", sources_kept=rules["sources"]["kept"])
    compile_all(folder / "app", sources_kept=["bontot_desktop"])


def _runtime(folder: Path, rules: Mapping[str, Sequence[str]]) -> None:
    folder.mkdir(parents=True)
    with fetch.runtime() as archive:
        for entry in archive.infolist():
            name = PurePosixPath(entry.filename).name
            if entry.is_dir() or name in rules["drop"]:
                continue
            data = archive.read(entry)
            if name == "python311.zip":
                data = _library(data, set(rules["drop_library"]))
            (folder / name).write_bytes(data)
    (folder / "python311._pth").write_text(PATHS, encoding="ascii", newline="\r\n")


def _library(data: bytes, dropped: set[str]) -> bytes:
    """Return the compiled library without the parts dropped; its entries are not packed: the setup packs them."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as new:
        for entry in sorted(old.infolist(), key=lambda one: one.filename):
            if not entry.is_dir() and entry.filename.split("/")[0].removesuffix(".pyc") not in dropped:
                new.writestr(zipfile.ZipInfo(entry.filename, NO_MOMENT), old.read(entry))
    return made.getvalue()


def _unpack(wheel: Path, folder: Path, rules: Mapping[str, Any]) -> None:
    with zipfile.ZipFile(wheel) as archive:
        for entry in archive.infolist():
            if not entry.is_dir() and is_shipped(entry.filename, rules):
                path = folder / entry.filename
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(entry))


def is_shipped(name: str, rules: Mapping[str, Any]) -> bool:
    """Say whether a file of a wheel ("PySide6/QtCore.pyd") is shipped, by the part [lib] of contents.toml."""
    top, _, rest = name.partition("/")
    if any(fnmatchcase(name, pattern) for pattern in rules["drop"]):
        return False
    if top in rules["keep"]:
        return any(fnmatchcase(rest, pattern) for pattern in rules["keep"][top])
    return not any(fnmatchcase(rest, pattern) for pattern in rules["without"].get(top, ()))


def _app(folder: Path, version: str | None) -> None:
    """Copy the program as it is in the repository: files git knows, resources inside as in the wheel."""
    for name in source_files():
        inside = name if name.parts[0] == "resources" else PurePosixPath(*name.parts[1:])
        path = folder / inside
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes((ROOT / name).read_bytes())
    if version is not None:
        start = folder / "__init__.py"
        start.write_text(f'"""Bốn Tốt, marked as another version."""\n\n__version__ = "{version}"\n', encoding="utf-8")


def source_files() -> list[PurePosixPath]:
    """Return the files of the program and its resources that git knows, by their path in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "bontot_desktop", "resources"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode("utf-8")
    return [PurePosixPath(name) for name in sorted(listed.split("\0")) if name and (ROOT / name).is_file()]


def compile_all(folder: Path, sources_kept: Sequence[str]) -> None:
    """Compile every module; the bytecode names no moment and no place of this machine.

    Of the packages named the sources stay, the bytecode in ``__pycache__``; of others it takes the place of the source,
    without the explanations that nobody reads there.
    """
    for source in sorted(folder.rglob("*.py")):
        is_kept = source.relative_to(folder).parts[0] in sources_kept
        place = str(source.relative_to(folder.parent))
        if is_kept:
            py_compile.compile(
                str(source),
                cfile=str(source.parent / "__pycache__" / f"{source.stem}.cpython-311.pyc"),
                dfile=place,
                doraise=True,
                invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
            )
        else:
            source.with_suffix(".pyc").write_bytes(_bare(source.read_bytes(), place))
            source.unlink()


def _bare(source: bytes, place: str) -> bytes:
    """Return the bytecode file of a module with empty docstrings, checked against no source."""
    tree = ast.parse(source, place)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            told = node.body[0].value if node.body and isinstance(node.body[0], ast.Expr) else None
            if isinstance(told, ast.Constant) and isinstance(told.value, str):
                # Not left out: packages ask whether there is one, and add to it.
                told.value = " "
    code = compile(tree, place, "exec", dont_inherit=True, optimize=0)
    return MAGIC + _UNCHECKED.to_bytes(4, "little") + importlib.util.source_hash(source) + marshal.dumps(code)
