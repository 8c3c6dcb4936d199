"""What a sheet comes to holds to recognition.md §5: sharing out, vetoes, group minimum, caps, three ways of scoring."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bontot_desktop.rules.criteria import Answer, Criterion, CriterionKind, ItemRole, Level, NaPolicy, SetFacts
from bontot_desktop.rules.criteria_metrics import Metric, answer_for
from bontot_desktop.rules.criteria_scoring import Given, SetScore, given_fault, is_an_answer, score
from bontot_desktop.rules.criteria_shortfalls import Lack, shortfalls
from bontot_desktop.rules.recognition import Scoring

#: SET B (recognition.md §5.3) by its codes and maxima.
SET_B = {
    "1": {"1.1": 6, "1.2": 12, "1.3": 6, "1.4": 6, "1.5": 5},
    "2": {"2.1": 5, "2.2": 4, "2.3": 4, "2.4": 3, "2.5": 5, "2.6": 4},
    "3": {"3.1": 4, "3.2": 4, "3.3": 5, "3.4": 3, "3.5": 4},
    "4": {"4.1": 5, "4.2": 4, "4.3": 6, "4.4": 5},
}


def points(value: float | str) -> Decimal:
    return Decimal(str(value))


def set_b(**changed: Criterion) -> SetFacts:
    items = []
    for group, lines in SET_B.items():
        items.append(Criterion(group, f"Nhóm {group}", Decimal(sum(lines.values())), is_group=True))
        for code, maximum in lines.items():
            line = Criterion(
                code, f"Tiêu chí {code}", Decimal(maximum), is_veto=code == "3.3", na_allowed=code == "1.5"
            )
            items.append(changed.get("c" + code.replace(".", "_"), line))
    return SetFacts(Scoring.POINTS, tuple(items), Decimal(100), Decimal(80), Decimal(70), Decimal("0.5"))


def full(facts: SetFacts, **changed: float | str | None) -> dict[str, Given]:
    """Everything at its maximum, but for the lines named ("c1_5"); None for a line that does not apply."""
    given = {item.code: Given(item.maximum) for item in facts.leaves if item.role is ItemRole.ITEM}
    for name, value in changed.items():
        code = name.removeprefix("c").replace("_", ".")
        given[code] = Given(None, is_not_applicable=True) if value is None else Given(points(value))
    return given


def group(found: SetScore, code: str) -> Decimal:
    return next(one.points for one in found.groups if one.code == code)


def test_vector_8_points_of_a_line_that_does_not_apply_are_shared_out_in_its_group() -> None:
    facts = set_b()
    found = score(facts, full(facts, c1_5=None, c1_2=9))
    assert group(found, "1") == points("31.5")  # 27 of 30, of 35
    assert found.total == points("96.5")


def test_vector_10_a_group_below_its_minimum_is_not_four_good_though_the_total_is_reached() -> None:
    facts = set_b()
    found = score(facts, full(facts, c1_2=10, c2_1=0, c2_2=0, c2_3=2, c4_1=4))
    assert [one.points for one in found.groups] == [33, 14, 20, 19]
    assert found.total == 86
    assert not found.passes
    (why,) = shortfalls(found, facts)
    assert (why.lack, why.code, why.has, why.needed) == (Lack.GROUP, "2", 14, points("17.5"))
    assert why.sentence == "Nhóm 2 (Nhóm 2) được 14 điểm, cần từ 17,5."


@pytest.mark.parametrize(("policy", "group_points"), [(NaPolicy.FULL, 32), (NaPolicy.ZERO, 27)])
def test_a_line_that_does_not_apply_counts_whole_or_nothing_where_the_set_says_so(
    policy: NaPolicy, group_points: int
) -> None:
    line = Criterion("1.5", "Kết nạp", Decimal(5), na_allowed=True, na_policy=policy)
    facts = set_b(c1_5=line)
    assert group(score(facts, full(facts, c1_5=None, c1_2=9)), "1") == group_points


def test_a_group_of_which_nothing_applies_is_not_called_scored() -> None:
    facts = set_b()
    out = {f"c{code.replace('.', '_')}": None for code in SET_B["4"]}
    found = score(facts, full(facts, **out))
    assert not found.is_complete
    assert [one.lack for one in shortfalls(found, facts)] == [Lack.EMPTY]


def test_a_failed_veto_keeps_its_group_from_good_whatever_the_points() -> None:
    facts = set_b()
    found = score(facts, full(facts, c3_3=0))
    assert found.total == 95
    assert found.vetoed == ("3.3",)
    (why,) = shortfalls(found, facts)
    assert why.sentence == "Tiêu chí 3.3 thuộc diện bắt buộc nhưng chưa đạt."


def test_a_total_below_the_threshold_is_told_with_both_figures() -> None:
    facts = replace_minimum(set_b(), None)
    found = score(facts, full(facts, c1_2=0, c2_1=0, c1_1=0))
    (why,) = shortfalls(found, facts)
    assert (why.lack, why.sentence) == (Lack.TOTAL, "Tổng điểm thẩm định 77, mức quy định 80.")


def replace_minimum(facts: SetFacts, percent: Decimal | None) -> SetFacts:
    return SetFacts(facts.scoring, facts.items, facts.maximum, facts.pass_total, percent, facts.step)


def test_while_points_are_missing_only_that_is_said() -> None:
    facts = set_b()
    found = score(facts, {"1.1": Given(points(2))})
    assert found.total == 2
    (why,) = shortfalls(found, facts)
    assert why.sentence == "Còn 19 tiêu chí chưa có kết quả thẩm định: 1.2, 1.3, 1.4, 1.5, 2.1, 2.2…"
    assert score(facts, {}).total is None


def test_the_total_has_one_decimal_rounded_half_up() -> None:
    facts = SetFacts(
        Scoring.POINTS,
        (
            Criterion("1", "Nhóm", Decimal(20), is_group=True),
            Criterion("1.1", "Một", Decimal(7)),
            Criterion("1.2", "Hai", Decimal(9)),
            Criterion("1.3", "Ba", Decimal(4), na_allowed=True),
        ),
        Decimal(20),
    )
    given = {"1.1": Given(points(5)), "1.2": Given(points("6.4")), "1.3": Given(None, is_not_applicable=True)}
    assert score(facts, given).total == points("14.3")  # 11,4 : 16 × 20 = 14,25


def test_bonuses_and_penalties_change_only_the_total_and_stay_under_their_caps() -> None:
    extra = (
        Criterion("5", "Điểm thưởng", Decimal(3), is_group=True, role=ItemRole.BONUS),
        Criterion("5.1", "Mô hình mới", Decimal(2), role=ItemRole.BONUS),
        Criterion("5.2", "Được khen", Decimal(2), role=ItemRole.BONUS),
        Criterion("6", "Nộp báo cáo chậm", Decimal(2), role=ItemRole.PENALTY),
    )
    base = set_b()
    facts = SetFacts(base.scoring, (*base.items, *extra), base.maximum, base.pass_total, base.group_min_percent)
    given = full(facts, c1_2=2)
    assert score(facts, given).is_complete
    more = given | {"5.1": Given(points(2)), "5.2": Given(points(2)), "6": Given(points(1))}
    found = score(facts, more)
    assert (found.bonus, found.penalty, found.total) == (3, 1, 92)
    assert group(found, "1") == 25
    top = full(facts) | {"5.1": Given(points(2))}
    assert score(facts, top).total == 100


def passing(percent: Decimal | None = None) -> SetFacts:
    lines = tuple(Criterion(f"1.{number}", f"Tiêu chí {number}", Decimal(1), na_allowed=True) for number in range(1, 5))
    return SetFacts(
        Scoring.PASS_FAIL,
        (Criterion("1", "Nhóm 1", Decimal(0), is_group=True), *lines),
        group_min_percent=percent,
    )


def test_a_set_without_points_is_passed_when_everything_that_applies_is() -> None:
    facts = passing()
    found = score(facts, full(facts, c1_4=None))
    assert (found.passes, found.total, found.maximum) == (True, 3, 3)
    failed = score(facts, full(facts, c1_2=0))
    assert (failed.passes, failed.total) == (False, 3)
    assert shortfalls(failed, facts)[0].sentence == "Nhóm 1 (Nhóm 1): tiêu chí 1.2 chưa đạt."
    assert score(passing(Decimal(75)), full(facts, c1_2=0)).passes


def test_five_criteria_without_groups_are_passed_or_failed_together() -> None:
    facts = SetFacts(Scoring.PASS_FAIL, tuple(Criterion(str(n), f"Tiêu chí {n}", Decimal(1)) for n in range(1, 6)))
    assert score(facts, full(facts)).passes
    failed = score(facts, full(facts, c3=0))
    assert shortfalls(failed, facts)[0].sentence == "Các tiêu chí: tiêu chí 3 chưa đạt."


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ((3, 3, 3, 3), Level.GOOD),
        ((3, 3, 3, 2), Level.FAIR),
        ((3, 3, 2, 1), Level.AVERAGE),
        ((3, 3, 3, 0), Level.FAILED),
    ],
)
def test_a_group_of_levels_is_good_only_when_each_criterion_is_unless_the_set_asks_for_less(
    given: tuple[int, ...], level: Level
) -> None:
    lines = tuple(Criterion(f"1.{number}", f"Tiêu chí {number}", Decimal(3)) for number in range(1, 5))
    items = (Criterion("1", "Nhóm 1", Decimal(0), is_group=True), *lines)
    facts = SetFacts(Scoring.LEVEL4, items)
    found = score(facts, {line.code: Given(points(one)) for line, one in zip(lines, given, strict=True)})
    assert found.level is level
    assert found.passes is (level is Level.GOOD)
    half = SetFacts(Scoring.LEVEL4, items, group_min_percent=Decimal(50))
    lenient = score(
        half, {"1.1": Given(points(3)), "1.2": Given(points(3)), "1.3": Given(points(2)), "1.4": Given(points(2))}
    )
    assert lenient.level is Level.GOOD


def test_what_may_be_given_follows_the_way_of_scoring() -> None:
    facts = set_b()
    line = facts.leaves[0]
    assert given_fault(facts, line, Given(points("5.5"))) is None
    assert given_fault(facts, line, Given(points(7))) == "Điểm phải từ 0 đến 6."
    assert given_fault(facts, line, Given(points("5.25"))) == "Điểm chỉ được ghi lẻ đến 0,5; hãy sửa lại."
    assert given_fault(facts, line, Given(None, is_not_applicable=True)) is not None
    assert given_fault(passing(), passing().leaves[0], Given(points("0.5"))) == "Chỉ ghi Đạt hoặc Chưa đạt."


def test_a_computed_value_falls_into_the_first_half_open_band_that_holds() -> None:
    line = Criterion(
        "1.2",
        "Chỉ tiêu",
        Decimal(12),
        kind=CriterionKind.AUTO,
        metric=Metric.TARGETS_DONE,
        second_metric=Metric.TARGETS_OVER,
        options=(
            Answer("100 % và từ 30 % chỉ tiêu vượt", Decimal(12), Decimal(100), None, Decimal(30)),
            Answer("100 %", Decimal(10), Decimal(100)),
            Answer("90 đến dưới 100 %", Decimal(7), Decimal(90), Decimal(100)),
            Answer("dưới 90 %", Decimal(0), None, Decimal(90)),
        ),
    )

    def given(value: str, second: str | None = None) -> Decimal:
        found = answer_for(line, Decimal(value), None if second is None else Decimal(second))
        assert found is not None
        return found.points

    assert [given("100", "30"), given("100", "29.9"), given("100")] == [12, 10, 10]
    assert [given("99.99"), given("90"), given("89.99")] == [7, 7, 0]
    assert answer_for(Criterion("1", "Tự chấm", Decimal(5)), Decimal(3)) is None
    assert is_an_answer(line, Decimal(7))
    assert not is_an_answer(line, Decimal(8))
