"""The sentence under a table of criteria says when a cell passes the set, in the set's own way of scoring."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bontot_desktop.documents import criteria_table
from bontot_desktop.rules.recognition import Scoring


@pytest.mark.parametrize(
    ("scoring", "percent", "sentence"),
    [
        (Scoring.PASS_FAIL, None, "Chi bộ đạt khi tất cả các tiêu chí được đánh giá “Đạt”."),
        (Scoring.PASS_FAIL, 75, "Chi bộ đạt khi mỗi nhóm có từ 75 % số tiêu chí được đánh giá “Đạt”."),
        (Scoring.LEVEL4, None, "Chi bộ đạt khi tất cả các tiêu chí được đánh giá “Tốt”."),
        (
            Scoring.LEVEL4,
            50,
            "Chi bộ đạt khi mỗi nhóm có từ 50 % số tiêu chí được đánh giá “Tốt”, không có tiêu chí nào dưới mức “Khá”.",
        ),
    ],
)
def test_a_set_without_points_says_how_much_of_each_group_is_asked(
    scoring: Scoring, percent: int | None, sentence: str
) -> None:
    share = None if percent is None else Decimal(percent)
    facts = replace(criteria_table.sample(), scoring=scoring, pass_total=None, group_min_percent=share)
    assert criteria_table.passing(facts) == sentence
