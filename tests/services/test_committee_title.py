"""“Đảng bộ cơ sở 4 tốt” of a year: scored, agreed, put before the province, and answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.criteria import SetUse
from bontot_desktop.rules.recognition import CampaignState, EntryState, ReviewBody, TitleKind
from bontot_desktop.services import campaign_closing, campaigns, committee_title, criteria_sets, issuing, title_years
from bontot_desktop.services.committee_title import PaperLine, Result
from tests import committee_office as made
from tests import recognition_office
from tests.pdf_words import words

TITLE = TitleKind.COMMITTEE_4_GOOD


@pytest.fixture
def office(tmp_path):
    office = recognition_office.make_office(tmp_path, cells=2)
    yield office
    office.close()


def test_the_shipped_set_is_a_proposal_of_the_four_names_and_the_office_may_write_its_own(office):
    (shipped,) = campaigns.criteria_sets(office, SetUse.COMMITTEE_TITLE)
    assert shipped.label == "Đảng bộ cơ sở 4 tốt (đề xuất)"
    draft = next(row for row in criteria_sets.rows(office) if row.used_for is SetUse.COMMITTEE_TITLE)
    assert [item.title for item in draft.items if item.is_group] == [
        "Hoàn thành tốt nhiệm vụ chính trị",
        "Chất lượng sinh hoạt tốt",
        "Đoàn kết, kỷ luật tốt",
        "Cán bộ, đảng viên tốt",
    ]
    own = replace(criteria_sets.copied(draft), name="Bộ 9 tiêu chí của tỉnh")
    criteria_sets.save(office, own)
    assert len(campaigns.criteria_sets(office, SetUse.COMMITTEE_TITLE)) == 2


def test_the_year_opens_with_one_subject_the_committee_itself(office):
    campaign_id = made.open_year(office)
    shown = committee_title.sheet(office, campaign_id)
    assert (shown.state, shown.lock) == (EntryState.NOT_REGISTERED, "")
    assert shown.draft.superior_name == "Ban Thường vụ Tỉnh ủy"
    assert shown.draft.review_body is ReviewBody.EXECUTIVE_COMMITTEE
    assert [line.item for line in shown.draft.papers] == list(CommitteePaper)
    assert campaigns.list_campaigns(office) == []


def test_what_is_written_down_leads_the_state_on_and_is_read_back(office):
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id, agreed=None, votes_for=None, review_on=None)
    shown = committee_title.sheet(office, campaign_id)
    assert shown.state is EntryState.SELF_SCORED
    assert shown.own.total == Decimal(8)
    made.fill(office, campaign_id)
    shown = committee_title.sheet(office, campaign_id)
    assert (shown.state, shown.missing) == (EntryState.PROPOSED, ())
    assert shown.draft.papers[2] == PaperLine(CommitteePaper.MINUTES, True, made.SAT)
    assert shown.year.state is CampaignState.REVIEWING


def test_points_and_days_that_cannot_be_change_nothing(office):
    campaign_id = made.open_year(office)
    with pytest.raises(Problems) as caught:
        made.fill(office, campaign_id, own=Decimal("0.5"), review_on=date(2026, 12, 24))
    fields = [problem.field for problem in caught.value.problems]
    assert fields[:2] == ["review_on", "own:1.1"]
    assert committee_title.sheet(office, campaign_id).state is EntryState.NOT_REGISTERED


def test_the_petition_waits_for_what_is_missing_and_says_it(office):
    campaign_id = made.open_year(office)
    with pytest.raises(Refused, match="Chưa trình cấp trên được: Chưa ghi ngày đăng ký"):
        issuing.preview(office, "D11B", campaign_id)
    made.fill(office, campaign_id, votes_for=13)
    with pytest.raises(Refused, match="Mới có 13/27 đồng chí tán thành, cần quá nửa"):
        issuing.issue(office, "D11B", campaign_id, day=made.SAT)
    made.fill(office, campaign_id)
    with pytest.raises(Refused, match="ở trước ngày hội nghị xét 18/11/2026"):
        issuing.issue(office, "D11B", campaign_id, day=date(2026, 11, 17))


def test_the_petition_prints_what_the_meeting_agreed_with_the_sheet_and_the_dossier(office):
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id)
    shown = issuing.preview(office, "D11B", campaign_id, day=made.SAT)
    text = words(shown.pdf)
    assert 'đề nghị công nhận "Đảng bộ cơ sở 4 tốt" năm 2026' in text
    assert "Kính trình: Ban Thường vụ Tỉnh ủy" in text
    assert "26/27 đồng chí tán thành" in text
    assert "- 14/15 chỉ tiêu vượt kế hoạch" in text
    assert "Hồ sơ gồm: tờ trình; biên bản; bảng điểm." in text
    assert "BẢNG ĐIỂM" in text
    assert "Số tiêu chí đạt 8/8 8/8" in text
    missing = "Hồ sơ còn thiếu: danh sách; báo cáo; báo cáo thành tích; bản sao quyết định xếp loại các năm."
    assert missing in shown.warnings


def test_the_petition_takes_the_sheet_up_and_taking_it_back_lets_it_go(office):
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id)
    issued = issuing.issue(office, "D11B", campaign_id, day=made.SAT)
    assert issued.number_text == "01-TTr/ĐU"
    assert committee_title.sheet(office, campaign_id).state is EntryState.SUBMITTED_UP
    with pytest.raises(Refused, match="Đã trình cấp trên"):
        made.fill(office, campaign_id, votes_for=20)
    issuing.take_back(office, issued.paper_id, "Sai số liệu")
    assert committee_title.sheet(office, campaign_id).state is EntryState.PROPOSED


def test_what_the_province_decided_is_written_down_after_the_petition_and_may_be_mended(office):
    campaign_id = made.open_year(office)
    good = Result(number="125-QĐ/TU", decided_on=date(2026, 11, 20), signer="Phạm Văn Cấp Trên")
    with pytest.raises(Refused, match="kết quả được ghi sau tờ trình"):
        committee_title.record_result(office, campaign_id, good)
    made.fill(office, campaign_id)
    issued = issuing.issue(office, "D11B", campaign_id, day=made.SAT)
    for wrong, said in (
        (replace(good, number=""), "Chưa ghi số, ký hiệu"),
        (replace(good, signer=""), "Chưa ghi người ký"),
        (replace(good, decided_on=date(2026, 11, 10)), "ở trước ngày tờ trình"),
        (replace(good, decided_on=date(2026, 12, 24)), "ở sau hôm nay"),
        (replace(good, is_recognised=False), "hãy ghi lý do cấp trên nêu"),
    ):
        with pytest.raises(Problems, match=said):
            committee_title.record_result(office, campaign_id, wrong)
    refused = Result(is_recognised=False, decided_on=date(2026, 11, 20), reason="Còn chi bộ yếu kém")
    committee_title.record_result(office, campaign_id, refused)
    assert committee_title.sheet(office, campaign_id).result == refused
    committee_title.record_result(office, campaign_id, good)
    shown = committee_title.sheet(office, campaign_id)
    assert (shown.state, shown.result) == (EntryState.RECOGNISED, good)
    with pytest.raises(Refused, match="không thu hồi tờ trình được nữa"):
        issuing.take_back(office, issued.paper_id, "Sai số liệu")


def test_another_set_is_chosen_until_something_was_given_by_it(office):
    campaign_id = made.open_year(office)
    draft = next(row for row in criteria_sets.rows(office) if row.used_for is SetUse.COMMITTEE_TITLE)
    own = criteria_sets.save(office, replace(criteria_sets.copied(draft), name="Bộ của tỉnh")).id
    shown = committee_title.sheet(office, campaign_id).draft
    committee_title.save(office, campaign_id, replace(shown, criteria_set_id=own))
    made.fill(office, campaign_id)
    shown = committee_title.sheet(office, campaign_id).draft
    with pytest.raises(Problems, match="không đổi bộ khác được"):
        committee_title.save(office, campaign_id, replace(shown, criteria_set_id=draft.id))
    counted = {row.id: row.uses for row in criteria_sets.rows(office)}
    assert counted[own] == 1


def test_a_closed_year_keeps_the_committee_as_it_was(office):
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id)
    of_cells = recognition_office.open_campaign(office)
    with office.work("test", "Kết thúc") as work:
        work.get_one(Campaign, of_cells).state = CampaignState.CLOSED
    for act in (
        lambda: made.fill(office, campaign_id, votes_for=20),
        lambda: issuing.issue(office, "D11B", campaign_id, day=made.SAT),
        lambda: committee_title.record_result(office, campaign_id, Result()),
    ):
        with pytest.raises(Refused, match="Năm 2026 đã kết thúc"):
            act()


def test_a_year_of_the_committee_opened_by_mistake_goes_again(office):
    campaign_id = made.open_year(office)
    title_years.remove(office, campaign_id, TITLE)
    assert title_years.of_year(office, 2026, TITLE) is None
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id)
    with pytest.raises(Refused, match="nên không bỏ được"):
        title_years.remove(office, campaign_id, TITLE)


def test_the_answer_of_the_province_may_come_after_the_year_was_closed_and_then_stands(office):
    campaign_id = made.open_year(office)
    made.fill(office, campaign_id)
    of_cells = recognition_office.open_campaign(office)
    assert "“Đảng bộ cơ sở 4 tốt” chưa trình cấp trên." in campaign_closing.warnings(office, of_cells)
    issued = issuing.issue(office, "D11B", campaign_id, day=made.SAT)
    assert "“Đảng bộ cơ sở 4 tốt” chưa trình cấp trên." not in campaign_closing.warnings(office, of_cells)
    with office.work("test", "Kết thúc") as work:
        work.get_one(Campaign, of_cells).state = CampaignState.CLOSED
    with pytest.raises(Refused, match="không thu hồi tờ trình này được nữa"):
        issuing.withdraw(office, issued.paper_id, "Đánh máy nhầm")
    answer = Result(number="125-QĐ/TU", decided_on=date(2026, 11, 20), signer="Phạm Văn Cấp Trên")
    committee_title.record_result(office, campaign_id, answer)
    assert committee_title.sheet(office, campaign_id).state is EntryState.RECOGNISED
    with pytest.raises(Refused, match="Năm 2026 đã kết thúc"):
        committee_title.record_result(office, campaign_id, answer)
