"""A cell's month in a word, and what people type into a month."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.meetings import MeetingState
from bontot_desktop.rules.month_marks import MarkKind, mark
from bontot_desktop.rules.months import MonthEntry, parse_day, parse_turnout, problems
from bontot_desktop.rules.scoring import Rating

TODAY = date(2026, 6, 20)


def marked(month, state=None, *, founded_on=None, dissolved_on=None, **more):
    return mark(2026, month, TODAY, founded_on=founded_on, dissolved_on=dissolved_on, state=state, **more)


@pytest.mark.parametrize(
    ("month", "state", "more", "kind", "is_due"),
    [
        (5, None, {}, MarkKind.MISSING, True),
        (6, None, {}, MarkKind.MISSING, False),
        (7, None, {}, MarkKind.AHEAD, False),
        (7, None, {"agreed_on": date(2026, 7, 3)}, MarkKind.AGREED, False),
        (6, None, {"agreed_on": date(2026, 6, 3)}, MarkKind.AGREED, True),
        (6, MeetingState.NOTICED, {}, MarkKind.PREPARED, False),
        (5, MeetingState.PLANNED, {}, MarkKind.PREPARED, True),
        (5, MeetingState.CANCELLED, {}, MarkKind.CANCELLED, False),
        (5, MeetingState.HELD, {}, MarkKind.HELD, False),
        (5, MeetingState.APPROVED, {"own": Rating.FAIR}, MarkKind.RATED, False),
        (5, None, {"founded_on": date(2026, 6, 1)}, MarkKind.OUTSIDE, False),
        (5, None, {"dissolved_on": date(2026, 5, 1)}, MarkKind.OUTSIDE, False),
        (5, None, {"dissolved_on": date(2026, 5, 2)}, MarkKind.MISSING, True),
        (5, MeetingState.HELD, {"dissolved_on": date(2026, 5, 1)}, MarkKind.HELD, False),
    ],
)
def test_a_month_stands_where_the_day_and_the_record_say(month, state, more, kind, is_due):
    found = marked(month, state, **more)
    assert (found.kind, found.is_due) == (kind, is_due)


def test_the_official_rating_goes_before_the_cell_s_own():
    found = marked(5, MeetingState.HELD, own=Rating.GOOD, official=Rating.FAIR)
    assert (found.rating, found.is_official) == (Rating.FAIR, True)
    assert not marked(5, MeetingState.HELD, own=Rating.GOOD).is_official


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3", date(2026, 6, 3)),
        ("03", date(2026, 6, 3)),
        ("3/6", date(2026, 6, 3)),
        ("3.6", date(2026, 6, 3)),
        ("03/06/2026", date(2026, 6, 3)),
        ("4/7", date(2026, 7, 4)),
        ("31", None),
        ("0", None),
        ("30/2", None),
        ("hôm qua", None),
    ],
)
def test_a_day_is_read_as_it_is_typed(typed, day):
    assert parse_day(typed, 2026, 6) == day


@pytest.mark.parametrize(
    ("typed", "expected", "found"),
    [
        ("28/30", None, (28, 30)),
        ("28 / 30", 25, (28, 30)),
        ("28", 30, (28, 30)),
        ("28", None, (28, None)),
        ("đủ", 30, (30, 30)),
        ("=", 30, (30, 30)),
        ("đủ", None, None),
        ("", 30, (None, None)),
        ("nhiều", 30, None),
    ],
)
def test_a_turnout_is_read_as_it_is_typed(typed, expected, found):
    assert parse_turnout(typed, expected) == found


def test_a_note_about_points_needs_the_points():
    entry = MonthEntry(7, "Chi bộ thôn Mẫu 1", held_on=date(2026, 6, 3), note="thiếu tài liệu")
    assert [one.field for one in problems(entry, 2026, 6, TODAY)] == ["entries.7.note"]
