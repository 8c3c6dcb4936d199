"""F6 leaves a table, in which Tab and Enter go from cell to cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.parts import PartKeys
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.widgets.fields import LineField


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifier)


def test_f6_takes_the_open_cell_and_goes_out_of_the_table_to_the_field_below_and_shift_f6_comes_back(
    qapp: QApplication, qtbot: QtBot
) -> None:
    watch = PartKeys(qapp)
    window = QDialog()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    model = GridModel([GridColumn("points", "Điểm", decimals=0), GridColumn("note", "Ghi chú")])
    grid = GridView(model, "luoi", window)
    hidden, above, below = LineField(), LineField(), LineField()
    for widget in (above, grid, hidden, below):
        column.addWidget(widget)
    window.setTabOrder(above, grid)
    window.setTabOrder(grid, hidden)
    window.setTabOrder(hidden, below)
    hidden.hide()
    model.show([GridRow(1, "Một"), GridRow(2, "Hai")], {})
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    grid.edit_first()
    press(Qt.Key.Key_7)
    assert isinstance(QApplication.focusWidget().parentWidget().parentWidget(), GridView)

    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is below
    assert model.value(1, "points") == 7

    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is grid
    press(Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is above
    press(Qt.Key.Key_F6)
    assert QApplication.focusWidget() is grid
    qapp.focusChanged.disconnect(watch._moved)
    watch.deleteLater()
