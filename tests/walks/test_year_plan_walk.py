"""The year's sample meetings as a clerk plans them: cells chosen by kind, the group decided on, all called and told."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import GroupRole
from bontot_desktop.services import observers, papers, sample_chores, sample_plans, samples, working_groups
from bontot_desktop.ui.pages.sample.year_plan import YearPlanPage
from bontot_desktop.ui.widgets.menu_button import MenuButton
from tests import sample_office as made
from tests.pdf_words import words
from tests.unikey import type_like_unikey
from tests.walks.hands import LEFT, choose, pick, press, write

#: The morning the year is planned; the first meeting is on made.DAY, 5 June.
NOW = datetime(2026, 5, 11, 8, 0)
FIRST, SECOND = "Chi bộ thôn Mẫu 1", "Chi bộ Trường Mẫu"


@pytest.fixture
def window(office, open_window):
    office.now = lambda: NOW
    return open_window("samples", "home", "papers")


def issue(qtbot, dialog) -> None:
    """Issue the paper a window shows."""
    assert dialog is not None
    assert dialog.sheet.preview.page_count() >= 1
    qtbot.mouseClick(dialog.issue_button, LEFT)
    assert dialog.issued is not None


def test_a_year_is_planned_from_the_choice_of_cells_to_the_reminders(qtbot, office, window):
    first = _plan_cell(qtbot, office, window, FIRST, "5/6/26", MeetingType.REGULAR)
    _make_the_group(qtbot, office, window)
    second = _plan_cell(qtbot, office, window, SECOND, "9/10/26", MeetingType.THEMED)
    _see_both(office, window, (first, second))
    _issue_the_plan(qtbot, office, window)
    _issue_the_decision(qtbot, office, window, first)
    _call_who_comes(qtbot, office, window, first)
    issued = {row.kind_id: words(papers.look(office, row.id)[1].path.read_bytes()) for row in papers.rows(office)}
    assert set(issued) == {"F14", "F15", "F16"}
    assert FIRST in issued["F14"]
    assert SECOND in issued["F14"]
    assert "Nắm nền nếp sinh hoạt hai loại hình" in issued["F14"]
    assert "Phạm Thị Thử" in issued["F15"]
    assert "Trần Phụ Trách 1" in issued["F16"]
    _prepare(qtbot, office, window, first)


def _open_plan(qtbot, window) -> YearPlanPage:
    window.go("samples")
    page = window.page()
    page.pop_all()
    press(qtbot, page.list, "command:Kế hoạch năm…")
    plan = page.top()
    assert isinstance(plan, YearPlanPage)
    return plan


def _plan_cell(qtbot, office, window, name: str, day: str, kind: MeetingType) -> int:
    """Choose a cell among those offered by kind; its reason stands there already."""
    plan = _open_plan(qtbot, window)
    if plan.place.is_empty():
        qtbot.mouseClick(plan.place.empty.button, LEFT)
    else:
        plan.tabs.setCurrentIndex(1)
    assert plan.cells.isVisible()
    row = next(row for row in plan.cells.rows.shown() if row.cell == name)
    assert not row.is_planned
    plan.cells.setFocus()
    plan.cells.select(row.id)
    qtbot.keyClick(plan.cells, Qt.Key.Key_Return)
    form = window.page().dialog.form
    reason = form.field("chosen_because").value()
    assert reason.startswith(f"Đại diện loại hình {row.kind.label[0].lower()}{row.kind.label[1:]}")
    write(qtbot, form.field("planned_on"), day)
    choose(form.field("planned_type"), kind.label)
    form.field("purpose").setPlainText("Thống nhất quy trình sinh hoạt.")
    press(qtbot, window.page().dialog, "save")
    event_id = window.page().journey().event_id
    stored = samples.load_plan(office, event_id)
    assert (stored.planned_type, stored.chosen_because) == (kind, reason)
    return event_id


def _make_the_group(qtbot, office, window) -> None:
    """Type the working group on the plan's own step; the decision, the roles and what it does."""
    step = window.page().journey().step_page(Step.PLAN)
    form = step.form
    choose(form.field("group_id"), "Lập Tổ công tác mới")
    assert form.field("group_name").value() == working_groups.DEFAULT_NAME
    form.field("decision_no").setFocus()
    type_like_unikey(qtbot, form.field("decision_no"), "15-QĐ/ĐU")
    write(qtbot, form.field("decision_on"), "12/5/26")
    members = form.field("members")
    for who, role, title in (
        ("Phạm Thị Thử", GroupRole.LEADER, "Trưởng Ban Xây dựng Đảng"),
        ("Lý Văn Thí Dụ", GroupRole.MEMBER, "Chuyên viên Văn phòng Đảng ủy"),
    ):
        qtbot.mouseClick(members.add_button, LEFT)
        row = members.editors()[-1]
        row.person.setFocus()
        type_like_unikey(qtbot, row.person, who)
        choose(row.role, role.label)
        row.title.setFocus()
        type_like_unikey(qtbot, row.title, title)
    press(qtbot, step, "save")
    group = working_groups.load(office, samples.load_plan(office, window.page().journey().event_id).group_id)
    assert [(one.name, one.role) for one in group.members] == [
        ("Phạm Thị Thử", GroupRole.LEADER),
        ("Lý Văn Thí Dụ", GroupRole.MEMBER),
    ]
    assert (group.decision_no, group.decision_on) == ("15-QĐ/ĐU", date(2026, 5, 12))


