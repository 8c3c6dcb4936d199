"""The end nobody pressed a button for: typing is kept, the file is put at rest, and nobody is asked."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import SIGNAL, QTimer
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.services import drafts
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.ending import Ending
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.form import Form
from tests.conftest import ExpectedLogs
from tests.small_office import office

__all__ = ["office"]


@pytest.fixture
def window(office: Office, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    """A window in which the name of a new cell is half typed; whoever asks a question fails."""
    shell = Shell(office, AnswerWith(), AtOnce())
    desk = HelpDesk(qapp, shell.asking)
    made = build_window(shell, user_places(), desk)
    desk.setParent(made)
    qtbot.addWidget(made, before_close_func=lambda window: setattr(window, "asks_before_closing", False))
    made.show()
    made.go("cells")
    made.page().open_item(None)  # type: ignore[union-attr]
    made.page().top().form.field("name").set_value("Chi bộ thôn Gõ Dở")  # type: ignore[union-attr]
    return made


@pytest.fixture
def closed() -> list[str]:
    """What was closed."""
    return []


@pytest.fixture
def ending(
    window: MainWindow, qapp: QApplication, closed: list[str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ending]:
    # One application serves all tests, and no loop of it runs here that could be left.
    monkeypatch.setattr(qapp, "exit", lambda code: closed.append(f"mã {code}"))
    made = Ending(qapp)
    made.watch(window, lambda: closed.append("tệp"))
    yield made
    made.leave()
    made.stop_listening()
    made.deleteLater()


def _kept(office: Office) -> list[str]:
    return [str(row.payload["name"]) for row in drafts.all_kept(office)]


def test_windows_asks_before_it_shuts_down_and_the_typing_is_kept_without_a_question(
    ending: Ending, office: Office, closed: list[str], qapp: QApplication
) -> None:
    # Qt alone can make the manager its signal carries: the signal is heard, and what hears it is called.
    assert qapp.receivers(SIGNAL("commitDataRequest(QSessionManager&)")) == 1
    ending.keep_for_the_session()
    assert _kept(office) == ["Chi bộ thôn Gõ Dở"]
    assert closed == []  # the person may still call the shutdown off


def test_when_the_session_ends_the_file_is_put_at_rest_once(
    ending: Ending, closed: list[str], qapp: QApplication
) -> None:
    ending._put_to_rest()
    ending._put_to_rest()
    assert closed == ["tệp"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows says it through the session")
def test_a_signal_ends_the_program_with_an_open_question_answered_the_safe_way(
    ending: Ending, window: MainWindow, office: Office, closed: list[str], qtbot: QtBot
) -> None:
    ending.listen_to_signals()
    question = QDialog(window)
    QTimer.singleShot(0, lambda: os.kill(os.getpid(), signal.SIGTERM))
    assert question.exec() == QDialog.DialogCode.Rejected
    assert ending.has_ended
    assert closed == ["tệp", "mã 0"]
    assert _kept(office) == ["Chi bộ thôn Gõ Dở"]
    assert not window.isVisible()


def test_one_form_that_cannot_keep_does_not_stop_the_others(
    ending: Ending, window: MainWindow, office: Office, expected_logs: ExpectedLogs
) -> None:
    def fail() -> None:
        raise KeyError("bug")

    broken = Kept(window.shell, fail, typed=fail, take=fail, is_edited=fail, parent=window)  # type: ignore[arg-type]
    expected_logs.expect("typing could not be kept")
    assert not ending.keep_typing()
    assert _kept(office) == ["Chi bộ thôn Gõ Dở"]
    broken.deleteLater()


def test_after_a_crash_nothing_goes_on_by_itself_until_the_person_goes_on(ending: Ending, window: MainWindow) -> None:
    timer = QTimer(window)
    timer.start(60_000)
    ending.hold_still()
    assert not any(one.isActive() for one in window.findChildren(QTimer))
    ending.go_on()
    assert timer.isActive()
    timer.stop()


def test_a_short_form_that_keeps_no_drafts_is_not_told_as_kept(ending: Ending, window: MainWindow) -> None:
    assert ending.keep_typing()
    window.page().top().form.field("name").set_value("")  # type: ignore[union-attr]
    window.go("system")
    form = next(one for one in window.findChildren(Form) if one.isVisible())
    form.field(next(iter(form.values()))).set_value("Đảng ủy xã Gõ Dở")
    assert not ending.keep_typing()
