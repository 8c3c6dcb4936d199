"""A clock set back is said at the start, calmly and only while it stands before the newest act."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bontot_desktop.services import cell_forms, clock_check
from bontot_desktop.services.office import Office
from tests.small_office import NOW, office

__all__ = ["office"]


def test_a_clock_set_back_is_said_with_both_moments(office: Office) -> None:
    office.now = lambda: NOW - timedelta(days=300)
    said = clock_check.warning(office)
    assert said.startswith(
        "Đồng hồ máy đang chỉ 14:05 ngày 25/01/2026, trước việc ghi gần nhất (14:05 ngày 21/11/2026)."
    )


def test_a_few_minutes_are_nobodys_business(office: Office) -> None:
    office.now = lambda: NOW - timedelta(minutes=9)
    assert clock_check.warning(office) == ""


def test_one_act_at_the_right_clock_ends_the_warning_of_a_wrong_one(office: Office) -> None:
    office.now = lambda: NOW.replace(year=2099)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 1"))
    office.now = lambda: NOW
    assert clock_check.warning(office)
    cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name="Chi bộ thôn Mẫu 2"))
    assert clock_check.warning(office) == ""
