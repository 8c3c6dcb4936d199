"""A sentence about a cell or a campaign, with the sign of its tone before it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone

_ICONS = {Tone.GOOD: ("check-circle", "green"), Tone.BAD: ("x-circle", "red"), Tone.WAIT: ("warning", "amber")}


class Said(QWidget):
    """A sentence with its icon."""

    def __init__(self, sentence: str, tone: Tone, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        icon = QLabel(self)
        name, tint = _ICONS[tone]
        icon.setPixmap(look.icon(name, tint).pixmap(look.icon_size(icon)))
        label = QLabel(sentence, self)
        label.setWordWrap(True)
        label.setObjectName("said")
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label, 1)
