"""Enter presses the focused button, and only that."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.enter import EnterPresses


def test_enter_presses_the_button_with_the_focus_and_leaves_fields_and_ticks_alone(
    qapp: QApplication, qtbot: QtBot
) -> None:
    watch = EnterPresses(qapp)
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    button, field, tick = QPushButton("Lưu"), QLineEdit(), QCheckBox("Đã in")
    for widget in (button, field, tick):
        column.addWidget(widget)
    pressed: list[str] = []
    button.clicked.connect(lambda: pressed.append("Lưu"))
    field.returnPressed.connect(lambda: pressed.append("trường"))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    for widget in (button, field, tick, button):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    assert pressed == ["Lưu", "trường", "Lưu"]
    assert not tick.isChecked()

    button.setEnabled(False)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Enter)
    assert pressed == ["Lưu", "trường", "Lưu", "trường"]
    qapp.focusChanged.disconnect(watch._moved)
    watch.deleteLater()
