"""Formatting is found where Word finds it: defaults, theme, styles based on styles, switches, lists, fields, pages."""

from __future__ import annotations

import io
import zipfile

import pytest

from bontot_desktop.documents.lint import opening, parts, sections
from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.paper import Line, Paper
from bontot_desktop.documents.lint.resolve import Styles
from tests.documents.lint.typed import Typed

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:cs typeface=""/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/>'
    '<w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160" w:line="259" '
    'w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Base"><w:basedOn w:val="N"/><w:pPr><w:jc w:val="both"/>'
    '<w:ind w:firstLine="567"/><w:spacing w:line="380" w:lineRule="exact"/></w:pPr><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:b/><w:sz w:val="28"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Child"><w:basedOn w:val="Base"/><w:pPr><w:spacing w:before="120"/>'
    "</w:pPr><w:rPr><w:i/></w:rPr></w:style>"
    '<w:style w:type="paragraph" w:styleId="Ring"><w:basedOn w:val="Ring2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Ring2"><w:basedOn w:val="Ring"/><w:rPr><w:sz w:val="30"/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Caps"><w:rPr><w:caps/></w:rPr></w:style>'
    '<w:style w:type="table" w:styleId="Tab"><w:rPr><w:i/><w:sz w:val="24"/></w:rPr></w:style>'
)
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/><w:pPr><w:ind w:left="720" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride></w:num>"
)


def package(body: str, **more: str) -> bytes:
    """Return a Word file with this body; ``more`` replaces or adds parts."""
    parts_ = {
        "_rels/.rels": f'<Relationships xmlns="x"><Relationship Id="r1" Type="{REL}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": '<Relationships xmlns="x">'
        + "".join(
            f'<Relationship Id="r{index}" Type="{REL}/{kind}" Target="{kind}.xml"/>'
            for index, kind in enumerate(("styles", "theme", "numbering", "settings"))
        )
        + "</Relationships>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {W}>{STYLES}</w:styles>",
        "word/theme.xml": THEME,
        "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}</w:numbering>",
        **more,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_.items():
            archive.writestr(name, content)
    return out.getvalue()


def read(body: str) -> Paper:
    return sections.read(opening.unpack(package(body), "thu.docx"))


def line(paragraph: str, run: str = "", text: str = "chữ") -> Line:
    return read(f"<w:p><w:pPr>{paragraph}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>").lines[0]


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def test_fonts_of_the_theme_are_used_where_nothing_else_is_said() -> None:
    face = line("").spans[0].face
    assert (face.font, face.size) == ("Calibri", 11)


def test_a_style_based_on_another_takes_what_it_does_not_say_itself() -> None:
    found = line(style("Child"))
    face = found.spans[0].face
    assert (face.font, face.size, face.bold, face.italic) == ("Times New Roman", 14, True, True)
    assert (found.align, found.before, found.after) == ("justify", 6, 8)
    assert (found.rule, found.pitch, found.first) == ("exact", 19, 28.35)


@pytest.mark.parametrize(
    ("run", "bold"),
    [
        ("", True),
        ('<w:b w:val="0"/>', False),
        ('<w:rStyle w:val="Strong"/>', False),
        ('<w:rStyle w:val="Strong"/><w:b/>', True),
    ],
)
def test_bold_of_a_character_style_turns_that_of_the_paragraph_round_and_the_run_has_the_last_word(
    run: str, bold: bool
) -> None:
    assert line(style("Base"), run).spans[0].face.bold is bold


@pytest.mark.parametrize(
    ("run", "text", "font"),
    [
        ('<w:rFonts w:ascii="Arial"/>', "abc", "Arial"),
        ('<w:rFonts w:ascii="Arial"/>', "đệ", "Times New Roman"),
        ('<w:rFonts w:hAnsi="Arial"/>', "đ", "Arial"),
        ('<w:rFonts w:eastAsia="SimSun"/>', "đảng", "Times New Roman"),
        ('<w:rFonts w:eastAsia="SimSun"/>', "黨", "SimSun"),
        ('<w:rFonts w:asciiTheme="majorHAnsi"/>', "abc", "Cambria"),
        ('<w:rFonts w:cs="Arial"/><w:cs/>', "abc", "Arial"),
    ],
)
def test_each_sign_is_set_in_the_font_of_its_own_slot(run: str, text: str, font: str) -> None:
    assert line(style("Base"), run, text).spans[0].face.font == font


def test_styles_that_are_based_on_each_other_in_a_ring_end_somewhere() -> None:
    assert line(style("Ring")).spans[0].face.size == 15


def test_capitals_of_a_style_are_seen_and_hidden_text_is_not() -> None:
    assert line("", '<w:rStyle w:val="Caps"/>', "đảng").text == "ĐẢNG"
    assert line("", "<w:vanish/>").text == ""


def test_a_table_style_stands_below_the_paragraph_style() -> None:
    cell = "<w:tc><w:p>{}<w:r><w:t>ô</w:t></w:r></w:p></w:tc>"
    row = cell.format("") + cell.format(f"<w:pPr>{style('Base')}</w:pPr>")
    first, second = read(f'<w:tbl><w:tblPr><w:tblStyle w:val="Tab"/></w:tblPr><w:tr>{row}</w:tr></w:tbl>').lines
    assert (first.spans[0].face.size, first.spans[0].face.italic) == (12, True)
    assert (second.spans[0].face.size, second.spans[0].face.italic) == (14, True)
    assert (second.spot.column, second.spot.columns) == (1, 2) if second.spot else False


def test_numbers_and_bullets_of_lists_are_read_as_word_shows_them() -> None:
    listed = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>ý</w:t></w:r></w:p>'
    )
    found = read(listed.format(1) + listed.format(1) + listed.format(2)).lines
    assert [one.text for one in found] == ["1. ý", "2. ý", "- ý"]
    assert (found[0].left, found[0].first) == (36, -18)


