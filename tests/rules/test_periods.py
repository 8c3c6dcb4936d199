"""Periods: their months, days, words, codes and what was before them."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.periods import Period, whole_year


@pytest.mark.parametrize(
    ("period", "months", "words", "before"),
    [
        (whole_year(2026), tuple(range(1, 13)), "năm 2026", whole_year(2025)),
        (Period.month_of(2026, 1), (1,), "tháng 1 năm 2026", Period.month_of(2025, 12)),
        (Period.month_of(2026, 6), (6,), "tháng 6 năm 2026", Period.month_of(2026, 5)),
        (Period.quarter_of(2026, 2), (4, 5, 6), "quý II năm 2026", Period.quarter_of(2026, 1)),
        (Period.quarter_of(2026, 1), (1, 2, 3), "quý I năm 2026", Period.quarter_of(2025, 4)),
        (Period.half_of(2026, 1), (1, 2, 3, 4, 5, 6), "6 tháng đầu năm 2026", Period.half_of(2025, 2)),
        (Period.half_of(2026, 2), (7, 8, 9, 10, 11, 12), "6 tháng cuối năm 2026", Period.half_of(2026, 1)),
    ],
)
def test_a_period_knows_its_months_its_words_and_the_one_before(period, months, words, before):
    assert tuple(month for _, month in period.months()) == months
    assert period.words == words
    assert period.before() == before
    assert Period.of_code(period.code) == period


def test_a_period_begins_and_ends_on_the_days_of_its_months():
    assert (whole_year(2026).first_day, whole_year(2026).last_day) == (date(2026, 1, 1), date(2026, 12, 31))
    assert Period.month_of(2028, 2).last_day == date(2028, 2, 29)
    assert (Period.half_of(2026, 2).first_day, Period.half_of(2026, 2).last_day) == (
        date(2026, 7, 1),
        date(2026, 12, 31),
    )


@pytest.mark.parametrize("code", [202613, 202620, 202625, 202630, 202633, 202642, 202699])
def test_a_code_of_no_period_is_refused(code):
    with pytest.raises(ValueError, match=str(code)):
        Period.of_code(code)
