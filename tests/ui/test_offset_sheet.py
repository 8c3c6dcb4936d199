"""The window that sets certificates on pre-printed stock straight, driven as a person drives it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from bontot_desktop.services import award_rates, offset_sheet
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.offset_sheet import open_offset
from bontot_desktop.ui.pages.system.awards import AwardsPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import NOW, plain_office


@pytest.fixture
def shell(qapp, tmp_path):
    office = plain_office(tmp_path)
    yield Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)
    office.close()


def test_two_measures_give_the_offset_to_set(qtbot, shell):
    sent, taken = [], []
    dialog = open_offset(
        shell,
        Decimal("1.5"),
        Decimal(0),
        lambda right, down: taken.append((right, down)),
        printer=lambda pdf, window, title: sent.append((pdf, title)) or True,
    )
    qtbot.addWidget(dialog)
    dialog.print_button.click()
    assert sent == [(offset_sheet.sheet_pdf((1.5, 0.0)), offset_sheet.TITLE)]
    assert dialog.result_words.text() == "Độ dịch đang đặt: sang phải 1,5 mm, xuống dưới 0 mm."
    dialog.take_button.click()
    assert dialog.left_row.problem() == "Xin gõ số đo được, ví dụ 20,5."
    QTest.keyClicks(dialog.left, "21,5")
    QTest.keyClicks(dialog.top, "18.8")
    assert dialog.result_words.text() == "3. Độ dịch mới: sang phải 0 mm, xuống dưới 1,2 mm."
    qtbot.mouseClick(dialog.take_button, Qt.MouseButton.LeftButton)
    assert taken == [(Decimal("0.0"), Decimal("1.2"))]
    assert not dialog.isVisible()


def test_a_measure_from_the_wrong_edge_is_refused(qtbot, shell):
    dialog = open_offset(shell, Decimal(0), Decimal(0), lambda *_: pytest.fail("taken"))
    qtbot.addWidget(dialog)
    QTest.keyClicks(dialog.left, "277")
    QTest.keyClicks(dialog.top, "20")
    dialog.take_button.click()
    assert dialog.left_row.problem() == "Số này phải từ 0 đến 50."
    dialog.reject()


def test_the_settings_of_certificates_take_it_over(qtbot, shell):
    page = AwardsPart(shell)
    qtbot.addWidget(page)
    page.refresh()
    page.show()
    page.align_button.click()
    dialog = page.align_dialog
    qtbot.addWidget(dialog)
    QTest.keyClicks(dialog.left, "21")
    QTest.keyClicks(dialog.top, "19")
    dialog.take_button.click()
    assert page.form.is_edited()
    page.form.field("base_pay").set_value(2_340_000)
    assert page.form.draft().offset_right == Decimal(-1)
    assert page.save()
    kept = award_rates.load(shell.office)
    assert (kept.offset_right, kept.offset_down) == (Decimal("-1.0"), Decimal("1.0"))
