"""Writes an old Excel file (xls, BIFF8 in a compound file), as small as its readers accept; no library does now."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

_SECTOR = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def write_xls(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook from rows of texts and numbers."""
    path.write_bytes(container({"Workbook": _stream(sheets)}))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _stream(sheets: dict[str, Sequence[Sequence[Any]]]) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0x0DBB, 0x07CC, 0, 6)
    bodies = [_sheet(rows) for rows in sheets.values()]
    # A record nobody reads makes the stream long enough to lie outside the small sectors.
    head = _record(0x0809, begin) + _record(0x0042, struct.pack("<H", 1200)) + _record(0x0866, bytes(4100))
    bounds = [_bound(name, 0) for name in sheets]
    place = len(head) + sum(map(len, bounds)) + 4
    bounds = []
    for name, body in zip(sheets, bodies, strict=True):
        bounds.append(_bound(name, place))
        place += len(body)
    return head + b"".join(bounds) + _record(0x000A, b"") + b"".join(bodies)


def _bound(name: str, place: int) -> bytes:
    return _record(0x0085, struct.pack("<IHBB", place, 0, len(name), 1) + name.encode("utf-16-le"))


def _sheet(rows: Sequence[Sequence[Any]]) -> bytes:
    parts = [_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0x0DBB, 0x07CC, 0, 6))]
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            at = struct.pack("<HHH", number, column, 0)
            if isinstance(value, int | float):
                parts.append(_record(0x0203, at + struct.pack("<d", value)))
            elif value:
                parts.append(_record(0x0204, at + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")))
    return b"".join(parts) + _record(0x000A, b"")


def container(streams: dict[str, bytes]) -> bytes:
    """Pack streams of 4,096 bytes or more into a compound file."""
    chains, body, fat = [], b"", []
    for content in streams.values():
        chains.append(len(fat))
        count = -(-len(content) // _SECTOR)
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
        body += content.ljust(count * _SECTOR, b"\0")
    directory = _entry("Root Entry", 5, _END, 0, child=1)
    for index, (name, content) in enumerate(streams.items()):
        after = index + 2 if index + 1 < len(streams) else _FREE
        directory += _entry(name, 2, chains[index], len(content), right=after)
    directory_at = len(fat)
    count = -(-len(directory) // _SECTOR)
    fat += [*range(len(fat) + 1, len(fat) + count), _END]
    body += directory.ljust(count * _SECTOR, b"\0")
    fat_at, sectors = len(fat), 1
    while (len(fat) + sectors) * 4 > sectors * _SECTOR:
        sectors += 1
    fat += [_FAT] * sectors
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sectors * _SECTOR, b"\xff")
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        sectors,
        directory_at,
        0,
        4096,
        _END,
        0,
        _END,
        0,
    )
    difat = struct.pack("<109I", *range(fat_at, fat_at + sectors), *[_FREE] * (109 - sectors))
    return header + difat + body + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int = _FREE, right: int = _FREE) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI8x8xIII", written, len(written), kind, 1, _FREE, right, child, 0, start, size, 0)
