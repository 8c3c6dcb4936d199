"""A list in a workbook: nothing in it is reckoned with, figures of a card stay as they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from bontot_desktop.services import export
from bontot_desktop.services.export import Column, Sheet

NOW = datetime(2026, 11, 22, 9, 0)


def written(sheet: Sheet) -> tuple[list[list[Any]], str, str]:
    """Return the cells, and the XML of the sheet and of its formats."""
    content = export.workbook(sheet, NOW)
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return rows, archive.read("xl/worksheets/sheet1.xml").decode(), archive.read("xl/styles.xml").decode()


@pytest.mark.parametrize("cell", ["=1+1", "+84 900", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "0012", "https://mau.vn"])
def test_a_text_stays_the_text_it_is(cell: str) -> None:
    rows, sheet, _ = written(Sheet("Danh sách", [Column("Ô")], [[cell]]))
    assert rows[-1] == [cell]
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet


def test_days_times_and_numbers_are_such() -> None:
    rows, _, styles = written(
        Sheet(
            "Danh sách",
            [Column("Ngày"), Column("Giờ"), Column("Số", True), Column("Điểm", True, 2), Column("Có"), Column("Xưa")],
            [[date(2026, 3, 6), time(19, 30), 12, Decimal("7.25"), True, date(1890, 2, 3)]],
        )
    )
    assert rows[-1] == [date(2026, 3, 6), time(19, 30), 12.0, 7.25, "có", "03/02/1890"]
    assert "dd/mm/yyyy" in styles
    assert 'val="Times New Roman"' in styles


def test_the_sheet_prints_across_with_its_headings_on_each_page() -> None:
    rows, sheet, _ = written(Sheet("Danh sách: chi bộ/xã", [Column("Tên")], [["A"]], office="Đảng ủy xã Ví Dụ"))
    assert rows[0][0] == "Đảng ủy xã Ví Dụ"
    assert rows[2][0] == "Lập ngày 22/11/2026, 1 dòng"
    assert 'orientation="landscape"' in sheet
    assert 'paperSize="9"' in sheet
    assert 'state="frozen"' in sheet


def test_signs_that_no_workbook_holds_are_left_out() -> None:
    rows, _, _ = written(Sheet("", [Column("Ô")], [["a\x00b\ud800c"], ["dài " * 20_000], [None]]))
    assert rows[5] == ["abc"]
    assert len(rows[6][0]) <= 32_767


def test_the_file_is_named_without_marks() -> None:
    assert export.file_name("Danh sách đảng viên", NOW.date()) == "danh-sach-dang-vien-2026-11-22.xlsx"
