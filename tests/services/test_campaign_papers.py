"""The papers that set a campaign going (D1, D2, D3, D4), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.documents import campaign_plan, facts, pilot_decision, scoring_guide, verification_group_decision
from bontot_desktop.errors import Problems, Refused, WrongDay
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import campaign_texts, campaigns, issuing, registrations, working_groups
from bontot_desktop.services.registrations import Registration
from bontot_desktop.services.working_groups import GroupMemberDraft
from tests import recognition_office as made

DAY = date(2026, 3, 2)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(office, kind: str, campaign_id: int, day: date = DAY) -> str:
    pdf = issuing.preview(office, kind, campaign_id, day=day).pdf
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


@pytest.mark.parametrize("module", [campaign_plan, scoring_guide, pilot_decision, verification_group_decision])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_the_plan_says_the_campaigns_days_and_carries_its_criteria(office):
    words = words_of(office, "D1", made.open_campaign(office))
    for sentence in (
        "KẾ HOẠCH",
        'xây dựng "Chi bộ 4 tốt" năm 2026',
        "gửi bản đăng ký về Văn phòng Đảng ủy trước ngày 10/3/2026",
        "V- TỔ CHỨC THỰC HIỆN",
        "PHỤ LỤC",
        "Cụ thể hóa, xây dựng, thực hiện chương trình, kế hoạch công tác năm",
        "Chi bộ đạt khi tổng điểm từ 80 trở lên và mỗi nhóm tiêu chí đạt từ 70 % số điểm tối đa.",
    ):
        assert sentence in words, sentence


def test_what_the_office_wrote_for_the_year_takes_the_place_of_the_standing_sentences(office):
    campaign_id = made.open_campaign(office)
    campaign_texts.save(office, campaign_id, "D1", {"targets": "Tất cả 04 chi bộ đăng ký"})
    words = words_of(office, "D1", campaign_id)
    assert "Tất cả 04 chi bộ đăng ký." in words
    assert "Từ 80 % đảng viên" not in words
    part = next(part for part in campaign_texts.parts(office, campaign_id, "D1") if part.key == "targets")
    assert part.written == "Tất cả 04 chi bộ đăng ký"
    assert "Từ 80 % đảng viên" in part.standing
    campaign_texts.save(office, campaign_id, "D1", {"targets": " "})
    assert "Từ 80 % đảng viên" in words_of(office, "D1", campaign_id)


def test_the_guide_is_warned_of_criteria_that_are_only_proposed(office):
    campaign_id = made.open_campaign(office)
    assert "HƯỚNG DẪN" in words_of(office, "D4", campaign_id)
    warnings = issuing.preview(office, "D4", campaign_id, day=DAY).warnings
    assert any("bộ tiêu chí đề xuất" in warning for warning in warnings), warnings


def test_pilot_cells_are_chosen_before_their_decision(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Refused, match="Chưa chọn chi bộ làm điểm"):
        issuing.preview(office, "D3", campaign_id, day=DAY)
    registrations.mark_pilots(office, made.entry_ids(office, campaign_id)[:2], True)
    words = words_of(office, "D3", campaign_id)
    assert "Chọn 02 (hai) chi bộ thuộc Đảng bộ xã Ví Dụ làm điểm" in words
    assert "1. Chi bộ thôn Mẫu 1 (loại hình nông thôn)." in words


def test_the_decision_says_why_a_pilot_cell_was_chosen_as_its_registration_says(office):
    campaign_id = made.open_campaign(office)
    entry_id = made.entry_ids(office, campaign_id)[0]
    why = "có nền nếp sinh hoạt"
    registrations.register(office, [entry_id], Registration(DAY, is_pilot=True, pilot_reason=why))
    assert registrations.registration(office, entry_id).pilot_reason == why
    assert why in words_of(office, "D3", campaign_id)
    assert not any("lý do chọn" in one for one in issuing.preview(office, "D3", campaign_id, day=DAY).warnings)


def test_the_group_is_set_up_before_its_decision_and_bears_its_number_after(office):
    campaign_id = made.open_campaign(office)
    with pytest.raises(Problems, match="Chưa có Tổ thẩm định"):
        issuing.preview(office, "D2", campaign_id, day=DAY)
    draft = working_groups.of_campaign(office, campaign_id)
    assert draft.name == working_groups.VERIFIERS
    members = (
        GroupMemberDraft("Lê Văn Minh Họa", GroupRole.LEADER, title="Phó Bí thư Thường trực Đảng ủy"),
        GroupMemberDraft("Trần Thị Thí Dụ", title="Trưởng Ban Xây dựng Đảng", cells="Chi bộ thôn Mẫu 1"),
    )
    working_groups.save_of_campaign(office, campaign_id, replace(draft, members=members))
    words = words_of(office, "D2", campaign_id)
    assert "gồm 02 (hai) đồng chí (có danh sách kèm theo)" in words
    assert "Chi bộ thôn Mẫu 1" in words
    issued = issuing.issue(office, "D2", campaign_id, day=DAY)
    assert working_groups.of_campaign(office, campaign_id).decision_no.endswith("-QĐ/ĐU")
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm ngày")
    assert working_groups.of_campaign(office, campaign_id).members


def test_the_issued_plan_is_cited_by_the_papers_after_it_unless_one_was_typed(office):
    campaign_id = made.open_campaign(office)
    campaigns.save(office, replace(campaigns.load(office, campaign_id), plan_basis=""))
    issuing.issue(office, "D1", campaign_id, day=date(2026, 2, 20))
    registrations.mark_pilots(office, made.entry_ids(office, campaign_id)[:1], True)
    words = words_of(office, "D3", campaign_id)
    assert "Căn cứ Kế hoạch số 01-KH/ĐU, ngày 20/02/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ" in words
    typed = "Kế hoạch số 08-KH/ĐU, ngày 12/02/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ"
    campaigns.save(office, replace(campaigns.load(office, campaign_id), plan_basis=typed))
    words = words_of(office, "D3", campaign_id)
    assert "01-KH/ĐU" not in words
    assert "Kế hoạch số 08-KH/ĐU" in words


@pytest.mark.parametrize(("kind", "late", "phase"), [("D1", (3, 11), "hạn đăng ký"), ("D4", (12, 2), "hạn tự chấm")])
def test_a_paper_that_sets_the_campaign_going_is_refused_after_its_phase_and_before_its_day_has_come(
    office, kind, late, phase
):
    campaign_id = made.open_campaign(office)
    office.now = lambda: datetime(2026, 12, 20, 9)
    with pytest.raises(WrongDay, match=phase):
        issuing.preview(office, kind, campaign_id, day=date(2026, *late))
    office.now = lambda: datetime(2026, 3, 1, 9)
    with pytest.raises(WrongDay, match="chưa tới"):
        issuing.issue(office, kind, campaign_id, day=DAY)


def test_pilot_cells_are_not_chosen_after_the_cells_scored_themselves(office):
    campaign_id = made.open_campaign(office)
    registrations.mark_pilots(office, made.entry_ids(office, campaign_id)[:1], True)
    office.now = lambda: datetime(2026, 12, 20, 9)
    with pytest.raises(WrongDay, match="hạn tự chấm"):
        issuing.issue(office, "D3", campaign_id, day=date(2026, 12, 2))
