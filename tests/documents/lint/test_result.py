"""What was found, as it is taken along: grouped both ways, as text and as a sheet."""

from __future__ import annotations

from datetime import date

import pypdfium2

from bontot_desktop.documents import pdf
from bontot_desktop.documents.lint import result
from bontot_desktop.documents.lint.check import check
from bontot_desktop.documents.lint.result import Grouping
from tests.documents.lint import handmade
from tests.documents.lint.handmade import FOOT, HEAD, TEXT, TITLE, body

MORE = body("Chữ trang sau, ngày 6/06/2026.", size=12).replace("<w:r>", '<w:r><w:br w:type="page"/></w:r><w:r>', 1)
REPORT = check(handmade.docx(HEAD.replace("Số 05", "Số: 05"), *TITLE, *TEXT, MORE, FOOT), "quyết định.docx")
TODAY = date(2026, 6, 8)


def text_of_pdf(content: bytes) -> str:
    opened = pypdfium2.PdfDocument(content)
    try:
        return " ".join("".join(page.get_textpage().get_text_range() for page in opened).split())
    finally:
        opened.close()


def test_findings_are_put_together_by_component_in_the_order_of_the_paper_or_by_page() -> None:
    by_part = [title for title, _ in result.grouped(REPORT, Grouping.PART)]
    assert by_part == ["Số và ký hiệu", "Nội dung", "Ngày tháng trong văn bản"]
    by_page = [(title, len(found)) for title, found in result.grouped(REPORT, Grouping.PAGE)]
    assert by_page == [("Trang 1", 1), ("Khoảng trang 2", 2)]


def test_the_text_says_what_is_and_what_should_be_under_each_heading() -> None:
    lines = result.plain(REPORT, "quyết định.docx", Grouping.PART).splitlines()
    assert lines[:6] == [
        "Kiểm tra thể thức tệp quyết định.docx",
        "Xét theo Hướng dẫn 05-HD/VPTW, ngày 27/5/2026. Thấy 2 chỗ sai, 1 chỗ nên xem lại.",
        "",
        "Số và ký hiệu",
        "- [sai] trang 1: “Số: 05-QĐ/ĐU”.",
        "  Nên là: Số 05-QĐ/ĐU (HD 36 §1.3).",
    ]
    assert "- [sai] Nội dung: cỡ 12." in result.plain(REPORT, "a.docx", Grouping.PAGE)


def test_the_sheet_has_every_finding_and_a_clean_paper_s_sheet_says_so() -> None:
    text = text_of_pdf(pdf.render(result.document(REPORT, "quyết định.docx", Grouping.PART, TODAY)))
    for finding in REPORT.findings:
        assert finding.part in text
        assert finding.wanted.split()[-1] in text
    assert "Kiểm tra ngày 08/6/2026" in text
    clean = check(handmade.docx(HEAD, *TITLE, *TEXT, FOOT), "tot.docx")
    text = text_of_pdf(pdf.render(result.document(clean, "tot.docx", Grouping.PAGE, TODAY)))
    assert "Chưa thấy chỗ nào sai thể thức" in text
