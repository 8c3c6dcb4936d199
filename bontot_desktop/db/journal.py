"""Looks whether the journal of an act cut short can take all of it back, before SQLite plays it.

SQLite stops without a word at the first record of a journal that is not right, and what came after it stays half done.
That cannot come of a power cut alone: the journal is synced before a page of the file is written, and only then says
how many records it holds. So a record that is not right, or a head that is none, is damage, and is said.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

from bontot_desktop.db import container
from bontot_desktop.errors import Damaged

#: The head of a stretch of records: magic, records, nonce, pages of the file before, size of a sector and of a page.
_HEAD = struct.Struct(">8sIIIII")
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_NUMBER = struct.Struct(">I")
#: Of a page every so many bytes count in its sum (SQLite's file format, "The Rollback Journal").
_STRIDE = 200
_SECTORS = range(32, 65537)

BROKEN = (
    "Lần trước một việc đang ghi vào tệp “{name}” bị ngắt, và tệp “{journal}” để lùi việc ấy lại bị hỏng. "
    "Hãy khôi phục từ bản sao gần nhất; đừng xóa tệp nào."
)


def demand_whole(path: Path) -> None:
    """Raise :class:`Damaged` when the journal beside a data file holds an act and cannot take all of it back.

    No journal, an empty one and that of an act that was finished are well. Raises OSError.
    """
    journal = container.journal_file(path)
    if not journal.exists():
        return
    with journal.open("rb") as file:
        if not _is_whole(file, journal.stat().st_size):
            raise Damaged(BROKEN.format(name=path.name, journal=journal.name))


def _is_whole(file: BinaryIO, size: int) -> bool:
    first = file.read(_HEAD.size)
    if first[:1] in (b"", b"\0"):
        return True  # the act was finished: its head is wiped, by SQLite's own word when the first byte is
    if len(first) < _HEAD.size:
        return False  # the head is written in one piece
    if not first.startswith(_MAGIC):
        # Magic and number are written last, together, before the first page of the file.
        return int(_HEAD.unpack(first)[1]) == 0
    at = 0
    while at + _HEAD.size <= size:
        file.seek(at)
        magic, records, nonce, _, sector, page = _HEAD.unpack(file.read(_HEAD.size))
        if magic != _MAGIC:
            return True  # what an earlier, longer act left behind
        if sector not in _SECTORS or page != container.PAGE:
            return False
        at += sector
        length = page + 2 * _NUMBER.size
        if at + records * length > size:
            return False
        file.seek(at)
        if not all(_is_right(file.read(length), nonce) for _ in range(records)):
            return False
        at += records * length
        # One more record of the same act behind the last one: the head tells of too few.
        if records and at + length <= size and _is_right(file.read(length), nonce):
            return False
        at = -(-at // sector) * sector
    return True


def _is_right(record: bytes, nonce: int) -> bool:
    page = record[_NUMBER.size : -_NUMBER.size]
    total = nonce + sum(page[place] for place in range(len(page) - _STRIDE, 0, -_STRIDE))
    return bool(total % 2**32 == _NUMBER.unpack(record[-_NUMBER.size :])[0])
