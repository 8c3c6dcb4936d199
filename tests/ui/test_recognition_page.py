"""The page Chi bộ 4 tốt, driven as a person drives it: what it says, what it asks, what the keys do in its grids."""

from __future__ import annotations

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.rules.cells import ContentType
from bontot_desktop.rules.rating_caps import CapBase, CapSettings
from bontot_desktop.rules.recognition import Column, EntryState, QualityLevel
from bontot_desktop.services import (
    campaigns,
    entries,
    entry_scores,
    issuing,
    rating_settings,
    recognition,
    registrations,
)
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.pages.recognition.rating import EXEMPLARY, LEVEL, POINTS
from bontot_desktop.ui.pages.recognition.review import FOR
from bontot_desktop.ui.pages.recognition.sheet_model import MAXIMUM, NOTE, TOTAL
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.score_grid import LABEL
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made
from tests.paper_office import NOW
from tests.unikey import type_like_unikey

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def show(qtbot, shell):
    """Return a function that shows the page at one of its steps."""

    def shown(step: str = states.REGISTRATION):
        page = RecognitionPage(shell)
        qtbot.addWidget(page)
        shell.changed.connect(page.changed)
        page.resize(1160, 640)
        page.refresh()
        page.show()
        page.journey.steps.open_step(step)
        return page.journey.parts[step]

    return shown


def journey(step):
    place = step
    while not hasattr(place, "parts"):
        place = place.parent()
    return place


def criterion(step, code):
    return next(line for line in step.sheet.sheet().lines if line.code == code).criterion_id


def test_without_a_campaign_the_page_says_how_to_start(show, shell):
    page = journey(show())
    assert page.table_or_empty.is_empty()
    assert page.table_or_empty.empty.button.text() == "Mở đợt thi đua 2026"
    assert not page.edit_button.isVisible()


def test_the_counts_of_the_campaign_stand_above_its_steps(show, office):
    made.judged(office)
    page = journey(show())
    assert page._summary.text() == "Ban Thường vụ xét: 4 chi bộ, 4 đăng ký, 3 đề nghị công nhận, 1 không công nhận"


def test_the_steps_say_what_is_done_and_what_is_missing(office):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids[:3])
    made.score(office, ids[0])
    page_rows = entries.list_entries(office, campaign_id)
    found = states.step_states(campaigns.list_campaigns(office)[0], page_rows, NOW.date())
    assert found[states.REGISTRATION].done
    assert (found[states.SCORING].note, found[states.SCORING].missing) == ("1/3 đã thẩm định", 2)
    assert not found[states.DECISION].done


def test_a_cell_withdraws_with_the_reason_that_is_asked_for(show, office, shell):
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id))
    step = show()
    shell.asking.answers = ["Công văn số 02-CV/CB"]
    step.withdraw(step._rows[0])
    assert entries.list_entries(office, campaign_id)[0].state is EntryState.WITHDRAWN
    assert "3 trong 4 chi bộ đã đăng ký." in step._hint.text()


def test_pilot_cells_are_marked_and_filtered(qtbot, show, office):
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id))
    step = show()
    step.table.selectRow(1)
    qtbot.mouseClick(step.pilot_button, LEFT)
    assert step.pilot_button.text() == "Thôi làm điểm"
    step.filter.press("pilot")
    step._filter()
    assert [row.cell for row in step.table.rows.shown()] == ["Chi bộ thôn Mẫu 2"]


def test_sums_follow_the_typing_and_a_difference_without_a_note_is_marked(qtbot, show, office):
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id)[:1])
    step = show(states.SCORING)
    model = step.sheet.model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    grid = step.sheet.grid
    grid.setCurrentIndex(grid.index_of(criterion(step, "1.1"), Column.SELF))
    step.window().activateWindow()
    grid.setFocus()
    qtbot.waitUntil(grid.hasFocus)
    for typed in ("6", "10,5", "5"):
        qtbot.keyClicks(grid, typed[0])
        editor = QApplication.focusWidget()
        qtbot.keyClicks(editor, typed[1:])
        qtbot.keyClick(editor, Qt.Key.Key_Return)
        # Qt lets the editor finish with the key before it takes the value.
        qtbot.waitUntil(grid.hasFocus)
    model.put(criterion(step, "1.2"), Column.VERIFIED, Decimal("9"))

    def shown(row, column):
        return grid.index_of(row, column).data()

    first = step.sheet.sheet().lines[0]
    assert (shown(first.criterion_id, Column.SELF), shown(TOTAL, Column.SELF)) == ("21,5", "21,5")
    assert shown(TOTAL, MAXIMUM) == "100"
    (flag,) = model.flags_shown().values()
    assert flag == "Thẩm định thấp hơn tự chấm 1,5 điểm; hãy ghi lý do ở cột Ghi chú."
    model.put(criterion(step, "1.2"), NOTE, "Thiếu minh chứng")
    assert model.flags_shown() == {}


