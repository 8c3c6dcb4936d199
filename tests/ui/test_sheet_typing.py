"""A whole observer's sheet typed by the keyboard alone, with few keys beside its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.samples import CHECKLIST
from bontot_desktop.services import sheets
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.sample.sheet_forms import SheetForm
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office as made
from tests.meeting_office import NOW

CONTROL = Qt.KeyboardModifier.ControlModifier
TEXTS = ("Chuẩn bị chu đáo", "Tài liệu gửi muộn", "Gửi trước một ngày", "Mở lớp bồi dưỡng", "Cách phân công")


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def form(qtbot, office):
    event = made.planned(office)
    first = made.invited(office, event)[0]
    made.held(office, event)
    shell = Shell(office, AnswerWith(), AtOnce(), now=lambda: NOW)
    form = SheetForm(shell, event)
    qtbot.addWidget(form)
    form.resize(900, 700)
    form.show()
    form.open(first)
    form.checks.setFocus()
    form.observer = first
    form.keep = shell
    return form


class Keys:
    """Presses keys where the cursor is and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def press(self, key, with_keys=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, with_keys)
        QApplication.processEvents()
        self.count += 1

    def write(self, words: str) -> None:
        for sign in words:
            QTest.keyClick(QApplication.focusWidget(), sign)
            self.count += 1


def test_a_sheet_takes_some_forty_keys_beside_its_words(qtbot, office, form):
    keys = Keys()
    keys.write("T")
    keys.press(Qt.Key.Key_Return, CONTROL)
    for points in made.POINTS[0].values():
        keys.write(points.replace(".", ","))
        keys.press(Qt.Key.Key_Return)
    for words in TEXTS:
        QApplication.focusWidget().insertPlainText(words)
        keys.press(Qt.Key.Key_Return, CONTROL)
    stored = sheets.load(office, form.observer)
    assert stored.points == made.points(made.POINTS[0])
    assert all(stored.checks[step].was_done for step, _ in CHECKLIST)
    assert (stored.strengths, stored.applicable_at_home) == (TEXTS[0], TEXTS[-1])
    assert keys.count <= 45


def test_one_key_gives_full_marks_to_the_lines_that_are_blank(qtbot, office, form):
    keys = Keys()
    keys.press(Qt.Key.Key_Return, CONTROL)
    keys.write("4")
    keys.press(Qt.Key.Key_Return)
    keys.write("T")
    template = sheets.load(office, form.observer).template
    assert template.total(form.points.value()) == template.maximum - 1


def test_a_step_is_denied_by_its_key_and_the_rest_stays(qtbot, office, form):
    keys = Keys()
    keys.write("K")
    keys.write("T")
    assert form.checks.value()[CHECKLIST[0][0]].was_done is False
    assert form.checks.value()[CHECKLIST[-1][0]].was_done is True
