"""What an act will do, said beside its form before it is saved: what happens, what to think of, what is in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.ui import look

#: The icon and its colour of each kind of line.
_DOES, _WARNS = ("caret-right", "second"), ("warning", "amber")
_STOPS, _LACKS = ("warning-circle", "red"), ("circle", "second")
#: So many lines of text are seen at once; the rest is scrolled to.
_LINES = 9


class OutlookBox(QWidget):
    """A heading and a line for each sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown, self._tried = Outlook(), False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        heading = QLabel("Khi lưu, chương trình sẽ", self)
        look.mark(heading, "section")
        outer.addWidget(heading)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setMinimumHeight(look.metrics(self).lineSpacing() * _LINES)
        outer.addWidget(self._scroll, 1)
        look.watch().changed.connect(self._paint)
        self.say(self._shown)

    def say(self, outlook: Outlook, *, tried: bool = False) -> None:
        """Show the sentences, what is in the way first; in red once saving was ``tried``."""
        self._shown, self._tried = outlook, tried
        inside = QWidget()
        look.mark(inside, "clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, look.SMALL, 0)
        column.setSpacing(look.SMALL)
        stops = _STOPS if tried else _LACKS
        lines = [*((stops, words) for words in outlook.problems), *((_DOES, words) for words in outlook.does)]
        lines += [(_WARNS, words) for words in outlook.warnings]
        for (icon, tint), words in lines:
            column.addLayout(self._line(icon, tint, words, inside))
        column.addStretch(1)
        self._scroll.setWidget(inside)

    def _paint(self) -> None:
        self.say(self._shown, tried=self._tried)

    def sentences(self) -> list[str]:
        """Return what is said, in the order in which it stands."""
        return [*self._shown.problems, *self._shown.does, *self._shown.warnings]

    def _line(self, icon: str, tint: str, words: str, parent: QWidget) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        sign = QLabel(parent)
        sign.setPixmap(look.icon(icon, tint).pixmap(look.icon_size(self, 1.0)))
        label = QLabel(words, parent)
        label.setWordWrap(True)
        if tint == "red":
            look.mark(label, "fault")
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(label, 1)
        return line
