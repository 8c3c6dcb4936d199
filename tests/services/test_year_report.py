"""The report on a year (D17), from a real office."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.db.models.movement import Find
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.documents import facts, year_report
from bontot_desktop.errors import Refused
from bontot_desktop.rules.movement import FindKind
from bontot_desktop.services import campaign_texts, issuing
from tests import recognition_office as made

DAY = date(2026, 11, 22)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(office, campaign_id: int, day: date = DAY) -> str:
    pdf = issuing.preview(office, "D17", campaign_id, day=day).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_facts_freeze_and_thaw_to_the_same():
    given = year_report.sample_facts()
    assert facts.from_json(year_report.YearReportFacts, facts.to_json(given)) == given


def test_every_gap_of_the_sentences_is_filled_by_the_figures():
    known = {gap.name for gap in year_report.KIND.wording.gaps}
    assert set(year_report.GAPS) | {"title", "year", "commune", "committee", "half", "above"} == known


def test_the_report_tells_the_years_figures_and_carries_its_tables(office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=made.REVIEW)
    words = words_of(office, campaign_id)
    for sentence in (
        "tổng kết xây dựng",
        "Có 04/04 chi bộ đăng ký (100,00 %).",
        'Công nhận 03 chi bộ đạt "Chi bộ 4 tốt" (Quyết định số 01-QĐ/ĐU, ngày 20/11/2026), bằng 75,00 % số đăng ký',
        "Có 01 chi bộ không được công nhận",
        "BIỂU 1",
        "BIỂU 2",
        "BIỂU 6",
    ):
        assert sentence in words, sentence


def test_good_deeds_are_counted_by_words_that_follow_a_number(office):
    campaign_id = made.open_campaign(office)
    with office.work("test", "Việc tốt") as work:
        cell_id = work.get(CellEntry, made.entry_ids(office, campaign_id)[0]).cell_id
        for month in (3, 4):
            title = f"Tặng quà tháng {month}"
            work.add(Find(cell_id=cell_id, year=2026, month=month, kind=FindKind.GOOD_DEED, title=title))
        work.add(Find(cell_id=cell_id, year=2026, kind=FindKind.MODEL, title="Camera an ninh"))
    assert "Các chi bộ có 02 việc tốt làm theo Bác, 01 mô hình." in words_of(office, campaign_id)


def test_a_report_of_the_first_half_says_so(office):
    assert "sơ kết 6 tháng đầu năm" in words_of(office, made.open_campaign(office), date(2026, 6, 30))


def test_a_report_is_issued_once_its_assessment_is_written(office):
    campaign_id, _ = made.judged(office)
    warnings = issuing.preview(office, "D17", campaign_id, day=DAY).warnings
    assert any("Chưa ghi ưu điểm, hạn chế" in warning for warning in warnings), warnings
    with pytest.raises(Refused, match="Chưa ghi ưu điểm, hạn chế"):
        issuing.issue(office, "D17", campaign_id, day=DAY)
    written = {"strengths": "Các chi bộ đăng ký sớm", "limits": "Một chi bộ nộp hồ sơ chậm"}
    campaign_texts.save(office, campaign_id, "D17", written)
    assert issuing.issue(office, "D17", campaign_id, day=DAY).number_text.endswith("-BC/ĐU")
    assert "Các chi bộ đăng ký sớm." in words_of(office, campaign_id)
