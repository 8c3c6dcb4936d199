"""Members: the list as of a day, dated statuses, cards that belong to one person, leaving and coming back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.house import History
from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.cells import CellPost
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cell_forms, cells, member_card, member_doubts, member_forms, members, people
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.member_forms import MemberDraft, StatusLine
from tests.register_office import acts, make_office, move_away


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for number in (1, 2):
        cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=f"Chi bộ thôn Mẫu {number}"))
    yield office
    office.close()


DRAFT = MemberDraft(
    full_name="Nguyễn Văn Ví Dụ",
    gender=Gender.MALE,
    birth_on=date(1970, 5, 6),
    admitted_on=date(2000, 2, 3),
    official_on=date(2001, 2, 3),
    card_no="10282669",
)


def add(office, status=MemberStatus.FULL, cell_id=1, **facts):
    draft = member_forms.entering(replace(DRAFT, **facts), status, cell_id)
    return member_forms.save_member(office, draft).id


def row_of(office, member_id, **how):
    return next(row for row in members.list_members(office, **how) if row.id == member_id)


def fields(caught) -> set[str]:
    return {problem.field for problem in caught.value.problems}


def test_a_member_stands_in_the_list_with_cell_status_age_and_party_age(office):
    row = row_of(office, add(office))
    assert (row.cell, row.status, row.age, row.party_age) == ("Chi bộ thôn Mẫu 1", MemberStatus.FULL, 56, 26)
    assert acts(office)[-1] == "Thêm đảng viên Nguyễn Văn Ví Dụ"


def test_a_member_was_probationary_between_admission_and_the_official_day(office):
    member_id = add(office)
    assert row_of(office, member_id, day=date(2001, 2, 2)).status is MemberStatus.PROBATIONARY
    assert row_of(office, member_id, day=date(2001, 2, 3)).status is MemberStatus.FULL
    assert row_of(office, member_id, day=date(2000, 2, 2)).status is None


def test_an_exempt_member_still_counts_as_full_in_the_cell(office):
    assert row_of(office, add(office, MemberStatus.EXEMPT)).status_label == "miễn công tác và sinh hoạt"
    assert cells.list_cells(office)[0].full_members == 1


def test_people_stand_in_the_order_of_their_given_names(office):
    for place, name in enumerate(("Trần Ví Dụ Ước", "Lê Ví Dụ Ân", "Phạm Ví Dụ An", "Đỗ Ví Dụ Đức", "Bùi Ví Dụ Dũng")):
        add(office, full_name=name, card_no=str(place))
    assert [row.full_name.split()[-1] for row in members.list_members(office)] == ["An", "Ân", "Dũng", "Đức", "Ước"]


def test_the_list_of_one_cell_holds_only_its_members(office):
    add(office, card_no="1")
    second = add(office, cell_id=2, card_no="2")
    assert [row.id for row in members.list_members(office, cell_id=2)] == [second]


def test_a_card_number_belongs_to_one_person_who_is_named_with_the_cell(office):
    add(office)
    with pytest.raises(Problems, match=r"10282669 đã là của đồng chí Nguyễn Văn Ví Dụ \(Chi bộ thôn Mẫu 1\)") as caught:
        add(office, full_name="Trần Thị Mẫu")
    assert fields(caught) == {"card_no"}


def test_members_without_a_card_do_not_clash(office):
    add(office, card_no="")
    add(office, card_no="", full_name="Trần Thị Mẫu")
    assert len(members.list_members(office)) == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"full_name": " "}, "full_name"),
        ({"birth_on": date(2027, 1, 1)}, "birth_on"),
        ({"birth_on": date(1800, 1, 1)}, "birth_on"),
        ({"birth_on": date(1990, 1, 1)}, "admitted_on"),
        ({"official_on": date(1999, 1, 1)}, "official_on"),
        ({"birth_on": None, "birth_year": 1700}, "birth_year"),
    ],
)
def test_facts_that_cannot_be_are_refused_under_their_field(office, facts, field):
    with pytest.raises(Problems) as caught:
        add(office, **facts)
    assert field in fields(caught)
    assert members.list_members(office) == []


def test_a_member_without_a_cell_is_refused(office):
    with pytest.raises(Problems, match="Chưa ghi đảng viên sinh hoạt ở chi bộ nào"):
        member_forms.save_member(office, DRAFT)


def test_statuses_that_end_before_they_begin_are_refused(office):
    line = StatusLine(None, 1, MemberStatus.FULL, date(2020, 1, 1), date(2019, 1, 1))
    with pytest.raises(Problems, match="ngày thôi 01/01/2019 ở trước ngày bắt đầu 01/01/2020"):
        member_forms.save_member(office, replace(DRAFT, statuses=(line,)))


def test_nobody_is_full_and_probationary_at_once(office):
    lines = (
        StatusLine(None, 1, MemberStatus.PROBATIONARY, date(2000, 2, 3)),
        StatusLine(None, 1, MemberStatus.FULL, date(2001, 2, 3)),
    )
    with pytest.raises(Problems, match="vừa chính thức vừa dự bị từ 03/02/2001"):
        member_forms.save_member(office, replace(DRAFT, statuses=lines))


def test_one_status_is_not_written_twice_for_one_time(office):
    line = StatusLine(None, 1, MemberStatus.FULL)
    with pytest.raises(Problems, match="ghi hai lần"):
        member_forms.save_member(office, replace(DRAFT, statuses=(line, line)))


def test_becoming_full_ends_the_probation_the_day_before(office):
    member_id = add(office, MemberStatus.PROBATIONARY, admitted_on=date(2025, 11, 1), official_on=None)
    draft = member_forms.member_draft(office, member_id)
    draft = member_forms.with_status(draft, StatusLine(None, 1, MemberStatus.FULL, date(2026, 11, 1)))
    member_forms.save_member(office, replace(draft, official_on=date(2026, 11, 1)))
    assert row_of(office, member_id).status is MemberStatus.FULL
    assert row_of(office, member_id, day=date(2026, 10, 31)).status is MemberStatus.PROBATIONARY


def test_a_transfer_ends_the_stay_and_the_posts_in_the_old_cell(office):
    member_id = add(office, MemberStatus.EXEMPT)
    draft = cell_forms.cell_draft(office, 1)
    cell_forms.save_cell(office, replace(draft, posts=(PostLine(None, member_id, "", CellPost.DEPUTY),)))
    moved = member_forms.with_status(
        member_forms.member_draft(office, member_id), StatusLine(None, 2, MemberStatus.FULL, date(2026, 10, 1))
    )
    member_forms.save_member(office, moved)
    row = row_of(office, member_id)
    assert (row.cell, row.status, row.post) == ("Chi bộ thôn Mẫu 2", MemberStatus.FULL, "")
    before = row_of(office, member_id, day=date(2026, 9, 30))
    assert (before.cell, before.status, before.post) == ("Chi bộ thôn Mẫu 1", MemberStatus.EXEMPT, "Phó Bí thư")
    (post,) = [line for line in member_card.load(office, member_id).life if line.id[0] == "post"]
    assert post.to_on == date(2026, 9, 30)


def test_saving_a_form_nobody_changed_writes_nothing(office):
    member_id = add(office, MemberStatus.EXEMPT)
    before = acts(office)
    assert not member_forms.save_member(office, member_forms.member_draft(office, member_id)).changes
    assert acts(office) == before


def test_a_withdrawn_member_leaves_the_lists_but_not_the_past_and_can_come_back(office):
    member_id = add(office)
    move_away(office, member_id, date(2026, 11, 1))
    assert members.list_members(office) == []
    assert cells.list_cells(office)[0].full_members == 0
    assert cells.list_cells(office, day=date(2026, 10, 31))[0].full_members == 1
    gone = row_of(office, member_id, with_withdrawn=True)
    assert (gone.status_label, gone.cell) == ("chuyển sinh hoạt đảng", "Chi bộ thôn Mẫu 1")
    assert acts(office)[-1] == "Chuyển sinh hoạt đi nơi khác: đồng chí Nguyễn Văn Ví Dụ"
    member_forms.restore_member(office, member_id)
    assert row_of(office, member_id).status is MemberStatus.FULL
    with pytest.raises(Refused, match="đang có trong danh sách"):
        member_forms.restore_member(office, member_id)


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2001, 2, 3)])
def test_a_member_cannot_leave_in_the_future_or_before_standing_in_the_cell(office, day):
    member_id = add(office)
    with pytest.raises(Problems) as caught:
        move_away(office, member_id, day)
    assert fields(caught) == {"from_on"}
    assert len(members.list_members(office)) == 1


def test_the_card_of_a_withdrawn_member_stays_taken(office):
    move_away(office, add(office), date(2026, 11, 1))
    with pytest.raises(Problems, match="người đã được đưa ra khỏi danh sách"):
        add(office, full_name="Trần Thị Mẫu")


def test_control_characters_are_cleaned_and_signs_are_kept(office):
    member_id = add(office, full_name="Nguyễn\x00 Văn\tVí Dụ", note="a < b & c\x0b = d\n+e")
    draft = member_forms.member_draft(office, member_id)
    assert (draft.full_name, draft.note) == ("Nguyễn Văn Ví Dụ", "a < b & c = d\n+e")


def test_a_member_that_is_gone_is_said_to_be_gone(office):
    with pytest.raises(NotFound, match="Không còn đảng viên này"):
        member_forms.member_draft(office, 99)


def test_pickers_tell_namesakes_apart_by_their_cell(office):
    add(office, card_no="1")
    add(office, cell_id=2, card_no="2", birth_on=date(1971, 1, 1))
    assert [pick.second for pick in people.member_picks(office)] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    assert len(people.member_picks(office, cell_id=2)) == 1


def test_the_history_names_the_member_the_act_was_about(office):
    member_id = add(office)
    with office.read() as session:
        line = session.query(History).order_by(History.id.desc()).first()
        assert (line.subject_table, line.subject_id) == ("member", member_id)


# What the list says is amiss ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "amiss"),
    [
        ({}, ()),
        ({"admitted_on": None}, ("thiếu ngày vào Đảng",)),
        ({"official_on": None}, ("thiếu ngày chính thức",)),
        ({"birth_on": None}, ("thiếu ngày sinh",)),
        ({"birth_on": date(1921, 1, 1)}, ("trên 100 tuổi",)),
    ],
)
def test_the_list_says_what_is_missing_or_cannot_be_right(office, facts, amiss):
    assert row_of(office, add(office, **facts)).amiss == amiss


def test_a_guest_is_not_asked_for_dates_that_another_office_keeps(office):
    member_id = add(office, MemberStatus.TEMP_IN, admitted_on=None, official_on=None)
    assert row_of(office, member_id).amiss == ()


def test_one_person_entered_twice_and_a_card_that_lost_its_zeros_are_told(office):
    one = add(office, card_no="00123456")
    other = add(office, card_no="123456")
    told = ("số thẻ trùng với người khác", "trùng họ tên, ngày sinh với người khác")
    assert row_of(office, one).amiss == row_of(office, other).amiss == told


def test_only_a_probationary_member_is_told_about_the_twelve_months(office):
    member_id = add(office, MemberStatus.PROBATIONARY, admitted_on=date(2025, 3, 3), official_on=None)
    assert "quá hạn xét chính thức" in row_of(office, member_id).probation
    assert row_of(office, add(office, card_no="2")).probation == ""


@pytest.mark.parametrize("name", ["=1+2 Văn", "@Nguyễn Văn", "Nguyễn + Văn"])
def test_a_name_with_signs_no_name_has_is_refused(office, name):
    found = member_forms.draft_problems(office, MemberDraft(full_name=name, start_cell_id=1))
    assert [problem.field for problem in found] == ["full_name"]


def test_the_first_day_in_a_cell_is_not_years_ahead(office):
    draft = MemberDraft(full_name="Nguyễn Văn Ví Dụ", start_cell_id=1, start_on=date(2035, 1, 1))
    assert "start_on" in [problem.field for problem in member_forms.draft_problems(office, draft)]


def test_a_card_shorter_than_the_others_a_missing_gender_and_figures_in_a_name_are_doubted(office):
    for number in range(3):
        draft = MemberDraft(full_name=f"Lê Ví Dụ {'ABC'[number]}", card_no=f"1234567{number}", start_cell_id=1)
        member_forms.save_member(office, draft)
    good = MemberDraft(full_name="Nguyễn Văn Ví Dụ", gender=Gender.MALE, card_no="00012345")
    assert member_doubts.doubts(office, good) == []
    assert member_doubts.doubts(office, MemberDraft()) == []
    found = dict(member_doubts.doubts(office, replace(good, full_name="Ví Dụ 2", gender=None, card_no="0012345")))
    assert found["card_no"] == "Số thẻ có 7 chữ số, thường có 8; có phải thiếu số 0 ở đầu, là 00012345?"
    assert found.keys() == {"full_name", "gender", "card_no"}
    assert dict(member_doubts.doubts(office, replace(good, card_no="123"))).keys() == {"card_no"}
    assert dict(member_doubts.doubts(office, replace(good, card_no="AB12345"))).keys() == {"card_no"}
