"""Reads the pages of a damaged data file one by one, without SQLite: each is whole, or it is not there.

An encrypted page is checked by its own seal (HMAC-SHA512) and then decrypted, as SQLCipher 4 lays it out: the page's
bytes, 16 bytes of start value, 64 bytes of seal; the first 16 bytes of the file are the salt of the seals. The data
key itself needs no salt, so a lost salt costs the seals only. A plain file has no seals: its pages are judged by
their shape.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from collections import OrderedDict
from pathlib import Path

from bontot_desktop.db.container import PAGE, PLAIN_HEAD, SALT, journal_file

_START, _SEAL = 16, 64
#: Room at the end of an encrypted page that SQLite leaves to SQLCipher.
RESERVE = _START + _SEAL
#: What SQLCipher sets against the salt to make that of the seals.
_MASK = 0x3A
#: Types of SQLite's tree pages: index inside, table inside, index leaf, table leaf.
INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF = 2, 5, 10, 13
TREE = (INDEX_INSIDE, TABLE_INSIDE, INDEX_LEAF, TABLE_LEAF)
#: How a rollback journal begins.
_JOURNAL = bytes.fromhex("d9d505f920a163d7")
#: So many pages are kept in memory.
_KEPT = 512
#: So many pages are tried to learn how a file is sealed.
_TRIED = 24


class Pages:
    """The pages of a file by number from 1. Close it at the end."""

    def __init__(self, path: Path, key: bytes | None, salts: tuple[bytes, ...] = ()) -> None:
        """Open a file for reading; ``salts`` are those known from elsewhere, for when the first page is damaged."""
        self._file = path.open("rb")
        size = path.stat().st_size
        self.count = size // PAGE
        self._key = key
        self._kept: OrderedDict[int, bytes | None] = OrderedDict()
        self._seal_key: bytes | None = None
        self.usable = PAGE
        #: Pages as they were before an act that was cut off, by the journal beside the file.
        self._before: dict[int, bytes] = {}
        #: The salt the seals go by, None in a plain file and where none is right.
        self.salt: bytes | None = None
        if key is not None:
            self.usable = PAGE - RESERVE
            own = self._raw(1)[:SALT] if self.count else b""
            whole = (salt for salt in (own, *salts) if self._fits(salt, _TRIED))
            self.salt = next(whole, None) or next((one for one in _mistyped(own) if self._fits(one, 3)), None)
            self._seal_key = self._seal_key_of(self.salt) if self.salt is not None else None
        self._roll_back(journal_file(path))

    @property
    def is_sealed(self) -> bool:
        """Say whether a damaged page is known by its seal; else only nonsense is seen."""
        return self._seal_key is not None

    def page(self, number: int) -> bytes | None:
        """Return the decrypted bytes of a page, None for one that is damaged or not there."""
        if number in self._kept:
            self._kept.move_to_end(number)
            return self._kept[number]
        found = self._read(number) if 1 <= number <= self.count else None
        self._kept[number] = found
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return found

    def tree_type(self, number: int) -> int:
        """Return the type of a tree page, 0 for a damaged page and any other."""
        page = self.page(number)
        return 0 if page is None else tree_type(page, number, self.usable)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def __enter__(self) -> Pages:
        """Use the pages in a ``with`` block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.close()

    def _roll_back(self, journal: Path) -> None:
        """Take the pages of an act that was cut off as they were before it, as SQLite does; damage is left out."""
        if not journal.is_file():
            return
        with journal.open("rb") as file:
            place, length = 0, journal.stat().st_size
            while place < length:
                file.seek(place)
                head = file.read(28)
                if len(head) < 28 or head[:8] != _JOURNAL:
                    return
                records, nonce, count, sector, size = struct.unpack(">IIIII", head[8:])
                if size != PAGE or not 512 <= sector <= 65536:
                    return
                if place == 0 and count:
                    self.count = min(self.count, count)
                file.seek(place + sector)
                is_counted = bool(records) and place + sector + records * (PAGE + 8) <= length
                # The part that was being written says no number: its whole records are known by their sums.
                for _ in range(records or (length // PAGE)):
                    record = file.read(PAGE + 8)
                    # Of those it counts one may be damaged: the others belong to the same act and go back as well.
                    if len(record) < PAGE + 8 or not (self._take_back(record, nonce) or is_counted):
                        break
                place += sector + records * (PAGE + 8)
                place += -place % sector
                if not records:
                    return

    def _take_back(self, record: bytes, nonce: int) -> bool:
        """Take one page of the journal; say whether it is whole."""
        number, page = int.from_bytes(record[:4], "big"), record[4:-4]
        if self._seal_key is not None:
            is_whole = _is_sealed(page, number, self._seal_key)
        else:
            total = (nonce + sum(page[PAGE - 200 : 0 : -200])) & 0xFFFFFFFF
            is_whole = total == int.from_bytes(record[-4:], "big")
        if is_whole and 1 <= number <= self.count:
            self._before.setdefault(number, page)
        return is_whole

    def _raw(self, number: int) -> bytes:
        if number in self._before:
            return self._before[number]
        self._file.seek((number - 1) * PAGE)
        return self._file.read(PAGE)

    def _read(self, number: int) -> bytes | None:
        raw = self._raw(number)
        if len(raw) < PAGE or not any(raw):
            return None
        if self._key is None:
            return raw
        if self._seal_key is not None and not _is_sealed(raw, number, self._seal_key):
            return None
        from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

        begin = SALT if number == 1 else 0
        start = raw[self.usable : self.usable + _START]
        turn = Cipher(algorithms.AES(self._key), modes.CBC(start)).decryptor()
        plain = turn.update(raw[begin : self.usable]) + turn.finalize()
        return (PLAIN_HEAD if number == 1 else b"") + plain + bytes(RESERVE)

    def _seal_key_of(self, salt: bytes) -> bytes:
        assert self._key is not None
        return hashlib.pbkdf2_hmac("sha512", self._key, bytes(byte ^ _MASK for byte in salt), 2, 32)

    def _fits(self, salt: bytes, tries: int) -> bool:
        """Say whether any of some pages from all over the file is sealed by this salt."""
        if len(salt) != SALT:
            return False
        seal_key = self._seal_key_of(salt)
        return any(_is_sealed(self._raw(number), number, seal_key) for number in self._some(tries))

    def _some(self, tries: int) -> list[int]:
        # The last page, not the first: where the salt is damaged, so is that one.
        return list(range(self.count, 0, -max(1, self.count // tries)))[:tries]


def _mistyped(salt: bytes) -> list[bytes]:
    """Return the salts that differ in one byte: where only that is damaged, the right one is quickly found."""
    places = range(len(salt))
    return [salt[:place] + bytes([byte]) + salt[place + 1 :] for place in places for byte in range(256)]


def _is_sealed(raw: bytes, number: int, seal_key: bytes) -> bool:
    if len(raw) < PAGE:
        return False
    told = raw[SALT if number == 1 else 0 : PAGE - _SEAL] + number.to_bytes(4, "little")
    return hmac.compare_digest(hmac.digest(seal_key, told, "sha512"), raw[PAGE - _SEAL :])


def looks_plain(path: Path) -> bool:
    """Say whether a file is without encryption, even when its first page is damaged. Raises OSError."""
    with path.open("rb") as file:
        if file.read(len(PLAIN_HEAD)) == PLAIN_HEAD:
            return True
        count = path.stat().st_size // PAGE
        shaped = tried = 0
        for number in range(2, count + 1, max(1, count // 200)):
            file.seek((number - 1) * PAGE)
            raw = file.read(PAGE)
            tried += 1
            shaped += bool(tree_type(raw, number, PAGE))
    return tried > 0 and shaped * 2 > tried


def tree_type(page: bytes, number: int, usable: int) -> int:
    """Return the type of a tree page by its first byte, 0 when it has no such shape."""
    begin = 100 if number == 1 else 0
    kind = page[begin] if len(page) > begin else 0
    if kind not in TREE:
        return 0
    cells = int.from_bytes(page[begin + 3 : begin + 5], "big")
    content = int.from_bytes(page[begin + 5 : begin + 7], "big") or 65536
    first = begin + (12 if kind in (INDEX_INSIDE, TABLE_INSIDE) else 8)
    is_whole = first + 2 * cells <= min(content, usable) and (content <= usable or not cells)
    return kind if is_whole else 0
