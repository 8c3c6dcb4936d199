"""A small window that shows how far something is before there is a main window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar, QVBoxLayout

from bontot_desktop.ui import look


class Waiting(QDialog):
    """A sentence and a bar; called with what is done, of how much, and what it is about."""

    def __init__(self, sentence: str) -> None:
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.WindowTitleHint | Qt.WindowType.CustomizeWindowHint)
        self.setObjectName("waiting")
        look.wear_icon()
        self.setWindowTitle("Bốn Tốt")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.VAST, look.VAST, look.VAST, look.VAST)
        column.setSpacing(look.GAP)
        words = QLabel(sentence, self)
        words.setWordWrap(True)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 0)
        self._about = QLabel(self)
        look.mark(self._about, "hint")
        for widget in (words, self._bar, self._about):
            column.addWidget(widget)
        self.setMinimumWidth(look.text_width(56, self))

    def __call__(self, done: int, of: int, what: str = "") -> None:
        """Show how far it is; the window is painted before the work goes on."""
        self._bar.setRange(0, of)
        self._bar.setValue(done)
        self._about.setText(what)
        QApplication.processEvents()
