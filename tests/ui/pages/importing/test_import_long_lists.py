"""The import of a long list: an answer shows at once, and the plan follows."""

from __future__ import annotations

import pytest

from bontot_desktop.services import cells, members
from bontot_desktop.services.importing import applying
from bontot_desktop.ui.pages import import_book
from bontot_desktop.ui.pages.cells import CellsPage
from bontot_desktop.ui.pages.import_book import REVIEW
from bontot_desktop.ui.pages.importing.writing import Writing
from bontot_desktop.ui.tasks import Tasks
from tests.register_office import acts, write_sheets
from tests.ui.pages.importing.books import show_import


def many_book(folder, count=40):
    """A list in which every fifth official day is only a month."""
    rows = [["TT", "Họ và tên", "Ngày sinh", "Ngày vào Đảng", "Ngày chính thức", "Số thẻ", "Chi bộ"]]
    for n in range(1, count + 1):
        official = "5/2001" if n % 5 == 0 else "3/2/2001"
        rows.append([n, f"Nguyễn Ví Dụ {n}", "1/2/1970", "3/2/2000", official, f"1000{n:04d}", "Chi bộ thôn Mẫu 1"])
    return write_sheets(folder / "dai.xlsx", {"Đảng viên": rows})


@pytest.fixture
def slow_page(open_page, empty, tmp_path, qtbot, monkeypatch):
    """A page that thinks every plan too long to make it in the window's thread."""
    monkeypatch.setattr(import_book, "_AT_ONCE", -1.0)
    stack = open_page(CellsPage, empty, tasks=Tasks())
    show_import(stack, many_book(tmp_path))
    page = stack.top()
    qtbot.waitUntil(lambda: page.button.isEnabled())
    page.steps.open_step(REVIEW)
    page.kept = stack
    yield page
    qtbot.waitUntil(lambda: not stack._shell.tasks.busy())


def test_answers_to_a_long_list_show_at_once_and_the_plan_follows(slow_page, qtbot):
    page = slow_page
    first, second, third, *_ = [question.key for question in page._plan.doubtful]
    page.review.questions.answer(1, False)
    page.review.questions.answer(1, False)
    rows = {row.id: row for row in page.review.questions.table.rows.rows()}
    assert rows[first].is_answered
    assert rows[second].answer() == "Để trống"
    assert page._is_behind
    assert page.button.isEnabled()
    qtbot.waitUntil(lambda: not page._is_behind)
    answers = {question.key: question.answer for question in page._plan.doubtful}
    assert (answers[first], answers[second]) == ("EMPTY", "EMPTY")
    assert page.review.questions.table.current_id() == third


def test_a_tick_in_a_long_list_keeps_its_row_and_counts_soon(slow_page, qtbot):
    page = slow_page
    page.review.tabs.setCurrentIndex(0)
    table = page.review.taken.table
    key = table.rows.shown()[7].id
    table.select(key)
    table.rows.tick([key], on=False)
    assert table.current_id() == key
    qtbot.waitUntil(lambda: not page._is_behind)
    assert page._plan.counts.new_members == 39
    assert (table.current_id(), table.rows.is_ticked(key)) == (key, False)


def test_taking_right_after_an_answer_takes_it_as_answered(slow_page, empty):
    page = slow_page
    page.review.questions.answer(1, True)
    page.go_on()
    dates = {row.full_name: row.official_on for row in members.list_members(empty)}
    assert len(dates) == 40
    assert dates["Nguyễn Ví Dụ 5"] is None


def test_writing_can_be_stopped_and_nothing_is_written(start, empty, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr("bontot_desktop.ui.stepping.QUIET", -1.0)
    monkeypatch.setattr(applying, "A_TURN", 5)
    page = start(many_book(tmp_path))
    page.steps.open_step(REVIEW)
    before = acts(empty)
    seen = []

    def stop(window, done):
        seen.append((done, window.label.text()))
        if done > 10:
            window.stop.click()

    told = Writing._say
    monkeypatch.setattr(Writing, "_say", lambda window, done: (told(window, done), stop(window, done)))
    page.go_on()
    assert seen[0] == (1, "Đang ghi vào sổ: 1/41 dòng. Dừng thì không dòng nào được ghi.")
    assert seen[-1][0] == 11
    assert cells.list_cells(empty) == []
    assert acts(empty) == before
    assert page.review.notice.label.text() == "Đã dừng; chưa có gì được ghi vào sổ."
    monkeypatch.setattr(Writing, "_say", told)
    page.go_on()
    assert len(members.list_members(empty)) == 40
