"""A new password is judged in words while it is typed; after wrong ones the seconds are counted down."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.question import Question
from bontot_desktop.ui.widgets.fields import SecretField
from bontot_desktop.ui.widgets.password_advice import HINT, PasswordAdvice
from bontot_desktop.ui.widgets.pause import Pause
from tests.unikey import type_like_unikey


def test_the_advice_follows_the_typing_and_never_touches_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = SecretField(window)
    advice = PasswordAdvice(field, lambda: ("Đảng ủy xã Ví Dụ",), window)
    window.show()
    assert advice.text() == HINT
    type_like_unikey(qtbot, field, "Tiếng Việt")
    assert field.value() == "Tiếng Việt"
    assert advice.text().startswith("Tạm được: ")
    field.set_value("Ví Dụ 12345")
    assert advice.text().startswith("Yếu: ")
    field.set_value("")
    assert advice.text() == HINT


def test_a_question_counts_the_pause_down_and_then_takes_the_answer(qtbot: QtBot) -> None:
    question = Question(None, "Nhập mật khẩu", "", ["Mở", "Quay lại"], safe="Quay lại", main="Mở", icon="")
    qtbot.addWidget(question)
    question.add_field("Mật khẩu", SecretField(), required="")
    question.hold(2)
    question.show()
    pause = question.findChild(Pause)
    opens = question.findChild(QPushButton, "verb:Mở")
    assert isinstance(pause, QLabel)
    assert (pause.text(), opens.isEnabled()) == ("Xin đợi 2 giây rồi thử lại.", False)
    pause.tick()
    assert (pause.text(), opens.isEnabled()) == ("Xin đợi 1 giây rồi thử lại.", False)
    pause.tick()
    assert (pause.isVisible(), opens.isEnabled()) == (False, True)
    question.reject()
