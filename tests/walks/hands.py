"""What the hands of a clerk do in a walk: press a button, type into a field, find a person, choose from a list."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

LEFT = Qt.MouseButton.LeftButton


def press(qtbot: QtBot, place: QWidget, name: str) -> None:
    """Press a button by its object name."""
    button = place.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isEnabled(), name
    qtbot.mouseClick(button, LEFT)


def write(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    """Type into a field over what stands there."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)


def pick(qtbot: QtBot, field: QLineEdit, words: str) -> None:
    """Find someone by a part of the name without marks and take the first of the list."""
    write(qtbot, field, words)
    qtbot.keyClick(QApplication.activePopupWidget() or field, Qt.Key.Key_Return)


def choose(field: QComboBox, words: str) -> None:
    """Choose a line of a list by its words."""
    place = field.findText(words)
    assert place >= 0, words
    field.setCurrentIndex(place)
    field.activated.emit(place)
