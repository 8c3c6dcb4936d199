"""Whatever is typed, a paper is made: nothing falls, nothing leaves the page, nothing disappears without a sign."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bontot_desktop.documents import fonts, pdf, plain, word
from bontot_desktop.documents.blocks import (
    Addressees,
    Article,
    Basis,
    Block,
    Column,
    CoverLine,
    Document,
    DottedLines,
    Field,
    FieldLine,
    HeadCell,
    Items,
    Letterhead,
    Paragraph,
    Recipients,
    Role,
    Ruling,
    Signature,
    Signer,
    Table,
    TableRow,
    Title,
    TwoSignatures,
    bold,
    italic,
    underlined,
)
from bontot_desktop.documents.chunks import Glyphs
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.layout import Pages, lay_out
from tests.documents.measure import quick_lines

LONG = "Nguyễn" * 34
NASTY = {
    "no-space": LONG,
    "no-space-capitals": LONG.upper(),
    "long-words": "Tôi nhất trí với báo cáo của chi ủy và có một ý kiến. " * 9,
    "markup": "a & b < c > d {e} {{ f }} {% g %} 100% \\(h\\) \"i\" 'k' <w:p/> ]]> &amp;",
    "emoji": "Tốt 👍🏽 lắm 😀 chúc 🇻🇳 mừng 漢字 ﷽",
    "decomposed": unicodedata.normalize("NFD", "Đồng chí Nguyễn Thị Thử Nghiệm"),
    "right-to-left": "ý kiến \u202eabc\u202c \u200fשלום\u200f và \u2067xyz\u2069 tiếp",
    "controls": "dòng\x00 một\x07\r\ndòng\thai\x0b\u2028ba\ufffe\ud800",
    "only-spaces": "     \u00a0\u3000 ",
    "hyphens": "-" * 200,
    "dots": "." * 500,
    "dash-first": "- + 1. a) - Điều 1.",
    "marks-only": "\u0301\u0323" * 50,
    "empty": "",
}


def every_block(text: str) -> tuple[Block, ...]:
    """Every kind of block with the text wherever a person's words may stand."""
    one_line = text.replace("\n", " ")
    signer = Signer(one_line, one_line, one_line, one_line)
    columns = (Column("TT", 10), Column(one_line, 30), Column("Tên"), Column("Ghi chú", 25, "right"))
    head = ((HeadCell("TT", rows=2), HeadCell(one_line, span=2), HeadCell("Ghi chú", rows=2)),
            (HeadCell("Trước"), HeadCell("Sau")))  # fmt: skip
    rows = (
        TableRow((text,), "group"),
        TableRow(("1", text, bold(text), text)),
        TableRow((text, "hai", "ba", "bốn")),
        TableRow(("Cộng", None, text, ""), "total"),
    )
    return (
        Letterhead(one_line, one_line, f"Số 01-QĐ/{one_line}", f"{one_line}, ngày      tháng      năm 2026", one_line),
        Title(one_line, one_line, one_line),
        Addressees((one_line, "Các chi bộ")),
        Addressees((one_line,), petition=True),
        Basis((text, "Căn cứ hai")),
        Ruling(one_line),
        Article(1, text),
        Article(2, text, one_line),
        *(Paragraph((text, bold(text), italic(" x")), role) for role in Role),
        Items((text, underlined(text)), "{n}. "),
        Items((text,), "+ "),
        FieldLine((Field(one_line, one_line), Field(one_line))),
        FieldLine((Field("Họ và tên:", one_line), Field("Sinh ngày:", one_line), Field("Quê quán:")), more_lines=1),
        FieldLine((Field(one_line), Field(one_line)), marker=""),
        DottedLines(2, lead=text),
        Table(columns, rows),
        Table(columns, rows, head=head, balanced=True),
        Table(tuple(replace(column, width_mm=0) for column in columns), rows, balanced=True, row_height_mm=8),
        CoverLine(text, 30, bold=True),
        Signature(signer, Recipients((one_line, "Lưu Văn phòng Đảng ủy")), one_line),
        TwoSignatures(signer, signer, one_line),
    )


def outside(laid: Pages) -> list[str]:
    """Return the words that stand beyond the text area's edges."""
    found = []
    for page in laid.pages:
        for y, chunk in page.placed:
            assert y + chunk.height <= page.shape.text_height + 1
            for ink in chunk.inks:
                if isinstance(ink, Glyphs):
                    spaces = ink.text.rstrip().count(" ")
                    right = ink.x + fonts.width(ink.text.rstrip(), ink.face, ink.size) + spaces * ink.spread
                    if ink.x < -0.5 or right > page.shape.text_width + 0.5:
                        found.append(f"{ink.x:.1f}..{right:.1f}: {ink.text[:40]}")
    return found


