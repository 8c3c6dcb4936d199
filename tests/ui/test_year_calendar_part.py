"""Hệ thống, Lịch năm, and its things on the first page: edited, put aside as done, told again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from bontot_desktop.services import year_calendar
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.home import HomePage
from bontot_desktop.ui.pages.system.year_calendar import YearCalendarPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made

NOW = datetime(2026, 3, 6, 9, 0)


@pytest.fixture
def office(tmp_path) -> Iterator[Office]:
    opened = made.make_office(tmp_path)
    opened.now = lambda: NOW
    yield opened
    opened.close()


@pytest.fixture
def shell(office) -> Shell:
    return Shell(office, AnswerWith("Dùng lịch mặc định"), AtOnce(), now=lambda: NOW)


def test_a_day_is_changed_a_line_added_and_everything_put_back(shell, office, qtbot):
    part = YearCalendarPart(shell)
    qtbot.addWidget(part)
    shell.changed.connect(part.changed)
    part.refresh()
    assert not part.reset_button.isEnabled()
    rows: Any = part.form.field("entries")
    shown = rows.value()
    own = year_calendar.CalendarEntry(title="Nộp báo cáo riêng", first="5/3", last="6/3", before=1)
    rows.set_value((*shown, own))
    assert part.save()
    assert year_calendar.load(office).entries[-1].first == "05/03"
    assert rows.value()[-1].key == "own-1"
    assert not part.form.is_edited()
    part.reset()
    assert year_calendar.load(office).entries == shown
    assert rows.value() == shown


def test_what_is_done_leaves_the_first_page_and_comes_back_when_asked(shell, office, qtbot):
    home = HomePage(shell)
    qtbot.addWidget(home)
    shell.changed.connect(home.changed)
    home.refresh()
    home.read_later()
    place = home.list.rows.place_of("calendar/launch/2026")
    reminder: Any = home.list.rows.row(place)
    assert "Lễ phát động" in reminder.sentence
    home.mark_done(reminder)
    home.read_later()
    assert home.list.rows.place_of("calendar/launch/2026") < 0
    part = YearCalendarPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    part.tell_again()
    home.read_later()
    assert home.list.rows.place_of("calendar/launch/2026") > 0
