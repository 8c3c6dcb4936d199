"""Copies made by themselves while the window is open."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bontot_desktop.app import Keeper, build_window
from bontot_desktop.places import user_places
from bontot_desktop.services import care, committee
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.bars import NoticeBar
from tests.small_office import cheap_keys, locked_office, office

__all__ = ["cheap_keys", "locked_office", "office"]


def _keeper(office: Office, qtbot: QtBot, qapp: QApplication) -> Keeper:
    shell = Shell(office, AnswerWith(), AtOnce())
    desk = HelpDesk(qapp, shell.asking)
    window = build_window(shell, user_places(), desk)
    desk.setParent(window)  # it watches the program no longer than the window lives
    qtbot.addWidget(window)
    return Keeper(shell, window, user_places())


def test_a_copy_is_made_in_the_half_hour_in_which_something_changed(
    locked_office, qtbot: QtBot, qapp: QApplication
) -> None:
    office, _ = locked_office()
    keeper = _keeper(office, qtbot, qapp)
    assert keeper._timer.isActive()
    keeper.copy()
    keeper.copy()
    assert len(care.kept_copies(user_places().copies, office.data.path)) == 1
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    keeper.stop()
    assert not keeper._timer.isActive()


def test_the_sample_office_is_not_copied(office: Office, qtbot: QtBot, qapp: QApplication) -> None:
    assert not _keeper(office, qtbot, qapp)._timer.isActive()


def test_an_office_that_may_only_be_looked_at_says_why_above_its_pages(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    office.read_only_because = "Người đang dùng máy chỉ được xem."
    window = _keeper(office, qtbot, qapp)._window
    bar = window.findChild(NoticeBar, "read-only")
    assert bar.label.text() == office.read_only_because
    assert not bar.isHidden()
