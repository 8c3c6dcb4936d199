"""A copy on the stick is told plainly; the verb that goes on stands at the right in every question."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.system.copies import CopiesPart, _size
from bontot_desktop.ui.question import Question
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.register_office import NOW, make_office


def test_a_copy_on_the_stick_is_told_with_its_place_its_size_and_that_it_was_checked(tmp_path, qtbot):
    office = make_office(tmp_path)
    stick = tmp_path / "usb"
    stick.mkdir()
    asking = AnswerWith(stick)
    shell = Shell(office, asking, AtOnce(), now=lambda: NOW)
    part = CopiesPart(shell)
    qtbot.addWidget(part)
    part.copy_elsewhere()
    (copy,) = stick.iterdir()
    told = asking.asked[-1]
    assert told.startswith("Đã sao dữ liệu xong.")
    for words in (str(stick), copy.name, "Cỡ: ", "đã được mở lại và kiểm tra"):
        assert words in told
    office.close()


def test_lengths_are_written_as_people_read_them():
    assert [_size(100), _size(300 * 1024), _size(5_742_592)] == ["1 KB", "300 KB", "5,5 MB"]


def test_the_verb_that_goes_on_stands_right_of_the_way_back(qtbot):
    question = Question(None, "Nhập mật khẩu", "", ["Mở", "Quay lại"], safe="Quay lại", main="Mở", icon="")
    qtbot.addWidget(question)
    question.show()
    left_to_right = sorted(question.findChildren(QPushButton), key=lambda button: button.x())
    assert [button.text() for button in left_to_right] == ["Quay lại", "Mở"]
