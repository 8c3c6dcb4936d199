"""Finding the tables of a workbook: which row is the heading, which column is what, by the names offices use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bontot_desktop import text
from bontot_desktop.errors import Refused
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.importing.values import as_text, is_blank
from bontot_desktop.services.importing.workbook import Sheet, Value, Workbook


class TableKind(Labelled):
    """What a table lists."""

    CELLS = "CELLS", "Chi bộ"
    MEMBERS = "MEMBERS", "Đảng viên"


#: For each column: our name, and the headings offices write over it, folded; the first heading is our own.
_CELL_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("stt", "tt", "so tt", "so thu tu"),
    "code": ("ma chi bo", "ma", "ma so", "ma cb", "ky hieu"),
    "name": ("ten chi bo", "chi bo", "ten"),
    "kind": ("loai hinh", "loai hinh chi bo", "loai chi bo", "loai", "khoi"),
    "secretary": ("bi thu", "bi thu chi bo", "ho ten bi thu", "ho va ten bi thu", "dong chi bi thu"),
    "in_charge": (
        "dang uy vien phu trach",
        "cap uy vien phu trach",
        "cap uy phu trach",
        "duv phu trach",
        "nguoi phu trach",
        "phu trach",
    ),
    "fixed_day": (
        "ngay sinh hoat co dinh",
        "ngay sinh hoat",
        "ngay co dinh",
        "ngay sinh hoat hang thang",
        "ngay sinh hoat thuong ky",
    ),
    "usual_time": ("gio", "gio sinh hoat", "thoi gian", "gio hop"),
    "usual_place": ("dia diem", "dia diem sinh hoat", "noi sinh hoat", "noi hop"),
    "note": ("ghi chu",),
}
_MEMBER_COLUMNS: dict[str, tuple[str, ...]] = {
    "number": ("stt", "tt", "so tt", "so thu tu"),
    "full_name": ("ho va ten", "ho ten", "ho va ten dang vien", "ho ten dang vien", "ten dang vien", "dang vien"),
    "birth": ("ngay sinh", "ngay thang nam sinh", "sinh ngay", "nam sinh", "ngay thang sinh", "ngay thang nam"),
    "gender": ("gioi tinh", "nam nu", "phai", "gioi"),
    "admitted_on": ("ngay vao dang", "ngay ket nap", "ngay ket nap dang", "vao dang", "ket nap", "ngay vao dcs"),
    "official_on": ("ngay chinh thuc", "chinh thuc", "ngay vao dang chinh thuc", "ngay cong nhan chinh thuc"),
    "card_no": ("so the dang vien", "so the dang", "so the", "so the dv", "the dang vien"),
    "cell": ("chi bo", "ma chi bo", "ten chi bo", "chi bo sinh hoat", "sinh hoat tai chi bo"),
    "post": ("chuc vu", "chuc vu dang", "chuc vu trong chi bo", "chuc danh"),
    "status": ("tinh trang", "tinh trang sinh hoat", "trang thai", "dien dang vien"),
    "phone": ("dien thoai", "so dien thoai", "sdt", "so dt", "dt", "di dong"),
    "note": ("ghi chu",),
}
_COLUMNS = {TableKind.CELLS: _CELL_COLUMNS, TableKind.MEMBERS: _MEMBER_COLUMNS}
#: Columns without which a table is of no use, with the headings told to the person.
REQUIRED = {
    TableKind.CELLS: {"name": "Tên chi bộ"},
    TableKind.MEMBERS: {"full_name": "Họ và tên", "cell": "Chi bộ"},
}
#: A heading stands among the first rows, under the titles of the list.
_HEADING_ROWS = 40
#: So many sheets are named in one sentence.
_FEW_SHEETS = 3
#: A row with fewer known headings is no heading.
_FEWEST_HEADINGS = 2

_KINDS_BY_HEADING = {
    kind: {heading: field for field, headings in columns.items() for heading in headings}
    for kind, columns in _COLUMNS.items()
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its number as Excel shows it and its values by column."""

    number: int
    values: dict[str, Value]

    def get(self, field: str) -> Value:
        """Return the value of a column, None where the table has no such column."""
        return self.values.get(field)


