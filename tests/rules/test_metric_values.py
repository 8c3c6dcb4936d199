"""What the program computes for criteria (recognition §5.8): figures, and the sentence of what each rests on."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.rules import metric_values as rules
from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind
from bontot_desktop.rules.criteria_metrics import Metric
from bontot_desktop.rules.metric_values import MetricValue, TargetFact
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.rules.year_ratings import Tally

D = Decimal
YEAR_MONTHS = range(1, 13)


def test_eleven_of_twelve_meetings_name_the_month_that_is_missing() -> None:
    held = [month for month in YEAR_MONTHS if month != 7]
    assert rules.regular(held, YEAR_MONTHS, is_running=False) == MetricValue(D(11), "11/12 kỳ đã họp: thiếu tháng 7.")


def test_a_new_cell_is_measured_by_the_months_it_lived() -> None:
    found = rules.regular(range(7, 13), range(7, 13), is_running=False)
    assert found == MetricValue(D(12), "6/6 kỳ đã họp, quy về 12 tháng.")


def test_months_to_come_are_not_missing_yet() -> None:
    found = rules.regular(range(1, 12), range(1, 11), is_running=True)
    assert found == MetricValue(D(12), "11/11 kỳ đã họp (tính đến tháng 11).")


def test_a_cell_without_meetings_in_the_book_has_no_figure() -> None:
    assert rules.regular([], YEAR_MONTHS, is_running=False).value is None
    assert rules.themed([], has_meetings=False).value is None
    assert rules.rate([], "tỷ lệ đảng viên dự sinh hoạt").value is None


def test_quarters_with_a_themed_meeting_are_counted_once() -> None:
    assert rules.themed([2, 3, 5, 8], has_meetings=True) == MetricValue(
        D(3), "Sinh hoạt chuyên đề ở 3/4 quý: thiếu quý IV."
    )


def test_rates_are_pooled_over_the_meetings() -> None:
    found = rules.rate([(18, 20), (19, 20)], "tỷ lệ đảng viên dự sinh hoạt")
    assert found == MetricValue(D("92.50"), "Tỷ lệ đảng viên dự sinh hoạt 92,5 %: 37/40 lượt của 2 buổi.")


TARGETS = (
    TargetFact("Thu ngân sách", D(100), D(120)),
    TargetFact("Hộ nghèo", D(5), D(5), is_lower_better=True),
    TargetFact("Gia đình văn hóa", D(90), D(88)),
    TargetFact("Vụ việc mất an ninh", D(2), D(0), is_lower_better=True),
)


def test_targets_are_reached_or_exceeded_in_their_own_direction() -> None:
    found = rules.targets(TARGETS, 2026)
    assert found[Metric.TARGETS_DONE].value == D("75.00")
    assert found[Metric.TARGETS_OVER].value == D("50.00")
    assert found[Metric.TARGETS_DONE].sentence == "Đạt 3/4 chỉ tiêu, vượt 2; chưa đạt: Gia đình văn hóa."


def test_targets_without_a_result_give_no_figure_but_are_named() -> None:
    found = rules.targets((*TARGETS, TargetFact("Nhà văn hóa", D(1), None)), 2026)[Metric.TARGETS_DONE]
    assert found == MetricValue(None, "Còn 1/5 chỉ tiêu chưa ghi kết quả: Nhà văn hóa.")
    assert rules.targets((), 2026)[Metric.TARGETS_DONE].value is None


@pytest.mark.parametrize(
    ("admitted", "target", "share", "over"), [(3, "2", "150.00", "1"), (2, "2", "100.00", "0"), (0, "2", "0.00", "0")]
)
def test_admissions_are_held_against_their_target(admitted: int, target: str, share: str, over: str) -> None:
    found = rules.admissions(admitted, D(target))
    assert (found[Metric.ADMITTED].value, found[Metric.ADMITTED_OVER].value) == (D(share), D(over))


def test_without_a_target_of_admissions_nothing_is_computed() -> None:
    assert rules.admissions(1, None)[Metric.ADMITTED].value is None


def test_members_rated_good_are_a_share_of_those_evaluated_once_all_are_rated() -> None:
    assert rules.members_good(Tally(30, 3, 1, 2, 0, 4, 18, 2, 0, 0)).value == D("91.67")
    assert rules.members_good(Tally(30, 3, 1, 2, 0, 4, 10, 2, 0, 8)) == MetricValue(
        None, "Mới xếp loại 16/24 đảng viên."
    )


def test_the_level_of_the_year_has_its_number() -> None:
    assert rules.year_level(Rating.GOOD, "Tốt: 12 buổi Tốt.").value == D(4)
    assert rules.year_level(None, "").value is None


def test_discipline_is_counted_by_name() -> None:
    assert rules.disciplined([]).value == 0
    assert rules.disciplined(["Nguyễn Văn Ví Dụ"]).sentence == "1 đảng viên bị kỷ luật: Nguyễn Văn Ví Dụ."


ITEM = Criterion(
    "1.5",
    "Kết nạp đảng viên",
    D(5),
    kind=CriterionKind.AUTO,
    metric="admitted_pct",
    second_metric="admitted_over",
    options=(
        Answer("Vượt chỉ tiêu", D(5), D(100), None, D(1)),
        Answer("Đủ chỉ tiêu", D(4), D(100)),
        Answer("Dưới chỉ tiêu", D(0), None, D(100)),
    ),
)


@pytest.mark.parametrize(("admitted", "points"), [(3, "5"), (2, "4"), (1, "0")])
def test_a_computed_value_falls_into_the_answer_of_its_criterion(admitted: int, points: str) -> None:
    answer = rules.answered(ITEM, rules.admissions(admitted, D(2)))
    assert answer is not None
    assert answer.points == D(points)


def test_what_cannot_be_computed_gives_its_reason_and_no_points() -> None:
    answer = rules.answered(ITEM, rules.admissions(0, None))
    assert answer is not None
    assert (answer.points, answer.sentence) == (None, "Không giao chỉ tiêu.")
    assert rules.answered(Criterion("1.1", "", D(5)), {}) is None
