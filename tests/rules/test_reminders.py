"""The list of reminders: groups by day, order, names, and what was put aside."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bontot_desktop.rules.reminders import (
    SEASONS,
    Reminder,
    ReminderRules,
    Urgency,
    named,
    problems_of,
    shown,
    when,
)

TODAY = date(2026, 11, 21)


def one(key: str, day: date | None = None) -> Reminder:
    return Reminder(key, f"Việc {key}", "Làm", "cells", None, day)


@pytest.mark.parametrize(
    ("days", "group", "words"),
    [
        (-3, Urgency.LATE, "quá 3 ngày"),
        (0, Urgency.SOON, "hôm nay"),
        (7, Urgency.SOON, "còn 7 ngày"),
        (8, Urgency.AHEAD, "còn 8 ngày"),
    ],
)
def test_a_reminder_stands_in_the_group_of_its_day(days, group, words):
    day = TODAY + timedelta(days=days)
    assert one("a", day).urgency(TODAY) is group
    assert when(day, TODAY) == words


def test_what_has_no_day_belongs_to_this_week():
    assert one("a").urgency(TODAY) is Urgency.SOON
    assert when(None, TODAY) == ""


def test_the_oldest_stands_first_in_its_group_and_late_things_before_all():
    listed = [one("ahead", date(2026, 12, 20)), one("now"), one("late", date(2026, 11, 1)), one("later", TODAY)]
    listed.append(one("latest", date(2026, 10, 1)))
    assert [row.key for row in shown(listed, TODAY, {})] == ["latest", "late", "now", "later", "ahead"]


def test_what_was_put_aside_comes_back_on_its_day():
    listed = [one("a"), one("b")]
    aside = {"a": date(2026, 11, 25)}
    assert [row.key for row in shown(listed, TODAY, aside)] == ["b"]
    assert [row.key for row in shown(listed, date(2026, 11, 25), aside)] == ["a", "b"]


def test_many_names_are_told_by_the_first_and_the_number_of_the_others():
    assert named(["A", "B", "C", "D"], "chi bộ") == "A, B, C, D"
    assert named(["A", "B", "C", "D", "E"], "chi bộ") == "A, B, C và 2 chi bộ khác"


def test_numbers_of_days_that_cannot_be_are_named():
    assert problems_of(ReminderRules()) == []
    assert problems_of(ReminderRules(copy_after=400, usb_after=-1)) == ["copy_after", "usb_after"]


def test_the_seasons_stand_one_behind_the_other_through_the_year():
    months = [month for first, last, _ in SEASONS for month in range(first, last + 1)]
    assert months == list(range(1, 13))
