"""The decisions on a year's ratings (D18, Mẫu 03), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.documents import facts, rating_decision, rerating_decision
from bontot_desktop.errors import Refused
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.rating_caps import RatingSigner
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import committee, issuing, rating_decisions, rating_settings, ratings
from bontot_desktop.services.committee import HoldingDraft
from bontot_desktop.services.rating_decisions import Rerating
from tests import recognition_office as made

DAY = date(2026, 11, 21)
YEAR = whole_year(2026).code


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(office, kind: str) -> str:
    pdf = issuing.preview(office, kind, YEAR, day=DAY).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def rate(office) -> int:
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.rate(office, campaign_id, {first: QualityLevel.EXCELLENT})
    return campaign_id


@pytest.mark.parametrize("module", [rating_decision, rerating_decision])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_shares_of_a_decision_are_each_rounded_half_up_as_everywhere_else():
    levels = [QualityLevel.EXCELLENT] * 2 + [QualityLevel.GOOD] * 15 + [QualityLevel.COMPLETED] * 6
    found = rating_decision.counts(levels)
    shares = [found[f"{name}_share"] for name in ("excellent", "good", "completed", "not_completed")]
    assert shares == ["8,70", "65,22", "26,09", "0,00"]
    assert rating_decision.counts([])["good_share"] == "0,00"


def test_nothing_is_decided_before_a_cell_is_rated(office):
    with pytest.raises(Refused, match="Chưa có chi bộ nào được xếp loại năm 2026"):
        issuing.preview(office, "D18", YEAR, day=DAY)


def test_the_decision_counts_its_list_and_lets_the_ratings_stand(office):
    rate(office)
    words = words_of(office, "D18")
    assert "của 04 (bốn) chi bộ thuộc Đảng bộ xã Ví Dụ: hoàn thành xuất sắc nhiệm vụ 01 chi bộ (25,00 %)" in words
    assert "Danh sách này có 04 (bốn) chi bộ." in words
    assert "đảng viên năm 2026" not in words
    warnings = issuing.preview(office, "D18", YEAR, day=DAY).warnings
    assert any("vượt" in warning for warning in warnings), warnings
    issued = issuing.issue(office, "D18", YEAR, day=DAY)
    assert rating_decisions.standing(office, 2026).cells_decided == 4
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm ngày")
    assert rating_decisions.standing(office, 2026).cells_decided == 0


def test_the_office_chooses_in_whose_name_ratings_are_decided(office):
    rate(office)
    assert "T/M BAN THƯỜNG VỤ" in words_of(office, "D18")
    chosen = replace(rating_settings.load(office), signer=RatingSigner.EXECUTIVE_COMMITTEE)
    rating_settings.save(office, chosen)
    with pytest.raises(Refused, match="Chưa khai báo người ký thay mặt Ban Chấp hành"):
        words_of(office, "D18")
    body = Issuer.EXECUTIVE_COMMITTEE
    committee.save_holding(
        office, HoldingDraft(full_name="Đặng Văn Ví Dụ", body=body, post="Bí thư", rank=1, can_sign=True)
    )
    words = words_of(office, "D18")
    assert "T/M ĐẢNG ỦY" in words
    assert "T/M BAN THƯỜNG VỤ" not in words


def test_rating_again_names_the_old_and_the_new_level_and_settles_at_its_issue(office):
    rate(office)
    with pytest.raises(Refused, match="Chưa có kết quả năm 2026 nào chờ xếp loại lại"):
        issuing.preview(office, "M03", YEAR, day=DAY)
    issuing.issue(office, "D18", YEAR, day=DAY)
    cell_id = next(row.cell_id for row in ratings.list_ratings(office, 2026) if row.level is QualityLevel.EXCELLENT)
    why = "Kết luận kiểm tra số 03-KL/UBKT, ngày 20/11/2026"
    rating_decisions.rerate_cell(office, Rerating(cell_id, 2026, QualityLevel.COMPLETED, reason=why))
    words = words_of(office, "M03")
    assert f"Căn cứ {why}" in words
    assert "từ mức “Hoàn thành xuất sắc nhiệm vụ” thành mức “Hoàn thành nhiệm vụ”" in words
    assert "xếp loại lại đối với 01 (một) chi bộ như sau" in words
    issued = issuing.issue(office, "M03", YEAR, day=DAY)
    levels = {row.cell_id: row.level for row in ratings.list_ratings(office, 2026)}
    assert levels[cell_id] is QualityLevel.COMPLETED
    with office.read() as session:
        reviewed = {line.cell_id: line.draft for line in ratings.lines_as_reviewed(session, 2026)}
    assert reviewed[cell_id].level is QualityLevel.EXCELLENT, "the review's minutes keep the level it voted on"
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm")
    levels = {row.cell_id: row.level for row in ratings.list_ratings(office, 2026)}
    assert levels[cell_id] is QualityLevel.EXCELLENT
