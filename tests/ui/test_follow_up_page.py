"""The page Việc sau sinh hoạt điểm: squares filtered, opened, written, exported, and the figures before and after."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QPushButton

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import OpinionDecision, ReplicationState
from bontot_desktop.services import feedback, follow_up, replication
from bontot_desktop.services.follow_up import FollowCell
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.cell_page import CellPage
from bontot_desktop.ui.pages.sample.follow_up import DONE, LATE, OPEN
from bontot_desktop.ui.pages.samples import FOLLOW_UP, SamplesPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office as made
from tests.meeting_office import NOW

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    yield office
    office.close()


@pytest.fixture
def event_id(office):
    event_id = made.concluded(office)
    draft = feedback.load(office, event_id)
    said = list(draft.opinions)
    said[2] = replace(said[2], decision=OpinionDecision.ACCEPTED, for_others=True, due_on=date(2026, 6, 6))
    said[3] = replace(said[3], decision=OpinionDecision.ACCEPTED)
    feedback.save(office, replace(draft, opinions=tuple(said)))
    replication.spread(office, event_id)
    return event_id


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def pages(qtbot, shell):
    pages = SamplesPage(shell)
    qtbot.addWidget(pages)
    shell.changed.connect(pages.changed)
    pages.resize(1160, 690)
    pages.refresh()
    pages.show()
    return pages


@pytest.fixture
def page(event_id, pages):
    pages.open_item(FOLLOW_UP)
    return pages.top()


def choose(page, *places: tuple[int, int]) -> None:
    grid = page.grid
    grid.clearSelection()
    for place in places:
        grid.selectionModel().select(grid.squares.index(*place), QItemSelectionModel.SelectionFlag.Select)


def test_without_items_the_page_says_where_they_come_from(pages):
    pages.open_item(FOLLOW_UP)
    assert pages.top().place.is_empty()


def test_the_list_leads_to_the_page_and_back(qtbot, event_id, pages):
    qtbot.mouseClick(pages.list.findChild(QPushButton, "command:Việc sau sinh hoạt điểm"), LEFT)
    page = pages.top()
    assert (len(page.grid.squares.items), len(page.grid.squares.cells)) == (4, 3)
    assert "7 việc ở 3 chi bộ, 7 chưa xong" in page._summary.text()
    pages.pop()
    assert pages.top() is pages.list


def test_a_square_tells_cell_item_state_and_people(page):
    index = page.grid.squares.index(0, 0)
    told = index.data(Qt.ItemDataRole.ToolTipRole)
    assert told.splitlines()[:2] == ["Chi bộ thôn Mẫu 1", "Phân công chưa ghi thời hạn"]
    assert "Chưa làm" in told
    assert page.grid.squares.index(1, 2).data(Qt.ItemDataRole.ToolTipRole) is None


def test_filters_keep_the_rows_they_are_about(office, page):
    square = page.grid.squares.items[0].squares
    follow_up.set_state(office, [one.id for one in square.values()], ReplicationState.DONE)
    page.refresh()
    for chip, items in ((None, 4), (OPEN, 3), (LATE, 3), (DONE, 1)):
        page.filter.press(chip)
        page._show()
        assert len(page.grid.squares.items) == items, chip
    page.filter.press(None)
    page.of_cell.set_value(page._table.cells[2].id)
    page._show()
    assert [cell.short for cell in page.grid.squares.cells] == ["Trường Mẫu"]
    assert len(page.grid.squares.items) == 2


def test_chosen_squares_are_marked_done_together(qtbot, office, page):
    choose(page, (0, 0), (0, 1), (1, 2))
    assert page.done_button.text() == "Đánh dấu đã áp dụng (2)"
    qtbot.mouseClick(page.done_button, LEFT)
    done = [one.state for one in follow_up.load(office).items[0].squares.values()]
    assert done.count(ReplicationState.DONE) == 2


def test_what_is_not_applied_is_asked_for_its_reason(office, shell, page):
    choose(page, (1, 0))
    shell.asking.answers.append("Không có đảng viên trẻ")
    page.write(ReplicationState.DROPPED)
    (square,) = follow_up.load(office).items[1].squares.values()
    assert (square.state, square.remark) == (ReplicationState.DROPPED, "Không có đảng viên trẻ")


def test_a_square_opens_by_enter_and_is_saved(qtbot, office, page):
    page.grid.setCurrentIndex(page.grid.squares.index(0, 2))
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    form = page.dialog.form
    assert form.field("responsible").value() == "Bùi Thị Thí Dụ"
    form.field("state").set_value(ReplicationState.DOING)
    form.field("checked_by").setText("Trần Phụ Trách 1")
    qtbot.mouseClick(page.dialog.findChild(QPushButton, "save"), LEFT)
    school = page._table.cells[2].id
    square = follow_up.load(office).items[0].squares[school]
    assert (square.state, square.checked_by) == (ReplicationState.DOING, "Trần Phụ Trách 1")


def test_what_is_seen_goes_into_a_workbook(tmp_path, shell, page):
    target = tmp_path / "viec.xlsx"
    shell.asking.answers.append(target)
    page.export()
    assert target.stat().st_size > 3000
    sheet = page.sheet()
    assert [column.title for column in sheet.columns][3:] == ["Thôn Mẫu 1", "Thôn Mẫu 2", "Trường Mẫu"]
    assert sheet.rows[0][3].startswith("Chưa làm")
    assert sheet.rows[1][5] == ""


def test_figures_before_and_after_come_with_what_they_rest_on(qtbot, event_id, page):
    qtbot.mouseClick(page.compare_button, LEFT)
    assert "Hãy chọn một buổi sinh hoạt điểm" in page._shell.asking.asked[-1]
    assert not page.compare_button.isChecked()
    page.of_event.set_value(event_id)
    page._event_chosen()
    qtbot.mouseClick(page.compare_button, LEFT)
    assert page.before_after.isVisibleTo(page)
    assert "Chi bộ điểm 0 buổi trước, 0 buổi sau" in page.before_after.caveat.text()
    assert [chart.chart().title for chart in page.before_after.charts][1] == "Tỷ lệ đảng viên phát biểu ý kiến"


def test_the_journey_shows_them_in_place_of_its_list(qtbot, event_id, pages):
    pages.open_item(event_id)
    step = pages.journey().step_page(Step.REPLICATION)
    assert step.before_after.isHidden()
    qtbot.mouseClick(step.compare_button, LEFT)
    assert not step.before_after.isHidden()
    assert step.place.isHidden()


def test_tasks_of_the_conclusion_that_wait_are_told_and_taken_in(qtbot, office, pages):
    event_id = made.concluded(office)
    draft = feedback.load(office, event_id)
    said = list(draft.opinions)
    said[2] = replace(said[2], decision=OpinionDecision.ACCEPTED)
    feedback.save(office, replace(draft, opinions=tuple(said)))
    pages.open_item(event_id)
    step = pages.journey().step_page(Step.REPLICATION)
    assert not step.waiting.isHidden()
    step.spread()
    assert step.waiting.isHidden()
    assert len(replication.load(office, event_id)) == 4


def test_a_cells_page_tells_what_it_has_to_do_and_leads_there(qtbot, office, shell, event_id, pages):
    table = follow_up.load(office)
    school = table.cells[2].id
    page = CellPage(shell, school)
    qtbot.addWidget(page)
    page.refresh()
    assert not page.to_do.isHidden()
    assert follow_up.told(office, school).startswith("Còn 2 việc sau sinh hoạt điểm chưa xong")
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    qtbot.mouseClick(page.to_do.findChild(QPushButton), LEFT)
    assert wanted == [("samples", (FOLLOW_UP, school))]
    pages.open_item(wanted[0][1])
    assert [cell.id for cell in pages.top().grid.squares.cells] == [school]
    follow_up.set_state(office, [one.id for one in follow_up.of_cell(office, school)], ReplicationState.DONE)
    page.refresh()
    assert page.to_do.isHidden()


def test_sixteen_cells_stand_beside_each_other_on_a_small_screen(qtbot, page):
    squares = page.grid.squares
    cells = [FollowCell(number, f"Chi bộ thôn Mẫu {number}", f"Thôn Mẫu {number}") for number in range(1, 17)]
    only = next(iter(squares.items[0].squares.values()))
    alone = replace(squares.items[0], squares={16: replace(only, cell_id=16)})
    page.grid.resize(1117, 530)
    page.grid.show_squares([alone], cells, squares.sources, squares.today, None)
    qtbot.waitUntil(lambda: page.grid.horizontalHeader().length() <= page.grid.viewport().width())
    assert page.grid.verticalHeader().width() >= look.text_width(26, page.grid)
    # A row of one cell names it, wherever its square stands.
    assert "\nRiêng Thôn Mẫu 16 · " in squares.headerData(0, Qt.Orientation.Vertical)
    assert squares.headerData(15, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == "Chi bộ thôn Mẫu 16"
