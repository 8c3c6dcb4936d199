"""Telling the rows of a list apart: a person's row, the name of a cell, a subtotal, a signature."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from bontot_desktop import text
from bontot_desktop.rules.names import cell_name
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.importing.values import as_text, is_blank
from bontot_desktop.services.importing.workbook import Value


class RowKind(Labelled):
    """What a row of a sheet is."""

    DATA = "DATA", "dòng danh sách"
    HEADING = "HEADING", "tiêu đề cột"
    NUMBERING = "NUMBERING", "số thứ tự cột"
    GROUP = "GROUP", "tên chi bộ"
    TOTAL = "TOTAL", "dòng cộng"
    SIGNATURE = "SIGNATURE", "phần ký tên"
    TITLE = "TITLE", "tên danh sách"
    OTHER = "OTHER", "dòng khác"
    EMPTY = "EMPTY", "dòng trống"


_ORDINAL = re.compile(r"^\s*\(?(\d{1,2}|[a-zA-Z])\)?\s*$")
_ROMAN = re.compile(r"^[IVXLC]{1,7}[.)]?$|^[A-ZĐ][.)]?$")
_COUNT = re.compile(
    r"[\s:;,(–-]*\b\d+\s*(?:đ/c|đ\.c|đc|đồng chí|đảng viên|đ/v|đv|người)\b.*$|\s*[(:]\s*\d+\s*\)?\s*$", re.IGNORECASE
)
_GROUP = re.compile(
    r"^\s*(?:(?:[IVXLC]+|[A-ZĐ]|\d{1,3})\s*[.)/:–-]*\s+|(?:[IVXLC]+|[A-ZĐ]|\d{1,3})[.)/:–-]+\s*)?"
    r"(?P<name>(?:đảng viên\s+)?(?:chi\s+bộ\b|cb\b|cb(?=\d))\s*:?\s*(?P<rest>\S.*))$",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"^(?:tổng(?:\s+(?:cộng|số|hợp))?|cộng|toàn\s+(?:chi|đảng)\s+bộ|cộng\s+dồn)\b", re.IGNORECASE)
_PLAIN_TOTAL = re.compile(r"^(?:tong(?:\s+(?:cong|so))?|cong)\s*(?:[:.\d(]|$)")
_SIGNATURE = re.compile(
    r"^(?:t\s*/\s*m\b|tm\.|tm\s|thay mặt|k\s*/?\s*t\.?\s|kt\.|t/l\b|tl\.|người lập|người tổng hợp|xác nhận|lập biểu|"
    r"ký tên|\(ký|nơi nhận|thủ trưởng|người khai|cán bộ lập|duyệt\b|.{0,60}\bngày\s.{0,12}tháng\s.{0,12}năm)",
    re.IGNORECASE,
)
_OFFICES = frozenset({"bi thu", "pho bi thu", "chanh van phong", "nguoi lap", "truong ban", "van phong dang uy"})
#: What the names of cells begin with behind "Chi bộ", folded: so that "I | Thôn Mẫu 1" is known for one.
_CELL_WORDS = (
    "thon",
    "xom",
    "ap",
    "khom",
    "ban",
    "lang",
    "buon",
    "khu",
    "to dan pho",
    "tdp",
    "tieu khu",
    "truong",
    "tram",
    "van phong",
    "khoi",
    "cong an",
    "quan su",
    "mat tran",
    "mttq",
    "ubnd",
    "uy ban",
    "co quan",
    "hop tac xa",
    "htx",
    "cong ty",
    "doanh nghiep",
    "hoi",
    "trung tam",
    "benh vien",
    "quy tin dung",
    "phong",
    "mam non",
    "tieu hoc",
    "thcs",
    "thpt",
    "cho",
)
_CELL_PREFIX = re.compile(r"^(?:chi\s+b[ộo]\b|cb\b|cb(?=\d))[\s.:-]*", re.IGNORECASE)
#: What stands behind "Chi bộ" in the name of a cell that only has a number.
_NUMBER = re.compile(r"^(?:s[ốôo]\.?\s*)?0*(\d{1,3})$", re.IGNORECASE)
_COMMON_NOUNS = frozenset({"thôn", "xóm", "ấp", "khóm", "bản", "làng", "buôn", "tổ", "khu"})
_TITLED = re.compile(r"(?:\bchi\s+bộ\b|^cb(?=\s*\d))\s*:?\s*(?P<rest>\S.*)$", re.IGNORECASE)
_NO_CELL = re.compile(r"^(?:4 tot|bon tot|truc thuoc|co so|trong|cac|toan|va |nam \d|quy |thang )")


def cell_of_title(written: str) -> str:
    """Return the cell a title or group row names ("I. CHI BỘ THÔN MẪU 1 (18 đ/c)"), "" when it names none."""
    written = text.clean(written)
    match = _TITLED.search(written)
    if match is None:
        return ""
    rest = _COUNT.sub("", match["rest"]).strip(" .,:;-–")
    rest = re.split(r"\s+(?:năm|tháng|quý)\s+\d", rest, maxsplit=1, flags=re.IGNORECASE)[0].strip(" ,-–(")
    if not rest or _NO_CELL.match(text.fold(rest)):
        return ""
    return full_cell_name(rest)


def full_cell_name(rest: str) -> str:
    """Return the full name of a cell of which a list writes what stands behind "Chi bộ": "Thôn 1", "CB thôn 1"."""
    rest = _CELL_PREFIX.sub("", text.clean(rest))
    first, _, others = rest.partition(" ")
    if others and not rest.isupper() and first.casefold() in _COMMON_NOUNS:
        rest = f"{first.casefold()} {others}"
    return cell_name(f"{'CHI BỘ' if rest.isupper() else 'Chi bộ'} {rest}")


def cell_of_sheet(name: str) -> str:
    """Return the cell the name of a sheet names ("thôn Mẫu 1", "CB Trường học"), "" when it names none."""
    plain = re.sub(r"^\s*\d{1,3}\s*[.)_-]\s*", "", text.clean(name).replace("_", " "))
    stripped = _CELL_PREFIX.sub("", plain)
    folded = text.fold(stripped)
    if not stripped or (plain == stripped and not begins_as_cell(folded)):
        return ""
    return full_cell_name(stripped)


def cell_number(written: str) -> int | None:
    """Return the number of a cell that has nothing else for a name: "Chi bộ 2", "Chi bộ số 2", "CB02", "2"."""
    match = _NUMBER.match(_CELL_PREFIX.sub("", text.clean(written)))
    return int(match[1]) if match is not None else None


def is_cell_code(written: str) -> bool:
    """Say whether a cell is written as codes are: "CB07"."""
    return text.fold(written).startswith("cb") and cell_number(written) is not None


def begins_as_cell(folded: str) -> bool:
    """Say whether a folded name begins as cells' names do behind "Chi bộ"."""
    return any(folded == word or folded.startswith(f"{word} ") for word in _CELL_WORDS)


