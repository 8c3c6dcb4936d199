"""The office's year: when a thing is told, how a day may be typed, what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from bontot_desktop.rules.year_calendar import CalendarEntry, Every, due, faults, written

LAUNCH = CalendarEntry("launch", "Lễ phát động", first="01/03", last="07/03", before=14)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2026, 2, 14), False),
        (date(2026, 2, 15), True),
        (date(2026, 3, 7), True),
        (date(2026, 3, 28), True),
        (date(2026, 3, 29), False),
        (date(2026, 11, 22), False),
    ],
)
def test_a_thing_is_told_so_many_days_ahead_and_three_weeks_after(today, told):
    turn = due(LAUNCH, today)
    assert (turn is not None) is told
    if turn is not None:
        assert (turn.mark, turn.last) == ("launch/2026", date(2026, 3, 7))


def test_what_is_switched_off_is_not_told():
    assert due(CalendarEntry("x", "Việc", first="01/03", last="07/03", is_on=False), date(2026, 3, 2)) is None


def test_a_thing_of_january_is_told_in_december_and_may_be_about_the_year_before():
    report = CalendarEntry("report", "Báo cáo", first="02/01", last="31/01", before=7, about=-1)
    turn = due(report, date(2026, 12, 28))
    assert turn is not None
    assert (turn.mark, turn.year, turn.first) == ("report/2027", 2026, date(2027, 1, 2))


def test_monthly_and_quarterly_things_come_back_with_marks_of_their_own():
    monthly = CalendarEntry("m", "Thu bảng", first="05", last="10", every=Every.MONTH)
    quarterly = CalendarEntry("q", "Tiến độ", first="15", last="31", every=Every.QUARTER)
    for entry, today, mark, last in (
        (monthly, date(2026, 5, 6), "m/2026-05", date(2026, 5, 10)),
        (monthly, date(2026, 5, 4), "m/2026-04", None),
        (quarterly, date(2026, 6, 20), "q/2026-06", date(2026, 6, 30)),
        (quarterly, date(2026, 1, 10), "q/2025-12", date(2025, 12, 31)),
    ):
        turn = due(entry, today)
        if last is None:
            assert turn is None
        else:
            assert turn is not None
            assert (turn.mark, turn.last) == (mark, last)


def test_days_may_be_typed_in_several_ways():
    assert written("8/3", Every.YEAR) == written("08-03", Every.YEAR) == written("8.3", Every.YEAR) == "08/03"
    assert written("5", Every.MONTH) == "05"
    assert written("29/2", Every.YEAR) == "29/02"
    assert written("tháng ba", Every.YEAR) == "tháng ba"
    assert due(CalendarEntry("f", "Việc", first="29/02", last="29/02"), date(2026, 2, 28)) is not None


def test_days_that_cannot_be_are_told_with_a_sentence():
    assert faults(LAUNCH) == []
    assert faults(CalendarEntry("x", "", "", "31/02", "1", -1)) == [
        ("title", "Chưa ghi việc."),
        ("first", "Ghi ngày như 08/03."),
        ("before", "Số ngày nhắc trước từ 0 đến 180."),
    ]
    assert faults(CalendarEntry("x", "Việc", first="10/03", last="08/03")) == [("last", "Ngày cuối ở trước ngày đầu.")]
