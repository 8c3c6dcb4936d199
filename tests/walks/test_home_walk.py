"""The walk of a morning: the window opens with what waits, a click leads there, done work leaves the list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from bontot_desktop.services import petitions, sample_chores
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.home import HomePage
from bontot_desktop.ui.pages.meetings.petitions_tab import PetitionsTab
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.pages.sample.plan import PlanStep
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office as made
from tests.meeting_office import cell_id

NOW = datetime(2026, 5, 8, 8, 0)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setenv("BONTOT_HOME", str(tmp_path / "home"))
    office = made.make_office(tmp_path)
    office.now = lambda: NOW
    made.planned(office)
    draft = petitions.PetitionDraft(cell_id=cell_id(office), raised_on=date(2026, 3, 3), text="Đề nghị sửa đường thôn")
    sent = replace(draft, addressed_to="UBND xã", sent_on=date(2026, 3, 6), answer_due_on=date(2026, 4, 6))
    petitions.save(office, sent)
    yield office
    office.close()


def _click(qtbot: QtBot, home: HomePage, key: str) -> None:
    index = home.list.rows.index(home.list.rows.place_of(key), 0)
    home.list.scrollTo(index)
    at = home.list.visualRect(index).topLeft() + QPoint(80, 12)
    qtbot.mouseClick(home.list.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_morning_goes_from_the_list_to_the_work_and_back(qtbot: QtBot, office: Office) -> None:
    shell = Shell(office, AnswerWith(), AtOnce(), now=lambda: NOW)
    window = MainWindow(shell, [entry(key) for key in ("home", "meetings", "samples")])
    qtbot.addWidget(window)
    window.show()
    home = window.page()
    assert isinstance(home, HomePage)

    _click(qtbot, home, "petition/1")
    tab = window.page().home.part()
    assert isinstance(tab, PetitionsTab)
    tab.dialog.close()
    tab.table.select(1)
    tab.remind_button.click()
    assert petitions.load(office, 1).reminded_on == NOW.date()

    window.go("home")
    assert home.list.rows.row(home.list.rows.place_of("petition/1")).day == date(2026, 5, 15)
    late = next(row for row in sample_chores.rows(office, 1) if row.is_late)
    _click(qtbot, home, f"chore/{late.id}")
    step = window.page().journey().open_page()
    if not isinstance(step, PlanStep):
        step = window.page().journey().step_page(PlanStep.step)
    step.chores.table.select(late.id)
    qtbot.keyClick(step.chores.table, Qt.Key.Key_Space)

    window.go("home")
    assert home.list.rows.place_of(f"chore/{late.id}") < 0
