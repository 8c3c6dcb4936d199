"""A workbook as the office sends it (xlsx, xls, ods, csv): opened without trust, its cells as plain values."""

from __future__ import annotations

import io
import struct
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from bontot_desktop.errors import Refused
from bontot_desktop.services.importing import csv_text, ole_guard, zip_guard

Value = str | float | int | bool | date | datetime | time | timedelta | None

#: What a person may choose a list from.
SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt")
#: What the standard library says of damaged archives, besides OSError.
_DAMAGED = (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, MemoryError, EOFError)
#: A register of ten thousand members is a file of a megabyte or two.
MOST_BYTES = 40 * 1024 * 1024
#: Rows of one sheet that are looked at.
MOST_ROWS = 200_000
MOST_SHEETS = 400
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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


def read(path: Path) -> Workbook:
    """Read a workbook. Raises Refused, with what to do, for one that is missing, damaged, locked or no workbook."""
    name = path.name
    try:
        if not path.is_file():
            raise Refused(f"Không thấy tệp {name}.")
        if path.stat().st_size > MOST_BYTES:
            raise Refused(f"Tệp {name} quá lớn so với một danh bạ; hãy kiểm tra lại tệp.")
        return Workbook(name, _sheets(path.read_bytes(), name))
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


def _sheets(content: bytes, name: str) -> tuple[Sheet, ...]:
    if content.startswith(b"PK"):
        zip_guard.check(content, name)
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
        return tuple(_sheet(book, sheet) for sheet in book.sheet_names if sheet not in hidden)


def _text_sheet(content: bytes, name: str) -> tuple[Sheet, ...]:
    if not content.strip(b"\0 \r\n\t"):
        raise _unreadable(name)
    start = content[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"{\\rtf", b"%pdf")):
        raise _unreadable(name)
    rows = csv_text.rows_of(content, name, MOST_ROWS)
    while rows and not any(rows[-1]):
        rows.pop()
    if max(map(len, rows), default=0) < 2:
        raise _unreadable(name)
    width = max(map(len, rows))
    return (Sheet(Path(name).stem, 1, [[*row, *[""] * (width - len(row))] for row in rows]),)


def _locked(name: str) -> Refused:
    return Refused(f"Tệp {name} đang đặt mật khẩu; hãy bỏ mật khẩu trong Excel rồi nhập lại.")


def _unreadable(name: str) -> Refused:
    return Refused(
        f"Tệp {name} không đọc được: không phải bảng tính (xlsx, xls, ods, csv) hoặc đã hỏng; "
        "hãy mở bằng Excel, lưu lại rồi nhập lại."
    )


def _sheet(book: calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Sheet(name, 1, [])
    top, left = sheet.start
    rows: list[list[Value]] = sheet.to_python(skip_empty_area=True, nrows=MOST_ROWS)  # type: ignore[assignment]
    return Sheet(name, top + 1, rows, left)
