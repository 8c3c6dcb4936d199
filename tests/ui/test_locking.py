"""Locked, nothing is seen or reached, nothing typed is lost, jobs go on; only the password or the code opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.services import setup
from bontot_desktop.services.office import Office
from bontot_desktop.ui import locking
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.locking import TITLE, Cover, Locker
from bontot_desktop.ui.main_window import MainWindow, PageEntry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.page import Page
from tests.small_office import DRAFT, NOW, PASSWORD, plain_office
from tests.small_office import cheap_keys as cheap_keys


class Clock:
    """A clock for people and one for idle time, both moved by hand."""

    def __init__(self) -> None:
        self.now, self.seconds = NOW, 0.0

    def __call__(self) -> datetime:
        return self.now

    def idle(self) -> float:
        return self.seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sealed(tmp_path: Path, cheap_keys: None, clock: Clock) -> Iterator[tuple[Office, str]]:
    office, code = setup.new_office(
        tmp_path / "van-phong.bontot", DRAFT, password=PASSWORD, holder="thử", who="Thử", clock=clock
    )
    assert code is not None
    yield office, code
    office.close()


class Desk(Page):
    """A page with a field in which something is half typed."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Chi bộ", parent)
        self.field = QLineEdit(self)
        self.content.addWidget(self.field)


def _window(qtbot: QtBot, office: Office) -> MainWindow:
    shell = Shell(office, AnswerWith(), AtOnce())
    window = MainWindow(shell, [PageEntry("cells", "Chi bộ", "users-three", Desk)], title="van-phong – Bốn Tốt")
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def window(qtbot: QtBot, sealed: tuple[Office, str]) -> MainWindow:
    return _window(qtbot, sealed[0])


@pytest.fixture
def locker(window: MainWindow, clock: Clock) -> Iterator[Locker]:
    made = Locker(window, seconds=clock.idle)
    assert Locker.of(window) is made
    yield made
    made.stop()


def _unlock(qtbot: QtBot, locker: Locker, password: str) -> None:
    asking = locker.asking
    assert asking is not None
    asking.password.setText(password)
    asking.try_it()


def _seen(window: QWidget) -> bool:
    """Say whether anything but the sheet is seen of a window."""
    covers = [cover for cover in window.findChildren(Cover) if cover.isVisible()]
    return not any(cover.geometry() == window.rect() for cover in covers)


def test_everything_is_covered_at_once_and_comes_back_as_it_was(
    qtbot: QtBot, window: MainWindow, locker: Locker
) -> None:
    page = window.page()
    assert isinstance(page, Desk)
    page.field.setText("Nguyễn Văn Ví D")
    dialog = QDialog(window)
    dialog.setWindowTitle("Đảng viên Nguyễn Văn Ví Dụ")
    typed = QLineEdit("gõ dở", dialog)
    dialog.open()
    menu = QMenu(window)
    menu.addAction("Sửa")
    menu.popup(window.pos())
    locker.lock()
    assert not menu.isVisible()
    assert [one.windowTitle() for one in (window, dialog)] == [TITLE, TITLE]
    assert not _seen(window)
    assert not _seen(dialog)
    assert dialog.isVisible(), "hidden, it would count as answered"
    assert QGuiApplication.modalWindow() is locker.asking.windowHandle()
    _unlock(qtbot, locker, PASSWORD)
    assert not locker.is_locked
    assert [one.windowTitle() for one in (window, dialog)] == ["van-phong – Bốn Tốt", "Đảng viên Nguyễn Văn Ví Dụ"]
    assert _seen(window)
    assert _seen(dialog)
    assert (page.field.text(), typed.text(), dialog.result()) == ("Nguyễn Văn Ví D", "gõ dở", 0)
    dialog.close()


def test_the_sheet_stays_over_a_window_that_grows_or_gets_something_new(window: MainWindow, locker: Locker) -> None:
    locker.lock()
    window.resize(window.width() + 80, window.height() + 40)
    late = QLabel("Nguyễn Văn Ví Dụ", window)
    late.setGeometry(window.rect())
    late.show()
    window.setWindowTitle("Chi bộ thôn Mẫu 1")
    QApplication.processEvents()
    assert not _seen(window)
    assert isinstance(window.childAt(window.rect().center()).window(), MainWindow)
    cover = next(cover for cover in window.findChildren(Cover))
    assert window.childAt(5, 5) is cover
    assert window.windowTitle() == TITLE
    locker.unlock()
    assert window.windowTitle() == "Chi bộ thôn Mẫu 1"


