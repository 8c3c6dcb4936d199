"""The cap on "Hoàn thành xuất sắc nhiệm vụ": the vectors 1 to 5 of recognition.md §14, and the office's choices."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bontot_desktop.rules.rating_caps import (
    CapBase,
    CapGrouping,
    CapRounding,
    CapSettings,
    allowed,
    best_split,
    caps,
    planned_words,
    told,
)
from bontot_desktop.rules.recognition import QualityLevel

SHIPPED = CapSettings()
AT_25 = CapSettings(percent=25)
X, T, H = QualityLevel.EXCELLENT, QualityLevel.GOOD, QualityLevel.COMPLETED


def group(name: str, best: int, good: int, rest: int = 0) -> list[tuple[str, QualityLevel]]:
    return [(name, X)] * best + [(name, T)] * good + [(name, H)] * rest


@pytest.mark.parametrize(("best", "is_over"), [(3, False), (4, True)])
def test_vector_1_three_of_fifteen_good_ones_are_allowed_and_four_too_many(best, is_over):
    (cap,) = caps(group("thôn", best, 15), SHIPPED)
    assert (cap.allowed, cap.is_over) == (3, is_over)


def test_vector_2_a_share_is_floored_and_may_be_a_quarter():
    assert allowed(14, SHIPPED) == 2
    assert allowed(14, AT_25) == 3


def test_vector_3_moving_one_up_shrinks_the_base():
    assert best_split(17, 17, SHIPPED) == 2
    (cap,) = caps(group("thôn", 3, 14), SHIPPED)
    assert cap.is_over


@pytest.mark.parametrize(("good_or_better", "settings", "best"), [(18, SHIPPED, 3), (20, AT_25, 4)])
def test_vector_4_the_best_split_of_a_number_that_stays(good_or_better, settings, best):
    assert best_split(good_or_better, good_or_better, settings) == best


@pytest.mark.parametrize("count", range(61))
def test_the_best_split_is_a_sixth_at_20_percent_and_a_fifth_at_25(count):
    assert best_split(count, count, SHIPPED) == count // 6
    assert best_split(count, count, AT_25) == count // 5


def test_vector_5_each_group_has_its_own_cap():
    rated = group("thôn", 0, 7) + group("trường", 0, 2) + group("cơ quan", 0, 6)
    assert [cap.allowed for cap in caps(rated, SHIPPED)] == [1, 0, 1]
    (whole,) = caps(rated, replace(SHIPPED, grouping=CapGrouping.WHOLE))
    assert whole.allowed == 3


@pytest.mark.parametrize(
    ("base", "rounding", "expected"),
    [
        (CapBase.GOOD, CapRounding.FLOOR, 2),
        (CapBase.GOOD, CapRounding.ROUND, 3),
        (CapBase.GOOD, CapRounding.CEIL, 3),
        (CapBase.GOOD_OR_BETTER, CapRounding.FLOOR, 3),
        (CapBase.ALL_RATED, CapRounding.FLOOR, 4),
    ],
)
def test_base_and_rounding_are_the_choice_of_the_office(base, rounding, expected):
    (cap,) = caps(group("", 3, 13, 5), CapSettings(base=base, rounding=rounding))
    assert cap.allowed == expected


def test_a_group_is_told_what_is_left_or_how_far_over_it_is():
    (free,) = caps(group("thôn", 1, 12), SHIPPED)
    assert told(free, SHIPPED) == "Nhóm thôn: 1 xuất sắc, được 2 (20 % của 12); còn 1 suất."
    (full,) = caps(group("thôn", 2, 12), SHIPPED)
    assert told(full, SHIPPED) == "Nhóm thôn: 2 xuất sắc, được 2 (20 % của 12); đã đủ."
    (shrinking,) = caps(group("thôn", 0, 5), SHIPPED)
    sentence = "Nhóm thôn: 0 xuất sắc, được 1 (20 % của 5); thêm 1 thì được 0 (20 % của 4) nên không thêm."
    assert told(shrinking, SHIPPED) == sentence
    (over,) = caps(group("", 4, 15), replace(SHIPPED, grouping=CapGrouping.WHOLE))
    assert told(over, SHIPPED) == "Toàn Đảng bộ: 4 xuất sắc, được 3 (20 % của 15); vượt 1."


def test_the_planning_arithmetic_is_told_with_what_is_left():
    (free,) = caps(group("thôn", 1, 16), SHIPPED)
    assert planned_words(free) == "17 đạt loại tốt trở lên: tối đa 2 xuất sắc thì 15 tốt; còn 1 suất."
    (full,) = caps(group("thôn", 3, 15), SHIPPED)
    assert planned_words(full) == "18 đạt loại tốt trở lên: tối đa 3 xuất sắc thì 15 tốt; hết suất."
    (over,) = caps(group("thôn", 3, 14), SHIPPED)
    assert planned_words(over).endswith("; cần chuyển 1 xuống tốt.")
    (none,) = caps(group("thôn", 0, 0, 2), SHIPPED)
    assert planned_words(none) == "Chưa có đơn vị nào xếp loại tốt trở lên."


def test_a_cap_on_the_members_of_a_cell_names_the_cell():
    (cap,) = caps(group("Chi bộ thôn Mẫu 1", 1, 5), SHIPPED)
    assert told(cap, SHIPPED) == "Chi bộ thôn Mẫu 1: 1 xuất sắc, được 1 (20 % của 5); đã đủ."
