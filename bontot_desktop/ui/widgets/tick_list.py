"""Several of a known few: a tick beside each, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import CheckField

#: Room for one column, in characters.
COLUMN = 46


class TickList(QWidget):
    """A field whose value is the tuple of what is ticked, in the order of the choices; what it does not offer stays."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ticks: dict[Any, CheckField] = {}
        self._others: tuple[Any, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(look.HUGE)
        self._grid.setVerticalSpacing(look.SMALL)

    def set_choices(self, choices: Iterable[tuple[Any, str]]) -> None:
        """Offer values with their words; what is ticked stays."""
        wanted = list(choices)
        if [(value, tick.text()) for value, tick in self._ticks.items()] == wanted:
            return
        kept = self.value()
        for tick in self._ticks.values():
            self._grid.removeWidget(tick)
            tick.hide()
            tick.deleteLater()
        self._ticks = {}
        for value, word in wanted:
            tick = self._ticks[value] = CheckField(word, self)
            tick.edited.connect(self.edited)
            tick.left.connect(self.left)
        self._columns = 0
        self._arrange()
        self.set_value(kept)

    def value(self) -> tuple[Any, ...]:
        """Return what is ticked."""
        return (*(value for value, tick in self._ticks.items() if tick.value()), *self._others)

    def set_value(self, value: Any) -> None:
        """Tick these and no others."""
        for known, tick in self._ticks.items():
            tick.set_value(known in value)
        self._others = tuple(one for one in value if one not in self._ticks)

    def fault(self) -> str:
        """Any choice is fine."""
        return ""

    def tick(self, value: Any) -> CheckField:
        """Return the box of a value."""
        return self._ticks[value]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take another count of columns when there is room for it."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        columns = max(1, self.width() // look.text_width(COLUMN, self))
        if columns == self._columns:
            return
        self._columns = columns
        rows = -(-len(self._ticks) // columns)
        for index, tick in enumerate(self._ticks.values()):
            self._grid.addWidget(tick, index % max(rows, 1), index // max(rows, 1))
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)