def group_name(filled: Sequence[tuple[int, Value]], *, with_bare: bool) -> str | None:
    """Return the cell a row of one or two filled cells names; None when it is no such row, "" when it names no cell.

    ``with_bare``: rows like "I | Thôn Mẫu 1" count too.
    """
    texts = [as_text(value) for _, value in filled]
    for written in texts:
        match = _GROUP.match(written)
        if match is not None and not _TOTAL.match(written):
            return cell_of_title(match["name"])
    if len(texts) == 2 and _ROMAN.match(texts[0]):
        folded = text.fold(texts[1])
        if with_bare and begins_as_cell(folded):
            stripped = _COUNT.sub("", texts[1]).strip(" .,:;-–")
            return full_cell_name(stripped)
        return ""
    return None


def is_total(written: str) -> bool:
    """Say whether a text begins a subtotal ("Cộng: 18 đồng chí"); the family name Công is none."""
    return bool(_TOTAL.match(written) or _PLAIN_TOTAL.match(text.fold(written) if written.isascii() else ""))


def is_signature(written: str) -> bool:
    """Say whether a text stands under a list, where it is signed."""
    return bool(_SIGNATURE.match(written)) or text.fold(written).strip(" .:") in _OFFICES


def is_numbering(row: Sequence[Value]) -> bool:
    """Say whether a row numbers the columns: (1) (2) (3), or 1 2 3, or A B 1 2."""
    filled = [as_text(value) for value in row if not is_blank(value)]
    if len(filled) < 3:
        return False
    matches = [_ORDINAL.match(value) for value in filled]
    if not all(matches):
        return False
    numbers = [int(match[1]) for match in matches if match is not None and match[1].isdecimal()]
    return len(numbers) > 1 and all(after - before == 1 for before, after in itertools.pairwise(numbers))
