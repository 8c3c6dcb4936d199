"""Minutes books handed out to the cells and taken back, and their register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.documents import plain
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.services import book_issues
from bontot_desktop.services.member_papers import ListWish
from tests.meeting_office import make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def test_every_cell_has_a_line_and_only_what_was_written_is_stored(office):
    first, second = book_issues.load(office, 2026)
    assert first.is_empty
    issued = replace(first, pages=96, issued_on=date(2026, 1, 5), received_by="Nguyễn Ví Dụ An")
    book_issues.save(office, [issued, second])
    again, other = book_issues.load(office, 2026)
    assert (again.pages, again.received_by, again.volume) == (96, "Nguyễn Ví Dụ An", 1)
    assert other.id is None
    more = book_issues.next_volume([again, other], again.cell_id)
    book_issues.save(office, [again, replace(more, issued_on=date(2026, 6, 1), received_by="Trần Mẫu"), other])
    assert [line.volume for line in book_issues.load(office, 2026)] == [1, 2, 1]


def test_days_stand_in_their_order_and_who_received_a_book_is_named(office):
    line = book_issues.load(office, 2026)[0]
    wrong = replace(line, issued_on=date(2026, 3, 5), returned_on=date(2026, 2, 1))
    with pytest.raises(Problems) as said:
        book_issues.save(office, [wrong])
    assert [problem.field for problem in said.value.problems] == ["books.0.returned_on", "books.0.received_by"]
    assert "ngày thu ở trước ngày phát" in str(said.value)


def test_the_register_names_every_book_that_was_handed_out(office):
    with pytest.raises(Refused, match="chưa ghi phát"):
        book_issues.paper(office, 2026)
    line = book_issues.load(office, 2026)[0]
    book_issues.save(office, [replace(line, pages=96, issued_on=date(2026, 1, 5), received_by="Nguyễn Ví Dụ An")])
    paper = book_issues.paper(office, 2026)
    words = plain.render(paper.make(ListWish(paper.about, date(2026, 12, 25))))
    for there in ("SỔ THEO DÕI", "năm 2026", "Chi bộ thôn Mẫu 1", "05/01/2026", "Nguyễn Ví Dụ An", "01 (một) quyển"):
        assert there in words, there