def test_fields_show_their_result_and_deleted_text_is_gone() -> None:
    body = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>nay</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r><w:del><w:r><w:delText>bỏ</w:delText></w:r></w:del>'
        "<w:ins><w:r><w:t> thêm</w:t></w:r></w:ins></w:p>"
    )
    assert read(body).lines[0].text == "nay thêm"


def test_pages_are_word_s_own_where_it_noted_them_and_only_guessed_where_not() -> None:
    noted = "<w:p><w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:lastRenderedPageBreak/><w:t>hai</w:t></w:r></w:p>"
    assert [str(one.where) for one in read(noted).lines] == ["trang 1", "trang 2"]
    typed = '<w:p><w:r><w:t>một</w:t><w:br w:type="page"/></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p>'
    assert [str(one.where) for one in read(typed).lines] == ["trang 1", "khoảng trang 2"]
    long = "<w:p><w:r><w:t>dòng</w:t></w:r></w:p>" * 80
    assert str(read(long).lines[-1].where) == "khoảng trang 3"
    assert read(long).pages == 1


def test_headers_are_handed_on_to_later_sections() -> None:
    paper = sections.read(opening.unpack(Typed().docx(), "thu.docx"))
    assert paper.sections[0].first_number is None
    number = paper.sections[0].later_number
    assert number is not None
    assert (number.line.align, number.line.sizes, number.beside) == ("center", [14], "")


def _head(text: str) -> str:
    return f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{text}</w:p>"


def _run(text: str, *, bold: bool = False) -> str:
    inner = text.replace("|", "</w:t><w:tab/><w:t>").replace("/n", "</w:t><w:br/><w:t>")
    return f'<w:r><w:rPr>{"<w:b/>" if bold else ""}</w:rPr><w:t xml:space="preserve">{inner}</w:t></w:r>'


