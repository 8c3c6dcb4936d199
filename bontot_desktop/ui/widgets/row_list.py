"""A list of the same few fields under each other: people, opinions, tasks; added, moved and dropped by keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.ui import look


def is_add_key(event: QKeyEvent) -> bool:
    """Say whether a key is Ctrl+Enter, on either part of the keyboard."""
    modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return modifiers == Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowEditor(QWidget):
    """The fields of one row; subclasses place them and tie each by :meth:`watch`."""

    edited = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watched: list[Any] = []
        self._shown: Any = None

    def take_id(self, stored: Any) -> None:
        """Take the id the row has since it was saved; what is being typed stays."""
        if self._shown is not None:
            self._shown = replace(self._shown, id=stored.id)

    def watch(self, *fields: Any) -> None:
        """Pass on what the fields tell; the first watched is where the cursor begins."""
        for field in fields:
            self._watched.append(field)
            field.edited.connect(self.edited)
            field.left.connect(self.left)

    def value(self) -> Any:
        """Return the row's draft."""
        raise TypeError("a row has a value")

    def set_value(self, value: Any) -> None:
        """Show a row's draft."""

    def is_empty(self) -> bool:
        """Say whether nothing was typed; such a row is left out."""
        return False

    def fault(self) -> str:
        """Return what is to be mended, the fields' own faults first."""
        return next((field.fault() for field in self._watched if field.fault()), "")

    def take_cursor(self) -> None:
        """Put the cursor into the first field."""
        if self._watched:
            self._watched[0].setFocus(Qt.FocusReason.OtherFocusReason)


