"""A small window while something goes on in the window's thread: how far, how long still, and a way to stop."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.remaining import Remaining, words
from bontot_desktop.ui import look

#: What is done sooner than this is done without a window, in seconds.
QUIET = 0.3


class Stepping(QDialog):
    """Runs steps in the window's thread, one at each turn; each gives how much is done."""

    def __init__(
        self,
        steps: Generator[int, None, Any],
        total: int,
        title: str,
        say: Callable[[int], str],
        parent: QWidget | None = None,
    ) -> None:
        """``say`` puts into words how much is done of the total."""
        flags = Qt.WindowType
        super().__init__(parent, flags.Dialog | flags.WindowTitleHint | flags.CustomizeWindowHint)
        self.setWindowTitle(title)
        #: What the steps return at their end.
        self.outcome: Any = None
        self._steps, self._total, self._words = steps, total, say
        self._remaining = Remaining(time.monotonic())
        self._fault: Exception | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.WIDE)
        outer.setSpacing(look.GAP)
        self.label, self._left = QLabel(self), QLabel(self)
        look.mark(self._left, "second")
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, total)
        self.stop = QPushButton("Dừng", self)
        self.stop.setAutoDefault(False)
        self.stop.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self._left)
        row.addStretch(1)
        row.addWidget(self.stop)
        for part in (self.label, self._bar):
            outer.addWidget(part)
        outer.addLayout(row)
        self.setMinimumWidth(look.text_width(52, self))
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)

    def run(self) -> bool:
        """Run all steps; False when the person stopped them. What a step raises rises here."""
        quiet_until = time.monotonic() + QUIET
        try:
            while True:
                try:
                    self._say(next(self._steps))
                except StopIteration as end:
                    self.outcome = end.value
                    return True
                if time.monotonic() > quiet_until:
                    break
            self._turn.start()
            went = self._shown()
            self._turn.stop()
            if self._fault is not None:
                raise self._fault
            return went
        finally:
            self._steps.close()
            self.deleteLater()

    def _shown(self) -> bool:
        """Show the window until the end, with the plain cursor: its button is to be pressed."""
        is_waiting = QGuiApplication.overrideCursor() is not None
        if is_waiting:
            QGuiApplication.setOverrideCursor(Qt.CursorShape.ArrowCursor)
        try:
            return self.exec() == QDialog.DialogCode.Accepted
        finally:
            if is_waiting:
                QGuiApplication.restoreOverrideCursor()

    def _step(self) -> None:
        try:
            self._say(next(self._steps))
        except StopIteration as end:
            self.outcome = end.value
            self.accept()
        except Exception as fault:  # noqa: BLE001 - carried out of the window's loop and raised again in run()
            self._fault = fault
            self.reject()

    def _say(self, done: int) -> None:
        self.label.setText(self._words(done))
        self._left.setText(words(self._remaining.step(time.monotonic(), done, self._total)))
        self._bar.setValue(done)
