"""A small window while pages go to the printer: how far, how long still, and a way to stop."""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.remaining import Remaining, words
from bontot_desktop.ui import look

#: What is sent sooner than this is sent without a window, in seconds.
QUIET = 0.3


class Sending(QDialog):
    """Runs steps in the window's thread, a page at each turn; each step gives how many pages are done."""

    help_topic: ClassVar[str] = "xem-in"

    def __init__(self, steps: Generator[int, None, None], total: int, parent: QWidget | None = None) -> None:
        flags = Qt.WindowType
        super().__init__(parent, flags.Dialog | flags.WindowTitleHint | flags.CustomizeWindowHint)
        self.setObjectName("sending")
        self.setWindowTitle("In")
        self._steps, self._total = steps, total
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
            for done in self._steps:
                self._say(done)
                if time.monotonic() > quiet_until:
                    break
            else:
                return True
            self._turn.start()
            went = self.exec() == QDialog.DialogCode.Accepted
            self._turn.stop()
            if self._fault is not None:
                raise self._fault
            return went
        finally:
            self._steps.close()
            self.deleteLater()

    def _step(self) -> None:
        try:
            self._say(next(self._steps))
        except StopIteration:
            self.accept()
        except Exception as fault:  # noqa: BLE001 - carried out of the window's loop and raised again in run()
            self._fault = fault
            self.reject()

    def _say(self, done: int) -> None:
        self.label.setText(f"Đang gửi tới máy in: {done}/{self._total} trang")
        self._left.setText(words(self._remaining.step(time.monotonic(), done, self._total)))
        self._bar.setValue(done)
