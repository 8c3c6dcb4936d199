"""What a column of an office's list may be, and the headings offices write over it."""

from __future__ import annotations

import re
from functools import lru_cache

from bontot_desktop import text
from bontot_desktop.rules.words import Labelled


class TableKind(Labelled):
    """What a table lists."""

    CELLS = "CELLS", "Chi bộ"
    MEMBERS = "MEMBERS", "Đảng viên"


class Role(Labelled):
    """What stands in a column."""

    NUMBER = "number", "Số thứ tự"
    FULL_NAME = "full_name", "Họ và tên"
    FAMILY_NAME = "family_name", "Họ và chữ đệm"
    GIVEN_NAME = "given_name", "Tên"
    BIRTH = "birth", "Ngày sinh hoặc năm sinh"
    MALE = "male", "Nam (ngày sinh hoặc dấu x)"
    FEMALE = "female", "Nữ (ngày sinh hoặc dấu x)"
    GENDER = "gender", "Giới tính"
    ADMITTED = "admitted_on", "Ngày vào Đảng"
    OFFICIAL = "official_on", "Ngày chính thức"
    CARD = "card_no", "Số thẻ đảng viên"
    CELL = "cell", "Chi bộ"
    POST = "post", "Chức vụ"
    STATUS = "status", "Tình trạng"
    FULL_MARK = "full_mark", "Chính thức (dấu x)"
    PROBATION_MARK = "probation_mark", "Dự bị (dấu x)"
    EXEMPT_MARK = "exempt_mark", "Miễn sinh hoạt (dấu x)"
    PHONE = "phone", "Điện thoại"
    CODE = "code", "Mã chi bộ"
    CELL_NAME = "name", "Tên chi bộ"
    KIND = "kind", "Loại hình"
    GROUP = "report_group", "Nhóm báo cáo"
    SECRETARY = "secretary", "Bí thư"
    IN_CHARGE = "in_charge", "Đảng ủy viên phụ trách"
    FIXED_DAY = "fixed_day", "Ngày sinh hoạt cố định"
    USUAL_TIME = "usual_time", "Giờ"
    USUAL_PLACE = "usual_place", "Địa điểm"
    NOTE = "note", "Ghi chú"
    EXTRA = "extra", "Ghi thêm vào ghi chú"
    IGNORED = "ignored", "Không nhập"


class Sure(Labelled):
    """How sure the guess of a column is."""

    CERTAIN = "CERTAIN", "chắc chắn"
    LIKELY = "LIKELY", "có lẽ đúng"
    GUESSED = "GUESSED", "đoán theo nội dung"
    REMEMBERED = "REMEMBERED", "như lần nhập trước"
    CHOSEN = "CHOSEN", "do đồng chí chọn"
    NONE = "NONE", "chưa rõ"


