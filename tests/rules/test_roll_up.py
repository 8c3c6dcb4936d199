"""The level of a cell's year (meetings.md §8.8)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bontot_desktop.rules.roll_up import LevelRule, RollUpRules, YearFacts, rule_problems, year_level
from bontot_desktop.rules.scoring import Rating

G, F, A, P = Rating.GOOD, Rating.FAIR, Rating.AVERAGE, Rating.POOR


def year(*ratings: Rating, **told) -> YearFacts:
    return YearFacts(ratings=ratings, regular=len(ratings), **told)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ([G] * 12, G),
        ([G] * 7 + [F] * 5, G),
        ([G] * 6 + [F] * 6, F),
        ([G] * 11 + [A], F),
        ([F] * 7 + [A] * 5, F),
        ([F] * 6 + [A] * 6, A),
        ([G] * 11 + [P], A),
        ([A] * 6 + [P] * 6, A),
        ([A] * 5 + [P] * 6, P),
        ([P], P),
    ],
)
def test_the_level_of_a_year_by_the_shipped_rules(ratings, expected):
    assert year_level(year(*ratings), RollUpRules()).level is expected


def test_the_sentence_says_why_and_what_the_better_level_lacks():
    found = year_level(year(*[G] * 6, *[F] * 6), RollUpRules())
    assert found.sentence == (
        "Khá: 12/12 buổi từ Trung bình trở lên, 12 buổi từ Khá trở lên. Chưa đạt Tốt: 6 buổi Tốt, cần ít nhất 7."
    )
    worst = year_level(year(P, P, A), RollUpRules())
    assert worst.sentence == (
        "Kém: 1 buổi Trung bình, 2 buổi Kém. Chưa đạt Trung bình: 1/3 buổi từ Trung bình trở lên, cần 50 %."
    )


def test_meetings_without_a_rating_are_said_and_leave_the_level_open():
    found = year_level(YearFacts(ratings=(G,) * 7, regular=9), RollUpRules())
    assert found.level is G
    assert found.is_provisional
    assert found.sentence.endswith("Còn 2 buổi chưa xếp loại.")
    assert year_level(year(*[G] * 12, is_running=True), RollUpRules()).is_provisional
    assert not year_level(year(*[G] * 12), RollUpRules()).is_provisional


@pytest.mark.parametrize("held", [0, 3])
def test_a_year_without_any_rating_has_no_level(held):
    assert year_level(YearFacts(regular=held), RollUpRules()).level is None


@pytest.mark.parametrize(
    ("rule", "told", "lacks"),
    [
        ({"min_regular": 12}, {"regular": 11}, "11 buổi thường kỳ, cần ít nhất 12"),
        ({"min_themed": 4}, {"themed": 3}, "3 buổi chuyên đề, cần ít nhất 4"),
        ({"max_unexcused": 0}, {"unexcused": 1}, "1 lượt vắng không lý do, nhiều nhất 0"),
    ],
)
def test_a_level_may_also_ask_for_meetings_themes_and_attendance(rule, told, lacks):
    rules = RollUpRules((LevelRule(G, share_level=F, **rule),))
    good = replace(year(*[G] * 12, themed=4), **told)
    assert lacks in year_level(good, rules).sentence
    assert year_level(year(*[G] * 12, themed=4), rules).level is G


def test_rules_that_cannot_be_meant_are_named():
    rules = RollUpRules((LevelRule(G), LevelRule(F, share_level=F, share_percent=101, count=13)))
    assert {field for field, _ in rule_problems(rules)} == {
        "levels.0.share_level",
        "levels.1.share_percent",
        "levels.1.count",
        "levels.1.count_level",
    }
    assert rule_problems(RollUpRules()) == []
