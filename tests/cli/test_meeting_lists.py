"""``bontot list meetings`` tells what the minutes say."""

from __future__ import annotations

from datetime import date

from bontot_desktop.cli.meeting_lists import MEETINGS
from tests.meeting_office import approved, make_office


def test_meetings_of_a_year_have_their_figures(tmp_path):
    office = make_office(tmp_path)
    approved(office, month=3)
    lines = MEETINGS.lines(office, 2026)
    assert [(line["cell"], line["held_on"], line["rate"], line["state"]) for line in lines] == [
        ("Chi bộ thôn Mẫu 1", date(2026, 3, 3), "95,5 %", "Biên bản đã thông qua")
    ]
    assert set(MEETINGS.headings) <= set(lines[0])
    assert MEETINGS.lines(office, 2025) == []
    office.close()