_NUMBER = ("stt", "tt", "so tt", "so thu tu", "thu tu")
_NOTE = ("ghi chu", "chu thich", "ghi chu khac")
_CELL_HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.NUMBER: _NUMBER,
    Role.CODE: ("ma chi bo", "ma", "ma so", "ma cb", "ky hieu"),
    Role.CELL_NAME: ("ten chi bo", "chi bo", "ten", "ten chi bo truc thuoc", "chi bo truc thuoc", "ten to chuc dang"),
    Role.GROUP: ("nhom bao cao", "nhom chi bo"),
    Role.KIND: ("loai hinh", "loai hinh chi bo", "loai chi bo", "loai", "khoi"),
    Role.SECRETARY: (
        "bi thu",
        "bi thu chi bo",
        "ho ten bi thu",
        "ho va ten bi thu",
        "dong chi bi thu",
        "ho ten bi thu chi bo",
    ),
    Role.IN_CHARGE: (
        "dang uy vien phu trach",
        "cap uy vien phu trach",
        "cap uy phu trach",
        "duv phu trach",
        "nguoi phu trach",
        "phu trach",
        "dong chi phu trach",
        "dang uy vien phu trach chi bo",
    ),
    Role.FIXED_DAY: (
        "ngay sinh hoat co dinh",
        "ngay sinh hoat",
        "ngay co dinh",
        "ngay sinh hoat hang thang",
        "ngay sinh hoat hang thang co dinh",
        "ngay sinh hoat thuong ky",
        "ngay sinh hoat dinh ky",
        "ngay hop",
        "ngay sh",
    ),
    Role.USUAL_TIME: ("gio", "gio sinh hoat", "thoi gian", "gio hop", "thoi gian sinh hoat", "gio sh"),
    Role.USUAL_PLACE: ("dia diem", "dia diem sinh hoat", "noi sinh hoat", "noi hop", "dia diem hop", "dia diem sh"),
    Role.NOTE: _NOTE,
}
_MEMBER_HEADINGS: dict[Role, tuple[str, ...]] = {
    Role.NUMBER: _NUMBER,
    Role.FULL_NAME: (
        "ho va ten",
        "ho ten",
        "ho va ten dang vien",
        "ho ten dang vien",
        "ho va ten khai sinh",
        "ho ten khai sinh",
        "ho va ten dang dung",
        "ho ten dang dung",
        "ho chu dem va ten",
        "ho dem va ten",
        "ten dang vien",
        "dang vien",
        "danh sach dang vien",
        "ho va ten dv",
    ),
    Role.FAMILY_NAME: (
        "ho va chu dem",
        "ho va ten dem",
        "ho dem",
        "ho chu dem",
        "ho va dem",
        "ho",
        "ho lot",
        "ho va ten lot",
    ),
    Role.GIVEN_NAME: ("ten", "ten goi"),
    Role.BIRTH: (
        "ngay sinh",
        "ngay thang nam sinh",
        "sinh ngay",
        "nam sinh",
        "ngay thang sinh",
        "ngay thang nam",
        "sinh nam",
        "ns",
        "ntns",
        "ngay sinh hoac nam sinh",
        "ngay nam sinh",
        "tuoi ngay thang nam sinh",
    ),
    Role.MALE: ("nam", "nam gioi", "ngay sinh nam", "sinh nam nam", "nam sinh nam", "ngay thang nam sinh nam"),
    Role.FEMALE: (
        "nu",
        "nu gioi",
        "ngay sinh nu",
        "sinh nam nu",
        "nam sinh nu",
        "ngay thang nam sinh nu",
        "dang vien nu",
    ),
    Role.GENDER: ("gioi tinh", "nam nu", "phai", "gioi", "gt", "gioi tinh nam nu"),
    Role.ADMITTED: (
        "ngay vao dang",
        "ngay ket nap",
        "ngay ket nap dang",
        "ngay ket nap vao dang",
        "vao dang",
        "ket nap",
        "ngay vao dcs",
        "ngay vao dcsvn",
        "ngay vd",
        "ngay vao d",
        "ngay kn",
        "ngay thang nam vao dang",
        "ngay thang nam ket nap",
        "ngay thang vao dang",
        "ngay thang ket nap",
        "nam vao dang",
        "nam ket nap",
        "ngay du bi",
        "du bi",
        "ngay vao dang du bi",
        "ngay vao dang lan dau",
        "ngay vao dang lan 1",
    ),
    Role.OFFICIAL: (
        "ngay chinh thuc",
        "chinh thuc",
        "ngay vao dang chinh thuc",
        "ngay cong nhan chinh thuc",
        "ngay cong nhan dang vien chinh thuc",
        "ngay chuyen chinh thuc",
        "chuyen chinh thuc",
        "ngay ct",
        "ngay cong nhan",
        "ct",
        "ngay cn chinh thuc",
        "ngay thang nam chinh thuc",
        "ngay thang nam chuyen chinh thuc",
        "ngay vao dang ct",
    ),
    Role.CARD: (
        "so the dang vien",
        "so the dang",
        "so the",
        "so the dv",
        "the dang vien",
        "so tdv",
        "so td",
        "the dv",
        "the dang",
        "ma the dang vien",
        "ma so the",
        "so hieu the",
        "so hieu the dang vien",
        "so dinh danh dang vien",
        "shdv",
    ),
    Role.CELL: (
        "chi bo",
        "ma chi bo",
        "ten chi bo",
        "chi bo sinh hoat",
        "sinh hoat tai chi bo",
        "thuoc chi bo",
        "noi sinh hoat",
        "don vi sinh hoat",
        "chi bo dang sinh hoat",
        "sinh hoat dang tai",
    ),
    Role.POST: (
        "chuc vu",
        "chuc vu dang",
        "chuc vu trong chi bo",
        "chuc danh",
        "chuc vu trong dang",
        "chuc vu chi bo",
        "chuc danh trong dang",
        "cv dang",
        "chuc vu ve dang",
        "chuc vu cap uy",
        "cap uy",
        "chuc danh trong chi bo",
        "chuc vu dang hien nay",
        "cv",
    ),
    Role.STATUS: (
        "tinh trang",
        "tinh trang sinh hoat",
        "trang thai",
        "dien dang vien",
        "tinh trang dang vien",
        "loai dang vien",
    ),
    Role.FULL_MARK: ("dang vien chinh thuc", "dv chinh thuc", "dvct"),
    Role.PROBATION_MARK: ("dang vien du bi", "dv du bi", "dvdb", "dv db", "la dang vien du bi"),
    Role.EXEMPT_MARK: (
        "mien sinh hoat",
        "mien sinh hoat dang",
        "mien sh",
        "mien shd",
        "mien cong tac",
        "mien cong tac sinh hoat",
        "mien cong tac va sinh hoat",
        "mien cong tac va sinh hoat dang",
        "duoc mien sinh hoat",
        "dang vien mien sinh hoat",
        "dv mien sh",
        "dang vien duoc mien sinh hoat",
        "mien ct sh",
        "mien ctsh",
        "mien ct va sh",
    ),
    Role.PHONE: (
        "dien thoai",
        "so dien thoai",
        "sdt",
        "so dt",
        "dt",
        "di dong",
        "dtdd",
        "so dien thoai lien he",
        "so may",
    ),
    Role.NOTE: _NOTE,
}
_HEADINGS = {TableKind.CELLS: _CELL_HEADINGS, TableKind.MEMBERS: _MEMBER_HEADINGS}
_ROLE_OF = {
    kind: {heading: role for role, headings in table.items() for heading in headings}
    for kind, table in _HEADINGS.items()
}
#: Headings that mean nothing inside a longer one ("Tổng số đảng viên").
_ONLY_ALONE = frozenset({"dang vien", "danh sach dang vien", "dang vien nu"})
#: Headings that are found inside longer ones: whole phrases of two words at least, longest first.
_INSIDE = {
    kind: sorted((h for h in table if (" " in h and h not in _ONLY_ALONE) or h == "sdt"), key=len, reverse=True)
    for kind, table in _ROLE_OF.items()
}
#: Phrases that make a longer heading another thing than the phrase inside it says.
_NOT_INSIDE = re.compile(
    r"\b(ngay cap|noi cap|ngay het han|so quyet dinh|ngay quyet dinh|noi vao dang|noi ket nap|chinh quyen|vo chong|"
    r"tong so|so luong|ty le|so dang vien|"
    r"noi sinh|tuoi dang|can cuoc|cccd|cmnd|dan toc|ton giao|que quan|nguoi gioi thieu|huy hieu)\b"
)
_IN_BRACKETS = re.compile(r"\([^)]*\)")
_OTHER_SIGNS = re.compile(r"[^a-z0-9]+")

