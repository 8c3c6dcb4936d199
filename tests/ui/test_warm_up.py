"""Loading ahead while the window is idle, and the moment from which it may."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Mapper

from bontot_desktop.db.base import Base
from bontot_desktop.services import warming
from bontot_desktop.ui.first_paint import FirstPaint
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.warm_up import WarmUp


def test_every_step_is_taken_in_order_and_then_the_timer_rests(qtbot: QtBot) -> None:
    taken: list[int] = []
    warm_up = WarmUp(lambda number=number: taken.append(number) for number in range(3))
    warm_up.begin()
    qtbot.waitUntil(lambda: not warm_up.is_running())
    assert taken == [0, 1, 2]


def test_no_step_is_taken_after_the_stop(qtbot: QtBot) -> None:
    taken: list[int] = []

    def first() -> None:
        taken.append(1)
        warm_up.stop()

    warm_up = WarmUp([first, lambda: taken.append(2)])
    warm_up.begin()
    qtbot.waitUntil(lambda: not warm_up.is_running())
    assert taken == [1]


def test_what_is_loaded_ahead_is_there_and_the_tables_are_joined() -> None:
    for step in (*warming.steps(), *registry.steps()):
        step()
    assert all(isinstance(mapper, Mapper) and mapper.configured for mapper in Base.registry.mappers)
    assert "bontot_desktop.ui.pages.papers" in sys.modules


def test_a_window_is_told_of_once_when_it_was_painted(qtbot: QtBot) -> None:
    window = QLabel("Chi bộ thôn Mẫu 1")
    qtbot.addWidget(window)
    told: list[bool] = []
    shown = FirstPaint(window)
    shown.painted.connect(lambda: told.append(window.isVisible()))
    with qtbot.waitSignal(shown.painted):
        window.show()
    window.repaint()
    qtbot.wait(0)
    assert told == [True]
