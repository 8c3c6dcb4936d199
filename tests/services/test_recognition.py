"""A cell is proposed when nothing speaks against it, refused with reasons, and what a result stands on stays."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.meetings import MeetingFormat, MeetingState, MeetingType
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Reason
from bontot_desktop.services import entries, entry_scores, recognition, review, scores
from bontot_desktop.services.recognition import ReasonDraft
from tests import paper_office
from tests import recognition_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def state(office, entry_id):
    return recognition.verdict(office, entry_id).state


def test_a_good_cell_with_a_majority_is_proposed(office):
    _, ids = made.reviewed(office)
    found = recognition.verdict(office, ids[0])
    assert found.may_be_recognised
    assert found.vote_sentence == "9/9 ủy viên tán thành (100 %), quá nửa."
    recognition.propose(office, ids[0])
    assert state(office, ids[0]) is EntryState.PROPOSED


def test_every_reason_why_not_is_said_at_once(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    with pytest.raises(Problems) as caught:
        recognition.propose(office, first)
    assert [problem.sentence for problem in caught.value.problems] == [
        "Hồ sơ đang ở bước “Đã đăng ký”, cần thẩm định xong mới đề nghị được.",
        "Chi bộ chưa có kết quả xếp loại chất lượng của năm.",
        "Chưa có kết quả thẩm định.",
        "Chưa ghi phiếu của Ban Thường vụ.",
    ]


def test_vector_7_four_votes_of_nine_do_not_propose_though_six_were_there(office):
    campaign_id, ids = made.reviewed(office)
    made.sit(office, campaign_id, {ids[0]: 4, ids[1]: 5}, total=9, present=6)
    with pytest.raises(Problems, match="Mới có 4/9 ủy viên tán thành"):
        recognition.propose(office, ids[0])
    recognition.propose(office, ids[1])


def test_the_cells_nothing_speaks_against_are_proposed_in_one_act(office):
    campaign_id, ids = made.reviewed(office, registered=3)
    made.sit(office, campaign_id, {ids[2]: 4})
    assert recognition.ready_to_propose(office, campaign_id) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    recognition.propose_ready(office, campaign_id)
    assert [state(office, entry_id) for entry_id in ids[:3]] == [
        EntryState.PROPOSED,
        EntryState.PROPOSED,
        EntryState.VERIFIED,
    ]
    with pytest.raises(Refused):
        recognition.propose_ready(office, campaign_id)


def test_the_rules_may_be_set_aside_with_a_reason_but_the_majority_may_not(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    with pytest.raises(Problems, match="cần từ"):
        recognition.propose(office, ids[0])
    made.set_aside(office, ids[0], "E03")
    made.sit(office, campaign_id, {ids[0]: 4})
    with pytest.raises(Problems, match="4/9"):
        recognition.propose(office, ids[0])
    made.sit(office, campaign_id, {ids[0]: 6})
    recognition.propose(office, ids[0])


def test_a_cell_that_was_not_rated_is_never_proposed(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    made.score(office, first)
    made.sit(office, campaign_id, {first: 9})
    with pytest.raises(Refused, match="không vướng"):
        made.set_aside(office, first, "E03")
    with pytest.raises(Problems, match="chưa có kết quả xếp loại"):
        recognition.propose(office, first)


def test_rules_set_aside_once_are_not_set_aside_again_with_the_others(office):
    campaign_id, ids = made.reviewed(office, registered=2)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    made.set_aside(office, ids[0], "E03")
    recognition.propose(office, ids[0])
    recognition.reconsider(office, ids[0])
    recognition.propose_ready(office, campaign_id)
    assert [state(office, entry_id) for entry_id in ids[:2]] == [EntryState.VERIFIED, EntryState.PROPOSED]


def test_refusing_offers_the_reasons_with_their_figures_and_keeps_what_the_clerk_wrote(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    made.sit(office, campaign_id, {ids[0]: 3})
    offered = recognition.suggested_reasons(recognition.verdict(office, ids[0]))
    assert [(draft.reason, draft.text) for draft in offered] == [
        (Reason.R05, 'Chi bộ xếp loại "Hoàn thành nhiệm vụ", cần từ "Hoàn thành tốt nhiệm vụ".'),
        (Reason.R10, "Có 3/9 ủy viên Ban Thường vụ tán thành, không quá nửa."),
    ]
    recognition.refuse(office, ids[0], offered[:1])
    kept = recognition.verdict(office, ids[0])
    assert (kept.state, kept.reasons) == (EntryState.NOT_PROPOSED, tuple(offered[:1]))


def test_no_cell_is_refused_without_a_reason(office):
    _, ids = made.reviewed(office)
    with pytest.raises(Problems, match="ít nhất một lý do"):
        recognition.refuse(office, ids[0], [])
    with pytest.raises(Problems, match="cần ghi rõ"):
        recognition.refuse(office, ids[0], [ReasonDraft(Reason.R99)])
    assert state(office, ids[0]) is EntryState.VERIFIED


def test_a_dossier_that_never_came_is_refused_and_looked_at_again_where_it_stood(office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    recognition.refuse(office, first, [ReasonDraft(Reason.R02)])
    assert entries.list_entries(office, campaign_id)[0].reasons == ("hồ sơ nộp chậm hoặc chưa đầy đủ",)
    recognition.reconsider(office, first)
    assert state(office, first) is EntryState.REGISTERED


def test_what_a_conclusion_stands_on_changes_only_after_it_is_taken_back(office):
    campaign_id, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    sheet = entry_scores.sheet(office, ids[0])
    with pytest.raises(Refused, match="bấm “Xét lại” trước"):
        entry_scores.save(office, sheet)
    with pytest.raises(Refused, match="bấm “Xét lại” trước"):
        made.sit(office, campaign_id, {ids[0]: 2})
    with pytest.raises(Refused, match="bấm “Xét lại” trước"):
        made.sit(office, campaign_id, {}, total=11)
    recognition.reconsider(office, ids[0])
    made.sit(office, campaign_id, {ids[0]: 2})
    assert recognition.verdict(office, ids[0]).votes_for == 2


def test_the_committees_own_points_count_before_the_verified_ones(office):
    campaign_id, ids = made.reviewed(office)
    sheet = entry_scores.sheet(office, ids[0])
    lines = tuple(
        replace(line, final_points=line.maximum - 3, note="Hạ điểm.") if line.code in ("1.1", "1.2") else line
        for line in sheet.lines
    )
    entry_scores.save(office, replace(sheet, lines=lines))
    assert recognition.verdict(office, ids[0]).verified_total == 94
    assert entries.list_entries(office, campaign_id)[0].verified_total == 94


def test_votes_of_cells_that_did_not_register_are_not_kept(office):
    campaign_id, ids = made.reviewed(office, registered=3)
    made.sit(office, campaign_id, {ids[3]: 9})
    votes = {vote.entry_id: vote.votes_for for vote in review.load(office, campaign_id).votes}
    assert votes[ids[3]] is None


def test_a_cell_owes_no_meeting_of_the_months_before_it_was_founded(office):
    campaign_id, ids = made.reviewed(office)
    with office.work("test", "Thành lập tháng 10") as work:
        work.query(Cell).filter_by(code="CB01").one().founded_on = date(2026, 10, 1)
    for number in (1, 2):
        for month in (10, 11):
            paper_office.add_meeting(office, number, month)
    found = recognition.verdicts(office, campaign_id)
    assert [finding.sentence for finding in found[ids[0]].findings] == [
        "Chi bộ mới hoạt động 3 tháng trong năm, cần từ 6 tháng.",
    ]
    assert [finding.sentence for finding in found[ids[1]].findings] == [
        "Chi bộ mới sinh hoạt thường kỳ 1 kỳ, cần 10 kỳ đến hết tháng 10."
    ]


def test_the_sheet_of_a_cell_tells_the_level_of_its_meetings_in_the_campaign_s_year(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    assert entry_scores.sheet(office, entry_id).year_level == ""
    with office.work("test", "Buổi họp có điểm") as session:
        cell_id = entries.find_entry(session, entry_id).cell_id
        meeting = Meeting(cell_id=cell_id, year=made.YEAR, month=3, held_on=date(made.YEAR, 3, 3))
        meeting.type, meeting.format, meeting.state = MeetingType.REGULAR, MeetingFormat.IN_PERSON, MeetingState.HELD
        session.add(meeting)
        session.flush()
        scores.store_total(session, meeting.id, Decimal(40), today=office.today())
    assert entry_scores.sheet(office, entry_id).year_level.startswith("Kém: 1 buổi Kém.")
