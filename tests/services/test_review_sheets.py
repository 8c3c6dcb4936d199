"""What lies on the table at the review (D10A, D10B, D18A) and the report of achievements (D20), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.awards import OtherAward, PastResult
from bontot_desktop.db.models.recognition import Campaign, CellEntry
from bontot_desktop.documents import achievement_report, ballots, facts, review_sheet
from bontot_desktop.documents.pdf import render as rendered
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.errors import Refused
from bontot_desktop.rules.recognition import TitleKind, VoteMethod
from bontot_desktop.services import entries, entry_texts, handouts, issuing, ratings, review
from bontot_desktop.services.review import VoteDraft
from tests import recognition_office as made

DAY = date(2026, 11, 20)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def pages_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def words_of(office, kind: str, subject_id: int) -> list[str]:
    return pages_of(issuing.preview(office, kind, subject_id, day=DAY).pdf)


@pytest.mark.parametrize("module", [review_sheet, achievement_report])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_ballots_freeze_and_thaw_to_the_same():
    given = ballots.sample_facts()
    assert facts.from_json(ballots.TITLE_KIND.facts_type, facts.to_json(given)) == given


def test_the_sheet_of_a_cell_says_everything_on_one_page(office):
    campaign_id, ids = made.reviewed(office)
    draft = review.load(office, campaign_id)
    review.save(office, replace(draft, votes=(VoteDraft(ids[0], 5, 4),)))
    with office.work("test", "Danh hiệu các năm trước") as work:
        cell_id = work.get(CellEntry, ids[0]).cell_id
        for year in (2024, 2025):
            work.add(PastResult(cell_id=cell_id, year=year, title=TitleKind.CELL_4_GOOD))
        work.add(OtherAward(cell_id=cell_id, year=2024, form="Bằng khen"))
    (page,) = words_of(office, "D10A", ids[0])
    for sentence in (
        "PHIẾU TRÌNH XÉT",
        "Chi bộ thôn Mẫu 1",
        "Đủ 08 giấy tờ, nhận ngày 10/11/2026",
        "Hoàn thành tốt nhiệm vụ",
        "2024, 2025; năm 2026 là năm thứ 03 liên tục nếu được công nhận",
        "Bằng khen năm 2024",
        "Tổng điểm 100 100 100 0 cần từ 80",
        "5/9 (55,56 %), quá nửa",
    ):
        assert sentence in page, (sentence, page)


def test_a_sheet_with_much_against_its_cell_stays_on_one_page():
    document = review_sheet.KIND.build(review_sheet.sample_full(), FormatSettings())
    (page,) = pages_of(rendered(document))
    assert "Còn 04 điều vướng mắc" in page
    assert "2/9 (22,22 %), chưa quá nửa" in page


def test_a_cell_that_lacks_points_shows_the_group_and_what_speaks_against_it(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:1])
    made.score(office, ids[0], c2_1="0", c2_2="0")
    made.rate(office, campaign_id)
    (page,) = words_of(office, "D10A", ids[0])
    assert "Chưa tốt" in page
    assert "điều vướng mắc" in page


def test_a_cell_that_takes_no_part_has_no_sheet(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="không dự xét"):
        issuing.preview(office, "D10A", made.entry_ids(office, campaign_id)[0], day=DAY)


def test_ballots_are_printed_as_many_as_members_vote(office):
    campaign_id, _ = made.reviewed(office)
    pages = pages_of(handouts.ballots(office, campaign_id, "D10B", 9))
    assert len(pages) == 9
    assert len(set(pages)) == 1
    assert "Ban Thường vụ Đảng ủy xã Ví Dụ" in pages[0]
    assert "Phiếu kín: không ghi tên" in pages[0]
    assert "4 Chi bộ thôn Mẫu 4 100 HTTNV" in pages[0]
    with pytest.raises(Refused, match="số phiếu"):
        handouts.ballots(office, campaign_id, "D10B", 0)


def test_the_ballot_on_ratings_offers_another_level_and_opinions_in_writing_are_signed(office):
    campaign_id, _ = made.reviewed(office)
    with office.work("test", "Lấy ý kiến bằng văn bản") as work:
        work.get(Campaign, campaign_id).review_method = VoteMethod.WRITTEN
    (page,) = pages_of(handouts.ballots(office, campaign_id, "D18A", 1, "A4"))
    assert "Đề nghị mức khác" in page
    assert "Họ và tên, chữ ký của ủy viên" in page
    size = PdfReader(BytesIO(handouts.ballots(office, campaign_id, "D18A", 1, "A5"))).pages[0].mediabox
    assert round(float(size.width) / 72 * 25.4) == 148


def test_ballots_wait_for_something_to_vote_on(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="thẩm định xong"):
        handouts.ballots(office, campaign_id, "D10B", 3)
    with pytest.raises(Refused, match="đề nghị xếp loại"):
        handouts.ballots(office, campaign_id, "D18A", 3)


def test_the_report_of_achievements_tells_each_year_with_its_decision(office):
    campaign_id, ids = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=DAY)
    with office.work("test", "Kết quả các năm trước") as work:
        cell_id = work.get(CellEntry, ids[0]).cell_id
        past = PastResult(
            cell_id=cell_id,
            year=2025,
            title=TitleKind.CELL_4_GOOD,
            decision_no="88-QĐ/ĐU",
            decided_on=date(2025, 12, 20),
        )
        flag = OtherAward(
            cell_id=cell_id,
            year=2024,
            form="Cờ thi đua",
            title="5 năm liền",
            issuer="Ban Thường vụ Tỉnh ủy Ví Dụ",
            decision_no="12-QĐ/TU",
            decided_on=date(2024, 12, 25),
            from_year=2020,
            to_year=2024,
        )
        work.add_all([past, flag])
    rows = {row.id: row for row in entries.list_entries(office, campaign_id)}
    ratings.save_all(
        office, [ratings.RatingDraft(rows[ids[0]].cell_id, 2025, made.QualityLevel.EXCELLENT, Decimal(95))]
    )
    entry_texts.save(office, ids[0], "D20", {"achievements": "Hoàn thành 12/12 chỉ tiêu được giao"})
    words = " ".join(words_of(office, "D20", ids[0]))
    for sentence in (
        "BÁO CÁO thành tích của Chi bộ thôn Mẫu 1",
        "2025 Hoàn thành xuất sắc nhiệm vụ",
        "88-QĐ/ĐU, ngày 20/12/2025",
        "2026 Hoàn thành tốt nhiệm vụ",
        "01-QĐ/ĐU, ngày 20/11/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ",
        "Hoàn thành 12/12 chỉ tiêu được giao.",
        "2020 - 2024 Cờ thi đua: 5 năm liền",
        "12-QĐ/TU, ngày 25/12/2024 của Ban Thường vụ Tỉnh ủy Ví Dụ",
        "Xác nhận của Ban Thường vụ Đảng ủy xã Ví Dụ:",
    ):
        assert sentence in words, (sentence, words)
