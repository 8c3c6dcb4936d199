"""A campaign's phases are dated and late ones flagged, last year's is copied, and a closed year stays as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from bontot_desktop.db.base import as_json
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CampaignRule, CampaignSet, CellEntry
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Reason, Severity
from bontot_desktop.services import (
    campaign_closing,
    campaign_copy,
    campaign_open_ends,
    campaign_steps,
    campaigns,
    dossiers,
    drafts,
    emulation_phases,
    entries,
    entry_scores,
    holds,
    issuing,
    rating_decisions,
    ratings,
    recognition,
    registrations,
    reminders,
    reopening,
    revocations,
    undo,
)
from bontot_desktop.services.campaign_steps import StepDraft
from bontot_desktop.services.emulation_phases import PhaseDraft
from bontot_desktop.services.rating_decisions import Rerating
from bontot_desktop.services.reasons import ReasonDraft
from bontot_desktop.services.revocations import RevocationDraft
from tests import recognition_office as made

DECIDED = date(2026, 11, 21)
JANUARY = date(2027, 1, 12)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def decided(office):
    """Decide the campaign: three cells recognised, one not; then it is January."""
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DECIDED)
    office.now = lambda: datetime(2027, 1, 12, 9)
    return campaign_id, ids


def closed(office):
    campaign_id, ids = decided(office)
    campaign_closing.close(office, campaign_id, JANUARY)
    return campaign_id, ids


def frozen(office, campaign_id):
    with office.read() as session:
        return campaign_closing.facts_of(session, campaigns.find(session, campaign_id))


# Phases


def test_phases_have_their_planned_and_their_real_days(office):
    campaign_id, _ = made.reviewed(office)
    campaign_steps.record(office, campaign_id, StepDraft(CampaignState.LAUNCHED, date(2026, 2, 20)))
    rows = {row.state: row for row in campaign_steps.timeline(office, campaign_id)}
    assert (rows[CampaignState.LAUNCHED].reached, rows[CampaignState.LAUNCHED].is_late) == (date(2026, 2, 20), False)
    assert rows[CampaignState.SELF_SCORING].reached == date(2026, 11, 5)
    assert (rows[CampaignState.REVIEWING].planned, rows[CampaignState.REVIEWING].reached) == (
        date(2026, 12, 10),
        made.REVIEW,
    )


def test_a_late_phase_needs_its_reason_and_stays_flagged(office):
    campaign_id = made.open_campaign(office)
    late = StepDraft(CampaignState.REGISTRATION_CLOSED, date(2026, 3, 20))
    with pytest.raises(Problems, match=r"sau hạn 10/03/2026; hãy ghi lý do"):
        campaign_steps.record(office, campaign_id, late)
    campaign_steps.record(office, campaign_id, replace(late, reason="Ba chi bộ chờ kiện toàn."))
    row = next(r for r in campaign_steps.timeline(office, campaign_id) if r.state is CampaignState.REGISTRATION_CLOSED)
    assert (row.is_late, row.reason) == (True, "Ba chi bộ chờ kiện toàn.")
    assert campaigns.list_campaigns(office)[0].state is CampaignState.REGISTRATION_CLOSED


def test_phases_that_ran_backwards_are_named_and_do_not_block(office):
    campaign_id, _ = made.reviewed(office)
    campaign_steps.record(office, campaign_id, StepDraft(CampaignState.VERIFYING, date(2026, 11, 1)))
    assert campaign_steps.warnings(office, campaign_id) == [
        "“Thẩm định” (01/11/2026) ở trước “Chi bộ tự chấm” (05/11/2026)."
    ]


def test_a_campaign_just_opened_is_planned_until_it_is_launched_or_somebody_registers(office):
    campaign_id = made.open_campaign(office)
    assert campaigns.list_campaigns(office)[0].state is CampaignState.DRAFT
    campaign_steps.record(office, campaign_id, StepDraft(CampaignState.LAUNCHED, date(2026, 2, 20)))
    assert campaigns.list_campaigns(office)[0].state is CampaignState.LAUNCHED
    made.register(office, made.entry_ids(office, campaign_id)[:1])
    assert campaigns.list_campaigns(office)[0].state is CampaignState.REGISTRATION_OPEN


def test_a_phase_of_years_holds_its_campaigns(office):
    phase = emulation_phases.save(office, PhaseDraft("", 2026, 2030, "Kế hoạch số 12-KH/TU")).id
    draft = replace(campaigns.new_draft(office, 2026), phase_id=phase)
    campaigns.save(office, draft)
    assert emulation_phases.list_phases(office)[0].name == "giai đoạn 2026 - 2030"
    assert campaigns.new_draft(office, 2027).phase_id == phase
    assert campaigns.new_draft(office, 2031).phase_id is None
    with pytest.raises(Refused, match="thuộc giai đoạn này"):
        emulation_phases.remove(office, phase)
    with pytest.raises(Problems, match="năm 2026 thuộc giai đoạn này"):
        emulation_phases.save(office, PhaseDraft("", 2027, 2030, id=phase))
    with pytest.raises(Problems, match="Năm cuối ở trước năm đầu"):
        emulation_phases.save(office, PhaseDraft("", 2030, 2026))


# Copied


def test_last_years_campaign_is_copied_in_one_act_with_its_dates_a_year_on(office):
    first = made.open_campaign(office)
    with office.work("test", "Bộ riêng, quy tắc riêng") as work:
        campaign = campaigns.find(work, first)
        campaign.launch_on, campaign.plan_basis = date(2026, 2, 20), "Kế hoạch số 08-KH/ĐU"
        set_id = made.set_id(office, "DE_XUAT_4x25")
        campaign.sets.append(CampaignSet(report_group="Trường học", set_id=set_id))
        campaign.rules.append(CampaignRule(code="E10", severity=Severity.HARD, parameter=80))
    second = campaign_copy.copy_last_year(office, 2027).id
    with office.read() as session:
        copied = session.get_one(Campaign, second)
        assert (copied.launch_on, copied.register_until, copied.report_until) == (
            date(2027, 2, 20),
            date(2027, 3, 10),
            date(2028, 1, 31),
        )
        assert [(row.report_group, row.set_id) for row in copied.sets] == [("Trường học", set_id)]
        assert [(row.code, row.severity, row.parameter) for row in copied.rules] == [("E10", Severity.HARD, 80)]
        assert (copied.plan_basis, copied.review_on) == ("", None)
        assert {entry.state for entry in copied.entries} == {EntryState.NOT_REGISTERED}
        assert len(copied.entries) == 4


def test_nothing_is_copied_over_a_year_or_from_nowhere(office):
    with pytest.raises(Refused, match="Chưa có đợt thi đua nào trước năm 2026"):
        campaign_copy.copy_last_year(office, 2026)
    made.open_campaign(office)
    with pytest.raises(Refused, match="Đã có đợt thi đua năm 2026"):
        campaign_copy.copy_last_year(office, 2026)


def test_before_2025_the_committee_above_decides_unless_the_office_says_otherwise(office):
    assert campaigns.new_draft(office, 2024).authority.value == "UP"
    assert campaigns.new_draft(office, 2026).authority.value == "SELF"


# Closing (recognition.md §9 rule 15)


def test_rule_15_every_cell_has_its_result_before_the_year_is_closed(office):
    campaign_id, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    office.now = lambda: datetime(2027, 1, 12, 9)
    assert campaign_closing.why_not(office, campaign_id) == [
        "3 chi bộ còn ở bước “Đã thẩm định”: Chi bộ thôn Mẫu 2, Chi bộ thôn Mẫu 3, Chi bộ thôn Mẫu 4.",
        "1 chi bộ còn ở bước “Đề nghị công nhận”: Chi bộ thôn Mẫu 1.",
    ]
    with pytest.raises(Problems, match="còn ở bước"):
        campaign_closing.close(office, campaign_id, JANUARY)
    assert campaigns.list_campaigns(office)[0].state is CampaignState.REVIEWING


def test_no_year_is_closed_before_its_cut_off_day(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DECIDED)
    assert campaign_closing.why_not(office, campaign_id) == ["Chưa đến ngày chốt số liệu (31/12/2026)."]
    office.now = lambda: datetime(2027, 1, 12, 9)
    with pytest.raises(Problems, match="ở trước ngày chốt số liệu"):
        campaign_closing.close(office, campaign_id, date(2026, 12, 30))


def test_a_late_closing_needs_its_reason(office):
    campaign_id, _ = decided(office)
    office.now = lambda: datetime(2027, 2, 20, 9)
    with pytest.raises(Problems, match=r"Kết thúc sau hạn 31/01/2027"):
        campaign_closing.close(office, campaign_id, date(2027, 2, 20))
    campaign_closing.close(office, campaign_id, date(2027, 2, 20), "Chờ số liệu của tỉnh.")
    assert campaigns.list_campaigns(office)[0].state is CampaignState.CLOSED


def test_closing_freezes_names_scores_ratings_votes_and_reasons(office):
    campaign_id, ids = closed(office)
    year = frozen(office, campaign_id)
    assert (year.decision_no, year.decided_on, year.closed_on) == ("01-QĐ/ĐU", DECIDED, JANUARY)
    first, last = year.cells[0], year.cells[3]
    assert (first.name, first.secretary, first.state) == ("Chi bộ thôn Mẫu 1", "Lê Văn Thử 1", EntryState.RECOGNISED)
    assert (first.counted_total, first.rating, first.votes_for, first.streak) == (100, QualityLevel.GOOD, 9, 1)
    assert (first.groups[0].code, first.groups[0].counted) == ("1", 35)
    assert (last.state, last.reasons[0].reason, last.reasons[0].text) == (
        EntryState.NOT_RECOGNISED,
        Reason.R99,
        "Chưa trả hết đảng phí.",
    )
    assert first.members is not None
    assert last.entry_id == ids[3]


def test_a_closed_year_is_not_edited(office):
    campaign_id, ids = closed(office)
    facts = frozen(office, campaign_id)
    with office.read() as session:
        cell_id = entries.find_entry(session, ids[0]).cell_id
    attempts = [
        lambda: campaigns.save(office, replace(campaigns.load(office, campaign_id), plan_basis="Kế hoạch khác")),
        lambda: campaigns.take_in(office, campaign_id),
        lambda: made.register(office, ids[:1]),
        lambda: registrations.mark_pilots(office, ids[:1], True),
        lambda: entry_scores.save(office, made.full_sheet(entry_scores.sheet(office, ids[0]))),
        lambda: made.hand_in(office, ids[:1]),
        lambda: dossiers.give_back(
            office, ids[0], dossiers.ReturnDraft(("Thiếu.",), date(2027, 1, 12), date(2027, 1, 11))
        ),
        lambda: holds.hold(office, ids[0], holds.HoldDraft("Tố cáo.", "Đơn", JANUARY)),
        lambda: made.sit(office, campaign_id, {ids[0]: 2}),
        lambda: recognition.propose(office, ids[3]),
        lambda: recognition.refuse(office, ids[0], [ReasonDraft(Reason.R03)]),
        lambda: reopening.reopen(office, ids[3], "Chấp nhận khiếu nại."),
        lambda: campaign_steps.record(office, campaign_id, StepDraft(CampaignState.LAUNCHED, date(2026, 2, 1))),
        lambda: campaign_closing.close(office, campaign_id, JANUARY),
        lambda: ratings.save_all(office, [ratings.RatingDraft(cell_id, 2026, QualityLevel.COMPLETED)]),
    ]
    before = as_json(campaigns.list_campaigns(office)[0].state.value)
    for attempt in attempts:
        with pytest.raises(Refused):
            attempt()
    assert frozen(office, campaign_id) == facts
    assert as_json(campaigns.list_campaigns(office)[0].state.value) == before


def test_what_was_done_before_the_closing_is_not_taken_back(office):
    campaign_id, _ = decided(office)
    with office.work("ratings.save", "Xếp loại") as work:
        rating = work.query(CellRating).filter_by(year=2026, is_current=True).first()
        rating.reason = "Ghi thêm."
    line = work.act.history_id
    campaign_closing.close(office, campaign_id, JANUARY)
    with pytest.raises(Refused, match="đã kết thúc"):
        undo.take_back(office, line)


def test_vector_18_a_recognition_revoked_later_leaves_the_closed_year_unchanged_with_a_note(office):
    campaign_id, ids = closed(office)
    facts = frozen(office, campaign_id)
    day = date(2027, 1, 12)
    draft = RevocationDraft("Khai không đúng số liệu.", "Quyết định số 12-QĐ/ĐU, ngày 12/01/2027", False, day)
    revocations.record(office, ids[0], draft)
    assert frozen(office, campaign_id) == facts
    assert facts.cells[0].state is EntryState.RECOGNISED
    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        assert campaign.closing.note == "Ngày 12/01/2027 hủy kết quả công nhận của Chi bộ thôn Mẫu 1."
        assert campaign.entries[0].state is EntryState.REVOKED
        assert campaign.state is CampaignState.CLOSED


def test_vector_18_a_cell_rated_again_later_leaves_the_closed_year_unchanged_with_a_note(office):
    campaign_id, ids = decided(office)
    rating_decisions.decide(office, 2026, DECIDED, members=False)
    campaign_closing.close(office, campaign_id, JANUARY)
    facts = frozen(office, campaign_id)
    row = next(row for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    draft = Rerating(row.cell_id, 2026, QualityLevel.COMPLETED, reason="Kết luận số 03.", decided_on=JANUARY)
    rating_decisions.rerate_cell(office, draft)
    assert frozen(office, campaign_id) == facts
    with office.read() as session:
        note = campaigns.find(session, campaign_id).closing.note
    assert note.startswith("Ngày 12/01/2027 xếp loại lại Chi bộ thôn Mẫu 1 từ “")
    assert note.endswith("thành “Hoàn thành nhiệm vụ”.")


def test_the_note_of_a_cell_whose_name_begins_alike_stays_when_a_revocation_goes(office):
    campaign_id, ids = closed(office)
    draft = RevocationDraft("Khai không đúng số liệu.", "Quyết định số 12-QĐ/ĐU", False, date(2027, 1, 12))
    revocations.record(office, ids[0], draft)
    with office.work("test", "Thu hồi quyết định hủy") as work:
        closing = campaigns.find(work, campaign_id).closing
        other = closing.note.replace("Mẫu 1", "Mẫu 12")
        closing.note += f"\n{other}"
        revocations.unrevoke(work, work.get_one(CellEntry, ids[0]))
        assert closing.note == other


def test_the_note_of_a_cell_whose_name_begins_alike_stays_when_a_rating_given_again_goes(office):
    campaign_id, ids = decided(office)
    rating_decisions.decide(office, 2026, DECIDED, members=False)
    campaign_closing.close(office, campaign_id, JANUARY)
    row = next(row for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    draft = Rerating(row.cell_id, 2026, QualityLevel.COMPLETED, reason="Kết luận số 03.", decided_on=JANUARY)
    made_again = rating_decisions.rerate_cell(office, draft)
    with office.work("test", "Thu hồi Mẫu 03") as work:
        closing = campaigns.find(work, campaign_id).closing
        other = closing.note.replace("Mẫu 1", "Mẫu 12")
        closing.note += f"\n{other}"
        rating_decisions.unsettle_in(work, work.get_one(CellRating, made_again.id))
        assert closing.note == other


def test_an_open_year_has_no_frozen_facts(office):
    campaign_id, _ = made.reviewed(office)
    assert frozen(office, campaign_id) is None


def test_closing_names_terms_that_run_papers_never_issued_meetings_not_settled_and_unfinished_typing(office):
    campaign_id, ids = decided(office)
    refused = ids[3]
    left = campaign_open_ends.left_open(office, campaign_id)
    assert "Chưa ban hành biên bản họp xét ngày 20/11/2026; các quyết định viện dẫn biên bản ấy." in left
    assert "1 chi bộ không được công nhận chưa có thông báo kết quả." in left
    assert "Chưa ban hành thông báo chung về kết quả xét." in left

    issuing.issue(office, "D16", refused, day=date(2027, 1, 5))
    issuing.issue(office, "D10", campaign_id, day=made.REVIEW)
    drafts.keep(office, "awards/2026/TITLE", "Danh sách tặng giấy khen năm 2026", {})
    left = campaign_open_ends.left_open(office, campaign_id)
    assert not any("biên bản họp xét" in sentence for sentence in left)
    assert any("còn thời hạn kiến nghị đến hết ngày 15/01/2027 (10 ngày" in sentence for sentence in left)
    assert "Còn nội dung gõ dở chưa lưu: Danh sách tặng giấy khen năm 2026." in left

    office.now = lambda: datetime(2027, 1, 16, 9)
    assert not any("kiến nghị" in sentence for sentence in campaign_open_ends.left_open(office, campaign_id))


def test_a_recognised_cell_rated_again_below_the_condition_is_reminded_of_its_title_until_it_is_taken_back(office):
    campaign_id, ids = decided(office)
    rating_decisions.decide(office, 2026, DECIDED, members=False)
    row = next(row for row in entries.list_entries(office, campaign_id) if row.id == ids[0])
    again = rating_decisions.Rerating(
        row.cell_id, 2026, QualityLevel.COMPLETED, reason="Thông báo số 4-TB/UBKT", decided_on=date(2027, 1, 5)
    )
    assert rating_decisions.standing(office, 2026).fallen == ()
    rating_decisions.rerate_cell(office, again)
    stand = rating_decisions.standing(office, 2026)
    assert stand.fallen == (row.cell,)
    assert (stand.decided_on, stand.rerated, stand.rerated_on) == (DECIDED, 1, date(2027, 1, 5))
    told = [one for one in reminders.soon(office, None).reminders if one.key.startswith("fallen/")]
    assert [one.todo for one in told] == ["Xem lại danh hiệu, giấy khen (D19)"]

    basis = RevocationDraft("không còn đủ điều kiện", "Quyết định số 9-QĐ/ĐU", False, date(2027, 1, 6))
    revocations.record(office, ids[0], basis)
    assert rating_decisions.standing(office, 2026).fallen == ()
