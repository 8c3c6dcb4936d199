"""A workbook as the office sends it (xlsx, xls, ods): opened without trust, its cells as plain values."""

from __future__ import annotations

import struct
import zipfile
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine as calamine

from bontot_desktop.errors import Refused

Value = str | float | int | bool | date | datetime | time | timedelta | None

#: What the standard library says of damaged archives, besides OSError.
_DAMAGED = (zipfile.BadZipFile, struct.error, ValueError, OverflowError, NotImplementedError, MemoryError)
#: A register of ten thousand members unpacks to a few megabytes; more than this is no register.
MOST_UNPACKED_BYTES = 400 * 1024 * 1024
#: Rows of one sheet that are looked at.
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its rows from the first filled one on. ``first_row`` is that row's number as Excel shows it."""

    name: str
    first_row: int
    rows: list[list[Value]]


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that could be read."""

    name: str
    sheets: tuple[Sheet, ...]


def read(path: Path) -> Workbook:
    """Read a workbook. Raises Refused, with what to do, for one that is missing, damaged, locked or no workbook."""
    if not path.is_file():
        raise Refused(f"Không thấy tệp {path.name}.")
    try:
        _check_size(path)
        with calamine.CalamineWorkbook.from_path(path) as book:
            sheets = tuple(_sheet(book, name) for name in book.sheet_names)
    except calamine.PasswordError:
        raise Refused(f"Tệp {path.name} đang đặt mật khẩu; hãy bỏ mật khẩu trong Excel rồi nhập lại.") from None
    except PermissionError:
        raise Refused(f"Không được phép đọc tệp {path.name}; hãy chép tệp ra thư mục khác rồi nhập lại.") from None
    except (calamine.CalamineError, OSError, *_DAMAGED) as fault:
        raise _unreadable(path) from fault
    except BaseException as fault:
        # The reader's own "cannot happen" on damaged files; it stands outside Exception and has no public name.
        if type(fault).__name__ != "PanicException":
            raise
        raise _unreadable(path) from None
    return Workbook(path.name, sheets)


def _unreadable(path: Path) -> Refused:
    return Refused(
        f"Tệp {path.name} không đọc được: không phải bảng tính (xlsx, xls, ods) hoặc đã hỏng; "
        "hãy mở bằng Excel, lưu lại rồi nhập lại."
    )


def _check_size(path: Path) -> None:
    """Refuse a small file that unpacks to gigabytes before anything unpacks it."""
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(entry.file_size for entry in archive.infolist())
    if unpacked > MOST_UNPACKED_BYTES:
        raise Refused(f"Tệp {path.name} quá lớn so với một danh bạ; hãy kiểm tra lại tệp.")


def _sheet(book: calamine.CalamineWorkbook, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None:
        return Sheet(name, 1, [])
    rows = sheet.to_python(skip_empty_area=True, nrows=MOST_ROWS)
    return Sheet(name, sheet.start[0] + 1, [list(row) for row in rows])
