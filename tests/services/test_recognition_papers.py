"""The decision counts its own list, cites what holds on its day, recognises when issued and gives all back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bontot_desktop.db.models.awards import PastResult
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Refused
from bontot_desktop.rules.recognition import CampaignState, EntryState, QualityLevel, Reason, TitleKind
from bontot_desktop.services import campaigns, entries, issuing, recognised, recognition
from bontot_desktop.services.recognition import ReasonDraft
from bontot_desktop.services.sources import Issue
from bontot_desktop.services.sources.recognition_papers import collect_decision, collect_list, decision_warnings
from tests import recognition_office as made
from tests.pdf_words import words

DAY = date(2026, 11, 21)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def facts(office, campaign_id, day=DAY):
    with office.read() as session:
        return collect_decision(session, campaign_id, Issue(day, None, "QĐ/ĐU", office.today()))


def states(office, campaign_id):
    return [row.state for row in entries.list_entries(office, campaign_id)]


def campaign(office):
    return campaigns.list_campaigns(office)[0]


def test_the_decision_names_as_many_cells_as_its_list_has_in_figures_and_words(office):
    campaign_id, _ = made.judged(office)
    text = words(issuing.preview(office, "D13", campaign_id, day=DAY).pdf)
    assert 'Công nhận 03 (ba) chi bộ thuộc Đảng bộ xã Ví Dụ đạt danh hiệu "Chi bộ 4 tốt" năm 2026' in text
    assert "Danh sách này có 03 (ba) chi bộ" in text
    assert "Lê Văn Thử 3" in text
    assert "Chi bộ thôn Mẫu 4" not in text


def test_the_list_stands_by_report_group_with_the_figures_of_the_register(office):
    campaign_id, _ = made.judged(office)
    rows = recognised.list_recognised(office, campaign_id)
    assert [(row.group, row.cell, row.secretary, row.members, row.points, row.rating, row.streak) for row in rows] == [
        ("Nông thôn", "Chi bộ thôn Mẫu 1", "Lê Văn Thử 1", 1, 100, QualityLevel.GOOD, 1),
        ("Nông thôn", "Chi bộ thôn Mẫu 2", "Lê Văn Thử 2", 1, 100, QualityLevel.GOOD, 1),
        ("Trường học", "Chi bộ thôn Mẫu 3", "Lê Văn Thử 3", 1, 100, QualityLevel.GOOD, 1),
    ]


def test_years_written_by_hand_and_years_decided_here_make_one_row(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Các năm trước") as work:
        cell = work.query(Cell).filter_by(code="CB01").one()
        for year in (2022, 2024, 2025):
            work.add(PastResult(cell_id=cell.id, year=year, title=TitleKind.CELL_4_GOOD))
    assert [row.streak for row in recognised.list_recognised(office, campaign_id)] == [3, 1, 1]


def test_the_bases_are_those_of_the_day_then_the_offices_own_then_the_review(office):
    campaign_id, _ = made.judged(office)
    plan = "Kế hoạch số 05-KH/ĐU, ngày 10/01/2026;\nCăn cứ Công văn số 12-CV/TU."
    campaigns.save(office, replace(campaigns.load(office, campaign_id), plan_basis=plan))
    text = words(issuing.preview(office, "D13", campaign_id, day=DAY).pdf)
    places = [
        text.index(words_of)
        for words_of in (
            "Điều lệ Đảng Cộng sản",
            "208-QĐ/TW",
            "43-HD/BTCTW",
            "nhiệm kỳ 2025 - 2030",
            "Căn cứ Kế hoạch số 05-KH/ĐU, ngày 10/01/2026;",
            "Căn cứ Công văn số 12-CV/TU;",
            "Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 20/11/2026;",
            "Xét đề nghị của Ban Xây dựng Đảng",
        )
    ]
    assert places == sorted(places)
    assert "294-QĐ/TW" not in text


def test_an_expired_basis_and_a_cell_nobody_concluded_on_are_warned_of(office):
    campaign_id, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    plan = "Quy định số 124-QĐ/TW, ngày 04/10/2023 của Bộ Chính trị"
    campaigns.save(office, replace(campaigns.load(office, campaign_id), plan_basis=plan))
    warnings = issuing.preview(office, "D13", campaign_id, day=DAY).warnings
    assert any("124-QĐ/TW (2023) hết hiệu lực" in sentence for sentence in warnings)
    assert any(sentence.startswith("Còn 3 chi bộ đã thẩm định nhưng chưa có kết luận") for sentence in warnings)


def test_a_list_without_points_has_no_column_of_points(office):
    campaign_id = made.open_campaign(office, "TANGIANG_2023")
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:1])
    made.score(office, ids[0])
    made.rate(office, campaign_id)
    made.sit(office, campaign_id, {ids[0]: 9})
    recognition.propose(office, ids[0])
    found = facts(office, campaign_id)
    assert "score" not in found.columns
    assert found.cells[0].score is None


def test_the_cell_bears_the_name_of_the_papers_day(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Đổi tên") as work:
        cell = work.query(Cell).filter_by(code="CB01").one()
        cell.names[0].to_on = date(2026, 11, 20)
        cell.names.append(type(cell.names[0])(name="Chi bộ thôn Tên Mới", from_on=date(2026, 11, 21)))
        cell.name = "Chi bộ thôn Tên Mới"
    assert facts(office, campaign_id, date(2026, 11, 20)).cells[0].name == "Chi bộ thôn Mẫu 1"
    assert "Chi bộ thôn Tên Mới" in [cell.name for cell in facts(office, campaign_id, DAY).cells]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda office, ids: [recognition.reconsider(office, i) for i in ids[:3]], "Chưa có chi bộ nào được đề nghị"),
        (lambda office, ids: _end(office), "Chi bộ thôn Mẫu 1 đã kết thúc hoạt động"),
    ],
)
def test_a_decision_that_cannot_be_is_refused_with_its_sentence(office, spoil, sentence):
    campaign_id, ids = made.judged(office)
    spoil(office, ids)
    with pytest.raises(Refused, match=sentence):
        issuing.issue(office, "D13", campaign_id, day=DAY)
    assert campaign(office).state is CampaignState.REVIEWING


def _end(office):
    with office.work("test", "Giải thể") as work:
        work.query(Cell).filter_by(code="CB01").one().dissolved_on = date(2026, 11, 21)


def test_a_cell_whose_rating_was_lowered_after_its_proposal_is_not_recognised(office):
    campaign_id, ids = made.judged(office)
    made.rate(office, campaign_id, {ids[1]: QualityLevel.COMPLETED})
    with pytest.raises(Refused, match="Chi bộ thôn Mẫu 2 không còn đủ điều kiện công nhận: Chi bộ xếp loại"):
        issuing.issue(office, "D13", campaign_id, day=DAY)
    assert campaign(office).recognised == 0
    recognition.reconsider(office, ids[1])
    made.set_aside(office, ids[1], "E03")
    recognition.propose(office, ids[1])
    issuing.issue(office, "D13", campaign_id, day=DAY)
    assert campaign(office).recognised == 3


def test_a_decision_before_the_review_is_refused(office):
    campaign_id, _ = made.judged(office)
    with pytest.raises(Refused, match=r"19/11/2026 ở trước ngày Ban Thường vụ họp xét 20/11/2026"):
        issuing.issue(office, "D13", campaign_id, day=date(2026, 11, 19))


def test_no_decision_before_a_review(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="Chưa ghi ngày Ban Thường vụ họp xét"):
        issuing.preview(office, "D13", campaign_id)


def test_issuing_recognises_closes_the_refusals_and_decides_the_campaign(office):
    campaign_id, ids = made.judged(office)
    paper = issuing.issue(office, "D13", campaign_id, day=DAY)
    assert paper.number_text == "01-QĐ/ĐU"
    assert states(office, campaign_id) == [EntryState.RECOGNISED] * 3 + [EntryState.NOT_RECOGNISED]
    assert campaign(office).state is CampaignState.DECIDED
    for change in (
        lambda: recognition.reconsider(office, ids[3]),
        lambda: made.register(office, ids[:1]),
        lambda: made.sit(office, campaign_id, {}),
        lambda: recognition.refuse(office, ids[0], [ReasonDraft(Reason.R02)]),
        lambda: campaigns.save(office, campaigns.load(office, campaign_id)),
    ):
        with pytest.raises(Refused, match="đã có quyết định công nhận"):
            change()


def test_taking_the_decision_back_puts_every_cell_where_the_review_left_it(office):
    campaign_id, _ = made.judged(office)
    paper = issuing.issue(office, "D13", campaign_id, day=DAY)
    issuing.take_back(office, paper.paper_id, "Sai tên chi bộ.")
    assert states(office, campaign_id) == [EntryState.PROPOSED] * 3 + [EntryState.NOT_PROPOSED]
    assert campaign(office).state is CampaignState.REVIEWING
    assert issuing.issue(office, "D13", campaign_id, day=DAY).number_text == "01-QĐ/ĐU"


def test_a_decision_that_a_later_year_counted_on_stays(office):
    campaign_id, _ = made.judged(office)
    paper = issuing.issue(office, "D13", campaign_id, day=DAY)
    later = made.open_campaign(office, year=2027)
    with office.work("test", "Năm sau") as work:
        campaigns.find(work, later).state = CampaignState.DECIDED
    with pytest.raises(Refused, match="Quyết định năm 2027 đã tính số năm liên tục"):
        issuing.withdraw(office, paper.paper_id, "Thử")
    assert states(office, campaign_id)[0] is EntryState.RECOGNISED


def test_the_list_by_itself_names_the_issued_decision_and_has_its_very_lines(office):
    campaign_id, _ = made.judged(office)
    with office.read() as session:
        draft = collect_list(session, campaign_id, Issue(DAY, None, "", office.today()))
    assert (draft.symbol, draft.number) == ("QĐ/ĐU", None)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    text = words(issuing.preview(office, "D12", campaign_id).pdf)
    assert "(Kèm theo Quyết định số 01-QĐ/ĐU, ngày 21/11/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ)" in text


def test_a_secretary_nobody_wrote_down_is_warned_of(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Thôi chức vụ") as work:
        for post in list(work.query(Cell).filter_by(code="CB02").one().posts):
            work.delete(post)
    with office.read() as session:
        found = decision_warnings(session, campaign_id, Issue(DAY, None, "", DAY))
    assert any("Chưa khai báo bí thư của Chi bộ thôn Mẫu 2" in warning for warning in found)


def test_the_list_is_issued_only_with_a_decision_and_then_holds_it(office):
    campaign_id, _ = made.judged(office)
    with pytest.raises(Refused, match="hãy ban hành quyết định trước"):
        issuing.issue(office, "D12", campaign_id, day=DAY)
    decision = issuing.issue(office, "D13", campaign_id, day=DAY)
    annex = issuing.issue(office, "D12", campaign_id, day=DAY)
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.take_back(office, decision.paper_id, "Thử")
    issuing.withdraw(office, annex.paper_id, "Thử")
    issuing.take_back(office, decision.paper_id, "Thử")
