"""The window "Nhiệm kỳ chi bộ", driven as a person does."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.services import terms
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.forms.cell_terms import WITHOUT, CellTermsDialog
from bontot_desktop.ui.pages.system.terms import TermsPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import paper_office
from tests.paper_office import NOW
from tests.unikey import type_like_unikey


@pytest.fixture
def office(tmp_path):
    office = paper_office.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


def test_one_window_puts_all_cells_without_a_term_into_one(qtbot, office, shell):
    part = TermsPart(shell)
    dialog = CellTermsDialog(shell)
    for widget in (part, dialog):
        qtbot.addWidget(widget)
    shell.changed.connect(part.changed)
    part.refresh()
    dialog.show()
    assert len(dialog.table.rows.ticked()) == 8
    dialog.form.save()
    assert "Chưa có tên nhiệm kỳ" in dialog.form._fields["label"][1].problem()
    type_like_unikey(qtbot, dialog.form.field("label"), "2025 - 2027")
    dialog.form.field("starts_on").set_value(date(2025, 3, 1))
    qtbot.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    assert len(terms.terms(office)) == 9
    assert part.table.rows.shown()[1].owner == "Chi bộ thôn Mẫu 1"


def test_cells_are_chosen_among_those_that_are_seen(qtbot, office, shell):
    dialog = CellTermsDialog(shell)
    qtbot.addWidget(dialog)
    dialog.tick_shown(False)
    assert dialog.chosen.text() == "Đang chọn 0 chi bộ."
    dialog.save()
    assert "Chưa chọn chi bộ nào." in dialog.form._state.text()
    dialog.filter.press(WITHOUT)
    qtbot.keyClicks(dialog.filter.field, "mau 3")
    dialog.filter.field.ask()
    dialog.tick_shown(True)
    assert dialog.chosen.text() == "Đang chọn 1 chi bộ."
