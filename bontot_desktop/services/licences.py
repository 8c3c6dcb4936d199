"""What the program is shipped with, and the licence of each part: for the window and for the folder of the package."""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from bontot_desktop import __version__
from bontot_desktop.errors import Damaged
from bontot_desktop.places import resources
from bontot_desktop.text import ascii_name

#: The file of the folder "licenses" that a person reads first: the notice and the list of the others.
NOTICE = "THONG-BAO.txt"
_RULE = "=" * 60


@dataclass(frozen=True, slots=True)
class Text:
    """One licence text: the name of its file and what it says."""

    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Component:
    """One part of what is shipped. ``version`` is empty where the part shows none of its own."""

    name: str
    version: str
    licence: str
    purpose: str
    texts: tuple[Text, ...]

    @property
    def text(self) -> str:
        """All texts under each other, each under the name of its file when there are several."""
        if len(self.texts) == 1:
            return self.texts[0].content
        return "\n\n".join(f"{_RULE}\n{text.name}\n{_RULE}\n\n{text.content}" for text in self.texts)


def notice() -> str:
    """Return the notice: whose work is used, and what the LGPL asks to be said of Qt."""
    return _resource("licences/notice.txt").content


def components(library: Path | None = None) -> list[Component]:
    """Return every part shipped, in the order of ``resources/licences/components.toml``.

    Packages are looked for where the program runs, or in ``library``, a folder of unpacked wheels whose ``*.dist-info``
    keep METADATA and the licence files. A package that is not there is not shipped and gets no row.
    """
    found = _packages(library)
    rows = []
    for entry in tomllib.loads(_resource("licences/components.toml").content)["part"]:
        if "package" not in entry:
            rows.append(_component(entry))
        elif entry["package"] in found:
            rows.append(_packaged(entry, found[entry["package"]]))
    return rows


def collect(folder: Path, library: Path | None = None) -> list[Path]:
    """Write the notice and one text file for each part into a folder; the same bytes for the same parts.

    ``library`` as in :func:`components`. Returns the files written, the notice first.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts = components(library)
    names = [f"{ascii_name(part.name)}.txt" for part in parts]
    lines = [
        " ".join(f"{part.name} {part.version}".split()) + f" – {part.licence} – {part.purpose}: {name}"
        for part, name in zip(parts, names, strict=True)
    ]
    written = [_write(folder / NOTICE, notice() + "\n" + "\n".join(lines) + "\n")]
    written += [_write(folder / name, part.text) for part, name in zip(parts, names, strict=True)]
    return written


def _write(path: Path, content: str) -> Path:
    # The folder is read on Windows, where not every viewer of plain texts knows bare line feeds.
    path.write_text(content, encoding="utf-8", newline="\r\n")
    return path


def _component(entry: Mapping[str, Any]) -> Component:
    return Component(
        name=entry["name"],
        version=__version__ if entry.get("ours") else entry.get("version", ""),
        licence=entry["licence"],
        purpose=entry["purpose"],
        texts=tuple(_resource(name) for name in entry["texts"]),
    )


def _packaged(entry: Mapping[str, Any], folder: Path) -> Component:
    package = metadata.Distribution.at(folder)
    told = package.metadata
    # Older packages carry their licence and do not name it.
    named = told.get_all("License-File") or sorted(path.name for path in folder.glob("LICENSE*"))
    carried = () if entry.get("only_ours") else tuple(_carried(folder, named))
    return Component(
        name=told["Name"],
        version=package.version,
        licence=entry.get("licence") or _first(told, "License-Expression") or _first(told, "License"),
        purpose=entry["purpose"],
        texts=carried + tuple(_resource(name) for name in entry.get("texts", ())),
    )


def _first(told: metadata.PackageMetadata, field: str) -> str:
    return next(iter(told.get_all(field) or ()), "")


def _carried(folder: Path, names: Sequence[str]) -> Iterator[Text]:
    for name in names:
        # Newer packages keep the files in a folder of their own (PEP 639), older ones beside METADATA.
        for path in (folder / "licenses" / name, folder / name):
            if path.is_file():
                yield Text(path.name, _read(path))
                break


def _read(path: Path) -> str:
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # A licence or two of the nineties still holds the sign of copyright as one byte.
        text = content.decode("latin-1")
    return "\n".join(text.replace("\f", "\n").splitlines()).strip("\n") + "\n"


def _packages(library: Path | None) -> dict[str, Path]:
    """Return the folder of each package's metadata by its name as PEP 503 writes it; the first on the path counts."""
    found: dict[str, Path] = {}
    for place in [str(library)] if library is not None else sys.path:
        for folder in sorted(Path(place).glob("*.dist-info")):
            found.setdefault(folder.name.split("-")[0].lower().replace("_", "-").replace(".", "-"), folder)
    return found


def _resource(name: str) -> Text:
    path = resources() / name
    try:
        return Text(path.name, path.read_text(encoding="utf-8"))
    except OSError as reason:
        raise Damaged(f"Thiếu tệp giấy phép “{path.name}” của chương trình. Xin cài lại Bốn Tốt.") from reason
