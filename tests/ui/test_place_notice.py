"""A data file in a dangerous folder is told above the pages, and one press brings it home."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.place_notice import PlaceNotice
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start.beginning import Beginning
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import clock, office

__all__ = ["office"]


def _window(office, asking: AnswerWith, qtbot: QtBot, qapp: QApplication):
    shell = Shell(office, asking, AtOnce())
    desk = HelpDesk(qapp, asking)
    window = build_window(shell, user_places(), desk)
    desk.setParent(window)
    qtbot.addWidget(window)
    return shell, window


def test_a_file_in_a_good_place_is_told_nothing(office, qtbot: QtBot, qapp: QApplication) -> None:
    _, window = _window(office, AnswerWith(), qtbot, qapp)
    assert window.findChild(PlaceNotice, "place") is None


def test_the_danger_is_told_and_the_move_is_asked(office, qtbot: QtBot, qapp: QApplication, monkeypatch) -> None:
    monkeypatch.setenv("OneDrive", str(office.data.path.parent))
    asking = AnswerWith("Quay lại", "Chuyển tệp")
    shell, window = _window(office, asking, qtbot, qapp)
    notice = window.findChild(PlaceNotice, "place")
    assert "OneDrive" in notice.label.text()
    with qtbot.assertNotEmitted(shell.move_wanted):
        notice.move_button.click()
    with qtbot.waitSignal(shell.move_wanted):
        notice.move_button.click()
    assert str(user_places().data_file) in asking.asked[-1]


def test_the_moved_file_is_opened_in_its_new_place(office, qtbot: QtBot) -> None:
    path: Path = office.data.path
    office.close()
    asking = AnswerWith()
    again = Beginning(user_places(), asking, who="Thử", clock=clock).moved(path)
    assert again is not None
    assert again.data.path == user_places().data_file
    assert "Tệp cũ được giữ ở" in asking.asked[0]
    again.close()


def test_a_move_that_comes_to_nothing_opens_the_file_where_it_was(office, qtbot: QtBot, monkeypatch) -> None:
    path: Path = office.data.path
    office.close()
    monkeypatch.setattr("bontot_desktop.db.disk.fingerprint", lambda path: path.name)
    asking = AnswerWith()
    again = Beginning(user_places(), asking, who="Thử", clock=clock).moved(path)
    assert again is not None
    assert again.data.path == path
    assert "chưa chuyển gì" in asking.asked[0]
    again.close()
