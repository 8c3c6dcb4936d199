"""The clock of a meeting that is going on."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bontot_desktop.rules.live_meeting import LiveMeeting, shown

BEGIN = datetime(2026, 3, 3, 19, 30)


def at(minutes: float) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


def test_each_item_takes_the_minutes_until_the_next_and_one_at_least():
    live = LiveMeeting(BEGIN, BEGIN)
    assert live.minutes_of(0, at(3.4)) == 3
    live = live.go_to(1, at(3.4))
    assert live.minutes_of(1, at(3.5)) == 1
    live = live.go_to(2, at(3.5))
    assert [live.minutes_of(item, at(10)) for item in range(4)] == [3, 1, 6, None]


def test_a_break_stops_the_item_and_is_taken_off_the_meeting():
    live = LiveMeeting(BEGIN, BEGIN).take_break(at(10))
    assert live.is_in_break
    assert live.at_item(at(20)) == 600
    live = live.go_on(at(25))
    assert (live.breaks, live.is_in_break) == (900, False)
    assert live.at_item(at(30)) == 900
    assert live.lasted(at(30)) == 900


def test_going_on_to_the_next_item_ends_a_break():
    live = LiveMeeting(BEGIN, BEGIN).take_break(at(10)).go_to(1, at(15))
    assert not live.is_in_break
    assert live.minutes_of(0, at(15)) == 10
    assert live.rested(at(20)) == 300


def test_an_item_taken_up_again_goes_on_counting():
    live = LiveMeeting(BEGIN, BEGIN).go_to(1, at(5)).go_to(0, at(8))
    assert live.minutes_of(0, at(10)) == 7


@pytest.mark.parametrize(("seconds", "words"), [(5, "00:05"), (252, "04:12"), (3852, "1:04:12")])
def test_time_is_shown_as_a_clock_shows_it(seconds, words):
    assert shown(seconds) == words
