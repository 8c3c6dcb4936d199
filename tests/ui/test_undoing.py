"""Ctrl+Z in the real window, the journal with its button, and the history of a record: who changed which field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bontot_desktop.services import cell_forms, cells, committee, history
from bontot_desktop.services.office import Office
from bontot_desktop.ui import stepping, undoing
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.pages.cell_page import CellPage
from bontot_desktop.ui.pages.registry import entry
from bontot_desktop.ui.pages.system.history import HistoryPart
from bontot_desktop.ui.record_history import HistoryWindow, open_history
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.stepping import Stepping
from bontot_desktop.ui.tasks import AtOnce
from tests.small_office import clock, office
from tests.unikey import type_like_unikey

__all__ = ["office"]


def add_cell(office: Office, name: str = "Chi bộ thôn Mẫu 1") -> int:
    return cell_forms.save_cell(office, replace(cell_forms.new_cell(office), name=name)).id


def names(office: Office) -> list[str]:
    return [row.name for row in cells.list_cells(office)]


@pytest.fixture
def asking() -> AnswerWith:
    return AnswerWith()


@pytest.fixture
def window(qtbot: QtBot, office: Office, asking: AnswerWith) -> Iterator[MainWindow]:
    add_cell(office)
    shell = Shell(office, asking, AtOnce(), now=clock)
    pages = [entry("cells"), entry("system")]
    made = MainWindow(shell, pages, undo=undoing.of_sitting(shell))
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.status.forget_undo()


def press(window: MainWindow, key: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = Qt.KeyboardModifier.ControlModifier
    for modifier in held:
        modifiers |= modifier
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)


def cell_page(window: MainWindow) -> CellPage:
    page = window.page()
    assert page is not None
    shown = page.current()
    assert isinstance(shown, CellPage)
    return shown


def test_a_cell_is_added_taken_back_and_done_again_by_keys_alone(
    window: MainWindow, office: Office, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_N)
    form = cell_page(window).form
    type_like_unikey(qtbot, form.field("name"), "Chi bộ thôn Mẫu 2")
    press(window, Qt.Key.Key_S)
    assert names(office) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    assert window.status._undo.isVisible()
    assert window.status._undo.toolTip() == "Hoàn tác: Thêm Chi bộ thôn Mẫu 2 (Ctrl+Z)"
    # In a field Ctrl+Z is the field's own; away from it, it is the office's.
    press(window, Qt.Key.Key_Z)
    assert len(names(office)) == 2
    cell_page(window).setFocus()
    form.show_draft(form.draft())
    press(window, Qt.Key.Key_Z)
    assert names(office) == ["Chi bộ thôn Mẫu 1"]
    assert window.status.said() == "Đã hoàn tác: Thêm Chi bộ thôn Mẫu 2"
    # The page of the cell that is no more is gone, the list stands there.
    page = window.page()
    assert page is not None
    assert not isinstance(page.current(), CellPage)
    press(window, Qt.Key.Key_Y)
    assert names(office) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    press(window, Qt.Key.Key_Z)
    press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ShiftModifier)
    assert window.status.said() == "Đã làm lại: Thêm Chi bộ thôn Mẫu 2"


def test_the_menu_says_what_it_would_take_back(window: MainWindow, office: Office) -> None:
    window._word_undo()
    assert window._undo_action is not None
    assert window._again_action is not None
    assert (window._undo_action.text(), window._undo_action.isEnabled()) == ("Hoàn tác", False)
    window._free_undo()
    committee.save_committee(office, replace(committee.committee(office), place="Nơi Khác"))
    window._word_undo()
    assert window._undo_action.text() == "Hoàn tác: Sửa thông tin Đảng ủy"
    window._free_undo()
    window.undo()
    window._word_undo()
    assert not window._undo_action.isEnabled()
    assert window._again_action.text() == "Làm lại: Sửa thông tin Đảng ủy"
    window._free_undo()


def test_acts_before_the_program_opened_are_left_alone(window: MainWindow, office: Office) -> None:
    window.undo()
    assert "chưa có việc nào" in window.status.said()
    assert names(office) == ["Chi bộ thôn Mẫu 1"]


def test_what_is_being_typed_is_asked_about_before_anything_is_put_back(
    window: MainWindow, office: Office, asking: AnswerWith, qtbot: QtBot
) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 2")
    window.go("cells", 1)
    type_like_unikey(qtbot, cell_page(window).form.field("note"), "Đang gõ dở")
    asking.answers = [DROP]
    window.undo()
    assert len(asking.asked) == 1
    assert names(office) == ["Chi bộ thôn Mẫu 1"]


def test_what_cannot_be_taken_back_is_not_offered_and_says_why(
    window: MainWindow, office: Office, asking: AnswerWith
) -> None:
    with office.work("wordings.save", "Sửa mẫu câu của Giấy mời") as work:
        work.about(work.get_one(committee.Committee, 1))
        work.get_one(committee.Committee, 1).place = "Nơi Khác"
    window.shell.announce("Đã sửa mẫu câu.", undo=True)
    assert not window.status._undo.isVisible()
    window.undo()
    assert "Dùng lại bản này" in asking.asked[0]
    assert committee.committee(office).place == "Nơi Khác"


@pytest.fixture
def journal(window: MainWindow, office: Office) -> HistoryPart:
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, 1), fixed_day=6, note="Họp ngày 6"))
    window.go("system", "history")
    page = window.page()
    assert page is not None
    part = page.current()
    assert isinstance(part, HistoryPart)
    return part


def test_the_journal_tells_field_by_field_and_takes_back_after_a_question(
    journal: HistoryPart, office: Office, asking: AnswerWith
) -> None:
    rows = [(row.field.label, row.field.old, row.field.new) for row in journal.view.fields.rows.shown()]
    assert sorted(rows) == [("Ghi chú", "", "Họp ngày 6"), ("Ngày sinh hoạt cố định", "", "6")]
    asking.answers = ["Hoàn tác"]
    journal.view.button.click()
    (asked,) = asking.asked
    assert asked.startswith("Hoàn tác việc “Sửa Chi bộ thôn Mẫu 1”?")
    assert "Chi bộ: Chi bộ thôn Mẫu 1, Ghi chú: Họp ngày 6 → (trống)" in asked
    assert cell_forms.cell_draft(office, 1).note == ""
    newest, taken = history.recent(office, limit=2)
    assert newest.sentence == "Hoàn tác: Sửa Chi bộ thôn Mẫu 1"
    assert taken.is_undone


def test_the_record_tells_who_changed_a_field(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    one = replace(office, who="Trần Thị Làm Mẫu")
    cell_forms.save_cell(one, replace(cell_forms.cell_draft(office, 1), note="Họp ngày 6"))
    cell_forms.save_cell(office, replace(cell_forms.cell_draft(office, 1), usual_place="Nhà văn hóa"))
    made = open_history(window.shell, "Chi bộ thôn Mẫu 1", [("cell", 1)])
    assert isinstance(made, HistoryWindow)
    qtbot.waitUntil(made.isVisible)
    view = made.history
    said = [line.sentence for line in view.view.acts.rows.shown()]
    assert said == ["Sửa Chi bộ thôn Mẫu 1", "Sửa Chi bộ thôn Mẫu 1", "Thêm Chi bộ thôn Mẫu 1"]
    view.field.set_value("Ghi chú")
    view._narrow()
    (line,) = view.view.acts.rows.shown()
    assert line.line.who == "Trần Thị Làm Mẫu"
    assert [(row.field.old, row.field.new) for row in view.view.fields.rows.shown()] == [("", "Họp ngày 6")]
    made.close()


def test_a_long_act_says_how_far_its_taking_back_is_and_may_be_stopped(
    qtbot: QtBot, window: MainWindow, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_cell(office, "Chi bộ thôn Mẫu 2")
    monkeypatch.setattr(stepping, "QUIET", -1.0)
    seen = []

    def stop() -> None:
        shown = QApplication.activeModalWidget()
        assert isinstance(shown, Stepping)
        seen.append((shown.windowTitle(), shown.label.text()))
        shown.stop.click()

    QTimer.singleShot(0, window, stop)
    window.undo()
    assert seen[0][0] == "Hoàn tác"
    assert "Dừng thì mọi thứ vẫn như trước" in seen[0][1]
    assert names(office) == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    window.undo()
    assert names(office) == ["Chi bộ thôn Mẫu 1"]