def test_no_key_reaches_what_is_covered(qtbot: QtBot, window: MainWindow, locker: Locker) -> None:
    pressed: list[str] = []
    QShortcut(QKeySequence("Ctrl+S"), window, lambda: pressed.append("saved"))
    locker.lock()
    asking = locker.asking
    assert asking is not None
    qtbot.waitUntil(lambda: QApplication.activeWindow() is asking)
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(asking, Qt.Key.Key_Escape)
    asking.close()
    assert pressed == []
    assert asking.isVisible()
    assert locker.is_locked


def test_what_a_jobs_end_shows_while_locked_is_covered_and_the_lock_stays_in_front(
    qtbot: QtBot, window: MainWindow, locker: Locker
) -> None:
    locker.lock()
    late = QDialog(window)
    late.setWindowTitle("Đã in biên bản của Nguyễn Văn Ví Dụ")
    QLabel("Nguyễn Văn Ví Dụ", late)
    late.open()
    assert not _seen(late)
    assert late.windowTitle() == TITLE
    asking = locker.asking
    assert asking is not None
    qtbot.waitUntil(lambda: QGuiApplication.modalWindow() is asking.windowHandle())
    _unlock(qtbot, locker, PASSWORD)
    assert late.windowTitle() == "Đã in biên bản của Nguyễn Văn Ví Dụ"
    late.close()


def test_wrong_passwords_are_told_and_slowed_and_the_code_opens_too(
    qtbot: QtBot, sealed: tuple[Office, str], clock: Clock, locker: Locker
) -> None:
    locker.lock()
    asking = locker.asking
    assert asking is not None
    asking.try_it()
    for _ in range(3):
        _unlock(qtbot, locker, "không phải mật khẩu")
    opens = asking.findChild(QPushButton, "unlock")
    assert not opens.isEnabled()
    _unlock(qtbot, locker, PASSWORD)
    assert locker.is_locked, "the pause is not over"
    for _ in range(2):
        asking._pause.tick()
    clock.now = NOW.replace(second=30)
    qtbot.mouseClick(asking.findChild(QPushButton, "other"), Qt.MouseButton.LeftButton)
    asking.code.setText(sealed[1].lower().replace("-", " "))
    qtbot.mouseClick(opens, Qt.MouseButton.LeftButton)
    assert not locker.is_locked


def test_the_program_locks_itself_when_nobody_was_there(
    qtbot: QtBot, window: MainWindow, locker: Locker, clock: Clock
) -> None:
    locker.watch()
    clock.seconds = 9 * 60
    locker.look()
    assert not locker.is_locked
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    clock.seconds = 18 * 60
    locker.look()
    assert not locker.is_locked, "a key was pressed nine minutes ago"
    clock.seconds = 19 * 60
    locker.look()
    assert locker.is_locked
    locker.look()
    locker.unlock()
    locker.look()
    assert not locker.is_locked


def test_the_time_is_chosen_on_this_pc_and_may_be_never(locker: Locker, clock: Clock) -> None:
    assert locking.minutes() == 10
    clock.seconds = 1e6
    locking.keep_minutes(0)
    locker.look()
    assert not locker.is_locked
    locking.keep_minutes(5)
    assert locking.minutes() == 5
    locker.look()
    assert locker.is_locked


def test_while_a_job_runs_the_idle_lock_waits_for_its_end(
    window: MainWindow, locker: Locker, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.seconds = 1e6
    with window.shell.office.work("thu.thu", "Thử"):
        locker.look()
        assert not locker.is_locked
    locker.look()
    assert locker.is_locked


def test_the_half_hourly_copy_and_acts_go_on_behind_the_lock(
    window: MainWindow, locker: Locker, tmp_path: Path
) -> None:
    from bontot_desktop.services import care

    locker.lock()
    assert care.copy_if_changed(window.shell.office, tmp_path / "ban-sao") is not None
    assert locker.is_locked


def test_a_file_without_a_password_says_why_it_is_not_locked(qtbot: QtBot, tmp_path: Path) -> None:
    office = plain_office(tmp_path)
    window = _window(qtbot, office)
    locker = Locker.of(window)
    locker.watch()
    locker.lock()
    assert window.shell.asking.asked == [locking.NO_PASSWORD]
    assert not locker.is_locked
    office.close()


def test_closing_the_program_takes_the_lock_along(window: MainWindow, locker: Locker) -> None:
    locker.watch()
    locker.lock()
    window.closing.emit()
    assert not locker.is_locked
    assert not window.findChildren(Cover) or all(not cover.isVisible() for cover in window.findChildren(Cover))
