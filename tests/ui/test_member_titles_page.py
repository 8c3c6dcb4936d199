"""“Đảng viên 5 tốt” in the window: opened from the page of the cells' title, typed from paper, decided."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.recognition import EntryState, QualityLevel, TitleKind
from bontot_desktop.services import issuing, member_card, member_titles, title_years
from bontot_desktop.ui.asking import DROP, AnswerWith
from bontot_desktop.ui.pages.recognition.member_title_model import CONCLUSION, CRITERION, REASON, REGISTERED, VOTES
from bontot_desktop.ui.pages.recognition.member_title_sheet import MemberTitleSheetPage
from bontot_desktop.ui.pages.recognition.member_titles import MemberTitlesPage
from bontot_desktop.ui.pages.recognition.page import RecognitionPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import title_office as made
from tests.paper_office import NOW, cell_id
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
def page(qtbot, shell):
    page = RecognitionPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1160, 640)
    page.refresh()
    page.show()
    return page


def cells(page) -> MemberTitlesPage:
    page.open_item(("member-titles", made.YEAR))
    top = page.top()
    assert isinstance(top, MemberTitlesPage)
    return top


def sheet(page, office, number=1) -> MemberTitleSheetPage:
    cells(page).table.opened.emit(cell_id(office, number))
    top = page.top()
    assert isinstance(top, MemberTitleSheetPage)
    return top


def type_into(qtbot, shown, who, column, keys):
    shown.grid.go(who, column)
    shown.grid.setFocus()
    for key in keys:
        qtbot.keyClick(shown.grid, key)


def type_words(qtbot, shown, who, column, words):
    shown.grid.go(who, column)
    shown.grid.setFocus()
    type_like_unikey(qtbot, shown.grid, words)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    # Qt lets the editor finish with the key before it takes the value.
    qtbot.waitUntil(shown.grid.hasFocus)


def test_nothing_but_one_button_is_there_until_the_year_is_opened(qtbot, page, office):
    assert next(action.text() for action in page.journey.other_titles.menu().actions()) == "Đảng viên 5 tốt…"
    shown = cells(page)
    assert not shown.issue_button.isVisible()
    assert not shown.bar.isVisible()
    assert title_years.of_year(office, made.YEAR, TitleKind.MEMBER_5_GOOD) is None
    shown.open_year()
    assert shown.issue_button.isVisible()
    assert [row.cell for row in shown.table.rows.shown()] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]


def test_a_cell_s_paper_is_typed_by_keys_and_saved_in_one_act(qtbot, page, office):
    made.open_year(office)
    made.rate(office, "Nguyễn Thị Mẫu 1B", QualityLevel.COMPLETED)
    shown = sheet(page, office)
    QAbstractItemModelTester(shown.model)
    first, second, third = (
        made.member_id(office, name) for name in ("Lê Văn Thử 1", "Nguyễn Thị Mẫu 1A", "Nguyễn Thị Mẫu 1B")
    )
    type_words(qtbot, shown, first, REGISTERED, "5/3")
    type_words(qtbot, shown, second, REGISTERED, "x")
    type_words(qtbot, shown, third, REGISTERED, "6.3.2026")
    assert shown.model.value(second, REGISTERED) == made.REGISTERED
    qtbot.mouseClick(shown.pass_button, LEFT)
    type_into(qtbot, shown, second, CRITERION + "4", "c")
    for who in (first, second, third):
        type_words(qtbot, shown, who, VOTES, "4")
    shown.conclude()
    assert "Hãy ghi ngày chi bộ họp" in shown._state.text()
    shown.voted_on.set_value(made.VOTED)
    shown.voted_on.edited.emit()
    qtbot.mouseClick(shown.conclude_button, LEFT)
    assert [shown.model.value(who, CONCLUSION) for who in (first, second, third)] == [
        EntryState.PROPOSED,
        EntryState.NOT_PROPOSED,
        EntryState.NOT_PROPOSED,
    ]
    assert shown.model.value(second, REASON) == "Chưa đạt tiêu chí 4"
    assert shown.model.value(third, REASON) == "Xếp loại “Hoàn thành nhiệm vụ”"
    assert shown.save()
    (one, _) = member_titles.cells(office, shown.campaign_id)
    assert (one.counts.registered, one.counts.proposed, one.counts.refused, one.voted_on) == (3, 1, 2, made.VOTED)
    assert not shown.is_edited()


def test_a_day_that_is_none_stays_in_its_cell_and_is_not_saved(qtbot, page, office):
    made.open_year(office)
    shown = sheet(page, office)
    type_words(qtbot, shown, made.member_id(office, "Lê Văn Thử 1"), REGISTERED, "31/2")
    assert not shown.save()
    assert "Xin gõ ngày" in shown._state.text()


def test_a_refused_proposal_puts_the_cursor_there_and_says_why(qtbot, page, office):
    made.open_year(office)
    shown = sheet(page, office)
    who = made.member_id(office, "Nguyễn Thị Mẫu 1A")
    shown.model.put(who, REGISTERED, made.REGISTERED)
    shown.model.put(who, CONCLUSION, EntryState.PROPOSED)
    assert not shown.save()
    assert shown._state.text().startswith("Chưa lưu. Đồng chí Nguyễn Thị Mẫu 1A: Chưa đạt tiêu chí nào")
    assert shown.grid.currentIndex() == shown.grid.index_of(who, CONCLUSION)


def test_leaving_with_unsaved_typing_asks_and_the_next_cell_shows_its_own(qtbot, page, shell, office):
    made.open_year(office)
    shown = sheet(page, office)
    shown.model.put(made.member_id(office, "Lê Văn Thử 1"), REGISTERED, made.REGISTERED)
    shell.asking = AnswerWith(DROP)
    shown.go_on()
    assert shown.sheet.cell == "Chi bộ thôn Mẫu 2"
    assert not shown.is_edited()
    shown.go_on()
    assert shown._state.text() == "Đây là chi bộ cuối danh sách."


def test_the_decision_locks_the_lists_and_stands_on_the_page_of_the_member(qtbot, page, office, shell):
    campaign_id = made.proposed(office)
    shown = cells(page)
    dialog = shown.open_decision()
    assert dialog is not None
    dialog.reject()
    issuing.issue(office, "D13M", campaign_id, day=NOW.date())
    shown.refresh()
    assert not shown.issue_button.isVisible()
    opened = sheet(page, office)
    assert not opened.save_button.isEnabled()
    assert all(row.locked for row in opened.model.rows())
    card = member_card.load(office, made.member_id(office, "Lê Văn Thử 1"))
    assert card.honours == (
        "Danh hiệu, khen thưởng của Đảng ủy: “Đảng viên 5 tốt” 2026 (Quyết định số 01-QĐ/ĐU, ngày 21/11/2026)."
    )


def test_the_days_and_rules_are_kept_and_a_year_opened_by_mistake_goes(qtbot, page, office, shell):
    made.open_year(office)
    shown = cells(page)
    dialog = shown.open_days()
    dialog.form.field("review_on").set_value(made.SAT)
    dialog.form.field("least").set_value(None)
    dialog.save()
    kept = title_years.of_year(office, made.YEAR, TitleKind.MEMBER_5_GOOD)
    assert (kept.review_on, kept.rules.least) == (made.SAT, None)
    shell.asking = AnswerWith("Bỏ đợt")
    shown.give_up()
    assert title_years.of_year(office, made.YEAR, TitleKind.MEMBER_5_GOOD) is None
