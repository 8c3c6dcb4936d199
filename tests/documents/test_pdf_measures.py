"""Measures the PDF of every kind of paper against document-format §1 and §2: to 0.5 mm and 0.1 pt."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from functools import cache
from typing import Any

import pypdf
import pytest

from bontot_desktop.documents import pdf, plain, recognition_decision
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.flow import Grid
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.lines import lines_of
from bontot_desktop.documents.profile import FormatSettings
from tests.documents.measure import MM, Line, Sheet, pitches, read

HALF_MM = 0.5 * MM
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
DECISION = recognition_decision.KIND.build(recognition_decision.sample_facts(), FormatSettings())


@cache
def _of(kind: str) -> tuple[Document, bytes, list[Sheet]]:
    document = KINDS[kind].build(KINDS[kind].sample_facts(), FormatSettings())
    data = pdf.render(document)
    return document, data, read(data)


@pytest.fixture(params=sorted(KINDS), scope="module")
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@cache
def _decision() -> list[Sheet]:
    return read(pdf.render(DECISION))


@pytest.fixture(scope="module")
def first() -> Sheet:
    return _decision()[0]


def test_every_page_is_a4_and_keeps_its_margins(kind: str) -> None:
    document, _, sheets = _of(kind)
    for number, sheet in enumerate(sheets, start=1):
        assert sorted((sheet.width, sheet.height)) == pytest.approx([210 * MM, 297 * MM], abs=0.1)
        back = document.settings.two_sided and number % 2 == 0
        # A certificate is no văn bản: its own layout says where its margins are.
        top, bottom, left, right = document.first.margins_mm or (20, 20, *((15, 30) if back else (30, 15)))
        for line in _text_lines(sheet):
            assert line.x >= left * MM - HALF_MM
            assert line.right <= sheet.width - right * MM + HALF_MM
            assert line.baseline - line.size * 0.8 >= top * MM - HALF_MM
            assert line.baseline <= sheet.height - bottom * MM + HALF_MM


def test_every_sign_is_in_our_serif_and_black_sizes_are_the_guides(kind: str) -> None:
    _, _, sheets = _of(kind)
    for sheet in sheets:
        for line in sheet.lines:
            assert all("Serif" in mark.font or "Times" in mark.font for mark in line.inked)
            assert line.size >= 8


def test_page_numbers_stand_ten_millimetres_from_the_edge_in_the_middle_and_not_on_page_one(kind: str) -> None:
    document, _, sheets = _of(kind)
    if document.first.number_first or any(type(block).__name__ == "Section" for block in document.blocks):
        return
    assert not [line for line in sheets[0].lines if line.baseline < 20 * MM]
    for number, sheet in enumerate(sheets[1:], start=2):
        top = [line for line in sheet.lines if line.baseline < 20 * MM]
        assert [line.text for line in top] == [str(number)]
        shown = top[0]
        assert shown.size == pytest.approx(14, abs=0.1)
        assert not shown.bold
        assert not shown.italic
        assert shown.middle == pytest.approx((30 * MM + sheet.width - 15 * MM) / 2, abs=HALF_MM)
        assert 10 * MM <= shown.baseline - 0.68 * 14 <= 12 * MM


def test_the_text_of_the_pages_is_the_text_of_the_paper(kind: str) -> None:
    document, _, sheets = _of(kind)
    read_back = _bare("".join(line.text for sheet in sheets for line in sheet.lines))
    assert unicodedata.is_normalized("NFC", read_back)
    words = {word for word in _bare(plain.render(document), keep_spaces=True).split() if word.isalpha()}
    missing = {word for word in words if word not in read_back}
    assert not missing


def test_fonts_are_embedded_and_the_file_says_title_language_and_outline(kind: str) -> None:
    document, data, _ = _of(kind)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata is not None
    assert reader.metadata.title == document.title
    assert reader.metadata.author == document.author
    assert reader.root_object["/Lang"] == "vi-VN"
    assert reader.outline
    for page in reader.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            described: Any = font.get_object()
            if "/FontDescriptor" in described:
                assert "/FontFile2" in described["/FontDescriptor"]
                assert re.match(r"/[A-Z]{6}\+", described["/FontDescriptor"]["/FontName"])


def test_the_same_facts_give_the_same_bytes(kind: str) -> None:
    document, data, _ = _of(kind)
    assert pdf.render(document) == data


def test_a_signature_never_stands_alone_on_a_page(kind: str) -> None:
    _, _, sheets = _of(kind)
    for sheet in sheets:
        texts = [line.text for line in sheet.lines if line.baseline > 20 * MM]
        signers = [index for index, text in enumerate(texts) if text.startswith(("T/M ", "Nơi nhận:", "CHỦ TRÌ"))]
        if signers:
            assert min(signers) >= 1


def test_the_party_title_is_fifteen_bold_over_a_line_of_its_own_length(first: Sheet) -> None:
    title = first.line(PARTY)
    assert title.size == pytest.approx(15, abs=0.1)
    assert title.bold
    assert not title.italic
    assert title.middle == pytest.approx((30 + 78 + 87 / 2) * MM, abs=HALF_MM)
    rules = [stroke for stroke in first.strokes if stroke.right - stroke.x > 50 * MM]
    assert len(rules) == 1
    assert rules[0].x == pytest.approx(title.x, abs=1.0)
    assert rules[0].right == pytest.approx(title.right, abs=1.0)
    assert rules[0].right - rules[0].x == pytest.approx(72.9 * MM, abs=HALF_MM)
    assert title.baseline < rules[0].top < first.line("tháng 12 năm 2026").baseline


def test_the_issuers_stand_in_the_middle_of_the_left_column(first: Sheet) -> None:
    superior, issuer, star, number = (
        first.line(text) for text in ("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "*", "Số 05-QĐ/ĐU")
    )
    for line in (superior, issuer, star, number):
        assert line.size == pytest.approx(14, abs=0.1)
        assert line.middle == pytest.approx((30 + 78 / 2) * MM, abs=HALF_MM)
        assert not line.italic
    assert [line.bold for line in (superior, issuer, star, number)] == [False, True, False, False]
    assert superior.baseline < issuer.baseline < star.baseline < number.baseline
    assert superior.baseline == pytest.approx(first.line(PARTY).baseline, abs=0.1)
    assert star.text == "*"


def test_place_and_date_are_italic_fourteen_under_the_line(first: Sheet) -> None:
    line = first.line("Ví Dụ, ngày 18 tháng 12 năm 2026")
    assert line.size == pytest.approx(14, abs=0.1)
    assert line.italic
    assert not line.bold
    assert line.middle == pytest.approx((30 + 78 + 87 / 2) * MM, abs=HALF_MM)


def test_kind_name_summary_and_hyphens_are_centred_on_the_page(first: Sheet) -> None:
    lines = [first.line("QUYẾT ĐỊNH"), first.line("về công nhận"), first.line("-----")]
    assert [line.size for line in lines] == pytest.approx([16, 14, 14], abs=0.1)
    assert [line.bold for line in lines] == [True, True, False]
    assert all(line.middle == pytest.approx((30 + 165 / 2) * MM, abs=HALF_MM) for line in lines)


def test_body_lines_are_fourteen_on_nineteen_indented_ten_millimetres_and_justified(first: Sheet) -> None:
    start = next(i for i, line in enumerate(first.lines) if line.text.startswith("- Căn cứ Nghị quyết số 21"))
    whole = list(first.lines[start : start + 3])
    assert pitches(whole) == pytest.approx([19, 19], abs=0.1)
    assert [line.x for line in whole] == pytest.approx([40 * MM, 30 * MM, 30 * MM], abs=HALF_MM)
    assert [line.right for line in whole[:2]] == pytest.approx([195 * MM] * 2, abs=HALF_MM)
    assert all(line.size == pytest.approx(14, abs=0.1) for line in whole)
    following = first.lines[start + 3]
    assert following.baseline - whole[-1].baseline >= 19 + 6 - 0.1


def test_only_the_label_of_an_article_is_bold(first: Sheet) -> None:
    line = first.line("Điều 1. Công nhận")
    bold = "".join(mark.text for mark in line.marks if mark.bold)
    assert bold.strip() == "Điều 1."
    assert line.x == pytest.approx(40 * MM, abs=HALF_MM)


def test_the_last_basis_line_ends_with_a_comma_and_the_others_with_a_semicolon() -> None:
    lines = [line for line in plain.render(DECISION).split("\n") if line.startswith(("- Căn cứ", "- Xét", "- Theo"))]
    assert [line[-1] for line in lines] == [";"] * (len(lines) - 1) + [","]


def test_signature_and_recipients_stand_side_by_side_with_four_empty_lines_above_the_name() -> None:
    sheet = next(sheet for sheet in _decision() if any("Nơi nhận" in line.text for line in sheet.lines))
    label, authority, post, name = (
        sheet.line(text) for text in ("Nơi nhận:", "T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ")
    )
    assert label.baseline == pytest.approx(authority.baseline, abs=0.1)
    assert label.x == pytest.approx(30 * MM, abs=HALF_MM)
    assert label.size == pytest.approx(14, abs=0.1)
    assert not label.bold
    assert not label.italic
    under = [stroke for stroke in sheet.strokes if 0 < stroke.top - label.baseline < 4 and stroke.x < 40 * MM]
    assert under
    assert under[0].right == pytest.approx(label.right, abs=1)
    for line, bold in ((authority, True), (post, False), (name, True)):
        assert line.size == pytest.approx(14, abs=0.1)
        assert line.bold is bold
        assert line.middle == pytest.approx((30 + 78 + 87 / 2) * MM, abs=HALF_MM)
    assert name.baseline - post.baseline == pytest.approx(5 * 18, abs=0.1)
    recipients = [line for line in sheet.lines if line.text.startswith("- ") and line.x < 40 * MM]
    assert all(line.size == pytest.approx(12, abs=0.1) for line in recipients)
    assert recipients[-1].text == "- Lưu Văn phòng Đảng ủy."


def test_the_attached_list_starts_a_page_and_repeats_its_heading() -> None:
    facts = recognition_decision.sample_facts()
    long = replace(facts, cells=facts.cells * 3)
    sheets = read(pdf.render(recognition_decision.KIND.build(long, FormatSettings())))
    start = next(i for i, sheet in enumerate(sheets) if any(line.text == "DANH SÁCH" for line in sheet.lines))
    listing = sheets[start:]
    assert start >= 1
    assert len(listing) == 3
    assert listing[0].lines[0].text == str(start + 1)
    assert _top_line(listing[0]).text == "DANH SÁCH"
    for sheet in listing:
        heading = sheet.line("Tên chi bộ")
        assert heading.bold
        assert heading.size == pytest.approx(12, abs=0.1)
    assert "(Kèm theo Quyết định số 05-QĐ/ĐU, ngày 18/12/2026" in listing[0].line("(Kèm theo").text


def test_rows_of_the_list_take_two_lines_at_most() -> None:
    facts = recognition_decision.sample_facts()
    (grid,) = (
        item
        for item in compose(recognition_decision.KIND.build(facts, FormatSettings())).items
        if isinstance(item, Grid) and item.ruled
    )
    assert sum(grid.widths) == pytest.approx(165 * MM, abs=0.1)
    for row in grid.rows[1:]:
        for cell, width in zip(row.cells, grid.widths, strict=False):
            room = width if cell.span == 1 else sum(grid.widths)
            assert sum(len(lines_of(para, room - 2 * grid.pad_side)) for para in cell.paras) <= 2
    assert len(lines_of(grid.rows[0].cells[-1].paras[0], grid.widths[-1] - 2 * grid.pad_side)) <= 2


def test_a_draft_leaves_room_for_number_and_date() -> None:
    facts = recognition_decision.sample_facts()
    facts = replace(facts, head=replace(facts.head, number=None, day=None, year=2026))
    text = plain.render(recognition_decision.KIND.build(facts, FormatSettings()))
    assert "Số      -QĐ/ĐU" in text
    assert "Ví Dụ, ngày      tháng      năm 2026" in text


def test_an_office_that_prints_on_both_sides_has_mirrored_margins() -> None:
    sheets = read(pdf.render(recognition_decision.KIND.build(_facts(), FormatSettings(two_sided=True))))
    body = [min(line.x for line in _text_lines(sheet)) for sheet in sheets[:2]]
    assert body == pytest.approx([30 * MM, 15 * MM], abs=HALF_MM)


def _facts() -> Any:
    return recognition_decision.sample_facts()


def _text_lines(sheet: Sheet) -> list[Line]:
    return [line for line in sheet.lines if line.baseline > 20 * MM]


def _top_line(sheet: Sheet) -> Line:
    return min(_text_lines(sheet), key=lambda line: line.baseline)


def _bare(text: str, *, keep_spaces: bool = False) -> str:
    return text if keep_spaces else re.sub(r"\s", "", text)
