"""Which spaces of a sentence a line does not break at: "87,5 %", "ngày 03/5", "Điều 1", "số 05-QĐ/ĐU"."""

from __future__ import annotations

import re
from functools import lru_cache

#: Words that stay with the number after them.
_BEFORE_NUMBER = (
    "ngày|tháng|năm|quý|kỳ|số|điều|khoản|mục|khóa|thứ|trang|quyển|thôn|xóm|ấp|bản|khóm|buôn|tổ|phố|phường|quận"
)
#: Words that stay with the number before them, unless a number of their own follows ("03 tháng 5" may part).
_AFTER_NUMBER = "giờ|phút|ngày|tháng|năm|điểm|đồng|lượt|phiếu|buổi|kỳ|chi|đảng|m²|km|ha|kg|m|tuổi"
#: A last word up to this many signs, its full stop counted, does not stand on a line by itself.
_SHORT_LAST = 5

_HOLD = re.compile(
    rf"(?<=\d)\x20(?=%)"
    rf"|(?<!\S)(?:[(\"“]?(?:{_BEFORE_NUMBER}))\x20(?=\d|[IVX]+\b)"
    rf"|(?<=\d)\x20(?=(?:{_AFTER_NUMBER})(?!\w)(?!\x20\d))"
    # A sign of comparison stays with its number: "≥ 90 %".
    r"|(?<=[≥≤<>])\x20(?=\d)"
    r"|(?<=\d{4})\x20(?=[-–]\x20\d{4})|(?<=\d{4}\x20[-–])\x20(?=\d{4})"
    r"|(?<=\S)\x20(?=–\x20)"
    # Names of bodies and people's standing are one word each.
    r"|(?<!\w)(?:đảng\x20(?=ủy|uỷ|bộ|viên)|chi\x20(?=bộ|ủy|uỷ)|(?:tỉnh|thành)\x20(?=ủy|uỷ)|dự\x20(?=bị)|đồng\x20(?=chí))"
    r"|(?<=bộ)\x20(?=4\x20tốt)|(?<=4)\x20(?=tốt)",
    re.IGNORECASE,
)
#: A name stays with its number ("khu phố Mẫu 2"); whether the word is a name its first letter tells.
_NAME = re.compile(r"(?<!\S)[(\"“]?([^\W\d]\w*)\x20(?=\d{1,2}(?![\d/]))")
_LAST = re.compile(rf"\S\x20(?=\S{{1,{_SHORT_LAST}}}\x20*\Z)")


@lru_cache(maxsize=8_000)
def held_spaces(text: str) -> frozenset[int]:
    """Return the places of the single spaces a line is not broken at."""
    held = {match.end() - 1 for match in _HOLD.finditer(text)}
    held.update(match.end() - 1 for match in _NAME.finditer(text) if match[1][0].isupper())
    last = _LAST.search(text)
    if last:
        held.add(last.end() - 1)
    return frozenset(held)
