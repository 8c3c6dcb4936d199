"""Tổng quan, driven as a person drives it: what waits, one click to its place, put aside, figures and the year."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from bontot_desktop.places import user_places
from bontot_desktop.services import reminder_settings, samples, second_place, statistics
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.pages.home import HomePage
from bontot_desktop.ui.pages.home_list import ReminderModel
from bontot_desktop.ui.pages.system.reminding import RemindingPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office as made
from tests.meeting_office import NOW

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("BONTOT_HOME", str(tmp_path / "home"))


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    made.planned(office)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = HomePage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1140, 660)
    page.refresh()
    page.show()
    return page


def words(page) -> list[str]:
    model: ReminderModel = page.list.rows
    return [model.data(model.index(place, 0)) for place in range(model.rowCount())]


def place_of(page, key: str) -> int:
    return page.list.rows.place_of(key)


def test_the_first_page_of_the_rail_is_the_one_with_what_waits():
    assert registry.PAGES[0].key == "home"


def test_what_waits_stands_in_groups_the_late_first(page):
    shown = words(page)
    assert shown[0].startswith("Quá hạn (")
    assert any(line.startswith("Hôm nay, tuần này (") for line in shown)
    assert "việc quá hạn" in page._summary.text()


def test_one_click_opens_the_place_where_it_is_done(qtbot, page, shell):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    index = page.list.rows.index(place_of(page, "copies/usb"), 0)
    page.list.scrollTo(index)
    at = page.list.visualRect(index).topLeft() + QPoint(80, 12)
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=at)
    assert wanted == [("system", "copies")]


def test_enter_opens_and_the_arrows_go_over_the_headings(qtbot, page, shell):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append(key))
    page.take_focus()
    first = page.list.current()
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert wanted == [first.page]
    for _ in range(page.list.rows.rowCount()):
        qtbot.keyClick(page.list, Qt.Key.Key_Down)
        assert page.list.current() is not None


def test_a_reminder_is_put_aside_and_brought_back(qtbot, page, shell):
    page.list.mark("copies/usb")
    reminder = page.list.current()
    page.offer_days(reminder, QPoint(0, 0))
    menu = page.findChild(QMenu)
    actions = {action.text(): action for action in menu.actions()}
    actions["Ngày mai (22/11/2026)"].trigger()
    menu.close()
    assert place_of(page, "copies/usb") < 0
    assert page.back_button.text() == "Hiện lại 1 việc đã hẹn ngày"
    qtbot.mouseClick(page.back_button, LEFT)
    assert place_of(page, "copies/usb") >= 0
    assert page.back_button.isHidden()


def test_a_day_of_ones_own_is_asked_for_and_read_as_people_write_it(page, shell):
    page.list.mark("copies/usb")
    shell.asking.answers.append("15.12.26")
    page._ask_day(page.list.current())
    with shell.office.ask() as driver:
        assert reminder_settings.aside_of(driver) == {"copies/usb": date(2026, 12, 15)}


def test_the_words_to_put_aside_are_under_the_mouse_and_answer_delete(qtbot, page):
    wanted = []
    page.list.aside_wanted.disconnect()
    page.list.aside_wanted.connect(lambda one, at: wanted.append(one.key))
    index = page.list.rows.index(place_of(page, "copies/usb"), 0)
    page.list.scrollTo(index)
    link = page.list._paint.link(page.list.visualRect(index))
    qtbot.mouseClick(page.list.viewport(), LEFT, pos=link.center())
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert wanted == ["copies/usb", "copies/usb"]


def test_figures_come_when_the_window_stands_and_open_what_is_behind(qtbot, page, shell):
    qtbot.waitUntil(lambda: page.figures is not None)
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    page.figures.setCurrentIndex(page.figures.figures.index(1, 0))
    qtbot.keyClick(page.figures, Qt.Key.Key_Return)
    assert wanted == [("statistics", "S2")]


def test_the_bars_beside_the_regular_meetings_are_each_months_share(qtbot, page, office):
    qtbot.waitUntil(lambda: page.figures is not None)
    found = statistics.year_figures(office, NOW.year)
    bars = page.figures.figures.months["S4"]
    assert bars == found.regular
    assert any(share == 0 for share in bars)


def test_what_takes_longer_is_read_in_turns_and_rests_while_another_page_is_used(qtbot, page):
    qtbot.waitUntil(lambda: page.figures is not None)
    page.refresh()
    page._read_on()
    assert page._rest.isActive()
    assert page._is_due
    page.hide()
    assert not page._rest.isActive()
    page.show()
    qtbot.waitUntil(lambda: not page._is_due)
    assert not page._rest.isActive()


def test_the_year_bears_sample_meetings_and_opens_them(qtbot, page, shell, office):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append(key))
    (mark,) = [mark for mark in page.year._marks if mark.page == "samples"]
    assert mark.words in page.year.accessibleName()
    qtbot.mouseClick(page.year, LEFT, pos=QPoint(round(page.year._x(mark.day)), page.year._line()))
    assert wanted == ["samples"]
    event = mark.item
    shell.act(lambda: samples.discard(office, event))
    assert [one for one in page.year._marks if one.page == "samples"] == []


def test_an_office_with_nothing_to_do_is_told_so(qtbot, page, shell, office, monkeypatch):
    far = (NOW + timedelta(days=3000)).date()
    for one in [*page._soon.reminders, *page._later.reminders]:
        reminder_settings.put_aside(office, one.key, one.sentence, far)
    page.refresh()
    page.read_later()
    for one in page._later.reminders:
        reminder_settings.put_aside(office, one.key, one.sentence, far)
    page.read_later()
    assert words(page) == []
    assert page.empty is not None
    assert "không có việc nào đang chờ" in page._summary.text()


def test_the_days_are_changed_in_the_settings(qtbot, shell, office):
    part = RemindingPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    part.form.field("usb_after").set_value(30)
    assert part.save()
    assert reminder_settings.load(office).usb_after == 30


def test_the_age_of_the_copy_in_the_second_place_is_told_until_it_is_a_thing_to_do(page, office, tmp_path):
    places, path = user_places(), office.data.path
    assert place_of(page, "copies/usb") >= 0
    (tmp_path / "usb").mkdir()
    second_place.choose(places, path, tmp_path / "usb")
    second_place.carry(office, places)
    now, office.now = office.now, lambda: now() + timedelta(days=3)
    page._shell._now = office.now
    page.refresh()
    assert page._summary.text().endswith(" · bản sao USB: 3 ngày trước")
    assert place_of(page, "copies/usb") < 0
    office.now = lambda: now() + timedelta(days=12)
    page._shell._now = office.now
    page.refresh()
    assert "bản sao USB" not in page._summary.text()
    assert any("Bản sao USB: 12 ngày trước" in line for line in words(page))
