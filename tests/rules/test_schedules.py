"""The schedule of a month: clashes of who attends, days that cannot be, days without a reason (meetings.md §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.schedules import PlannedMeeting, clashes, problems, warnings

ONE = PlannedMeeting(
    1,
    "Chi bộ thôn Mẫu 1",
    MeetingType.REGULAR,
    date(2026, 6, 3),
    time(19, 30),
    attendee_id=5,
    attendee="Lê Văn Minh Họa",
    fixed_day=3,
)
OTHER = replace(ONE, cell_id=2, cell="Chi bộ thôn Mẫu 2")


@pytest.mark.parametrize(
    ("starts_at", "clash"),
    [(time(18, 0), False), (time(18, 1), True), (time(19, 30), True), (time(20, 59), True), (time(21, 0), False)],
)
def test_one_comrade_cannot_attend_two_meetings_that_overlap(starts_at, clash):
    other = replace(OTHER, starts_at=starts_at)
    assert clashes([ONE, other]) == ([(ONE, other)] if clash else [])
    assert any("dự cả Chi bộ thôn Mẫu 1" in said for said in warnings([ONE, other])) is clash


def test_a_meeting_before_midnight_clashes_with_one_after_it():
    late = replace(ONE, starts_at=time(23, 0))
    early = replace(OTHER, planned_on=date(2026, 6, 4), starts_at=time(0, 15))
    assert clashes([late, early]) == [(late, early)]


def test_different_comrades_or_open_hours_do_not_clash():
    assert clashes([ONE, replace(OTHER, attendee_id=6)]) == []
    assert clashes([ONE, replace(OTHER, starts_at=None)]) == []
    assert clashes([replace(ONE, attendee_id=None), replace(OTHER, attendee_id=None)]) == []


def test_another_day_than_the_fixed_one_wants_a_reason():
    moved = replace(ONE, planned_on=date(2026, 6, 5))
    assert warnings([moved]) == ["Chi bộ thôn Mẫu 1 họp ngày 05/06/2026, khác ngày cố định (03); hãy ghi lý do."]
    assert warnings([replace(moved, exception_reason="Đại hội thôn")]) == []
    assert warnings([replace(ONE, fixed_day=31, planned_on=date(2026, 6, 30))]) == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"planned_on": date(2026, 7, 1)}, "planned_on", "không thuộc tháng 6/2026"),
        ({"founded_on": date(2026, 6, 4)}, "planned_on", "chưa thành lập"),
        ({"dissolved_on": date(2026, 6, 3)}, "planned_on", "đã kết thúc hoạt động"),
        ({"planned_on": None, "is_agreed": True}, "planned_on", "chưa có ngày"),
    ],
)
def test_a_day_that_cannot_be_is_refused(changes, field, said):
    found = problems([replace(ONE, **changes)], 2026, 6)
    assert [problem.field for problem in found] == [f"meetings.0.{field}"]
    assert said in found[0].sentence


def test_a_cell_has_one_regular_meeting_a_month():
    twice = [ONE, replace(ONE, type=MeetingType.COMBINED), replace(ONE, type=MeetingType.THEMED)]
    assert [problem.field for problem in problems(twice, 2026, 6)] == ["meetings.1.type"]


def test_how_long_a_meeting_is_taken_to_last_is_the_office_s_choice():
    after = replace(OTHER, starts_at=time(21, 0))
    assert clashes([ONE, after]) == []
    long = replace(ONE, lasts=120)
    assert clashes([long, after]) == [(long, after)]
