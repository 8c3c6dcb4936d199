"""Years in a row through the lives of cells (recognition.md §7, test vectors 11 and 12)."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.cells import LineageKind
from bontot_desktop.rules.streaks import Counter, MergePolicy, StreakSettings, Turn, streak, told, unused, years_of

MIN = StreakSettings(MergePolicy.MIN_OF_PREDECESSORS)


def test_vector_11_a_year_without_the_title_breaks_the_row():
    assert streak({2023, 2024, 2026}, 2026) == 1


def test_vector_12_a_renamed_cell_keeps_its_years_and_a_merged_one_begins_anew():
    own = {1: {2022, 2023, 2024, 2025, 2026}, 2: {2026}}
    renamed = [Turn(1, 1, LineageKind.RENAME, 2026, keeps_name=True)]
    assert streak(years_of(1, own, renamed, StreakSettings()), 2026) == 5
    assert told(5, Counter.TITLE).endswith("đủ điều kiện xét khen thưởng 5 năm liền.")
    merged = [Turn(1, 2, LineageKind.MERGE, 2026), Turn(3, 2, LineageKind.MERGE, 2026)]
    assert streak(years_of(2, {**own, 3: {2024, 2025}}, merged, StreakSettings()), 2026) == 1


@pytest.mark.parametrize(
    ("turns", "settings", "expected"),
    [
        ([Turn(1, 2, LineageKind.MERGE, 2025), Turn(3, 2, LineageKind.MERGE, 2025)], MIN, {2024, 2025, 2026}),
        ([Turn(1, 2, LineageKind.SPLIT, 2025, keeps_name=True)], StreakSettings(), {2023, 2024, 2025, 2026}),
        ([Turn(1, 2, LineageKind.SPLIT, 2025)], StreakSettings(), {2026}),
        ([Turn(1, 2, LineageKind.TRANSFER, 2025)], StreakSettings(), {2023, 2024, 2025, 2026}),
        ([Turn(1, 2, LineageKind.TRANSFER, 2025), Turn(2, 1, LineageKind.TRANSFER, 2026)], StreakSettings(), None),
    ],
)
def test_years_pass_on_as_the_life_of_the_cell_went(turns, settings, expected):
    own = {1: {2023, 2024, 2025}, 2: {2026}, 3: {2024, 2025, 2026}}
    found = years_of(2, own, turns, settings)
    assert found == expected if expected is not None else found >= {2026}


def test_years_of_an_earlier_award_count_once_unless_the_office_says_otherwise():
    assert unused({2021, 2022, 2026}, {2021, 2022}, StreakSettings()) == {2026}
    assert unused({2021, 2022, 2026}, {2021, 2022}, StreakSettings(reuses_years=True)) == {2021, 2022, 2026}


def test_four_years_say_that_one_is_missing_and_fewer_say_nothing():
    assert told(4, Counter.EXEMPLARY).endswith("còn 1 năm là đủ 5 năm liền.")
    assert told(3, Counter.EXEMPLARY) == ""
