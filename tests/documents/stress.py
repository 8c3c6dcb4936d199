"""Facts of any kind of paper made hard: long names of bodies and people, lists of one row or sixty, many opinions."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from bontot_desktop.documents.letterhead import Head


@dataclass(frozen=True, slots=True)
class Office:
    """An invented office and how long its lists are.

    ``unit`` stands for "xã Ví Dụ" in every text, ``cell`` for the first cell's name. Lists of facts get ``rows`` rows,
    lists of what people said ``said`` (None leaves them).
    """

    name: str
    superior: str
    unit: str
    place: str
    cell: str
    rows: int | None
    said: int | None


OFFICES = (
    Office(
        "xã", "ĐẢNG BỘ TỈNH THÍ DỤ", "xã Hương Sơn Thượng Ví Dụ", "Hương Sơn Thượng Ví Dụ", "thôn Mẫu Trung Hạ", 1, 0
    ),
    Office(
        "phường",
        "ĐẢNG BỘ THÀNH PHỐ THÍ DỤ MINH",
        "phường Bình Hưng Hòa Thí Dụ",
        "Bình Hưng Hòa Thí Dụ",
        "Trường Trung học phổ thông Nguyễn Thị Mẫu phường Bình Hưng Hòa Thí Dụ",
        7,
        13,
    ),
    Office("đặc khu", "ĐẢNG BỘ TỈNH VÍ DỤ", "đặc khu Phú Mẫu", "Phú Mẫu", "khu phố 1", 60, 60),
    Office(
        "tên dài",
        "ĐẢNG BỘ CÁC CƠ QUAN, ĐƠN VỊ, DOANH NGHIỆP TRỰC THUỘC TỈNH THÍ DỤ",
        "khu vực cửa khẩu, khu kinh tế ven biển và hải đảo Nam Thí Dụ Thượng",
        "Cửa khẩu Nam Thí Dụ Thượng",
        "Công ty trách nhiệm hữu hạn một thành viên Khai thác công trình thủy lợi Thí Dụ",
        13,
        200,
    ),
    Office("như mẫu", "ĐẢNG BỘ TỈNH\nTHÍ DỤ", "xã Ví Dụ", "Ví Dụ", "thôn Mẫu 1", None, None),
)

_PEOPLE = ("name", "speaker", "secretary", "chair", "assignee", "person", "deputy", "minute_taker")
_SAID = re.compile(r"said|opinion|contribution|speech|answer|remark")
#: Not lists that grow with an office: the columns of a table are its shape, a report has its eight tables.
_FIXED = frozenset({"columns", "heads", "tables"})
#: Added to people's names so that those of repeated rows differ, some of them long.
_ADDED = ("", " Anh", " Hoàng Phương Thảo", " Bảo", " Công Tằng Tôn Nữ Thùy Dương", " Châu", " Dũng")


def stressed(facts: Any, office: Office) -> Any:
    """Return the facts as an office would have them."""
    return _Walk(office).value(facts, "")


class _Walk:
    def __init__(self, office: Office) -> None:
        self.office = office
        self.copy = 0

    def value(self, value: Any, name: str) -> Any:
        if isinstance(value, Head):
            return self.head(value)
        if is_dataclass(value) and not isinstance(value, type):
            new = {one.name: self.value(getattr(value, one.name), one.name) for one in fields(value) if one.init}
            return replace(value, **new)
        if isinstance(value, tuple):
            return self.rows(value, name)
        if isinstance(value, Mapping):
            return {key: self.value(item, name) for key, item in value.items()}
        if type(value) is str:
            return self.text(value, name)
        return value

    def head(self, head: Head) -> Head:
        office = self.office
        if head.issuer.startswith("CHI BỘ"):
            superior, issuer = f"ĐẢNG BỘ {office.unit.upper()}", f"CHI BỘ {office.cell.upper()}"
        else:
            superior, issuer = office.superior, self.text(head.issuer, "")
        return replace(head, superior=superior, issuer=issuer, place=office.place)

    def rows(self, rows: tuple[Any, ...], name: str) -> tuple[Any, ...]:
        if not rows or not is_dataclass(rows[0]) or name in _FIXED:
            return tuple(self.value(one, name) for one in rows)
        count = self.office.said if _SAID.search(name) else self.office.rows
        found = []
        outer = self.copy
        for at in range(len(rows) if count is None else count):
            self.copy = outer or at // len(rows)
            found.append(self.value(rows[at % len(rows)], name))
        self.copy = outer
        return tuple(found)

    def text(self, text: str, name: str) -> str:
        office = self.office
        for old, new in (("xã Ví Dụ", office.unit), ("thôn Mẫu 1", office.cell)):
            for form in (str, str.upper, str.capitalize):
                text = text.replace(form(old), form(new))
        if name in _PEOPLE and text and (self.copy or office.rows):
            text += _ADDED[(self.copy + zlib.crc32(text.encode())) % len(_ADDED)]
            text += f" {self.copy}" if self.copy else ""
        return text
