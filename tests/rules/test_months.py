"""A line of the month's grid: what cannot be in it is said with the cell's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bontot_desktop.rules.months import MonthEntry, problems

TODAY = date(2026, 6, 30)
FULL = MonthEntry(
    7,
    "Chi bộ thôn Mẫu 1",
    held_on=date(2026, 6, 3),
    minutes=95,
    total=30,
    expected=28,
    present=26,
    unexcused=1,
    speakers=9,
    contributions=12,
    points=Decimal("92.5"),
)


def found(entry: MonthEntry) -> list[tuple[str, str]]:
    return [(problem.field, problem.sentence) for problem in problems(entry, 2026, 6, TODAY)]


def test_a_line_of_a_real_meeting_and_an_empty_one_are_fine():
    assert found(FULL) == []
    assert found(MonthEntry(7, "Chi bộ thôn Mẫu 1")) == []


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"held_on": None}, "held_on", "chưa ghi ngày họp"),
        ({"held_on": date(2026, 5, 31)}, "held_on", "31/05/2026 không thuộc tháng 6/2026"),
        ({"minutes": 0}, "minutes", "từ 1 đến 600 phút"),
        ({"minutes": 601}, "minutes", "từ 1 đến 600 phút"),
        ({"expected": 31}, "expected", "nhiều hơn số đảng viên"),
        ({"present": 29, "unexcused": 0}, "present", "nhiều hơn số phải dự"),
        ({"expected": None}, "expected", "chưa ghi số phải dự"),
        ({"unexcused": 3}, "unexcused", "nhiều hơn số vắng"),
        ({"speakers": 27, "contributions": 27}, "speakers", "nhiều hơn số có mặt"),
        ({"contributions": 8}, "contributions", "ít hơn số người phát biểu"),
    ],
)
def test_what_cannot_be_is_said_beside_its_figure(changes, field, said):
    assert [(where, said in sentence) for where, sentence in found(replace(FULL, **changes))] == [
        (f"entries.7.{field}", True)
    ]


def test_a_meeting_that_has_not_come_has_no_results():
    late = list(problems(FULL, 2026, 6, date(2026, 6, 2)))
    assert [problem.field for problem in late] == ["entries.7.held_on"]
    assert "chưa tới" in late[0].sentence
