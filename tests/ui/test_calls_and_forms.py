"""Papers offered where the clerk does the step: calls of observers, forms of registration, their list and pledge."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import issuing, observers
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.pages.samples import SamplesPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.menu_button import MenuButton
from tests import recognition_office, sample_office
from tests.meeting_office import NOW as MEETING_NOW
from tests.paper_office import NOW


def window_named(qtbot, name: str):
    window = next(found for found in QApplication.topLevelWidgets() if found.objectName() == name)
    qtbot.addWidget(window)
    return window


def words_of(menu: MenuButton) -> list[str]:
    return [action.text() for action in menu.menu().actions() if action.text()]


def press(menu: MenuButton, word: str) -> None:
    next(action for action in menu.menu().actions() if action.text() == word).trigger()


@pytest.fixture
def samples(tmp_path, qtbot, qapp):
    office = sample_office.make_office(tmp_path)
    shell = Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: MEETING_NOW)
    page = SamplesPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.refresh()
    page.show()
    yield office, shell, page
    office.close()


def observers_step(page, event_id):
    page.open_item(event_id)
    return page.journey().step_page(Step.OBSERVERS)


def test_observers_are_called_from_their_step(qtbot, samples):
    office, _, page = samples
    event_id = sample_office.planned(office)
    sample_office.invited(office, event_id)
    step = observers_step(page, event_id)
    menu = step.findChild(MenuButton)
    assert words_of(menu) == [
        "Giấy mời…",
        "Công văn triệu tập…",
        "Danh sách ký tên…",
        "Phiếu nhận xét trắng…",
    ]
    press(menu, "Giấy mời…")
    window = window_named(qtbot, "issue")
    assert window.windowTitle() == "Ban hành: Giấy mời dự sinh hoạt chi bộ điểm"
    assert window.sheet.preview.page_count() == 3
    # Today lies after the meeting: the invitation bears the meeting's day at the latest.
    assert window.sheet.day.value() == min(MEETING_NOW.date(), sample_office.DAY)
    window.issue()
    assert issuing.standing(office, "F16", event_id) is not None
    assert all(one.invited_on for one in observers.load(office, event_id))


def test_typing_in_the_list_is_saved_before_it_is_called(qtbot, samples):
    office, _, page = samples
    event_id = sample_office.planned(office)
    sample_office.invited(office, event_id)
    step = observers_step(page, event_id)
    step.invite_all(observers.ObserverCapacity.CELL_SECRETARY)
    count = len(step.list.value())
    window = step.open_call("F16B")
    qtbot.addWidget(window)
    assert len(observers.load(office, event_id)) == count > 3
    window.reject()


def test_with_nobody_listed_the_reason_is_said(samples):
    office, shell, page = samples
    step = observers_step(page, sample_office.planned(office))
    assert step.open_call("F16") is None
    assert any("Chưa có ai được mời dự" in said for said in shell.asking.asked)


@pytest.fixture
def registration(tmp_path, qtbot, qapp):
    office = recognition_office.make_office(tmp_path)
    campaign_id = recognition_office.open_campaign(office)
    ids = recognition_office.entry_ids(office, campaign_id)
    recognition_office.register(office, ids[:2])
    shell = Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)
    page = RecognitionPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 640)
    page.refresh()
    page.show()
    page.journey.steps.open_step(states.REGISTRATION)
    yield page.journey.parts[states.REGISTRATION], ids
    office.close()


def test_a_registered_cell_s_form_is_shown_to_be_filed(qtbot, registration):
    step, ids = registration
    step.table.select(ids[0])
    press(step.papers, "Bản đăng ký…")
    window = window_named(qtbot, "issue")
    assert "Đăng ký thi đua" in window.sheet.about.text()
    window.reject()


def test_a_cell_that_has_not_registered_gets_a_blank_form_to_print(qtbot, registration):
    step, ids = registration
    step.table.select(ids[3])
    window = step.open_forms()
    qtbot.addWidget(window)
    assert window.objectName() == "pdf-window"
    assert window.preview.page_count() == 2
    window.reject()


def test_forms_of_ticked_cells_are_one_print(qtbot, registration):
    step, ids = registration
    step.table.rows.tick(ids, True)
    window = step.open_forms()
    qtbot.addWidget(window)
    assert window.preview.page_count() == 2 * len(ids)
    window.reject()


@pytest.mark.parametrize(
    ("word", "title"), [("Danh sách đăng ký…", "Danh sách"), ("Bản giao ước thi đua…", "Giao ước")]
)
def test_list_and_pledge_open_as_drafts(qtbot, registration, word, title):
    step, _ = registration
    press(step.papers, word)
    window = window_named(qtbot, "issue")
    assert window.sheet.about.text().startswith(title)
    window.reject()
