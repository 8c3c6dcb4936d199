"""At the start the program asks who works, only when there are two; a viewer is told so above the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLabel
from pytestqt.qtbot import QtBot

from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services import operators
from bontot_desktop.services.office import Office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.pages.system.operators import OperatorsPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.start import seating
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import plain_office

CLERK, GUEST = "Nguyễn Văn Ví Dụ", "Trần Thị Làm Mẫu"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = plain_office(tmp_path)
    yield made
    made.close()


@pytest.fixture
def shared(office: Office) -> Office:
    operators.save(office, OperatorDraft(name=CLERK))
    operators.save(office, OperatorDraft(name=GUEST, role=Role.VIEWS))
    office.who, office.operator_id = "Thử", None
    return office


def test_nobody_is_asked_without_a_list_or_with_one_person_in_it(office: Office) -> None:
    assert seating.at_start(office, AnswerWith())
    assert office.who == "Thử"
    operators.save(office, OperatorDraft(name=CLERK))
    office.who, office.operator_id = "Thử", None
    assert seating.at_start(office, AnswerWith())
    assert office.who == CLERK


def test_of_two_one_is_chosen_and_going_back_opens_nothing(shared: Office) -> None:
    clerk, guest = operators.active(shared)
    assert not seating.at_start(shared, AnswerWith(None))
    assert shared.who == "Thử"
    asking = AnswerWith(guest.id)
    assert seating.at_start(shared, asking)
    assert asking.asked == [seating.QUESTION]
    assert (shared.who, shared.is_viewed) == (GUEST, True)
    assert seating.at_start(shared, AnswerWith(clerk.id))
    assert (shared.who, shared.read_only_because) == (CLERK, "")


def test_a_viewer_is_told_above_the_pages_until_another_sits_down(qtbot: QtBot, shared: Office) -> None:
    clerk, guest = operators.active(shared)
    operators.sit(shared, guest)
    asking = AnswerWith(clerk.id, guest.id)
    shell = Shell(shared, asking, AtOnce())
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = build_window(shell, user_places(), HelpDesk(app, asking))
    qtbot.addWidget(window)
    window.show()
    bar = window.findChild(QFrame, "read-only")
    assert bar is not None
    assert bar.isVisible()
    assert any(label.text().startswith(f"Chỉ xem: {GUEST}") for label in bar.findChildren(QLabel))
    seating.change(shell)
    assert not bar.isVisible()
    assert shared.who == CLERK
    seating.change(shell)
    assert bar.isVisible()


def test_changing_places_without_a_list_says_where_it_is_made(office: Office) -> None:
    asking = AnswerWith()
    seating.change(Shell(office, asking, AtOnce()))
    assert asking.asked == [seating.NOBODY]


def test_people_are_added_and_changed_in_their_list(qtbot: QtBot, office: Office) -> None:
    shell = Shell(office, AnswerWith(), AtOnce())
    told: list[str] = []
    shell.seated.connect(lambda: told.append(office.who))
    part = OperatorsPart(shell)
    shell.changed.connect(part.changed)
    qtbot.addWidget(part)
    part.refresh()
    part.form.field("name").set_value(CLERK)
    assert part.save()
    assert told == [CLERK]
    part.start_new()
    part.form.field("name").set_value(GUEST)
    part.form.field("role").set_value(Role.VIEWS)
    assert part.save()
    assert [(one.name, one.role) for one in operators.rows(office)] == [(CLERK, Role.RECORDS), (GUEST, Role.VIEWS)]
    part.table.select(operators.rows(office)[0].id)
    part.form.show_draft(replace(operators.rows(office)[0]))
    part.form.field("role").set_value(Role.VIEWS)
    assert not part.save()
