"""The window of targets: figures by cell and indicator, pasted from a spreadsheet, never lost without a question."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtGui import QGuiApplication

from bontot_desktop.services import cell_targets
from bontot_desktop.services.cell_targets import Indicator, TargetDraft
from bontot_desktop.ui.asking import DROP, STAY, AnswerWith
from bontot_desktop.ui.forms.cell_targets import ASSIGNED, REACHED, open_targets
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW

D = Decimal
INCOME = Indicator("Thu nhập bình quân", "triệu đồng")
ADMISSION = Indicator("Kết nạp đảng viên", is_admission=True)


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def window(shell, office):
    sheet = cell_targets.sheet(office, made.YEAR)
    first = sheet.cells[0].id
    given = (TargetDraft(first, INCOME.name, D(60)), TargetDraft(first, ADMISSION.name, D(1)))
    cell_targets.save(office, replace(sheet, indicators=(INCOME, ADMISSION), targets=given))
    dialog = open_targets(shell, made.YEAR)
    done = []
    dialog.finished.connect(done.append)
    yield dialog
    if not done:
        dialog.done(0)


def test_figures_pasted_from_a_spreadsheet_are_saved(window, office):
    window.view.setCurrentIndex(window.model.index(0, 0))
    QGuiApplication.clipboard().setText("61,5\n52")
    window.view.paste()
    window.show_mode(REACHED)
    window.model.put_text(0, 0, "70")
    assert window.save() is True
    kept = cell_targets.sheet(office, made.YEAR)
    assert kept.of(window.sheet.cells[0].id, INCOME.name) == TargetDraft(
        window.sheet.cells[0].id, INCOME.name, D("61.5"), D(70)
    )
    assert kept.of(window.sheet.cells[1].id, INCOME.name).assigned == D(52)


def test_an_indicator_is_added_changed_and_taken_away(window, shell):
    asked = window.add()
    asked.form.field("name").set_value("Hộ nghèo")
    asked.save()
    assert [one.name for one in window.sheet.indicators][-1] == "Hộ nghèo"
    window.view.setCurrentIndex(window.model.index(0, 0))
    asked = window.edit()
    asked.form.field("name").set_value("Thu nhập đầu người")
    asked.save()
    assert window.model.value(window.sheet.cells[0].id, window.sheet.indicators[0].key) == D(60)
    shell.asking.answers = ["Bỏ chỉ tiêu"]
    window.view.setCurrentIndex(window.model.index(0, 0))
    window.drop()
    assert "Thu nhập đầu người" not in [one.name for one in window.sheet.indicators]


def test_what_was_reached_of_admissions_is_counted_and_not_typed(window):
    window.show_mode(REACHED)
    assert not window.model.may_edit(0, 1)
    assert window.model.index(0, 1).data() == "0"
    window.show_mode(ASSIGNED)


@pytest.mark.parametrize(("answer", "closed"), [(STAY, False), (DROP, True)])
def test_closing_asks_about_figures_that_are_not_saved(window, shell, answer, closed):
    window.model.put_text(0, 0, "99")
    shell.asking.answers = [answer]
    done = []
    window.finished.connect(done.append)
    window.reject()
    assert bool(done) is closed
