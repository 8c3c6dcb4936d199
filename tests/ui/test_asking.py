"""Questions stand in Vietnamese with verbs for buttons, and a test answers them in a line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith, Asking


def _meanwhile(act: Callable[[QDialog], None]) -> None:
    """Do something with the question once it stands there."""

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        act(dialog)

    QTimer.singleShot(0, look)


def _press(verb: str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        button = dialog.findChild(QPushButton, f"verb:{verb}")
        assert button is not None
        button.click()

    return act


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def test_the_pressed_verb_is_the_answer(window: QWidget) -> None:
    _meanwhile(_press("Bỏ bản nháp"))
    assert Asking(window).confirm("Bỏ bản nháp này?", "Bỏ bản nháp")
    _meanwhile(_press(SAVE))
    assert Asking(window).unsaved() == SAVE


@pytest.mark.parametrize("key", [Qt.Key.Key_Escape, Qt.Key.Key_Return])
def test_escape_and_enter_give_the_safe_answer(window: QWidget, key: Qt.Key) -> None:
    _meanwhile(lambda dialog: QTest.keyClick(dialog, key))
    assert not Asking(window).confirm("Thu hồi văn bản này?", "Thu hồi")


def test_a_required_word_is_asked_for_until_it_is_there(window: QWidget) -> None:
    def act(dialog: QDialog) -> None:
        _press("Ghi lý do")(dialog)
        assert dialog.isVisible()
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.insert("  Ghi nhầm  số ")
        QTest.keyClick(field, Qt.Key.Key_Return)

    _meanwhile(act)
    assert Asking(window).text("Vì sao mở lại biên bản?", "Lý do", verb="Ghi lý do") == "Ghi nhầm số"


def test_going_back_from_a_password_gives_nothing(window: QWidget) -> None:
    _meanwhile(lambda dialog: dialog.reject())
    assert Asking(window).password("Mở văn phòng", verb="Mở") is None


def test_a_test_answers_in_one_line() -> None:
    asking = AnswerWith(DROP, Path("a.xlsx"))
    assert asking.unsaved() == DROP
    assert asking.choose_file("Chọn danh bạ", "Bảng tính", [".xlsx"]) == Path("a.xlsx")
    asking.tell("Xong.")
    assert asking.asked == ["Nội dung vừa gõ chưa được lưu.", "Chọn danh bạ", "Xong."]
    with pytest.raises(AssertionError, match="nobody answers"):
        asking.confirm("Bỏ?", "Bỏ", stay=STAY)


def test_qts_own_words_are_vietnamese(qtbot: QtBot) -> None:
    dialog = QFileDialog()
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    dialog.show()
    words = {button.text() for button in dialog.findChildren(QPushButton)}
    assert {"&Mở", "Quay lại"} <= words
    field = QLineEdit("x")
    qtbot.addWidget(field)
    menu = field.createStandardContextMenu()
    texts = [action.text().split("\t")[0] for action in menu.actions() if not action.isSeparator()]
    menu.deleteLater()
    assert texts == ["&Hoàn tác gõ", "&Làm lại", "Cắ&t", "&Chép", "&Dán", "Xóa", "Chọn hết"]
    assert QCoreApplication.translate("Ours", "Chi bộ") == "Chi bộ"
