"""The line of a cell's life on its card: founded, renamed, merged…, with dates, decisions and the way to its kin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from bontot_desktop import dates
from bontot_desktop.services.cell_story import LifeEvent, Story
from bontot_desktop.ui import look


class LifeLine(QWidget):
    """One line for each turn; the other cells it is about open at a press."""

    #: Another cell is to be shown: its id.
    opened = Signal(int)

    def __init__(self, group: QWidget, parent: QWidget | None = None) -> None:
        """Make the line; ``group`` (with its heading) is hidden while there is nothing to tell."""
        super().__init__(parent)
        self._group = group
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.WIDE)
        self._grid.setVerticalSpacing(look.SMALL)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[QWidget] = []

    def say(self, story: Story) -> None:
        """Tell a cell's life."""
        for widget in self._shown:
            self._grid.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        row = 0
        for event in story.events:
            row = self._tell(event, row)
        self._group.setVisible(bool(story.events))

    def words(self) -> list[str]:
        """Return the sentences as they stand."""
        return [widget.text() for widget in self._shown if isinstance(widget, QLabel | QPushButton)]

    def _tell(self, event: LifeEvent, row: int) -> int:
        top = Qt.AlignmentFlag.AlignTop
        self._put(self._label(dates.screen(event.on) or "Chưa rõ ngày", "strong"), row, 0, top)
        words = self._label(event.words, "")
        words.setWordWrap(True)
        self._put(words, row, 1)
        if event.decision:
            row += 1
            self._put(self._label(event.decision, "hint"), row, 1)
        for kin in event.kin:
            row += 1
            button = QPushButton(f"Mở {kin.name}", self)
            look.mark(button, "link")
            button.clicked.connect(lambda _=False, cell_id=kin.id: self.opened.emit(cell_id))
            self._put(button, row, 1, Qt.AlignmentFlag.AlignLeft)
        return row + 1

    def _label(self, words: str, kind: str) -> QLabel:
        label = QLabel(words, self)
        if kind:
            look.mark(label, kind)
        return label

    def _put(self, widget: QWidget, row: int, column: int, align: Qt.AlignmentFlag | None = None) -> None:
        self._grid.addWidget(widget, row, column, align or Qt.AlignmentFlag(0))
        self._shown.append(widget)
