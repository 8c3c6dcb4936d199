"""Which months a meeting looks back on and plans, and when a task is reported."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules import monthly


@pytest.mark.parametrize(
    ("held_on", "planned", "reviewed"),
    [
        (date(2026, 3, 3), (2026, 3), (2026, 2)),
        (date(2026, 3, 15), (2026, 3), (2026, 2)),
        (date(2026, 3, 16), (2026, 4), (2026, 3)),
        (date(2026, 3, 28), (2026, 4), (2026, 3)),
        (date(2026, 2, 27), (2026, 3), (2026, 2)),
        (None, (2026, 3), (2026, 2)),
    ],
)
def test_a_meeting_plans_the_month_begun_or_at_its_end_the_next(held_on, planned, reviewed):
    assert monthly.planned(2026, 3, held_on) == planned
    assert monthly.reviewed(2026, 3, held_on) == reviewed


def test_the_office_says_from_which_day_of_a_month_on_the_next_is_planned():
    assert monthly.planned(2026, 3, date(2026, 3, 20), late_from=25) == (2026, 3)
    assert monthly.reviewed(2026, 3, date(2026, 3, 20), late_from=20) == (2026, 3)


def test_months_go_over_the_year():
    assert monthly.planned(2026, 12, date(2026, 12, 28)) == (2027, 1)
    assert monthly.reviewed(2026, 1, date(2026, 1, 3)) == (2025, 12)


@pytest.mark.parametrize(
    ("due_on", "reported"),
    [
        (None, (2026, 4)),
        (date(2026, 3, 25), (2026, 4)),
        (date(2026, 4, 3), (2026, 4)),
        (date(2026, 4, 4), (2026, 5)),
        (date(2026, 3, 1), (2026, 4)),
        (date(2026, 12, 20), (2027, 1)),
    ],
)
def test_a_task_is_reported_at_the_first_meeting_from_its_due_day_on(due_on, reported):
    assert monthly.reported(due_on, 2026, 3, date(2026, 3, 3)) == reported
