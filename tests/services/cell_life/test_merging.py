"""Cells merged: what becomes of members, officers, meetings and papers of the days before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from bontot_desktop.db.house import History
from bontot_desktop.db.models.cells import CellParent, Lineage
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.office import Person, Term
from bontot_desktop.errors import Problems
from bontot_desktop.rules import cell_life
from bontot_desktop.rules.cells import CellPost, LineageKind
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.services import cell_forms, cell_merging, cell_story, cells, heads, member_forms, terms, undo
from bontot_desktop.services.cell_forms import PostLine
from bontot_desktop.services.cell_merging import MergeDraft
from bontot_desktop.services.member_forms import StatusLine
from bontot_desktop.services.terms import CellTermsDraft
from tests.register_office import TODAY, acts
from tests.services.cell_life.lives import EVE, ON, into_one, new_merge, sentences, statuses
from tests.villages import SINCE, Village


@pytest.fixture
def person(office):
    with office.work("test", "Thêm người") as session:
        row = Person(full_name="Trần Phụ Trách", title="Đảng ủy viên")
        session.add(row)
        session.flush()
        return row.id


def row_of(office, cell_id, day=None):
    return next(r for r in cells.list_cells(office, day=day, with_dissolved=True) if r.id == cell_id)


def add_meeting(office, cell_id, day, state=MeetingState.APPROVED):
    with office.work("test", "Họp") as session:
        session.add(
            Meeting(
                cell_id=cell_id,
                type=MeetingType.REGULAR,
                format=MeetingFormat.IN_PERSON,
                state=state,
                year=day.year,
                month=day.month,
                held_on=day,
            )
        )


# Merging into a new cell ----------------------------------------------------------------------------------------------


def test_two_cells_become_a_new_one_with_all_their_members_and_new_officers(office, one, two, person):
    made = cell_merging.merge(office, new_merge(one, two, in_charge_id=person)).id
    assert {row.id for row in cells.list_cells(office)} == {made}
    row = row_of(office, made)
    assert (row.name, row.full_members, row.probationary_members) == ("Chi bộ thôn Mẫu Đông", 8, 2)
    assert (row.secretary, row.in_charge) == ("Nguyễn Văn An 1", "Trần Phụ Trách")
    assert acts(office)[-1] == "Sáp nhập Chi bộ thôn Mẫu 1 và Chi bộ thôn Mẫu 2 thành Chi bộ thôn Mẫu Đông"


def test_every_status_ends_the_day_before_and_goes_on_in_the_new_cell(office, one, two):
    made = cell_merging.merge(office, new_merge(one, two)).id
    exempt = statuses(office, one.people[4])
    assert (one.id, MemberStatus.EXEMPT, None, EVE) in exempt
    assert (made, MemberStatus.EXEMPT, ON, None) in exempt
    assert (made, MemberStatus.FULL, ON, None) in exempt
    assert (made, MemberStatus.PROBATIONARY, ON, None) in statuses(office, two.people[3])


def test_lists_of_days_before_show_the_old_cells_with_their_officers(office, one, two):
    made = cell_merging.merge(office, new_merge(one, two)).id
    before = cells.list_cells(office, day=EVE)
    assert [(row.id, row.members, row.secretary) for row in before] == [
        (one.id, 5, "Nguyễn Văn An 1"),
        (two.id, 5, "Nguyễn Văn An 2"),
    ]
    assert row_of(office, one.id).is_over(TODAY)
    assert not row_of(office, one.id).warnings
    assert made not in {row.id for row in before}


def test_the_decision_and_the_heirs_stand_in_the_life_of_every_cell(office, one, two):
    made = cell_merging.merge(office, new_merge(one, two)).id
    old = cell_story.story(office, one.id)
    assert "sáp nhập vào Chi bộ thôn Mẫu Đông (Quyết định số 52-QĐ/ĐU ngày 25/09/2026)" in old.ended
    assert [kin.id for kin in old.heirs] == [made]
    (event,) = cell_story.story(office, made).events
    assert event.words == "Thành lập do sáp nhập Chi bộ thôn Mẫu 1 và Chi bộ thôn Mẫu 2"
    assert [kin.id for kin in event.kin] == [one.id, two.id]


def test_the_new_cell_takes_over_the_common_term_and_parent(office, one, two):
    terms.set_for_cells(office, CellTermsDraft("2025 - 2027", date(2025, 4, 15)), [one.id, two.id])
    with office.work("test", "Trực thuộc") as session:
        session.add_all(CellParent(cell_id=c.id, parent_name="Đảng bộ UBND xã Ví Dụ") for c in (one, two))
    made = cell_merging.merge(office, new_merge(one, two)).id
    with office.read() as session:
        (term,) = session.scalars(select(Term).where(Term.cell_id == made))
        assert (term.label, term.starts_on) == ("2025 - 2027", ON)
        assert heads.term_on(session, TODAY, one.id) is None
        assert heads.term_on(session, EVE, one.id).label == "2025 - 2027"
        assert heads.cell_parent(session, made, ON) == "Đảng bộ UBND xã Ví Dụ"
        assert heads.cell_parent(session, one.id, EVE) == "Đảng bộ UBND xã Ví Dụ"


def test_what_will_happen_is_said_beforehand(office, one, two):
    add_meeting(office, one.id, date(2026, 12, 3), MeetingState.PLANNED)
    told = cell_merging.outlook(office, new_merge(one, two))
    assert told.problems == ()
    assert told.does[0] == (
        "10 đảng viên (8 chính thức, 2 dự bị) của 2 chi bộ (Chi bộ thôn Mẫu 1 và Chi bộ thôn Mẫu 2) "
        "chuyển sang Chi bộ thôn Mẫu Đông từ ngày 01/10/2026."
    )
    assert told.warnings == (
        "1 kỳ họp dự kiến của chi bộ cũ sẽ ghi “Không họp”: Chi bộ thôn Mẫu 1 03/12/2026.",
        "Chi bộ thôn Mẫu Đông: chi ủy mới có 2 đồng chí, cần ít nhất 3.",
        "Chi bộ thôn Mẫu Đông: chưa có đảng ủy viên phụ trách chi bộ.",
    )


def test_what_is_foreseen_of_a_cell_is_what_its_list_says_afterwards(office, one, two):
    told = cell_merging.outlook(office, new_merge(one, two))
    made = cell_merging.merge(office, new_merge(one, two)).id
    assert told.warnings == tuple(cell_life.foreseen("Chi bộ thôn Mẫu Đông", row_of(office, made).warnings))


def test_a_cell_made_late_in_the_year_is_said_to_be_too_young_for_the_title(office, one, two, campaign):
    told = cell_merging.outlook(office, new_merge(one, two))
    assert any("Chi bộ thôn Mẫu Đông mới hoạt động 3 tháng, cần từ 6 tháng" in words for words in told.warnings)
    told = cell_merging.outlook(office, new_merge(one, two, on=date(2026, 7, 1)))
    assert not any("cần từ 6 tháng" in words for words in told.warnings)
    told = cell_merging.outlook(office, into_one(office, one, two))
    assert not any("cần từ 6 tháng" in words for words in told.warnings)


@pytest.mark.parametrize(("cancels", "state"), [(True, MeetingState.CANCELLED), (False, MeetingState.PLANNED)])
def test_planned_meetings_of_the_old_cells_are_cancelled_or_left_as_chosen(office, one, two, cancels, state):
    add_meeting(office, one.id, date(2026, 12, 3), MeetingState.PLANNED)
    add_meeting(office, two.id, date(2026, 9, 3))
    cell_merging.merge(office, new_merge(one, two, cancels_planned=cancels))
    with office.read() as session:
        assert session.scalars(select(Meeting.state).order_by(Meeting.id)).all() == [state, MeetingState.APPROVED]


def test_a_day_before_the_last_meeting_is_refused_and_nothing_changes(office, one, two):
    add_meeting(office, two.id, date(2026, 10, 3))
    before = acts(office)
    with pytest.raises(Problems) as caught:
        cell_merging.merge(office, new_merge(one, two))
    assert "Chi bộ thôn Mẫu 2 đã họp ngày 03/10/2026; ngày sáp nhập sớm nhất là 04/10/2026." in sentences(caught)
    assert acts(office) == before
    assert len(cells.list_cells(office)) == 2


def test_a_dissolved_cell_is_not_merged_again(office, one, two):
    cell_merging.merge(office, new_merge(one, two))
    with pytest.raises(Problems, match="đã kết thúc hoạt động từ ngày 01/10/2026"):
        cell_merging.merge(office, new_merge(one, two, on=date(2026, 11, 1)))


def test_officers_must_be_among_those_who_come(office, one, two):
    third = Village(office, "Chi bộ thôn Mẫu 3")
    stranger = (PostLine(None, third.people[0], "Nguyễn Văn An 3", CellPost.SECRETARY),)
    with pytest.raises(Problems, match="Bí thư Nguyễn Văn An 3: không ở trong các chi bộ này"):
        cell_merging.merge(office, new_merge(one, two, posts=stranger))
    both = tuple(PostLine(None, who, "", CellPost.SECRETARY) for who in (one.people[0], two.people[0]))
    with pytest.raises(Problems, match="chỉ có một bí thư"):
        cell_merging.merge(office, new_merge(one, two, posts=both))


def test_the_new_cell_may_bear_the_name_of_one_that_ends_but_not_of_another(office, one, two):
    Village(office, "Chi bộ thôn Mẫu 3")
    with pytest.raises(Problems, match="Đã có chi bộ mang tên này"):
        cell_merging.merge(office, new_merge(one, two, name="Chi bộ thôn Mẫu 3"))
    made = cell_merging.merge(office, new_merge(one, two, name=one.name)).id
    assert row_of(office, made).name == one.name


def test_one_cell_alone_cannot_be_merged(office, one, two):
    with pytest.raises(Problems, match="từ hai chi bộ trở lên"):
        cell_merging.merge(office, new_merge(one, two, cell_ids=(one.id, one.id)))
    assert cell_merging.outlook(office, MergeDraft()).problems


def test_a_stay_of_a_member_of_one_cell_in_the_other_ends_with_the_merger(office, one, two):
    draft = member_forms.member_draft(office, one.people[2])
    lines = (
        StatusLine(None, one.id, MemberStatus.TEMP_OUT, date(2026, 5, 1)),
        StatusLine(None, two.id, MemberStatus.TEMP_IN, date(2026, 5, 1)),
    )
    member_forms.save_member(office, replace(draft, statuses=(*draft.statuses, *lines)))
    made = cell_merging.merge(office, new_merge(one, two)).id
    held = [s for s in statuses(office, one.people[2]) if s[3] is None]
    assert held == [(made, MemberStatus.FULL, ON, None)]


def test_a_merger_is_taken_back_whole(office, one, two):
    add_meeting(office, one.id, date(2026, 12, 3), MeetingState.PLANNED)
    before = cells.list_cells(office)
    held = [statuses(office, who) for who in (*one.people, *two.people)]
    cell_merging.merge(office, new_merge(one, two))
    with office.read() as session:
        last = session.scalars(select(History.id).order_by(History.id.desc())).first()
    undo.take_back(office, last)
    assert cells.list_cells(office, with_dissolved=True) == before
    assert [statuses(office, who) for who in (*one.people, *two.people)] == held
    assert not cell_story.story(office, one.id).events


# Merging into one of them ---------------------------------------------------------------------------------------------


def test_a_cell_takes_another_in_and_its_own_officers_go_on_unbroken(office, one, two):
    draft = into_one(office, one, two)
    assert (draft.name, draft.fixed_day) == (one.name, 3)
    lines = (draft.posts[0], PostLine(None, two.people[0], "", CellPost.COMMITTEE_MEMBER))
    assert cell_merging.merge(office, replace(draft, posts=lines)).id == one.id
    held = {
        (line.member_id, line.post): (line.from_on, line.to_on) for line in cell_forms.cell_draft(office, one.id).posts
    }
    assert held == {
        (one.people[0], CellPost.SECRETARY): (SINCE, None),
        (one.people[1], CellPost.DEPUTY): (SINCE, EVE),
        (two.people[0], CellPost.COMMITTEE_MEMBER): (ON, None),
    }
    assert row_of(office, one.id).members == 10
    assert acts(office)[-1] == f"Sáp nhập {two.name} vào {one.name}"
    (event,) = cell_story.story(office, one.id).events
    assert event.words == f"Nhận sáp nhập {two.name}"


def test_a_cell_that_takes_another_in_may_get_a_new_name_from_the_day(office, one, two):
    cell_merging.merge(office, into_one(office, one, two, name="Chi bộ thôn Mẫu Đông"))
    with office.read() as session:
        assert heads.cell_name(session, one.id, EVE) == one.name
        assert heads.cell_name(session, one.id, ON) == "Chi bộ thôn Mẫu Đông"
        kinds = session.scalars(select(Lineage.kind).order_by(Lineage.id)).all()
        assert sorted(kinds) == sorted([LineageKind.RENAME, LineageKind.MERGE])


def test_a_new_name_from_a_day_at_which_another_began_is_told_at_the_day_of_the_merger(office, one, two):
    draft = cell_forms.cell_draft(office, one.id)
    renamed = replace(draft, name="Chi bộ thôn Mẫu Một", renamed_on=ON, rename_decision_no="9-QĐ/ĐU")
    cell_forms.save_cell(office, renamed)
    with pytest.raises(Problems) as caught:
        cell_merging.merge(office, into_one(office, one, two, name="Chi bộ thôn Mẫu Đông"))
    assert [problem.field for problem in caught.value.problems] == ["on"]


def test_the_cell_that_goes_on_may_have_met_since(office, one, two):
    add_meeting(office, one.id, date(2026, 10, 3))
    assert cell_merging.merge(office, into_one(office, one, two)).id == one.id


def test_members_of_both_cells_are_offered_for_posts(office, one, two):
    picks = cell_merging.officer_picks(office, [one.id, two.id], ON)
    assert len(picks) == 10
    assert {pick.second for pick in picks} == {
        f"{post}{name}" for name in (one.name, two.name) for post in ("Bí thư, ", "Phó Bí thư, ", "")
    }
