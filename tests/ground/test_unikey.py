"""The typing helper itself: it sends what UniKey sends, and it bites where UniKey bites."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from tests.unikey import Stroke, strokes, type_like_unikey


def test_the_keys_of_tieng_are_those_unikey_sends() -> None:
    assert strokes("Tiếng") == [
        Stroke(0, "T"),
        Stroke(0, "i"),
        Stroke(0, "e"),
        Stroke(1, "ê"),
        Stroke(0, "n"),
        Stroke(0, "g"),
        Stroke(3, "ếng"),
    ]


def test_a_plain_field_takes_what_unikey_sends(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.show()
    type_like_unikey(qtbot, field, "Đảng ủy xã Mẫu, tiếng Việt")
    assert field.text() == "Đảng ủy xã Mẫu, tiếng Việt"


def test_a_text_of_several_lines_takes_what_unikey_sends(qtbot: QtBot) -> None:
    field = QPlainTextEdit()
    qtbot.addWidget(field)
    field.show()
    type_like_unikey(qtbot, field, "Nghị quyết lãnh đạo thực hiện nhiệm vụ")
    assert field.toPlainText() == "Nghị quyết lãnh đạo thực hiện nhiệm vụ"


def test_an_editable_combo_box_as_it_comes_spoils_unikeys_typing(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["vien", "viec"])
    box.setEditable(True)
    box.setCurrentText("")
    qtbot.addWidget(box)
    box.show()
    type_like_unikey(qtbot, box, "việt")
    assert box.currentText() == "vieệt"
