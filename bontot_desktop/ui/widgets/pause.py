"""Counts the seconds until a button may be pressed again, in a sentence."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from bontot_desktop.errors import pause_words
from bontot_desktop.ui import look

_SECOND = 1000


class Pause(QLabel):
    """A sentence with the seconds left; hidden, and the button free, when there are none."""

    def __init__(self, button: QPushButton, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "second")
        self._button, self._left = button, 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND)
        self._timer.timeout.connect(self.tick)
        self.hide()

    def begin(self, seconds: int) -> None:
        """Hold the button for so many seconds."""
        self._left = seconds
        if seconds <= 0:
            return
        self._button.setEnabled(False)
        self.setText(pause_words(seconds))
        self.show()
        self._timer.start()

    def is_over(self) -> bool:
        """Say whether the button may be pressed."""
        return self._left <= 0

    def tick(self) -> None:
        """Let a second pass."""
        self._left -= 1
        if self._left > 0:
            self.setText(pause_words(self._left))
            return
        self._timer.stop()
        self.hide()
        self._button.setEnabled(True)
