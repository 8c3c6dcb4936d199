"""The check sees in tables, lists, linked styles and empty paragraphs what Word makes of them."""

from __future__ import annotations

import pytest

from bontot_desktop.documents.lint import opening, sections
from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.paper import Line
from tests.documents.lint.test_resolving import NUMBERING, STYLES, W, package

TABLE_STYLE = """
<w:style w:type="table" w:styleId="Parts"><w:basedOn w:val="Tab"/>
  <w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>
  <w:tblStylePr w:type="firstRow"><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="lastRow"><w:rPr><w:sz w:val="30"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="firstCol"><w:rPr><w:i w:val="0"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="band2Horz"><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr></w:tblStylePr>
  <w:tblStylePr w:type="nwCell"><w:rPr><w:sz w:val="20"/></w:rPr></w:tblStylePr>
</w:style>
<w:style w:type="table" w:styleId="Bare"/>
<w:style w:type="paragraph" w:styleId="Heading"><w:basedOn w:val="N"/>
  <w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:ind w:left="0" w:firstLine="567"/></w:pPr><w:rPr><w:b/></w:rPr>
</w:style>
<w:style w:type="character" w:styleId="HeadingChar"><w:link w:val="Heading"/>
  <w:rPr><w:b/><w:sz w:val="32"/></w:rPr>
</w:style>
"""
LISTS = """
<w:abstractNum w:abstractNumId="7">
  <w:lvl w:ilvl="0"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1-"/></w:lvl>
  <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Heading"/><w:lvlText w:val="%2)"/>
    <w:pPr><w:ind w:left="1440" w:hanging="360"/></w:pPr>
    <w:rPr><w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/></w:rPr></w:lvl>
</w:abstractNum>
<w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>
<w:abstractNum w:abstractNumId="8"><w:styleLink w:val="MyList"/>
  <w:lvl w:ilvl="0"><w:lvlText w:val="+"/><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="9"><w:numStyleLink w:val="MyList"/></w:abstractNum>
<w:num w:numId="9"><w:abstractNumId w:val="9"/></w:num>
"""
PARTS = {
    "word/styles.xml": f"<w:styles {W}>{STYLES}{TABLE_STYLE}</w:styles>",
    "word/numbering.xml": f"<w:numbering {W}>{NUMBERING}{LISTS}</w:numbering>",
}


def read(body: str) -> list[Line]:
    return list(sections.read(opening.unpack(package(body, **PARTS), "thu.docx")).lines)


def table(look: str, style: str = "Parts") -> list[Line]:
    cell = "<w:tc><w:p><w:r><w:t>chữ</w:t></w:r></w:p></w:tc>"
    row = f"<w:tr>{cell * 2}</w:tr>"
    return read(f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblLook {look}/></w:tblPr>{row * 4}</w:tbl>')


@pytest.mark.parametrize("look", ['w:firstRow="1" w:lastRow="1" w:firstColumn="1" w:noVBand="1"', 'w:val="04E0"'])
def test_each_part_of_a_table_has_the_look_its_style_gives_that_part(look: str) -> None:
    lines = table(look)
    faces = [line.spans[0].face for line in lines]
    assert [face.bold for face in faces] == [True, True, *[False] * 6]
    assert [line.align for line in lines[:3]] == ["center", "center", "left"]
    assert [face.size for face in faces] == [10, 12, 12, 12, 12, 12, 15, 15]
    assert [face.italic for face in faces] == [False, True] * 4
    assert [face.font for face in faces[2:6]] == ["Calibri", "Calibri", "Arial", "Arial"]


def test_parts_a_table_does_not_ask_for_stay_out() -> None:
    assert {line.spans[0].face.size for line in table('w:val="0600"')} == {12}
    assert {line.spans[0].face.font for line in table('w:val="0600"')} == {"Calibri"}


def test_lines_of_a_table_come_from_its_style_too() -> None:
    assert [one[0].spot.ruled for one in (table(""), table("", "Bare")) if one[0].spot] == [True, False]


def test_a_style_tied_to_a_list_level_counts_there_and_keeps_its_own_indent() -> None:
    (line,) = read('<w:p><w:pPr><w:pStyle w:val="Heading"/></w:pPr><w:r><w:t>mục</w:t></w:r></w:p>')
    assert (line.text, line.left, line.first) == ("1) mục", 0, 28.35)
    assert line.label_face is not None
    assert (line.label_face.font, line.label_face.bold) == ("Verdana", True)
    given = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="7"/></w:numPr></w:pPr><w:r><w:t>mục</w:t></w:r></w:p>'
    )
    assert [(one.left, one.first) for one in read(given)] == [(72, -18)]


def test_the_font_of_a_number_word_puts_before_a_paragraph_is_looked_at() -> None:
    body = '<w:p><w:pPr><w:pStyle w:val="Heading"/></w:pPr><w:r><w:t>mục</w:t></w:r></w:p>'
    told = [finding.found for finding in check(package(body, **PARTS), "so.docx").findings if finding.rule == "font"]
    assert "phông Verdana" in told


def test_a_list_that_only_names_a_list_style_has_that_style_s_bullets() -> None:
    body = '<w:p><w:pPr><w:numPr><w:numId w:val="9"/></w:numPr></w:pPr><w:r><w:t>ý</w:t></w:r></w:p>'
    assert [line.text for line in read(body)] == ["+ ý"]


def test_the_character_style_linked_to_a_heading_is_one_of_its_own() -> None:
    run = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>chữ</w:t></w:r>'
    linked, wrong = read(f"<w:p>{run.format('HeadingChar')}</w:p><w:p>{run.format('Heading')}</w:p>")
    assert (linked.spans[0].face.size, linked.spans[0].face.bold) == (16, True)
    assert (wrong.spans[0].face.size, wrong.spans[0].face.bold) == (11, False)


def test_a_paragraph_that_names_a_style_of_another_kind_has_word_s_own() -> None:
    (line,) = read('<w:p><w:pPr><w:pStyle w:val="Strong"/></w:pPr><w:r><w:t>chữ</w:t></w:r></w:p>')
    assert line.spans[0].face.bold is False


def test_an_empty_paragraph_is_as_high_as_its_mark() -> None:
    (line,) = read(
        '<w:p><w:pPr><w:spacing w:line="240" w:lineRule="auto"/><w:rPr><w:sz w:val="40"/></w:rPr></w:pPr></w:p>'
    )
    assert line.height == pytest.approx(23)
