"""The figures of minutes against the worked examples of the guides."""

from __future__ import annotations

import pytest

from bontot_desktop.rules.meetings import (
    Attendance,
    DurationRules,
    MeetingType,
    RosterFact,
    figures,
    percent,
    required_minutes,
)
from bontot_desktop.rules.members import MemberStatus
from bontot_desktop.rules.votes import vote_passes


def people(count: int, status: MemberStatus, attendance: Attendance, *, full: bool = True) -> list[RosterFact]:
    return [RosterFact(status, full, attendance)] * count


F, P = MemberStatus.FULL, MemberStatus.PROBATIONARY
HERE, EXCUSED, AWAY, APART = (
    Attendance.PRESENT,
    Attendance.ABSENT_EXCUSED,
    Attendance.ABSENT_UNEXCUSED,
    Attendance.NOT_EXPECTED,
)
CASE_1 = [
    *people(17, F, HERE),
    *people(3, F, EXCUSED),
    *people(1, P, HERE, full=False),
    *people(1, P, EXCUSED, full=False),
]
CASE_2 = [
    *people(20, F, HERE),
    *people(1, F, EXCUSED),
    *people(1, F, AWAY),
    *people(1, P, HERE, full=False),
    *people(1, MemberStatus.EXEMPT, HERE),
    *people(5, MemberStatus.EXEMPT, APART),
    *people(2, MemberStatus.TEMP_OUT, APART),
    *people(1, MemberStatus.TEMP_IN, HERE),
]
CASE_3 = [*people(2, F, HERE), *people(1, F, EXCUSED)]


@pytest.mark.parametrize(
    ("roster", "expected", "present", "rate", "base", "passes_with"),
    [
        pytest.param(CASE_1, 22, 18, "81,8 %", 20, 11, id="four absent stay in the base"),
        pytest.param(CASE_2, 24, 22, "91,7 %", 23, 12, id="exempt, away and come"),
        pytest.param(CASE_3, 3, 2, "66,7 %", 3, 2, id="the smallest cell"),
    ],
)
def test_figures_agree_with_the_worked_examples(roster, expected, present, rate, base, passes_with):
    found = figures(roster)
    assert (found.expected, found.present_expected, found.vote_base) == (expected, present, base)
    assert percent(found.present_expected, found.expected) == rate
    assert vote_passes(passes_with, base)
    assert not vote_passes(passes_with - 1, base)


def test_an_exempt_member_who_comes_is_named_apart_and_not_in_the_rate():
    found = figures(CASE_2)
    assert (found.exempt, found.exempt_present, found.present) == (6, 1, 23)


def test_a_suspended_member_neither_counts_nor_votes():
    found = figures([*people(4, F, HERE), *people(1, MemberStatus.SUSPENDED, APART)])
    assert (found.expected, found.vote_base, found.total) == (4, 4, 5)


@pytest.mark.parametrize(
    ("kind", "members", "rules", "minutes"),
    [
        (MeetingType.REGULAR, 20, DurationRules(), 90),
        (MeetingType.COMBINED, 20, DurationRules(), 120),
        (MeetingType.REGULAR, 30, DurationRules(large_from_members=30), 120),
    ],
)
def test_the_least_duration_depends_on_kind_and_size(kind, members, rules, minutes):
    assert required_minutes(kind, members, rules) == minutes