def test_a_head_typed_with_tabs_or_breaks_has_the_same_parts_as_one_in_a_table() -> None:
    tabbed = "".join(
        f"<w:p>{_run(text)}</w:p>"
        for text in (
            "ĐẢNG BỘ TỈNH VÍ DỤ|ĐẢNG CỘNG SẢN VIỆT NAM",
            "ĐẢNG ỦY XÃ VÍ DỤ|",
            "*",
            "Số 05-QĐ/ĐU|Ví Dụ, ngày 06 tháng 6 năm 2026",
        )
    )
    left = _run("ĐẢNG BỘ TỈNH VÍ DỤ/n") + _run("ĐẢNG ỦY XÃ/nVÍ DỤ/n", bold=True) + _run("*/nSố 05-QĐ/ĐU")
    right = _run("ĐẢNG CỘNG SẢN VIỆT NAM", bold=True) + _run("/nVí Dụ, ngày 06 tháng 6 năm 2026")
    broken = f"<w:tbl><w:tr><w:tc><w:p>{left}</w:p></w:tc><w:tc><w:p>{right}</w:p></w:tc></w:tr></w:tbl>"
    rest = _head(_run("QUYẾT ĐỊNH", bold=True)) + _head(_run("về việc mẫu", bold=True)) + _head(_run("-----"))
    for head in (tabbed, broken):
        found = parts.find(read(head + rest))
        assert found.kind == "QUYẾT ĐỊNH"
        named = [found.superior, found.issuer, found.star, found.number, found.place_date, found.party]
        assert [one and one.text for one in named] == [
            "ĐẢNG BỘ TỈNH VÍ DỤ",
            "ĐẢNG ỦY XÃ VÍ DỤ",
            "*",
            "Số 05-QĐ/ĐU",
            "Ví Dụ, ngày 06 tháng 6 năm 2026",
            "ĐẢNG CỘNG SẢN VIỆT NAM",
        ]


def test_a_paper_in_letters_of_vni_is_only_told_so_and_one_in_letters_of_abc_is_read() -> None:
    body = '<w:p><w:r><w:rPr><w:rFonts w:ascii="{0}" w:hAnsi="{0}"/></w:rPr><w:t>{1}</w:t></w:r></w:p>'
    old = check(package(body.format("VNI-Times", "Ñaûng uûy")), "cu.docx")
    assert [finding.rule for finding in old.findings] == ["legacy-font"]
    assert read(body.format(".VnTime", "§¶ng ñy x·")).lines[0].text == "Đảng ủy xã"
    assert read(body.format(".VnTimeH", "®¶ng ñy")).lines[0].text == "ĐẢNG ỦY"
    assert read(body.format(".VnTime", "Đảng ủy")).lines[0].text == "Đảng ủy"
    found = check(package(body.format(".VnTime", "§¶ng ñy x·")), "abc.docx").findings
    assert "legacy-font" in {finding.rule for finding in found}
    assert len(found) > 1


def test_a_style_that_is_not_there_is_passed_over() -> None:
    assert line(style("Không có")).spans[0].face.size == 11
    assert Styles(opening.unpack(package(""), "rong.docx")).default_paragraph == "N"


def test_room_between_paragraphs_of_one_style_falls_away_where_the_style_says_so() -> None:
    first = line('<w:contextualSpacing/><w:spacing w:after="120"/>')
    assert (first.contextual, first.after) == (True, 6)


def test_words_in_a_text_box_are_told_of_and_a_shape_without_words_is_a_line() -> None:
    box = "<w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict>"
    body = "<w:p><w:r>{}<w:t>chữ</w:t></w:r></w:p>"
    told = check(package(body.format(box.format("trong khung"))), "khung.docx")
    (finding,) = [one for one in told.findings if one.rule == "text-box"]
    assert "“trong khung”" in finding.found
    drawn = read(body.format(box.format("")))
    assert [(one.text, one.drawn, one.box) for one in drawn.lines] == [("chữ", True, 0)]


def test_a_decision_without_any_head_is_told_what_is_missing() -> None:
    body = _head(_run("QUYẾT ĐỊNH", bold=True)) + _head(_run("về việc mẫu", bold=True)) + _head(_run("-----"))
    rules = {finding.rule for finding in check(package(body), "trong.docx").findings}
    assert {"party-missing", "issuer-missing", "number-absent", "date-missing", "signer-missing"} <= rules


def test_a_list_told_to_begin_anew_does_so_once() -> None:
    one = '<w:p><w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr><w:r><w:t>ý</w:t></w:r></w:p>'
    lines = read("".join(one.format(number) for number in (1, 1, 3, 3, 1))).lines
    assert [line.label for line in lines] == ["1.", "2.", "1.", "2.", "3."]
