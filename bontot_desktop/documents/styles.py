"""Styles by meaning, defined once with font size, spacing and place for Word and PDF alike (document-format §1–2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from bontot_desktop.documents.profile import BasisStyle, FormatSettings


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

    ``level`` is the outline level of a heading (0 for the paper's title), None for the rest. ``based`` is the style it
    differs from, ``following`` the id of the style that comes after it when a person types on (its own when empty).
    ``marker`` stands before each of its paragraphs. ``listed`` shows it among the styles a person picks from.
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
    based: Style | None = None
    following: str = ""
    marker: str = ""
    listed: bool = True


#: The id of the style of plain text, which comes after titles and headings.
_BODY = "NoiDung"

PARTY = Style("TieuDe", "Tiêu đề Đảng", size=15, bold=True, align="center", following="DiaDanhNgay")
PARTY_RULE = Style(
    "DuongKe", "Đường kẻ dưới tiêu đề", size=4, pitch=4, align="center", before=2, following="DiaDanhNgay", listed=False
)
SUPERIOR = Style("CapTren", "Cơ quan cấp trên", align="center", following="CoQuan")
ISSUER = Style("CoQuan", "Cơ quan ban hành", bold=True, align="center", following="DauSao")
STAR = Style("DauSao", "Dấu sao", align="center", following="SoKyHieu")
NUMBER = Style("SoKyHieu", "Số và ký hiệu", align="center", following="TrichYeuCongVan")
PLACE_DATE = Style("DiaDanhNgay", "Địa danh, ngày tháng", italic=True, align="center")
SUBJECT = Style("TrichYeuCongVan", "Trích yếu công văn", size=12, pitch=14, italic=True, align="center", before=2)
MARK_LEFT = Style("DauChiTrai", "Dấu chỉ bên trái", align="center", before=4)
MARK_RIGHT = Style("DauChiPhai", "Dấu chỉ bên phải", size=12, pitch=15, bold=True, align="center", before=4)
KIND_NAME = Style(
    "TenLoai", "Tên loại", 16, 20, bold=True, align="center", before=22, keep_next=True, level=0, following="TrichYeu"
)
SUMMARY = Style("TrichYeu", "Trích yếu", bold=True, align="center", keep_next=True, following="GachNgang")
BRACKET = Style("KemTheo", "Kèm theo văn bản", italic=True, align="center", keep_next=True, following="GachNgang")
DASHES = Style("GachNgang", "Gạch dưới trích yếu", pitch=16, align="center", keep_next=True, following=_BODY)
ADDRESS = Style("KinhGui", "Kính gửi", align="center", before=10, following=_BODY)
ADDRESS_LABEL = Style("KinhGuiNhan", "Kính gửi (nhãn)", italic=True, align="right")
ADDRESS_NAME = Style("KinhGuiTen", "Kính gửi (nơi nhận)", align="left", marker="- ")
AUTHORITY = Style("QuyenHan", "Quyền hạn ký", bold=True, align="center", keep_next=True, following="ChucVu")
POST = Style("ChucVu", "Chức vụ người ký", align="center", keep_next=True, following="ChoKy")
SIGNER_NOTE = Style(
    "GhiChuKy", "Ghi chú chỗ ký", 12, 15, italic=True, align="center", keep_next=True, following="ChoKy"
)
SIGN_ROOM = Style("ChoKy", "Chỗ ký", align="center", keep_next=True, listed=False)
SIGNER_NAME = Style("HoTenKy", "Họ tên người ký", bold=True, align="center")
RECIPIENTS = Style("NoiNhan", "Nơi nhận", keep_next=True, following="NoiNhanDong")
RECIPIENT = Style("NoiNhanDong", "Nơi nhận (từng dòng)", size=12, pitch=14.5, marker="- ")
NOTE = Style("GhiChu", "Ghi chú", size=12, pitch=15, italic=True, align="justify", before=4)
COVER = Style("Bia", "Chữ bìa", align="center")
ROOM = Style("KhoangTrong", "Khoảng trống", size=2, pitch=6, listed=False)
PAGE_NUMBER = Style("SoTrang", "Số trang", pitch=16, align="center", listed=False)
CELL = Style("OBang", "Ô trong bảng", size=12, pitch=15)
CELL_CENTER = replace(CELL, id="OBangGiua", name="Ô trong bảng (giữa)", align="center", based=CELL)
CELL_RIGHT = replace(CELL, id="OBangPhai", name="Ô trong bảng (phải)", align="right", based=CELL)
CELL_EVEN = replace(CELL, id="OBangDeu", name="Ô trong bảng (đều hai bên)", align="justify", based=CELL)
CELL_GROUP = replace(CELL, id="NhomBang", name="Tên nhóm trong bảng", bold=True, keep_next=True, based=CELL)
CELL_HEAD = Style("DauBang", "Đầu bảng", size=12, pitch=15, bold=True, align="center", following="OBang")
DOTS = Style("DongCham", "Dòng chấm", pitch=WRITING_PITCH)
#: The styles of cells by how their lines stand.
CELLS = {style.align: style for style in (CELL, CELL_CENTER, CELL_RIGHT, CELL_EVEN)}


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
    dash: Style
    plus: Style
    centered: Style
    plain: Style
    field: Style

    def all(self) -> tuple[Style, ...]:
        """Return them in the order they are listed in Word."""
        return tuple(getattr(self, name) for name in self.__dataclass_fields__)


def body_styles(settings: FormatSettings, pitch: float) -> BodyStyles:
    """Make the body styles for a body size (14–15 pt) and an exact pitch (18–22 pt)."""
    body = Style(_BODY, "Nội dung", settings.body_size_pt, pitch, align="justify", before=BETWEEN, indent=INDENT)
    own = replace(body, based=body)
    heading = replace(own, bold=True, keep_next=True, following=_BODY)
    upright = settings.basis_style == BasisStyle.UPRIGHT_DASH.value
    item = replace(own, id="KhoanDiem", name="Khoản, điểm")
    return BodyStyles(
        body=body,
        basis=replace(
            own,
            id="CanCu",
            name="Căn cứ",
            italic=settings.basis_style == BasisStyle.ITALIC.value,
            marker="- " if upright else "",
        ),
        ruling=replace(heading, id="DongQuyetDinh", name="Dòng quyết định", align="center", before=0, indent=0),
        article=replace(own, id="Dieu", name="Điều", following=_BODY),
        chapter=replace(heading, id="PhanChuong", name="Phần, chương", align="center", indent=0, level=1),
        heading_1=replace(heading, id="DeMuc1", name="Đề mục I", level=1),
        heading_2=replace(heading, id="DeMuc2", name="Đề mục 1", level=2),
        heading_3=replace(heading, id="DeMuc3", name="Đề mục a", italic=True),
        item=item,
        dash=replace(item, id="GachDauDong", name="Gạch đầu dòng", marker="- ", based=item),
        plus=replace(item, id="DauCong", name="Dấu cộng đầu dòng", marker="+ ", based=item),
        centered=replace(own, id="DongGiua", name="Dòng giữa", align="center", indent=0),
        plain=replace(own, id="DongTrai", name="Dòng trái", align="left", indent=0),
        field=replace(own, id="DongDien", name="Dòng điền", align="left", before=0, pitch=WRITING_PITCH),
    )


HEAD_STYLES = (
    PARTY, PARTY_RULE, SUPERIOR, ISSUER, STAR, NUMBER, PLACE_DATE, SUBJECT, MARK_LEFT, MARK_RIGHT, KIND_NAME, SUMMARY,
    BRACKET, DASHES, ADDRESS, ADDRESS_LABEL, ADDRESS_NAME, AUTHORITY, POST, SIGNER_NOTE, SIGN_ROOM, SIGNER_NAME,
    RECIPIENTS, RECIPIENT, NOTE, COVER, ROOM, PAGE_NUMBER, CELL, CELL_CENTER, CELL_RIGHT, CELL_EVEN, CELL_GROUP,
    CELL_HEAD, DOTS,
)  # fmt: skip
