"""A workbook as the office sends it (xlsx, xls, ods, csv): opened without trust, its cells as plain values."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path

import python_calamine as calamine

from bontot_desktop.errors import Refused
from bontot_desktop.services.importing import csv_text, ole_guard, zip_guard
from bontot_desktop.services.importing.shared_text import too_much
from bontot_desktop.services.importing.zip_guard import MOST_CELLS, too_far

#: Hears what is read and of how much (0 for not known yet); may raise to stop.
Told = Callable[[int, int], object]
Value = str | float | int | bool | date | datetime | time | timedelta | None

#: What a person may choose a list from.
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
#: What the standard library says of damaged archives, besides OSError.
_DAMAGED = (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, MemoryError, EOFError)
#: A register of ten thousand members is a file of a megabyte or two.
MOST_BYTES = 40 * 1024 * 1024
#: Of a text with separators every byte may be a cell of its own.
MOST_TEXT_BYTES = 12 * 1024 * 1024
#: Rows of one sheet; what is filled beyond them is no list of a commune, and is not left out in silence.
MOST_ROWS = 200_000
#: Rows that are read between two words of how far it is.
_A_TURN = 2000
MOST_SHEETS = 400
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What files of pictures begin with: png, jpeg, gif, tiff; and behind four bytes those of telephones.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_PHONE_PICTURES = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first filled one on. ``first_row`` is that row's number as Excel shows it."""

    name: str
    first_row: int
    rows: list[list[Value]]
    #: The letter index of the first filled column, 0 for A.
    first_column: int = 0


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that could be read."""

    name: str
    sheets: tuple[Sheet, ...]


def read(path: Path, told: Told = lambda done, total: None) -> Workbook:
    """Read a workbook; ``told`` hears how many of its sheets, or of the rows of its only one, are read.

    What ``told`` raises stops the reading: at once between rows, and in a second at most while the reader is at a
    sheet, for no sheet is larger than the guards let through. Raises Refused, with what to do, for a workbook that is
    missing, damaged, locked, larger than any list or no workbook.
    """
    name = path.name
    try:
        if not path.is_file():
            raise Refused(f"Không thấy tệp {name}.")
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"Tệp {name} quá lớn so với một danh bạ; hãy kiểm tra lại tệp.")
        return Workbook(name, _sheets(path.read_bytes(), name, told))
    except calamine.PasswordError:
        raise _locked(name) from None
    except PermissionError:
        raise Refused(f"Không được phép đọc tệp {name}; hãy chép tệp ra thư mục khác rồi nhập lại.") from None
    except (calamine.CalamineError, OSError, *_DAMAGED) as fault:
        raise _unreadable(name) from fault
    except BaseException as fault:
        # The reader's own "cannot happen" on damaged files; it stands outside Exception and has no public name.
        if type(fault).__name__ != "PanicException":
            raise
        raise _unreadable(name) from None


def _sheets(content: bytes, name: str, told: Told) -> tuple[Sheet, ...]:
    if content.startswith(b"PK"):
        zip_guard.check(content, name, lambda: told(0, 0))
    elif content.startswith(_OLE):
        if ole_guard.is_encrypted(content):
            raise _locked(name)
        content = ole_guard.sound(content, name)
    else:
        return _text_sheet(content, name)
    with calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
        if len(book.sheet_names) > MOST_SHEETS:
            raise Refused(f"Tệp {name} có quá nhiều trang ({len(book.sheet_names)}); hãy kiểm tra lại tệp.")
        hidden = {
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.visible is not calamine.SheetVisibleEnum.Visible
            or sheet.typ is not calamine.SheetTypeEnum.WorkSheet
        }
        return _Reading(book, name, told).sheets([sheet for sheet in book.sheet_names if sheet not in hidden])


def _text_sheet(content: bytes, name: str) -> tuple[Sheet, ...]:
    if not content.strip(b"\0 \r\n\t"):
        raise _unreadable(name)
    if content.startswith(_PICTURES) or content[4:12] in _PHONE_PICTURES:
        raise Refused(f"Tệp {name} không phải bảng tính mà là tấm ảnh đã đổi tên; hãy chọn tệp danh sách.")
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf", b"%pdf")):
        raise _unreadable(name)
    if len(content) > MOST_TEXT_BYTES:
        raise too_much(name)
    rows: list[list[Value]] = csv_text.rows_of(content, name, MOST_ROWS, MOST_CELLS)  # type: ignore[assignment]
    if not rows or len(rows[0]) < 2:
        raise _unreadable(name)
    return (Sheet(Path(name).stem, 1, rows),)


def _locked(name: str) -> Refused:
    return Refused(f"Tệp {name} đang đặt mật khẩu; hãy bỏ mật khẩu trong Excel rồi nhập lại.")


def _unreadable(name: str) -> Refused:
    return Refused(
        f"Tệp {name} không đọc được: không phải bảng tính (xlsx, xls, ods, csv) hoặc đã hỏng; "
        "hãy mở bằng Excel, lưu lại rồi nhập lại."
    )


class _Reading:
    """Reads the sheets of an opened workbook one after the other, and knows how many cells it has laid out."""

    def __init__(self, book: calamine.CalamineWorkbook, name: str, told: Told) -> None:
        self._book, self._name, self._told = book, name, told
        self._cells = 0

    def sheets(self, names: list[str]) -> tuple[Sheet, ...]:
        """Read sheets. Raises Refused when one, or all together, reach too far."""
        found = []
        for place, name in enumerate(names, start=1):
            found.append(self._sheet(name, (place - 1, len(names)) if len(names) > 1 else None))
            if len(names) > 1:
                self._told(place, len(names))
        return tuple(found)

    def _sheet(self, name: str, before: tuple[int, int] | None) -> Sheet:
        """Read a sheet; ``before`` is how many sheets of how many are read, None for an only one."""
        sheet = self._book.get_sheet_by_name(name)
        if sheet.start is None:
            return Sheet(name, 1, [])
        top, left = sheet.start
        height = sheet.height
        self._cells += height * sheet.width
        if self._cells > MOST_CELLS:
            raise too_far(self._name)
        rows: list[list[Value]] = []
        # The rows above the first filled one come too, without the columns before the first filled one.
        lines = islice(sheet.iter_rows(), top, None)
        while turn := list(islice(lines, _A_TURN)):
            rows += turn  # type: ignore[arg-type]
            self._told(*(before or (len(rows), height)))
        if any(row.count("") < len(row) for row in islice(rows, MOST_ROWS, None)):
            raise too_far(self._name)
        del rows[MOST_ROWS:]
        return Sheet(name, top + 1, rows, left)
