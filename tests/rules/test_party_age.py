"""Years in the Party: probation, badges and the days on which they are handed out."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.members import MemberStatus, Situation, Unrated, why_not_rated
from bontot_desktop.rules.party_age import (
    AwardDay,
    BadgeRules,
    Break,
    badges_of,
    began_anew,
    counted_from,
    next_award_day,
    probation_end,
    probation_words,
    years_after,
)

DAYS = (AwardDay(3, 2), AwardDay(19, 5), AwardDay(2, 9), AwardDay(7, 11))
RULES = BadgeRules((30, 40, 45), DAYS)


def test_a_year_later_is_the_same_day_and_the_last_of_february_for_the_leap_day():
    assert years_after(date(1996, 9, 2), 30) == date(2026, 9, 2)
    assert probation_end(date(2024, 2, 29)) == date(2025, 2, 28)


@pytest.mark.parametrize(
    ("day", "given"),
    [
        (date(2026, 2, 3), date(2026, 2, 3)),
        (date(2026, 2, 4), date(2026, 5, 19)),
        (date(2026, 11, 8), date(2027, 2, 3)),
    ],
)
def test_a_badge_is_handed_out_on_the_first_such_day_on_or_after_its_own(day, given):
    assert next_award_day(day, DAYS) == given
    assert next_award_day(day, ()) is None


def test_a_year_lists_whoever_is_due_or_handed_a_badge_in_it():
    assert [due.years for due in badges_of(date(1996, 12, 1), 2026, RULES)] == [30]
    assert [due.given_on for due in badges_of(date(1996, 12, 1), 2027, RULES)] == [date(2027, 2, 3)]
    assert badges_of(date(1996, 9, 2), 2027, RULES) == []
    assert [due.years for due in badges_of(date(1981, 3, 1), 2026, RULES)] == [45]


def test_days_are_written_as_the_office_writes_them():
    assert [str(day) for day in DAYS] == ["03/02", "19/5", "02/9", "07/11"]


@pytest.mark.parametrize(
    ("admitted", "words"),
    [
        (date(2025, 3, 3), "quá hạn xét chính thức (hết 12 tháng ngày 03/03/2026)"),
        (date(2025, 12, 20), "sắp hết dự bị (ngày 20/12/2026)"),
        (date(2026, 3, 3), ""),
        (None, ""),
    ],
)
def test_a_probation_near_or_past_its_end_is_told(admitted, words):
    assert probation_words(admitted, date(2026, 11, 21)) == words


@pytest.mark.parametrize(
    ("status", "admitted", "reason"),
    [
        (MemberStatus.PROBATIONARY, date(2026, 6, 10), None),
        (MemberStatus.PROBATIONARY, date(2026, 6, 11), Unrated.NEW),
        (MemberStatus.FULL, None, None),
        (MemberStatus.TEMP_IN, date(2000, 1, 1), Unrated.ELSEWHERE),
        (MemberStatus.TEMP_OUT, date(2000, 1, 1), None),
        (MemberStatus.EXEMPT, date(2000, 1, 1), Unrated.EXEMPT),
    ],
)
def test_who_is_rated_at_the_years_end(status, admitted, reason):
    assert why_not_rated(Situation(True, status), admitted, date(2026, 12, 10)) is reason


@pytest.mark.parametrize(
    ("breaks", "day"),
    [
        ((), date(1980, 2, 3)),
        ((Break(date(1990, 2, 3), date(1992, 2, 2)),), date(1982, 2, 3)),
        ((Break(date(1990, 1, 20), date(1990, 2, 19)),), date(1980, 3, 3)),
        ((Break(date(1979, 1, 1), date(1980, 2, 12)),), date(1980, 2, 13)),
        ((Break(date(2026, 1, 1)),), date(1980, 12, 3)),
        ((Break(date(2027, 1, 1), date(2027, 5, 1)),), date(1980, 2, 3)),
        (
            (Break(date(1999, 1, 1), date(1999, 12, 31)), Break(date(1990, 2, 3), date(1992, 2, 2))),
            date(1983, 2, 3),
        ),
    ],
)
def test_years_count_from_the_admission_later_by_the_time_out_of_the_party(breaks, day):
    assert counted_from(date(1980, 2, 3), breaks, date(2026, 11, 1)) == day


def test_the_present_membership_began_with_the_last_admission():
    assert began_anew(date(1980, 2, 3), ()) == date(1980, 2, 3)
    assert began_anew(date(1980, 2, 3), (Break(date(2020, 1, 1), date(2026, 1, 31)),)) == date(2026, 2, 1)
    assert began_anew(None, ()) is None
