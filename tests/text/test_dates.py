"""Dates and times as the office writes them."""

from __future__ import annotations

from datetime import date, time

import pytest

from bontot_desktop import dates

MARCH = date(2026, 3, 6)


@pytest.mark.parametrize(
    "typed", ["6/3/2026", "06/03/26", "6.3.2026", "6-3-26", "060326", "06032026", "2026-03-06", " 6 / 3 / 2026 "]
)
def test_a_date_is_read_as_people_type_it(typed: str) -> None:
    assert dates.parse(typed) == MARCH


def test_two_figure_years_fall_into_the_right_century() -> None:
    assert dates.parse("1/1/49") == date(2049, 1, 1)
    assert dates.parse("1/1/50") == date(1950, 1, 1)


@pytest.mark.parametrize("typed", ["31/02/2026", "hôm qua", "6/3", "13/13/2026", "1/1/1"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        dates.parse(typed)


def test_nothing_typed_is_no_date() -> None:
    assert dates.parse("  ") is None


@pytest.mark.parametrize(
    ("day", "written"),
    [
        (date(2026, 2, 3), "ngày 03 tháng 02 năm 2026"),
        (date(2023, 3, 6), "ngày 06 tháng 3 năm 2023"),
        (date(2026, 5, 27), "ngày 27 tháng 5 năm 2026"),
        (date(2026, 12, 1), "ngày 01 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_are_padded_on_paper(day: date, written: str) -> None:
    assert dates.full(day) == written


def test_a_draft_leaves_room_for_its_date() -> None:
    assert dates.full(None, year=2026) == "ngày      tháng      năm 2026"


@pytest.mark.parametrize(("day", "written"), [(date(2026, 1, 9), "09/01/2026"), (MARCH, "06/3/2026")])
def test_dates_inside_a_text_are_padded_alike(day: date, written: str) -> None:
    assert dates.short(day) == written


def test_the_screen_always_shows_eight_figures() -> None:
    assert dates.screen(MARCH) == "06/03/2026"
    assert dates.screen(None) == ""


@pytest.mark.parametrize("typed", ["19:30", "19h30", "1930", "19 giờ 30", "19.30", "19 giờ 30 phút"])
def test_a_time_is_read_as_people_type_it(typed: str) -> None:
    assert dates.parse_clock(typed) == time(19, 30)


def test_an_evening_meeting_may_end_after_midnight() -> None:
    assert dates.minutes_between(time(22, 30), time(0, 15)) == 105


@pytest.mark.parametrize(("number", "figure"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (39, "XXXIX")])
def test_headings_count_in_roman_figures(number: int, figure: str) -> None:
    assert dates.roman(number) == figure


def test_the_day_of_the_week_is_named() -> None:
    assert dates.weekday(MARCH) == "thứ Sáu"


def test_how_long_ago_is_said_in_days() -> None:
    today = date(2026, 11, 22)
    said = [dates.ago(date(2026, 11, day), today) for day in (22, 21, 10, 25)]
    assert said == ["hôm nay", "hôm qua", "12 ngày trước", "ngày 25/11/2026"]
