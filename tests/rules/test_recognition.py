"""Recognition holds to recognition.md: the states, the majority of all members, the criteria, the years in a row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.rules import eligibility as rules
from bontot_desktop.rules.eligibility import CriteriaRule, Criterion
from bontot_desktop.rules.recognition import (
    ENTRY_MOVES,
    CampaignState,
    EntryState,
    QualityLevel,
    Reason,
    Scoring,
    body_approves,
    may_move,
    phase,
    streak,
)

POINTS = CriteriaRule(Scoring.POINTS, Decimal(80), Decimal(70))
#: SET B (recognition.md §5.3) reduced to one criterion a group.
SET_B = tuple(
    criterion
    for number, title, maximum in (
        ("1", "Hoàn thành tốt nhiệm vụ chính trị", 35),
        ("2", "Chất lượng sinh hoạt tốt", 25),
        ("3", "Đoàn kết, kỷ luật tốt", 20),
        ("4", "Cán bộ, đảng viên tốt", 20),
    )
    for criterion in (
        Criterion(number, title, Decimal(maximum), is_group=True),
        Criterion(f"{number}.1", f"Tiêu chí {number}.1", Decimal(maximum)),
    )
)
PASS_FAIL = (
    Criterion("1", "Nhóm 1", Decimal(0), is_group=True),
    Criterion("1.1", "Tiêu chí 1.1", Decimal(1)),
    Criterion("1.2", "Tiêu chí 1.2", Decimal(1)),
)


def judged(*points: int | str):
    codes = ("1.1", "2.1", "3.1", "4.1")
    given = {code: Decimal(str(p)) for code, p in zip(codes, points, strict=True)}
    return rules.criteria_findings(SET_B, POINTS, given)


def eligible(**changed):
    facts = {
        "state": EntryState.VERIFIED,
        "rating": QualityLevel.GOOD,
        "min_rating": QualityLevel.GOOD,
        "regular_held": 12,
        "min_regular": 12,
        "criteria": [],
    }
    return rules.eligibility(**{**facts, **changed})


@pytest.mark.parametrize(("votes_for", "passed"), [(5, True), (4, False)])
def test_vector_7_a_majority_is_of_all_nine_members_not_of_the_six_present(votes_for, passed):
    assert body_approves(votes_for, total_members=9) is passed


def test_vector_a_cell_made_in_the_year_waits_until_it_has_lived_long_enough():
    (finding,) = eligible(months=3)
    assert finding.reason is Reason.R12
    assert finding.sentence == "Chi bộ mới hoạt động 3 tháng trong năm, cần từ 6 tháng."
    assert eligible(months=6) == []
    assert eligible(months=0, min_months=0) == []


def test_half_of_an_even_body_is_no_majority():
    assert not body_approves(5, total_members=10)


def test_vector_10_eighty_six_points_do_not_help_a_group_below_its_minimum():
    (finding,) = judged(33, 14, 20, 19)
    assert finding.reason is Reason.R04
    assert finding.sentence == "Nhóm 2 (Chất lượng sinh hoạt tốt) được 14 điểm, cần từ 17,5."


def test_points_and_group_minimum_are_reached_inclusively():
    assert judged("24.5", "17.5", 20, 18) == []


def test_a_total_below_the_threshold_says_both_figures():
    found = judged("24.5", "17.5", "18.5", 19)
    assert [(f.reason, f.sentence) for f in found] == [(Reason.R03, "Tổng điểm thẩm định 79,5, mức quy định 80.")]


def test_a_veto_item_not_full_speaks_against_the_cell_whatever_the_total():
    criteria = (SET_B[0], Criterion("1.1", "Không vi phạm", Decimal(35), is_veto=True))
    (finding,) = rules.criteria_findings(criteria, CriteriaRule(Scoring.POINTS, None, None), {"1.1": Decimal(30)})
    assert finding.sentence == "Tiêu chí 1.1 thuộc diện bắt buộc nhưng chỉ được 30 điểm."


def test_without_points_one_failed_criterion_is_enough_and_is_named():
    rule = CriteriaRule(Scoring.PASS_FAIL, None, None)
    assert rules.criteria_findings(PASS_FAIL, rule, {"1.1": Decimal(1), "1.2": Decimal(1)}) == []
    (finding,) = rules.criteria_findings(PASS_FAIL, rule, {"1.1": Decimal(1), "1.2": Decimal(0)})
    assert (finding.reason, finding.sentence) == (Reason.R04, "Tiêu chí 1.2 chưa đạt.")


def test_what_nobody_verified_is_said_before_anything_else():
    rule = CriteriaRule(Scoring.PASS_FAIL, None, None)
    assert [f.sentence for f in rules.criteria_findings(PASS_FAIL, rule, {})] == ["Chưa có kết quả thẩm định."]
    (finding,) = rules.criteria_findings(PASS_FAIL, rule, {"1.1": Decimal(1)})
    assert finding.sentence == "Còn 1 tiêu chí chưa có kết quả thẩm định: 1.2."


def test_nothing_speaks_against_a_cell_that_meets_every_rule():
    assert eligible() == []


@pytest.mark.parametrize(
    ("changed", "reason", "sentence"),
    [
        ({"state": EntryState.NOT_REGISTERED}, Reason.R01, "Chi bộ chưa đăng ký thi đua trong năm."),
        ({"state": EntryState.WITHDRAWN}, Reason.R13, "Chi bộ đã rút đăng ký thi đua."),
        ({"state": EntryState.ON_HOLD}, Reason.R09, "Hồ sơ đang tạm dừng xét."),
        ({"rating": None}, Reason.R05, "Chi bộ chưa có kết quả xếp loại chất lượng của năm."),
        (
            {"rating": QualityLevel.COMPLETED},
            Reason.R05,
            'Chi bộ xếp loại "Hoàn thành nhiệm vụ", cần từ "Hoàn thành tốt nhiệm vụ".',
        ),
        ({"regular_held": 11}, Reason.R08, "Chi bộ mới sinh hoạt thường kỳ 11 kỳ, cần 12 kỳ."),
    ],
)
def test_each_rule_that_is_missed_gives_its_reason_in_a_sentence(changed, reason, sentence):
    (finding,) = eligible(**changed)
    assert (finding.reason, finding.sentence) == (reason, sentence)


def test_an_office_that_keeps_no_meetings_here_is_not_asked_for_them():
    assert eligible(regular_held=None) == []


def test_vector_11_a_year_without_the_title_breaks_the_row():
    assert streak({2023, 2024, 2026}, 2026) == 1


def test_vector_12_five_years_in_a_row_count_five():
    assert streak({2022, 2023, 2024, 2025, 2026}, 2026) == 5


def test_no_state_leads_out_of_a_revoked_or_closed_entry():
    assert not ENTRY_MOVES[EntryState.REVOKED]
    assert not ENTRY_MOVES[EntryState.CLOSED_REORG]


@pytest.mark.parametrize(
    ("state", "to"),
    [
        (EntryState.NOT_REGISTERED, EntryState.SELF_SCORED),
        (EntryState.REGISTERED, EntryState.PROPOSED),
        (EntryState.SUBMITTED, EntryState.PROPOSED),
        (EntryState.NOT_PROPOSED, EntryState.RECOGNISED),
        (EntryState.RECOGNISED, EntryState.NOT_RECOGNISED),
    ],
)
def test_no_step_of_the_road_can_be_jumped(state, to):
    assert not may_move(state, to)


@pytest.mark.parametrize(
    ("states", "reviewed", "expected"),
    [
        ([EntryState.NOT_REGISTERED, EntryState.REGISTERED], False, CampaignState.REGISTRATION_OPEN),
        ([EntryState.REGISTERED, EntryState.SELF_SCORED], False, CampaignState.SELF_SCORING),
        ([EntryState.SELF_SCORED, EntryState.VERIFIED], False, CampaignState.VERIFYING),
        ([EntryState.VERIFIED], True, CampaignState.REVIEWING),
    ],
)
def test_a_campaign_is_as_far_as_its_cells(states, reviewed, expected):
    assert phase(states, reviewed=reviewed) is expected


@pytest.mark.parametrize(
    ("points", "level"),
    [
        ("90", QualityLevel.EXCELLENT),
        ("89.9", QualityLevel.GOOD),
        ("70", QualityLevel.GOOD),
        ("69.9", QualityLevel.COMPLETED),
        ("50", QualityLevel.COMPLETED),
        ("49.9", QualityLevel.NOT_COMPLETED),
    ],
)
def test_the_points_suggest_a_level_from_its_least_points_on(points, level):
    assert QualityLevel.of_points(Decimal(points)) is level
