"""A book printed part by part: only what is new, on pages that go on, never numbered anew."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from bontot_desktop.db.models.months import BookPages
from bontot_desktop.errors import Refused
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import books, meetings
from tests.meeting_office import NOW, approved, cell_id, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def printed(office, folder, paper=BookPaper.A4_DUPLEX, reprint=None):
    """Print what is new of the first cell; return its pages as texts."""
    options = BookOptions(reprint=reprint)
    (file,) = books.make_books(
        office, [cell_id(office)], 2026, BookMode.NEW, paper, (FileFormat.PDF,), folder, options=options
    )
    with pypdfium2.PdfDocument(file.path) as document:
        pages = [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]
    return pages


def unprinted(office) -> int:
    return next(row.unprinted for row in books.list_cells(office, 2026) if row.id == cell_id(office))


def known(office) -> list[tuple[int, int, bool]]:
    with office.read() as session:
        rows = session.query(BookPages).order_by(BookPages.first_page).all()
        return [(row.first_page, row.last_page, row.is_late) for row in rows]


def test_only_what_is_new_is_printed_and_the_pages_go_on(office, tmp_path):
    approved(office, month=1)
    approved(office, month=2)
    first = printed(office, tmp_path / "sổ")
    assert sum("Thời gian bắt đầu" in page for page in first) == 2
    one, two = known(office)
    assert one[0] == 1
    assert two[0] > one[1]
    assert two[0] % 2 == 1
    approved(office, month=3)
    second = printed(office, tmp_path / "sổ")
    assert sum("Thời gian bắt đầu" in page for page in second) == 1
    three = known(office)[2]
    assert three[0] > two[1]
    assert three[0] % 2 == 1
    assert str(three[0]) in second[0]
    with pytest.raises(Refused, match="không có biên bản, bổ sung nào mới"):
        printed(office, tmp_path / "sổ")


def test_a_month_that_comes_in_late_goes_to_the_end_with_a_line_that_says_so(office, tmp_path):
    approved(office, month=1)
    approved(office, month=3)
    printed(office, tmp_path / "sổ")
    before = known(office)
    approved(office, month=2)
    approved(office, month=4)
    pages = printed(office, tmp_path / "sổ")
    assert known(office)[:2] == before
    in_time, late = known(office)[2:]
    assert not in_time[2]
    assert late[2]
    words = "\n".join(pages)
    assert words.index("tháng 4") < words.index("Vào sổ muộn") < words.index("tháng 2 năm 2026")


def test_printed_pages_are_printed_once_more_with_their_own_numbers_and_nothing_is_remembered_anew(office, tmp_path):
    approved(office, month=1)
    meeting = approved(office, month=2)
    first = printed(office, tmp_path / "sổ", BookPaper.A4)
    before = known(office)
    start, end, _ = before[1]
    office.now = lambda: NOW.replace(day=22)
    meetings.add_addendum(office, meeting, "Sửa số liệu.", "Văn thư")
    again = printed(office, tmp_path / "lại", BookPaper.A4, reprint=(start, end))
    assert again == first[start - 1 : end]
    assert known(office) == before
    with pytest.raises(Refused, match="chưa in trang nào từ 90"):
        printed(office, tmp_path / "lại", reprint=(90, 95))


@pytest.mark.parametrize("paper", [BookPaper.A4, BookPaper.A4_DUPLEX])
def test_a_correction_written_after_the_print_has_a_page_of_its_own_behind_all_others(office, tmp_path, paper):
    first = approved(office, month=1)
    approved(office, month=2)
    printed(office, tmp_path / "sổ", paper)
    before = known(office)
    assert unprinted(office) == 0
    # On the very day of the print, too.
    meetings.add_addendum(office, first, "Sửa số hộ nghèo thành 12.", "Nguyễn Ví Dụ An")
    meetings.add_addendum(office, first, "Bổ sung họ tên khách mời.", "Nguyễn Ví Dụ An")
    third = approved(office, month=3)
    meetings.add_addendum(office, third, "Sửa giờ kết thúc.", "Nguyễn Ví Dụ An")
    assert unprinted(office) == 3
    pages = printed(office, tmp_path / "sổ", paper)
    words = "\n".join(pages)
    start, end, _ = before[0]
    assert words.index("Sửa giờ kết thúc") < words.index("Sửa số hộ nghèo") < words.index("Bổ sung họ tên")
    where = f"các trang {start}–{end}" if end > start else f"trang {start}"
    assert f"đã in ở {where}; các trang ấy không in lại" in " ".join(words.split())
    assert known(office)[:2] == before
    minutes, one, two = known(office)[2:]
    assert before[1][1] < minutes[0] <= minutes[1] < one[0] == one[1] < two[0] == two[1]
    assert unprinted(office) == 0
    with pytest.raises(Refused, match="không có biên bản, bổ sung nào mới"):
        printed(office, tmp_path / "sổ", paper)
    again = printed(office, tmp_path / "lại", paper, reprint=(one[0], one[1]))
    assert len(again) == 1
    assert "Sửa số hộ nghèo" in again[0]
    old = printed(office, tmp_path / "lại", paper, reprint=(start, end))
    assert "Sửa số hộ nghèo" not in "\n".join(old)
    late = printed(office, tmp_path / "lại", paper, reprint=(minutes[0], minutes[1]))
    assert "Sửa giờ kết thúc" in "\n".join(late)


def test_minutes_are_numbered_in_the_cells_book_of_the_year_as_they_are_approved(office):
    first, second = approved(office, month=3), approved(office, month=1)
    other = approved(office, number=2, month=1)
    assert [meetings.load(office, one).book_no for one in (first, second, other)] == [1, 2, 1]


def test_the_list_of_books_says_how_many_minutes_are_not_printed_yet(office, tmp_path):
    approved(office, month=1)
    row = next(row for row in books.list_cells(office, 2026) if row.id == cell_id(office))
    assert row.unprinted == 1
    printed(office, tmp_path / "sổ")
    row = next(row for row in books.list_cells(office, 2026) if row.id == cell_id(office))
    assert row.unprinted == 0
    assert row.last_printed == date(2026, 11, 21)


def test_a_part_is_not_printed_as_a_folded_booklet(office, tmp_path):
    approved(office, month=1)
    with pytest.raises(Refused, match="giấy A4"):
        printed(office, tmp_path, BookPaper.A5_BOOKLET)
