"""The last window: what nobody foresaw is told, kept and never hidden; it guards against failing inside itself."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler

from bontot_desktop import logs

if TYPE_CHECKING:
    from bontot_desktop.ui.crash_window import CrashWindow

log = logging.getLogger(__name__)

#: What Qt says on some machines and nobody can mend.
_HARMLESS = ("propagateSizeHints", "QWindowsWindow::setGeometry", "Could not register notification")


class CrashHooks(QObject):
    """Hooks the interpreter, threads and Qt's messages; shows one window at a time."""

    #: From whatever thread: the report to show in the window's own thread.
    _risen = Signal(str)

    def __init__(
        self,
        log_folder: Path,
        *,
        stop_timers: Callable[[], Any] = lambda: None,
        close_program: Callable[[], Any] = lambda: None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._stop_timers, self._close_program = log_folder, stop_timers, close_program
        self._showing = False
        self._before: tuple[Any, Any, Any] | None = None
        self.window: CrashWindow | None = None
        self._risen.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Begin to listen."""
        self._before = (sys.excepthook, threading.excepthook, qInstallMessageHandler(_qt_says))
        sys.excepthook = self.on_error
        threading.excepthook = self._on_thread_error

    def remove(self) -> None:
        """Give the hooks back."""
        if self._before is not None:
            sys.excepthook, threading.excepthook = self._before[0], self._before[1]
            qInstallMessageHandler(self._before[2])
            self._before = None

    def on_error(self, kind: type[BaseException], error: BaseException, where: TracebackType | None) -> None:
        """Log an error that nobody caught and show it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, where)
            return
        log.critical("không lường trước: %s", kind.__name__, exc_info=(kind, error, where))
        from bontot_desktop import discreet

        self._risen.emit(f"{logs.versions()}\n\n{discreet.report(error.with_traceback(where))}")

    def _on_thread_error(self, told: threading.ExceptHookArgs) -> None:
        self.on_error(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)

    def _show(self, report: str) -> None:
        # A second error while the window stands is in the log; a window over a window helps nobody.
        if self._showing:
            return
        self._showing = True
        try:
            self._stop_timers()
        finally:
            from bontot_desktop.ui.crash_window import CrashWindow

            # Shown, not executed: an event loop inside a broken one is one more thing that can break.
            self.window = CrashWindow(report, self._folder)
            self.window.setWindowModality(Qt.WindowModality.ApplicationModal)
            self.window.finished.connect(self._answered)
            self.window.show()

    def _answered(self, _: int) -> None:
        window, self.window = self.window, None
        self._showing = False
        if window is not None:
            wants_close = window.wants_close
            window.deleteLater()
            if wants_close:
                self._close_program()


def _qt_says(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    if any(part in message for part in _HARMLESS):
        return
    level = {
        QtMsgType.QtDebugMsg: logging.DEBUG,
        QtMsgType.QtInfoMsg: logging.INFO,
        QtMsgType.QtWarningMsg: logging.WARNING,
    }.get(kind, logging.ERROR)
    from bontot_desktop import discreet

    logging.getLogger("qt").log(level, "%s", discreet.library(message))
