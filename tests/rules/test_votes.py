"""How many must be for a matter, by each threshold and by a share of its own."""

from __future__ import annotations

from fractions import Fraction

import pytest

from bontot_desktop.rules.meetings import VoteThreshold
from bontot_desktop.rules.votes import least_for, needed_words, share_of, vote_passes

OVER_HALF, TWO_THIRDS, CUSTOM = VoteThreshold


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("3/4", Fraction(3, 4)),
        (" 4 / 5 ", Fraction(4, 5)),
        ("75 %", Fraction(3, 4)),
        ("66,67%", Fraction(6667, 10000)),
        ("1/1", Fraction(1)),
        ("100 %", Fraction(1)),
        ("1/2", None),
        ("50 %", None),
        ("5/4", None),
        ("3/0", None),
        ("ba phần tư", None),
        ("", None),
    ],
)
def test_a_share_is_read_as_people_write_it_and_is_more_than_a_half(words, share):
    assert share_of(words) == share


@pytest.mark.parametrize(
    ("base", "threshold", "share", "least"),
    [
        (20, OVER_HALF, "", 11),
        (3, OVER_HALF, "", 2),
        (23, OVER_HALF, "", 12),
        (20, TWO_THIRDS, "", 14),
        (21, TWO_THIRDS, "", 14),
        (20, CUSTOM, "3/4", 15),
        (21, CUSTOM, "3/4", 16),
        (20, CUSTOM, "75 %", 15),
        (20, CUSTOM, "1/1", 20),
    ],
)
def test_the_least_votes_that_pass_are_counted_on_the_base(base, threshold, share, least):
    assert least_for(base, threshold, share) == least
    assert vote_passes(least, base, threshold, share)
    assert not vote_passes(least - 1, base, threshold, share)


def test_nothing_passes_without_anybody_to_vote_or_by_a_share_nobody_can_read():
    assert not vote_passes(0, 0)
    assert not vote_passes(20, 20, CUSTOM, "nhiều")
    assert least_for(20, CUSTOM, "") is None


def test_what_is_needed_is_said_in_words():
    assert [needed_words(one, "3/4") for one in VoteThreshold] == [
        "quá nửa", "từ hai phần ba trở lên", "từ 3/4 trở lên",
    ]  # fmt: skip
