"""Periods of statistics: their bounds, their names and their parts."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.periods import Period, PeriodKind, whole_year

MONTH, QUARTER, HALF, ALL = PeriodKind


@pytest.mark.parametrize(
    ("period", "first", "last", "label", "short"),
    [
        (Period(MONTH, 2026, 2), date(2026, 2, 1), date(2026, 2, 28), "tháng 2/2026", "T2"),
        (Period(QUARTER, 2026, 4), date(2026, 10, 1), date(2026, 12, 31), "quý IV/2026", "Q4"),
        (Period(HALF, 2026, 1), date(2026, 1, 1), date(2026, 6, 30), "6 tháng đầu năm 2026", "6T đầu"),
        (Period(HALF, 2026, 2), date(2026, 7, 1), date(2026, 12, 31), "6 tháng cuối năm 2026", "6T cuối"),
        (whole_year(2024), date(2024, 1, 1), date(2024, 12, 31), "năm 2024", "2024"),
    ],
)
def test_a_period_has_its_days_and_its_name(period, first, last, label, short):
    assert (period.first_day, period.last_day, period.label, period.short) == (first, last, label, short)
    assert Period.around(last, period.kind) == period


def test_a_period_has_only_the_quarters_that_lie_in_it_whole():
    assert [quarter.number for quarter in Period(HALF, 2026, 2).quarters()] == [3, 4]
    assert not list(Period(MONTH, 2026, 3).quarters())
    assert len(whole_year(2026).parts()) == 12


def test_the_period_before_the_first_of_a_year_is_the_last_of_the_year_before():
    assert Period(QUARTER, 2026, 1).before() == Period(QUARTER, 2025, 4)
    assert whole_year(2026).before() == whole_year(2025)


@pytest.mark.parametrize(("kind", "number"), [(MONTH, 13), (QUARTER, 5), (HALF, 3), (ALL, 2), (MONTH, 0)])
def test_there_is_no_thirteenth_month(kind, number):
    with pytest.raises(ValueError, match=str(number)):
        Period(kind, 2026, number)
