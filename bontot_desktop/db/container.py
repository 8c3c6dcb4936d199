"""One file at rest: the encrypted pages with the locks behind them.

At rest the file is ``pages + trailer``; the trailer holds the locks (:mod:`bontot_desktop.db.keys`) and
a few words on the file. SQLite grows a file over whatever stands behind its pages, so while we work
the trailer stands in a side file (``….bontot-khoa``) and the file holds pages alone. Each way is a
row of steps, and after any of them the locks are whole in at least one place:

* opening: side file written, synced, renamed → trailer cut off;
* closing: trailer appended, synced → side file deleted.

A trailer that is whole wins over a side file; half a trailer (power cut while closing) is cut away.
A plain file (no password) has no trailer and no side file.
"""

from __future__ import annotations

import json
import os
import re
import struct
import zlib
from pathlib import Path
from typing import Any, NamedTuple

from bontot_desktop.db import disk, foreign
from bontot_desktop.errors import Damaged

PAGE = 4096
#: Length of the salt an encrypted file begins with.
SALT = 16
PLAIN_HEAD = b"SQLite format 3\x00"
_MAGIC = b"BTKHOA01"
_LOCKS = ("password", "recovery")
_LOCK = r'"%s": (\{[^{}]*\})'
#: Length of the trailer's text, its CRC-32, length of the pages before it, and the magic.
_FOOT = struct.Struct(">IIQ8s")

NOT_OURS = (
    "Tệp “{name}” không phải tệp của Bốn Tốt, hoặc đã bị hỏng hay mới chép được một phần. Hãy chọn tệp khác, chép lại "
    "hoặc khôi phục từ bản sao."
)
NO_LOCKS = (
    "Tệp “{name}” thiếu phần khóa. Nếu tệp được chép khi chương trình đang mở, hãy chép cả tệp “{side}” vào "
    "cùng thư mục; nếu không có, hãy khôi phục từ bản sao do chương trình làm."
)


class Trailer(NamedTuple):
    """What stands behind the pages: ``locks`` (an envelope as plain values) and ``about`` (words on a copy)."""

    locks: dict[str, Any]
    about: dict[str, Any]


def side_file(path: Path) -> Path:
    """Return where the locks of a file stand while it is open: "van-phong.bontot-khoa"."""
    return path.with_name(f"{path.name}-khoa")


def journal_file(path: Path) -> Path:
    """Return SQLite's rollback journal of a file."""
    return path.with_name(f"{path.name}-journal")


def is_plain(path: Path) -> bool:
    """Say whether the file is an ordinary SQLite file without encryption. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEAD)) == PLAIN_HEAD


def _pack(trailer: Trailer, length: int, salt: bytes) -> bytes:
    # The salt of the pages' seals stands once more here: a damaged first page then costs nothing but itself.
    told = {"locks": trailer.locks, "about": trailer.about, "salt": salt.hex()}
    body = json.dumps(told, ensure_ascii=False).encode()
    packed = body + _FOOT.pack(len(body), zlib.crc32(body), length, _MAGIC)
    # Shorter than a page, so that half a trailer is known by the length of the file alone.
    if len(packed) >= PAGE:
        raise ValueError("trailer longer than a page")
    return packed


def _unpack(tail: bytes) -> tuple[Trailer, int, int] | None:
    """Return the trailer at the end of ``tail``, the length of the pages it names and its own length."""
    if len(tail) < _FOOT.size:
        return None
    size, crc, length, magic = _FOOT.unpack(tail[-_FOOT.size :])
    if magic != _MAGIC or size + _FOOT.size > len(tail):
        return None
    body = tail[-_FOOT.size - size : -_FOOT.size]
    if zlib.crc32(body) != crc:
        return None
    try:
        values = json.loads(body)
        return Trailer(dict(values["locks"]), dict(values["about"])), length, size + _FOOT.size
    except (ValueError, KeyError, TypeError):
        return None


def read_trailer(path: Path) -> tuple[Trailer, int] | None:
    """Return the trailer behind a file's pages and the length of those pages, or None. Raises OSError."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END)
        file.seek(max(0, end - PAGE))
        found = _unpack(file.read(PAGE))
    if found is None:
        return None
    trailer, length, size = found
    if length + size != end or length % PAGE:
        return None
    return trailer, length


