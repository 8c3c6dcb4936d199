"""What the office recorded of its cells is judged by the rules, kept as it was found, and set aside by the body."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.cells import CellName
from bontot_desktop.db.models.dossiers import RuleCheck
from bontot_desktop.db.models.members import Member, PenaltyRow, StatusRow
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules import undoing
from bontot_desktop.rules.cases import CaseKind, Outcome
from bontot_desktop.rules.eligibility_rules import rule_of, usual
from bontot_desktop.rules.member_records import Penalty
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Reason, RuleResult, Severity
from bontot_desktop.services import (
    campaign_copy,
    campaign_rules,
    campaigns,
    cases,
    eligibility,
    entries,
    holds,
    issuing,
    member_records,
    recognition,
)
from bontot_desktop.services.cases import CaseDraft
from bontot_desktop.services.sources import review_papers
from bontot_desktop.services.sources.base import Issue
from tests import recognition_office as made

FAILED, PASSED, WARNED = RuleResult.FAILED, RuleResult.PASSED, RuleResult.WARNED
SET_ASIDE = eligibility.SetAsideDraft(reason="Có thành tích nổi bật.", minutes="Mục III biên bản", on=made.REVIEW)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def found(office, entry_id):
    return {one.code: one for one in eligibility.findings(office, entry_id)}


def stored(office, entry_id):
    with office.read() as session:
        rows = session.query(RuleCheck).filter_by(entry_id=entry_id)
        return {row.code: (row.result, row.sentence, row.override_reason) for row in rows}


def discipline(office, cell_id, **about):
    """Discipline a member of a cell who is not on its committee, on the day of the review."""
    with office.work("test", "Kỷ luật") as work:
        member = Member(full_name="Nguyễn Văn Ví Dụ", card_no=f"9{cell_id:07d}")
        member.statuses.append(StatusRow(cell_id=cell_id, status=MemberStatus.FULL))
        member.penalties.append(PenaltyRow(penalty=Penalty.REPRIMAND, decision_on=made.REVIEW, **about))
        work.add(member)


def cell_of(office, entry_id):
    with office.read() as session:
        return session.get(CellEntry, entry_id).cell_id


def test_t6_the_rules_are_run_and_kept_when_a_dossier_is_verified(office):
    campaign_id = made.open_campaign(office)
    first, second, *_ = made.entry_ids(office, campaign_id)
    made.register(office, [first, second])
    made.score(office, first)
    assert entries.list_entries(office, campaign_id)[0].state is EntryState.VERIFIED
    kept = stored(office, first)
    assert kept["E01"] == (PASSED, "Đã đăng ký thi đua ngày 05/3/2026.", "")
    assert kept["E03"][0] is RuleResult.UNKNOWN
    assert stored(office, second) == {}


def test_before_the_vote_and_when_a_result_is_given_what_the_rules_find_is_kept_anew(office):
    campaign_id, ids = made.reviewed(office)
    assert stored(office, ids[0])["E03"][1] == 'Chi bộ xếp loại "Hoàn thành tốt nhiệm vụ".'
    made.rate(office, campaign_id, {ids[0]: QualityLevel.EXCELLENT})
    recognition.propose(office, ids[0])
    assert stored(office, ids[0])["E03"][1] == 'Chi bộ xếp loại "Hoàn thành xuất sắc nhiệm vụ".'


def test_what_the_decision_stood_on_stays_whatever_is_recorded_afterwards(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 21))
    before = eligibility.findings(office, ids[0])
    discipline(office, cell_of(office, ids[0]))
    assert eligibility.findings(office, ids[0]) == before


def test_a_closed_year_says_only_what_was_found_then(office):
    campaign_id, ids = made.reviewed(office, registered=2)
    before = {entry_id: eligibility.findings(office, entry_id) for entry_id in ids[:2]}
    with office.work("test", "Kết thúc năm") as work:
        work.get(Campaign, campaign_id).state = CampaignState.CLOSED
    discipline(office, cell_of(office, ids[0]))
    assert {entry_id: eligibility.findings(office, entry_id) for entry_id in ids[:2]} == before
    assert eligibility.findings(office, ids[2]) == []


def test_e04_a_member_disciplined_for_a_fault_in_the_cell_bars_it(office):
    _, ids = made.reviewed(office)
    discipline(office, cell_of(office, ids[0]))
    one = found(office, ids[0])["E04"]
    assert (one.result, one.reason) == (FAILED, Reason.R06)
    assert one.sentence == "Đồng chí Nguyễn Văn Ví Dụ bị khiển trách ngày 20/11/2026."
    assert found(office, ids[1])["E04"].result is PASSED
    with pytest.raises(Problems, match="bị khiển trách"):
        recognition.propose(office, ids[0])


def test_vector_15_a_fault_in_the_old_commune_is_asked_about_and_the_answer_stands_in_the_minutes(office):
    _, ids = made.reviewed(office)
    discipline(office, cell_of(office, ids[0]), fault_year=2024, fault_unit="Đảng bộ xã Cũ")
    asked = found(office, ids[0])
    assert (asked["E04"].result, asked["E04a"].result) == (PASSED, FAILED)
    assert "vi phạm ở Đảng bộ xã Cũ, tính cho nơi ấy" in asked["E04a"].sentence
    eligibility.set_aside(office, ids[0], "E04a", replace(SET_ASIDE, reason="Thuộc trường hợp loại trừ."))
    recognition.propose(office, ids[0])
    assert stored(office, ids[0])["E04a"][2] == "Thuộc trường hợp loại trừ."


def test_e04_a_fault_in_another_cell_of_the_office_counts_there(office):
    _, ids = made.reviewed(office)
    there = cell_of(office, ids[1])
    with office.read() as session:
        old = session.query(CellName).filter_by(cell_id=there).first().name
    discipline(office, cell_of(office, ids[0]), fault_unit=old)
    assert (found(office, ids[0])["E04"].result, found(office, ids[1])["E04"].result) == (PASSED, FAILED)
    assert found(office, ids[0])["E04a"].result is FAILED


def test_e04a_the_page_of_a_member_keeps_what_speaks_for_an_exception(office):
    campaign_id = made.open_campaign(office)
    cell_id = cell_of(office, made.entry_ids(office, campaign_id)[0])
    with office.read() as session:
        member_id = session.query(StatusRow).filter_by(cell_id=cell_id).first().member_id
    line = member_records.PenaltyLine(
        decision_on=date(2026, 5, 1), fault_year=2027, fault_unit="Chi bộ cũ", is_self_reported=True, is_remedied=True
    )
    draft = replace(member_records.load(office, member_id), penalties=(line,))
    with pytest.raises(Problems, match="Năm vi phạm ở sau"):
        member_records.save(office, draft)
    member_records.save(office, replace(draft, penalties=(replace(line, fault_year=2024, counted_in_year=2025),)))
    (kept,) = member_records.load(office, member_id).penalties
    assert (kept.fault_year, kept.fault_unit, kept.counted_in_year) == (2024, "Chi bộ cũ", 2025)
    assert kept.is_self_reported
    assert kept.is_remedied


def test_a_rule_is_set_aside_by_who_why_and_the_line_of_the_minutes(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    with pytest.raises(Problems) as caught:
        eligibility.set_aside(office, ids[0], "E03", eligibility.SetAsideDraft(by=" "))
    assert [one.field for one in caught.value.problems] == ["by", "reason", "minutes", "on"]
    eligibility.set_aside(office, ids[0], "E03", SET_ASIDE)
    one = found(office, ids[0])["E03"]
    assert (one.result, one.is_against) == (RuleResult.OVERRIDDEN, False)
    assert one.set_aside.told == "Có thành tích nổi bật (Mục III biên bản; Ban Thường vụ Đảng ủy)."
    assert eligibility.draft_of(office, ids[0], "E03") == SET_ASIDE
    recognition.propose(office, ids[0])
    with pytest.raises(Refused, match="bấm “Xét lại” trước"):
        eligibility.hold_again(office, ids[0], "E03")
    with office.read() as session:
        facts = review_papers.collect_minutes(session, campaign_id, Issue(None, None, "BB/ĐU", office.today()))
    printed = {vote.cell: vote.exception for vote in facts.recognised}
    assert printed["Chi bộ thôn Mẫu 1"] == "Có thành tích nổi bật (Mục III biên bản; Ban Thường vụ Đảng ủy)."
    assert printed["Chi bộ thôn Mẫu 2"] == ""
    recognition.reconsider(office, ids[0])
    eligibility.hold_again(office, ids[0], "E03")
    assert found(office, ids[0])["E03"].result is FAILED


def test_what_was_set_aside_is_asked_again_when_the_rule_is_met_meanwhile(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    eligibility.set_aside(office, ids[0], "E03", SET_ASIDE)
    made.rate(office, campaign_id)
    assert found(office, ids[0])["E03"].result is PASSED
    with pytest.raises(Refused, match="không vướng"):
        eligibility.set_aside(office, ids[0], "E03", SET_ASIDE)


def test_e15_a_case_under_way_asks_to_hold_and_its_conclusion_to_go_on(office):
    _, ids = made.reviewed(office)
    cell_id = cell_of(office, ids[0])
    draft = CaseDraft(cell_id, received_on=date(2026, 11, 18), paper_no="05-CV/UBKT")
    case_id = cases.save(office, draft).id
    one = found(office, ids[0])["E15"]
    assert (one.result, one.sentence) == (
        FAILED,
        "Đang giải quyết tố cáo nhận ngày 18/11/2026 (Ủy ban Kiểm tra Đảng ủy).",
    )
    assert recognition.verdict(office, ids[0]).state is EntryState.VERIFIED
    with pytest.raises(Refused, match="không có ngoại lệ"):
        eligibility.set_aside(office, ids[0], "E15", SET_ASIDE)
    waiting = cases.to_hold(office, cell_id)
    assert (waiting.entry_id, waiting.hold.source) == (
        ids[0],
        "Nhận ngày 18/11/2026, Ủy ban Kiểm tra Đảng ủy (văn bản số 05-CV/UBKT)",
    )
    holds.hold(office, waiting.entry_id, waiting.hold)
    assert cases.to_hold(office, cell_id) is None
    assert cases.to_release(office, cell_id) is None
    cases.save(office, replace(draft, id=case_id, concluded_on=made.REVIEW, outcome=Outcome.NONE))
    done = cases.to_release(office, cell_id)
    assert done.conclusion == "Ủy ban Kiểm tra Đảng ủy kết luận: không có vi phạm."
    holds.release(office, done.entry_id, done.conclusion, done.on)
    assert found(office, ids[0])["E15"].result is PASSED


def test_e06_a_conclusion_bars_the_cell_and_points_to_its_reason(office):
    _, ids = made.reviewed(office)
    draft = CaseDraft(
        cell_of(office, ids[0]),
        kind=CaseKind.CONCLUSION,
        received_on=date(2026, 9, 1),
        paper_no="12-KL/UBKT",
        concluded_on=date(2026, 10, 1),
        outcome=Outcome.DISUNITY,
    )
    case_id = cases.save(office, draft).id
    (offered,) = recognition.suggested_reasons(recognition.verdict(office, ids[0]))
    assert offered.reason is Reason.R14
    cases.remove(office, case_id)
    assert recognition.suggested_reasons(recognition.verdict(office, ids[0])) == []


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"received_on": None}, "received_on"),
        ({"received_on": date(2027, 1, 1)}, "received_on"),
        ({"body": " "}, "body"),
        ({"outcome": Outcome.NONE}, "concluded_on"),
        ({"kind": CaseKind.CONCLUSION}, "concluded_on"),
        ({"concluded_on": date(2026, 11, 19)}, "outcome"),
        ({"concluded_on": date(2026, 11, 1), "outcome": Outcome.NONE}, "concluded_on"),
    ],
)
def test_a_case_that_cannot_be_is_refused_at_its_field(changed, field):
    draft = replace(CaseDraft(1, received_on=date(2026, 11, 18)), **changed)
    assert [one.field for one in cases.problems(draft, date(2026, 11, 22))] == [field]


def test_e19_no_more_cells_are_proposed_than_the_campaign_allows(office):
    campaign_id, ids = made.reviewed(office)
    cap = replace(usual(rule_of("E19")), parameter=Decimal(50))
    campaign_rules.save(office, campaign_id, cap)
    with pytest.raises(Problems, match="4/4 chi bộ được đề nghị công nhận"):
        recognition.propose_ready(office, campaign_id)
    recognition.propose(office, ids[0])
    recognition.propose(office, ids[1])
    assert eligibility.share(office, campaign_id).result is PASSED
    with pytest.raises(Problems, match="quá mức cho phép nhiều nhất 2 chi bộ"):
        recognition.propose(office, ids[2])
    campaign_rules.save(office, campaign_id, replace(cap, severity=Severity.SOFT))
    recognition.propose(office, ids[2])
    assert eligibility.share(office, campaign_id).result is WARNED


def test_a_campaign_has_its_own_rules_and_hands_them_on_to_the_next_year(office):
    campaign_id = made.open_campaign(office)
    own = replace(usual(rule_of("E09")), parameter=Decimal(11), message="Theo Kế hoạch 05.")
    with pytest.raises(Problems, match="từ 0 đến 24"):
        campaign_rules.save(office, campaign_id, replace(own, parameter=Decimal(30)))
    campaign_rules.save(office, campaign_id, own)
    row = next(one for one in campaign_rules.rows(office, campaign_id) if one.rule.code == "E09")
    assert (row.is_usual, row.words) == (False, "11 kỳ")
    copied = campaign_copy.copy_last_year(office, 2027).id
    opened = campaigns.save(office, campaigns.new_draft(office, 2028)).id
    for later in (copied, opened):
        held = {one.rule.code: one.setting for one in campaign_rules.rows(office, later)}
        assert held["E09"] == own
    campaign_rules.reset(office, campaign_id, ["E09"])
    with office.read() as session:
        assert session.get(Campaign, campaign_id).rules == []


def test_the_rules_of_a_decided_campaign_are_not_changed(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 21))
    assert not campaign_rules.may_edit(office, campaign_id)
    with pytest.raises(Refused, match="đã có quyết định"):
        campaign_rules.save(office, campaign_id, replace(usual(rule_of("E09")), is_on=False))


def test_every_act_of_the_rules_may_be_taken_back():
    assert {"campaigns.rules", "cases.save", "cases.remove", "eligibility.set_aside"} <= undoing.UNDOABLE