def words_of_docx(data: bytes) -> str:
    """Return the words of a Word file; every part of it must be readable."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            ElementTree.fromstring(package.read(name))
    body = docx.Document(io.BytesIO(data)).element
    return "".join(node.text or "" for node in body.iter(qn("w:t")))


@pytest.mark.parametrize("name", NASTY)
def test_a_paper_of_any_words_is_made_and_stays_within_its_margins(name: str) -> None:
    document = Document(every_block(NASTY[name]), NASTY[name][:200], NASTY[name][:200])
    laid = lay_out(compose(document))
    assert outside(laid) == []
    assert quick_lines(pdf.draw(laid))
    assert words_of_docx(word.write(laid))
    assert plain.render(document)


def _rendered(*blocks: Block) -> tuple[list[list[str]], str]:
    laid = lay_out(compose(Document(blocks, "Thử", "Mẫu")))
    assert outside(laid) == []
    return quick_lines(pdf.draw(laid)), words_of_docx(word.write(laid))


def test_an_opinion_of_twenty_pages_runs_over_as_many_in_text_list_and_table() -> None:
    opinion = "Tôi nhất trí với báo cáo của chi ủy và có một ý kiến. " * 900
    table = Table((Column("TT", 10), Column("Ý kiến")), (TableRow(("1", opinion)),))
    for block in (Paragraph(opinion), Items((opinion,)), table):
        pages, words = _rendered(block)
        assert 12 <= len(pages) <= 24
        assert sum(line.count("Tôi") for page in pages for line in page) == words.count("Tôi") == 900


def test_a_table_of_three_thousand_rows_keeps_its_heading_on_every_page() -> None:
    rows = tuple(TableRow((str(n), f"Chi bộ thôn Mẫu {n}", "x & <y>")) for n in range(1, 3001))
    pages, words = _rendered(Table((Column("TT", 12), Column("Tên chi bộ"), Column("Ghi chú", 30)), rows))
    assert len(pages) > 60
    assert all({"TT", "Tên chi bộ", "Ghi chú"} <= set(page[:5]) for page in pages)
    assert sum(line.count("Mẫu") for page in pages for line in page) == words.count("Mẫu") == 3000


def test_a_heading_taller_than_a_page_is_said_once_and_the_rows_still_follow() -> None:
    table = Table((Column("Rất dài " * 900, 30), Column("Tên")), (TableRow(("1", "Chi bộ thôn Mẫu")),))
    pages, _ = _rendered(table)
    assert "Chi bộ thôn Mẫu" in " ".join(pages[-1])


def test_lists_without_lines_leave_nothing_behind() -> None:
    table = Table((Column("TT", 12), Column("Tên")), ())
    pages, words = _rendered(
        Paragraph("Trước."), Items(()), Basis(()), Addressees(()), table, Paragraph("Sau."),
        Signature(Signer("T/M CHI BỘ", "BÍ THƯ", ""), Recipients(()), ""),
    )  # fmt: skip
    assert [line for line in pages[0] if line in ("Trước.", "Sau.", "-", "-.")] == ["Trước.", "Sau."]
    assert "Trước." in words


def test_a_sign_the_font_lacks_shows_as_a_square_and_stays_in_the_word_file() -> None:
    pages, words = _rendered(Paragraph("Tốt 😀 lắm 漢"))
    assert pages == [["Tốt □ lắm □"]]
    assert words == "Tốt 😀 lắm 漢"


def test_signs_of_markup_and_templates_are_words() -> None:
    pages, words = _rendered(Paragraph(NASTY["markup"]))
    assert " ".join(pages[0]) == words == NASTY["markup"]


def test_marks_beside_letters_become_letters_and_turning_signs_fall_away() -> None:
    pages, words = _rendered(Paragraph(NASTY["decomposed"]), Paragraph("ý \u202eabc\u202c\u200f"))
    assert pages[0] == ["Đồng chí Nguyễn Thị Thử Nghiệm", "ý abc"]
    assert words == "Đồng chí Nguyễn Thị Thử Nghiệmý abc"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(), max_size=60), st.integers(1, 40))
def test_any_words_at_all_make_both_files(text: str, times: int) -> None:
    long = text * times
    table = Table((Column("TT", 10), Column("Tên"), Column("Ghi chú", 20)), (TableRow(("1", text, long)),))
    _rendered(
        Title("BIÊN BẢN", text.replace("\n", " ")), Paragraph(long), Items((text, long), "{n}. "),
        FieldLine((Field("Họ tên:", text), Field("Sinh ngày:"))), table,
        Signature(Signer("T/M CHI BỘ", "BÍ THƯ", text.replace("\n", " ")), Recipients((text, "Lưu Chi bộ"))),
    )  # fmt: skip