def _see_both(office, window, planned: tuple[int, int]) -> None:
    window.page().pop_all()
    window.page().open_year_plan()
    plan = window.page().top()
    assert {row.id for row in plan.events.rows.shown()} == set(planned)
    assert "2 buổi, 2/2 loại hình chi bộ" in plan._summary.text()
    assert {row.cell for row in plan.cells.rows.rows() if row.is_planned} == {FIRST, SECOND}
    for event_id, day in zip(planned, (made.DAY, date(2026, 10, 9)), strict=True):
        due = {row.title: row.due_on for row in sample_chores.rows(office, event_id)}
        assert due["Gửi giấy mời và phiếu nhận xét, phân công nội dung theo dõi"] == day - timedelta(days=7)
        assert due["Báo cáo kết quả lên cấp trên"] == day + timedelta(days=10)


def _issue_the_plan(qtbot, office, window) -> None:
    plan = window.page().top()
    plan.tabs.setCurrentIndex(2)
    plan.form.field("purpose").setFocus()
    plan.form.field("purpose").setPlainText("Nắm nền nếp sinh hoạt hai loại hình.")
    # The paper takes what was just typed.
    press(qtbot, plan, "command:Kế hoạch…")
    assert sample_plans.load(office, 2026).purpose == "Nắm nền nếp sinh hoạt hai loại hình."
    issue(qtbot, plan.dialog)


def _issue_the_decision(qtbot, office, window, event_id: int) -> None:
    window.go("samples", event_id)
    step = window.page().journey().step_page(Step.PLAN)
    press(qtbot, step, "issue:F15")
    issue(qtbot, step.dialog)


def _call_who_comes(qtbot, office, window, event_id: int) -> None:
    window.go("samples", event_id)
    step = window.page().journey().step_page(Step.OBSERVERS)
    press(qtbot, step, "invite:WORKING_GROUP")
    pick(qtbot, step.finder, "phu trach 1")
    menu = step.findChild(MenuButton)
    next(action for action in menu.menu().actions() if action.text() == "Giấy mời…").trigger()
    # The list was saved before it was called.
    called = observers.load(office, event_id)
    assert [one.name for one in called] == ["Phạm Thị Thử", "Lý Văn Thí Dụ", "Trần Phụ Trách 1"]
    dialog = next(top for top in QApplication.topLevelWidgets() if top.objectName() == "issue" and top.isVisible())
    issue(qtbot, dialog)
    assert {one.invited_on for one in observers.load(office, event_id)} == {NOW.date()}


def _prepare(qtbot, office, window, event_id: int) -> None:
    """The first page names the late work; a click leads there, done work leaves the page, a new day moves the rest."""
    late = next(row for row in sample_chores.rows(office, event_id) if row.is_late)
    assert late.due_on == made.DAY - timedelta(days=30)
    window.go("home")
    home = window.page()
    index = home.list.rows.index(home.list.rows.place_of(f"chore/{late.id}"), 0)
    assert index.isValid()
    home.list.scrollTo(index)
    at = home.list.visualRect(index).topLeft() + QPoint(80, 12)
    qtbot.mouseClick(home.list.viewport(), LEFT, pos=at)
    step = window.page().journey().step_page(Step.PLAN)
    step.chores.table.setFocus()
    step.chores.table.select(late.id)
    qtbot.keyClick(step.chores.table, Qt.Key.Key_Space)
    assert sample_chores.load(office, late.id).done_on == NOW.date()
    window.go("home")
    assert home.list.rows.place_of(f"chore/{late.id}") < 0

    window.go("samples", event_id)
    step = window.page().journey().step_page(Step.PLAN)
    before = {row.id: row.due_on for row in sample_chores.rows(office, event_id) if row.done_on is None}
    write(qtbot, step.form.field("planned_on"), "19/6/26")
    press(qtbot, step, "save")
    after = {row.id: row.due_on for row in sample_chores.rows(office, event_id)}
    assert len(before) == len(after) - 1
    assert all(after[chore] == due + timedelta(days=14) for chore, due in before.items())
