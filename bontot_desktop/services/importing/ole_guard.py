"""Looks through an old Excel file (xls) before it is read: is it locked, and how far do its sheets reach.

The reader lays a sheet out from its first filled cell to its last; a damaged number of a row or column would ask for
more memory than any machine has.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from bontot_desktop.errors import Refused
from bontot_desktop.services.importing.zip_guard import MOST_CELLS

_FREE = 0xFFFFFFFA
#: BIFF records that hold one cell, and those that hold several in one row: [MS-XLS] 2.3.
_ONE_CELL = frozenset({0x0006, 0x0203, 0x027E, 0x00FD, 0x0204, 0x0205, 0x00D6, 0x0003, 0x0004, 0x0005, 0x0002})
_MANY_CELLS = frozenset({0x00BD})
_BEGIN, _END, _LOCK = 0x0809, 0x000A, 0x002F
_MOST_SECTORS = 200_000


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


def check(content: bytes, name: str) -> None:
    """Refuse a file whose sheets reach too far. Raises Refused; ValueError for one that is not whole."""
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(_book(content)):
        if kind == _BEGIN:
            rows, columns = [], []
        elif (kind in _ONE_CELL or kind in _MANY_CELLS) and len(body) >= 4:
            row, column = struct.unpack_from("<HH", body)
            rows.append(row)
            columns.append(column)
            if kind in _MANY_CELLS:
                columns.append(struct.unpack_from("<H", body, len(body) - 2)[0])
        elif kind == _END and rows:
            reach = (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1)
            if reach > MOST_CELLS:
                raise Refused(
                    f"Tệp {name} có trang trải quá rộng (có ô ghi ở rất xa danh sách); "
                    "hãy xóa các dòng, cột thừa rồi nhập lại."
                )
            rows, columns = [], []
    if rows and (max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) > MOST_CELLS:
        raise ValueError(name)


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
    sectors = [number for number in struct.unpack_from("<109I", content, 76) if number < _FREE]
    more, seen = struct.unpack_from("<I", content, 68)[0], 0
    while more < _FREE and seen < _MOST_SECTORS:
        part = _numbers(_sector(content, more, size))
        if not part:
            break
        sectors += [number for number in part[:-1] if number < _FREE]
        more, seen = part[-1], seen + 1
    return _numbers(b"".join(_sector(content, number, size) for number in sectors[:_MOST_SECTORS]))


def _numbers(content: bytes) -> list[int]:
    whole = len(content) // 4
    return list(struct.unpack_from(f"<{whole}I", content))


def _sector(content: bytes, number: int, size: int, before: int = 1) -> bytes:
    start = (number + before) * size
    return content[start : start + size]


def _chain(content: bytes, fat: list[int], start: int, size: int, before: int = 1) -> bytes:
    found: list[bytes] = []
    while start < len(fat) and len(found) <= len(fat):
        found.append(_sector(content, start, size, before))
        start = fat[start]
    return b"".join(found)
