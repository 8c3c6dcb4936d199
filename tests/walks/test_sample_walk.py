"""A sample meeting as a clerk does it: planned, held, observed by two, five opinions, its notice issued and seen."""

from __future__ import annotations

from datetime import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from bontot_desktop.rules.meetings import Attendance
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import Aspect, OpinionKind, SampleState
from bontot_desktop.services import drafts, papers, samples, sheets
from bontot_desktop.ui.pages import papers as papers_page
from tests import sample_office as made
from tests.meeting_office import cell_id
from tests.pdf_words import words
from tests.unikey import type_like_unikey
from tests.walks.hands import LEFT, pick, press, write


@pytest.fixture
def window(open_window):
    return open_window("samples", "papers")


def test_a_sample_meeting_from_the_plan_to_the_notice_in_the_preview(qtbot, office, shell, window):
    page = window.page()
    event_id = _plan(qtbot, office, page)
    journey = page.journey()
    _invite_two(qtbot, journey)
    _call_the_roll(qtbot, journey)
    _write_what_was_said(qtbot, journey)
    _type_two_sheets(qtbot, office, journey)
    _type_five_opinions(qtbot, office, journey)
    assert samples.view(office, event_id).state is SampleState.REVIEWED
    _issue_the_notice(qtbot, journey)
    shown = papers.rows(office)
    assert [(row.kind_id, row.number_text) for row in shown] == [("F20", "01-TB/ĐU")]
    assert samples.view(office, event_id).state is SampleState.CONCLUDED
    # Issuing leads to the register, where the very PDF that was filed is seen.
    assert isinstance(window.page(), papers_page.PapersPage)
    seen = window.page().list.panel.preview
    assert seen.pdf() == papers.look(office, shown[0].id)[1].path.read_bytes()
    assert "kết luận rút kinh nghiệm sinh hoạt chi bộ điểm" in words(seen.pdf())
    assert drafts.all_kept(office) == []


def _plan(qtbot, office, page) -> int:
    press(qtbot, page.list, "command:Buổi điểm mới")
    dialog = page.list.dialog
    dialog.form.field("cell_id").set_value(cell_id(office))
    write(qtbot, dialog.form.field("planned_on"), "5/6/26")
    dialog.form.field("purpose").setPlainText("Thống nhất quy trình sinh hoạt.")
    press(qtbot, dialog, "save")
    (row,) = samples.list_samples(office)
    assert row.planned_on == made.DAY
    assert page.journey().event_id == row.id
    return row.id


def _invite_two(qtbot, journey) -> None:
    step = journey.step_page(Step.OBSERVERS)
    pick(qtbot, step.finder, "phu trach 1")
    pick(qtbot, step.finder, "gia dinh")
    assert [who.name for who in step.list.value()] == ["Trần Phụ Trách 1", "Hoàng Thị Giả Định"]
    press(qtbot, step, "save")
    assert journey.view.road.observers == 2


def _call_the_roll(qtbot, journey) -> None:
    step = journey.step_page(Step.ROLL_CALL)
    press(qtbot, step, "open-meeting")
    assert "có mặt 22 (100 %)" in step.roll_call.counts.text()
    view = step.roll_call.view
    view.setCurrentIndex(view.grid.index(5, 0))
    qtbot.keyClick(view, Qt.Key.Key_P)
    editor = view.findChild(QLineEdit)
    type_like_unikey(qtbot, editor, "công tác")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: (view.currentIndex().row(), view.currentIndex().column()) == (6, 0))
    qtbot.keyClick(view, Qt.Key.Key_K)
    assert "có mặt 20 (90,9 %); vắng có lý do 1; vắng không lý do 1" in step.roll_call.counts.text()
    write(qtbot, step.form.field("ends_at"), "21h15")
    step.form.field("minute_taker_id").set_value(step.roll_call.value()[1].member_id)
    press(qtbot, step, "save")
    roster = samples.load_meeting(journey._shell.office, journey.event_id).roster
    assert (roster[5].attendance, roster[5].reason) == (Attendance.ABSENT_EXCUSED, "công tác")
    assert roster[6].attendance is Attendance.ABSENT_UNEXCUSED
    assert journey.view.road.was_held


def _write_what_was_said(qtbot, journey) -> None:
    step = journey.step_page(Step.CONTENTS)
    step.sections.field("conclusion").setPlainText("Nhất trí với báo cáo.")
    row = step.contributions.add()
    pick(qtbot, row.speaker, "vi du binh")
    row.words.setPlainText("Đồng ý với báo cáo.")
    press(qtbot, step, "save")
    assert journey.view.road.contributions == 1
    assert journey.view.road.has_meeting_conclusion


def _type_two_sheets(qtbot, office, journey) -> None:
    step = journey.step_page(Step.SHEETS)
    form = step.sheet.form
    for given in made.POINTS[:2]:
        press(qtbot, step.sheet, "tick-all")
        for code, value in made.points(given).items():
            index = step.sheet.points.view.index_of(code, "points")
            step.sheet.points.model.setData(index, str(value).replace(".", ","))
        form.field("strengths").setPlainText("Chuẩn bị chu đáo")
        press(qtbot, step.sheet, "save")
    totals = [row.total for row in sheets.rows(office, journey.event_id)]
    assert [str(total) for total in totals] == ["91.5", "88"]
    # The list led on to the cell's own score by itself.
    assert step.pages.currentWidget() is step.own
    for code, value in made.points(made.OWN).items():
        step.own.model.setData(step.own.grid.index_of(code, "points"), str(value))
    press(qtbot, step.own, "save")
    assert step.pages.currentWidget() is step.totals
    assert "bình quân 89,8/100" in step.totals.words.text()


def _type_five_opinions(qtbot, office, journey) -> None:
    step = journey.step_page(Step.FEEDBACK)
    for name, who in (("chair_id", "hoang thi gia dinh"), ("minute_taker_id", "tuong tuong")):
        pick(qtbot, step.form.field(name), who)
    first, second = (choice.id for choice in step.opinions.choices)
    for opinion in made.opinions([first, second, second]):
        row = step.opinions.add()
        row.speaker.set_value(opinion.observer_id)
        row.aspect.set_value(opinion.aspect)
        row.kind.set_value(opinion.kind)
        row.words.setPlainText(opinion.text)
        row.answer.setPlainText(opinion.answer)
        row.edited.emit()
    write(qtbot, step.form.field("ends_at"), "22h")
    press(qtbot, step, "save")
    view = samples.view(office, journey.event_id)
    assert (view.road.opinions, view.road.unanswered_questions) == (5, 0)
    assert step.form.draft().ends_at == time(22, 0)
    assert [(row.kind, row.aspect) for row in step.form.draft().opinions][2:4] == [
        (OpinionKind.WEAKNESS, Aspect.TASKS),
        (OpinionKind.SUGGESTION, Aspect.CONDUCT),
    ]


def _issue_the_notice(qtbot, journey) -> None:
    step = journey.step_page(Step.CONCLUSION)
    press(qtbot, step, "offer")
    assert step.form.field("weaknesses").value().startswith("Đánh giá nhiệm vụ, phân công")
    press(qtbot, step, "issue:F20")
    assert step.dialog is not None
    assert step.dialog.sheet.preview.page_count() >= 1
    qtbot.mouseClick(step.dialog.issue_button, LEFT)