class _Row(QWidget):
    """A row with its number at the left and its cross at the right."""

    def __init__(self, editor: RowEditor, drop: Callable[[_Row], None], parent: QWidget, *, lined: bool) -> None:
        super().__init__(parent)
        self.editor = editor
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        if lined:
            line = QFrame(self)
            look.mark(line, "line")
            line.setFixedHeight(1)
            outer.addWidget(line)
        across = QHBoxLayout()
        across.setSpacing(look.SMALL)
        self._number = QLabel(self)
        look.mark(self._number, "second")
        self._number.setFixedWidth(look.text_width(3, self))
        self._number.setMinimumHeight(look.row_height(self))
        cross = QToolButton(self)
        cross.setAutoRaise(True)
        cross.setToolTip("Bỏ dòng này")
        cross.setAccessibleName("Bỏ dòng này")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        look.dress(cross, "x", "second")
        cross.clicked.connect(lambda: drop(self))
        self.cross = cross
        across.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        across.addWidget(editor, 1)
        across.addWidget(cross, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(across)

    def say_number(self, number: int) -> None:
        self._number.setText(f"{number}.")


class RowList(QWidget):
    """Rows of one kind with ``value()`` (a tuple, empty rows left out) and ``set_value()``, as a form wants them.

    Ctrl+Enter adds a row and takes the cursor there, Alt+Up and Alt+Down move the one with the cursor.
    """

    edited = Signal()
    left = Signal()
    #: Rows came, went or moved: the order of the Tab key is to be looked at.
    arranged = Signal()

    def __init__(
        self,
        make: Callable[[], RowEditor],
        blank: Callable[[], Any],
        add_word: str,
        parent: QWidget | None = None,
        *,
        noun: str = "Dòng",
        lined: bool = False,
    ) -> None:
        """``blank`` gives the draft of a new row; ``noun`` names a row in its faults ("Ý kiến 3: …")."""
        super().__init__(parent)
        self._make, self._blank, self._noun, self._lined = make, blank, noun, lined
        self._rows: list[_Row] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(look.SMALL)
        outer.addLayout(self._stack)
        self.add_button = QPushButton(add_word, self)
        self.add_button.setToolTip(f"{add_word} (Ctrl+Enter)")
        self.add_button.setObjectName(f"add:{add_word}")
        look.mark(self.add_button, "plain")
        look.dress(self.add_button, "plus", "second")
        self.add_button.clicked.connect(lambda: self.add())
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(look.SMALL)
        self.buttons.addWidget(self.add_button)
        self.buttons.addStretch(1)
        outer.addLayout(self.buttons)

    def editors(self) -> list[RowEditor]:
        """Return the rows' editors in order."""
        return [row.editor for row in self._rows]

    def value(self) -> tuple[Any, ...]:
        """Return the drafts of the rows that are not empty."""
        return tuple(row.editor.value() for row in self._rows if not row.editor.is_empty())

    def set_value(self, values: Any) -> None:
        """Show rows; those there are used again."""
        wanted = list(values)
        while len(self._rows) > len(wanted):
            self._take_off(self._rows[-1])
        while len(self._rows) < len(wanted):
            self._put_on()
        for row, value in zip(self._rows, wanted, strict=True):
            row.editor.set_value(value)
        self._number()

    def take_ids(self, stored: Any) -> None:
        """Take the ids the rows have since they were saved, while the person goes on typing."""
        filled = [row for row in self._rows if not row.editor.is_empty()]
        for row, saved in zip(filled, stored, strict=False):
            row.editor.take_id(saved)

    def fault(self) -> str:
        """Return the first row's fault with its number."""
        for number, row in enumerate(self._rows, start=1):
            if not row.editor.is_empty() and row.editor.fault():
                return f"{self._noun} {number}: {row.editor.fault()}"
        return ""

    def add(self, value: Any = None) -> RowEditor:
        """Add a row at the end, blank unless a draft is given, and take the cursor there."""
        row = self._put_on()
        row.editor.set_value(self._blank() if value is None else value)
        self._number()
        if value is None:
            row.editor.take_cursor()
        else:
            self.edited.emit()
        # Where the row stands is known once the layouts have made room for it.
        QTimer.singleShot(0, row, lambda: self._bring_into_view(row))
        return row.editor

    def add_by_key(self) -> None:
        """Add a blank row as the button does, when rows may be added."""
        if self.add_button.isEnabled() and not self.add_button.isHidden():
            self.add()

    def _bring_into_view(self, row: _Row) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        inside = above.widget() if isinstance(above, QScrollArea) else None
        if isinstance(above, QScrollArea) and inside is not None:
            inside.adjustSize()
            above.ensureWidgetVisible(row, 0, look.HUGE)

    def drop(self, place: int) -> None:
        """Drop the row at a place (from 0)."""
        self._drop(self._rows[place])

    def lock(self, locked: bool) -> None:
        """Let rows only be looked at."""
        self.add_button.setVisible(not locked)
        for row in self._rows:
            row.editor.setEnabled(not locked)
            row.cross.setVisible(not locked)

    def _put_on(self) -> _Row:
        editor = self._make()
        row = _Row(editor, self._drop, self, lined=self._lined)
        editor.edited.connect(self.edited)
        editor.left.connect(lambda: self._left_in(row))
        self._rows.append(row)
        self._stack.addWidget(row)
        return row

    def _left_in(self, row: _Row) -> None:
        # Who still types in the row has not finished it: what is missing is said when the row is left.
        now = QApplication.focusWidget()
        if now is None or not row.isAncestorOf(now):
            self.left.emit()

    def _take_off(self, row: _Row) -> None:
        self._rows.remove(row)
        self._stack.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _drop(self, row: _Row) -> None:
        place = self._rows.index(row)
        self._take_off(row)
        self._number()
        if self._rows:
            self._rows[min(place, len(self._rows) - 1)].editor.take_cursor()
        self.edited.emit()
        self.left.emit()

    def _number(self) -> None:
        for number, row in enumerate(self._rows, start=1):
            row.say_number(number)
        self.arranged.emit()

    def _move(self, steps: int) -> None:
        place = next((at for at, row in enumerate(self._rows) if row.isAncestorOf(self.focusWidget())), -1)
        if place < 0 or not 0 <= place + steps < len(self._rows):
            return
        row = self._rows.pop(place)
        self._rows.insert(place + steps, row)
        self._stack.removeWidget(row)
        self._stack.insertWidget(place + steps, row)
        self._number()
        self.edited.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add and move rows by keys."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_add_key(event):
            self.add_by_key()
        elif modifiers == Qt.KeyboardModifier.AltModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)
