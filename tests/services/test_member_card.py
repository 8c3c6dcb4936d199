"""A member's card: what it says of today, of meetings and of papers; and who may be erased."""

from __future__ import annotations

import inspect
import re
from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.members import Member
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import (
    issuing,
    member_acts,
    member_card,
    member_forms,
    member_ratings,
    member_removal,
    member_rows,
    members,
)
from bontot_desktop.services.member_forms import MemberDraft
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


def test_the_card_tells_the_ratings_of_the_years(office):
    own = cell_id(office, 1)
    who = next(line.member_id for line in member_ratings.sheet(office, own, 2025).lines if line.why is None)
    assert member_card.load(office, who).rated == ""
    for year, level in ((2025, QualityLevel.EXCELLENT), (2026, QualityLevel.GOOD)):
        lines = {line.member_id: line for line in member_ratings.sheet(office, own, year).lines}
        member_ratings.save(office, own, year, [replace(lines[who].draft, level=level, cell_level=level)])
    assert member_card.load(office, who).rated == "Xếp loại: 2026 HTTNV (đề nghị), 2025 HTXSNV (đề nghị)."


def test_the_card_repeats_what_the_list_warns_of_with_what_mends_it(office):
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", start_cell_id=cell_id(office, 1))
    one = member_forms.save_member(office, draft).id
    row = next(row for row in members.list_members(office) if row.id == one)
    assert row.amiss == ("thiếu ngày vào Đảng", "thiếu ngày chính thức", "thiếu ngày sinh")
    found = member_card.amiss(office, one)
    assert found.sentence == "Cần xem lại: thiếu ngày vào Đảng, thiếu ngày chính thức, thiếu ngày sinh."
    assert [mend.field for mend in found.mends] == ["admitted_on", "official_on", "birth_on"]


def test_who_shares_a_name_and_birthday_leads_to_the_other(office):
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", birth_on=date(1970, 1, 1), start_cell_id=cell_id(office, 1))
    one, other = (member_forms.save_member(office, draft).id for _ in range(2))
    (mend,) = [mend for mend in member_card.amiss(office, one).mends if not mend.field]
    assert (mend.word, mend.member_id) == ("Mở hồ sơ trùng", other)


def test_a_guest_whose_time_is_over_is_taken_in_again_or_off_the_register(office):
    draft = MemberDraft(
        full_name="Nguyễn Văn Khách Ví Dụ", start_cell_id=cell_id(office, 1), start_status=MemberStatus.TEMP_IN
    )
    one = member_forms.save_member(office, draft).id
    (line,) = member_forms.member_draft(office, one).statuses
    member_acts.correct(office, one, replace(line, from_on=date(2026, 1, 1), to_on=date(2026, 2, 1)))
    assert "chưa ghi chi bộ đang sinh hoạt" in member_card.amiss(office, one).sentence
    assert MemberAct.COME_BACK in member_acts.possible(office, one)
    member_acts.record(office, member_acts.start(office, one, MemberAct.RETURN))
    assert member_card.amiss(office, one).sentence == ""


def test_every_warning_of_the_list_has_what_mends_it():
    source = inspect.getsource(member_rows._amiss)
    said = set(re.findall(r'append\(f?"([^"]+)"\)', source.replace("{OLDEST}", str(members.OLDEST))))
    assert said == set(member_card._MENDS)
