"""Minutes books from the data file to the pages."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.documents import pdf, word
from bontot_desktop.documents.minutes_book import book
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper, BookPart
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import books, meetings, wording_editing
from tests.meeting_office import approved, cell_id, make_office

PDF = (FileFormat.PDF,)
LONG = "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng"


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A blank book for both sides of the sheet, as the program makes it unless asked otherwise."""
    folder = tmp_path_factory.mktemp("sổ")
    office = make_office(folder)
    file = made(office, folder)[0]
    office.close()
    return file


@pytest.fixture
def year(office):
    """A year with two regular, one themed and one combined meeting approved in the first cell."""
    for month, kind in (
        (1, MeetingType.REGULAR),
        (2, MeetingType.COMBINED),
        (3, MeetingType.REGULAR),
        (6, MeetingType.THEMED),
    ):
        approved(office, month=month, kind=kind)
    return office


def pages_of(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def made(office, tmp_path, mode=BookMode.BLANK, paper=BookPaper.A4_DUPLEX, cells=(1,), **options):
    ids = [cell_id(office, number) for number in cells]
    return books.make_books(
        office, ids, 2026, mode, paper, PDF, tmp_path / "sổ", options=BookOptions(**options) if options else None
    )


def test_a_blank_book_has_twelve_regular_and_four_themed_forms_each_beginning_on_a_right_hand_page(plain):
    pages = pages_of(plain.path)
    starts = {index + 1: text for index, text in enumerate(pages) if "ĐẢNG CỘNG SẢN VIỆT NAM" in text}
    assert len(starts) == 16
    assert all(number % 2 for number in starts)
    for month in range(1, 13):
        assert sum(f"thường kỳ tháng {month} năm 2026" in text for text in starts.values()) == 1
    assert sum("chuyên đề quý IV năm 2026" in text for text in starts.values()) == 1


def test_the_pages_are_numbered_through_and_the_book_names_their_number(plain):
    pages = pages_of(plain.path)
    assert len(pages) == plain.pages
    total = len(pages) - 2
    assert total % 2 == 0
    assert f"Sổ gồm: {total} trang, đánh số từ 01 đến {total}" in " ".join(pages[2].split())
    assert f"{total} (một trăm" in " ".join(pages[3].split())
    for number, text in enumerate(pages[2:], start=1):
        assert re.match(rf"{number}\b", text.strip()), number


def test_no_page_of_a_blank_book_is_left_empty(plain):
    pages = pages_of(plain.path)
    assert [number for number, text in enumerate(pages[2:], start=1) if len(text) < 40] == []


@pytest.mark.parametrize(("paper", "per_form"), [(BookPaper.A4, 6), (BookPaper.A4_DUPLEX, 6)])
def test_every_form_takes_the_pages_the_office_chose(office, tmp_path, paper, per_form):
    with office.work("test", "Tên dài") as session:
        cell = session.get(Cell, cell_id(office))
        cell.names[0].name = LONG
    pages = pages_of(made(office, tmp_path, paper=paper)[0].path)
    starts = [
        index for index, text in enumerate(pages) if "sinh hoạt chi bộ thường kỳ tháng" in text and "ĐẢNG CỘNG" in text
    ]
    assert {after - before for before, after in pairwise(starts)} == {per_form}


def test_forms_keep_their_pages_with_the_largest_letters_and_lines_an_office_may_choose(office):
    options = BookOptions(extraordinary_forms=1, left_out=frozenset({BookPart.PROCEDURE, BookPart.HOW_TO}))
    batch = books.collect(office, [cell_id(office)], 2026, BookMode.BLANK, options=options)
    batch = replace(batch, books=(replace(batch.books[0], head=replace(batch.books[0].head, issuer=LONG.upper())),))
    large = FormatSettings(body_size_pt=15.0, line_spacing_pt=22.0, blank_lines_before_name=5)
    assert book.build(batch.books[0], large).pages == book.build(batch.books[0], FormatSettings()).pages


def test_longer_forms_and_extraordinary_ones_come_when_chosen(office, plain):
    options = BookOptions(pages_regular=7, pages_themed=6, extraordinary_forms=2)
    batch = books.collect(office, [cell_id(office)], 2026, BookMode.BLANK, options=options)
    more = book.build(batch.books[0], batch.settings).pages
    # Twelve forms of 8 sides instead of 6, four of 6 instead of 4, and two of 4 (3 and the ruled back).
    assert more - plain.pages == 12 * 2 + 4 * 2 + 2 * 4


def test_a_single_sided_book_has_one_cover_page_and_even_pages(office, tmp_path):
    pages = pages_of(made(office, tmp_path, paper=BookPaper.A4)[0].path)
    assert pages[1].strip().startswith("1")
    assert (len(pages) - 1) % 2 == 0


def test_margins_are_mirrored_only_in_a_two_sided_book(office, tmp_path, plain):
    def left_of(path, index):
        found = []
        reader = PdfReader(BytesIO(path.read_bytes()))
        reader.pages[index].extract_text(
            visitor_text=lambda t, cm, tm, *_: found.append(tm[4]) if t.strip("\n .") else None
        )
        return min(found)

    front, back = left_of(plain.path, 4), left_of(plain.path, 5)
    assert front - back == pytest.approx(15 / 25.4 * 72, abs=0.5)
    single = made(office, tmp_path, paper=BookPaper.A4)[0].path
    assert left_of(single, 3) == pytest.approx(left_of(single, 4), abs=0.5)


def test_a_booklet_lies_across_with_whole_sheets_and_page_one_right_of_the_last(office, tmp_path):
    file = made(office, tmp_path, paper=BookPaper.A5_BOOKLET)[0]
    reader = PdfReader(BytesIO(file.path.read_bytes()))
    assert file.pages % 4 == 0
    assert len(reader.pages) == file.pages // 2
    box = reader.pages[0].mediabox
    assert (round(box.width / 72 * 25.4), round(box.height / 72 * 25.4)) == (297, 210)
    assert "KHÓA SỔ, BÀN GIAO" in reader.pages[0].extract_text()
    assert "Quyển số 01" in reader.pages[0].extract_text()


def test_members_are_printed_in_advance_only_when_wanted(office, tmp_path, plain):
    listed = " ".join(pages_of(plain.path))
    assert "Nguyễn Ví Dụ Châu" in listed
    bare = " ".join(pages_of(made(office, tmp_path, members_printed=False)[0].path))
    assert "Nguyễn Ví Dụ Châu" not in bare


def test_personal_columns_and_parts_can_be_left_out(office, tmp_path, plain):
    full = " ".join(pages_of(plain.path))
    left_out = frozenset({BookPart.REMARKS, BookPart.HOW_TO})
    spare = " ".join(pages_of(made(office, tmp_path, personal_columns=False, left_out=left_out)[0].path))
    for words in ("26/03/2005", "NHẬN XÉT CỦA CẤP ỦY", "HƯỚNG DẪN GHI SỔ"):
        assert words in full
        assert words not in spare


def test_several_books_come_with_one_that_joins_them_and_names_without_marks(office, tmp_path):
    files = made(office, tmp_path, cells=(1, 2))
    assert [file.path.name for file in files] == [
        "so-bien-ban-2026-cb01-chi-bo-thon-mau-1-trang.pdf",
        "so-bien-ban-2026-cb02-chi-bo-thon-mau-2-trang.pdf",
        "so-bien-ban-2026-2-chi-bo-trang.pdf",
    ]
    assert files[2].pages == files[0].pages + files[1].pages
    outline = PdfReader(BytesIO(files[2].path.read_bytes())).outline
    assert [entry.title for entry in outline if not isinstance(entry, list)] == [
        "Chi bộ thôn Mẫu 1",
        "Chi bộ thôn Mẫu 2",
    ]
    assert [entry[0].title for entry in outline if isinstance(entry, list)] == ["Xác nhận mở sổ"] * 2


def test_a_filled_book_binds_the_approved_minutes_in_order(year, tmp_path):
    text = "\n".join(pages_of(made(year, tmp_path, BookMode.FILLED)[0].path))
    places = [
        text.index(f"sinh hoạt chi bộ {words}")
        for words in ("thường kỳ tháng 1 năm", "thường kỳ tháng 2", "thường kỳ tháng 3 năm", "chuyên đề quý II năm")
    ]
    assert places == sorted(places)
    assert "Đề nghị làm rõ tiến độ làm đường." in text
    assert "HƯỚNG DẪN GHI SỔ" not in text
    assert "4 kỳ sinh hoạt" in " ".join(text.split())


def test_the_attendance_sheet_of_a_filled_book_carries_signs_and_rates(year):
    facts = books.collect(year, [cell_id(year)], 2026, BookMode.FILLED).books[0]
    absent = next(line for line in facts.attendance if "P" in line.signs)
    columns = [index for index, sign in enumerate(absent.signs) if sign]
    # January, February (combined: also the first quarter's theme), March, and the second quarter's theme.
    assert columns == [0, 1, 2, 12, 13]
    assert (absent.came, absent.due) == (0, 4)
    assert (facts.attendance_present[0], facts.attendance_expected[0]) == ("21", "22")
    assert facts.attendance_shares[0] == "95,5"


def test_a_correction_is_bound_behind_its_minutes(year, tmp_path):
    with year.read():
        first = meetings.list_meetings(year, 2026)[0].id
    meetings.add_addendum(year, first, "Sửa số đảng viên có mặt.", "Nguyễn Ví Dụ Ân")
    text = "\n".join(pages_of(made(year, tmp_path, BookMode.FILLED)[0].path))
    assert text.index("ĐÍNH CHÍNH") > text.index("thường kỳ tháng 1")
    assert text.index("ĐÍNH CHÍNH") < text.index("thường kỳ tháng 2")


def test_a_cell_without_approved_minutes_is_left_out_of_filled_books_and_named(year):
    batch = books.collect(year, [cell_id(year), cell_id(year, 2)], 2026, BookMode.FILLED)
    assert batch.skipped == ("Chi bộ thôn Mẫu 2 chưa có biên bản nào được thông qua trong năm 2026.",)
    with pytest.raises(Refused, match="Chi bộ thôn Mẫu 2 chưa có"):
        books.collect(year, [cell_id(year, 2)], 2026, BookMode.FILLED)


def test_word_comes_from_the_same_definition(office, tmp_path):
    both = (FileFormat.PDF, FileFormat.DOCX)
    ids = [cell_id(office)]
    files = books.make_books(office, ids, 2026, BookMode.BLANK, BookPaper.A4_DUPLEX, both, tmp_path / "out")
    assert [file.path.suffix for file in files] == [".pdf", ".docx"]
    assert files[1].path.read_bytes()[:2] == b"PK"


def test_stopping_leaves_whole_books_and_joins_nothing(office, tmp_path):
    batch = books.collect(office, [cell_id(office), cell_id(office, 2)], 2026, BookMode.BLANK)

    def stopped_at(step, doing=""):
        def progress(done, steps, words):
            if (done, words) == (step, doing):
                raise Refused("Đã dừng theo yêu cầu.")

        with pytest.raises(Refused, match="Đã dừng"):
            books.write(batch, PDF, tmp_path / f"{step}{doing}", progress)
        return [path.name for path in sorted((tmp_path / f"{step}{doing}").glob("*"))]

    whole = ["so-bien-ban-2026-cb01-chi-bo-thon-mau-1-trang.pdf", "so-bien-ban-2026-cb02-chi-bo-thon-mau-2-trang.pdf"]
    assert stopped_at(0) == []
    assert stopped_at(1) == whole[:1]
    assert stopped_at(1, books.JOINING) == whole


def test_progress_goes_over_making_and_joining(office, tmp_path):
    both = [cell_id(office), cell_id(office, 2)]
    batch = books.collect(office, both, 2026, BookMode.BLANK, BookPaper.A5_BOOKLET)
    steps = []
    *each, joined = books.write(batch, PDF, tmp_path / "out", lambda *told: steps.append(told))
    assert steps == [(0, 2, ""), (1, 2, ""), (0, 2, books.JOINING), (1, 2, books.JOINING), (2, 2, "")]
    assert joined.pages == len(PdfReader(BytesIO(joined.path.read_bytes())).pages) == sum(f.pages for f in each) // 2
    steps.clear()
    books.write(replace(batch, books=batch.books[:1]), PDF, tmp_path / "one", lambda *told: steps.append(told))
    assert steps == [(0, 1, ""), (1, 1, "")]


def test_the_list_says_members_approved_minutes_and_the_last_printing(year, tmp_path):
    made(year, tmp_path)
    rows = books.list_cells(year, 2026)
    assert [(row.code, row.members, row.regular, row.themed) for row in rows] == [("CB01", 22, 3, 2), ("CB02", 5, 0, 0)]
    assert (rows[0].last_printed, rows[1].last_printed) == (year.today(), None)


def test_cells_are_found_by_code_and_an_unknown_one_is_named(office):
    assert books.cells_by_code(office, ["cb02"], 2026) == [cell_id(office, 2)]
    assert len(books.cells_by_code(office, [], 2026)) == 2
    with pytest.raises(NotFound, match="mã XX9"):
        books.cells_by_code(office, ["CB01", "XX9"], 2026)


def test_nothing_chosen_is_refused(office):
    with pytest.raises(Refused, match="Chưa chọn chi bộ"):
        books.collect(office, [], 2026, BookMode.BLANK)


def test_a_book_made_after_another_is_the_same_as_made_alone(office):
    batch = books.collect(office, [cell_id(office), cell_id(office, 2)], 2026, BookMode.BLANK)
    first, second = batch.books
    long = replace(second, members=second.members * 40, attendance=second.attendance * 40)
    alone = book.build(long, batch.settings)
    after = book.build(long, batch.settings, book.build(first, batch.settings))
    assert after.pages == alone.pages > book.build(first, batch.settings).pages
    assert pdf.draw(after.laid) == pdf.draw(alone.laid)
    assert word.write(after.laid) == word.write(alone.laid)


def test_each_meeting_stands_in_its_own_form_and_in_the_offices_words(year, tmp_path):
    wording_editing.save(year, "F5", {"label_chair": "Người chủ trì", "heading_conclusion": "Ý KIẾN KẾT LUẬN"})
    wording_editing.save(year, "F6", {"heading_theme_quality": "NHẬN XÉT CHUYÊN ĐỀ"})
    file = made(year, tmp_path, mode=BookMode.FILLED)[0]
    text = "\n".join(pages_of(file.path))
    assert text.count("Người chủ trì: đồng chí") == 4
    assert text.count("Ý KIẾN KẾT LUẬN") == 3
    assert "PHẦN THỨ HAI" in text
    assert "KẾT LUẬN; PHÂN CÔNG, THỜI HẠN" in text


def test_blank_forms_bear_the_offices_words_and_keep_their_pages(office, plain, tmp_path):
    wording_editing.save(office, "F5", {"label_chair": "Người chủ trì", "part_limits": "Tồn tại, hạn chế"})
    file = made(office, tmp_path)[0]
    text = "\n".join(pages_of(file.path))
    assert file.pages == plain.pages
    assert text.count("Người chủ trì:") == 16
    assert text.count("4. Tồn tại, hạn chế") == 12
