"""What most walks begin with: the office of the sample meetings, its shell, and a window of the pages they name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    """Give the office of the sample meetings; a walk of something else has an office of its own."""
    (tmp_path / "data").mkdir()
    office = sample_office.make_office(tmp_path / "data")
    yield office
    office.close()


@pytest.fixture
def shell(qapp: QApplication, office: Office) -> Shell:
    """Give a shell that answers questions with "yes" and works at once, by the clock of the office."""
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: office.now())


@pytest.fixture
def open_window(qtbot: QtBot, shell: Shell) -> Callable[..., MainWindow]:
    """Return what opens a window of the pages named, the first one shown."""

    def open_window(*keys: str) -> MainWindow:
        window = MainWindow(shell, [entry(key) for key in keys])
        qtbot.addWidget(window)
        shell.asking.parent = window
        window.resize(1366, 768)
        window.show()
        window.go(keys[0])
        return window

    return open_window
