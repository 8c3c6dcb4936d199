"""Styles by meaning, defined once with font size, spacing and place for Word and PDF alike (document-format §1–2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bontot_desktop.documents.profile import FormatSettings


def mm(length: float) -> float:
    """Return a length in points, rounded to Word's twentieth of a point so that Word and PDF reckon alike."""
    return round(length * 1440 / 25.4) / 20


#: First-line indent of body paragraphs: 10 mm (document-format §1).
INDENT = mm(10)
#: Room between body paragraphs, points.
BETWEEN = 6.0
#: Exact line pitch of 14 pt lines in heads and feet.
HEAD_PITCH = 18.0
#: Distance of two dotted lines to write on: 8.5 mm.
WRITING_PITCH = mm(8.5)

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style; measures in points. ``pitch`` is the exact distance of lines, ``before`` the room above.

    ``level`` is the outline level of a heading (0 for the paper's title), None for the rest.
    """

    id: str
    name: str
    size: float = 14.0
    pitch: float = HEAD_PITCH
    bold: bool = False
    italic: bool = False
    align: Align = "left"
    before: float = 0.0
    indent: float = 0.0
    keep_next: bool = False
    level: int | None = None


PARTY = Style("TieuDe", "Tiêu đề Đảng", size=15, bold=True, align="center")
PARTY_RULE = Style("DuongKe", "Đường kẻ dưới tiêu đề", size=4, pitch=4, align="center", before=2)
SUPERIOR = Style("CapTren", "Cơ quan cấp trên", align="center")
ISSUER = Style("CoQuan", "Cơ quan ban hành", bold=True, align="center")
STAR = Style("DauSao", "Dấu sao", align="center")
NUMBER = Style("SoKyHieu", "Số và ký hiệu", align="center")
PLACE_DATE = Style("DiaDanhNgay", "Địa danh, ngày tháng", italic=True, align="center")
SUBJECT = Style("TrichYeuCongVan", "Trích yếu công văn", size=12, pitch=14, italic=True, align="center", before=2)
MARK_LEFT = Style("DauChiTrai", "Dấu chỉ bên trái", align="center", before=4)
MARK_RIGHT = Style("DauChiPhai", "Dấu chỉ bên phải", size=12, pitch=15, bold=True, align="center", before=4)
KIND_NAME = Style(
    "TenLoai", "Tên loại", size=16, pitch=20, bold=True, align="center", before=22, keep_next=True, level=0
)
SUMMARY = Style("TrichYeu", "Trích yếu", bold=True, align="center", keep_next=True)
BRACKET = Style("KemTheo", "Kèm theo văn bản", italic=True, align="center", keep_next=True)
DASHES = Style("GachNgang", "Gạch dưới trích yếu", pitch=16, align="center", keep_next=True)
ADDRESS = Style("KinhGui", "Kính gửi", align="center", before=10)
ADDRESS_LABEL = Style("KinhGuiNhan", "Kính gửi (nhãn)", italic=True, align="right")
ADDRESS_NAME = Style("KinhGuiTen", "Kính gửi (nơi nhận)", align="left")
AUTHORITY = Style("QuyenHan", "Quyền hạn ký", bold=True, align="center", keep_next=True)
POST = Style("ChucVu", "Chức vụ người ký", align="center", keep_next=True)
SIGNER_NOTE = Style("GhiChuKy", "Ghi chú chỗ ký", size=12, pitch=15, italic=True, align="center", keep_next=True)
SIGN_ROOM = Style("ChoKy", "Chỗ ký", align="center", keep_next=True)
SIGNER_NAME = Style("HoTenKy", "Họ tên người ký", bold=True, align="center")
RECIPIENTS = Style("NoiNhan", "Nơi nhận", keep_next=True)
RECIPIENT = Style("NoiNhanDong", "Nơi nhận (từng dòng)", size=12, pitch=14.5)
NOTE = Style("GhiChu", "Ghi chú", size=12, pitch=15, italic=True, align="justify", before=4)
COVER = Style("Bia", "Chữ bìa", align="center")
ROOM = Style("KhoangTrong", "Khoảng trống", size=2, pitch=6)
PAGE_NUMBER = Style("SoTrang", "Số trang", pitch=16, align="center")
CELL = Style("OBang", "Ô trong bảng", size=12, pitch=15)
CELL_HEAD = Style("DauBang", "Đầu bảng", size=12, pitch=15, bold=True, align="center")
DOTS = Style("DongCham", "Dòng chấm", pitch=WRITING_PITCH)


@dataclass(frozen=True, slots=True)
class BodyStyles:
    """The styles that follow the office's body size and line pitch."""

    body: Style
    basis: Style
    ruling: Style
    article: Style
    chapter: Style
    heading_1: Style
    heading_2: Style
    heading_3: Style
    item: Style
    centered: Style
    plain: Style
    field: Style

    def all(self) -> tuple[Style, ...]:
        """Return them in the order they are listed in Word."""
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)


def body_styles(settings: FormatSettings, pitch: float) -> BodyStyles:
    """Make the body styles for a body size (14–15 pt) and an exact pitch (18–22 pt)."""
    body = Style("NoiDung", "Nội dung", settings.body_size_pt, pitch, align="justify", before=BETWEEN, indent=INDENT)
    return BodyStyles(
        body=body,
        basis=replace(body, id="CanCu", name="Căn cứ", italic=settings.basis_style == "italic"),
        ruling=replace(
            body,
            id="DongQuyetDinh",
            name="Dòng quyết định",
            bold=True,
            align="center",
            before=0,
            indent=0,
            keep_next=True,
        ),
        article=replace(body, id="Dieu", name="Điều"),
        chapter=replace(
            body, id="PhanChuong", name="Phần, chương", bold=True, align="center", indent=0, keep_next=True, level=1
        ),
        heading_1=replace(body, id="DeMuc1", name="Đề mục I", bold=True, keep_next=True, level=1),
        heading_2=replace(body, id="DeMuc2", name="Đề mục 1", bold=True, keep_next=True, level=2),
        heading_3=replace(body, id="DeMuc3", name="Đề mục a", bold=True, italic=True, keep_next=True),
        item=replace(body, id="KhoanDiem", name="Khoản, điểm"),
        centered=replace(body, id="DongGiua", name="Dòng giữa", align="center", indent=0),
        plain=replace(body, id="DongTrai", name="Dòng trái", align="left", indent=0),
        field=replace(body, id="DongDien", name="Dòng điền", align="left"),
    )


HEAD_STYLES = (
    PARTY, PARTY_RULE, SUPERIOR, ISSUER, STAR, NUMBER, PLACE_DATE, SUBJECT, MARK_LEFT, MARK_RIGHT, KIND_NAME, SUMMARY,
    BRACKET, DASHES, ADDRESS, ADDRESS_LABEL, ADDRESS_NAME, AUTHORITY, POST, SIGNER_NOTE, SIGN_ROOM, SIGNER_NAME,
    RECIPIENTS, RECIPIENT, NOTE, COVER, ROOM, PAGE_NUMBER, CELL, CELL_HEAD, DOTS,
)  # fmt: skip
