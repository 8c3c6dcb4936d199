"""A year of all cells, the schedule's meetings opened, and the half-year table, in the real file."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.errors import Problems, Refused
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.rules.month_marks import MarkKind
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import half_year, meetings, months, official_scores, schedules, year_glance
from bontot_desktop.services.official_scores import Decision
from tests import sample_office as made
from tests.meeting_office import approved, cell_id

FIRST_HALF = Period.half_of(2026, 1)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


def told(office, month=6, **more):
    entry = months.load(office, 2026, month)[0].entry
    day = date(2026, month, 3)
    figures = {"held_on": day, "expected": 22, "present": 20, "points": Decimal(92), "contributions": 9} | more
    months.save(office, 2026, month, [replace(entry, **figures)])


def test_a_year_says_each_month_of_each_cell(office):
    told(office, 6, is_themed=True, theme="Chuyển đổi số")
    approved(office, 1, 3)
    first = year_glance.glance(office, 2026)[0]
    kinds = [mark.kind for mark in first.months]
    assert kinds[2] in (MarkKind.HELD, MarkKind.RATED)
    assert (kinds[5], first.months[5].rating, first.months[5].is_full) == (MarkKind.RATED, Rating.GOOD, False)
    assert first.months[2].is_full
    assert (first.held, first.themed_quarters) == (2, 1)
    # The clock of the office stands in November: the months before it lack, the one after is ahead.
    assert first.missing == (1, 2, 4, 5, 7, 8, 9, 10)
    assert kinds[10:] == [MarkKind.MISSING, MarkKind.AHEAD]
    assert len(year_glance.lacking(year_glance.glance(office, 2026), 6)) == 2


def test_a_year_tells_what_is_decided(office):
    told(office)
    row = official_scores.month_rows(office, 2026, 6)[0]
    official_scores.decide_month(office, 2026, 6, [Decision(row.id, Decimal(80), "Thiếu tài liệu gửi trước")])
    mark = year_glance.glance(office, 2026)[0].months[5]
    assert (mark.is_official, mark.rating) == (True, Rating.FAIR)
    line = months.load(office, 2026, 6)[0]
    assert (line.entry.points, line.official_points, line.rating) == (Decimal(92), Decimal(80), Rating.FAIR)


def test_a_cell_that_ended_is_no_part_of_the_months_after(office):
    with office.work("test", "Kết thúc") as session:
        session.query(Cell).order_by(Cell.code).first().dissolved_on = date(2026, 7, 1)
    rows = year_glance.glance(office, 2026)
    assert [row.months[6].kind is MarkKind.OUTSIDE for row in rows] == [True, False, False]
    assert [len(year_glance.alive(office, 2026, month)) for month in (6, 7)] == [3, 2]


def test_an_agreed_meeting_is_opened_with_its_day_hour_place_and_theme(office):
    planned = schedules.month(office, 2026, 12)[0]
    planned = replace(
        planned, planned_on=date(2026, 12, 9), starts_at=time(14), place="Hội trường xã", theme="Chuyển đổi số",
        type=MeetingType.COMBINED,
    )  # fmt: skip
    saved = schedules.open_meeting(office, planned, 2026, 12)
    draft = meetings.load(office, saved.id)
    assert (draft.held_on, draft.starts_at, draft.place) == (date(2026, 12, 9), time(14), "Hội trường xã")
    assert (draft.theme, draft.type, draft.state) == ("Chuyển đổi số", MeetingType.COMBINED, MeetingState.PLANNED)
    with pytest.raises(Problems):
        schedules.open_meeting(office, planned, 2026, 12)
    with pytest.raises(Refused, match="chưa có ngày họp"):
        schedules.open_meeting(office, replace(planned, planned_on=None), 2026, 12)


def test_the_score_tables_of_a_month_go_by_cell_and_kind(office):
    scales = months.scales(office, 2026, 6)
    assert {themed for _, themed in scales} == {False, True}
    assert scales[cell_id(office), False].rating(Decimal(92)) is Rating.GOOD


def test_typed_columns_are_kept_by_half_and_joined_for_the_year(office):
    first, second = cell_id(office), cell_id(office, 2)
    half_year.save(office, FIRST_HALF, {first: {TypedFigure.NOTE: "tốt", TypedFigure.OTHER: "1"}, second: {}})
    half_year.save(office, Period.half_of(2026, 2), {first: {TypedFigure.NOTE: "rất tốt"}})
    lines = {row.id: row.typed for row in half_year.load(office, whole_year(2026))}
    assert lines[first] == {TypedFigure.NOTE: "tốt; rất tốt", TypedFigure.OTHER: "1"}
    assert lines[second] == {}
    half_year.save(office, FIRST_HALF, {first: {TypedFigure.NOTE: "khá"}})
    lines = {row.id: row.typed for row in half_year.load(office, FIRST_HALF)}
    assert lines[first] == {TypedFigure.NOTE: "khá"}
    with pytest.raises(ValueError, match="YEAR"):
        half_year.save(office, whole_year(2026), {})


def test_who_came_is_added_up_over_months(office):
    told(office, 5)
    told(office, 6, present=18, contributions=None)
    by_month = [half_year.came_in(office, part) for part in FIRST_HALF.parts()]
    assert half_year.came_in(office, FIRST_HALF)[cell_id(office)] == (38, 9)
    assert [found.get(cell_id(office)) for found in by_month[3:]] == [None, (20, 9), (18, None)]
    assert half_year.together((20, 9), (18, None)) == (38, 9)
