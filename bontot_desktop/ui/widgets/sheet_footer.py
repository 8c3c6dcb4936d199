"""The foot of a sheet that is filled and saved as a whole: how far it is at the left, its acts at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from bontot_desktop.ui import keys, look


class SheetFooter(QFrame):
    """Shows the ``state`` in words; its acts stand in the order they are added, saving last."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "footer")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        self._row.setSpacing(look.SMALL)
        self.state = QLabel(self)
        self.state.setWordWrap(True)
        look.mark(self.state, "second")
        self._row.addWidget(self.state, 1)

    def add(self, word: str, name: str, tip: str, do: Callable[[], object]) -> QPushButton:
        """Add an act, known to tests and helpers by its ``name``."""
        button = QPushButton(word, self)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.clicked.connect(lambda: do())
        self._row.addWidget(button)
        return button

    def add_save(self, word: str, do: Callable[[], object]) -> QPushButton:
        """Add the act that saves the sheet, the one in the accent colour."""
        button = self.add(word, "save", f"{word} ({keys.shown(keys.SAVE)})", do)
        look.mark(button, "primary")
        return button
