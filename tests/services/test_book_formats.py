"""Books are spelt, labelled and stamped as the office has chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pypdfium2
import pytest

from bontot_desktop.rules.books import BookMode, BookPaper
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import books, committee, formats, legal_bases
from tests.meeting_office import approved, cell_id, make_office

SEALED = "đóng dấu giáp lai của Đảng ủy"


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def said(office, folder, mode):
    made = books.make_books(
        office, [cell_id(office, 1)], 2026, mode, BookPaper.A4_DUPLEX, (FileFormat.PDF,), folder / "sổ"
    )
    with pypdfium2.PdfDocument(made[0].path) as document:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


@pytest.mark.parametrize("mode", [BookMode.BLANK, BookMode.FILLED])
def test_a_book_speaks_in_the_offices_spelling_and_labels(office, tmp_path, mode):
    approved(office, month=1)
    chosen = replace(formats.shipped(), tone_style="uỷ", minutes_taker="THƯ KÝ", minutes_chair="CHỦ TỌA")
    formats.save(office, chosen)
    words = said(office, tmp_path, mode)
    for there in ("CHI UỶ", "KHOÁ SỔ", "THƯ KÝ", "CHỦ TOẠ", "KẾT LUẬN CỦA CHỦ TOẠ"):
        assert there in words, there
    for gone in ("CHI ỦY", "Đảng ủy viên phụ trách", "CHỦ TRÌ", "NGƯỜI GHI BIÊN BẢN"):
        assert gone not in words, gone


def test_a_book_names_the_seal_only_of_a_committee_that_has_one(office, tmp_path):
    assert SEALED in said(office, tmp_path, BookMode.BLANK)
    committee.save_committee(office, replace(committee.committee(office), has_seal=False))
    assert SEALED not in said(office, tmp_path, BookMode.BLANK)


def test_a_book_names_what_its_meetings_rest_on_as_the_office_keeps_it(office, tmp_path):
    assert "QUY TRÌNH SINH HOẠT CHI BỘ" in said(office, tmp_path, BookMode.BLANK)
    legal_bases.restore(office)
    words = said(office, tmp_path, BookMode.BLANK)
    assert "CĂN CỨ, QUY TRÌNH SINH HOẠT CHI BỘ" in words
    assert "- Chỉ thị số 50-CT/TW, ngày 23/7/2025 của Ban Bí thư" in words
    old = next(row for row in legal_bases.rows(office) if row.key == "50-ct-tw-2025")
    legal_bases.save(office, replace(old, valid_to=date(2025, 12, 31)))
    assert "50-CT/TW, ngày 23/7/2025 của Ban Bí thư về tiếp tục" not in said(office, tmp_path, BookMode.BLANK)
