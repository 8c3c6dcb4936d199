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
from bontot_desktop.errors import BonTotError

if TYPE_CHECKING:
    from bontot_desktop.ui.crash_window import CrashWindow

log = logging.getLogger(__name__)

HAPPENED = "Có điều chương trình không lường trước đã xảy ra."
SAVED = "Những gì đã lưu vẫn còn nguyên."

#: What Qt says on some machines and nobody can mend.
_HARMLESS = ("propagateSizeHints", "QWindowsWindow::setGeometry", "Could not register notification")


class CrashHooks(QObject):
    """Hooks the interpreter, threads and Qt's messages; shows one window at a time."""

    #: From whatever thread: the report to show in the window's own thread.
    _risen = Signal(str)
    #: From whatever thread: an error that is no bug, of the machine or a rule, that nobody showed.
    _refused = Signal(object)

    def __init__(
        self,
        log_folder: Path,
        *,
        stop_timers: Callable[[], Any] = lambda: None,
        keep_typing: Callable[[], bool] = lambda: True,
        go_on: Callable[[], Any] = lambda: None,
        close_program: Callable[[], Any] = lambda: None,
        tell: Callable[[BonTotError], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder, self._stop_timers, self._keep_typing = log_folder, stop_timers, keep_typing
        self._go_on, self._close_program, self._tell = go_on, close_program, tell
        self._showing = False
        self._is_typing_kept = True
        self._before: tuple[Any, Any, Any] | None = None
        self.window: CrashWindow | None = None
        self._risen.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._refused.connect(self._say, Qt.ConnectionType.QueuedConnection)

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
        if isinstance(error, BonTotError) and self._tell is not None:
            # No bug: a full disk met by something that goes on by itself is told as one sentence, without a trace.
            log.warning("không ai đỡ: %s", kind.__name__)
            self._refused.emit(error)
            return
        log.critical("không lường trước: %s", kind.__name__, exc_info=(kind, error, where))
        from bontot_desktop import discreet

        self._risen.emit(f"{logs.versions()}\n\n{discreet.report(error.with_traceback(where))}")

    def _on_thread_error(self, told: threading.ExceptHookArgs) -> None:
        self.on_error(told.exc_type, told.exc_value or told.exc_type(), told.exc_traceback)

    def last(self, error: BaseException) -> None:
        """Show an error that ends the program, before or after there are windows, and wait for the answer."""
        log.critical("không lường trước: %s", type(error).__name__, exc_info=error)
        from bontot_desktop import discreet

        self._hold_still()
        window = self._window_of(f"{logs.versions()}\n\n{discreet.report(error)}", may_go_on=False)
        if window is not None:
            window.exec()
            window.deleteLater()

    def _say(self, error: BonTotError) -> None:
        if self._tell is not None:
            self._tell(error)

    def _show(self, report: str) -> None:
        # A second error while the window stands is in the log; a window over a window helps nobody.
        if self._showing:
            return
        self._showing = True
        self._hold_still()
        self.window = self._window_of(report, may_go_on=True)
        if self.window is None:
            self._showing = False
            self._go_on()
            return
        # Shown, not executed: an event loop inside a broken one is one more thing that can break.
        self.window.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.window.finished.connect(self._answered)
        self.window.show()

    def _hold_still(self) -> None:
        """Stop what goes on by itself, then keep what is half typed; whatever fails at that is in the log."""
        self._is_typing_kept = False
        try:
            self._stop_timers()
            self._is_typing_kept = self._keep_typing()
        except Exception:
            # The window that tells of the bug comes, whatever else is broken.
            log.warning("không dừng hoặc không giữ được hết", exc_info=True)

    def _window_of(self, report: str, *, may_go_on: bool) -> CrashWindow | None:
        """Make the window, else a bare one with its sentence; None when not even that can be made."""
        try:
            from bontot_desktop.ui.crash_window import CrashWindow

            return CrashWindow(report, self._folder, is_typing_kept=self._is_typing_kept, may_go_on=may_go_on)
        except Exception:
            # The last window must not fall with the one it tells of.
            log.critical("không mở được cửa sổ báo sự cố", exc_info=True)
        self._say_barely()
        return None

    def _say_barely(self) -> None:
        try:
            from PySide6.QtWidgets import QMessageBox

            QMessageBox(QMessageBox.Icon.Critical, "Bốn Tốt", f"{HAPPENED} {SAVED}").exec()
        except Exception:
            # There is nothing left to tell with.
            log.critical("không báo được sự cố", exc_info=True)

    def _answered(self, _: int) -> None:
        window, self.window = self.window, None
        self._showing = False
        if window is not None:
            wants_close = window.wants_close
            window.deleteLater()
            if wants_close:
                self._close_program()
            else:
                self._go_on()


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
