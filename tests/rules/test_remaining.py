"""The time left is told late, roundly and without jumping back."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.remaining import Remaining, words


def test_nothing_is_told_before_there_is_something_to_go_by():
    left = Remaining(100.0)
    assert left.step(100.1, 1, 50) is None
    assert left.step(101.9, 9, 50) is None
    assert left.step(102.0, 10, 50) == pytest.approx(8.0)


def test_a_slow_stretch_is_noticed():
    left = Remaining(0.0)
    for second in range(1, 21):
        left.step(float(second), second * 5, 400)
    assert left.step(20.0, 100, 400) == pytest.approx(60.0)
    for second in range(21, 51):
        slow = left.step(float(second), 100 + second - 20, 400)
    assert slow == pytest.approx(270.0, rel=0.05)


def test_a_new_stretch_counts_anew():
    left = Remaining(0.0)
    left.step(5.0, 5, 10)
    assert left.step(6.0, 0, 8) is None
    assert left.step(10.0, 4, 8) == pytest.approx(4.0)


def test_a_job_that_stands_still_or_has_no_end_says_nothing():
    left = Remaining(0.0)
    assert left.step(9.0, 0, 8) is None
    assert left.step(12.0, 3, 0) is None


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (None, ""),
        (0.0, "sắp xong"),
        (4.9, "sắp xong"),
        (11.0, "còn khoảng 10 giây"),
        (18.0, "còn khoảng 20 giây"),
        (44.0, "còn khoảng 40 giây"),
        (56.0, "còn khoảng 1 phút"),
        (85.0, "còn khoảng 1 phút"),
        (118.0, "còn khoảng 2 phút"),
        (59 * 60.0, "còn khoảng 59 phút"),
        (60 * 60.0, "còn khoảng 1 giờ"),
        (83 * 60.0, "còn khoảng 1 giờ 25 phút"),
    ],
)
def test_the_time_is_told_as_a_person_tells_it(seconds, told):
    assert words(seconds) == told
