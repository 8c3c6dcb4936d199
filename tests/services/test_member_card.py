"""A member's card: what it says of today, of meetings and of papers; and who may be erased."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.services import issuing, member_card, member_removal
from tests.meeting_office import approved, cell_id, make_office


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    yield office
    office.close()


def member_named(office, name: str, number: int = 1) -> int:
    with office.read() as session:
        found = session.query(Member).filter_by(full_name=name).all()
        return next(one.id for one in found if one.statuses[0].cell_id == cell_id(office, number))


def test_the_card_counts_the_meetings_of_the_year_the_member_came_to(office):
    approved(office, month=3)
    approved(office, month=4)
    card = member_card.load(office, member_named(office, "Nguyễn Ví Dụ An"))
    assert (card.attended.year, card.attended.came, card.attended.expected) == (2026, 2, 2)
    assert card.summary.startswith("Chi bộ thôn Mẫu 1 · chính thức · Bí thư")
    assert card.effect == "Tính vào số phải dự họp, có quyền biểu quyết."


def test_the_papers_that_name_a_member_are_found_and_not_those_that_name_a_namesake_elsewhere(office):
    meeting_id = approved(office)
    issuing.issue(office, "F5", meeting_id, day=date(2026, 3, 3))
    (paper,) = member_card.papers_naming(office, member_named(office, "Nguyễn Ví Dụ An"))
    assert paper.dated_on == date(2026, 3, 3)
    assert member_card.papers_naming(office, member_named(office, "Nguyễn Ví Dụ An", number=2)) == []


def test_posts_stand_in_the_line_of_a_member_s_life_beside_the_statuses(office):
    card = member_card.load(office, member_named(office, "Nguyễn Ví Dụ An"))
    assert {line.word for line in card.life} == {"Chính thức", "Bí thư"}


def test_who_stands_in_minutes_is_not_erased(office):
    approved(office)
    with pytest.raises(Refused, match="biên bản"):
        member_removal.erase(office, member_named(office, "Nguyễn Ví Dụ Dung"))


def test_who_stands_nowhere_is_erased_with_all_that_was_kept(office):
    member_id = member_named(office, "Nguyễn Ví Dụ Dung", number=2)
    member_removal.erase(office, member_id)
    with pytest.raises(NotFound):
        member_card.load(office, member_id)
