"""What happens to a member, as acts: days, effects on roster, votes and the year's end, refusals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bontot_desktop.db.models.members import Member, PenaltyRow
from bontot_desktop.db.queries import roster
from bontot_desktop.errors import Problems
from bontot_desktop.rules import members as member_rules
from bontot_desktop.rules.meetings import Attendance, RosterFact, figures
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.rules.members import LeftFor, MemberStatus, Unrated
from bontot_desktop.services import cell_forms, member_acts, member_forms, members
from bontot_desktop.services.member_acts import ActDraft
from bontot_desktop.services.member_forms import MemberDraft
from tests.register_office import acts, make_office

DAY = date(2026, 8, 1)


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for number in (1, 2):
        cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=f"Chi bộ thôn Mẫu {number}"))
    yield office
    office.close()


def add(office, name="Nguyễn Văn Ví Dụ", status=MemberStatus.FULL, cell_id=1, **facts):
    given = {"admitted_on": date(2000, 2, 3), "official_on": date(2001, 2, 3), **facts}
    if status is MemberStatus.PROBATIONARY:
        given = {"admitted_on": date(2025, 2, 3), **facts}
    draft = member_forms.entering(MemberDraft(full_name=name, **given), status, cell_id)
    return member_forms.save_member(office, draft).id


def do(office, member_id, act, **fields):
    return member_acts.record(office, replace(member_acts.start(office, member_id, act), **fields))


def refused(office, member_id, act, **fields) -> dict[str, str]:
    with pytest.raises(Problems) as caught:
        do(office, member_id, act, **fields)
    return {problem.field: problem.sentence for problem in caught.value.problems}


def status_on(office, member_id, day=DAY):
    row = next((row for row in members.list_members(office, day=day) if row.id == member_id), None)
    return row.status if row else None


def facts_on(office, day, cell_id=1) -> list[RosterFact]:
    with office.read() as session:
        lines = roster.roster_on(session, cell_id, day)
    return [
        RosterFact(
            line.situation.status,
            line.situation.is_full,
            Attendance.PRESENT if line.situation.is_expected else Attendance.NOT_EXPECTED,
        )
        for line in lines
    ]


TABLE = [
    # act, (in the count of the cell, expected, in the vote base) — meetings.md §4.1
    (None, (1, 1, 1)),
    (MemberAct.EXEMPT, (1, 0, 0)),
    (MemberAct.TEMP_AWAY, (1, 0, 0)),
    (MemberAct.SPECIAL_DUTY, (1, 0, 1)),
    (MemberAct.SUSPEND, (1, 0, 0)),
]


@pytest.mark.parametrize(("act", "counts"), TABLE, ids=[str(act) for act, _ in TABLE])
def test_each_act_counts_in_meetings_as_the_table_of_the_field_says(office, act, counts):
    member_id = add(office)
    if act is not None:
        do(office, member_id, act, from_on=DAY, counterpart="Đảng bộ phường Mẫu")
    found = figures(facts_on(office, DAY))
    assert (found.total, found.expected, found.vote_base) == counts
    before = figures(facts_on(office, date(2026, 7, 31)))
    assert (before.total, before.expected, before.vote_base) == (1, 1, 1)


def test_a_probationary_member_is_expected_and_has_no_vote_and_a_guest_is_listed_apart(office):
    add(office, status=MemberStatus.PROBATIONARY)
    add(office, "Trần Thị Mẫu", MemberStatus.TEMP_IN, admitted_on=None, official_on=None)
    found = figures(facts_on(office, DAY), total_includes_temp_in=False)
    assert (found.total, found.expected, found.vote_base) == (1, 2, 0)


def test_the_worked_example_of_the_guide_holds_when_entered_by_acts(office):
    ids = [add(office, f"Nguyễn Ví Dụ {place}") for place in range(30)]
    add(office, "Lê Dự Bị", MemberStatus.PROBATIONARY)
    add(office, "Trần Khách", MemberStatus.TEMP_IN)
    for member_id in ids[:6]:
        do(office, member_id, MemberAct.EXEMPT, from_on=DAY, reason="tuổi cao")
    for member_id in ids[6:8]:
        do(office, member_id, MemberAct.TEMP_AWAY, from_on=DAY, counterpart="Đảng bộ phường Mẫu")
    lines = facts_on(office, DAY)
    first = next(place for place, line in enumerate(lines) if line.status is MemberStatus.EXEMPT)
    lines[first] = replace(lines[first], attendance=Attendance.PRESENT)
    found = figures(lines)
    assert (found.expected, found.vote_base) == (24, 23)


@pytest.mark.parametrize(
    ("act", "reason"),
    [(MemberAct.EXEMPT, Unrated.EXEMPT), (MemberAct.SUSPEND, Unrated.SUSPENDED), (MemberAct.SPECIAL_DUTY, None)],
)
def test_who_is_exempt_or_suspended_is_not_rated_at_the_years_end(office, act, reason):
    member_id = add(office)
    do(office, member_id, act, from_on=DAY)
    with office.read() as session:
        (line,) = roster.roster_on(session, 1, date(2026, 12, 10))
    assert member_rules.why_not_rated(line.situation, line.admitted_on, date(2026, 12, 10)) is reason


def test_an_exemption_keeps_what_the_cell_decided_and_when_it_was_reported(office):
    member_id = add(office)
    do(
        office,
        member_id,
        MemberAct.EXEMPT,
        from_on=DAY,
        to_on=date(2026, 10, 31),
        reason="điều trị dài ngày",
        decision_no="07-NQ/CB",
        decision_on=date(2026, 7, 28),
        reported_on=date(2026, 7, 30),
    )
    line = member_forms.member_draft(office, member_id).statuses[-1]
    assert (line.reason, line.decision_no, line.reported_on) == ("điều trị dài ngày", "07-NQ/CB", date(2026, 7, 30))
    assert status_on(office, member_id, date(2026, 11, 1)) is MemberStatus.FULL
    assert acts(office)[-1] == "Miễn công tác và sinh hoạt: đồng chí Nguyễn Văn Ví Dụ"


def test_days_that_cannot_be_are_refused_under_their_fields(office):
    member_id = add(office)
    found = refused(
        office,
        member_id,
        MemberAct.EXEMPT,
        from_on=DAY,
        to_on=date(2026, 7, 1),
        decision_on=date(2026, 7, 28),
        reported_on=date(2026, 7, 1),
    )
    assert set(found) == {"to_on", "reported_on"}
    assert refused(office, member_id, MemberAct.EXEMPT, from_on=None) == {"from_on": "Chưa ghi từ ngày nào."}


def test_two_such_statuses_at_once_are_refused_in_a_sentence(office):
    member_id = add(office)
    do(office, member_id, MemberAct.EXEMPT, from_on=DAY)
    found = refused(office, member_id, MemberAct.TEMP_AWAY, from_on=date(2026, 9, 1), counterpart="Nơi khác")
    assert "Từ 01/08/2026 đồng chí đã được ghi “miễn công tác và sinh hoạt”" in found["from_on"]


def test_a_suspension_lies_over_anything_and_takes_the_vote(office):
    member_id = add(office)
    do(office, member_id, MemberAct.SPECIAL_DUTY, from_on=DAY)
    do(office, member_id, MemberAct.SUSPEND, from_on=date(2026, 9, 1))
    assert figures(facts_on(office, DAY)).vote_base == 1
    assert figures(facts_on(office, date(2026, 9, 1))).vote_base == 0


def test_coming_back_ends_what_was_laid_over_the_standing(office):
    member_id = add(office)
    do(office, member_id, MemberAct.TEMP_AWAY, from_on=DAY, cell_id=2)
    assert [line.status for line in facts_on(office, DAY, 2)] == [MemberStatus.TEMP_IN]
    do(office, member_id, MemberAct.RESUME, from_on=date(2026, 10, 1))
    assert facts_on(office, date(2026, 10, 1), 2) == []
    assert status_on(office, member_id, date(2026, 10, 1)) is MemberStatus.FULL
    assert status_on(office, member_id, date(2026, 9, 30)) is MemberStatus.TEMP_OUT
    assert "sinh hoạt bình thường" in refused(office, member_id, MemberAct.RESUME, from_on=date(2026, 11, 1))["from_on"]


def test_a_late_decision_gives_the_vote_from_its_own_day_and_the_official_day_from_the_twelve_months(office):
    member_id = add(office, status=MemberStatus.PROBATIONARY)
    draft = member_acts.start(office, member_id, MemberAct.MAKE_FULL)
    assert draft.official_on == date(2026, 2, 3)
    member_acts.record(office, replace(draft, decision_on=date(2026, 5, 4), decision_no="12-QĐ/ĐU"))
    assert status_on(office, member_id, date(2026, 5, 3)) is MemberStatus.PROBATIONARY
    assert status_on(office, member_id, date(2026, 5, 4)) is MemberStatus.FULL
    stored = member_forms.member_draft(office, member_id)
    assert (stored.official_on, stored.full_decision_on) == (date(2026, 2, 3), date(2026, 5, 4))
    assert stored.full_decision_no == "12-QĐ/ĐU"


def test_nobody_becomes_full_before_the_twelve_months_or_by_the_calendar_alone(office):
    member_id = add(office, status=MemberStatus.PROBATIONARY)
    found = refused(office, member_id, MemberAct.MAKE_FULL, official_on=date(2026, 1, 3), decision_on=date(2026, 1, 3))
    assert "hết 12 tháng ngày 03/02/2026" in found["official_on"]
    assert status_on(office, member_id, date(2026, 11, 21)) is MemberStatus.PROBATIONARY


def test_moving_to_another_cell_keeps_the_standing(office):
    member_id = add(office, status=MemberStatus.PROBATIONARY)
    do(office, member_id, MemberAct.MOVE, from_on=DAY, cell_id=2, decision_no="15-GTSH")
    row = next(row for row in members.list_members(office, day=DAY) if row.id == member_id)
    assert (row.cell_id, row.status) == (2, MemberStatus.PROBATIONARY)
    assert "chính chi bộ này" in refused(office, member_id, MemberAct.MOVE, from_on=DAY, cell_id=2)["cell_id"]


def test_who_moves_to_the_cell_where_they_were_a_guest_is_a_member_there_with_a_vote(office):
    member_id = add(office)
    do(office, member_id, MemberAct.TEMP_AWAY, from_on=date(2026, 3, 1), cell_id=2)
    do(office, member_id, MemberAct.MOVE, from_on=DAY, cell_id=2)
    assert figures(facts_on(office, DAY, 2)).vote_base == 1
    assert facts_on(office, DAY, 1) == []


def test_a_decision_entered_after_a_move_makes_full_in_both_cells_from_its_day(office):
    member_id = add(office, status=MemberStatus.PROBATIONARY)
    do(office, member_id, MemberAct.MOVE, from_on=DAY, cell_id=2)
    do(office, member_id, MemberAct.MAKE_FULL, decision_on=date(2026, 3, 4))
    assert [
        (line.cell_id, line.status, line.from_on) for line in member_forms.member_draft(office, member_id).statuses
    ] == [
        (1, MemberStatus.PROBATIONARY, date(2025, 2, 3)),
        (1, MemberStatus.FULL, date(2026, 3, 4)),
        (2, MemberStatus.FULL, DAY),
    ]


def test_a_guest_who_is_received_becomes_a_member_of_the_cell(office):
    member_id = add(office, status=MemberStatus.TEMP_IN)
    assert member_acts.possible(office, member_id) == [MemberAct.RECEIVE, MemberAct.RETURN]
    do(office, member_id, MemberAct.RECEIVE, from_on=DAY, counterpart="Đảng bộ phường Mẫu")
    assert status_on(office, member_id) is MemberStatus.FULL
    assert status_on(office, member_id, date(2026, 7, 31)) is MemberStatus.TEMP_IN


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (MemberAct.MOVE_AWAY, LeftFor.MOVED),
        (MemberAct.DIED, LeftFor.DIED),
        (MemberAct.STRIKE_OFF, LeftFor.STRUCK_OFF),
        (MemberAct.RESIGN, LeftFor.RESIGNED),
    ],
)
def test_who_leaves_is_off_the_register_from_that_day_and_on_it_before(office, act, why):
    member_id = add(office)
    do(office, member_id, act, from_on=DAY, counterpart="Đảng bộ phường Mẫu", decision_no="9")
    assert len(facts_on(office, date(2026, 7, 31))) == 1
    assert facts_on(office, DAY) == []
    with office.read() as session:
        member = session.get(Member, member_id)
        assert (member.left_on, member.left_for) == (DAY, why)
    (row,) = members.list_members(office, with_withdrawn=True)
    assert (row.status_label, row.left_on) == (why.label, DAY)
    member_forms.restore_member(office, member_id)
    assert len(facts_on(office, DAY)) == 1


def test_an_expulsion_is_kept_among_the_disciplinary_measures_too(office):
    member_id = add(office)
    do(office, member_id, MemberAct.EXPEL, from_on=DAY, counterpart="Ủy ban Kiểm tra", decision_no="3-QĐ/UBKT")
    with office.read() as session:
        (row,) = session.query(PenaltyRow).all()
        assert (row.penalty.label, row.decided_by) == ("khai trừ", "Ủy ban Kiểm tra")


def test_leaving_in_the_future_or_before_a_later_status_is_refused_beside_the_day(office):
    member_id = add(office)
    assert set(refused(office, member_id, MemberAct.DIED, from_on=date(2026, 12, 1))) == {"from_on"}
    do(office, member_id, MemberAct.EXEMPT, from_on=DAY)
    found = refused(office, member_id, MemberAct.DIED, from_on=date(2026, 7, 1))
    assert "bắt đầu sau ngày này, từ 01/08/2026" in found["from_on"]


def test_the_form_says_what_an_act_means_before_it_is_done(office):
    member = member_forms.member_draft(office, add(office))

    def said(act, **fields):
        return member_acts.meaning(member, ActDraft(member.id, act, **fields), lambda _: "Chi bộ thôn Mẫu 2")

    assert said(MemberAct.EXEMPT) == ""
    assert said(MemberAct.EXEMPT, from_on=DAY).startswith("Từ 01/08/2026 không tính vào số phải dự họp")
    assert "Chi bộ thôn Mẫu 2" in said(MemberAct.MOVE, from_on=DAY, cell_id=2)
    assert "31/07/2026" in said(MemberAct.MOVE, from_on=DAY)
    assert "không còn trong danh sách" in said(MemberAct.DIED, from_on=DAY)
    assert "từ" not in said(MemberAct.RESUME, from_on=DAY).split()[1:2]


def test_a_status_entered_wrongly_is_corrected_or_taken_away(office):
    member_id = add(office)
    do(office, member_id, MemberAct.EXEMPT, from_on=DAY)
    line = member_forms.member_draft(office, member_id).statuses[-1]
    member_acts.correct(office, member_id, replace(line, from_on=date(2026, 9, 1)))
    assert status_on(office, member_id) is MemberStatus.FULL
    member_acts.remove(office, member_id, line.id)
    assert status_on(office, member_id, date(2026, 9, 1)) is MemberStatus.FULL
    only = list(member_forms.member_draft(office, member_id).statuses)
    for line in only[:-1]:
        member_acts.remove(office, member_id, line.id)
    with pytest.raises(Problems, match="chi bộ nào"):
        member_acts.remove(office, member_id, only[-1].id)


def test_corrected_dates_of_membership_take_the_statuses_along(office):
    member_id = add(office)
    draft = member_forms.member_draft(office, member_id)
    member_forms.save_facts(office, replace(draft, admitted_on=date(2000, 3, 3), official_on=date(2001, 3, 3)))
    periods = [(line.from_on, line.to_on) for line in member_forms.member_draft(office, member_id).statuses]
    assert periods == [(date(2000, 3, 3), date(2001, 3, 2)), (date(2001, 3, 3), None)]


def test_a_stale_form_does_not_undo_an_act_done_meanwhile(office):
    member_id = add(office)
    shown = member_forms.member_draft(office, member_id)
    do(office, member_id, MemberAct.EXEMPT, from_on=DAY)
    member_forms.save_facts(office, replace(shown, phone="0900 000 001"))
    assert status_on(office, member_id) is MemberStatus.EXEMPT


def test_one_who_came_from_elsewhere_stands_on_the_roster_from_that_day_only(office):
    draft = MemberDraft(
        full_name="Lê Văn Đến",
        admitted_on=date(2000, 2, 3),
        official_on=date(2001, 2, 3),
        start_cell_id=1,
        start_on=DAY,
        start_from="Đảng bộ phường Mẫu",
    )
    member_id = member_forms.save_member(office, draft).id
    (line,) = member_forms.member_draft(office, member_id).statuses
    assert (line.from_on, line.counterpart) == (DAY, "Đảng bộ phường Mẫu")
    assert facts_on(office, date(2026, 7, 31)) == []


def test_several_members_move_in_one_act_that_is_taken_back_as_one(office):
    ids = [add(office, name) for name in ("Nguyễn Văn Ví Dụ", "Trần Thị Thí Dụ", "Lê Văn Mẫu")]
    before = len(acts(office))
    draft = replace(member_acts.start(office, ids[0], MemberAct.MOVE), from_on=DAY, cell_id=2)
    member_acts.record_together(office, draft, ids)
    assert {row.cell_id for row in members.list_members(office, day=DAY) if row.id in ids} == {2}
    told = acts(office)
    assert len(told) == before + 1
    assert any("3 đồng chí (Nguyễn Văn Ví Dụ, Trần Thị Thí Dụ và Lê Văn Mẫu)" in str(act) for act in told)


def test_one_member_for_whom_it_cannot_be_keeps_the_act_from_all_and_is_named(office):
    here, there = add(office), add(office, "Trần Thị Thí Dụ", cell_id=2)
    draft = replace(member_acts.start(office, here, MemberAct.MOVE), from_on=DAY, cell_id=2)
    with pytest.raises(Problems, match="Đồng chí Trần Thị Thí Dụ: "):
        member_acts.record_together(office, draft, [here, there])
    assert next(row.cell_id for row in members.list_members(office, day=DAY) if row.id == here) == 1


@pytest.mark.parametrize("act", [MemberAct.MOVE, MemberAct.EXEMPT, MemberAct.SPECIAL_DUTY, MemberAct.SUSPEND])
def test_an_act_is_not_dated_years_ahead(office, act):
    member_id = add(office)
    given = {"cell_id": 2} if act is MemberAct.MOVE else {}
    told = refused(office, member_id, act, from_on=date(2030, 1, 1), **given)
    assert told["from_on"] == "Ngày 01/01/2030 còn hơn sáu tháng nữa; hãy xem lại năm."


def test_an_act_decided_for_the_coming_months_is_taken(office):
    member_id = add(office)
    soon = office.today() + timedelta(days=40)
    do(office, member_id, MemberAct.MOVE, cell_id=2, from_on=soon)
    assert [row.cell_id for row in members.list_members(office, day=soon)] == [2]


def test_a_report_is_not_dated_in_the_future(office):
    day = office.today() + timedelta(days=1)
    assert "reported_on" in refused(office, add(office), MemberAct.EXEMPT, from_on=office.today(), reported_on=day)
