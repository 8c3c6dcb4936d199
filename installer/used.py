"""Holds what lies in the package to what the program imports: nothing lacking, nothing that is never loaded.

python -m installer.used FOLDER     names what is lacking and what is too much; exit 1 when there is either
"""

from __future__ import annotations

import contextlib
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from modulefinder import ModuleFinder
from pathlib import Path

from installer.tree import contents

DUMP = "x86_64-w64-mingw32-objdump"
#: Modules of ours that know another system than Windows and ask before they import.
ELSEWHERE = {"fcntl"}
_LIBRARY = re.compile(r"DLL Name: (\S+)")


@dataclass(frozen=True, slots=True)
class Faults:
    """What the package lacks and what it carries in vain, by name."""

    lacking: tuple[str, ...]
    unused: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.lacking or self.unused)


def look(folder: Path, needed: Mapping[str, str] | None = None) -> Faults:
    """Compare a package with what ``app`` imports, directly and through others.

    ``needed`` names what is loaded without an import in any source, with the reason (by default that of contents.toml).
    """
    needed = contents()["needed"] if needed is None else needed
    with _library(folder) as library:
        asked = _asked(folder, library)
        found = {name.split(".")[0] for name in asked.modules}
        compiled = {
            _module(path, folder / part) for part in ("lib", "runtime") for path in (folder / part).rglob("*.pyd")
        }
        missing = {name: set(asked.badmodules[name]) for name in asked.any_missing_maybe()[0]}
        lacking = {
            name
            for name, who in missing.items()
            if any(one.startswith("bontot_desktop") for one in who)
            and name not in compiled | ELSEWHERE | set(sys.builtin_module_names) | _BUILT_IN
        }
        # What is a file on Windows may be part of the Python that looks: it is found then, without a file.
        inside = {name for name, module in asked.modules.items() if getattr(module, "__file__", None) is None}
        loaded = (set(missing) | inside) & compiled
        carried = _tops(folder / "lib") | _tops(library)
        unused = {name for name in carried if name not in found | {one.split(".")[0] for one in loaded} | needed.keys()}
        unused |= {name for name in compiled if not _is_loaded(name, loaded, found, needed)}
    return Faults(tuple(sorted(lacking)), tuple(sorted(unused)))


#: Compiled into python311.dll itself.
_BUILT_IN = {"msvcrt", "winreg", "nt", "zlib", "math", "_winapi", "array", "audioop", "cmath", "mmap"}


@contextlib.contextmanager
def _library(folder: Path) -> Iterator[Path]:
    """Unpack the compiled standard library for as long as it is read."""
    with tempfile.TemporaryDirectory() as name:
        with zipfile.ZipFile(folder / "runtime" / "python311.zip") as archive:
            archive.extractall(name)
        yield Path(name)


def _asked(folder: Path, library: Path) -> ModuleFinder:
    """Follow every import of every module of ours, in functions and under conditions as well."""
    finder = ModuleFinder(path=[str(folder / "app"), str(folder / "lib"), str(library)])
    for source in sorted((folder / "app").rglob("*.py")):
        finder.import_hook(_module(source, folder / "app"))
    for name in ("runpy", "encodings.utf_8", "encodings.cp1252", "encodings.idna"):
        finder.import_hook(name)  # by the interpreter itself
    return finder


def _module(path: Path, root: Path) -> str:
    """Name the module of a file: "PySide6/QtCore.pyd" → "PySide6.QtCore"."""
    parts = list(path.relative_to(root).parts)
    parts[-1] = parts[-1].split(".")[0]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _tops(folder: Path) -> set[str]:
    """Return the packages and modules lying in a folder."""
    left_out = ("__pycache__", "site-packages")
    return {
        path.name.split(".")[0]
        for path in folder.iterdir()
        if path.suffix != ".dist-info" and path.name not in left_out and not path.name.endswith(".libs")
    }


def _is_loaded(name: str, loaded: set[str], found: set[str], needed: Mapping[str, str]) -> bool:
    """Say whether a compiled module is asked for: itself, or, deep in a package, by that package."""
    top, _, rest = name.partition(".")
    if name in loaded or top in needed or name in needed:
        return True
    return bool(rest) and top in found and top != "PySide6"


def unused_libraries(folder: Path, needed: Mapping[str, str] | None = None) -> list[str]:
    """Return the DLLs that no other binary of the package loads and that are no plugin; see :func:`look`."""
    needed = contents()["needed"] if needed is None else needed
    binaries = [path for path in folder.rglob("*") if path.suffix.lower() in (".dll", ".pyd", ".exe")]
    shown = subprocess.run(
        [DUMP, "-p", *map(str, binaries)], capture_output=True, encoding="utf-8", errors="replace", check=True
    ).stdout
    loaded = {name.lower() for name in _LIBRARY.findall(shown)}
    return sorted(
        path.name
        for path in binaries
        if path.suffix.lower() == ".dll"
        and path.name.lower() not in loaded
        and "plugins" not in path.parts
        and path.name not in needed
    )


def main(words: list[str]) -> int:
    """Print the faults of a package."""
    lines = named(Path(words[0]))
    for line in lines:
        print(line)
    return 1 if lines else 0


def named(folder: Path) -> list[str]:
    """Return the faults of a package, modules and libraries, a line each."""
    faults = look(folder)
    unused = [*faults.unused, *unused_libraries(folder)]
    return [f"lacking: {name}" for name in faults.lacking] + [f"never loaded: {name}" for name in unused]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
