"""The month's official ratings and the level of the year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

import pytest

from bontot_desktop.db import history
from bontot_desktop.errors import Problems
from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.roll_up import LevelRule, RollUpRules
from bontot_desktop.rules.scoring import Rating, ScoreDeadlines, ScoreKind, ScoreState
from bontot_desktop.services import (
    meeting_scores,
    meetings,
    official_scores,
    score_settings,
    scores,
    seeding,
    year_levels,
)
from bontot_desktop.services.official_scores import Decision
from tests import meeting_office as made


@pytest.fixture
def office(tmp_path):
    opened = made.make_office(tmp_path)
    with opened.work("test", "Bảng điểm") as session:
        seeding.plant(session)
    yield opened
    opened.close()


def held(office, number: int = 1, month: int = 3, total: str | None = None) -> int:
    """Hold a meeting, scored by a total alone when one is given."""
    draft = made.filled(office) if (number, month) == (1, 3) else made.filled(office, number, month)
    meeting_id = meetings.save(office, draft).id
    if total is not None:
        with office.work("test", "Điểm") as session:
            scores.store_total(session, meeting_id, Decimal(total), today=office.today(), scored_on=draft.held_on)
    return meeting_id


def rows(office) -> dict[int, official_scores.MonthScoreRow]:
    return {row.id: row for row in official_scores.month_rows(office, 2026, 3)}


def test_one_act_decides_the_month_as_the_cells_scored_themselves_or_otherwise_with_a_reason(office):
    first, second = held(office, total="92"), held(office, 2, total="92")
    official_scores.decide_month(
        office, 2026, 3, [Decision(first), Decision(second, Decimal(85), "Biên bản nộp muộn", "trừ 7 điểm")]
    )
    found = rows(office)
    assert (found[first].official_total, found[first].rating) == (92, Rating.GOOD)
    assert (found[second].total, found[second].rating, found[second].note) == (85, Rating.FAIR, "trừ 7 điểm")
    assert {row.state for row in found.values()} == {ScoreState.OFFICIAL}
    with office.read() as session:
        (newest,) = history.recent(session, limit=1)
    assert newest.sentence == "Chốt xếp loại tháng 3/2026 của 2 chi bộ"


def test_until_it_is_decided_the_cell_s_own_score_counts(office):
    row = rows(office)[first] if (first := held(office, total="92")) else None
    assert row is not None
    assert (row.official_total, row.total, row.rating, row.state) == (None, 92, Rating.GOOD, ScoreState.PROPOSED)


@pytest.mark.parametrize(
    ("total", "reason", "field"),
    [("85", "", "reason"), ("101", "vì", "total"), ("85.3", "vì", "total")],
)
def test_what_cannot_be_decided_is_said_at_its_cell_and_nothing_is_decided(office, total, reason, field):
    first, second = held(office, total="92"), held(office, 2, total="92")
    with pytest.raises(Problems) as refusal:
        official_scores.decide_month(office, 2026, 3, [Decision(first), Decision(second, Decimal(total), reason)])
    assert [problem.field for problem in refusal.value.problems] == [f"decisions.{second}.{field}"]
    assert all(row.official_total is None for row in rows(office).values())


def test_a_meeting_without_a_score_or_of_another_month_is_not_decided(office):
    unscored, april = held(office), held(office, 2, 4, total="90")
    with pytest.raises(Problems) as refusal:
        official_scores.decide_month(office, 2026, 3, [Decision(unscored), Decision(april), Decision(999)])
    assert len(refusal.value.problems) == 3


def test_it_is_not_decided_before_the_meeting(office):
    first = held(office, total="92")
    with pytest.raises(Problems, match="ngày chốt không thể trước"):
        official_scores.decide_month(office, 2026, 3, [Decision(first)], on=date(2026, 1, 1))


def test_deciding_again_changes_the_rating_and_taking_back_leaves_the_cell_s_own(office):
    first = held(office, total="92")
    official_scores.decide_month(office, 2026, 3, [Decision(first)])
    official_scores.decide_month(office, 2026, 3, [Decision(first, Decimal(60), "Không có biên bản")])
    assert rows(office)[first].rating is Rating.AVERAGE
    official_scores.reopen_month(office, 2026, 3, [first])
    assert (rows(office)[first].official_total, rows(office)[first].rating) == (None, Rating.GOOD)


def test_lines_that_no_longer_add_up_to_what_was_decided_are_dropped(office):
    first = held(office)
    own = meeting_scores.load(office, first)
    points = {item.code: item.maximum for item in own.template.leaves}
    meeting_scores.save(office, replace(own, points=points))
    official = meeting_scores.load(office, first, ScoreKind.OFFICIAL)
    meeting_scores.save(office, replace(official, points=points))
    official_scores.decide_month(office, 2026, 3, [Decision(first, Decimal(90), "Xem lại")])
    again = meeting_scores.load(office, first, ScoreKind.OFFICIAL)
    assert (again.points, rows(office)[first].official_total) == ({}, 90)


@pytest.mark.parametrize(
    ("submitted", "today", "is_late"),
    [
        (date(2026, 4, 5), date(2026, 6, 1), False),
        (date(2026, 4, 6), date(2026, 6, 1), True),
        (None, date(2026, 4, 5), False),
        (None, date(2026, 4, 6), True),
    ],
)
def test_a_score_is_late_after_the_day_set_and_while_it_is_missing_past_that_day(office, submitted, today, is_late):
    first = held(office, total="92")
    if submitted is not None:
        meeting_scores.submit(office, [first], submitted)
    office.now = lambda: datetime(today.year, today.month, today.day, 8, 0)
    assert rows(office)[first].is_late is is_late


def test_without_a_deadline_nothing_is_late(office):
    first = held(office, total="92")
    settings = score_settings.load(office)
    score_settings.save(office, replace(settings, deadlines=ScoreDeadlines(0, 0)))
    assert not rows(office)[first].is_late


# The year


def test_the_level_of_the_year_rests_on_the_ratings_that_count(office):
    for month in range(1, 9):
        held(office, month=month, total="92")
    second = held(office, 2, total="95")
    cell, other = made.cell_id(office), made.cell_id(office, 2)
    found = year_levels.levels(office, 2026)
    assert found[cell].level is Rating.GOOD
    assert (found[cell].counts[Rating.GOOD], found[cell].regular) == (8, 8)
    assert found[cell].is_provisional
    assert found[other].level is not Rating.GOOD
    official_scores.decide_month(office, 2026, 3, [Decision(second, Decimal(40), "Không đủ người")])
    assert year_levels.level_of(office, other, 2026).level is Rating.POOR


def test_a_cell_that_never_met_has_no_level(office):
    assert year_levels.level_of(office, made.cell_id(office), 2024).level is None


def test_the_rules_of_the_year_are_the_office_s_to_set(office):
    held(office, total="92")
    rules = RollUpRules((LevelRule(Rating.GOOD, share_level=Rating.GOOD, share_percent=50),))
    score_settings.save(office, replace(score_settings.load(office), roll_up=rules))
    assert score_settings.load(office).roll_up == rules
    assert year_levels.level_of(office, made.cell_id(office), 2026).level is Rating.GOOD


@pytest.mark.parametrize("day", [-1, 29])
def test_a_deadline_is_a_day_every_month_has(office, day):
    with pytest.raises(Problems):
        score_settings.save(office, replace(score_settings.load(office), deadlines=ScoreDeadlines(submit_day=day)))


def test_absences_without_reason_count_where_a_rule_asks_for_them(office):
    draft = made.filled(office)
    away = meetings.mark(draft, draft.roster[6].member_id, Attendance.ABSENT_UNEXCUSED)
    meeting_id = meetings.save(office, away).id
    with office.work("test", "Điểm") as session:
        scores.store_total(session, meeting_id, Decimal(92), today=office.today())
    missing = meetings.figures(away).unexcused
    rules = RollUpRules((LevelRule(Rating.GOOD, share_level=Rating.GOOD, max_unexcused=missing - 1),))
    score_settings.save(office, replace(score_settings.load(office), roll_up=rules))
    found = year_levels.level_of(office, made.cell_id(office), 2026)
    assert found.level is Rating.POOR
    assert f"{missing} lượt vắng không lý do, nhiều nhất {missing - 1}" in found.sentence
