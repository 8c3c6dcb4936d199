"""Looks through an old Excel file (xls) before it is read: is it locked, and how far do its sheets reach.

The reader lays a sheet out from its first filled cell to its last; a damaged number of a row or column would ask for
more memory than any machine has.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bontot_desktop.services.importing import ole_strings
from bontot_desktop.services.importing.shared_text import MOST_TEXT, too_much
from bontot_desktop.services.importing.zip_guard import MOST_CELLS, too_far

#: BIFF records that hold one cell, and those that hold several in one row: [MS-XLS] 2.3.
_ONE_CELL = frozenset({0x0006, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x00D6, 0x0003, 0x0004, 0x0005, 0x0002})
_MANY_CELLS = frozenset({0x00BD})
_BEGIN, _END, _LOCK = 0x0809, 0x000A, 0x002F
_STRINGS = 0x00FC
_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECTOR, _SMALL = 512, 4096
_CHAIN_END, _NONE, _FAT_MARK = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def is_encrypted(content: bytes) -> bool:
    """Say whether the container is an xlsx locked with a password, or an xls whose sheets are."""
    if "EncryptedPackage".encode("utf-16-le") in content or "EncryptionInfo".encode("utf-16-le") in content:
        return True
    for kind, _ in _records(_book(content)):
        if kind == _LOCK:
            return True
        if kind == _END:
            return False
    return False


def sound(content: bytes, name: str) -> bytes:
    """Return a container made anew around the workbook alone: the reader follows damaged chains without an end.

    Raises Refused when a sheet reaches too far; ValueError for a file that is not whole.
    """
    stream = _book(content)
    _check_reach(stream, name)
    if ole_strings.total(_records(stream)) > MOST_TEXT:
        raise too_much(name)
    return _packed(stream)


def _check_reach(stream: bytes, name: str) -> None:
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(stream):
        if kind == _BEGIN:
            rows, columns = [], []
        elif kind == _STRINGS and len(body) >= 8 and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise ValueError("strings")
        elif (kind in _ONE_CELL or kind in _MANY_CELLS) and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            rows.append(row)
            columns.append(column)
            if kind in _MANY_CELLS:
                columns.append(struct.unpack_from("<H", body, len(body) - 2)[0])
            last = (max(rows[-1], rows[0]) - min(rows[-1], rows[0]) + 1) * (abs(columns[-1] - columns[0]) + 1)
            if last > MOST_CELLS:
                raise too_far(name)
        elif kind == _END and rows:
            if (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_CELLS:
                raise too_far(name)
            rows, columns = [], []
    if rows:
        raise ValueError(name)


def _packed(stream: bytes) -> bytes:
    """Pack the stream of a workbook into a container with nothing else in it ([MS-CFB] 2)."""
    stream = stream.ljust(_SMALL, b"\0")
    count = -(-len(stream) // _SECTOR)
    fat = [*range(1, count), _CHAIN_END, _CHAIN_END]
    tables = 1
    while (len(fat) + tables) * 4 > tables * _SECTOR:
        tables += 1
    fat_at = len(fat)
    if tables > 109:
        raise ValueError("long")
    fat += [_FAT_MARK] * tables
    root = _entry("Root Entry", 5, _CHAIN_END, 0, child=1)
    directory = (root + _entry("Workbook", 2, 0, len(stream), child=_NONE)).ljust(_SECTOR, b"\0")
    numbers = (0x3E, 3, 0xFFFE, 9, 6, 0, tables, count, 0, _SMALL, _CHAIN_END, 0, _CHAIN_END, 0)
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", _MAGIC, *numbers)
    header += struct.pack("<109I", *range(fat_at, fat_at + tables), *[_NONE] * (109 - tables))
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(tables * _SECTOR, b"\xff")
    return header + stream.ljust(count * _SECTOR, b"\0") + directory + table


def _entry(name: str, kind: int, start: int, size: int, *, child: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII16xI8x8xIII", written, len(written), kind, 1, _NONE, _NONE, child, 0, start, size, 0)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _book(content: bytes) -> bytes:
    """Return the stream of the workbook out of the container ([MS-CFB]). Raises ValueError when there is none."""
    if len(content) < 512:
        raise ValueError("short")
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise ValueError("sectors")
    size = 1 << shift
    directory_at, small_limit, small_fat_at = (struct.unpack_from("<I", content, at)[0] for at in (48, 56, 60))
    fat = _fat(content, size)
    directory = _chain(content, fat, directory_at, size)
    root: tuple[int, int] | None = None
    for place in range(0, len(directory) - 127, 128):
        length = struct.unpack_from("<H", directory, place + 64)[0]
        title = directory[place : place + max(0, min(length, 64) - 2)].decode("utf-16-le", errors="replace")
        start, amount = struct.unpack_from("<II", directory, place + 116)
        if directory[place + 66] == 5:
            root = start, amount
        elif title.casefold() in ("workbook", "book"):
            if amount >= small_limit:
                return _chain(content, fat, start, size)[:amount]
            if root is None:
                raise ValueError("root")
            small = _chain(content, fat, root[0], size)
            small_fat = _numbers(_chain(content, fat, small_fat_at, size))
            return _chain(small, small_fat, start, 64, before=0)[:amount]
    raise ValueError("no workbook")


def _fat(content: bytes, size: int) -> list[int]:
    # A table has no more sectors than the file; damaged ones name the same sectors for ever.
    most = len(content) // size + 1
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < most]
    more, seen = struct.unpack_from("<I", content, 68)[0], 0
    while more < most and seen < most and len(sectors) <= most:
        part = _numbers(_sector(content, more, size))
        if not part:
            break
        sectors += [number for number in part[:-1] if number < most]
        more, seen = part[-1], seen + 1
    return _numbers(b"".join(_sector(content, number, size) for number in dict.fromkeys(sectors)))


def _numbers(content: bytes) -> list[int]:
    whole = len(content) // 4
    return list(struct.unpack_from(f"<{whole}I", content))


def _sector(content: bytes, number: int, size: int, before: int = 1) -> bytes:
    start = (number + before) * size
    return content[start : start + size]


def _chain(content: bytes, fat: list[int], start: int, size: int, before: int = 1) -> bytes:
    found: list[bytes] = []
    most = len(content) // size + 1
    while start < len(fat):
        if len(found) > most:
            raise ValueError("the chain has no end")
        found.append(_sector(content, start, size, before))
        start = fat[start]
    return b"".join(found)
