"""Ratings, answers and how far a score has come."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules import scoring
from bontot_desktop.rules.scoring import (
    ItemKind,
    Rating,
    RatingBand,
    ScoreDeadlines,
    ScoreItem,
    ScoreOption,
    ScoreState,
)

A = (
    RatingBand(Rating.GOOD, Decimal(90)),
    RatingBand(Rating.FAIR, Decimal(70)),
    RatingBand(Rating.AVERAGE, Decimal(50)),
    RatingBand(Rating.POOR, Decimal(0)),
)
DAY = date(2026, 3, 3)


@pytest.mark.parametrize(
    ("points", "expected"),
    [
        ("100", Rating.GOOD), ("90", Rating.GOOD), ("89.5", Rating.FAIR), ("70", Rating.FAIR),
        ("69.5", Rating.AVERAGE), ("50", Rating.AVERAGE), ("49.5", Rating.POOR), ("0", Rating.POOR),
    ],
)  # fmt: skip
def test_a_rating_is_reached_from_its_minimum_on(points, expected):
    assert scoring.rating(Decimal(points), A) is expected


@pytest.mark.parametrize(
    ("kind", "options", "points", "expected"),
    [
        (ItemKind.FREE, (), 3, True),
        (ItemKind.YES_NO, (), 3, False),
        (ItemKind.YES_NO, (), 5, True),
        (ItemKind.YES_NO, (), 0, True),
        (ItemKind.OPTIONS, (5, 4), 4, True),
        (ItemKind.OPTIONS, (5, 4), 3, False),
    ],
)
def test_points_are_looked_at_against_the_answers_a_line_offers(kind, options, points, expected):
    offered = tuple(ScoreOption("mức", Decimal(one)) for one in options)
    item = ScoreItem("1", "Dòng", Decimal(5), kind=kind, options=offered)
    assert scoring.is_an_answer(item, Decimal(points)) is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, ScoreState.DRAFT),
        ({"scored_on": DAY}, ScoreState.PROPOSED),
        ({"scored_on": DAY, "is_voted": True}, ScoreState.VOTED),
        ({"scored_on": DAY, "is_voted": True, "submitted_on": DAY}, ScoreState.SUBMITTED),
        ({"submitted_on": DAY}, ScoreState.SUBMITTED),
        ({"submitted_on": DAY, "is_decided": True}, ScoreState.OFFICIAL),
    ],
)
def test_a_score_has_come_as_far_as_the_stored_days_tell(told, expected):
    known = {"scored_on": None, "is_voted": False, "submitted_on": None, "is_decided": False}
    assert scoring.state_of(**{**known, **told}) is expected


@pytest.mark.parametrize(
    ("matter", "expected"),
    [
        (scoring.VOTE_MATTER, True),
        ("thong qua ket qua tu cham", True),
        ("Xếp loại chất lượng sinh hoạt tháng 3", True),
        ("Thông qua nghị quyết tháng 4", False),
    ],
)
def test_the_vote_on_the_score_is_known_by_its_words(matter, expected):
    assert scoring.is_about_score(matter) is expected


def test_deadlines_fall_into_the_month_after_and_may_be_left_out():
    assert ScoreDeadlines().submit_by(2026, 12) == date(2027, 1, 5)
    assert ScoreDeadlines().submit_by(2026, 3) == date(2026, 4, 5)
    assert ScoreDeadlines(submit_day=0).submit_by(2026, 3) is None
