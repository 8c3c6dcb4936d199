"""How lines and pages are broken: widths, keeping together, tables over pages, dots to the foot of a page."""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise

import docx
import pytest

from bontot_desktop.documents import fonts, pdf, plain, word
from bontot_desktop.documents.balance import balanced
from bontot_desktop.documents.blocks import (
    Article,
    Block,
    Column,
    Document,
    DottedLines,
    Field,
    FieldLine,
    HeadCell,
    Letterhead,
    PageBreak,
    Paragraph,
    Recipients,
    Role,
    Run,
    Section,
    Signature,
    Signer,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.flow import Grid, Para
from bontot_desktop.documents.glue import held_spaces
from bontot_desktop.documents.layout import Page, lay_out
from bontot_desktop.documents.lines import held_signs, lines_of
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.styles import CELL, body_styles
from tests.documents.measure import MM, Sheet, read

BODY = body_styles(FormatSettings(), 19).body
SENTENCE = "Chi bộ thảo luận, thống nhất nội dung báo cáo và giao nhiệm vụ cho từng đảng viên. "
SIGNATURE = Signature(Signer("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"), Recipients(("Như trên", "Lưu Chi bộ")))


def _paper(*blocks: Block, settings: FormatSettings | None = None) -> Document:
    return Document(blocks, "Văn bản mẫu", "Chi bộ thôn Mẫu 1", date(2026, 9, 6), settings or FormatSettings())


def _pages(*blocks: Block) -> list[Page]:
    return lay_out(compose(_paper(*blocks))).pages


def _sheets(*blocks: Block) -> list[Sheet]:
    return read(pdf.render(_paper(*blocks)))


def _texts(sheet: Sheet) -> list[str]:
    return [line.text for line in sheet.lines]


def test_a_line_takes_as_many_words_as_fit() -> None:
    para = Para(BODY, (Run(SENTENCE * 4),))
    lines = lines_of(para, 467.75)
    for index, line in enumerate(lines[:-1]):
        room = 467.75 - (BODY.indent if index == 0 else 0)
        text = "".join(piece.text for piece in line)
        following = lines[index + 1][0].text.split(" ")[0]
        assert fonts.width(text, "BonTot-Serif", 14) <= room
        assert fonts.width(f"{text} {following}", "BonTot-Serif", 14) > room - 0.1


def test_a_word_longer_than_a_line_is_cut_and_nothing_is_lost() -> None:
    word_without_end = "ố" * 300
    lines = lines_of(Para(CELL, (Run(word_without_end),)), 100)
    assert "".join(piece.text for line in lines for piece in line) == word_without_end
    assert all(sum(piece.width for piece in line) <= 100 for line in lines)


def test_a_document_number_is_never_parted_and_word_is_told_so() -> None:
    text = f"{'a' * 20} Quy định mới 366-QĐ/TW"
    width = fonts.width(f"{'a' * 20} Quy định mới 366-Q", "BonTot-Serif", 12)
    para = Para(CELL, (Run(text),))
    assert ["".join(piece.text for piece in line) for line in lines_of(para, width)] == [
        f"{'a' * 20} Quy định mới",
        "366-QĐ/TW",
    ]
    assert held_signs(para, width) == {text.index("-")}
    assert held_signs(para, 1000) == frozenset()


def test_titles_break_into_even_lines_without_a_lonely_word() -> None:
    text = "về công nhận các chi bộ đạt danh hiệu Chi bộ 4 tốt năm 2026 của Đảng bộ xã Ví Dụ"
    lines = balanced(text, "BonTot-Serif-Bold", 14, 390).split("\n")
    widths = [fonts.width(line, "BonTot-Serif-Bold", 14) for line in lines]
    assert " ".join(lines) == text
    assert max(widths) <= 390
    assert min(widths) > 0.6 * max(widths)


def test_breaks_the_office_wants_stay() -> None:
    sheet = _sheets(Letterhead("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ TRƯỜNG TIỂU HỌC\nVÀ TRUNG HỌC CƠ SỞ MẪU"))[0]
    assert "CHI BỘ TRƯỜNG TIỂU HỌC" in _texts(sheet)
    assert "VÀ TRUNG HỌC CƠ SỞ MẪU" in _texts(sheet)


def test_a_long_issuer_wraps_inside_its_column() -> None:
    sheet = _sheets(Letterhead("ĐẢNG BỘ THÀNH PHỐ VÍ DỤ", "ĐẢNG ỦY PHƯỜNG BÌNH HƯNG HÒA THÍ DỤ"))[0]
    left = [line for line in sheet.lines if line.x < 100 * MM and line.bold]
    assert len(left) == 2
    assert all(line.right <= (30 + 78) * MM for line in left)


@pytest.mark.parametrize("count", range(20, 34))
def test_a_signature_takes_body_text_with_it_to_the_next_page(count: int) -> None:
    sheets = _sheets(
        Title("BÁO CÁO"), *(Paragraph("Một dòng.") for _ in range(count)), Paragraph(SENTENCE * 3), SIGNATURE
    )
    last = _texts(sheets[-1])
    start = next(index for index, text in enumerate(last) if text == "Nơi nhận:")
    assert any("Chi bộ thảo luận" in text or "đảng viên." in text for text in last[:start])
    assert "Nguyễn Văn Ví Dụ" in last


@pytest.mark.parametrize("count", range(24, 32))
def test_no_paragraph_leaves_a_single_line_at_the_end_or_start_of_a_page(count: int) -> None:
    sheets = _sheets(*(Paragraph("Một dòng.") for _ in range(count)), Paragraph(SENTENCE * 8))
    pages = [[text for text in _texts(sheet) if text not in ("Một dòng.", "2")] for sheet in sheets]
    assert all(len(lines) != 1 for lines in pages)


def test_a_heading_stays_with_its_text() -> None:
    for count in range(24, 31):
        sheets = _sheets(
            *(Paragraph("Một dòng.") for _ in range(count)),
            Paragraph("I- ĐỀ MỤC", Role.HEADING_1),
            Paragraph(SENTENCE * 3),
        )
        for sheet in sheets:
            assert _texts(sheet)[-1] != "I- ĐỀ MỤC"


def test_heading_rows_repeat_groups_stay_with_rows_and_rows_are_whole() -> None:
    columns = (Column("TT", 10, "center"), Column("Nội dung"))
    rows = tuple(
        TableRow((f"Nhóm {index}",), kind="group") if index % 7 == 0 else TableRow((str(index), SENTENCE * 3))
        for index in range(60)
    )
    sheets = _sheets(Table(columns, rows))
    assert len(sheets) > 2
    for sheet in sheets:
        texts = [text for text in _texts(sheet) if not text.isdecimal()]
        assert texts[0].startswith("TT")
        assert not texts[-1].startswith("Nhóm")


def test_a_row_taller_than_a_page_runs_on_and_loses_nothing() -> None:
    long = " ".join(f"ý{index}" for index in range(3000))
    sheets = _sheets(Table((Column("TT", 10), Column("Ý kiến")), (TableRow(("1", long)),)))
    assert len(sheets) > 1
    together = " ".join(text for sheet in sheets for text in _texts(sheet))
    assert all(f"ý{index}" in together for index in range(0, 3000, 97))


def test_heading_cells_cover_rows_and_columns_in_both_files() -> None:
    head = ((HeadCell("TT", rows=2), HeadCell("Tháng", span=2)), (HeadCell("1"), HeadCell("2")))
    table = Table((Column("TT", 10), Column("a"), Column("b")), (TableRow(("1", "x", "v")),), head=head)
    sheet = _sheets(table)[0]
    first, month = sheet.line("TT"), sheet.line("Tháng")
    assert first.baseline > month.baseline
    cells = docx.Document(io.BytesIO(word.render(_paper(table)))).tables[0].rows[1].cells
    assert [cell.text for cell in cells] == ["TT", "1", "2"]


def test_dots_fill_the_page_and_the_back_of_the_sheet() -> None:
    laid = lay_out(
        compose(_paper(Paragraph("Ý kiến"), DottedLines(fill="sheet"), PageBreak(odd=True), Paragraph("Sau")))
    )
    assert len(laid.pages) == 3
    assert laid.fillers == [False]
    free = [page.shape.text_height - max(y + chunk.height for y, chunk in page.placed) for page in laid.pages[:2]]
    assert all(0 <= room < 25 for room in free)
    pitch = [below[0] - above[0] for above, below in pairwise(laid.pages[1].placed)]
    assert all(8 * MM <= distance <= 9 * MM for distance in pitch)


def test_a_right_hand_start_leaves_a_numbered_empty_page() -> None:
    blocks = (Paragraph("Một"), PageBreak(odd=True), Paragraph("Ba"), Section(restart_at=1), Paragraph("Lại một"))
    sheets = _sheets(*blocks)
    assert [_texts(sheet) for sheet in sheets] == [["Một"], ["2"], ["3", "Ba"], ["1", "Lại một"]]


def test_blank_fields_become_dots_and_given_ones_flow() -> None:
    text = plain.render(_paper(FieldLine((Field("Địa điểm:"), Field("Chủ trì:", "đồng chí A")))))
    assert text == "- Địa điểm: ……; Chủ trì: đồng chí A"
    text = plain.render(
        _paper(FieldLine((Field("Địa điểm:", "Nhà văn hóa"), Field("Chủ trì:", "đồng chí A")), end="."))
    )
    assert text == "- Địa điểm: Nhà văn hóa; Chủ trì: đồng chí A."


def test_signs_of_markup_control_and_decomposed_letters_come_out_clean_in_every_file() -> None:
    odd = "A & B <b>không đậm</b> \x00\x0b\ufeff“Nguyễn” 100 %"
    block = Article(1, odd)
    wanted = "Điều 1. A & B <b>không đậm</b> “Nguyễn” 100 %"
    assert plain.render(_paper(block)) == wanted
    assert "".join(line.text for line in _sheets(block)[0].lines).replace(" ", "") == wanted.replace(" ", "")
    paragraphs = docx.Document(io.BytesIO(word.render(_paper(block)))).paragraphs
    assert wanted in [paragraph.text for paragraph in paragraphs]


def test_a_sign_the_font_lacks_prints_as_a_square_and_not_as_nothing() -> None:
    assert "□" in _sheets(Paragraph("Vui \U0001f600"))[0].lines[0].text


def test_a_block_no_one_knows_is_refused() -> None:
    with pytest.raises(TypeError):
        compose(_paper("không phải khối"))  # type: ignore[arg-type]


def test_landscape_pages_turn_the_paper() -> None:
    sheets = _sheets(Paragraph("Dọc"), Section(landscape=True), Paragraph("Ngang"))
    assert sheets[1].width > sheets[1].height
    assert sheets[0].width < sheets[0].height


def test_our_fonts_write_every_vietnamese_letter() -> None:
    for widths in fonts.register().values():
        assert fonts.missing_letters(widths) == ""
    assert len(fonts.vietnamese_letters()) > 180


def test_a_long_place_keeps_its_date_on_one_line_and_names_of_bodies_are_not_parted() -> None:
    head = Letterhead(
        "ĐẢNG BỘ THÀNH PHỐ HỒ CHÍ VÍ DỤ",
        "ĐẢNG ỦY PHƯỜNG BÌNH HƯNG VÍ DỤ",
        "Số      -CV/ĐU",
        "Bình Hưng Ví Dụ, ngày      tháng      năm 2026",
    )
    texts = _texts(_sheets(head)[0])
    assert "ĐẢNG BỘ THÀNH PHỐ" in texts
    assert any(text.startswith("Bình Hưng Ví Dụ, ngày") and text.endswith("năm 2026") for text in texts)


def test_a_long_place_takes_room_from_the_issuer_rather_than_part_the_date() -> None:
    head = Letterhead("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ", None, "Hòa Bình Thí Dụ, ngày 28 tháng 11 năm 2026")
    sheet = _sheets(head)[0]
    assert "Hòa Bình Thí Dụ, ngày 28 tháng 11 năm 2026" in _texts(sheet)
    assert sheet.line("Hòa Bình").middle == pytest.approx(sheet.line("ĐẢNG CỘNG SẢN").middle, abs=1)
    assert sheet.line("ĐẢNG CỘNG SẢN").right < 195 * MM


@pytest.mark.parametrize("rows", [28, 29, 30, 31, 32, 40])
def test_rows_to_write_in_never_go_to_a_page_by_ones_and_twos(rows: int) -> None:
    table = Table((Column("TT", 10), Column("Họ và tên", 0)), (TableRow(("", "")),) * rows, row_height_mm=8.5)
    counts = [sum(1 for _, chunk in page.placed if chunk.repeats) for page in _pages(table)]
    assert sum(counts) == rows
    assert min(counts) >= 4


def _list_of(rows: int, *after: Block, words: str = "Chi bộ thôn Mẫu") -> list[list[str]]:
    table = Table(
        (Column("TT", 20), Column("Tên chi bộ")), tuple(TableRow((str(n), words)) for n in range(1, rows + 1))
    )
    return [_texts(sheet) for sheet in _sheets(table, *after)]


@pytest.mark.parametrize("rows", range(34, 40))
def test_the_line_below_a_table_takes_its_last_two_rows_along(rows: int) -> None:
    pages = _list_of(rows, Paragraph("Danh sách này có nhiều chi bộ."))
    last = pages[-1]
    assert last[-1] == "Danh sách này có nhiều chi bộ."
    if len(pages) > 1:
        assert str(rows) in last
        assert str(rows - 1) in last


@pytest.mark.parametrize("lines", range(22, 30))
def test_a_small_table_is_not_parted_and_goes_to_the_next_page_with_its_heading(lines: int) -> None:
    above = [Paragraph("Một dòng.")] * lines
    heading = Paragraph("IV. TỰ ĐÁNH GIÁ", Role.HEADING_1, keep_with_next=True)
    table = Table((Column("TT", 20), Column("Tiêu chí")), tuple(TableRow((str(n), "Tiêu chí")) for n in range(1, 6)))
    found = [_texts(sheet) for sheet in _sheets(*above, heading, table)]
    (page,) = (texts for texts in found if "1" in texts)
    assert "IV. TỰ ĐÁNH GIÁ" in page
    assert {"1", "2", "3", "4", "5"} <= set(page)


@pytest.mark.parametrize("rows", range(36, 42))
def test_no_row_of_a_long_table_stands_alone_on_a_page(rows: int) -> None:
    for page in _list_of(rows, words="Chi bộ Trường Trung học phổ thông Nguyễn Thị Mẫu xã Thí Dụ Thượng, tổ Mẫu 1"):
        assert sum(text.isdigit() for text in page[1:]) != 1


def test_a_heading_below_a_table_leaves_the_rows_where_they_are() -> None:
    with_heading = _list_of(30, Paragraph("3. Chỉ tiêu", Role.HEADING_2, keep_with_next=True), Paragraph("Một."))
    assert "30" in with_heading[0]


def test_a_count_of_cells_or_members_is_not_parted_from_its_number() -> None:
    text = "trong đó có 01 chi bộ, 09 đảng viên và 22 đồng chí"
    held = held_spaces(text)
    for words in ("01 chi bộ", "09 đảng viên", "22 đồng chí"):
        at = text.index(words) + 2
        assert at in held


@pytest.mark.parametrize("rows", range(34, 40))
def test_the_line_below_a_tables_note_stays_with_note_and_rows(rows: int) -> None:
    note = Paragraph("Ghi tiếp vào các dòng trống.", Role.NOTE)
    last = _list_of(rows, note, Paragraph("Tổng số đại biểu: 07."))[-1]
    assert last[-2:] == ["Ghi tiếp vào các dòng trống.", "Tổng số đại biểu: 07."]
    assert str(rows) in last


def test_the_date_above_a_signature_breaks_after_a_long_place() -> None:
    date_line = "Cửa khẩu Nam Thí Dụ Thượng, ngày 06 tháng 6 năm 2026"
    (sheet,) = _sheets(
        Paragraph("Nội dung."), Signature(Signer("NGƯỜI NHẬN XÉT", "", "Trần Thị Mẫu"), place_date=date_line)
    )
    assert "ngày 06 tháng 6 năm 2026" in _texts(sheet)


def test_a_paper_that_ends_with_a_signature_has_room_for_the_last_paragraph_of_its_word_file() -> None:
    signature, end = compose(_paper(Paragraph("Nội dung."), SIGNATURE)).items[-2:]
    assert isinstance(signature, Grid)
    assert signature.rows[-1].keep_next
    assert isinstance(end, Para)
    assert end.pitch == 1.0
