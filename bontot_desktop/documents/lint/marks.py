"""Marks on a paper that are not always there: secrecy, urgency, circulation, draft, typist, contact (ids 10–13)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bontot_desktop.documents.lint.paper import Line
from bontot_desktop.documents.lint.words import spelled

SECRECY = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
#: The words of both guides; which of them are right on a paper its profile says.
URGENCY = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ")
#: What offices stamp in their stead.
_URGENT_LIKE = ("KHẨN CẤP", "RẤT KHẨN", "GẤP", "TỐI KHẨN")
_CIRCULATION = re.compile(
    r"^(?:(?:XONG|HỌP XONG|XEM XONG|DÙNG XONG)\b.*\bTRẢ LẠI|TÀI LIỆU HỘI NGHỊ|TÀI LIỆU THU HỒI|LƯU HÀNH NỘI BỘ|"
    r"KHÔNG PHỔ BIẾN|KHÔNG SAO CHỤP|KHÔNG PHỔ BIẾN TRÊN .*)$"
)
_DRAFT = re.compile(r"^DỰ THẢO(?: LẦN(?: THỨ)?)?(?: \d{1,2})?(?:,? ?\(?NGÀY .*)?$")
_TYPIST = re.compile(r"^[A-ZĐ]{2,6} ?[-./] ?\d{1,4}\.?$")
_CONTACT = re.compile(
    r"^(?:Địa chỉ|Điện thoại|Số điện thoại|Số ĐT|ĐT|Đ/T|E-?mail|Fax|Website|Thông tin liên hệ)\b\s*[:.]", re.IGNORECASE
)
_AROUND = " .:*()[]“”\"'-_"


class Mark(StrEnum):
    """The marks by their component."""

    SECRECY = "Dấu chỉ mức độ mật"
    URGENCY = "Dấu chỉ mức độ khẩn"
    CIRCULATION = "Chỉ dẫn phạm vi lưu hành"
    DRAFT = "Chỉ dẫn dự thảo"
    TYPIST = "Ký hiệu người đánh máy"
    CONTACT = "Thông tin liên hệ"


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark and where it stands; ``words`` are its bare capitals."""

    mark: Mark
    line: Line
    words: str


def in_head(line: Line) -> Mark | None:
    """Return which mark a line on top of a paper is, None for any other line."""
    if not line.text or len(line.text) > 70 or (line.spot is not None and line.spot.ruled and line.spot.columns > 1):
        return None
    words = bare(line)
    if words in SECRECY:
        return Mark.SECRECY
    if words in URGENCY or words in _URGENT_LIKE or re.match(r"HỎA TỐC HẸN GIỜ\b", words):
        return Mark.URGENCY
    if _CIRCULATION.match(words):
        return Mark.CIRCULATION
    return Mark.DRAFT if _DRAFT.match(words) else None


def in_foot(line: Line) -> Mark | None:
    """Return which mark a line at the foot of a paper is."""
    if _TYPIST.match(line.text) and not line.text.startswith(("TM", "KT", "TL")):
        return Mark.TYPIST
    return Mark.CONTACT if _CONTACT.match(line.text) and len(line.text) < 160 else None


def bare(line: Line) -> str:
    """Return the words of a mark in capitals, without the brackets and dots around."""
    return spelled(line.text).replace("HOẢ", "HỎA").replace("hoả", "hỏa").replace("Hoả", "Hỏa").strip(_AROUND).upper()


def of(lines: Sequence[Line], *, foot: bool) -> list[Marked]:
    """Return the marks among some lines."""
    found = ((line, in_foot(line) if foot else in_head(line)) for line in lines)
    return [Marked(mark, line, bare(line)) for line, mark in found if mark is not None]
