"""Workbooks of an office's own kind, and a button pressed by its words, for the tests of the import."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QPushButton

from bontot_desktop.ui.pages.import_book import ImportPage
from tests.register_office import write_sheets

HEADINGS = ["Số TT", "Họ tên", "Năm sinh", "GT", "Ngày kết nạp", "Ngày CT", "Số TĐV", "Chức danh"]
CELL = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng"


def show_import(stack, path, back: str = "Chi bộ") -> ImportPage:
    """Open the import of a workbook on top of a page, read to its end."""
    page = ImportPage(stack._shell, stack.pop)
    stack.push(page, back)
    page.read(path)
    return page


def press(page, words: str) -> None:
    """Press the button with these words."""
    button = next(b for b in page.findChildren(QPushButton) if b.text() == words and b.isVisibleTo(page))
    button.click()


def person(number: int, name: str, *, card: str = "", born: object = "1970", post: str = "") -> list[object]:
    """Return a row under :data:`HEADINGS`."""
    return [number, name, born, "Nam", date(2000, 2, 3), date(2001, 2, 3), card, post]


def untidy_book(folder):
    """One sheet a cell, titles above, a subtotal and a signature below, four rows that cannot be."""
    wrong = [
        person(4, ""),
        person(5, "Lê Ngày Không Thật", born="31/02/1980"),
        [6, "Trần Ngược Ngày", "1980", "Nữ", date(2011, 1, 1), date(2010, 1, 1), "", ""],
        person(7, "Ví Dụ Trùng Thẻ", card="10000001"),
    ]
    sheets = {}
    for place, name in enumerate(("thôn Mẫu Đông", "thôn Mẫu Tây"), start=1):
        rows = [person(n, f"Nguyễn Ví Dụ {place}{n}", card=f"1000000{place}" if n == 1 else "") for n in (1, 2, 3)]
        sheets[name] = [
            [f"CHI BỘ {name.upper()}"],
            [],
            HEADINGS,
            *rows,
            *(wrong if place == 1 else []),
            ["", f"Cộng: {len(rows)} đồng chí"],
            ["", "", "", "", "T/M CHI BỘ"],
        ]
    sheets["Ghi chép"] = [["việc tuần này"], ["gọi điện cho thôn Mẫu Đông"]]
    return write_sheets(folder / "moi-thon-mot-trang.xlsx", sheets)


def long_book(folder):
    """A list for the whole commune: two rows of headings, birth in a Nam and a Nữ column, rows that name the cell."""
    rows = [
        ["ĐẢNG BỘ XÃ VÍ DỤ"],
        ["DANH SÁCH ĐẢNG VIÊN"],
        ["TT", "Họ và tên khai sinh", "Ngày sinh", "", "Vào Đảng", "", "Số thẻ ĐV", "Nghề nghiệp"],
        ["", "", "Nam", "Nữ", "Dự bị", "Chính thức", "", ""],
        ["I", CELL],
        [1, "Nguyễn Văn Ví Dụ", "1.2.1970", "", "3/2/2000", "3/2/2001", "12345678", "Giáo viên"],
        [2, "Lê Thị Mẫu", "", "31/02/1980", "3/2/2000", "3/2/2001", "12345679", "Kế toán"],
        ["", "Cộng: 2 đồng chí"],
    ]
    return write_sheets(folder / "toan-dang-bo.xlsx", {"DS": rows})
