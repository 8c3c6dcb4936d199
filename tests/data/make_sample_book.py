"""Makes ``resources/sample/danh-ba-mau.xlsx``, the invented register that the demo and the tests start from.

Run from the project's folder: ``python -m tests.data.make_sample_book``. Every name is visibly invented.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

CELL_HEADINGS = (
    "Mã chi bộ",
    "Tên chi bộ",
    "Loại hình",
    "Bí thư",
    "Đảng ủy viên phụ trách",
    "Ngày sinh hoạt cố định",
    "Giờ",
    "Địa điểm",
)
MEMBER_HEADINGS = (
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
#: Code, name, kind, number of members, place.
_CELLS = (
    ("TH01", "Chi bộ thôn Mẫu 1", "nông thôn", 18, "Nhà văn hóa thôn Mẫu 1"),
    ("TH02", "Chi bộ thôn Mẫu 2", "nông thôn", 14, "Nhà văn hóa thôn Mẫu 2"),
    ("TH03", "Chi bộ thôn Mẫu 3", "nông thôn", 16, "Nhà văn hóa thôn Mẫu 3"),
    ("TH04", "Chi bộ thôn Mẫu Đông", "nông thôn", 12, "Nhà văn hóa thôn Mẫu Đông"),
    ("TR01", "Chi bộ Trường Tiểu học Ví Dụ", "trường học", 13, "Phòng họp Trường Tiểu học Ví Dụ"),
    ("CQ01", "Chi bộ Văn phòng Đảng ủy", "cơ quan", 9, "Phòng họp Đảng ủy"),
    ("CQ02", "Chi bộ Mặt trận và đoàn thể", "cơ quan", 8, "Hội trường nhỏ"),
    ("VT01", "Chi bộ Công an xã Ví Dụ", "lực lượng vũ trang", 6, "Trụ sở Công an xã Ví Dụ"),
)
_IN_CHARGE = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Văn Thử")
_FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đỗ", "Vũ", "Bùi", "Đặng", "Ngô")
_MEN = ("An", "Bình", "Chiến", "Dũng", "Đức", "Hải", "Khánh", "Long", "Nam", "Phong", "Quang", "Sơn", "Tài", "Vinh")
_WOMEN = ("Ánh", "Bích", "Chi", "Dung", "Hà", "Hạnh", "Hương", "Lan", "Mai", "Ngọc", "Oanh", "Thảo", "Trang", "Yến")
#: Nobody is admitted later, so that the book can be taken at any time since.
_LAST_ADMISSION = date(2026, 1, 15)


@dataclass(frozen=True)
class Book:
    """The rows of the two sheets under their headings."""

    cells: list[tuple[Any, ...]]
    members: list[tuple[Any, ...]]


def make(seed: int = 4) -> Book:
    """Invent the book; the same seed gives the same rows."""
    dice = random.Random(seed)
    names = _names(dice)
    cells, members = [], []
    for place, (code, name, kind, size, room) in enumerate(_CELLS):
        rows = [_member(dice, next(names), code, rank, size) for rank in range(size)]
        members += rows
        clock = "19:30" if kind == "nông thôn" else "14:00"
        cells.append((code, name, kind, rows[0][0], _IN_CHARGE[place % 3], 3 + place % 5, clock, room))
    return Book(cells, [(number, *row) for number, row in enumerate(members, start=1)])


def _names(dice: random.Random) -> Any:
    """Give full names, each once; the middle name says that they are invented."""
    full = [(f"{family} Ví Dụ {given}", "Nam") for family in _FAMILIES for given in _MEN]
    full += [(f"{family} Thị Mẫu {given}", "Nữ") for family in _FAMILIES for given in _WOMEN]
    dice.shuffle(full)
    return iter(full)


def _member(dice: random.Random, name: tuple[str, str], code: str, rank: int, size: int) -> tuple[Any, ...]:
    post = {0: "Bí thư", 1: "Phó Bí thư", 2: "Chi ủy viên"}.get(rank, "") if size >= 9 else ""
    post = post or ("Bí thư" if rank == 0 else "")
    is_probationary = rank == size - 1 and size >= 9
    is_exempt = rank in (size - 2, size - 3) and size >= 12
    if is_probationary:
        born = date(dice.randint(1996, 2004), dice.randint(1, 12), dice.randint(1, 28))
        admitted = _LAST_ADMISSION - timedelta(days=dice.randint(0, 45))
        official: date | str = ""
    else:
        born = date(dice.randint(1940, 1952) if is_exempt else dice.randint(1955, 1994), dice.randint(1, 12), 15)
        admitted = date(born.year + dice.randint(20, 28), dice.randint(1, 12), dice.randint(1, 28))
        official = admitted.replace(year=admitted.year + 1)
    status = "dự bị" if is_probationary else "miễn sinh hoạt" if is_exempt else "chính thức"
    card = f"{dice.randint(10_000_000, 99_999_999)}"
    return (name[0], born, name[1], admitted, official, card, code, post, status, "", "")


def write(book: Book, path: Path) -> None:
    """Write the workbook."""
    with xlsxwriter.Workbook(str(path)) as workbook:
        # The same rows give the same file.
        workbook.set_properties({"title": "Danh bạ mẫu", "created": datetime(2026, 1, 1)})
        bold = workbook.add_format({"bold": True})
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        for name, headings, rows in (
            ("Chi bộ", CELL_HEADINGS, book.cells),
            ("Đảng viên", MEMBER_HEADINGS, book.members),
        ):
            sheet = workbook.add_worksheet(name)
            sheet.write_row(0, 0, headings, bold)
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    if isinstance(value, date):
                        sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, int):
                        sheet.write_number(number, column, value)
                    else:
                        sheet.write_string(number, column, value)
            sheet.autofit()


if __name__ == "__main__":
    target = Path(__file__).parents[2] / "resources" / "sample" / "danh-ba-mau.xlsx"
    target.parent.mkdir(parents=True, exist_ok=True)
    write(make(), target)
