"""The year's plan of sample meetings and the checklist of one, driven as a person drives them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import sample_chores, sample_plans, samples
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.sample.year_plan import YearPlanPage
from bontot_desktop.ui.pages.samples import SamplesPage
from bontot_desktop.ui.pages.system.chores import UsualChoresPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import sample_office as made
from tests.meeting_office import NOW, approved, cell_id

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def office(tmp_path):
    office = made.make_office(tmp_path)
    approved(office, 2)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = SamplesPage(shell)
    qtbot.addWidget(page)
    shell.asking.parent = page
    shell.changed.connect(page.changed)
    page.resize(1160, 690)
    page.refresh()
    page.show()
    return page


@pytest.fixture
def plan(page) -> YearPlanPage:
    page.list.year_plan_wanted.emit()
    top = page.top()
    assert isinstance(top, YearPlanPage)
    return top


def test_a_cell_is_chosen_and_planned_with_its_reason(page, plan, office):
    plan.tabs.setCurrentIndex(1)
    plan.cells.opened.emit(cell_id(office, 2))
    form = page.dialog.form
    assert form.field("chosen_because").value().startswith("Đại diện loại hình thôn")
    form.field("planned_on").set_value(made.DAY)
    form.field("planned_type").set_value(MeetingType.THEMED)
    form.save()
    (row,) = samples.list_samples(office)
    assert (row.cell_id, row.planned_type) == (cell_id(office, 2), MeetingType.THEMED)
    assert page.journey() is not None


def test_the_parts_are_typed_copied_and_stand_in_the_papers(qtbot, plan, office):
    made.planned(office)
    sample_plans.save(office, replace(sample_plans.load(office, 2025), purpose="Như mọi năm."))
    assert "Tổ công tác" in plan.form.field("steps").placeholderText()
    qtbot.mouseClick(plan.copy_button, LEFT)
    plan.form.field("strengths").set_value("Chuẩn bị kỹ.")
    assert plan.save()
    stored = sample_plans.load(office, 2026)
    assert (stored.purpose, stored.strengths) == ("Như mọi năm.", "Chuẩn bị kỹ.")
    plan.open_paper("F14")
    assert plan.dialog is not None
    plan.dialog.close()


def test_a_year_without_a_plan_to_copy_is_told(plan, shell):
    plan.copy()
    assert shell.asking.asked[-1].startswith("Kế hoạch năm 2025")


def test_another_year_is_looked_at(plan, office):
    made.planned(office)
    plan.refresh()
    assert "1 buổi" in plan._summary.text()
    plan.years.set_value(2027)
    plan.years.edited.emit()
    assert plan.place.is_empty()


def test_space_ticks_a_chore_and_enter_opens_it(qtbot, page, office):
    event = made.planned(office)
    page.open_item(event)
    step = page.journey().step_page(Step.PLAN)
    table = step.chores.table
    table.setFocus()
    table.select(table.rows.shown()[0].id)
    chore = table.current_id()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert sample_chores.load(office, chore).done_on == NOW.date()
    qtbot.keyClick(table, Qt.Key.Key_Space)
    assert sample_chores.load(office, chore).done_on is None
    qtbot.keyClick(table, Qt.Key.Key_Return)
    step.chores.dialog.form.field("who").set_value("Văn phòng")
    step.chores.dialog.form.save()
    assert sample_chores.load(office, chore).who == "Văn phòng"
    step.chores.remove(next(row for row in table.rows.rows() if row.id == chore))
    assert chore not in [row.id for row in sample_chores.rows(office, event)]


def test_the_decision_on_the_group_is_made_from_the_plan(qtbot, page, office, shell):
    page.open_item(made.planned(office))
    step = page.journey().step_page(Step.PLAN)
    qtbot.mouseClick(step.findChild(QPushButton, "issue:F15"), LEFT)
    assert step.dialog is not None
    step.dialog.close()


def test_the_usual_list_is_changed_in_the_settings(qtbot, shell, office):
    part = UsualChoresPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    shown = part.form.draft().chores
    part.form.field("chores").set_value((replace(shown[0], days_before=40), *shown[1:]))
    assert part.save()
    assert sample_chores.usual(office).chores[0].days_before == 40


def test_a_month_that_is_taken_is_said_while_planning_and_in_the_plan_of_the_year(page, plan, office):
    taken = "đã họp thường kỳ"
    assert plan.taken.isHidden()
    plan.planned.emit(cell_id(office, 2), "Đại diện trường học.", 2026)
    form = page.dialog.form
    day = form.field("planned_on")
    row = day.parent()
    assert row.doubt() == ""
    day.set_value(date(2026, 3, 27))
    day.left.emit()
    assert taken in row.doubt()
    form.field("planned_type").set_value(MeetingType.THEMED)
    form.field("planned_type").edited.emit()
    assert row.doubt() == ""
    form.field("planned_type").set_value(None)
    form.field("planned_type").edited.emit()
    form.save()
    event = samples.list_samples(office)[0]
    assert plan.taken.isHidden() or taken in plan.taken.label.text()
    page.pop_all()
    page.list.year_plan_wanted.emit()
    assert page.top().taken.label.text().startswith(f"{event.cell_name}: Tháng 3/2026")
    assert taken in page.top().taken.label.text()
    page.open_item(event.id)
    step = page.top().step_page(Step.PLAN)
    assert taken in step.form.field("planned_on").parent().doubt()
