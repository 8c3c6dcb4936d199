"""Page numbers in whatever way a file shows them, sections that take over headers, and the page a finding stands on."""

from __future__ import annotations

import pytest

from bontot_desktop.documents.lint import opening, sections
from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.paper import Paper
from tests.documents.lint import handmade
from tests.documents.lint.handmade import A4, FOOT, HEAD, NAMES, NUMBER, TEXT, TITLE, body, docx, p, r
from tests.documents.lint.test_resolving import W

MORE = body("Chữ trang sau.").replace("<w:r>", '<w:r><w:br w:type="page"/></w:r><w:r>', 1)
FIELD = NUMBER[NUMBER.index("<w:r>") : NUMBER.rindex("</w:p>")]


def found(*more: str, **parts: str) -> list[tuple[str, str]]:
    report = check(docx(HEAD, *TITLE, *TEXT, MORE, *more, FOOT, **parts), "trang.docx")
    return [(finding.rule, finding.found) for finding in report.findings]


def read(*paragraphs: str, **parts: str) -> Paper:
    return sections.read(opening.unpack(docx(*paragraphs, **parts), "trang.docx"))


@pytest.mark.parametrize(
    "header",
    [
        NUMBER,
        f"<w:sdt><w:sdtContent>{NUMBER}</w:sdtContent></w:sdt>",
        f'<w:p><w:pPr><w:framePr w:wrap="around" w:hAnchor="margin" w:xAlign="center" w:y="1"/></w:pPr>{FIELD}</w:p>',
        f'<w:p><w:pPr><w:tabs><w:tab w:val="center" w:pos="4680"/></w:tabs></w:pPr><w:r><w:tab/></w:r>{FIELD}</w:p>',
        f'<w:p><w:r><w:ptab w:relativeTo="margin" w:alignment="center" w:leader="none"/></w:r>{FIELD}</w:p>',
        '<w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:fldSimple w:instr=" PAGE \\* MERGEFORMAT "/></w:p>',
    ],
    ids=["thuong", "khung-noi-dung", "khung", "tab-giua", "tab-vi-tri", "truong"],
)
def test_a_number_in_the_middle_is_seen_however_it_was_put_there(header: str) -> None:
    assert found(header=header) == []


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (NUMBER.replace('"center"', '"right"'), "không căn giữa"),
        (NUMBER.replace("<w:r>", "<w:r><w:t>- </w:t></w:r><w:r>", 1), "có thêm “-”"),
        (NUMBER.replace("<w:r>", "<w:r><w:t>Trang </w:t></w:r><w:r>", 1), "có thêm “Trang”"),
        (NUMBER.replace("<w:r>", '<w:r><w:rPr><w:sz w:val="24"/></w:rPr>'), "cỡ 12"),
        (NUMBER.replace("<w:r>", "<w:r><w:rPr><w:b/></w:rPr>"), "chữ đậm hoặc nghiêng"),
    ],
)
def test_a_number_set_otherwise_is_told(header: str, told: str) -> None:
    assert found(header=header) == [("number-look", told)]


def test_numbers_in_roman_or_begun_elsewhere_or_far_from_the_edge_are_told() -> None:
    def numbered(numbers: str) -> list[tuple[str, str]]:
        return found(section=handmade.SECTION.replace("<w:titlePg/>", f"{numbers}<w:titlePg/>"))

    assert numbered('<w:pgNumType w:fmt="upperRoman"/>') == [("number-look", "không phải chữ số Ả Rập")]
    assert numbered('<w:pgNumType w:start="5"/>') == [("number-start", "số trang bắt đầu từ 5")]
    assert numbered('<w:pgNumType w:start="1"/>') == []
    far = handmade.SECTION.replace('w:header="567"', 'w:header="1000"')
    assert found(section=far) == [("number-look", "cách mép trên 17,6 mm")]