def _read_side(path: Path) -> Trailer | None:
    try:
        found = _unpack(side_file(path).read_bytes())
    except FileNotFoundError:
        return None
    return found[0] if found else None


def locks_of(path: Path) -> Trailer | None:
    """Return the locks of a file wherever they stand, changing nothing; None for a plain file.

    Raises :class:`Damaged` when the file is not ours or its locks are gone, OSError.
    """
    if is_plain(path):
        return None
    found = read_trailer(path)
    trailer = found[0] if found else _read_side(path)
    if trailer is None:
        whole_pages = path.stat().st_size >= PAGE and path.stat().st_size % PAGE == 0
        # With locks beside it, broken as they are, it is ours whatever its pages look like.
        other = "" if side_file(path).exists() else foreign.what_is(path)
        sentence = other or (NO_LOCKS if whole_pages else NOT_OURS)
        raise Damaged(sentence.format(name=path.name, side=side_file(path).name))
    return trailer


def open_pages(path: Path, trailer: Trailer) -> None:
    """Bring an encrypted file from rest to work: locks into the side file, pages alone in the file. Raises OSError."""
    found = read_trailer(path)
    if found is not None:
        write_side(path, trailer)
        try:
            disk.cut_to(path, found[1])
        except OSError:
            # Cut, and only the waiting for the disk failed: the side file is then the one place with the locks.
            if read_trailer(path) is not None:
                disk.remove(side_file(path))
            raise
        return
    length = path.stat().st_size
    if length % PAGE:  # a power cut while the trailer or a page was being written
        disk.cut_to(path, length - length % PAGE)


def write_side(path: Path, trailer: Trailer) -> None:
    """Write the locks of an open file (at opening, and when the password changes). Raises OSError."""
    disk.write_whole(side_file(path), _pack(trailer, 0, _salt_of(path)))


def close_pages(path: Path, trailer: Trailer) -> None:
    """Bring a closed database to rest: trailer behind the pages, side file gone. Raises OSError."""
    add_trailer(path, trailer)
    disk.remove(side_file(path))


def add_trailer(path: Path, trailer: Trailer) -> None:
    """Append the trailer to a file of whole pages. Raises OSError; the file is then as it was."""
    length = path.stat().st_size
    if length % PAGE:
        raise Damaged(NOT_OURS.format(name=path.name))
    disk.append(path, _pack(trailer, length, _salt_of(path)))


def _salt_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SALT)


class Remains(NamedTuple):
    """What could still be read of some locks: both of them or one, and the salt of the pages' seals."""

    locks: dict[str, Any]
    salt: bytes


def remains_of(path: Path) -> list[Remains]:
    """Return the locks behind a file's pages and beside it as far as they can be read, whole ones first.

    For a damaged file: the check sum is not asked for, and one lock of the two opens as well. Raises OSError.
    """
    with path.open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - 2 * PAGE))
        tails = [file.read()]
    if side_file(path).is_file():
        tails.append(side_file(path).read_bytes()[: 2 * PAGE])
    found = [one for tail in tails for one in _remains_in(tail)]
    return sorted(found, key=lambda one: -len(one.locks))


def _remains_in(tail: bytes) -> list[Remains]:
    place = tail.rfind(b'{"locks"')
    if place < 0:
        return []
    said = tail[place:].decode("utf-8", "replace")
    try:
        values = json.JSONDecoder().raw_decode(said)[0]
        return [Remains(dict(values["locks"]), _salt_in(values.get("salt")))]
    except (ValueError, KeyError, TypeError, RecursionError):
        return _parts_in(said)


def _parts_in(said: str) -> list[Remains]:
    """Read the locks one by one where the whole is broken."""
    locks: dict[str, Any] = {}
    for name, pattern in (("file", r'"file": "([0-9a-f]{32})"'), *((lock, _LOCK % lock) for lock in _LOCKS)):
        match = re.search(pattern, said)
        if match is not None:
            try:
                locks[name] = json.loads(match.group(1)) if name in _LOCKS else match.group(1)
            except ValueError:
                continue
    salt = re.search(r'"salt": "([0-9a-f]{32})"\}', said)
    return [Remains(locks, _salt_in(salt.group(1) if salt else ""))] if locks else []


def _salt_in(value: object) -> bytes:
    try:
        return bytes.fromhex(str(value or ""))
    except ValueError:
        return b""
