"""Who mistypes waits hardly, who guesses waits long, and no clock locks the owner out."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bontot_desktop.rules import tries
from bontot_desktop.rules.tries import Wrong

NOW = datetime(2026, 11, 22, 9, 0)


def test_two_slips_cost_nothing_and_no_pause_is_longer_than_a_minute() -> None:
    assert [tries.pause(times) for times in range(3)] == [0, 0, 0]
    pauses = [tries.pause(times) for times in range(500)]
    assert pauses == sorted(pauses)
    assert pauses[-1] == 60


@pytest.mark.parametrize(("passed", "left"), [(0, 10), (0.2, 10), (3, 7), (9.5, 1), (10, 0), (3000, 0)])
def test_the_seconds_left_are_counted_from_the_last_wrong_try(passed: float, left: int) -> None:
    assert tries.wait(Wrong(5, NOW), NOW + timedelta(seconds=passed)) == left


def test_after_an_hour_of_quiet_the_count_begins_anew() -> None:
    later = NOW + timedelta(hours=1, seconds=1)
    assert tries.wait(Wrong(50, NOW), later) == 0
    assert tries.one_more(Wrong(50, NOW), later) == Wrong(1, later)
    assert tries.one_more(Wrong(3, NOW), NOW).times == 4


def test_a_clock_set_back_by_years_makes_nobody_wait_longer_than_the_pause() -> None:
    wrong = Wrong(30, NOW + timedelta(days=4000))
    assert tries.wait(wrong, NOW) == 60
    right = tries.by_this_clock(wrong, NOW)
    assert tries.wait(right, NOW + timedelta(seconds=60)) == 0
