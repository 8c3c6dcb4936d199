"""A campaign opens with an entry per cell, takes registrations with their flags and says how far it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.recognition import CampaignState, EntryState
from bontot_desktop.services import campaigns, entries, entry_scores, registrations, review
from bontot_desktop.services.registrations import Registration
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def states(office, campaign_id):
    return [row.state for row in entries.list_entries(office, campaign_id)]


def fields(caught):
    return [problem.field for problem in caught.value.problems]


def test_a_new_campaign_offers_the_years_calendar_and_the_adopted_criteria(office):
    draft = campaigns.new_draft(office, 2026)
    assert (draft.register_until, draft.cut_off_on) == (date(2026, 3, 10), date(2026, 12, 31))
    assert draft.criteria_set_id == made.set_id(office, "TANGIANG_2023")


def test_next_years_campaign_takes_over_this_years_choices(office):
    first = campaigns.new_draft(office, 2026)
    campaigns.save(
        office, replace(first, criteria_set_id=made.set_id(office, "DE_XUAT_4x25"), title_spelling="Chi bộ bốn tốt")
    )
    draft = campaigns.new_draft(office, 2027)
    assert (draft.criteria_set_id, draft.title_spelling) == (made.set_id(office, "DE_XUAT_4x25"), "Chi bộ bốn tốt")
    assert draft.register_until == date(2027, 3, 10)


def test_proposed_sets_are_marked_so(office):
    labels = [row.label for row in campaigns.criteria_sets(office)]
    assert [("đề xuất" in label) for label in labels] == [False, True, True]


def test_every_cell_active_on_the_cut_off_day_gets_one_entry(office):
    with office.work("test", "Giải thể") as work:
        work.query(Cell).filter_by(code="CB04").one().dissolved_on = date(2026, 6, 30)
    campaign_id = made.open_campaign(office)
    assert [row.cell for row in entries.list_entries(office, campaign_id)] == [
        "Chi bộ thôn Mẫu 1",
        "Chi bộ thôn Mẫu 2",
        "Chi bộ thôn Mẫu 3",
    ]


def test_a_cell_founded_later_in_the_year_is_named_and_taken_in(office):
    campaign_id = made.open_campaign(office)
    with office.work("test", "Thành lập") as work:
        work.add(
            Cell(
                code="CB09",
                name="Chi bộ thôn Mẫu 9",
                content_type=ContentType.VILLAGE_QUARTER,
                founded_on=date(2026, 8, 1),
            )
        )
    assert campaigns.missing_cells(office, campaign_id) == ["Chi bộ thôn Mẫu 9"]
    campaigns.take_in(office, campaign_id)
    assert campaigns.missing_cells(office, campaign_id) == []
    assert len(entries.list_entries(office, campaign_id)) == 5


def test_a_year_has_one_campaign_only(office):
    made.open_campaign(office)
    with pytest.raises(Problems, match="Đã có đợt thi đua năm 2026"):
        made.open_campaign(office)


def test_a_campaign_is_not_moved_into_a_year_that_has_one(office):
    made.open_campaign(office)
    other = campaigns.load(office, made.open_campaign(office, year=2027))
    with pytest.raises(Problems, match="Đã có đợt thi đua năm 2026"):
        campaigns.save(office, replace(campaigns.new_draft(office, 2026), id=other.id))


def test_dates_that_run_backwards_are_refused_with_both_days(office):
    draft = replace(campaigns.new_draft(office, 2026), launch_on=date(2026, 4, 1))
    with pytest.raises(Problems, match=r"Hạn đăng ký \(10/03/2026\) ở trước ngày phát động \(01/04/2026\)"):
        campaigns.save(office, draft)


def test_cells_whose_forms_came_together_are_registered_in_one_act(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:3])
    rows = entries.list_entries(office, campaign_id)
    assert [row.state for row in rows] == [EntryState.REGISTERED] * 3 + [EntryState.NOT_REGISTERED]
    assert [row.signer for row in rows] == ["Lê Văn Thử 1", "Lê Văn Thử 2", "Lê Văn Thử 3", ""]
    assert campaigns.list_campaigns(office)[0].registered == 3


def test_a_late_registration_needs_its_reason_and_stays_flagged(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    late = Registration(registered_on=date(2026, 3, 12))
    with pytest.raises(Problems) as caught:
        registrations.register(office, ids, late)
    assert fields(caught) == ["late_reason"]
    assert set(states(office, campaign_id)) == {EntryState.NOT_REGISTERED}
    registrations.register(office, ids[:1], replace(late, late_reason="Bí thư đi công tác."))
    row = entries.list_entries(office, campaign_id)[0]
    assert (row.is_late, row.late_reason) == (True, "Bí thư đi công tác.")


def test_a_cell_without_secretary_needs_the_name_of_who_signed(office):
    campaign_id = made.open_campaign(office)
    with office.work("test", "Thôi chức vụ") as work:
        for post in list(work.query(Cell).filter_by(code="CB01").one().posts):
            work.delete(post)
    first = made.entry_ids(office, campaign_id)[0]
    with pytest.raises(Problems, match="Chi bộ thôn Mẫu 1 chưa khai báo bí thư"):
        made.register(office, [first])
    registrations.register(office, [first], Registration(date(2026, 3, 5), signer="Trần Ký Thay"))
    assert registrations.registration(office, first).signer == "Trần Ký Thay"


def test_registering_again_mends_the_form_and_leaves_scores_and_pilot_mark(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    registrations.mark_pilots(office, [first], True)
    made.score(office, first)
    made.register(office, [first], day=date(2026, 3, 6))
    row = entries.list_entries(office, campaign_id)[0]
    assert (row.state, row.registered_on, row.is_pilot) == (EntryState.VERIFIED, date(2026, 3, 6), True)


def test_a_registration_recorded_by_mistake_is_struck_until_something_was_scored(office):
    campaign_id = made.open_campaign(office)
    first, second, *_ = made.entry_ids(office, campaign_id)
    made.register(office, [first, second])
    registrations.strike(office, first)
    made.score(office, second)
    with pytest.raises(Refused, match="đã có điểm chấm"):
        registrations.strike(office, second)
    assert states(office, campaign_id)[:2] == [EntryState.NOT_REGISTERED, EntryState.VERIFIED]


def test_a_cell_withdraws_with_a_reason_and_may_come_back(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    with pytest.raises(Problems):
        registrations.withdraw(office, first, " ")
    registrations.withdraw(office, first, "Công văn số 02-CV/CB")
    assert states(office, campaign_id)[0] is EntryState.WITHDRAWN
    made.register(office, [first])
    assert states(office, campaign_id)[0] is EntryState.REGISTERED


def test_the_campaign_follows_its_cells(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)

    def state():
        return campaigns.list_campaigns(office)[0].state

    assert state() is CampaignState.REGISTRATION_OPEN
    made.score(office, ids[0])
    assert state() is CampaignState.VERIFYING
    made.sit(office, campaign_id, {})
    assert state() is CampaignState.REVIEWING


def test_the_criteria_cannot_change_once_a_cell_was_scored(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    made.score(office, ids[0])
    draft = replace(campaigns.load(office, campaign_id), criteria_set_id=made.set_id(office, "DE_XUAT_4x25"))
    with pytest.raises(Problems, match="không đổi bộ khác được"):
        campaigns.save(office, draft)


def test_a_sheet_leads_its_cell_from_step_to_step(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    with pytest.raises(Refused, match="chưa đăng ký"):
        made.score(office, first)
    made.register(office, [first])
    sheet = made.full_sheet(entry_scores.sheet(office, first))
    only_self = tuple(replace(line, verified_points=None) for line in sheet.lines)
    steps = [
        (replace(sheet, lines=only_self, self_scored_on=None), False, EntryState.REGISTERED),
        (replace(sheet, lines=only_self), False, EntryState.SELF_SCORED),
        (replace(sheet, lines=only_self), True, EntryState.SUBMITTED),
        (sheet, True, EntryState.VERIFIED),
    ]
    for given, handed_in, state in steps:
        entry_scores.save(office, given)
        if handed_in and state is EntryState.SUBMITTED:
            made.hand_in(office, [first])
        assert entry_scores.sheet(office, first).state is state
    assert entry_scores.what_is_missing(entry_scores.sheet(office, first)) == []


def test_half_of_the_cells_votes_do_not_adopt_a_self_score(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    made.hand_in(office, [first])
    sheet = replace(made.full_sheet(entry_scores.sheet(office, first)), self_votes_for=5)
    entry_scores.save(office, sheet)
    kept = entry_scores.sheet(office, first)
    assert kept.state is EntryState.REGISTERED
    assert entry_scores.what_is_missing(kept) == ["Chi bộ mới có 5/10 tán thành, cần quá nửa."]


def test_points_off_the_range_off_the_step_or_unexplained_are_named_by_criterion_and_column(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    sheet = made.full_sheet(entry_scores.sheet(office, first), c1_1="7", c1_3="5.3", c2_1="3")
    lines = tuple(replace(line, note="") for line in sheet.lines)
    with pytest.raises(Problems) as caught:
        entry_scores.save(office, replace(sheet, lines=lines))
    assert fields(caught) == ["VERIFIED:1.1", "note:1.1", "VERIFIED:1.3", "note:2.1"]
    assert "Tiêu chí 2.1: thẩm định 3, tự chấm 5; hãy ghi lý do chênh lệch." in str(caught.value)


def test_dates_of_a_sheet_that_run_backwards_are_warned_of(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    sheet = replace(made.full_sheet(entry_scores.sheet(office, first)), submitted_on=date(2026, 11, 1))
    warning, *_ = entry_scores.warnings(sheet)
    assert warning == "Ngày nhận hồ sơ (01/11/2026) ở trước ngày chi bộ họp tự chấm (05/11/2026)."


@pytest.mark.parametrize(
    ("total", "present", "votes_for", "field"),
    [
        (None, 9, 9, "review_total"),
        (9, 10, 9, "review_present"),
        (9, 4, 4, "review_present"),
        (9, 6, 7, "votes:1"),
        (9, 9, -1, "votes:1"),
    ],
)
def test_a_review_that_cannot_be_is_refused_at_its_field(office, total, present, votes_for, field):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    draft = review.ReviewDraft(campaign_id, made.REVIEW, total, present, (review.VoteDraft(first, votes_for),))
    with pytest.raises(Problems) as caught:
        review.save(office, draft)
    assert fields(caught) == [field]


def test_the_review_offers_the_number_of_seats_held_in_the_standing_committee(office):
    campaign_id = made.open_campaign(office)
    assert review.load(office, campaign_id).review_total == 2


@pytest.mark.parametrize("field", ["launch_on", "report_until"])
def test_days_no_campaign_of_the_year_can_have_are_refused_at_their_field(office, field):
    year = 1950 if field == "launch_on" else 2099
    draft = replace(campaigns.new_draft(office, 2026), **{field: date(year, 1, 1)})
    with pytest.raises(Problems, match="cách xa năm thi đua 2026") as caught:
        campaigns.save(office, draft)
    assert fields(caught) == [field]


def test_a_cut_off_day_outside_the_campaigns_year_is_refused(office):
    draft = replace(campaigns.new_draft(office, 2026), cut_off_on=date(2030, 12, 31))
    with pytest.raises(Problems, match="không thuộc năm thi đua 2026"):
        campaigns.save(office, draft)


def test_a_registration_voted_down_or_aiming_at_the_impossible_is_refused_at_each_field(office):
    ids = made.entry_ids(office, made.open_campaign(office))
    aims = registrations.Aims(
        target_admissions=500,
        target_themed=999,
        register_meeting_on=date(2019, 3, 5),
        register_votes_for=3,
        register_vote_base=7,
    )
    form = Registration(registered_on=date(2026, 3, 6), aims=aims)
    with pytest.raises(Problems) as caught:
        registrations.register(office, ids[:1], form)
    assert fields(caught) == ["register_votes_for", "target_admissions", "target_themed"]
    met = replace(aims, target_admissions=1, target_themed=4, register_votes_for=6)
    with pytest.raises(Problems, match="Ngày họp đăng ký 05/03/2019 cách xa năm thi đua 2026"):
        registrations.register(office, ids[:1], replace(form, aims=met))
    late = replace(form, aims=replace(met, register_meeting_on=date(2026, 3, 8)))
    with pytest.raises(Problems, match="ở sau ngày ký bản đăng ký"):
        registrations.register(office, ids[:1], late)
