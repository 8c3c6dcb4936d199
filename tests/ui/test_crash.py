"""What nobody foresaw is logged and told, from whatever thread, and the last window never stands twice."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from bontot_desktop import logs
from bontot_desktop.errors import NoRoom
from bontot_desktop.ui.crash import CrashHooks
from tests.conftest import ExpectedLogs


@pytest.fixture
def hooks(qtbot: QtBot, tmp_path: Path) -> Iterator[CrashHooks]:
    made = CrashHooks(tmp_path)
    made.install()
    yield made
    made.remove()


def _press(hooks: CrashHooks, word: str) -> None:
    assert hooks.window is not None
    next(button for button in hooks.window.findChildren(QPushButton) if button.text() == word).click()


def _raise(hooks: CrashHooks) -> None:
    try:
        raise KeyError("bug")
    except KeyError as error:
        sys.excepthook(KeyError, error, error.__traceback__)


def test_a_bug_is_told_with_its_report_and_one_can_go_on(
    qtbot: QtBot, hooks: CrashHooks, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("không lường trước: KeyError")
    _raise(hooks)
    qtbot.waitUntil(lambda: hooks.window is not None and hooks.window.isVisible())
    assert hooks.window is not None
    assert "KeyError" in hooks.window.report
    assert "Bốn Tốt" in hooks.window.report
    _raise(hooks)
    QApplication.processEvents()
    _press(hooks, "Chép báo cáo")
    assert "KeyError" in QApplication.clipboard().text()
    _press(hooks, "Làm tiếp")
    qtbot.waitUntil(lambda: hooks.window is None)


def test_a_bug_in_a_thread_can_close_the_program(qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("không lường trước: ValueError")
    done: list[str] = []
    hooks = CrashHooks(tmp_path, stop_timers=lambda: done.append("timers"), close_program=lambda: done.append("closed"))
    hooks.install()

    def fail() -> None:
        raise ValueError("bug")

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: hooks.window is not None and hooks.window.isVisible())
    _press(hooks, "Đóng chương trình")
    qtbot.waitUntil(lambda: done == ["timers", "closed"])
    hooks.remove()


def test_what_qt_says_goes_into_the_log(hooks: CrashHooks, expected_logs: ExpectedLogs) -> None:
    expected_logs.expect("qt: QImage: cannot read …")
    qWarning("QImage: cannot read “ảnh của Nguyễn Văn Ví Dụ.png”")


def test_the_log_begins_with_the_versions_and_is_utf8(tmp_path: Path) -> None:
    path = logs.start(tmp_path)
    logs.logging.getLogger("thử").info("đã mở văn phòng")
    logs.stop()
    lines = path.read_text("utf-8").splitlines()
    assert "Bốn Tốt" in lines[0]
    assert lines[1].endswith("thử: đã mở văn phòng")


def test_no_room_for_a_log_does_not_stop_the_work(tmp_path: Path) -> None:
    logs.start(tmp_path / "khong-co")
    logs.stop()


def test_before_the_last_window_comes_timers_stop_and_then_typing_is_kept(
    qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("không lường trước: KeyError")
    done: list[str] = []

    def keep() -> bool:
        done.append("typing")
        return False

    hooks = CrashHooks(
        tmp_path, stop_timers=lambda: done.append("timers"), keep_typing=keep, go_on=lambda: done.append("on")
    )
    hooks.install()
    _raise(hooks)
    qtbot.waitUntil(lambda: hooks.window is not None and hooks.window.isVisible())
    assert done == ["timers", "typing"]
    assert hooks.window is not None
    shown = " ".join(label.text() for label in hooks.window.findChildren(QLabel))
    assert "có thể chưa giữ được hết" in shown
    _press(hooks, "Làm tiếp")
    qtbot.waitUntil(lambda: done == ["timers", "typing", "on"])
    hooks.remove()


def test_the_last_window_comes_even_when_nothing_can_be_stopped_or_kept(
    qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("không lường trước: KeyError")
    expected_logs.expect("không dừng hoặc không giữ được hết")

    def fail() -> None:
        raise ValueError("bug")

    hooks = CrashHooks(tmp_path, stop_timers=fail)
    hooks.install()
    _raise(hooks)
    qtbot.waitUntil(lambda: hooks.window is not None and hooks.window.isVisible())
    _press(hooks, "Làm tiếp")
    hooks.remove()


def test_a_full_disk_met_by_a_timer_is_one_sentence_and_no_crash(
    qtbot: QtBot, tmp_path: Path, expected_logs: ExpectedLogs
) -> None:
    expected_logs.expect("không ai đỡ: NoRoom")
    told: list[str] = []
    hooks = CrashHooks(tmp_path, tell=lambda error: told.append(str(error)))
    hooks.install()
    error = NoRoom("Ổ đĩa đã đầy.")
    sys.excepthook(NoRoom, error, None)
    qtbot.waitUntil(lambda: told == ["Ổ đĩa đã đầy."])
    assert hooks.window is None
    hooks.remove()
