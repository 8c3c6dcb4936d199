"""The register of outgoing papers: the printed book and its spreadsheet hold the same lines."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import xlsxwriter.utility
from python_calamine import CalamineWorkbook

from bontot_desktop import dates
from bontot_desktop.documents import outgoing, outgoing_register, outgoing_sheet, pdf, plain, word
from bontot_desktop.documents.blocks import Addressees, Document, Paragraph, Recipients, Signature, Signer
from bontot_desktop.documents.outgoing_register import Entry, Group
from bontot_desktop.documents.profile import FormatSettings
from tests.documents.measure import Sheet, read

SAMPLE = outgoing_register.sample_facts()
LONG = "về kiện toàn Ban Chỉ đạo xây dựng Chi bộ Trường Trung học phổ thông Nguyễn Thị Mẫu xã Thí Dụ Thượng " * 3


def many() -> outgoing_register.RegisterFacts:
    """A book of three hundred lines with long words in every column."""
    entries = tuple(
        Entry(
            f"{number:02d}-QĐ/UBKTĐU",
            date(2026, 1 + number % 12, 1 + number % 28),
            "Quyết định",
            LONG if number % 7 == 0 else "về việc thử",
            "Nguyễn Thị Phương Thảo Ví Dụ",
            "\n".join(f"Chi bộ thôn Mẫu {place}" for place in range(1 + number % 9)),
            "Văn phòng Đảng ủy",
            number,
            "Gửi qua bưu điện",
            "Sai tên & <số>" if number % 50 == 0 else None,
        )
        for number in range(1, 301)
    )
    return replace(SAMPLE, groups=(Group("Quyết định (QĐ/UBKTĐU), nhiệm kỳ 2025 - 2030", entries),))


def test_the_pages_of_the_word_file_are_those_of_the_pdf(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    assert soffice, "LibreOffice Writer is needed (on Debian: apt-get install libreoffice-writer)"
    papers = {
        name: outgoing_register.build(facts, FormatSettings()) for name, facts in (("sample", SAMPLE), ("many", many()))
    }
    for name, paper in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(word.render(paper))
    files = [str(tmp_path / f"{name}.docx") for name in papers]
    command = [soffice, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), *files], check=True, capture_output=True, timeout=120)
    for name, paper in papers.items():
        ours, theirs = read(pdf.render(paper)), read((tmp_path / f"{name}.pdf").read_bytes())
        assert len(theirs) == len(ours)
        for one, other in zip(ours, theirs, strict=True):
            assert _words(other) == _words(one)


def _words(sheet: Sheet) -> list[str]:
    """Return the pieces of a page's lines; cells side by side may be read as one line in one of the two."""
    return sorted(word for line in sheet.lines for word in line.text.split())


def test_the_book_lies_across_the_page_and_repeats_its_heading() -> None:
    pages = pypdf.PdfReader(BytesIO(pdf.render(outgoing_register.build(many(), FormatSettings())))).pages
    assert all(page.mediabox.width > page.mediabox.height for page in pages)
    assert len(pages) > 10
    assert all("Người ký" in " ".join(page.extract_text().split()) for page in pages)


def test_no_number_date_or_name_is_cut_inside_a_word() -> None:
    sheets = read(pdf.render(outgoing_register.build(many(), FormatSettings())))
    lines = [line.text for sheet in sheets for line in sheet.lines]
    for entry in many().groups[0].entries:
        assert entry.day is not None
        assert any(entry.number_text in line for line in lines)
        assert any(dates.short(entry.day) in line for line in lines)


def test_gaps_and_withdrawn_papers_are_said() -> None:
    text = plain.render(outgoing_register.build(SAMPLE, FormatSettings()))
    assert "03–04-QĐ/ĐU" in text
    assert outgoing_register.SKIPPED in text
    assert "Đã thu hồi: Sai tên chi bộ" in text
    assert "Sổ có 31 văn bản, trong đó 01 văn bản đã thu hồi; in ngày 22/12/2026." in text
    assert outgoing_register.EMPTY in plain.render(
        outgoing_register.build(replace(SAMPLE, groups=()), FormatSettings())
    )


def test_the_spreadsheet_holds_dates_as_dates_and_no_formula() -> None:
    evil = ("=1+1", "+84", "-5 bản", "@SUM(A1)")
    entries = tuple(
        Entry(f"{n:02d}-TB/ĐU", date(2026, 3, n), "Thông báo", words, words, words, words, n, words)
        for n, words in enumerate(evil, start=1)
    )
    content = outgoing_sheet.write(replace(SAMPLE, groups=(Group("Thông báo", entries),)))
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[3][1:3] == ["Số, ký hiệu", "Ngày tháng"]
    assert rows[4][2] in (date(2026, 3, 1), datetime(2026, 3, 1))
    assert [row[4] for row in rows[4:8]] == list(evil)
    assert rows[5][8] == 2
    parts = parts_of(content)
    sheet = parts["xl/worksheets/sheet1.xml"]
    assert "<f>" not in sheet
    assert "<pane " in sheet
    assert "<autoFilter " in sheet
    assert 'quotePrefix="1"' in parts["xl/styles.xml"]
    assert xlsxwriter.utility.xl_rowcol_to_cell(4, 0) in sheet
    assert content == outgoing_sheet.write(replace(SAMPLE, groups=(Group("Thông báo", entries),)))


def parts_of(content: bytes) -> dict[str, str]:
    """Return the parts of a spreadsheet as text."""
    with zipfile.ZipFile(BytesIO(content)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def test_recipients_are_read_off_the_paper_s_own_foot() -> None:
    foot = Signature(
        Signer(name="Nguyễn Văn Ví Dụ"),
        Recipients(
            ("Như trên", "Ban Thường vụ Tỉnh ủy (để báo cáo)", "Các chi bộ", "Các chi bộ", "Lưu Văn phòng Đảng ủy")
        ),
    )
    paper = Document((Addressees(("Ủy ban nhân dân xã",)), Paragraph("Nội dung."), foot), "Công văn", "Đảng ủy")
    sent = outgoing.sent(paper)
    assert sent.recipients == ("Ủy ban nhân dân xã", "Ban Thường vụ Tỉnh ủy (để báo cáo)", "Các chi bộ")
    assert sent.kept_by == "Văn phòng Đảng ủy"
    assert outgoing.sent(Document((Paragraph("Nội dung."),), "Phiếu", "Đảng ủy")) == outgoing.Sent((), "")
