"""What keeps “Đảng bộ cơ sở 4 tốt” from going up, and what cannot be written down of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules import committee_title as rules
from bontot_desktop.rules.committee_title import CommitteePaper, Road
from bontot_desktop.rules.criteria import Criterion, SetFacts
from bontot_desktop.rules.criteria_scoring import Given, score
from bontot_desktop.rules.recognition import EntryState, Scoring

TODAY = date(2026, 12, 20)
ROAD = Road(2026, date(2026, 3, 5), date(2026, 12, 1), date(2026, 12, 15), 27, 26, 20)
FACTS = SetFacts(
    Scoring.PASS_FAIL,
    (
        Criterion("1", "Hoàn thành tốt nhiệm vụ chính trị", Decimal(0), is_group=True),
        Criterion("1.1", "Quán triệt nghị quyết", Decimal(1)),
        Criterion("2", "Đoàn kết, kỷ luật tốt", Decimal(0), is_group=True),
        Criterion("2.1", "Quy chế làm việc", Decimal(1)),
    ),
)


def agreed(*points):
    given = [None if one is None else Decimal(one) for one in points]
    return score(FACTS, {code: Given(one) for code, one in zip(("1.1", "2.1"), given, strict=True)})


def test_a_whole_sheet_and_more_than_half_of_the_body_let_the_petition_go_up():
    assert rules.obstacles(ROAD, Scoring.PASS_FAIL, agreed(1, 1)) == []
    assert list(rules.problems(ROAD, TODAY)) == []


@pytest.mark.parametrize(
    ("road", "points", "said"),
    [
        (replace(ROAD, registered_on=None), (1, 1), "Chưa ghi ngày đăng ký thi đua của Đảng bộ."),
        (ROAD, (1, None), "Còn 1 tiêu chí hội nghị chưa thống nhất: 2.1."),
        (ROAD, (1, 0), "chưa đạt danh hiệu: chưa đạt ở “Đoàn kết, kỷ luật tốt”."),
        (replace(ROAD, review_on=None), (1, 1), "Chưa ghi ngày hội nghị xét."),
        (replace(ROAD, votes_for=None), (1, 1), "Chưa ghi biểu quyết của hội nghị"),
        (replace(ROAD, votes_for=13), (1, 1), "Mới có 13/27 đồng chí tán thành, cần quá nửa."),
    ],
)
def test_what_is_missing_is_said_before_the_petition(road, points, said):
    (sentence,) = rules.obstacles(road, Scoring.PASS_FAIL, agreed(*points))
    assert said in sentence


@pytest.mark.parametrize(
    ("road", "field", "said"),
    [
        (replace(ROAD, review_on=date(2026, 12, 24)), "review_on", "Ngày hội nghị xét ở sau hôm nay"),
        (replace(ROAD, review_on=date(2026, 11, 1)), "review_on", "ở trước ngày tự chấm (01/12/2026)"),
        (replace(ROAD, registered_on=date(2016, 3, 5)), "registered_on", "không thuộc đợt thi đua năm 2026"),
        (replace(ROAD, review_present=28), "review_present", "Số có mặt 28 nhiều hơn tổng số 27."),
        (replace(ROAD, votes_for=27), "votes_for", "Số tán thành 27 nhiều hơn số có mặt 26."),
    ],
)
def test_impossible_days_and_votes_are_not_written_down(road, field, said):
    ((name, sentence),) = rules.problems(road, TODAY)
    assert name == field
    assert said in sentence


def test_the_state_follows_what_was_written_down():
    whole, half = agreed(1, 1), agreed(1, None)
    assert rules.state_of(replace(ROAD, registered_on=None), half, is_agreed=False) is EntryState.NOT_REGISTERED
    assert rules.state_of(ROAD, half, is_agreed=False) is EntryState.REGISTERED
    assert rules.state_of(ROAD, whole, is_agreed=False) is EntryState.SELF_SCORED
    assert rules.state_of(ROAD, whole, is_agreed=True) is EntryState.PROPOSED


def test_the_papers_of_the_dossier_that_are_not_there_are_named():
    there = set(CommitteePaper) - {CommitteePaper.MINUTES, CommitteePaper.RATINGS}
    assert rules.missing_papers(there) == ["biên bản", "bản sao quyết định xếp loại các năm"]