def test_points_above_the_maximum_stay_in_their_cell_and_are_not_saved(qtbot, show, office):
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id)[:1])
    step = show(states.SCORING)
    place = step.sheet.grid.index_of(criterion(step, "1.1"), Column.SELF)
    step.sheet.model.put_text(place.row(), place.column(), "7")
    assert step.save() is False
    assert step.is_edited()
    assert step.sheet.grid.currentIndex() == place


def test_an_unexplained_difference_puts_the_cursor_on_its_note(show, office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    step = show(states.SCORING)
    step.sheet.model.put(criterion(step, "1.2"), Column.SELF, Decimal(12))
    step.sheet.model.put(criterion(step, "1.2"), Column.VERIFIED, Decimal(9))
    assert step.save() is False
    assert step.sheet.grid.currentIndex() == step.sheet.grid.index_of(criterion(step, "1.2"), NOTE)
    assert "hãy ghi lý do chênh lệch" in step._state.text()


@pytest.mark.parametrize(
    ("answer", "kept", "went"), [(STAY, None, False), (DROP, None, True), (SAVE, Decimal(6), True)]
)
def test_going_to_another_cell_asks_about_an_unsaved_sheet(qtbot, show, office, shell, answer, kept, went):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    step = show(states.SCORING)
    step.sheet.model.put(criterion(step, "1.1"), Column.SELF, Decimal(6))
    shell.asking.answers = [answer]
    where = step.table.visualRect(step.table.rows.index(1, 0)).center()
    qtbot.mouseClick(step.table.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert (step.sheet.sheet().cell == "Chi bộ thôn Mẫu 2") is went
    # The cell that is marked is the one whose points are shown.
    qtbot.waitUntil(lambda: step.table.selected_ids() == [ids[went]])
    assert step.table.current_id() == ids[went]
    assert entry_scores.sheet(office, ids[0]).lines[1].self_points == kept


@pytest.mark.parametrize(("answer", "went"), [(STAY, False), (DROP, True)])
def test_in_a_narrow_window_the_cell_is_chosen_from_a_field_above_its_sheet(qtbot, show, office, shell, answer, went):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    step = show(states.SCORING)
    assert step.table.isVisible()
    assert step.chooser.isHidden()
    # The main window says itself how small it may be; by itself a page asks for what all its steps would like.
    step.window().setMinimumSize(600, 400)
    step.window().resize(840, 480)
    qtbot.waitUntil(step.chooser.isVisible)
    assert step.table.isHidden()
    assert step.chooser.currentText() == "Thôn Mẫu 1 · Chưa chấm"
    step.sheet.model.put(criterion(step, "1.1"), Column.SELF, Decimal(6))
    shell.asking.answers = [answer]
    qtbot.keyClick(step.chooser, Qt.Key.Key_Down)
    assert (step.sheet.sheet().cell == "Chi bộ thôn Mẫu 2") is went
    # Both name the cell whose points are shown, also when the person stays.
    qtbot.waitUntil(lambda: step.chooser.value() == ids[went])
    assert step.table.current_id() == ids[went]


def test_leaving_the_page_asks_about_what_is_typed_in_any_step(show, office, shell):
    campaign_id = made.open_campaign(office)
    made.register(office, made.entry_ids(office, campaign_id))
    step = show(states.RATING)
    step.model.put(step._rows[0].cell_id, LEVEL, QualityLevel.GOOD)
    page = journey(step)
    page.steps.open_step(states.REGISTRATION)
    shell.asking.answers = [STAY, SAVE]
    assert page.leaving() is False
    assert page.steps.current() == states.RATING
    assert page.leaving() is True
    assert entries.list_entries(office, campaign_id)[0].rating is QualityLevel.GOOD


def test_what_is_typed_in_another_step_is_asked_about_before_a_decision_that_would_lock_it(show, office, shell):
    made.judged(office)
    rating = show(states.RATING)
    rating.model.put(rating._rows[3].cell_id, LEVEL, QualityLevel.COMPLETED)
    assert rating.is_edited()
    page = journey(rating)
    page.steps.open_step(states.DECISION)
    decision = page.parts[states.DECISION]
    shell.asking.answers.append(STAY)
    assert decision.open_decision() is None
    assert page.steps.current() == states.RATING
    assert rating.is_edited()

    page.steps.open_step(states.DECISION)
    shell.asking.answers.append(DROP)
    opened = decision.open_decision()
    assert opened is not None
    assert page.steps.current() == states.DECISION
    assert not rating.is_edited()
    opened.close()


def test_the_rating_says_of_each_group_what_is_left_of_its_share_and_warns_beyond_it(show, office):
    made.open_campaign(office)
    step = show(states.RATING)
    caps = step.findChild(QLabel, "rating-caps")
    assert caps.isHidden()
    group = step._rows[0].group
    own = [row for row in step._rows if row.group == group]
    for row in own:
        step.model.put(row.cell_id, LEVEL, QualityLevel.GOOD)
    assert caps.text() == f"Nhóm {group}: 0 xuất sắc, được 0 (20 % của {len(own)}); đã đủ."
    step.model.put(own[0].cell_id, LEVEL, QualityLevel.EXCELLENT)
    assert caps.text() == f"Nhóm {group}: 1 xuất sắc, được 0 (20 % của {len(own) - 1}); vượt 1."
    rating_settings.save(office, CapSettings(percent=50, base=CapBase.GOOD_OR_BETTER))
    assert step.save()
    journey(step).refresh()
    assert caps.text().startswith(f"Nhóm {group}: 1 xuất sắc, được {len(own) // 2} (50 % của {len(own)})")


def test_points_propose_the_level_and_another_level_asks_for_its_reason(show, office):
    made.open_campaign(office)
    step = show(states.RATING)
    cell = step._rows[0].cell_id
    step.model.put(cell, POINTS, Decimal(91))
    assert step.model.value(cell, LEVEL) is QualityLevel.EXCELLENT
    step.model.put(cell, LEVEL, QualityLevel.GOOD)
    assert "hãy ghi lý do" in step.model.flags_shown()[cell, LEVEL]
    assert step.save() is False
    step.model.put(cell, LEVEL, QualityLevel.EXCELLENT)
    step.model.put(cell, EXEMPLARY, True)
    assert step.save() is True


def test_the_share_of_a_vote_is_counted_on_all_members(qtbot, show, office):
    made.reviewed(office)
    step = show(states.REVIEW)
    first = step._rows[0].id
    step.model.put(first, FOR, 4)

    def shown(column):
        return step.grid.index_of(first, column).data()

    assert (shown("share"), shown("outcome"), shown(LABEL)) == ("44,4 %", "Chưa quá nửa", "Chi bộ thôn Mẫu 1")
    step.total.set_value(7)
    assert shown("outcome") == "Quá nửa"


def test_votes_of_a_concluded_cell_cannot_be_typed(show, office):
    made.judged(office)
    step = show(states.REVIEW)
    place = step.grid.index_of(step._rows[0].id, FOR)
    assert not step.model.may_edit(place.row(), place.column())


def test_every_reason_why_not_is_said_above_the_cells(qtbot, show, office):
    campaign_id, ids = made.reviewed(office)
    made.rate(office, campaign_id, {ids[0]: QualityLevel.COMPLETED})
    made.sit(office, campaign_id, {ids[0]: 3})
    step = show(states.RESULT)
    qtbot.mouseClick(step.view.propose_button, LEFT)
    assert step.notice.label.text().splitlines() == [
        'Chi bộ xếp loại "Hoàn thành nhiệm vụ", cần từ "Hoàn thành tốt nhiệm vụ".',
        "Mới có 3/9 ủy viên tán thành, cần quá nửa tổng số ủy viên.",
    ]


def test_a_reason_is_unticked_another_added_and_both_typed_with_unikey(qtbot, show, office):
    campaign_id, ids = made.reviewed(office)
    made.sit(office, campaign_id, {ids[0]: 3})
    step = show(states.RESULT)
    qtbot.mouseClick(step.view.refuse_button, LEFT)
    editor = step.view.reasons
    editor._lines[0].tick.click()
    editor.more.set_value(recognition.Reason.R99)
    editor.more.edited.emit()
    type_like_unikey(qtbot, editor._lines[1].words, "Tiếng Việt")
    qtbot.mouseClick(step.view.confirm_button, LEFT)
    assert recognition.verdict(office, ids[0]).reasons == (
        recognition.ReasonDraft(recognition.Reason.R99, "Tiếng Việt"),
    )
    assert step.view.again_button.isVisible()
    qtbot.mouseClick(step.view.again_button, LEFT)
    assert recognition.verdict(office, ids[0]).state is EntryState.VERIFIED


def test_an_issued_decision_is_shown_and_led_to(qtbot, show, office, shell):
    campaign_id, _ = made.judged(office)
    paper = issuing.issue(office, "D13", campaign_id, day=NOW.date())
    step = show(states.DECISION)
    assert step.issued.label.text() == 'Quyết định công nhận "Chi bộ 4 tốt" 01-QĐ/ĐU đã ban hành.'
    assert not step.issue_button.isVisible()
    assert not journey(step).edit_button.isEnabled()
    went = []
    shell.wanted.connect(lambda page, item: went.append((page, item)))
    qtbot.mouseClick(step.issued.findChild(QPushButton), LEFT)
    assert went == [("papers", paper.paper_id)]


def test_a_sheet_of_a_decided_campaign_is_read_only(show, office):
    campaign_id, _ = made.judged(office)
    issuing.issue(office, "D13", campaign_id, day=NOW.date())
    step = show(states.SCORING)
    place = step.sheet.grid.index_of(criterion(step, "1.1"), Column.SELF)
    assert not step.sheet.model.may_edit(place.row(), place.column())
    assert step.sheet.grid.isEnabled()


def test_a_cell_without_an_entry_is_offered_to_be_taken_in(qtbot, show, office):
    campaign_id = made.open_campaign(office)
    with office.work("test", "Thành lập") as work:
        work.add(Cell(code="CB09", name="Chi bộ thôn Mẫu 9", content_type=ContentType.VILLAGE_QUARTER))
    step = show()
    assert step.missing.label.text() == "1 chi bộ chưa có trong đợt thi đua: Chi bộ thôn Mẫu 9."
    qtbot.mouseClick(step.missing.findChild(QPushButton), LEFT)
    assert len(entries.list_entries(office, campaign_id)) == 5
    assert not step.missing.isVisible()


def test_the_window_of_one_cell_shows_what_it_registered(show, office):
    campaign_id = made.open_campaign(office)
    first = made.entry_ids(office, campaign_id)[0]
    made.register(office, [first])
    registrations.mark_pilots(office, [first], True)
    step = show()
    dialog = step.open_form([first])
    assert dialog.form.field("signer").value() == "Lê Văn Thử 1"
    assert dialog.form.field("is_pilot").value() is True
    dialog.reject()


@pytest.mark.parametrize("step_key", [states.SCORING, states.RATING, states.REVIEW])
def test_unfinished_typing_is_kept_and_offered_at_the_next_start(qtbot, show, office, step_key):
    campaign_id = made.open_campaign(office)
    ids = made.entry_ids(office, campaign_id)
    made.register(office, ids)
    step = show(step_key)
    if step_key == states.SCORING:
        step.sheet.model.put(criterion(step, "1.1"), Column.SELF, Decimal("5.5"))
    elif step_key == states.RATING:
        step.model.put(step._rows[0].cell_id, POINTS, Decimal("71.5"))
    else:
        qtbot.keyClicks(step.present, "7")
        step.model.put(ids[0], FOR, 6)
    step.keeping.keep()
    again = show(step_key)
    assert "gõ dở lúc 09:00" in again.keeping.bar.label.text()
    assert not again.is_edited()
    again.keeping.go_on()
    assert again.is_edited()
    if step_key == states.SCORING:
        assert again.sheet.sheet().lines[1].self_points == Decimal("5.5")
    elif step_key == states.RATING:
        assert again.drafts()[0].points == Decimal("71.5")
    else:
        assert (again.draft().review_present, again.draft().votes[0].votes_for) == (7, 6)
    again.drop()
    assert not again.is_edited()
    assert not show(step_key).keeping.bar.isVisible()
