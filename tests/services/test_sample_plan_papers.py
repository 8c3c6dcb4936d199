"""The plan of a year's sample meetings (F14), its working group (F15) and the report (F21), from a real office."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from pypdf import PdfReader

from bontot_desktop.documents import facts, sample_plan, sample_report, working_group_decision
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.services import issuing, sample_plans, samples, working_groups
from tests import sample_office as made


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def words_of(pdf: bytes) -> str:
    text = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)
    return text.replace(" ;", ";").replace(" .", ".")


@pytest.mark.parametrize("module", [sample_plan, sample_report, working_group_decision])
def test_facts_freeze_and_thaw_to_the_same(module):
    given = module.sample_facts()
    assert facts.from_json(module.KIND.facts_type, facts.to_json(given)) == given


def test_a_plan_lists_its_meetings_with_the_standing_sentences(office):
    made.planned(office)
    words = words_of(issuing.preview(office, "F14", sample_plans.begin(office, 2026), day=date(2026, 6, 1)).pdf)
    for sentence in (
        "KẾ HOẠCH",
        "tổ chức sinh hoạt chi bộ điểm năm 2026",
        "Ban Thường vụ Đảng ủy xã Ví Dụ xây dựng Kế hoạch tổ chức sinh hoạt chi bộ điểm năm 2026 như sau:",
        "I- MỤC ĐÍCH, YÊU CẦU",
        "Tổ chức 01 buổi sinh hoạt chi bộ điểm tại các chi bộ sau:",
        "Chi bộ thôn Mẫu 1 Nông thôn",
        "05/6/2026",
        "Chi bộ thôn Mẫu 1: Đại diện loại hình thôn.",
        "III- THÀNH PHẦN",
        "Bí thư các chi bộ trực thuộc.",
        "V- TỔ CHỨC THỰC HIỆN",
    ):
        assert sentence in words, sentence


def test_what_is_typed_for_the_year_takes_the_place_of_the_standing_sentences(office):
    made.planned(office)
    sample_plans.save(office, replace(sample_plans.load(office, 2026), participants="Chỉ mời ba chi bộ thôn"))
    words = words_of(issuing.preview(office, "F14", sample_plans.begin(office, 2026), day=date(2026, 6, 1)).pdf)
    assert "Chỉ mời ba chi bộ thôn." in words
    assert "Bí thư các chi bộ trực thuộc." not in words


def test_what_is_not_settled_in_the_plan_is_said_before_it_is_issued(office):
    made.planned(office, planned_on=None)
    warned = issuing.warnings(office, "F14", sample_plans.begin(office, 2026), day=date(2026, 6, 1))
    assert "Chi bộ thôn Mẫu 1 chưa có ngày dự kiến." in warned
    assert "Chi bộ thôn Mẫu 1 chưa ghi loại sinh hoạt dự kiến." in warned


def test_a_year_without_meetings_has_no_plan_to_issue(office):
    with pytest.raises(Refused, match="Chưa có buổi sinh hoạt điểm nào trong kế hoạch năm 2026"):
        issuing.preview(office, "F14", sample_plans.begin(office, 2026), day=date(2026, 6, 1))


def test_a_plan_is_for_a_year_that_can_be(office):
    with pytest.raises(Problems, match="từ 2000 đến 2100"):
        sample_plans.save(office, sample_plans.YearPlanDraft(1899))


def test_issuing_the_decision_writes_its_number_into_the_group_and_taking_it_back_takes_it_out(office):
    plan = samples.load_plan(office, made.planned(office))
    group = replace(working_groups.load(office, plan.group_id), decision_no="", decision_on=None)
    samples.save_plan(office, plan, group)
    day = date(2026, 6, 2)
    words = words_of(issuing.preview(office, "F15", plan.group_id, day=day).pdf)
    assert "gồm 01 (một) đồng chí có tên sau:" in words
    assert "Đồng chí Phạm Thị Thử Trưởng Ban Xây dựng Đảng Tổ trưởng" in words
    issued = issuing.issue(office, "F15", plan.group_id, day=day)
    stored = working_groups.load(office, plan.group_id)
    assert (stored.decision_no, stored.decision_on) == ("01-QĐ/ĐU", day)
    issuing.withdraw(office, issued.paper_id, "Ghi nhầm thành phần")
    assert working_groups.load(office, plan.group_id).decision_no == ""


def test_a_group_without_a_leader_is_not_decided(office):
    plan = samples.load_plan(office, made.planned(office))
    group = working_groups.load(office, plan.group_id)
    samples.save_plan(office, plan, replace(group, members=()))
    with pytest.raises(Problems, match="chưa có thành viên nào"):
        issuing.preview(office, "F15", plan.group_id, day=date(2026, 6, 2))


def test_the_report_tells_each_meeting_and_the_opinions_by_aspect(office):
    made.concluded(office)
    plan_id = sample_plans.begin(office, 2026)
    day = date(2026, 7, 1)
    with pytest.raises(Problems, match=r"Chưa ghi ưu điểm.*"):
        issuing.preview(office, "F21", plan_id, day=day)
    draft = sample_plans.load(office, 2026)
    sample_plans.save(office, replace(draft, strengths="Chuẩn bị kỹ", weaknesses="Phân công thiếu thời hạn"))
    words = words_of(issuing.preview(office, "F21", plan_id, day=day).pdf)
    for sentence in (
        "Đã tổ chức 01/01 buổi theo kế hoạch, với 3 lượt người dự, thu 3 phiếu nhận xét:",
        "21/22 2 91,5 Tốt",
        "Đánh giá nhiệm vụ, phân công 0 1 0",
        "Cộng 2 1 1",
        "Phân công thiếu thời hạn.",
    ):
        assert sentence in words, sentence


def test_there_is_nothing_to_report_before_a_meeting_was_held(office):
    made.planned(office)
    with pytest.raises(Problems, match="chưa có buổi sinh hoạt điểm nào đã tổ chức"):
        issuing.preview(office, "F21", sample_plans.begin(office, 2026), day=date(2026, 7, 1))
