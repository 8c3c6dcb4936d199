"""The road from the verified dossier to the result that stands: every transition and guard by its rule (T8–T13)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db import history
from bontot_desktop.db.models.awards import Award
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.recognition import Authority, AwardKind, CampaignState, EntryState, QualityLevel, Reason
from bontot_desktop.services import (
    campaigns,
    eligibility,
    entries,
    holds,
    issuing,
    notices,
    recognition,
    reopening,
    revocations,
    submissions,
    undo,
)
from bontot_desktop.services.eligibility import SetAsideDraft
from bontot_desktop.services.holds import HoldDraft
from bontot_desktop.services.reasons import ReasonDraft
from bontot_desktop.services.revocations import RevocationDraft
from bontot_desktop.services.submissions import UpDecision
from tests import recognition_office as made

DAY = date(2026, 11, 21)
UP = UpDecision("125-QĐ/TU", DAY, "Trần Thị Ví Dụ")
OUTSIDE = RevocationDraft("Bí thư bị kỷ luật.", "Quyết định số 77-QĐ/UBKTTU, ngày 20/11/2026", True, DAY)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def state(office, entry_id):
    return recognition.verdict(office, entry_id).state


def fields(caught):
    return [problem.field for problem in caught.value.problems]


def to_superior(office, campaign_id):
    """Let the committee above decide the campaign."""
    draft = replace(campaigns.load(office, campaign_id), authority=Authority.UP, superior_name="Ban Thường vụ Tỉnh ủy")
    campaigns.save(office, draft)


def submitted_up(office):
    """Propose three cells, refuse the fourth, and put the three before the committee above."""
    campaign_id, ids = made.reviewed(office)
    to_superior(office, campaign_id)
    for entry_id in ids[:3]:
        recognition.propose(office, entry_id)
    recognition.refuse(office, ids[3], [ReasonDraft(Reason.R99, "Chưa trả hết đảng phí.")])
    with office.work("test", "Tờ trình") as work:
        submissions.submit_up(work, campaigns.find(work, campaign_id))
    return campaign_id, ids


# T8


def test_t8_needs_the_rating_of_the_year(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    made.score(office, first)
    made.sit(office, campaign_id, {first: 9})
    with pytest.raises(Problems, match="Chi bộ chưa có kết quả xếp loại"):
        recognition.propose(office, first)


def test_t8_a_rating_that_waits_for_its_decision_is_there_already(office):
    _, ids = made.reviewed(office)
    with office.read() as session:
        rating = session.query(CellRating).filter_by(cell_id=entries.find_entry(session, ids[0]).cell_id).one()
        assert rating.decided_on is None
    recognition.propose(office, ids[0])
    assert state(office, ids[0]) is EntryState.PROPOSED


def test_t8_needs_a_quorum_written_down(office):
    campaign_id, ids = made.reviewed(office)
    with office.work("test", "Chưa ghi số dự") as work:
        campaigns.find(work, campaign_id).review_present = None
    with pytest.raises(Problems, match="Chưa ghi số ủy viên dự họp xét"):
        recognition.propose(office, ids[0])


def test_t8_needs_more_than_half_of_all_members(office):
    campaign_id, ids = made.reviewed(office)
    made.sit(office, campaign_id, {ids[0]: 4}, total=9, present=6)
    with pytest.raises(Problems, match="Mới có 4/9 ủy viên tán thành"):
        recognition.propose(office, ids[0])
    made.sit(office, campaign_id, {ids[0]: 5}, total=9, present=6)
    recognition.propose(office, ids[0])
    assert state(office, ids[0]) is EntryState.PROPOSED


def test_t8_a_hard_rule_is_set_aside_only_with_the_reason_and_the_line_of_the_minutes(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    with pytest.raises(Problems, match="cần từ"):
        recognition.propose(office, ids[0])
    waived = SetAsideDraft("Ban Thường vụ", "Chỉ tiêu được giao vượt mức.", "Mục II", made.REVIEW)
    for name in ("reason", "minutes"):
        with pytest.raises(Problems):
            eligibility.set_aside(office, ids[0], "E03", replace(waived, **{name: " "}))
    eligibility.set_aside(office, ids[0], "E03", waived)
    recognition.propose(office, ids[0])
    assert entries.list_entries(office, campaign_id)[0].state is EntryState.PROPOSED


def test_t8_a_cell_is_not_proposed_before_its_dossier_is_verified(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    made.rate(office, campaign_id)
    made.sit(office, campaign_id, {first: 9})
    with pytest.raises(Problems, match="cần thẩm định xong mới đề nghị được"):
        recognition.propose(office, first)


def test_t8_a_cell_is_not_proposed_without_a_reason_code(office):
    _, ids = made.reviewed(office)
    with pytest.raises(Problems, match="ít nhất một lý do"):
        recognition.refuse(office, ids[0], [])
    recognition.refuse(office, ids[0], [ReasonDraft(Reason.R10)])
    assert state(office, ids[0]) is EntryState.NOT_PROPOSED


# T9


def test_t9_the_proposed_cells_are_put_before_the_committee_above(office):
    campaign_id, ids = submitted_up(office)
    assert [state(office, entry_id) for entry_id in ids] == [EntryState.SUBMITTED_UP] * 3 + [EntryState.NOT_PROPOSED]
    with office.work("test", "Thu hồi tờ trình") as work:
        submissions.take_up_back(work, campaigns.find(work, campaign_id))
    assert [state(office, entry_id) for entry_id in ids[:3]] == [EntryState.PROPOSED] * 3


def test_t9_is_only_for_campaigns_the_committee_above_decides(office):
    campaign_id, _ = made.judged(office)
    with (
        pytest.raises(Refused, match="không trình cấp trên"),
        office.work("test", "Tờ trình") as work,
    ):
        submissions.submit_up(work, campaigns.find(work, campaign_id))


def test_t9_somebody_must_be_proposed(office):
    campaign_id, _ = made.reviewed(office)
    to_superior(office, campaign_id)
    with (
        pytest.raises(Refused, match="Chưa có chi bộ nào được đề nghị"),
        office.work("test", "Tờ trình") as work,
    ):
        submissions.submit_up(work, campaigns.find(work, campaign_id))


# T10


def test_t10_the_office_recognises_by_its_own_decision(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    assert [state(office, entry_id) for entry_id in ids] == [EntryState.RECOGNISED] * 3 + [EntryState.NOT_RECOGNISED]
    assert campaigns.list_campaigns(office)[0].state is CampaignState.DECIDED


def test_t10_no_decision_before_the_meeting(office):
    campaign_id, ids = made.judged(office)
    with pytest.raises(Refused, match="ở trước ngày Ban Thường vụ họp xét"):
        issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 19))
    assert state(office, ids[0]) is EntryState.PROPOSED


def test_t10_up_the_decision_of_the_committee_above_recognises(office):
    campaign_id, ids = submitted_up(office)
    submissions.record_decision(office, campaign_id, ids[:2], UP)
    assert [state(office, entry_id) for entry_id in ids] == [
        EntryState.RECOGNISED,
        EntryState.RECOGNISED,
        EntryState.SUBMITTED_UP,
        EntryState.NOT_RECOGNISED,
    ]
    with office.read() as session:
        entry = entries.find_entry(session, ids[0])
        assert (entry.superior_decision_no, entry.superior_decided_on) == ("125-QĐ/TU", DAY)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"number": " "}, "number"),
        ({"signer": ""}, "signer"),
        ({"decided_on": None}, "decided_on"),
        ({"decided_on": date(2026, 11, 19)}, "decided_on"),
        ({"decided_on": date(2026, 12, 1)}, "decided_on"),
    ],
)
def test_t10_up_needs_number_signer_and_a_day_not_before_the_meeting(office, change, field):
    campaign_id, ids = submitted_up(office)
    with pytest.raises(Problems) as caught:
        submissions.record_decision(office, campaign_id, ids[:2], replace(UP, **change))
    assert fields(caught) == [field]
    assert state(office, ids[0]) is EntryState.SUBMITTED_UP


def test_t10_up_one_number_is_one_decision_of_one_day(office):
    campaign_id, ids = submitted_up(office)
    submissions.record_decision(office, campaign_id, ids[:1], UP)
    with pytest.raises(Problems, match=r"Số 125-QĐ/TU đã ghi cho quyết định ngày 21/11/2026"):
        submissions.record_decision(office, campaign_id, ids[1:2], replace(UP, decided_on=date(2026, 11, 20)))
    submissions.record_decision(office, campaign_id, ids[1:2], UP)


def test_t10_up_only_what_was_submitted_is_recognised(office):
    campaign_id, ids = submitted_up(office)
    with pytest.raises(Refused, match="không chuyển sang “Đã công nhận” được"):
        submissions.record_decision(office, campaign_id, [ids[0], ids[3]], UP)
    assert state(office, ids[0]) is EntryState.SUBMITTED_UP


def test_t10_up_a_cell_that_ended_meanwhile_is_not_recognised(office):
    campaign_id, ids = submitted_up(office)
    with office.work("test", "Giải thể") as work:
        entries.find_entry(work, ids[0]).cell.dissolved_on = date(2026, 11, 15)
    with pytest.raises(Refused, match="đã kết thúc hoạt động trước ngày quyết định"):
        submissions.record_decision(office, campaign_id, ids[:2], UP)
    assert state(office, ids[1]) is EntryState.SUBMITTED_UP


# T11


def test_t11_the_notice_makes_a_refusal_final(office):
    campaign_id, ids = made.reviewed(office)
    for entry_id in ids:
        recognition.refuse(office, entry_id, [ReasonDraft(Reason.R10)])
    notices.issue_all(office, campaign_id, DAY)
    assert {state(office, entry_id) for entry_id in ids} == {EntryState.NOT_RECOGNISED}


def test_t11_what_the_committee_above_refused_needs_its_reason(office):
    campaign_id, ids = submitted_up(office)
    submissions.record_decision(office, campaign_id, ids[:2], UP)
    with pytest.raises(Problems, match="ít nhất một lý do"):
        submissions.refuse_finally(office, ids[2], [])
    with pytest.raises(Problems, match="cần ghi rõ"):
        submissions.refuse_finally(office, ids[2], [ReasonDraft(Reason.R99)])
    submissions.refuse_finally(office, ids[2], [ReasonDraft(Reason.R11)])
    assert state(office, ids[2]) is EntryState.NOT_RECOGNISED


def test_t11_a_held_case_may_end_without_recognition(office):
    _, ids = made.reviewed(office)
    holds.hold(office, ids[0], HoldDraft("Tố cáo.", "Đơn ngày 20/11/2026", date(2026, 11, 20)))
    submissions.refuse_finally(office, ids[0], [ReasonDraft(Reason.R09)])
    assert state(office, ids[0]) is EntryState.NOT_RECOGNISED


def test_t11_no_open_dossier_is_refused_for_good_at_once(office):
    _, ids = made.reviewed(office)
    with pytest.raises(Refused, match="không chuyển sang “Không công nhận” được"):
        submissions.refuse_finally(office, ids[0], [ReasonDraft(Reason.R03)])


# T12


def recognised(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    return campaign_id, ids


def test_t12_a_recognition_is_taken_back_with_its_certificate(office):
    campaign_id, ids = recognised(office)
    with office.work("test", "Giấy khen") as work:
        entry = entries.find_entry(work, ids[0])
        work.add(
            Award(
                campaign_id=campaign_id,
                cell_id=entry.cell_id,
                kind=AwardKind.TITLE,
                name_at_time=entry.name_at_time,
                certificate_no="01",
            )
        )
    revocations.record(office, ids[0], OUTSIDE)
    assert state(office, ids[0]) is EntryState.REVOKED
    with office.read() as session:
        assert session.query(Award).one().taken_back_on == DAY


def test_t12_needs_the_reason_the_decision_and_its_day(office):
    _, ids = recognised(office)
    for change, field in (({"reason": " "}, "reason"), ({"basis": ""}, "basis"), ({"revoked_on": None}, "revoked_on")):
        with pytest.raises(Problems) as caught:
            revocations.record(office, ids[0], replace(OUTSIDE, **change))
        assert fields(caught) == [field]
    with pytest.raises(Refused, match="ở trước ngày công nhận"):
        revocations.record(office, ids[0], replace(OUTSIDE, revoked_on=date(2026, 11, 1)))
    assert state(office, ids[0]) is EntryState.RECOGNISED


def test_t12_the_decision_carries_out_what_was_prepared_and_takes_it_back_with_itself(office):
    _, ids = recognised(office)
    with pytest.raises(Refused, match="Chưa ghi lý do hủy"), office.work("test", "Quyết định hủy") as work:
        revocations.revoke(work, work.get_one(CellEntry, ids[0]), DAY)
    revocations.prepare(office, ids[0], RevocationDraft("Khai không đúng số liệu."))
    with office.work("test", "Quyết định hủy") as work:
        revocations.revoke(work, work.get_one(CellEntry, ids[0]), DAY, "12-QĐ/ĐU")
    assert state(office, ids[0]) is EntryState.REVOKED
    with office.work("test", "Thu hồi quyết định hủy") as work:
        revocations.unrevoke(work, work.get_one(CellEntry, ids[0]))
    assert state(office, ids[0]) is EntryState.RECOGNISED


def test_t12_only_a_recognised_cell_loses_its_recognition(office):
    _, ids = recognised(office)
    with pytest.raises(Refused, match="không chuyển sang “Hủy kết quả công nhận” được"):
        revocations.record(office, ids[3], OUTSIDE)


# T13


def test_t13_a_complaint_found_right_brings_the_case_back_to_the_vote(office):
    _, ids = recognised(office)
    reopening.reopen(office, ids[3], "Chấp nhận khiếu nại theo Thông báo số 15-TB/UBKT.")
    found = recognition.verdict(office, ids[3])
    assert (found.state, found.votes_for, found.reasons) == (EntryState.VERIFIED, None, ())
    assert campaigns.list_campaigns(office)[0].state is CampaignState.DECIDED
    recognition.refuse(office, ids[3], [ReasonDraft(Reason.R10)])
    assert state(office, ids[3]) is EntryState.NOT_PROPOSED


def test_t13_needs_its_note(office):
    _, ids = recognised(office)
    with pytest.raises(Problems, match="Hãy ghi khiếu nại được chấp nhận"):
        reopening.reopen(office, ids[3], " ")
    assert state(office, ids[3]) is EntryState.NOT_RECOGNISED


def test_t13_is_only_for_cells_that_were_not_recognised(office):
    _, ids = recognised(office)
    with pytest.raises(Refused, match="không chuyển sang “Đã thẩm định” được"):
        reopening.reopen(office, ids[0], "Chấp nhận khiếu nại.")


def test_a_decided_campaign_lets_only_what_its_decision_left_open_be_worked_on(office):
    _, ids = recognised(office)
    with pytest.raises(Refused, match="đã có quyết định công nhận"):
        made.register(office, ids[:1])
    with pytest.raises(Refused, match="đã có quyết định công nhận"):
        recognition.refuse(office, ids[0], [ReasonDraft(Reason.R03)])


def last_act(office) -> int:
    """Return the newest act of the history."""
    with office.read() as session:
        return history.recent(session, limit=1)[0].id


def test_t12_a_revocation_recorded_from_a_paper_of_another_body_is_taken_back_while_nothing_stands_on_it(office):
    campaign_id, ids = recognised(office)
    with office.work("test", "Giấy khen") as work:
        entry = entries.find_entry(work, ids[0])
        award = Award(campaign_id=campaign_id, cell_id=entry.cell_id, kind=AwardKind.TITLE)
        award.name_at_time = entry.name_at_time
        work.add(award)
    revocations.record(office, ids[0], OUTSIDE)
    act = last_act(office)
    assert undo.why_not(office, act) == ""
    undo.take_back(office, act)
    assert state(office, ids[0]) is EntryState.RECOGNISED
    assert revocations.load(office, ids[0]).reason == ""
    with office.read() as session:
        assert session.query(Award).one().taken_back_on is None
    # And done again, as with Ctrl+Y.
    undo.take_back(office, last_act(office))
    assert state(office, ids[0]) is EntryState.REVOKED


def test_t12_a_revocation_stays_once_a_later_year_counted_its_years_in_a_row(office):
    _, ids = recognised(office)
    revocations.record(office, ids[0], OUTSIDE)
    act = last_act(office)
    made.open_campaign(office, year=made.YEAR + 1)
    with office.work("test", "Năm sau đã quyết định") as work:
        work.query(Campaign).filter_by(year=made.YEAR + 1).one().state = CampaignState.DECIDED
    with pytest.raises(Refused, match="đã tính số năm liên tục"):
        undo.take_back(office, act)
    assert state(office, ids[0]) is EntryState.REVOKED


def test_t12_what_was_written_before_a_revocation_is_taken_back_until_its_decision(office):
    _, ids = recognised(office)
    revocations.prepare(office, ids[0], RevocationDraft("Khai không đúng số liệu."))
    undo.take_back(office, last_act(office))
    assert revocations.load(office, ids[0]).reason == ""
    revocations.prepare(office, ids[0], RevocationDraft("Khai không đúng số liệu."))
    act = last_act(office)
    issuing.issue(office, "D19", ids[0], day=DAY)
    with pytest.raises(Refused):
        undo.take_back(office, act)
    assert state(office, ids[0]) is EntryState.REVOKED
