"""Notices of the result: each refused cell gets its own reasons and what to mend, all cells get the figures."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.errors import NotFound, Problems, Refused
from bontot_desktop.rules.recognition import EntryState, Reason
from bontot_desktop.services import entries, issuing, issuing_many, notice_terms, notices, recognition
from bontot_desktop.services.recognition import ReasonDraft
from tests import recognition_office as made
from tests.pdf_words import words
from tests.services.test_awards import give

DAY = date(2026, 11, 21)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def refuse_all(office):
    """Refuse every cell of a reviewed campaign."""
    campaign_id, ids = made.reviewed(office)
    for entry_id in ids:
        recognition.refuse(office, entry_id, [ReasonDraft(Reason.R08, ""), ReasonDraft(Reason.R02, "Nộp ngày 20/12.")])
    return campaign_id, ids


def state_of(office, campaign_id, entry_id):
    return next(row.state for row in entries.list_entries(office, campaign_id) if row.id == entry_id)


def test_a_refused_cell_is_told_its_reasons_and_what_to_mend(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    text = words(issuing.preview(office, "D16", ids[3], day=DAY).pdf)
    assert "Chi bộ thôn Mẫu 4 chưa được công nhận danh hiệu" in text
    assert "họp xét ngày 20/11/2026" in text
    assert "Chưa trả hết đảng phí." in text
    assert "Khắc phục dứt điểm nội dung đã nêu tại mục 1." in text
    assert "trước ngày 30/6/2027" in text


def test_reasons_without_words_of_their_own_are_said_by_their_label_and_each_is_mended(office):
    _, ids = refuse_all(office)
    text = words(issuing.preview(office, "D16", ids[0], day=DAY).pdf)
    assert "- Không bảo đảm chế độ sinh hoạt." in text
    assert "- Nộp ngày 20/12." in text
    assert "- Duy trì sinh hoạt chi bộ đủ kỳ" in text
    assert "- Lập hồ sơ tự chấm điểm đầy đủ" in text


def test_notices_wait_for_the_decision_and_are_not_dated_before_it(office):
    campaign_id, ids = made.judged(office)
    with pytest.raises(Refused, match="Chưa ban hành quyết định công nhận"):
        issuing.preview(office, "D16", ids[3], day=DAY)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    with pytest.raises(Refused, match=r"trước quyết định công nhận \(21/11/2026\)"):
        issuing.preview(office, "D16", ids[3], day=date(2026, 11, 20))
    with pytest.raises(Refused, match="không có thông báo chưa công nhận"):
        issuing.preview(office, "D16", ids[0], day=DAY)


def test_each_notice_has_its_own_number_and_the_decision_stays_while_one_stands(office):
    campaign_id, ids = made.judged(office)
    decision = issuing.issue(office, "D13", campaign_id, day=DAY)
    notice = issuing.issue(office, "D16", ids[3], day=DAY)
    general = issuing.issue(office, "D16A", campaign_id, day=DAY)
    assert (notice.number_text, general.number_text) == ("01-TB/ĐU", "02-TB/ĐU")
    with pytest.raises(Refused, match="đi kèm văn bản này"):
        issuing.withdraw(office, decision.paper_id, "Ghi sai")
    issuing.take_back(office, general.paper_id, "Ghi sai")
    issuing.take_back(office, notice.paper_id, "Ghi sai")
    assert state_of(office, campaign_id, ids[3]) is EntryState.NOT_RECOGNISED


def test_where_nobody_is_recognised_the_notice_itself_makes_the_refusal_final(office):
    campaign_id, ids = refuse_all(office)
    assert notices.waiting(office, campaign_id) == ids
    assert notices.may_tell(office, campaign_id)
    notice = issuing.issue(office, "D16", ids[0], day=DAY)
    assert state_of(office, campaign_id, ids[0]) is EntryState.NOT_RECOGNISED
    issuing.withdraw(office, notice.paper_id, "Ghi sai")
    assert state_of(office, campaign_id, ids[0]) is EntryState.NOT_PROPOSED


def test_the_general_notice_counts_and_names_and_keeps_reasons_to_itself(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    text = words(issuing.preview(office, "D16A", campaign_id, day=DAY).pdf)
    assert "Trong 04 (bốn) chi bộ đăng ký thi đua trên tổng số 04 (bốn) chi bộ, công nhận 03 (ba) chi bộ" in text
    assert "bằng 75,00 % số chi bộ đăng ký (Quyết định số 01-QĐ/ĐU, ngày 21/11/2026)" in text
    assert "gồm: Chi bộ thôn Mẫu 1; Chi bộ thôn Mẫu 2; Chi bộ thôn Mẫu 3." in text
    assert "Chưa công nhận 01 (một) chi bộ." in text
    assert "đảng phí" not in text
    assert "Tặng Giấy khen" not in text


def test_the_general_notice_tells_of_certificates_once_they_are_decided(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    give(office, campaign_id)
    assert "Tặng Giấy khen" not in words(issuing.preview(office, "D16A", campaign_id, day=DAY).pdf)
    issuing.issue(office, "D14", campaign_id, day=DAY)
    text = words(issuing.preview(office, "D16A", campaign_id, day=DAY).pdf)
    assert "Tặng Giấy khen cho 02 (hai) chi bộ (Quyết định số 02-QĐ/ĐU, ngày 21/11/2026)." in text


def test_nothing_concluded_is_nothing_to_tell(office):
    campaign_id, _ = made.reviewed(office)
    with pytest.raises(Refused, match="Chưa có kết luận nào"):
        issuing.preview(office, "D16A", campaign_id, day=DAY)


def test_all_refused_cells_are_told_at_once_each_with_its_own_number(office):
    campaign_id, ids = made.reviewed(office)
    recognition.propose(office, ids[0])
    for entry_id in ids[1:]:
        recognition.refuse(office, entry_id, [ReasonDraft(Reason.R08, "")])
    assert notices.waiting(office, campaign_id) == []
    assert not notices.may_tell(office, campaign_id)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    assert notices.waiting(office, campaign_id) == ids[1:]
    assert notices.earliest(office, campaign_id) == DAY
    done = notices.issue_all(office, campaign_id, DAY)
    assert [paper.number_text for paper in done.issued] == ["01-TB/ĐU", "02-TB/ĐU", "03-TB/ĐU"]
    assert (done.refused, done.waiting, notices.waiting(office, campaign_id)) == ((), "", [])


def test_notices_that_cannot_be_issued_are_said_and_the_others_stay(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    done = issuing_many.issue_each(office, "D16", [ids[3], ids[0]], DAY)
    assert len(done.issued) == 1
    assert "Chi bộ thôn Mẫu 1 ở trạng thái “Đã công nhận”" in done.refused[0]
    with pytest.raises(Refused):
        issuing_many.issue_each(office, "D16", [ids[0]], DAY)


def test_of_a_whole_year_only_refused_cells_are_meant(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    assert issuing.meant(office, "D16", year=made.YEAR, cell_code=None, meeting_id=None) == [ids[3]]


def test_a_year_without_refusals_has_no_notice_of_one(office):
    made.open_campaign(office)
    with pytest.raises(NotFound, match="Không có trường hợp nào cần thông báo kết quả"):
        issuing.meant(office, "D16", year=made.YEAR, cell_code=None, meeting_id=None)


def test_the_terms_of_the_year_stand_in_the_notices(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    assert notice_terms.load(office, campaign_id) == notice_terms.NoticeTerms(10, date(2027, 6, 30))
    notice_terms.save(office, campaign_id, notice_terms.NoticeTerms(15, date(2027, 3, 31)))
    text = words(issuing.preview(office, "D16", ids[3], day=DAY).pdf)
    assert "trước ngày 31/3/2027" in text
    assert "trong thời hạn 15 (mười lăm) ngày" in text
    assert "trong thời hạn 15 (mười lăm) ngày" in words(issuing.preview(office, "D16A", campaign_id, day=DAY).pdf)
    notice_terms.save(office, campaign_id, notice_terms.NoticeTerms(10, date(2027, 6, 30)))
    assert notice_terms.load(office, campaign_id) == notice_terms.NoticeTerms(10, date(2027, 6, 30))


@pytest.mark.parametrize(
    ("terms", "field"),
    [
        (notice_terms.NoticeTerms(0, date(2027, 6, 30)), "petition_days"),
        (notice_terms.NoticeTerms(None, date(2027, 6, 30)), "petition_days"),
        (notice_terms.NoticeTerms(10, None), "mend_by"),
        (notice_terms.NoticeTerms(10, made.REVIEW), "mend_by"),
    ],
)
def test_terms_that_cannot_be_are_refused_at_their_field(office, terms, field):
    campaign_id, _ = made.judged(office)
    with pytest.raises(Problems) as caught:
        notice_terms.save(office, campaign_id, terms)
    assert [problem.field for problem in caught.value.problems] == [field]
