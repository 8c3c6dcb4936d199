"""A walk through every page of an office that may only be looked at: all show, nothing rises, nothing is written."""

from __future__ import annotations

from bontot_desktop.ui.pages.registry import PAGES


def test_every_page_shows_an_office_that_may_only_be_looked_at(office, shell, open_window):
    office.read_only_because = "Người đang dùng máy chỉ được xem."
    lines = office.data.last_act()
    window = open_window(*(page.key for page in PAGES))
    for page in PAGES:
        assert window.go(page.key)
    assert shell.asking.asked == []
    assert office.data.last_act() == lines
