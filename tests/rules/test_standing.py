"""How the dated statuses of a member follow each other."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.members import MemberStatus, StatusPeriod
from bontot_desktop.rules.standing import current_cell, last_cell, opening_statuses, status_problems

ADMITTED, OFFICIAL = date(2000, 2, 3), date(2001, 2, 3)
DAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("status", "admitted_on", "official_on", "periods"),
    [
        ("PROBATIONARY", ADMITTED, None, [("PROBATIONARY", ADMITTED, None)]),
        (
            "FULL",
            ADMITTED,
            OFFICIAL,
            [("PROBATIONARY", ADMITTED, date(2001, 2, 2)), ("FULL", OFFICIAL, None)],
        ),
        ("FULL", None, None, [("FULL", None, None)]),
        ("FULL", ADMITTED, ADMITTED, [("FULL", ADMITTED, None)]),
        ("EXEMPT", None, OFFICIAL, [("FULL", OFFICIAL, None), ("EXEMPT", None, None)]),
        ("TEMP_IN", ADMITTED, OFFICIAL, [("TEMP_IN", None, None)]),
    ],
)
def test_a_listed_status_and_the_two_dates_give_the_dated_statuses(status, admitted_on, official_on, periods):
    opened = opening_statuses(MemberStatus(status), 7, admitted_on=admitted_on, official_on=official_on)
    assert [(p.status.value, p.from_on, p.to_on) for p in opened] == periods
    assert {p.cell_id for p in opened} == {7}
    assert status_problems(opened) == []


def test_a_member_stands_where_the_official_record_lies_even_while_away():
    periods = [
        StatusPeriod(MemberStatus.TEMP_IN, 2, date(2026, 1, 1), None),
        StatusPeriod(MemberStatus.FULL, 1, OFFICIAL, None),
    ]
    assert current_cell(periods, DAY) == 1
    assert current_cell(periods[:1], DAY) == 2
    assert current_cell(periods, date(1999, 1, 1)) is None


def test_who_left_is_remembered_by_the_cell_left_last():
    periods = [
        StatusPeriod(MemberStatus.FULL, 1, OFFICIAL, date(2020, 1, 1)),
        StatusPeriod(MemberStatus.FULL, 2, date(2020, 1, 2), date(2026, 1, 1)),
        StatusPeriod(MemberStatus.EXEMPT, 3, None, None),
    ]
    assert current_cell(periods, DAY) is None
    assert last_cell(periods) == 2
    assert last_cell([]) is None


def test_standing_in_two_cells_one_after_the_other_is_fine():
    periods = [
        StatusPeriod(MemberStatus.FULL, 1, OFFICIAL, date(2020, 1, 1)),
        StatusPeriod(MemberStatus.FULL, 2, date(2020, 1, 2), None),
    ]
    assert status_problems(periods) == []


def test_standing_in_two_cells_at_once_is_refused():
    periods = [StatusPeriod(MemberStatus.FULL, 1, OFFICIAL, None), StatusPeriod(MemberStatus.FULL, 2, OFFICIAL, None)]
    assert [problem.field for problem in status_problems(periods)] == ["statuses"]
