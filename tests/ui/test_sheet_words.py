"""How an observer is named beside the sheet."""

from __future__ import annotations

from bontot_desktop.rules.samples import ObserverCapacity
from bontot_desktop.ui.pages.sample.sheet_forms import who_it_is


def test_an_observer_is_named_with_nothing_said_twice() -> None:
    committee = ObserverCapacity.COMMITTEE_MEMBER
    assert who_it_is(committee, "Đảng ủy viên, Chủ tịch Hội Ví Dụ xã", "Hội Ví Dụ xã") == (
        "Đảng ủy viên, Chủ tịch Hội Ví Dụ xã"
    )
    assert who_it_is(committee, "Trưởng phòng", "Phòng Mẫu") == "Đảng ủy viên, Trưởng phòng, Phòng Mẫu"
    assert who_it_is(committee, "", "Phòng Mẫu") == "Đảng ủy viên, Phòng Mẫu"
