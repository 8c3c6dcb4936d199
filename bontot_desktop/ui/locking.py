"""Covers the program while nobody sits at it: Ctrl+L or idle time, until the password is given; nothing typed is lost.

No window is closed or hidden, as that would answer questions that stand open: an opaque sheet lies over each, titles
are plain, and one window that holds all keys and clicks asks for the password. Jobs and the half-hourly copy go on.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QToolTip, QVBoxLayout, QWidget

from bontot_desktop.ui import look, memory
from bontot_desktop.ui.lock_window import LockWindow
from bontot_desktop.ui.main_window import MainWindow

TITLE = "Đang khóa – Bốn Tốt"
#: Minutes without a key or a move of the mouse until the program locks itself, unless the person chose others.
USUAL_MINUTES = 10
CHOICES = (0, 5, 10, 15, 30, 60)
_KEPT_AS = "tu-khoa-sau"
#: How often it is looked at, in milliseconds.
_LOOK_EVERY = 10_000
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.InputMethod,
}
NO_PASSWORD = "Văn phòng mẫu không có mật khẩu nên không khóa được. Văn phòng của đồng chí có mật khẩu thì khóa được."


def minutes() -> int:
    """Return after how many minutes the program locks itself on this PC; 0 for never."""
    kept = memory.numbers(_KEPT_AS)
    return kept[0] if kept and kept[0] in CHOICES else USUAL_MINUTES


def keep_minutes(chosen: int) -> None:
    """Keep after how many minutes the program locks itself."""
    memory.keep_numbers(_KEPT_AS, [chosen])


class Cover(QFrame):
    """A sheet over all of a window; nothing of what is below is seen or reached."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._below = window
        self.setObjectName("lock-cover")
        look.mark(self, "cover")
        self.setAutoFillBackground(True)
        column = QVBoxLayout(self)
        picture, words = QLabel(self), QLabel("Đang khóa", self)
        picture.setPixmap(look.icon("lock-key", "second").pixmap(look.icon_size(self, 2.0)))
        look.mark(words, "second")
        for label in (picture, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(picture)
        column.addWidget(words)
        column.addStretch(1)
        self._title = window.windowTitle()
        window.setWindowTitle(TITLE)
        window.installEventFilter(self)
        self._fit()
        self.show()

    def eventFilter(self, window: QObject, event: QEvent) -> bool:
        """Stay over the whole window, and over what is put into it meanwhile."""
        if event.type() is QEvent.Type.Resize:
            self._fit()
        elif event.type() is QEvent.Type.ChildPolished:
            self.raise_()
        elif event.type() is QEvent.Type.WindowTitleChange and self._below.windowTitle() != TITLE:
            self._title = self._below.windowTitle()
            self._below.setWindowTitle(TITLE)
        return False

    def _fit(self) -> None:
        self.setGeometry(self._below.rect())
        self.raise_()

    def take_off(self) -> None:
        """Give the window back as it was."""
        self._below.removeEventFilter(self)
        self._below.setWindowTitle(self._title)
        self.hide()
        self.deleteLater()


class Locker(QObject):
    """Locks and unlocks one main window and whatever stands over it."""

    def __init__(self, window: MainWindow, *, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__(window)
        self._window, self._office, self._seconds = window, window.shell.office, seconds
        self._touched = seconds()
        self._covers: list[Cover] = []
        self.asking: LockWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY)
        self._timer.timeout.connect(self.look)
        window.closing.connect(self.stop)

    @classmethod
    def of(cls, window: MainWindow) -> Locker:
        """Return the locker of a window; the first call makes it."""
        made = window.findChild(cls, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return made if isinstance(made, cls) else cls(window)

    # Idle ----------------------------------------------------------------------------------------------------------

    def watch(self) -> None:
        """Begin to look whether anybody is there; a file without a password is never locked."""
        if self._office.data.is_encrypted:
            self._listen()
            self._timer.start()

    def stop(self) -> None:
        """Look no more, and leave no cover: the program closes."""
        self._timer.stop()
        self._uncover()

    def look(self) -> None:
        """Lock when nobody was there for so long; while a job runs its end is waited for."""
        self._listen()
        wanted = minutes()
        if not wanted or self.asking is not None or self._window.shell.tasks.busy() or self._office.data.is_busy:
            return
        if self._seconds() - self._touched >= wanted * 60:
            self.lock()

    def _listen(self) -> None:
        # The native windows alone: a listener on the whole program would see, and slow, every event of every widget.
        for native in QGuiApplication.topLevelWindows():
            if native.property("bontot-heard") is None:
                native.setProperty("bontot-heard", True)
                native.installEventFilter(self)

    # Lock and unlock -----------------------------------------------------------------------------------------------

    @property
    def is_locked(self) -> bool:
        """Say whether the program is covered."""
        return self.asking is not None

    def lock(self) -> None:
        """Cover everything at once and ask for the password; a file without one cannot be locked, and says so."""
        if self.is_locked:
            return
        if not self._office.data.is_encrypted:
            self._window.shell.asking.tell(NO_PASSWORD)
            return
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        for window in QApplication.topLevelWidgets():
            self._cover(window)
        self.asking = LockWindow(self._office, self._window)
        self.asking.opened.connect(self.unlock)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.asking.show()

    def _cover(self, window: QWidget) -> None:
        kinds = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
        is_ours = self.asking is not None and (window is self.asking or self.asking.isAncestorOf(window))
        if is_ours or window.windowType() in kinds or not window.isVisible():
            return
        if not any(cover.parentWidget() is window for cover in self._covers):
            cover = Cover(window)
            cover.destroyed.connect(self._forget_dead)
            self._covers.append(cover)

    def _forget_dead(self) -> None:
        from shiboken6 import isValid

        self._covers = [cover for cover in self._covers if isValid(cover)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that somebody is there; while locked, cover what a job's end shows and stay in front of it."""
        if isinstance(watched, QWindow):
            if event.type() in _INPUT:
                self._touched = self._seconds()
        elif self.asking is not None and event.type() is QEvent.Type.Show and isinstance(watched, QWidget):
            before = len(self._covers)
            if watched.isWindow():
                self._cover(watched)
            if len(self._covers) > before:
                QTimer.singleShot(0, self, self._come_forward)
        return False

    def _come_forward(self) -> None:
        """Hold the keys again: of two windows that hold them the one shown last has them."""
        if self.asking is not None:
            self.asking.hide()
            self.asking.show()
            self.asking.activateWindow()

    def unlock(self) -> None:
        """Show everything again as it was left."""
        self._uncover()
        self._window.shell.seated.emit()
        self._touched = self._seconds()
        active = QApplication.activeModalWidget() or self._window
        active.activateWindow()

    def _uncover(self) -> None:
        asking, self.asking = self.asking, None
        if asking is None:
            return
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        asking.hide()
        asking.deleteLater()
        covers, self._covers = self._covers, []
        for cover in covers:
            cover.take_off()
