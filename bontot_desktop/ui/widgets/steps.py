"""A journey: steps at the left with what is done, next and missing; the step's own page at the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QPainter, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.ui import look


@dataclass(frozen=True, slots=True)
class StepState:
    """How far a step is: ``done`` with its day, or what is ``missing`` and how much of it; ``note`` is shown small."""

    done: bool = False
    note: str = ""
    missing: int = 0


class _StepButton(QPushButton):
    focused = Signal()

    def __init__(self, number: int, word: str, parent: QWidget) -> None:
        super().__init__(parent)
        look.mark(self, "step")
        self.setCheckable(True)
        self.setObjectName(f"step:{number}")
        self._number = number
        row = QHBoxLayout(self)
        row.setContentsMargins(look.SMALL, 2, look.SMALL, 2)
        row.setSpacing(look.SMALL)
        self._icon = QLabel(self)
        self._word = QLabel(word, self)
        self._word.setWordWrap(True)
        self._note = QLabel(self)
        look.mark(self._note, "hint")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._word)
        words.addWidget(self._note)
        words.addStretch(1)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(words, 1)
        for label in (self._icon, self._word, self._note):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setAccessibleName(word)
        self._state, self._next = StepState(), False
        look.watch().changed.connect(self._paint)
        self.toggled.connect(lambda _: self._paint())

    def show_state(self, state: StepState, is_next: bool) -> None:
        self._state, self._next = state, is_next
        note = state.note
        if state.missing and not note:
            note = f"còn thiếu {state.missing}"
        self._note.setText(note)
        self._note.setVisible(bool(note))
        self._paint()
        line = look.metrics(self).height()
        self.setMinimumHeight(round(line * (2.7 if note else 2.1)))

    def sizeHint(self) -> QSize:
        """The button holds its words as labels: they say how large it is."""
        layout = self.layout()
        assert layout is not None
        return QSize(layout.totalMinimumSize().width(), max(layout.totalHeightForWidth(_inside(self)), 0)).expandedTo(
            QSize(0, self.minimumHeight())
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keys came here."""
        super().focusInEvent(event)
        self.focused.emit()

    def _paint(self) -> None:
        words = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
        plain = f"number-circle-{words[self._number - 1]}" if self._number <= len(words) else "circle"
        if self._state.done:
            name, tint = "check-circle-fill", "green"
        elif self._state.missing:
            name, tint = "warning-circle", "amber"
        elif self._next:
            name, tint = f"{plain}-fill", "text"
        else:
            name, tint = plain, "second"
        picture = look.icon(name, tint).pixmap(look.icon_size(self, 1.25))
        if name.removesuffix("-fill") == "circle":
            _write_number(picture, self._number, name.endswith("-fill"))
        self._icon.setPixmap(picture)
        weight = look.font(strong=self.isChecked() or self._next)
        self._word.setFont(weight)
        look.mark(self._note, "hint")


def _write_number(picture: QPixmap, number: int, is_filled: bool) -> None:
    """Write a number of two figures into an empty circle, as the icons of the smaller numbers have it."""
    side = QRectF(0, 0, picture.width() / picture.devicePixelRatio(), picture.height() / picture.devicePixelRatio())
    font = look.font(strong=True)
    font.setPixelSize(max(round(side.height() * 0.46), 6))
    painter = QPainter(picture)
    painter.setFont(font)
    painter.setPen(look.colour("page" if is_filled else "second"))
    painter.drawText(side, Qt.AlignmentFlag.AlignCenter, str(number))
    painter.end()


def _inside(widget: QWidget) -> int:
    """Return the room of a step beside its margins: the list of steps is as wide as the longest words want."""
    return look.text_width(27, widget) + look.VAST - look.PAGE_MARGIN - look.SMALL


class Steps(QWidget):
    """The steps and their pages. Any step opens at any time; ``go_on`` leads to the next one."""

    #: Another step was opened: its key.
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        side = QWidget(self)
        look.mark(side, "clear")
        # On a low screen the steps scroll rather than being squeezed into each other.
        rolled = QScrollArea(self)
        rolled.setWidgetResizable(True)
        rolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rolled.setWidget(side)
        rolled.setFixedWidth(look.text_width(27, self) + look.VAST)
        self._rolled = rolled
        self._list = QVBoxLayout(side)
        self._list.setContentsMargins(look.PAGE_MARGIN - look.SMALL, 0, look.SMALL, look.SMALL)
        self._list.setSpacing(2)
        self._list.addStretch(1)
        line = QFrame(self)
        look.mark(line, "line")
        line.setFixedWidth(1)
        self.pages = QStackedWidget(self)
        row.addWidget(rolled)
        row.addWidget(line)
        row.addWidget(self.pages, 1)
        self._keys: list[Any] = []
        self._buttons: list[_StepButton] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.idClicked.connect(self._open)

    def add_step(self, key: Any, word: str, page: QWidget) -> None:
        """Add a step in the order of the work."""
        button = _StepButton(len(self._keys) + 1, word, self)
        self._list.insertWidget(self._list.count() - 1, button)
        self._group.addButton(button, len(self._keys))
        self._keys.append(key)
        self._buttons.append(button)
        self.pages.addWidget(page)
        button.show_state(StepState(), False)
        if len(self._keys) == 1:
            button.setChecked(True)
        # The keys scroll to the step they come to.
        button.focused.connect(lambda: self._rolled.ensureWidgetVisible(button, 0, look.SMALL))

    def show_states(self, states: dict[Any, StepState]) -> None:
        """Show how far each step is; the first that is not done is the next one."""
        found = False
        for key, button in zip(self._keys, self._buttons, strict=True):
            state = states.get(key, StepState())
            is_next = not found and not state.done
            found = found or is_next
            button.show_state(state, is_next)

    def open_step(self, key: Any) -> None:
        """Open a step."""
        place = self._keys.index(key)
        if place != self.pages.currentIndex():
            self._buttons[place].setChecked(True)
            self._rolled.ensureWidgetVisible(self._buttons[place], 0, look.SMALL)
            self.pages.setCurrentIndex(place)
            self.opened.emit(key)

    def current(self) -> Any:
        """Return the key of the open step."""
        return self._keys[self.pages.currentIndex()]

    def go_on(self) -> None:
        """Open the step after this one, as "Tiếp" does."""
        place = self.pages.currentIndex() + 1
        if place < len(self._keys):
            self.open_step(self._keys[place])

    def _open(self, place: int) -> None:
        if place != self.pages.currentIndex():
            self.pages.setCurrentIndex(place)
            self.opened.emit(self._keys[place])
