"""From a remark to what became of it: typed, accepted for all, spread, closed at a cell's meeting, seen at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import OpinionDecision, OpinionKind, ReplicationState
from bontot_desktop.services import feedback, follow_up, meetings, undo
from bontot_desktop.services import history as history_service
from bontot_desktop.text import fold
from tests import sample_office as made
from tests.unikey import type_like_unikey
from tests.walks.hands import LEFT, pick, press

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(open_window):
    return open_window("samples", "cells")


def test_a_remark_reaches_every_cell_and_comes_back_done(qtbot, office, shell, window):
    event_id = made.planned(office)
    first, *_ = made.invited(office, event_id)
    made.held(office, event_id)
    made.sheet_in(office, first, made.POINTS[0], strengths="Chuẩn bị chu đáo")
    page = window.page()
    page.open_item(event_id)
    journey = page.journey()
    _type_by_keys(qtbot, journey)
    _accept_for_all(qtbot, office, journey)
    _make_the_list(qtbot, journey)
    window.go("samples", "follow-up")
    grid = window.page().top().grid
    assert [len(item.squares) for item in grid.squares.items] == [3]
    _close_at_a_meeting(office, shell, grid)
    squares = window.page().top().grid.squares.items[0].squares.values()
    assert sorted(one.state.value for one in squares) == ["DONE", "OPEN", "OPEN"]
    _mark_the_rest(qtbot, office, window)
    undo.take_back(office, history_service.recent(office, limit=1)[0].id)
    assert follow_up.load(office).count(shell.today())[1] == 2


def _type_by_keys(qtbot, journey) -> None:
    """Three opinions without the mouse: two of one speaker, one from a sheet."""
    step = journey.step_page(Step.FEEDBACK)
    for name, who in (("chair_id", "hoang thi gia dinh"), ("minute_taker_id", "tuong tuong")):
        pick(qtbot, step.form.field(name), who)
    press(qtbot, step, "opinions:Lấy từ phiếu nhận xét")
    editor = step.opinions.editor
    qtbot.keyClick(editor.words, Qt.Key.Key_Return, CONTROL | SHIFT)
    pick(qtbot, editor.speaker, fold(step.opinions.choices[1].text))
    editor.words.setFocus()
    qtbot.keyClicks(editor.words, "- ")
    type_like_unikey(qtbot, editor.words, "Phân công chưa ghi thời hạn")
    qtbot.keyClick(editor.words, Qt.Key.Key_Return, CONTROL)
    qtbot.keyClicks(editor.words, "+ ")
    type_like_unikey(qtbot, editor.words, "Điều hành dân chủ")
    said = step.opinions.value()
    assert [one.kind for one in said] == [OpinionKind.STRENGTH, OpinionKind.WEAKNESS, OpinionKind.STRENGTH]
    assert said[1].observer_id == said[2].observer_id


def _accept_for_all(qtbot, office, journey) -> None:
    step = journey.open_page()
    step.opinions.table.select(1)
    editor = step.opinions.editor
    editor.settled.setFocus()
    type_like_unikey(qtbot, editor.settled, "Mỗi việc ghi một thời hạn")
    editor.decision.setCurrentIndex(editor.decision.findText(OpinionDecision.ACCEPTED.label))
    editor.decision.activated.emit(editor.decision.currentIndex())
    assert editor.for_others.isEnabled()
    editor.for_others.click()
    press(qtbot, step, "save")
    stored = feedback.load(office, journey.event_id).opinions[1]
    assert (stored.settled, stored.for_others) == ("Mỗi việc ghi một thời hạn", True)


def _make_the_list(qtbot, journey) -> None:
    step = journey.step_page(Step.REPLICATION)
    names = [row.cell_name for row in step.table.rows.shown()]
    assert names == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2", "Chi bộ Trường Mẫu"]
    qtbot.mouseClick(step.compare_button, LEFT)
    assert "buổi trước" in step.before_after.caveat.text()


def _close_at_a_meeting(office, shell, grid) -> None:
    """The second cell reports at its meeting of July that it is done."""
    other = grid.squares.cells[1].id
    draft = meetings.start(office, other, MeetingType.REGULAR, 2026, 7, date(2026, 7, 5))
    (review,) = draft.replication_reviews
    assert review.content == "Mỗi việc ghi một thời hạn"
    done = replace(review, state=ReplicationState.DONE, result="Đã ghi thời hạn từng việc")
    saved = meetings.save(office, replace(draft, replication_reviews=(done,)))
    shell.tell_changed(saved.changes)
    square = follow_up.load(office).items[0].squares[other]
    assert (square.state, square.done_on) == (ReplicationState.DONE, date(2026, 7, 5))
    assert follow_up.told(office, other) == ""


def _mark_the_rest(qtbot, office, window) -> None:
    page = window.page().top()
    page.grid.selectAll()
    assert page.done_button.text() == "Đánh dấu đã áp dụng (2)"
    qtbot.mouseClick(page.done_button, LEFT)
    assert follow_up.load(office).count(date(2026, 12, 31))[1] == 0
