"""Enter presses the button that has the focus, as in other programs of the office; Qt leaves it to the space bar."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget


class EnterPresses(QObject):
    """Watches the one button that has the focus, never the whole program: most keys go to fields."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._moved)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, QPushButton | QToolButton):
            old.removeEventFilter(self)
        if isinstance(new, QPushButton | QToolButton):
            new.installEventFilter(self)

    def eventFilter(self, button: QObject, event: QEvent) -> bool:
        """Press the button on Enter; a key held down presses once."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.modifiers() & ~_KEYPAD:
            return False
        if not event.isAutoRepeat() and isinstance(button, QPushButton | QToolButton):
            button.click()
        return True


_KEYPAD = Qt.KeyboardModifier.KeypadModifier
