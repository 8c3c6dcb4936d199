"""Typing that was not saved before a kill is offered again at the next start."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bontot_desktop.app import build_window
from bontot_desktop.places import user_places
from bontot_desktop.services import cell_forms, drafts
from bontot_desktop.services.cell_forms import new_cell
from bontot_desktop.services.office import Office, open_office
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.help.desk import HelpDesk
from bontot_desktop.ui.main_window import MainWindow
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from bontot_desktop.ui.unfinished import Unfinished
from tests.small_office import clock, office

__all__ = ["office"]


def _window(office: Office, qtbot: QtBot, qapp: QApplication) -> MainWindow:
    shell = Shell(office, AnswerWith(), AtOnce())
    desk = HelpDesk(qapp, shell.asking)
    window = build_window(shell, user_places(), desk)
    desk.setParent(window)  # it watches the program no longer than the window lives
    qtbot.addWidget(window)
    window.show()
    return window


def _bar(window: MainWindow) -> Unfinished:
    bar = window.findChild(Unfinished)
    assert bar is not None
    return bar


def test_typing_before_a_kill_is_named_at_the_next_start_and_opened(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    page = _window(office, qtbot, qapp)
    page.go("cells")
    page.page().open_item(None)  # type: ignore[union-attr]
    form = page.page().top().form  # type: ignore[union-attr]
    form.field("name").set_value("Chi bộ thôn Gõ Dở")
    form.idle.emit()
    path = office.data.path
    office.close()
    again = open_office(path, holder="kiểm thử", who="Thử", clock=clock)
    bar = _bar(_window(again, qtbot, qapp))
    assert bar.isVisible()
    assert "Bản nháp chưa lưu" in bar.label.text()
    bar.open()
    assert not bar.isVisible()
    opened = bar._window.page().top()  # type: ignore[union-attr]
    opened.kept.go_on()
    assert opened.form.field("name").value() == "Chi bộ thôn Gõ Dở"
    opened.form.show_draft(new_cell(again))
    again.close()


def test_each_of_several_drafts_is_named_in_turn(office: Office, qtbot: QtBot, qapp: QApplication) -> None:
    drafts.keep(office, "turn/move", "Chuyển chi bộ về trực thuộc", {})
    drafts.keep(office, "member/new", "Đảng viên mới", {})
    window = _window(office, qtbot, qapp)
    bar = _bar(window)
    assert "Còn 1 bản nháp khác" in bar.label.text()
    pages = []
    while bar.isVisible():
        bar.open()
        pages.append(window.page().top().title())  # type: ignore[union-attr]
    assert sorted(pages) == ["Chuyển chi bộ về trực thuộc", "Đảng viên mới"]


def test_nothing_is_said_when_everything_was_saved(office: Office, qtbot: QtBot, qapp: QApplication) -> None:
    drafts.keep(office, "khác/1", "của phần khác", {})
    assert not _bar(_window(office, qtbot, qapp)).isVisible()


def test_unfinished_ratings_open_the_year_and_the_sheet_of_the_cell(
    office: Office, qtbot: QtBot, qapp: QApplication
) -> None:
    made = cell_forms.save_cell(office, replace(new_cell(office), code="CB01", name="Chi bộ thôn Mẫu 1"))
    drafts.keep(office, "ratings/2026", "Xếp loại chi bộ năm 2026", {})
    drafts.keep(office, f"member-ratings/2026/{made.id}", "Xếp loại đảng viên năm 2026", {})
    window = _window(office, qtbot, qapp)
    bar = _bar(window)
    pages = []
    while bar.isVisible():
        bar.open()
        pages.append(window.page().top().title())  # type: ignore[union-attr]
    assert sorted(pages) == ["Xếp loại", "Xếp loại đảng viên Chi bộ thôn Mẫu 1 năm 2026"]