def test_even_pages_need_their_own_number_where_even_and_odd_differ() -> None:
    settings = f"<w:settings {W}><w:evenAndOddHeaders/></w:settings>"
    assert found(settings=settings) == [("number-missing", "từ trang 2 không có số trang")]
    both = handmade.SECTION.replace("<w:titlePg/>", '<w:headerReference w:type="even" r:id="h2"/><w:titlePg/>')
    assert found(settings=settings, section=both, header2=f"<w:hdr {NAMES}>{NUMBER}</w:hdr>") == []


def test_a_later_section_takes_over_the_header_it_does_not_name() -> None:
    ends = f"<w:p><w:pPr>{handmade.SECTION}</w:pPr></w:p>"
    follows = f"<w:sectPr>{A4}</w:sectPr>"
    after = body("Chữ phần sau.")
    assert found(ends, after, section=follows) == []
    hidden = follows.replace("</w:sectPr>", "<w:titlePg/></w:sectPr>")
    assert found(ends, after, section=hidden) == [("number-missing", "từ trang 2 không có số trang")]


def test_margins_are_looked_at_section_by_section_and_a_gutter_counts_where_it_is() -> None:
    ends = f"<w:p><w:pPr>{handmade.SECTION}</w:pPr></w:p>"
    narrow = f"<w:sectPr>{A4.replace('1701', '1134')}</w:sectPr>"
    report = check(docx(HEAD, *TITLE, *TEXT, ends, body("Phụ lục."), FOOT, section=narrow), "le.docx")
    (finding,) = report.findings
    assert (finding.rule, finding.found, str(finding.where)) == ("margins", "lề trái 20 mm", "khoảng trang 2")
    gutter = handmade.SECTION.replace('w:left="1701"', 'w:left="1134" w:gutter="567"')
    assert found(section=gutter) == []
    on_top = f"<w:settings {W}><w:gutterAtTop/></w:settings>"
    assert found(section=gutter, settings=on_top) == [("margins", "lề trên 30 mm, trái 20 mm")]
    mirrored = f"<w:settings {W}><w:mirrorMargins/></w:settings>"
    assert found(settings=mirrored) == []


def test_fonts_of_headers_are_looked_at_too() -> None:
    arial = NUMBER.replace("<w:r>", '<w:r><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial"/></w:rPr>')
    assert found(header=arial) == [("font", "phông Arial")]


def test_a_page_is_reckoned_from_the_room_the_text_takes() -> None:
    long = "Sinh hoạt chi bộ là việc của mọi đảng viên trong chi bộ. " * 6
    lines = read(*[body(long) for _ in range(40)]).lines
    assert [str(lines[0].where), str(lines[-1].where)] == ["trang 1", "khoảng trang 6"]
    assert [line.where.page for line in lines] == sorted(line.where.page for line in lines)


def test_rows_of_a_table_and_wide_sheets_count_as_they_are() -> None:
    cell = f"<w:tc><w:tcPr><w:tcW w:w='1000' w:type='dxa'/></w:tcPr>{p(r('chữ trong ô hẹp'))}</w:tc>"
    table = f"<w:tbl>{f'<w:tr>{cell * 3}</w:tr>' * 40}</w:tbl>"
    pages = {line.where.page for line in read(table).lines}
    assert pages == {1, 2, 3}
    wide = handmade.SECTION.replace('w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906"')
    assert {line.where.page for line in read(table, section=wide).lines} == {1, 2, 3, 4, 5}


def test_a_signature_on_a_page_begun_by_hand_stands_alone() -> None:
    broken = p('<w:r><w:br w:type="page"/></w:r>')
    report = check(docx(HEAD, *TITLE, *TEXT, broken, FOOT), "ky.docx")
    (finding,) = report.findings
    assert (finding.rule, str(finding.where)) == ("signature-alone", "khoảng trang 2")


def test_a_finding_on_a_later_page_says_about_which() -> None:
    report = check(docx(HEAD, *TITLE, *TEXT, MORE, body("Chữ nhỏ.", size=12), FOOT), "co.docx")
    assert [finding.sentence() for finding in report.findings] == [
        "Nội dung, khoảng trang 2: cỡ 12. Nên là: cỡ 14–15 (HD 36 Phụ lục 3)."
    ]
