"""Which copy of a paper is seen: the program's own, or one of the signed ones kept with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from bontot_desktop.services.scans import ScanRow
from bontot_desktop.ui import look

OWN_WORD = "Bản của chương trình"
#: Key of the program's own copy; the others are known by the ids of their scans.
OWN = 0


class CopySwitch(QWidget):
    """A row of chips, one a copy; hidden where there is nothing to choose."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(look.TINY + 2)
        self._row.addStretch(1)
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self.chosen.emit)

    def offer(self, scans: Sequence[ScanRow], *, own: bool, now: int) -> None:
        """Offer the copies of another paper and press one of them without telling."""
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._row.removeWidget(button)
            button.hide()
            button.deleteLater()
        words = [(OWN, OWN_WORD, "")] if own else []
        signed = 0
        for scan in scans:
            signed += not scan.is_word
            word = "Tệp Word" if scan.is_word else "Bản ký" if signed == 1 else f"Bản ký {signed}"
            words.append((scan.id, word, scan.original_name))
        for place, (key, word, tip) in enumerate(words):
            button = QPushButton(word, self)
            button.setObjectName(f"copy:{word}")
            button.setToolTip(tip)
            look.mark(button, "chip")
            button.setCheckable(True)
            button.setChecked(key == now)
            self._group.addButton(button, key)
            self._row.insertWidget(place, button)
        self.setVisible(len(words) > 1)

    def keys(self) -> list[int]:
        """Return the keys of the copies that are offered."""
        return [self._group.id(button) for button in self._group.buttons()]

    def press(self, key: int) -> None:
        """Press a copy without telling."""
        button = self._group.button(key)
        if button is not None:
            button.setChecked(True)
