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
from bontot_desktop.documents.blocks import Document, Items, Paragraph, Section
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


def _labels(file: Any) -> dict[Any, str]:
    """What Word puts before the paragraphs of its lists."""
    lists = file.part.numbering_part.element
    shapes = {one.get(qn("w:abstractNumId")): one for one in lists.iter(qn("w:abstractNum"))}
    numbers = {one.get(qn("w:numId")): shapes[_value(one, "w:abstractNumId") or ""] for one in lists.iter(qn("w:num"))}
    counts: dict[str, int] = {}
    labels = {}
    for paragraph in _all(file, "w:p"):
        number = _value(paragraph, "w:pPr/w:numPr/w:numId") or _value(_style(file, paragraph), "w:pPr/w:numPr/w:numId")
        if number is None or number == "0":
            continue
        counts[number] = counts.get(number, 0) + 1
        level = numbers[number].find(qn("w:lvl"))
        assert _value(level, "w:suff") == "space"
        labels[paragraph] = f"{_value(level, 'w:lvlText')} ".replace("%1", str(counts[number]))
    return labels


def _read(file: Any) -> list[tuple[str, Any]]:
    """Every paragraph as a reader of the paper sees it."""
    labels = _labels(file)
    return [(labels.get(item, "") + _text(item), item) for item in _all(file, "w:p")]


def _paragraph(file: Any, starts: str) -> Any:
    found = [item for text, item in _read(file) if text.startswith(starts)]
    assert found, f"no paragraph begins with {starts!r}"
    return found[0]


def _named(file: Any, name: str) -> Any:
    return next(style for style in file.styles.element if style.get(qn("w:styleId")) == name)


def _style(file: Any, paragraph: Any) -> Any:
    return _named(file, paragraph.find(qn("w:pPr")).find(qn("w:pStyle")).get(qn("w:val")))


def _stated(file: Any, style: Any, path: str) -> Any:
    """What a style says, or else the one it is based on."""
    while style is not None:
        found = style.find("/".join(qn(part) for part in path.split("/")))
        if found is not None:
            return found
        base = _value(style, "w:basedOn")
        style = _named(file, base) if base else None
    raise AssertionError(f"nothing says {path}")


def _value(element: Any, path: str, attribute: str = "w:val") -> str | None:
    found = element.find("/".join(qn(part) for part in path.split("/")))
    return None if found is None else found.get(qn(attribute))


def _is_on(file: Any, style: Any, name: str) -> bool:
    return bool(_stated(file, style, f"w:rPr/{name}").get(qn("w:val")) != "0")


def test_page_size_margins_and_header_distance_are_in_twips_as_the_guide_says(kind: str) -> None:
    document, file = _of(kind)
    # A certificate is no văn bản: its own layout says where its margins are.
    own = document.first.margins_mm
    top, bottom, left, right = (1134, 1134, 1701, 850) if own is None else (round(mm * 1440 / 25.4) for mm in own)
    for section in file.element.iter(qn("w:sectPr")):
        size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
        assert sorted((int(size.get(qn("w:w"))), int(size.get(qn("w:h"))))) == [11906, 16838]
        names = ("w:top", "w:bottom", "w:left", "w:right", "w:header")
        assert [int(margins.get(qn(name))) for name in names] == [top, bottom, left, right, 567]


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


def test_the_file_does_not_say_on_which_system_it_was_made(kind: str) -> None:
    document, _ = _of(kind)
    with zipfile.ZipFile(io.BytesIO(word.render(document))) as package:
        assert {(part.create_system, part.date_time) for part in package.infolist()} == {(0, (1980, 1, 1, 0, 0, 0))}


def test_the_words_are_those_of_the_paper(kind: str) -> None:
    document, file = _of(kind)
    written = re.sub(r"[\s….]", "", "".join(text for text, _ in _read(file)))
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
    assert _stated(decision, style, "w:rPr/w:sz").get(qn("w:val")) == str(size)
    assert _is_on(decision, style, "w:b") is bold
    assert _is_on(decision, style, "w:i") is italic
    assert _stated(decision, style, "w:pPr/w:jc").get(qn("w:val")) == align


def test_body_paragraphs_have_exact_pitch_room_before_and_a_ten_millimetre_indent(decision: Any) -> None:
    style = _style(decision, _paragraph(decision, "Điều 2."))
    spacing = _stated(decision, style, "w:pPr/w:spacing")
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert 360 <= int(spacing.get(qn("w:line"))) <= 440
    assert int(spacing.get(qn("w:before"))) >= 120
    assert _stated(decision, style, "w:pPr/w:ind").get(qn("w:firstLine")) == "567"


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


def test_enter_after_a_line_of_a_list_begins_the_next_and_after_a_heading_plain_text(decision: Any) -> None:
    labels = _labels(decision)
    following = {
        "- Căn cứ Điều lệ": ("CanCu", "CanCu"),
        "- Như Điều 3;": ("NoiNhanDong", "NoiNhanDong"),
        "Điều 1.": ("Dieu", "NoiDung"),
        "BAN THƯỜNG VỤ ĐẢNG ỦY": ("DongQuyetDinh", "NoiDung"),
        "QUYẾT ĐỊNH": ("TenLoai", "TrichYeu"),
        "T/M BAN THƯỜNG VỤ": ("QuyenHan", "ChucVu"),
    }
    for starts, (own, after) in following.items():
        paragraph = _paragraph(decision, starts)
        style = _style(decision, paragraph)
        assert style.get(qn("w:styleId")) == own
        assert _value(style, "w:next") == after
        assert (paragraph in labels) is starts.startswith("- ")


def test_signs_and_numbers_of_lists_are_words_own_and_each_list_counts_from_one(kind: str) -> None:
    _, file = _of(kind)
    for paragraph in _all(file, "w:p"):
        assert not re.match(r"[-+–•] ", _text(paragraph)) or paragraph.getparent().tag == qn("w:tc")
    blocks = (Items(("Một.", "Hai."), "{n}. "), Paragraph("Xen giữa."), Items(("Ba.\nTiếp ba.", "Bốn."), "{n}. "))
    data = word.render(Document((*blocks, Paragraph("- Năm."), Items(("Sáu.",), "a) ")), "Thử", "Mẫu"))
    made = docx.Document(io.BytesIO(data))
    said = [text for text, _ in _read(made)]
    assert said == ["1. Một.", "2. Hai.", "Xen giữa.", "1. Ba.", "Tiếp ba.", "2. Bốn.", "- Năm.", "a) Sáu."]
    assert [_text(item) for item in _all(made, "w:p")][-2:] == ["Năm.", "a) Sáu."]


def test_styles_are_offered_in_the_order_of_the_paper_and_helpers_are_not(decision: Any) -> None:
    ours = [style for style in decision.styles.element.iter(qn("w:style")) if style.get(qn("w:customStyle"))]
    known = {style.get(qn("w:styleId")) for style in decision.styles.element.iter(qn("w:style"))}
    offered = [style for style in ours if style.find(qn("w:qFormat")) is not None]
    places = [int(_value(style, "w:uiPriority") or 0) for style in offered]
    assert places == sorted(set(places))
    hidden = {_value(style, "w:name") for style in ours} - {_value(style, "w:name") for style in offered}
    assert hidden == {"Đường kẻ dưới tiêu đề", "Chỗ ký", "Khoảng trống", "Số trang"}
    for style in ours:
        assert {_value(style, "w:next"), _value(style, "w:basedOn")} <= known
