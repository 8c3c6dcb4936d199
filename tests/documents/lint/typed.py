"""Papers as a clerk types them in Word: the library's own template, direct formatting, a table at head and foot."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_BREAK, WD_LINE_SPACING
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

CENTER, LEFT, RIGHT, JUSTIFY = ALIGN.CENTER, ALIGN.LEFT, ALIGN.RIGHT, ALIGN.JUSTIFY
LONG = (
    "Điều 1. Công nhận 12 chi bộ thuộc Đảng bộ xã Ví Dụ đạt danh hiệu “Chi bộ 4 tốt” năm 2026 theo hướng dẫn của cấp "
    "trên và kết quả xét của tổ công tác (có danh sách kèm theo)."
)


@dataclass(frozen=True)
class Typed:
    """What is typed; every field may be changed into something wrong."""

    party: str = "ĐẢNG CỘNG SẢN VIỆT NAM"
    party_size: float = 15
    party_bold: bool = True
    party_rule: bool = True
    motto: str = ""
    superior: str = "ĐẢNG BỘ TỈNH VÍ DỤ"
    superior_bold: bool = False
    issuer: str = "ĐẢNG ỦY XÃ VÍ DỤ"
    issuer_bold: bool = True
    issuer_size: float = 14
    star: str = "*"
    number: str = "Số 05-QĐ/ĐU"
    date: str = "Ví Dụ, ngày 06 tháng 6 năm 2026"
    date_italic: bool = True
    kind: str = "QUYẾT ĐỊNH"
    kind_size: float = 16
    summary: str = "về công nhận “Chi bộ 4 tốt” năm 2026"
    summary_bold: bool = True
    dashes: str = "-----"
    address: str = ""
    address_italic: bool = True
    body: Sequence[str] = (
        "- Căn cứ Điều lệ Đảng;",
        "- Theo đề nghị của Ban Xây dựng Đảng,",
        "=BAN THƯỜNG VỤ ĐẢNG ỦY XÃ VÍ DỤ QUYẾT ĐỊNH",
        LONG,
        "Điều 2. Văn phòng Đảng ủy chịu trách nhiệm thi hành Quyết định này.",
    )
    body_size: float = 14
    body_align: Any = JUSTIFY
    body_indent: float = 10
    body_gap: float = 6
    pitch: float | None = 19
    article_bold: bool = True
    label: str = "Nơi nhận:"
    label_underline: bool = True
    label_bold: bool = False
    recipients: Sequence[str] = ("- Như Điều 2;", "- Các chi bộ trực thuộc;", "- Lưu Văn phòng Đảng ủy.")
    recipients_size: float = 12
    authority: str = "T/M BAN THƯỜNG VỤ"
    authority_bold: bool = True
    post: str = "BÍ THƯ"
    post_bold: bool = False
    name: str = "Nguyễn Văn Ví Dụ"
    name_bold: bool = True
    blank_lines: int = 4
    margins: tuple[float, float, float, float] = (20, 20, 30, 15)
    font: str | None = "Times New Roman"
    numbered: str = "header"
    number_first: bool = False
    second_page: bool = False
    edit: Callable[[Any], None] | None = None

    def docx(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        _Typist(self).type().save(out)
        return out.getvalue()


class _Typist:
    def __init__(self, what: Typed) -> None:
        self.what = what
        self.file: Any = docx.Document()

    def type(self) -> Any:
        """Type the whole paper."""
        what, file = self.what, self.file
        if what.font is not None:
            fonts = file.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
            for slot in ("ascii", "hAnsi", "eastAsia", "cs"):
                fonts.set(qn(f"w:{slot}"), what.font)
        section = file.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        top, bottom, left, right = map(Mm, what.margins)
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = top, bottom, left, right
        section.header_distance = Mm(10)
        self._page_number(section)
        self._head()
        if what.kind:
            self._line(file.add_paragraph(), what.kind, CENTER, size=what.kind_size, bold=True)
        if what.summary:
            self._line(file.add_paragraph(), what.summary, CENTER, bold=what.summary_bold)
        if what.dashes:
            self._line(file.add_paragraph(), what.dashes, CENTER)
        if what.address:
            label, _, rest = what.address.partition(":")
            paragraph = file.add_paragraph()
            self._line(paragraph, f"{label}:", CENTER, italic=what.address_italic)
            self._run(paragraph, rest)
        for text in what.body:
            self._body(text)
        if what.second_page:
            file.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
            self._body("Phần này ở trang hai.")
        self._foot()
        if what.edit is not None:
            what.edit(file)
        return file

    def _page_number(self, section: Any) -> None:
        what = self.what
        section.different_first_page_header_footer = not what.number_first
        if what.numbered:
            paragraph = (section.header if what.numbered == "header" else section.footer).paragraphs[0]
            paragraph.alignment = CENTER
            shown = '<w:r><w:rPr><w:sz w:val="28"/></w:rPr><w:t>2</w:t></w:r>'
            field = f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE ">{shown}</w:fldSimple>'
            paragraph._p.append(parse_xml(field))
            paragraph.style = self.file.styles["Normal"]
            self.file.styles["Normal"].font.size = Pt(14)

    def _head(self) -> None:
        what = self.what
        left, right = self.file.add_table(1, 2).rows[0].cells
        self._fill(left, what.superior, bold=what.superior_bold)
        self._fill(left, what.issuer, bold=what.issuer_bold, size=what.issuer_size)
        self._fill(left, what.star)
        self._fill(left, what.number)
        if what.motto.startswith("CỘNG"):
            self._fill(right, what.motto, bold=True)
        self._fill(right, what.party, bold=what.party_bold, size=what.party_size)
        if what.motto and not what.motto.startswith("CỘNG"):
            self._fill(right, what.motto, bold=True)
        if what.party_rule and what.party:
            border = '<w:pBdr {}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="000000"/></w:pBdr>'
            rule = right.add_paragraph()
            rule._p.get_or_add_pPr().append(parse_xml(border.format(nsdecls("w"))))
        self._fill(right, what.date, italic=what.date_italic)

    def _fill(self, cell: Any, text: str, align: Any = CENTER, **look: Any) -> None:
        if text:
            first = cell.paragraphs[0]
            paragraph = first if not first.runs and len(cell.paragraphs) == 1 else cell.add_paragraph()
            self._line(paragraph, text, align, **look)

    def _line(self, paragraph: Any, text: str, align: Any, **look: Any) -> None:
        paragraph.alignment = align
        paragraph.paragraph_format.space_after = Pt(0)
        self._run(paragraph, text, **look)

    def _run(self, paragraph: Any, text: str, *, size: float = 14, **look: bool) -> None:
        run = paragraph.add_run(text)
        run.font.size = Pt(size)
        for name, value in look.items():
            setattr(run.font, name, value)

    def _body(self, text: str) -> None:
        what = self.what
        paragraph = self.file.add_paragraph()
        form = paragraph.paragraph_format
        form.space_before, form.space_after = Pt(what.body_gap), Pt(0)
        if what.pitch is None:
            form.line_spacing = 1.0
        else:
            form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(what.pitch)
        if text.startswith("="):
            self._line(paragraph, text[1:], CENTER, bold=True, size=what.body_size)
            return
        form.first_line_indent = Mm(what.body_indent)
        article, stop, rest = text.partition(". ") if text.startswith("Điều") else ("", "", text)
        if article:
            self._run(paragraph, article + ".", bold=what.article_bold, size=what.body_size)
            rest = f" {rest}"
        del stop
        self._line(paragraph, rest, what.body_align, size=what.body_size)

    def _foot(self) -> None:
        what = self.what
        self.file.add_paragraph()
        left, right = self.file.add_table(1, 2).rows[0].cells
        self._fill(left, what.label, LEFT, underline=what.label_underline, bold=what.label_bold)
        for line in what.recipients:
            self._fill(left, line, LEFT, size=what.recipients_size)
        self._fill(right, what.authority, bold=what.authority_bold)
        self._fill(right, what.post, bold=what.post_bold)
        for _ in range(what.blank_lines):
            self._line(right.add_paragraph(), "", CENTER)
        self._fill(right, what.name, bold=what.name_bold)
