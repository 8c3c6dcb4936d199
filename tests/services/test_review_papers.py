"""The papers of the review (D10, D11, D19), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.recognition import Campaign, ReviewAbsence
from bontot_desktop.documents import facts, petition_up, review_minutes, revocation_decision
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused, WrongDay
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.recognition import Authority, EntryState, QualityLevel
from bontot_desktop.services import campaigns, entries, frozen, issuing, recognition, revocations
from bontot_desktop.services.revocations import RevocationDraft
from tests import recognition_office as made

DAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(office, kind: str, subject_id: int, day: date = DAY) -> str:
    pdf = issuing.preview(office, kind, subject_id, day=day).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def states(office, campaign_id: int) -> dict[int, EntryState]:
    return {row.id: row.state for row in entries.list_entries(office, campaign_id)}


@pytest.mark.parametrize("module", [review_minutes, petition_up, revocation_decision])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_the_minutes_wait_for_the_review(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="Chưa ghi ngày họp xét"):
        issuing.preview(office, "D10", campaign_id, day=DAY)


def test_the_minutes_say_who_was_there_each_vote_and_each_reason(office):
    campaign_id, _ = made.judged(office)
    with office.work("test", "Cuộc họp") as work:
        row = work.get(Campaign, campaign_id)
        row.review_place, row.review_chair, row.review_secretary = "Phòng họp Đảng ủy", "Trần Thị Thí Dụ", "Lê Ví Dụ"
        row.review_starts_at, row.review_ends_at = time(14, 0), time(16, 0)
        row.absences.append(ReviewAbsence(position=1, name="Phạm Văn Giả Định", reason="đi công tác"))
    words = words_of(office, "D10", campaign_id)
    for sentence in (
        "Hội nghị Ban Thường vụ Đảng ủy xã Ví Dụ xét, đánh giá xếp loại chất lượng chi bộ",
        "có mặt 9/9 đồng chí; vắng mặt: đồng chí Phạm Văn Giả Định (đi công tác).",
        "14 giờ 00 phút, ngày 20 tháng 11 năm 2026",
        "có 04 chi bộ đăng ký",
        "Chưa trả hết đảng phí.",
        'công nhận "Chi bộ 4 tốt" năm 2026 đối với 03 chi bộ; chưa công nhận 01 chi bộ',
        "100 %",
    ):
        assert sentence in words, sentence
    warnings = issuing.preview(office, "D10", campaign_id, day=DAY).warnings
    assert any("vắng nhưng mới ghi tên" in warning for warning in warnings), warnings
    with pytest.raises(WrongDay):
        issuing.preview(office, "D10", campaign_id, day=date(2026, 11, 19))


def test_an_office_that_decides_itself_puts_nothing_up(office):
    campaign_id, _ = made.judged(office)
    with pytest.raises(Refused, match="không trình cấp trên"):
        issuing.preview(office, "D11", campaign_id, day=DAY)


def test_the_paper_up_submits_the_proposals_and_taking_it_back_returns_them(office):
    campaign_id, ids = made.judged(office)
    draft = campaigns.load(office, campaign_id)
    up = replace(draft, authority=Authority.UP, superior_name="Ban Thường vụ Tỉnh ủy Ví Dụ")
    campaigns.save(office, up)
    words = words_of(office, "D11", campaign_id)
    assert "Kính trình: Ban Thường vụ Tỉnh ủy Ví Dụ" in words
    assert "04 chi bộ đăng ký (100,00 %)" in words
    assert 'chi bộ đề nghị công nhận "Chi bộ 4 tốt" năm 2026' in words
    listed = words_of(office, "D12", campaign_id)
    assert 'chi bộ đề nghị công nhận "Chi bộ 4 tốt" năm 2026' in listed
    assert "(Kèm theo Tờ trình số" in listed
    with pytest.raises(Refused, match="hãy ban hành tờ trình trước"):
        issuing.issue(office, "D12", campaign_id, day=DAY)
    issued = issuing.issue(office, "D11", campaign_id, day=DAY)
    assert [states(office, campaign_id)[entry] for entry in ids[:3]] == [EntryState.SUBMITTED_UP] * 3
    assert "Kèm theo Tờ trình số 01-TTr/ĐU" in words_of(office, "D12", campaign_id)
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm ngày")
    assert [states(office, campaign_id)[entry] for entry in ids[:3]] == [EntryState.PROPOSED] * 3


def test_a_recognition_is_taken_back_by_its_decision_with_the_reason(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    with pytest.raises(Refused, match="Chưa ghi lý do hủy"):
        issuing.preview(office, "D19", ids[0], day=date(2026, 11, 22))
    grounds = "Kết luận kiểm tra số 03-KL/UBKT, ngày 21/11/2026"
    revocations.prepare(office, ids[0], RevocationDraft("báo cáo không đúng số liệu", grounds))
    words = words_of(office, "D19", ids[0], date(2026, 11, 22))
    assert f"Căn cứ {grounds}" in words
    assert "tại Quyết định số 01-QĐ/ĐU, ngày 20/11/2026; lý do: báo cáo không đúng số liệu." in words
    assert "Thu hồi Giấy khen" not in words
    with pytest.raises(Refused, match="ở trước ngày công nhận"):
        issuing.issue(office, "D19", ids[0], day=date(2026, 11, 19))
    issued = issuing.issue(office, "D19", ids[0], day=date(2026, 11, 22))
    assert states(office, campaign_id)[ids[0]] is EntryState.REVOKED
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm ngày")
    assert states(office, campaign_id)[ids[0]] is EntryState.RECOGNISED


def test_ratings_stand_in_the_minutes_with_their_cap(office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.EXCELLENT})
    recognition.propose(office, ids[0])
    assert "Kết quả biểu quyết xếp loại chất lượng".upper() in words_of(office, "D10", campaign_id)
    assert "xuất sắc, được" in words_of(office, "D10", campaign_id)


def test_minutes_of_eighteen_cells_with_their_ratings_titles_and_rewards_take_three_pages():
    cells = [f"Chi bộ thôn Mẫu {number}" for number in range(1, 19)]
    given = replace(
        review_minutes.sample_facts(),
        ratings=tuple(review_minutes.RatedVote(cell, "Hoàn thành tốt nhiệm vụ", 8, 0) for cell in cells),
        recognised=tuple(
            review_minutes.RecognisedVote(cell, "88,5", "HTTNV", 8, "88,89 %", "Đề nghị công nhận") for cell in cells
        ),
        awards=tuple(review_minutes.AwardVote(cell, "Giấy khen phong trào thi đua", 8) for cell in cells[:5]),
    )
    pdf = frozen.render(review_minutes.KIND.build(given, FormatSettings()), FileFormat.PDF)
    assert len(PdfReader(BytesIO(pdf)).pages) <= 3
