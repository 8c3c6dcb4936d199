"""A campaign as a clerk leads it: four cells registered, scored, judged, one refused with its reason, the decision."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.recognition import CampaignState, Column, EntryState, QualityLevel, Reason
from bontot_desktop.services import campaigns, dossiers, entries, papers
from bontot_desktop.ui import keys
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.rating import LEVEL
from bontot_desktop.ui.pages.recognition.review import FOR
from tests import recognition_office as made
from tests.pdf_words import words
from tests.walks.hands import LEFT, press


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def window(open_window):
    return open_window("recognition", "papers")


def write(qtbot, field, words: str) -> None:
    """Type into a field and leave it, as a person does."""
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_three_cells_are_recognised_and_one_refused_from_the_first_form_to_the_decision(qtbot, office, window):
    page = window.page()
    campaign_id = _open(qtbot, office, page)
    journey = page.journey
    _register_all(qtbot, office, journey, campaign_id)
    _receive_all(qtbot, office, journey, campaign_id)
    for place in range(4):
        _score(qtbot, journey, place, fails=place == 3)
    _rate(qtbot, journey)
    _sit(qtbot, journey)
    _conclude(qtbot, journey)
    assert [row.state for row in entries.list_entries(office, campaign_id)] == [
        EntryState.PROPOSED,
        EntryState.PROPOSED,
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
    ]
    _issue(qtbot, journey)
    assert campaigns.list_campaigns(office)[0].state is CampaignState.DECIDED
    shown = papers.rows(office)
    assert [(row.kind_id, row.number_text) for row in shown] == [("D13", "01-QĐ/ĐU")]
    # Issuing leads to the register, where the very PDF that was filed is seen.
    seen = window.page().list.panel.preview.pdf()
    assert seen == papers.look(office, shown[0].id)[1].path.read_bytes()
    text = words(seen)
    assert "Công nhận 03 (ba) chi bộ" in text
    assert "Chi bộ thôn Mẫu 3" in text
    assert "Chi bộ thôn Mẫu 4" not in text
    window.go("recognition")
    assert "3 được công nhận, 1 không công nhận" in journey._summary.text()


def _open(qtbot, office, page) -> int:
    press(qtbot, page.journey.table_or_empty.empty, "")
    form = page.top().form
    assert form.field("register_until").text() == "10/03/2026"
    press(qtbot, form, "save")
    (campaign,) = campaigns.list_campaigns(office)
    assert (campaign.year, campaign.cells, campaign.registered) == (2026, 4, 0)
    return campaign.id


def _register_all(qtbot, office, journey, campaign_id) -> None:
    journey.steps.open_step(states.REGISTRATION)
    step = journey.parts[states.REGISTRATION]
    step.table.selectAll()
    qtbot.keyClick(step.table, Qt.Key.Key_Space)
    assert step.register_button.text() == "Ghi đăng ký (4)"
    qtbot.mouseClick(step.register_button, LEFT)
    dialog = QApplication.activeModalWidget()
    write(qtbot, dialog.form.field("registered_on"), "120326")
    press(qtbot, dialog, "save")
    assert "sau hạn 10/03/2026" in dialog.form._fields["late_reason"][1].problem()
    write(qtbot, dialog.form.field("registered_on"), "5/3/26")
    press(qtbot, dialog, "save")
    assert {row.state for row in entries.list_entries(office, campaign_id)} == {EntryState.REGISTERED}


def _receive_all(qtbot, office, journey, campaign_id) -> None:
    """Receive the four dossiers at one press, then what the Inspection Commission confirmed of them."""
    journey.steps.open_step(states.DOSSIER)
    step = journey.parts[states.DOSSIER]
    for opened, day in ((step.receive_button.click, "101126"), (step._confirming.trigger, "121126")):
        step.table.selectAll()
        qtbot.keyClick(step.table, Qt.Key.Key_Space)
        opened()
        dialog = QApplication.activeModalWidget()
        write(qtbot, dialog.form.field("on"), day)
        press(qtbot, dialog, "save")
    rows = dossiers.list_dossiers(office, campaign_id)
    assert [(row.there, row.asked, row.confirmed_on is not None) for row in rows] == [(8, 8, True)] * 4


def _score(qtbot, journey, place: int, *, fails: bool) -> None:
    journey.steps.open_step(states.SCORING)
    step = journey.parts[states.SCORING]
    step.table.selectRow(place)
    view = step.sheet
    grid, model = view.grid, view.model
    first = next(line for line in view.sheet().lines if not line.is_group)
    # One answer by its key, Enter goes to the next criterion; the rest of the column at one press.
    grid.setCurrentIndex(grid.index_of(first.criterion_id, Column.SELF))
    grid.setFocus()
    qtbot.keyClicks(grid, "1")
    qtbot.keyClick(grid, Qt.Key.Key_Return)
    assert grid.currentIndex().row() == 2
    qtbot.mouseClick(view.fill_button, LEFT)
    grid.setCurrentIndex(grid.index_of(first.criterion_id, Column.VERIFIED))
    qtbot.keyClicks(grid, "c" if fails else "d")
    qtbot.mouseClick(view.fill_button, LEFT)
    assert bool(model.flags_shown()) is fails
    assert "Còn thiếu" in view._missing.text()
    for name, typed in (
        ("self_scored_on", "05/11/2026"),
        ("self_votes_for", "1"),
        ("verified_on", "15.11.26"),
    ):
        write(qtbot, view.fields[name][0], typed)
    assert "đã đủ" in view._missing.text()
    journey.acts[keys.SAVE][1]()
    assert view.sheet().state is EntryState.VERIFIED
    assert not step.is_edited()


def _rate(qtbot, journey) -> None:
    journey.steps.open_step(states.RATING)
    step = journey.parts[states.RATING]
    place = next(at for at, column in enumerate(step.model.columns) if column.id == LEVEL)
    step.grid.setCurrentIndex(step.model.index(0, place))
    step.grid.setFocus()
    for _ in range(4):
        qtbot.keyClicks(step.grid, "2")
        qtbot.keyClick(step.grid, Qt.Key.Key_Return)
    assert {step.model.value(row.cell_id, LEVEL) for row in step._rows} == {QualityLevel.GOOD}
    press(qtbot, step, "save")


def _sit(qtbot, journey) -> None:
    journey.steps.open_step(states.REVIEW)
    step = journey.parts[states.REVIEW]
    write(qtbot, step.day, "20/11/2026")
    write(qtbot, step.total, "9")
    write(qtbot, step.present, "7")
    qtbot.mouseClick(step.all_button, LEFT)
    assert [step.model.value(row.id, FOR) for row in step._rows] == [7] * 4
    press(qtbot, step, "save")
    assert not step.is_edited()


def _conclude(qtbot, journey) -> None:
    journey.steps.open_step(states.RESULT)
    step = journey.parts[states.RESULT]
    assert step.all_button.text() == "Đề nghị 3 chi bộ đủ điều kiện"
    qtbot.mouseClick(step.all_button, LEFT)
    step.table.selectRow(3)
    qtbot.mouseClick(step.view.propose_button, LEFT)
    assert "iêu chí 1.1 chưa đạt." in step.notice.label.text()
    qtbot.mouseClick(step.view.refuse_button, LEFT)
    (offered,) = step.view.reasons.reasons()
    assert offered.reason is Reason.R04
    assert "iêu chí 1.1 chưa đạt." in offered.text
    qtbot.mouseClick(step.view.confirm_button, LEFT)


def _issue(qtbot, journey) -> None:
    journey.steps.open_step(states.DECISION)
    step = journey.parts[states.DECISION]
    assert [row.cell for row in step.refused.rows.shown()] == ["Chi bộ thôn Mẫu 4"]
    qtbot.mouseClick(step.issue_button, LEFT)
    dialog = QApplication.activeModalWidget()
    write(qtbot, dialog.sheet.day, "21/11/2026")
    press(qtbot, dialog, "save")
    assert dialog.issued.number_text == "01-QĐ/ĐU"
