"""Measures how long reading, guessing and planning a workbook of ten thousand members takes against only reading it."""

from __future__ import annotations

import gc
import tempfile
from datetime import date, timedelta
from pathlib import Path
from random import Random

import python_calamine as calamine
import xlsxwriter

from bench.ratio import Ratio, compare
from bontot_desktop.services import importing, sampling
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.services.sampling.people import YEAR
from bontot_desktop.services.setup import OfficeDraft, new_office

ROUNDS = 7
MEMBERS, A_CELL = 10_000, 50
_HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày sinh",
    "Giới tính",
    "Ngày vào Đảng",
    "Ngày chính thức",
    "Số thẻ đảng viên",
    "Chi bộ",
    "Chức vụ",
    "Tình trạng",
    "Điện thoại",
    "Ghi chú",
)
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi")
_MIDDLES = ("Văn", "Thị", "Đình", "Hữu", "Ngọc")
_GIVEN = ("An", "Bình", "Dũng", "Hà", "Lan", "Mai", "Nam", "Ví", "Dụ")


def measure() -> Ratio:
    """Return the ratio for a plan into an empty office; nothing is written."""
    with tempfile.TemporaryDirectory() as folder:
        book = _book(Path(folder) / "danh-sach.xlsx")
        office = _office(Path(folder))
        try:
            gc.collect()
            return compare(
                f"import of {MEMBERS:,} members, read and planned",
                lambda: importing.plan(office, importing.read(book)),
                lambda: calamine.load_workbook(book).get_sheet_by_index(0).to_python(),
                rounds=ROUNDS,
                aim=3,
            )
        finally:
            office.close()


def _office(folder: Path) -> Office:
    draft = OfficeDraft("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Mẫu", "Ví Dụ", 2025, 2030)
    clock = sampling.Clock.on(YEAR, 12, 31)
    made, _ = new_office(folder / "vi-du.bontot", draft, password=None, holder="bench", who="bench", clock=clock)
    made.close()
    return open_office(folder / "vi-du.bontot", holder="bench", who="bench", clock=clock)


def _book(path: Path) -> Path:
    """Write a list with dates as dates and as text, as offices keep it."""
    chance = Random(1)
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Đảng viên")
        sheet.write_row(0, 0, _HEADINGS)
        for row in range(1, MEMBERS + 1):
            born = date(1940, 1, 1) + timedelta(chance.randrange(20_000))
            admitted = born + timedelta(8_000)
            sheet.write_number(row, 0, row)
            sheet.write_string(row, 1, " ".join(map(chance.choice, (_FAMILIES, _MIDDLES, _GIVEN, _GIVEN))))
            sheet.write_datetime(row, 2, born, day)
            sheet.write_string(row, 3, chance.choice(("Nam", "Nữ")))
            sheet.write_datetime(row, 4, admitted, day)
            sheet.write_string(row, 5, f"{admitted + timedelta(365):%d/%m/%Y}")
            sheet.write_string(row, 6, str(10_000_000 + row))
            sheet.write_string(row, 7, f"Chi bộ thôn Mẫu {row // A_CELL + 1}")
            sheet.write_string(row, 8, "Bí thư" if row % A_CELL == 0 else "")
            sheet.write_string(row, 9, "chính thức")
            sheet.write_string(row, 10, f"09{row:08d}")
    return path
