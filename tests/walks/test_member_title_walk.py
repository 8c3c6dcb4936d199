"""“Đảng viên 5 tốt” as a clerk does it: the year opened, a cell's paper typed, the meeting's day, the decision."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import papers
from bontot_desktop.ui.pages.recognition.member_title_model import REGISTERED, VOTES
from tests import title_office as made
from tests.pdf_words import words
from tests.unikey import type_like_unikey
from tests.walks.hands import LEFT, press, write


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    for name in ("Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A"):
        made.rate(office, name, QualityLevel.GOOD)
    yield office
    office.close()


def type_into(qtbot, sheet, who, column, typed):
    sheet.grid.go(who, column)
    type_like_unikey(qtbot, sheet.grid, typed)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(sheet.grid.hasFocus)


def test_two_members_are_recognised_from_the_empty_page_to_their_own_pages(qtbot, office, open_window):
    window = open_window("recognition", "members", "papers")
    page = window.page()
    page.journey.other_titles.menu().actions()[0].trigger()
    cells = page.top()
    press(qtbot, cells.table_or_empty.empty, "")
    cells.table.opened.emit(cells.table.rows.shown()[0].id)
    sheet = page.top()
    write(qtbot, sheet.voted_on, "10/11/2026")
    qtbot.keyClick(sheet.voted_on, Qt.Key.Key_Tab)
    people = [made.member_id(office, name) for name in ("Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A")]
    for who, day in zip(people, ("5/3", "x"), strict=True):
        type_into(qtbot, sheet, who, REGISTERED, day)
    press(qtbot, sheet, "pass-all")
    for who in people:
        type_into(qtbot, sheet, who, VOTES, "4")
    press(qtbot, sheet, "conclude")
    press(qtbot, sheet, "save")
    page.back()
    days = cells.open_days()
    days.form.field("review_on").set_value(made.SAT)
    press(qtbot, days, "save")
    qtbot.mouseClick(cells.issue_button, LEFT)
    dialog = QApplication.activeModalWidget()
    press(qtbot, dialog, "save")
    assert dialog.issued.number_text == "01-QĐ/ĐU"
    text = words(papers.look(office, dialog.issued.paper_id)[1].path.read_bytes())
    assert "Công nhận 02 (hai) đảng viên" in text
    window.go("members", people[1])
    assert "“Đảng viên 5 tốt” 2026 (Quyết định số 01-QĐ/ĐU" in window.page().top().honours.text()
