"""Looks through a zipped workbook (xlsx, ods) before it is unpacked into memory: how much it holds, how far it reaches.

The reader lays a sheet out from its first filled cell to its last, so one cell in the far corner would ask for more
memory than any machine has.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from bontot_desktop import archives
from bontot_desktop.errors import Refused
from bontot_desktop.services.importing import shared_text
from bontot_desktop.services.importing.shared_text import SharedText, too_much

#: A register of ten thousand members unpacks to some ten megabytes; more than this is no register.
MOST_UNPACKED_BYTES = 64 * 1024 * 1024
MOST_ENTRIES = 3000
#: Parts the reader unpacks; pictures in a workbook it leaves alone.
_UNPACKED = (".xml", ".rels", ".bin", ".vml")
_STRING_PART = "xl/sharedStrings.xml"
#: Cells of one sheet, empty ones between filled ones too, and of a whole workbook.
MOST_CELLS = 3_000_000
#: Filled cells of an ods, where one may stand for thousands.
MOST_FILLED = 1_200_000
#: Strings a workbook may say it has.
MOST_STRINGS = 3_000_000
_PIECE = 1024 * 1024
_OVERLAP = 32
#: References of cells in row 50,000 or beyond, or in column BA or beyond: what lies nearer is within MOST_CELLS.
_FAR = re.compile(rb'r="(?:[A-Z]{1,4}(?:[5-9]\d{4}|[1-9]\d{5})|[A-Z]{3,}\d|[B-Z][A-Z]\d)')
_CELL = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,4})(\d{1,9})"[^>]*?(/?)>')
_STRINGS = re.compile(rb'(?:uniqueCount|count)="(\d+)"')


def check(content: bytes, name: str, told: Callable[[], object]) -> None:
    """Refuse what unpacks to too much or reaches too far; ``told`` is called now and then, and may stop the work.

    Raises Refused, and zipfile's errors for damage.
    """
    if archives.has_too_many_parts(content):
        raise too_much(name)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = {entry.filename for entry in entries}
        parts = [entry for entry in entries if entry.filename.lower().endswith(_UNPACKED)]
        if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in parts) > MOST_UNPACKED_BYTES:
            raise too_much(name)
        if "xl/workbook.bin" in names:
            raise Refused(f"Tệp {name} là dạng xlsb; hãy mở bằng Excel, lưu thành xlsx rồi nhập lại.")
        if any(entry.flag_bits & 1 for entry in entries) or _is_encrypted_ods(archive, names):
            raise Refused(f"Tệp {name} đang đặt mật khẩu; hãy bỏ mật khẩu trong Excel rồi nhập lại.")
        left = MOST_UNPACKED_BYTES
        shared = SharedText()
        for entry in parts:
            left -= _look_through(archive, entry, name, left, shared, told)
        if shared.may_be_too_much():
            _add_up_text(archive, parts, name, told)


def _add_up_text(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], name: str, told: Callable[[], object]) -> None:
    def all_of(part: zipfile.ZipInfo) -> Iterator[bytes]:
        for piece in _pieces(archive, part, name, MOST_UNPACKED_BYTES):
            told()
            yield piece

    strings = (piece for part in parts if part.filename == _STRING_PART for piece in all_of(part))
    if shared_text.total(strings, map(all_of, filter(_is_sheet, parts))) > shared_text.MOST_TEXT:
        raise too_much(name)


def _is_sheet(part: zipfile.ZipInfo) -> bool:
    return part.filename.startswith("xl/worksheets/")


def too_far(name: str) -> Refused:
    """Say that a sheet reaches too far."""
    return Refused(
        f"Tệp {name} có trang trải quá rộng (có ô ghi ở rất xa danh sách); hãy xóa các dòng, cột thừa rồi nhập lại."
    )


def _pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, left: int) -> Iterator[bytes]:
    """Unpack an entry piece by piece, stopping once it is more than is left, whatever size it claims."""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise too_much(name)
                yield piece
    except (zlib.error, RuntimeError) as fault:
        raise zipfile.BadZipFile(entry.filename) from fault


def _look_through(
    archive: zipfile.ZipFile,
    entry: zipfile.ZipInfo,
    name: str,
    left: int,
    shared: SharedText,
    told: Callable[[], object],
) -> int:
    """Check one part of the workbook, a piece at a time; returns its size, bytes."""
    size = 0
    is_far = False
    tables = _Tables(name) if entry.filename == "content.xml" else None
    tail = b""
    for piece in _pieces(archive, entry, name, left):
        claimed = _STRINGS.finditer(piece[:4000]) if not size and b"<sst" in piece[:4000] else ()
        if any(int(match[1]) > MOST_STRINGS for match in claimed):
            raise zipfile.BadZipFile("strings")
        told()
        if tables is not None:
            tables.feed(piece)
        elif entry.filename == _STRING_PART:
            shared.see_strings(piece)
        elif _is_sheet(entry):
            shared.see_sheet(piece)
        # A reference may lie across two pieces.
        is_far = is_far or _FAR.search(tail + piece if tail else piece) is not None
        tail = piece[-_OVERLAP:]
        size += len(piece)
    if tables is not None:
        tables.close()
    elif is_far:
        _check_reach(_pieces(archive, entry, name, left), name)
    return size


def _check_reach(pieces: Iterator[bytes], name: str) -> None:
    """Measure a sheet that has cells far out; cells with nothing but a format do not count, the reader drops them."""
    top = left = 1 << 40
    bottom = right = 0
    rest = b""
    for piece in pieces:
        rest += piece
        end = 0
        for match in _CELL.finditer(rest):
            end = match.end()
            if match[3]:
                continue
            row, column = int(match[2]), _column(match[1])
            top, bottom = min(top, row), max(bottom, row)
            left, right = min(left, column), max(right, column)
        rest = rest[max(end, len(rest) - _PIECE) :]
    if bottom and (bottom - top + 1) * (right - left + 1) > MOST_CELLS:
        raise too_far(name)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _is_encrypted_ods(archive: zipfile.ZipFile, names: set[str]) -> bool:
    if "META-INF/manifest.xml" not in names:
        return False
    with archive.open("META-INF/manifest.xml") as stream:
        return b"encryption-data" in stream.read(_PIECE)


class _Tables:
    """Adds up the rows and columns an ods says are repeated, up to the last filled one of each table."""

    def __init__(self, name: str) -> None:
        self._name, self._reach = name, _Reach()
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._reach.begin
        self._parser.EndElementHandler = self._reach.end
        self._parser.CharacterDataHandler = self._reach.write
        self._parser.buffer_text = True

    def feed(self, piece: bytes) -> None:
        """Take the next piece of the file."""
        self._parse(piece, is_last=False)

    def close(self) -> None:
        """End, and judge."""
        self._parse(b"", is_last=True)

    def _parse(self, piece: bytes, *, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except (expat.ExpatError, LookupError) as fault:
            raise zipfile.BadZipFile("content.xml") from fault
        if self._reach.most > MOST_CELLS or self._reach.filled > MOST_FILLED:
            raise too_far(self._name)
        if self._reach.signs > shared_text.MOST_TEXT:
            raise too_much(self._name)


class _Reach:
    """Follows the tables of an ods: how many rows and columns lie up to the last filled cell."""

    def __init__(self) -> None:
        self.most = 0
        #: Filled cells, repeated ones as often as they stand.
        self.filled = 0
        #: Signs of all cells, those of repeated cells as often as they stand.
        self.signs = 0
        self._times = 1
        self._row = self._filled_row = self._column = self._filled_column = self._repeat = 0
        self._row_filled = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """See an element begin."""
        kind = tag.rpartition(":")[2]
        if kind == "table":
            self._row = self._filled_row = self._filled_column = 0
        elif kind == "table-row":
            self._repeat = _count(attributes, "number-rows-repeated")
            self._column, self._row_filled = 0, False
        elif kind in ("table-cell", "covered-table-cell"):
            self._times = _count(attributes, "number-columns-repeated")
            self._column += self._times
            if any(key.endswith("value-type") for key in attributes):
                self._fill()
        elif kind == "p":
            self._fill()

    def write(self, signs: str) -> None:
        """Count the signs of a cell, as often as the cell is repeated."""
        self.signs += len(signs) * self._times * max(self._repeat, 1)

    def _fill(self) -> None:
        self._row_filled = True
        self.filled += self._times * max(self._repeat, 1)
        self._filled_column = max(self._filled_column, self._column)

    def end(self, tag: str) -> None:
        """See an element end."""
        kind = tag.rpartition(":")[2]
        if kind == "table-row":
            self._row += self._repeat
            if self._row_filled:
                self._filled_row = self._row
            # The reader keeps what lies between the filled cells, and each row as long as it is written.
            self.most = max(self.most, self._filled_row * self._filled_column)


def _count(attributes: dict[str, str], what: str) -> int:
    for key, value in attributes.items():
        if key.endswith(what) and value.isdecimal():
            return min(int(value), 1 << 24)
    return 1
