"""Whether the papers made on Windows are those made here: the same files, words and measures."""

from __future__ import annotations

import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pypdfium2

#: How far a letter may stand from its place on the other system, in points.
NEAR = 0.05


def names(folder: Path) -> list[str]:
    """Return the papers of a folder, with their place in it."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def differences(one: Path, other: Path) -> list[str]:
    """Return what differs between two papers of a kind; files equal byte for byte are not opened."""
    if one.read_bytes() == other.read_bytes():
        return []
    if one.suffix == ".pdf":
        return list(_of_pdf(one, other))
    if one.suffix == ".docx":
        return list(_of_word(one, other))
    return ["other bytes"]


def _of_pdf(one: Path, other: Path) -> Iterator[str]:
    left, right = pypdfium2.PdfDocument(one), pypdfium2.PdfDocument(other)
    try:
        if len(left) != len(right):
            yield f"{len(left)} pages, {len(right)} pages"
            return
        for number in range(len(left)):
            yield from (f"page {number + 1}: {what}" for what in _of_page(left[number], right[number]))
    finally:
        left.close()
        right.close()


def _of_page(left: pypdfium2.PdfPage, right: pypdfium2.PdfPage) -> Iterator[str]:
    if left.get_size() != right.get_size():
        yield f"size {left.get_size()}, {right.get_size()}"
    words, others = left.get_textpage(), right.get_textpage()
    text = words.get_text_range()
    if text != others.get_text_range():
        yield "other words"
        return
    for place in range(words.count_chars()):
        box, beside = words.get_charbox(place), others.get_charbox(place)
        if max(abs(a - b) for a, b in zip(box, beside, strict=True)) > NEAR:
            yield f"“{text[place : place + 20]}” at {box}, {beside}"
            return


def _of_word(one: Path, other: Path) -> Iterator[str]:
    with zipfile.ZipFile(one) as left, zipfile.ZipFile(other) as right:
        if left.namelist() != right.namelist():
            yield f"parts {left.namelist()}, {right.namelist()}"
            return
        for name in left.namelist():
            if _plain(name, left.read(name)) != _plain(name, right.read(name)):
                yield f"part {name}"


def _plain(name: str, content: bytes) -> bytes:
    """Return a part in the one form all spellings of the same XML share."""
    if not name.endswith((".xml", ".rels")):
        return content
    return ET.canonicalize(content.decode()).encode()