#: Columns without which a table is of no use, with the headings told to the person.
REQUIRED: dict[TableKind, dict[Role, str]] = {
    TableKind.CELLS: {Role.CELL_NAME: "Tên chi bộ"},
    TableKind.MEMBERS: {Role.FULL_NAME: "Họ và tên", Role.CELL: "Chi bộ"},
}
#: Roles that several columns may have.
MANY = frozenset({Role.IGNORED, Role.EXTRA, Role.NOTE})


def roles_for(kind: TableKind) -> tuple[Role, ...]:
    """Return the roles a column of such a list may have, as a form offers them."""
    return (*_HEADINGS[kind], *((Role.EXTRA,) if kind is TableKind.MEMBERS else ()), Role.IGNORED)


@lru_cache(maxsize=2048)
def folded_heading(written: str) -> str:
    """Return a heading as the tables write it: without marks, signs and what stands in brackets."""
    whole = _OTHER_SIGNS.sub(" ", text.fold(written)).strip()
    if any(whole in table for table in _ROLE_OF.values()):
        # "Ngày vào Đảng (chính thức)": here the brackets make the meaning.
        return whole
    return _OTHER_SIGNS.sub(" ", text.fold(_IN_BRACKETS.sub(" ", written))).strip() or whole


def role_of(kind: TableKind, parts: tuple[str, ...]) -> tuple[Role, Sure]:
    """Say what a column is by its folded headings, the upper one first."""
    table = _ROLE_OF[kind]
    joined = " ".join(parts)
    if joined in table:
        return table[joined], Sure.CERTAIN
    upper, lower = parts[0], parts[-1]
    if len(parts) > 1:
        above = _single(kind, upper)[0]
        if lower in ("nam", "nu") and above in (Role.BIRTH, Role.GENDER):
            return (Role.MALE if lower == "nam" else Role.FEMALE), Sure.CERTAIN
        if above is Role.FULL_NAME and lower in ("ho", "ho dem", "ten"):
            return table[lower], Sure.CERTAIN
        below, sure = _single(kind, lower)
        if below is not Role.IGNORED:
            return below, sure if above in (Role.IGNORED, Role.ADMITTED, below) else Sure.LIKELY
        if above is not Role.IGNORED and not _NOT_INSIDE.search(lower):
            return above, Sure.LIKELY
        return Role.IGNORED, Sure.NONE
    return _single(kind, joined)


@lru_cache(maxsize=2048)
def _single(kind: TableKind, heading: str) -> tuple[Role, Sure]:
    table = _ROLE_OF[kind]
    if heading in table:
        return table[heading], Sure.CERTAIN
    if not _NOT_INSIDE.search(heading):
        padded = f" {heading} "
        for phrase in _INSIDE[kind]:
            if f" {phrase} " in padded:
                return table[phrase], Sure.LIKELY
    return Role.IGNORED, Sure.NONE
