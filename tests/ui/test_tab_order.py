"""The Tab key goes through a form as one reads it, rows that came later too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QHBoxLayout
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList


@dataclass(frozen=True)
class Draft:
    name: str = ""
    people: tuple[str, ...] = ()
    note: str = ""


class Row(RowEditor):
    def __init__(self) -> None:
        super().__init__()
        self.field = LineField()
        QHBoxLayout(self).addWidget(self.field)
        self.watch(self.field)

    def set_value(self, value: Any) -> None:
        self.field.set_value(value)

    def value(self) -> str:
        return self.field.value()

    def is_empty(self) -> bool:
        return not self.field.value()


def test_tab_goes_from_field_to_later_rows_to_the_buttons(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    form.add_button("Tiếp", lambda: None)
    group = form.group("Tổ")
    name = group.add("Tên", LineField(), name="name")
    people = group.add("Thành viên", RowList(Row, str, "Thêm thành viên"), name="people")
    note = group.add("Ghi chú", LineField(), name="note")
    form.add_save()
    form.show_draft(Draft(people=("Một",)))
    people.add("Hai")
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.order_tabs()
    name.setFocus()
    seen: list[Any] = []
    for _ in range(6):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget())
    first, second = (editor.field for editor in people.editors())
    assert seen[:4] == [first, second, people.add_button, note]
    assert [button.text() for button in seen[4:]] == ["Tiếp", "Lưu"]


def test_a_row_just_added_is_in_sight(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    people = form.group("Tổ").add("Thành viên", RowList(Row, str, "Thêm thành viên"), name="people")
    form.show_draft(Draft(people=("Một",)))
    form.resize(500, 200)
    form.show()
    for _ in range(9):
        row = people.add()
    qtbot.waitUntil(lambda: not row.visibleRegion().isEmpty())
