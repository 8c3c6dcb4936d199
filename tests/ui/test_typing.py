"""UniKey's keys arrive whole in every kind of field the program has (EXAMPLES §14)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.frame_parts import Hit, SearchBox
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import LineField, SecretField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker, Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField
from tests.unikey import type_like_unikey

WORDS = "Tiếng Việt, Đặng Thị Thuở Ướm"
PEOPLE = [
    Choice(1, "Nguyễn Văn Ví Dụ", "Chi bộ thôn Mẫu 1"),
    Choice(2, "Đặng Thị Thử", "Chi bộ thôn Mẫu 2"),
    Choice(3, "Tiếng Việt Mẫu", "Chi bộ Trạm Y tế"),
]


def _hits(query: str) -> list[Hit]:
    return [Hit("Chi bộ", f"Chi bộ {query}", "", lambda: None)]


def _searching() -> QWidget:
    box = SearchBox(_hits)
    box._wait.setInterval(0)
    return box


def _filtering() -> QWidget:
    return FilterBar("Lọc", [(None, "Tất cả")]).field


FIELDS: dict[str, Callable[[], QWidget]] = {
    "line": LineField,
    "text": TextField,
    "secret": SecretField,
    "date": DateField,
    "time": TimeField,
    "number": NumberField,
    "picker": lambda: Picker(PEOPLE),
    "person": lambda: PersonPicker(PEOPLE, free=True),
    "filter": _filtering,
    "search": _searching,
}


@pytest.mark.parametrize("kind", FIELDS)
def test_every_field_takes_what_unikey_sends(qtbot: QtBot, kind: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    field = FIELDS[kind]()
    field.setParent(holder)
    QVBoxLayout(holder).addWidget(field)
    holder.show()
    type_like_unikey(qtbot, field, WORDS)
    assert (field.toPlainText() if isinstance(field, TextField) else field.text()) == WORDS  # type: ignore[attr-defined]


def test_a_field_in_a_form_takes_what_unikey_sends(qtbot: QtBot) -> None:
    form = Form()
    qtbot.addWidget(form)
    field = form.group("Nhóm").add("Tên", LineField(), name="name")
    form.show()
    type_like_unikey(qtbot, field, WORDS)
    assert field.text() == WORDS


def test_an_open_list_of_people_does_not_touch_the_typing(qtbot: QtBot) -> None:
    field = PersonPicker(PEOPLE)
    qtbot.addWidget(field)
    field.show()
    type_like_unikey(qtbot, field, "Đặng Thị")
    popup = QApplication.activePopupWidget()
    assert popup is not None
    assert field.text() == "Đặng Thị"
    popup.hide()


def test_a_cell_of_a_grid_takes_what_unikey_sends(qtbot: QtBot) -> None:
    model = GridModel([GridColumn("remark", "Nhận xét", stretch=True)])
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    model.show([GridRow(1, "Tiêu chí 1"), GridRow(2, "Tiêu chí 2")], {})
    view.show()
    view.activateWindow()
    view.edit_first()
    qtbot.waitUntil(view.hasFocus)
    # The first key of the person opens the editor, UniKey's false Backspaces come after it.
    QTest.keyClick(view, Qt.Key.Key_D)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_Backspace)
    type_like_unikey(qtbot, editor, "Đúng hướng dẫn, tiếng Việt")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(view.hasFocus)
    assert model.value(1, "remark") == "Đúng hướng dẫn, tiếng Việt"
    assert view.currentIndex().row() == 1


def test_a_false_backspace_on_a_cell_does_not_empty_it(qtbot: QtBot) -> None:
    model = GridModel([GridColumn("remark", "Nhận xét")])
    view = GridView(model, "luoi")
    qtbot.addWidget(view)
    model.show([GridRow(1, "Tiêu chí 1")], {(1, "remark"): "Đã ghi"})
    view.show()
    view.edit_first()
    QTest.keyClick(view, Qt.Key.Key_Backspace)
    assert model.value(1, "remark") == "Đã ghi"
    assert view.state() != GridView.State.EditingState