@dataclass(frozen=True, slots=True)
class Table:
    """A table found on a sheet. ``titles`` are the headings as the office wrote them, by our column names."""

    kind: TableKind
    sheet: Sheet
    heading_index: int
    columns: dict[str, int]
    titles: dict[str, str]

    def rows(self) -> Iterator[Row]:
        """Give the filled rows below the heading; a row with nothing but its running number is not filled."""
        start = self.heading_index + 1
        for offset, values in enumerate(self.sheet.rows[start:]):
            row = {field: values[index] for field, index in self.columns.items() if index < len(values)}
            if any(not is_blank(value) for field, value in row.items() if field != "number"):
                yield Row(self.sheet.first_row + start + offset, row)


def find_tables(workbook: Workbook) -> list[Table]:
    """Find the lists of cells and of members; the cells first.

    Raises Refused when there is no such list, or naming the columns a list lacks and its sheet.
    """
    tables = [table for sheet in workbook.sheets if (table := _table_on(sheet)) is not None]
    if not tables:
        raise Refused(
            f"Tệp {workbook.name} không có danh sách chi bộ hay đảng viên: không trang nào có cột “Tên chi bộ” "
            "hoặc “Họ và tên”."
        )
    lacking: dict[tuple[str, ...], list[str]] = {}
    for table in tables:
        if missing := _missing(table):
            lacking.setdefault(missing, []).append(table.sheet.name)
    if lacking:
        raise Refused(" ".join(_lacking(titles, sheets) for titles, sheets in lacking.items()))
    return sorted(tables, key=lambda table: table.kind is not TableKind.CELLS)


def _table_on(sheet: Sheet) -> Table | None:
    best: tuple[int, int, TableKind] | None = None
    for index, row in enumerate(sheet.rows[:_HEADING_ROWS]):
        for kind in TableKind:
            score = _score(kind, row)
            if score and (best is None or score > best[0]):
                best = (score, index, kind)
    if best is None:
        return None
    _, index, kind = best
    columns, titles = _mapped(kind, sheet.rows[index])
    return Table(kind, sheet, index, columns, titles)


def _score(kind: TableKind, row: Sequence[Value]) -> int:
    columns, _ = _mapped(kind, row)
    known = set(columns) - {"number", "note"}
    if len(known) < _FEWEST_HEADINGS:
        return 0
    # What makes a list a list of people or of cells weighs more than what both have.
    return 2 * len(known) + sum(3 for field in REQUIRED[kind] if field in known and field != "cell")


def _mapped(kind: TableKind, row: Sequence[Value]) -> tuple[dict[str, int], dict[str, str]]:
    columns: dict[str, int] = {}
    titles: dict[str, str] = {}
    for index, value in enumerate(row):
        if not isinstance(value, str):
            continue
        field = _KINDS_BY_HEADING[kind].get(_heading(value))
        if field is not None and field not in columns:
            columns[field] = index
            titles[field] = as_text(value)
    return columns, titles


def _heading(value: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.fold(value)).strip()


def _missing(table: Table) -> tuple[str, ...]:
    return tuple(title for field, title in REQUIRED[table.kind].items() if field not in table.columns)


def _lacking(titles: tuple[str, ...], sheets: list[str]) -> str:
    """Say which columns the sheets lack; of many sheets the first few are named."""
    columns = text.join_vi(f"“{title}”" for title in titles)
    named = [f"“{sheet}”" for sheet in sheets[:_FEW_SHEETS]]
    if len(sheets) > _FEW_SHEETS:
        named.append(f"{len(sheets) - _FEW_SHEETS} trang khác")
    return f"Trang {text.join_vi(named)} thiếu cột {columns}."
