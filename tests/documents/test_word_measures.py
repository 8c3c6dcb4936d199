"""Measures the Word file of every kind of paper against document-format §1 and §2, by its XML."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from bontot_desktop.documents import plain, recognition_decision, word
from bontot_desktop.documents.blocks import Document, Section
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.profile import FormatSettings


@cache
def _of(kind: str) -> tuple[Document, Any]:
    document = KINDS[kind].build(KINDS[kind].sample_facts(), FormatSettings())
    return document, docx.Document(io.BytesIO(word.render(document)))


@pytest.fixture(params=sorted(KINDS), scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def decision() -> Any:
    facts = recognition_decision.sample_facts()
    return docx.Document(io.BytesIO(word.render(recognition_decision.KIND.build(facts, FormatSettings()))))


def _all(file: Any, name: str) -> list[Any]:
    return list(file.element.iter(qn(name)))


def _text(element: Any) -> str:
    parts = []
    for node in element.iter(qn("w:t"), qn("w:noBreakHyphen")):
        parts.append(node.text if node.tag == qn("w:t") else "-")
    return "".join(parts)


def _paragraph(file: Any, starts: str) -> Any:
    found = [item for item in _all(file, "w:p") if _text(item).startswith(starts)]
    assert found, f"no paragraph begins with {starts!r}"
    return found[0]


def _style(file: Any, paragraph: Any) -> Any:
    name = paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val"))
    return next(style for style in file.styles.element if style.get(qn("w:styleId")) == name)


def _value(element: Any, path: str, attribute: str = "w:val") -> str | None:
    found = element.find("/".join(qn(part) for part in path.split("/")))
    return None if found is None else found.get(qn(attribute))


def _is_on(style: Any, name: str) -> bool:
    found = style.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val")) != "0"


def test_page_size_margins_and_header_distance_are_in_twips_as_the_guide_says(kind: str) -> None:
    _, file = _of(kind)
    for section in file.element.iter(qn("w:sectPr")):
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        assert sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h"))))) == [11906, 16838]
        names = ("w:top", "w:bottom", "w:left", "w:right", "w:header")
        assert [int(margins.get(qn(name))) for name in names] == [1134, 1134, 1701, 850, 567]


def test_page_one_hides_its_number_and_later_pages_show_the_field(kind: str) -> None:
    document, file = _of(kind)
    if document.first != Section(number_first=False):
        return
    section = file.sections[0]
    assert section.different_first_page_header_footer
    assert "PAGE" in etree.tostring(section.header._element, encoding="unicode")
    assert "PAGE" not in etree.tostring(section.first_page_header._element, encoding="unicode")
    paragraph = section.header._element.find(qn("w:p"))
    style = _style(file, paragraph)
    assert _value(style, "w:pPr/w:jc") == "center"
    assert _value(style, "w:rPr/w:sz") == "28"


def test_every_style_names_times_new_roman_in_all_four_slots(kind: str) -> None:
    _, file = _of(kind)
    fonts = list(file.styles.element.iter(qn("w:rFonts")))
    assert len(fonts) > 30
    for font in fonts:
        slots = {font.get(qn(f"w:{slot}")) for slot in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert slots == {"Times New Roman"}
    assert not list(file.element.iter(qn("w:rFonts")))


def test_every_paragraph_has_one_of_our_named_styles_and_there_are_no_text_boxes(kind: str) -> None:
    _, file = _of(kind)
    known = {style.get(qn("w:styleId")) for style in file.styles.element}
    for paragraph in _all(file, "w:p"):
        assert paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val")) in known - {"Normal"}
    markup = etree.tostring(file.element, encoding="unicode")
    assert "txbx" not in markup
    assert "w:drawing" not in markup
    assert "w:pict" not in markup


def test_no_row_is_split_and_heading_rows_of_ruled_tables_repeat(kind: str) -> None:
    _, file = _of(kind)
    for row in _all(file, "w:tr"):
        assert row.find(qn("w:trPr")).find(qn("w:cantSplit")) is not None
    for table in _all(file, "w:tbl"):
        assert table.find(qn("w:tblPr")).find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"


def test_the_file_says_title_author_and_language(kind: str) -> None:
    document, file = _of(kind)
    assert file.core_properties.title == document.title
    assert file.core_properties.author == document.author
    assert file.core_properties.language == "vi-VN"
    assert _value(file.styles.element, "w:docDefaults/w:rPrDefault/w:rPr/w:lang") == "vi-VN"


def test_the_same_facts_give_the_same_bytes(kind: str) -> None:
    document, _ = _of(kind)
    assert word.render(document) == word.render(document)


def test_the_words_are_those_of_the_paper(kind: str) -> None:
    document, file = _of(kind)
    written = re.sub(r"[\s….]", "", "".join(_text(item) for item in _all(file, "w:p")))
    for line in plain.render(document).split("\n"):
        for piece in re.split(r"…+|\|", line):
            assert re.sub(r"[\s….]", "", piece) in written


@pytest.mark.parametrize(
    ("starts", "size", "bold", "italic", "align"),
    [
        ("ĐẢNG CỘNG SẢN VIỆT NAM", 30, True, False, "center"),
        ("ĐẢNG BỘ TỈNH", 28, False, False, "center"),
        ("ĐẢNG ỦY XÃ", 28, True, False, "center"),
        ("*", 28, False, False, "center"),
        ("Số 05-QĐ/ĐU", 28, False, False, "center"),
        ("Ví Dụ, ngày", 28, False, True, "center"),
        ("QUYẾT ĐỊNH", 32, True, False, "center"),
        ("về công nhận", 28, True, False, "center"),
        ("-----", 28, False, False, "center"),
        ("- Căn cứ Điều lệ", 28, False, False, "both"),
        ("BAN THƯỜNG VỤ ĐẢNG ỦY", 28, True, False, "center"),
        ("Điều 1.", 28, False, False, "both"),
        ("Nơi nhận:", 28, False, False, "left"),
        ("- Như Điều 3;", 24, False, False, "left"),
        ("T/M BAN THƯỜNG VỤ", 28, True, False, "center"),
        ("BÍ THƯ", 28, False, False, "center"),
        ("Trần Thị Thí Dụ", 28, True, False, "center"),
    ],
)
def test_each_component_has_its_size_face_and_place(
    decision: Any, starts: str, size: int, bold: bool, italic: bool, align: str
) -> None:
    style = _style(decision, _paragraph(decision, starts))
    assert _value(style, "w:rPr/w:sz") == str(size)
    assert _is_on(style, "w:b") is bold
    assert _is_on(style, "w:i") is italic
    assert _value(style, "w:pPr/w:jc") == align


def test_body_paragraphs_have_exact_pitch_room_before_and_a_ten_millimetre_indent(decision: Any) -> None:
    style = _style(decision, _paragraph(decision, "Điều 2."))
    spacing = style.find(qn("w:pPr")).find(qn("w:spacing"))
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 360 <= int(spacing.get(qn("w:line"))) <= 440
    assert int(spacing.get(qn("w:before"))) >= 120
    assert _value(style, "w:pPr/w:ind", "w:firstLine") == "567"


def test_the_line_under_the_party_title_is_as_long_as_the_title(decision: Any) -> None:
    ruled = list(_all(decision, "w:pBdr"))
    assert len(ruled) == 1
    border = ruled[0].find(qn("w:top"))
    assert (border.get(qn("w:val")), border.get(qn("w:sz"))) == ("single", "6")
    indent = ruled[0].getparent().find(qn("w:ind"))
    right_column = 4933
    length = right_column - int(indent.get(qn("w:left"))) - int(indent.get(qn("w:right")))
    assert length / 20 == pytest.approx(206.6, abs=1.4)


def test_head_and_foot_are_borderless_tables_of_78_and_87_millimetres(decision: Any) -> None:
    for table in (_all(decision, "w:tbl")[0], _all(decision, "w:tbl")[1]):
        assert table.find(qn("w:tblPr")).find(qn("w:tblBorders")) is None
        widths = [int(column.get(qn("w:w"))) for column in table.find(qn("w:tblGrid"))]
        assert widths == [4422, 4933]


def test_the_foot_stays_with_the_last_paragraph_and_leaves_four_lines_for_the_signature(decision: Any) -> None:
    last = _paragraph(decision, "Điều 3.")
    assert last.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
    cell = next(cell for cell in _all(decision, "w:tc") if _text(cell).startswith("T/M"))
    texts = [_text(paragraph) for paragraph in cell.iter(qn("w:p"))]
    assert texts == ["T/M BAN THƯỜNG VỤ", "BÍ THƯ", "", "", "", "", "Trần Thị Thí Dụ"]
    for paragraph in list(cell.iter(qn("w:p")))[:-1]:
        assert _style(decision, paragraph).find(qn("w:pPr")).find(qn("w:keepNext")) is not None


def test_the_list_is_ruled_with_half_a_point_and_its_heading_row_repeats(decision: Any) -> None:
    table = _all(decision, "w:tbl")[2]
    borders = table.find(qn("w:tblPr")).find(qn("w:tblBorders"))
    assert {(edge.get(qn("w:val")), edge.get(qn("w:sz"))) for edge in borders} == {("single", "4")}
    rows = table.findall(qn("w:tr"))
    heads = [row.find(qn("w:trPr")).find(qn("w:tblHeader")) is not None for row in rows]
    assert heads == [True] + [False] * (len(rows) - 1)
    assert _paragraph(decision, "DANH SÁCH").find(qn("w:pPr")).find(qn("w:pageBreakBefore")) is not None


def test_only_the_label_of_an_article_is_bold(decision: Any) -> None:
    runs = list(_paragraph(decision, "Điều 1.").iter(qn("w:r")))
    bold = [_text(run) for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:b')}") is not None]
    assert bold == ["Điều 1."]


def test_mirrored_margins_are_set_only_for_two_sided_printing() -> None:
    facts = recognition_decision.sample_facts()
    for two_sided in (False, True):
        data = word.render(recognition_decision.KIND.build(facts, FormatSettings(two_sided=two_sided)))
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            settings = package.read("word/settings.xml").decode()
        assert ("mirrorMargins" in settings) is two_sided
