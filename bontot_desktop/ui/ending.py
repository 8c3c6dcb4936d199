"""The end nobody pressed a button for (Windows shuts down, the system says stop, a crash): typing kept, no question."""

from __future__ import annotations

import logging
import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer
from PySide6.QtGui import QSessionManager
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from bontot_desktop.ui.main_window import MainWindow

_log = logging.getLogger(__name__)

#: What Linux says when a session ends, a terminal closes or somebody stops the program; Windows says it otherwise.
_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")
#: How long a job may take to stop, in seconds: Windows ends a program five seconds after it was told.
_PATIENCE = 2.0


class Ending(QObject):
    """Keeps what is half typed and ends the program without asking; ``close`` puts the data file at rest.

    Windows asks every program before it shuts down (``commitDataRequest``) and may still go on afterwards, so then
    only the typing is kept; when it ends the session the file is closed. Nothing here waits for an answer: a question
    would stop the shutdown, or be killed with what it asks about.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._window: MainWindow | None = None
        #: Say that the end came without the person.
        self.has_ended = False
        self._close: Callable[[], Any] = lambda: None
        self._still: list[QTimer] = []
        self._wake: tuple[int, int] | None = None
        self._before: dict[int, Any] = {}
        app.commitDataRequest.connect(self.keep_for_the_session)
        app.saveStateRequest.connect(self.keep_for_the_session)

    def watch(self, window: MainWindow, close: Callable[[], Any]) -> None:
        """Care for a window that was opened, until :meth:`leave`."""
        self._window, self._close = window, close
        self._app.aboutToQuit.connect(self._put_to_rest)

    def leave(self) -> None:
        """The window has been closed."""
        self._app.aboutToQuit.disconnect(self._put_to_rest)
        self._window, self._close = None, lambda: None

    # The system ends the session ------------------------------------------------------------------------------------

    def keep_for_the_session(self, manager: QSessionManager | None = None) -> None:
        """Keep the typing: the session may end, or go on."""
        self.keep_typing()
        if manager is not None:
            # Started again at the next login by nobody but the person.
            manager.setRestartHint(QSessionManager.RestartHint.RestartNever)

    def listen_to_signals(self) -> None:
        """End in order when the system says stop; nothing on Windows, which says it through the session."""
        if sys.platform == "win32":
            return
        read, write = os.pipe()
        os.set_blocking(write, False)
        self._wake = (read, write)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for name in _SIGNALS:
            number = getattr(signal, name)
            self._before[number] = signal.signal(number, lambda *_: None)
        self._notifier = QSocketNotifier(read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_signal)

    def stop_listening(self) -> None:
        """Give the signals back and hear no more of the session."""
        self._app.commitDataRequest.disconnect(self.keep_for_the_session)
        self._app.saveStateRequest.disconnect(self.keep_for_the_session)
        if self._wake is None:
            return
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(-1)
        for handle in self._wake:
            os.close(handle)
        self._wake = None
        self._notifier.deleteLater()

    def _on_signal(self) -> None:
        assert self._wake is not None
        os.read(self._wake[0], 16)
        _log.info("the system asks the program to end")
        self.end()

    # Ending ----------------------------------------------------------------------------------------------------------

    def keep_typing(self) -> bool:
        """Keep everything half typed as drafts, each for itself; say whether all of it was.

        A short form (a setting, a date in a dialog) keeps no drafts: half typed, it is what was not kept.
        """
        from bontot_desktop.ui import editing
        from bontot_desktop.ui.forms.kept import Kept
        from bontot_desktop.ui.widgets.form import Form

        if self._window is None:
            return True
        is_whole = self._guarded(editing.take_open_cell)
        keepers: list[Kept] = list(self._window.findChildren(Kept))
        for kept in keepers:
            is_whole = self._guarded(kept.keep) and is_whole
        cared = [kept.parent() for kept in keepers]
        forms: list[Form] = list(self._window.findChildren(Form))
        edited = [form for form in forms if form.isVisible() and form.is_edited()]
        return is_whole and all(any(_holds(one, form) for one in cared) for form in edited)

    @staticmethod
    def _guarded(act: Callable[[], Any]) -> bool:
        try:
            act()
        except Exception:  # noqa: BLE001 - what else was typed is to be kept, whatever is broken here
            _log.warning("typing could not be kept", exc_info=True)
            return False
        return True

    def end(self) -> None:
        """End the program now, without a question: typing kept, the data file at rest."""
        self.keep_typing()
        self._put_to_rest()
        for window in self._app.topLevelWidgets():
            # A question that stands open is answered the safe way, as Esc does.
            if isinstance(window, QDialog) and window.isVisible():
                window.reject()
        if self._window is not None:
            self._window.close()
        self.has_ended = True
        self._app.exit(0)

    def _put_to_rest(self) -> None:
        close, self._close = self._close, lambda: None
        if self._window is not None:
            self._window.asks_before_closing = False
            self._window.shell.tasks.stop_all(_PATIENCE)
        self._guarded(close)

    # A crash ---------------------------------------------------------------------------------------------------------

    def hold_still(self) -> None:
        """Stop every timer of the windows, so that nothing more is done by itself."""
        for window in self._app.topLevelWidgets():
            timers: list[QTimer] = list(window.findChildren(QTimer))
            for timer in timers:
                if timer.isActive():
                    self._still.append(timer)
                    timer.stop()

    def go_on(self) -> None:
        """Let the timers run again."""
        still, self._still = self._still, []
        for timer in still:
            try:
                timer.start()
            except RuntimeError:  # its window has gone since
                continue


def _holds(owner: QObject, form: QWidget) -> bool:
    return owner is form or (isinstance(owner, QWidget) and owner.isAncestorOf(form))
