"""The page Chi bộ điểm and its parts, driven as a person drives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.rules.meetings import ABSENCE_REASONS, Attendance, MeetingState, MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import OpinionDecision, OpinionKind, ReplicationState, SampleState
from bontot_desktop.services import drafts, feedback, petitions, replication, samples
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.ui.asking import DROP, SAVE, STAY, AnswerWith
from bontot_desktop.ui.forms import roll_call
from bontot_desktop.ui.forms.checklist import Checklist
from bontot_desktop.ui.forms.roll_call import RollCall
from bontot_desktop.ui.pages.sample.opinions import Opinions
from bontot_desktop.ui.pages.sample.replication import OPEN
from bontot_desktop.ui.pages.samples import APPLYING, RUNNING, SamplesPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.widgets.picker import Choice
from tests import sample_office as made
from tests.db.limits import no_file_longer_than
from tests.meeting_office import NOW

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = SamplesPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.refresh()
    page.show()
    return page


def press(qtbot, place, name: str) -> None:
    qtbot.mouseClick(place.findChild(QPushButton, name), LEFT)


def states_shown(page) -> list[SampleState]:
    return [row.state for row in page.list.table.rows.shown()]


# The list


def test_an_empty_list_says_how_to_begin(page):
    assert page.list.place.is_empty()


def test_the_list_is_parted_by_states(qtbot, office, page):
    made.concluded(office)
    made.planned(office)
    page.refresh()
    assert len(states_shown(page)) == 2
    page.list.filter.press(RUNNING)
    page.list._filter()
    assert states_shown(page) == [SampleState.REVIEWED]
    page.list.filter.press(APPLYING)
    page.list._filter()
    assert states_shown(page) == []


def test_a_plan_without_anything_is_dropped_after_asking(office, shell, page):
    made.planned(office)
    page.refresh()
    shell.asking.answers = ["Bỏ kế hoạch"]
    page.list.discard(page.list.table.rows.shown()[0])
    assert samples.list_samples(office) == []


# The journey


def test_a_journey_opens_at_what_is_next_and_says_what_is_missing(office, page):
    event_id = made.planned(office)
    made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    journey = page.journey()
    assert journey.steps.current() is Step.SHEETS
    contents = journey.step_page(Step.FEEDBACK)
    assert contents.missing.isHidden()
    assert "ngày 05/06/2026" in journey._summary.text()


def test_one_after_the_other_is_shown_without_anything_of_the_one_before(qtbot, office, page):
    first, second = made.concluded(office), made.planned(office)
    replication.spread(office, first)
    page.open_item(first)
    step = page.journey().step_page(Step.REPLICATION)
    step.table.rows.tick([row.id for row in step.table.rows.shown()], True)
    step.filter.press(OPEN)
    step.filter.field.setText("không có")
    step.form.field("remark").set_value("gõ dở")
    step.forget()
    page.open_item(second)
    assert page.journey().event_id == second
    assert page.journey().view.id == second
    assert page.journey().steps.current() is not Step.REPLICATION
    assert page.journey().step_page(Step.REPLICATION).place.is_empty()
    page.open_item(first)
    step = page.journey().step_page(Step.REPLICATION)
    assert len(step.table.rows.shown()) == len(replication.load(office, first))
    assert step.table.rows.ticked() == []
    assert step.form.field("remark").value() == ""


def test_every_step_opens_at_any_time(qtbot, office, page):
    page.open_item(made.planned(office))
    for step in Step:
        assert page.journey().step_page(step) is not None


def test_going_on_saves_first(qtbot, office, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    step = page.journey().step_page(Step.PLAN)
    qtbot.keyClicks(step.form.field("note"), "Mang may chieu")
    press(qtbot, step, "next")
    assert samples.load_plan(office, event_id).note == "Mang may chieu"
    assert page.journey().steps.current() is Step.OBSERVERS


def test_a_full_disk_is_said_beside_the_save_button_while_one_types(qtbot, office, page):
    page.open_item(made.planned(office))
    step = page.journey().step_page(Step.PLAN)
    qtbot.keyClicks(step.form.field("note"), "Con go do")
    # The journal of the act is the first thing that finds no room.
    with no_file_longer_than(100):
        step.kept.keep()
    assert "Hãy kiểm tra ổ đĩa" in step.form._state.text()
    assert drafts.all_kept(office) == []
    assert step.form.field("note").value() == "Con go do"
    step.kept.keep()
    assert len(drafts.all_kept(office)) == 1
    step.forget()


def test_unfinished_typing_is_kept_and_offered_again(qtbot, office, shell, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    step = page.journey().step_page(Step.PLAN)
    qtbot.keyClicks(step.form.field("note"), "Con go do")
    step.kept.keep()
    (row,) = drafts.all_kept(office)
    assert row.key == f"sample/{event_id}/plan"
    again = SamplesPage(shell)
    qtbot.addWidget(again)
    again.open_item(event_id)
    second = again.journey().step_page(Step.PLAN)
    assert "chưa được lưu" in second.kept.bar.label.text()
    second.kept.go_on()
    assert second.form.field("note").value() == "Con go do"
    assert second.save()
    assert drafts.all_kept(office) == []
    step.forget()


def test_leaving_asks_once_about_every_edited_step(qtbot, office, shell, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    step = page.journey().step_page(Step.PLAN)
    qtbot.keyClicks(step.form.field("note"), "x")
    shell.asking.answers = [STAY, SAVE]
    assert not page.journey().leaving()
    assert page.journey().leaving()
    assert samples.load_plan(office, event_id).note == "x"
    qtbot.keyClicks(step.form.field("note"), "y")
    shell.asking.answers = [DROP]
    assert page.back()
    assert samples.load_plan(office, event_id).note == "x"


def test_a_meeting_is_postponed_with_its_reason(office, shell, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    shell.asking.answers = ["Mưa bão"]
    page.journey().move_to(SampleState.POSTPONED)
    assert samples.view(office, event_id).state is SampleState.POSTPONED
    page.journey()._fill_menu()
    assert [action.text() for action in page.journey().menu.actions()] == ["Lên lại kế hoạch"]


def test_a_state_that_cannot_be_reached_says_all_reasons(office, shell, page):
    event_id = made.concluded(office)
    page.open_item(event_id)
    page.journey().move_to(SampleState.CLOSED)
    assert "không chuyển thẳng" in shell.asking.asked[-1]


def test_both_meeting_steps_save_only_their_own_part(qtbot, office, page):
    event_id = made.planned(office)
    made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    contents = page.journey().step_page(Step.CONTENTS)
    contents.sections.field("ideology").setPlainText("Ổn định.")
    roll = page.journey().step_page(Step.ROLL_CALL)
    roll.form.field("place").set_value("Trường Mẫu")
    roll.form.field("place").edited.emit()
    assert roll.save()
    assert contents.is_edited()
    assert contents.save()
    stored = samples.load_meeting(office, event_id)
    assert (stored.place, stored.section("ideology")) == ("Trường Mẫu", "Ổn định.")


def test_an_end_before_the_start_is_asked_about(qtbot, office, shell, page):
    event_id = made.planned(office)
    made.held(office, event_id)
    page.open_item(event_id)
    roll = page.journey().step_page(Step.ROLL_CALL)
    roll.form.field("starts_at").set_value(time(19, 30))
    roll.form.field("ends_at").set_value(time(18, 0))
    roll.form.field("ends_at").edited.emit()
    assert roll.save() is False
    assert shell.asking.asked == []
    roll.form.field("starts_at").set_value(time(22, 30))
    roll.form.field("ends_at").set_value(time(1, 0))
    for line in range(roll.roll_call.model.rowCount()):
        roll.roll_call.model.put_text(line, 2, "")
    roll.form.field("ends_at").edited.emit()
    shell.asking.answers = ["Sửa giờ", "Qua nửa đêm"]
    assert roll.save() is False
    assert samples.load_meeting(office, event_id).ends_at == time(21, 15)
    assert roll.save() is True
    assert samples.load_meeting(office, event_id).ends_at == time(1, 0)


def test_a_sample_meeting_is_not_opened_as_of_a_day_to_come_unasked(qtbot, office, shell, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    roll = page.journey().step_page(Step.ROLL_CALL)
    roll.opener.field("held_on").set_value(date(2027, 12, 22))
    shell.asking.answers = ["Sửa ngày", "Mở buổi sinh hoạt"]
    roll.open_meeting()
    assert "Ngày 22/12/2027 chưa tới." in shell.asking.asked[-1]
    roll.open_meeting()
    with office.read() as session:
        assert session.get(SampleEvent, event_id).meeting_id is None


def test_minutes_are_approved_once_and_then_only_looked_at(qtbot, office, shell, page):
    event_id = made.planned(office)
    made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    step = page.journey().step_page(Step.CONTENTS)
    shell.asking.answers = ["20"]
    press(qtbot, step, "approve")
    assert samples.load_meeting(office, event_id).state is MeetingState.APPROVED
    assert step.sections.field("conclusion").isReadOnly()
    assert step.form.save_button.isHidden()
    assert "đã được thông qua" in step.locked.label.text()
    roll = page.journey().step_page(Step.ROLL_CALL)
    assert not roll.roll_call.view.isEnabled()
    assert roll.form.field("place").isReadOnly()


def test_saving_a_step_whose_meeting_is_not_open_opens_it_or_does_nothing(office, shell, page):
    event_id = made.planned(office)
    page.open_item(event_id)
    journey = page.journey()
    journey.step_page(Step.CONTENTS)
    assert journey.save()
    journey.step_page(Step.ROLL_CALL)
    assert journey.save()
    assert samples.load_meeting(office, event_id).held_on == made.DAY


def test_what_keeps_minutes_from_being_approved_is_said_at_once(qtbot, office, shell, page):
    event_id = made.planned(office)
    samples.start_meeting(office, event_id, MeetingType.REGULAR, made.DAY)
    page.open_item(event_id)
    press(qtbot, page.journey().step_page(Step.CONTENTS), "approve")
    assert "Chưa chọn thư ký." in shell.asking.asked[-1]
    assert "Chưa ghi kết luận của chủ trì (mục “" in shell.asking.asked[-1]


def test_another_sheet_is_opened_only_after_asking(qtbot, office, shell, page):
    event_id = made.planned(office)
    first, second, _ = made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    step = page.journey().step_page(Step.SHEETS)
    step.sheet.form.field("strengths").setPlainText("Tốt")
    shell.asking.answers = [STAY]
    qtbot.keyClick(step.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: step.table.current_id() == first)
    assert step._open_id == first
    shell.asking.answers = [DROP]
    step.table.select(second)
    assert step._open_id == second


def test_ticked_items_are_marked_done_together(qtbot, office, page):
    event_id = made.concluded(office)
    page.open_item(event_id)
    step = page.journey().step_page(Step.REPLICATION)
    assert step.place.is_empty()
    step.spread()
    ids = [row.id for row in step.table.rows.shown()]
    step.table.rows.tick(ids[1:], True)
    press(qtbot, step, "mark-done")
    states = [item.state for item in replication.load(office, event_id)]
    assert states == [ReplicationState.OPEN, ReplicationState.DONE, ReplicationState.DONE]


def test_an_item_is_saved_with_what_became_of_it(qtbot, office, page):
    event_id = made.concluded(office)
    replication.spread(office, event_id)
    page.open_item(event_id)
    step = page.journey().step_page(Step.REPLICATION)
    step.form.field("state").set_value(ReplicationState.DONE)
    step.form.field("done_on").set_value(NOW.date() - timedelta(days=3))
    assert step.save()
    assert replication.load(office, event_id)[0].done_on == NOW.date() - timedelta(days=3)


def test_blank_sheets_open_in_a_window_to_print(qtbot, office, shell, page):
    event_id = made.planned(office)
    made.invited(office, event_id)
    page.open_item(event_id)
    page.journey().step_page(Step.OBSERVERS).print_blank()
    window = next(found for found in QApplication.topLevelWidgets() if found.objectName() == "pdf-window")
    qtbot.addWidget(window)
    assert window.preview.page_count() >= 3
    window.reject()


# The parts


@pytest.fixture
def roll(qtbot, office):
    event_id = made.planned(office)
    made.held(office, event_id)
    roll = RollCall()
    qtbot.addWidget(roll)
    roll.set_value(samples.load_meeting(office, event_id).roster)
    roll.show()
    return roll


def test_letters_mark_people_and_go_on(qtbot, roll):
    view = roll.view
    view.setCurrentIndex(view.grid.index(0, 0))
    for key in (Qt.Key.Key_K, Qt.Key.Key_C, Qt.Key.Key_T):
        qtbot.keyClick(view, key)
    marks = [line.attendance for line in roll.value()[:3]]
    assert marks == [Attendance.ABSENT_UNEXCUSED, Attendance.PRESENT, Attendance.ONLINE]
    assert view.currentIndex().row() == 3


def test_the_roll_is_called_with_the_keys_alone_one_person_after_the_other(qtbot, roll):
    view = roll.view
    view.setCurrentIndex(view.grid.index(0, 0))
    view.setFocus()

    def keys(typed):
        for key in typed:
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return if key == "\n" else key)
            QApplication.processEvents()

    keys("CP2CM19h45\nPcon om\nKDCS21h\nTP1" + "C" * 11 + "P3")
    people = roll.value()
    marks = "".join(next(key for key, kind in roll_call.KEYS.items() if kind is one.attendance) for one in people)
    assert marks == "CPCMPKCSTP" + "C" * 11 + "P" + "C" * (len(people) - 22)
    assert [one.reason for one in people if one.reason] == [
        ABSENCE_REASONS[1], "con om", ABSENCE_REASONS[0], ABSENCE_REASONS[2],
    ]  # fmt: skip
    assert people[3].arrived_at == time(19, 45)
    assert people[7].left_at == time(21, 0)
    assert people[6].owes_dues
    assert view.currentIndex().column() == 0


def test_the_counts_follow_each_mark(roll):
    first = roll.value()[0].member_id
    roll.mark(first, Attendance.ABSENT_EXCUSED, "ốm")
    assert "có mặt 20 (90,9 %); vắng có lý do 2" in roll.counts.text()
    assert "20 = 22 − 2 dự bị" in roll.counts.text()


def test_an_hour_that_cannot_be_read_is_said(roll):
    first = roll.value()[0]
    roll.mark(first.member_id, Attendance.LATE)
    roll.model.put_text(0, 2, "gần tám giờ")
    assert first.name in roll.fault()
    roll.model.put_text(0, 2, "19h45")
    assert roll.fault() == ""
    assert str(roll.value()[0].arrived_at) == "19:45:00"


def test_a_figure_names_one_of_the_usual_reasons(roll):
    first = roll.value()[0].member_id
    roll.mark(first, Attendance.ABSENT_EXCUSED, "2")
    assert roll.value()[0].reason == "công tác"


def test_a_reason_goes_when_the_person_is_present_again(roll):
    first = roll.value()[0].member_id
    roll.mark(first, Attendance.ABSENT_EXCUSED, "ốm")
    roll.mark(first, Attendance.PRESENT)
    assert roll.value()[0].reason == ""


def test_the_checklist_is_answered_by_single_keys(qtbot):
    checklist = Checklist()
    qtbot.addWidget(checklist)
    checklist.set_value({})
    checklist.show()
    view = checklist.view
    view.setCurrentIndex(view.grid.index(0, 0))
    for key in (Qt.Key.Key_C, Qt.Key.Key_K, Qt.Key.Key_Minus):
        qtbot.keyClick(view, key)
    answers = [check.was_done for check in checklist.value().values()]
    assert answers == [True, False]
    checklist.tick_all()
    assert len(checklist.value()) == 20
    assert checklist.value()["papers_sent"].was_done is False


def test_opinions_are_added_moved_and_dropped_by_keys(qtbot):
    opinions = Opinions()
    opinions.choices[:] = [Choice(1, "Nguyễn Văn Một"), Choice(2, "Trần Văn Hai")]
    qtbot.addWidget(opinions)
    opinions.set_value((OpinionDraft("Một", observer_id=1), OpinionDraft("Hai", observer_id=2)))
    opinions.show()
    qtbot.waitExposed(opinions)
    opinions.table.select(1)
    speaker = opinions.editor.speaker
    speaker.setFocus()
    qtbot.keyClick(speaker, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [opinion.text for opinion in opinions.value()] == ["Hai", "Một"]
    assert opinions.open_place() == 0
    qtbot.keyClick(speaker, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert (opinions.open_place(), opinions.editor.speaker.value()) == (1, 2)
    qtbot.keyClicks(opinions.editor.words, "> Ba")
    assert [(one.text, one.kind) for one in opinions.value()][1] == ("Ba", OpinionKind.SUGGESTION)
    qtbot.keyClick(speaker, Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert opinions.editor.speaker.typed() == ""
    assert len(opinions.value()) == 3
    opinions.drop(2)
    opinions.drop(0)
    assert [opinion.text for opinion in opinions.value()] == ["Ba", "Một"]


def test_only_what_can_be_done_is_decided_on_and_given_to_somebody(qtbot):
    opinions = Opinions()
    qtbot.addWidget(opinions)
    opinions.set_value((OpinionDraft("Tốt", speaker="A"), OpinionDraft("Kém", OpinionKind.WEAKNESS, speaker="B")))
    assert not opinions.editor.decision.isEnabled()
    opinions.table.selectAll()
    opinions.decide(OpinionDecision.ACCEPTED, for_others=True)
    assert [(one.decision, one.for_others) for one in opinions.value()] == [
        (OpinionDecision.OPEN, False),
        (OpinionDecision.ACCEPTED, True),
    ]
    opinions.table.select(1)
    assert opinions.editor.responsible.isEnabled()
    opinions.editor.kind.set_value(OpinionKind.QUESTION)
    opinions.editor.kind.edited.emit()
    assert opinions.value()[1].decision is OpinionDecision.OPEN


def test_what_the_sheets_say_is_taken_over_once(qtbot, office, page):
    event_id = made.planned(office)
    first, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, first, made.POINTS[0], strengths="Chuẩn bị chu đáo", weaknesses="Ít ý kiến")
    page.open_item(event_id)
    step = page.journey().step_page(Step.FEEDBACK)
    press(qtbot, step, "opinions:Lấy từ phiếu nhận xét")
    press(qtbot, step, "opinions:Lấy từ phiếu nhận xét")
    assert step.save()
    assert [one.text for one in feedback.load(office, event_id).opinions] == ["Chuẩn bị chu đáo", "Ít ý kiến"]


def test_a_name_that_may_mean_two_guests_is_not_taken_as_somebody_else(qtbot):
    opinions = Opinions()
    opinions.choices[:] = [Choice(1, "Trịnh Thị Mẫu"), Choice(2, "Trịnh Thị Ví Dụ")]
    qtbot.addWidget(opinions)
    opinions.set_value((OpinionDraft("Hay"),))
    speaker = opinions.editor.speaker
    speaker.set_typed("trinh thi")
    opinions.editor.edited.emit()
    assert "Chưa rõ là ai" in opinions.fault()
    for name in ("Trịnh Thị Mẫu", "Người Ngoài Danh Sách"):
        speaker.set_typed(name)
        opinions.editor.edited.emit()
        assert "Chưa rõ là ai" not in opinions.fault()


def test_a_half_typed_row_is_named_by_its_number(qtbot):
    opinions = Opinions()
    qtbot.addWidget(opinions)
    opinions.set_value((OpinionDraft("Hay", speaker="Khách"), OpinionDraft("Chưa rõ ai nói")))
    assert opinions.fault() == "Ý kiến 2: chưa chọn người có ý kiến."


def test_opinions_typed_in_the_step_are_stored_in_their_order(qtbot, office, page):
    event_id = made.planned(office)
    ids = made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    step = page.journey().step_page(Step.FEEDBACK)
    step.opinions.set_value(tuple(replace(opinion) for opinion in made.opinions(ids)))
    step.opinions.edited.emit()
    assert step.save()
    assert [opinion.text for opinion in feedback.load(office, event_id).opinions] == [
        opinion.text for opinion in made.opinions(ids)
    ]


@pytest.mark.parametrize("where", [Step.SHEETS, Step.FEEDBACK])
def test_requests_to_the_committee_become_petitions_by_one_press(qtbot, office, shell, page, where):
    event_id = made.planned(office)
    people = made.invited(office, event_id)
    made.held(office, event_id)
    page.open_item(event_id)
    step = page.journey().step_page(where)
    assert step.requests.button.isHidden()
    made.sheet_in(office, people[0], {}, suggestions_committee="Cấp máy chiếu cho nhà văn hóa")
    page.refresh()
    page.open_item(event_id)
    step = page.journey().step_page(where)
    assert step.requests.button.text() == "Đưa vào kiến nghị (1 đề nghị)"
    shell.asking.answers = [STAY, "Đưa vào kiến nghị"]
    press(qtbot, step, "take-up")
    assert petitions.list_petitions(office) == []
    press(qtbot, step, "take-up")
    (row,) = petitions.list_petitions(office)
    assert row.text == "Cấp máy chiếu cho nhà văn hóa"
    assert step.requests.button.isHidden()


def test_a_speech_is_typed_by_keys_from_the_speaker_to_the_words(qtbot, office, page):
    event_id = made.planned(office)
    made.invited(office, event_id)
    samples.start_meeting(office, event_id, MeetingType.COMBINED, made.DAY)
    page.open_item(event_id)
    contents = page.journey().step_page(Step.CONTENTS)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    before = len(contents.contributions.editors())
    # Beyond its own list, Ctrl+Enter begins a speech as the line above the speeches says.
    theme = contents.form.field("theme")
    theme.setFocus()
    qtbot.keyClick(theme, Qt.Key.Key_Return, CONTROL)
    assert len(contents.contributions.editors()) == before + 1
    row = contents.contributions.editors()[-1]
    qtbot.waitUntil(row.speaker.hasFocus)
    item = row.item.value()
    row.speaker.set_value(row._speakers()[0].id)
    qtbot.keyClick(row.speaker, Qt.Key.Key_Return)
    qtbot.waitUntil(row.words.hasFocus)
    row.speaker.setFocus()
    contents.form.order_tabs()
    qtbot.keyClick(row.speaker, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.words
    qtbot.keyClicks(QApplication.focusWidget(), "Ket luan")
    assert (row.item.value(), row.value().text) == (item, "Ket luan")
    qtbot.keyClick(row.words, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is row.kind


def test_approved_minutes_take_no_speech_by_keys(qtbot, office, page):
    event_id = made.concluded(office)
    page.open_item(event_id)
    contents = page.journey().step_page(Step.CONTENTS)
    before = len(contents.contributions.editors())
    contents.contributions.add_button.setEnabled(False)
    qtbot.keyClick(contents.form.field("theme"), Qt.Key.Key_Return, CONTROL)
    qtbot.keyClick(contents.contributions, Qt.Key.Key_Return, CONTROL)
    assert len(contents.contributions.editors()) == before
