"""The page Thống kê, driven as a person drives it: choose a figure, part it, go to the meetings, print a report."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from bontot_desktop.rules.charts import Bar
from bontot_desktop.rules.periods import Period, PeriodKind
from bontot_desktop.rules.report_groups import MainGroup
from bontot_desktop.services import schedules, statistic_settings
from bontot_desktop.services.statistics import By
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages import registry
from bontot_desktop.ui.pages.statistics.behind import BehindPage
from bontot_desktop.ui.pages.statistics.choices import Choices, usual
from bontot_desktop.ui.pages.statistics.page import StatisticsPage
from bontot_desktop.ui.pages.statistics.report import FIGURES, ReportPage
from bontot_desktop.ui.pages.system.reckoning import ReckoningPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests.meeting_office import approved, cell_id, make_office

NOW = datetime(2026, 3, 20, 9, 0)


@pytest.fixture
def office(tmp_path):
    office = make_office(tmp_path)
    for month in (1, 2, 3):
        approved(office, month=month)
    approved(office, 2, 3)
    yield office
    office.close()


@pytest.fixture
def shell(qapp, office):
    return Shell(office, asking=AnswerWith(), tasks=AtOnce(), now=lambda: NOW)


@pytest.fixture
def page(qtbot, shell):
    page = StatisticsPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1140, 660)
    page.refresh()
    page.show()
    return page


def shown(page) -> dict[str, str]:
    return {line.title: line.text for line in page.list.detail.table.rows.shown()}


def test_the_month_most_cells_have_met_in_is_shown_first(page):
    assert page.list.choices.period() == Period(PeriodKind.MONTH, 2026, 3)
    assert usual(date(2026, 1, 14)) == Period(PeriodKind.MONTH, 2025, 12)
    assert page.list.table.current_id() == "S1"
    assert page.list.detail.title.text() == "Tỷ lệ đảng viên dự sinh hoạt"
    assert page.list.detail.counted.text() == "92,6 % · 25 / 27 lượt có mặt / lượt phải dự"


def test_a_figure_is_parted_by_group_cell_and_month(qtbot, page):
    page.open_item("S3")
    detail = page.list.detail
    assert shown(page)["Nông thôn"] == "6"
    detail.by.set_value(By.CELL)
    detail.by.edited.emit()
    assert shown(page) == {"Chi bộ thôn Mẫu 1": "3", "Chi bộ thôn Mẫu 2": "3", "Tổng cộng": "6"}
    page.list.choices.show_period(Period(PeriodKind.QUARTER, 2026, 1))
    page.list.choices.edited.emit()
    detail.by.set_value(By.MONTH)
    detail.by.edited.emit()
    assert list(shown(page).values()) == ["3", "3", "6", "12"]
    assert detail.chart.chart().labels == ("T1", "T2", "T3")


def test_a_click_on_a_bar_chooses_its_line(qtbot, page):
    detail = page.list.detail
    detail.by.set_value(By.CELL)
    detail.by.edited.emit()
    bar = [shape for shape in detail.chart._shapes if isinstance(shape, Bar)][1]
    at = QPoint(round(bar.x + bar.width / 2), round(bar.y + bar.height / 2))
    qtbot.mouseClick(detail.chart, Qt.MouseButton.LeftButton, pos=at)
    assert detail.table.current_id() == cell_id(page.list.shell.office, 2)


def test_the_choice_of_another_kind_of_period_keeps_the_time_of_the_year(page):
    choices = page.list.choices
    choices.show_period(Period(PeriodKind.MONTH, 2026, 8))
    for kind, number in ((PeriodKind.QUARTER, 3), (PeriodKind.HALF, 2), (PeriodKind.YEAR, 1)):
        choices.kind.set_value(kind)
        choices.kind.edited.emit()
        assert choices.period() == Period(kind, 2026, number)


def test_only_a_group_or_the_chosen_cells_are_counted(qtbot, page):
    choices = page.list.choices
    choices.group.set_value(MainGroup.RURAL)
    choices.group.edited.emit()
    assert "Nông thôn" in page.list._summary.text()
    detail = page.list.detail
    detail.by.set_value(By.CELL)
    detail.by.edited.emit()
    menu = QMenu()
    second = cell_id(page.list.shell.office, 2)
    detail.table.select(second)
    detail._menu(menu, detail.table.current_row())
    next(action for action in menu.actions() if action.text() == "Chỉ tính chi bộ này").trigger()
    assert [cell.id for cell in page.list.facts().cells] == [second]
    assert choices.group_word() == "1 chi bộ đã chọn"


def test_enter_leads_from_a_figure_to_its_meetings_and_on_to_the_thing_itself(qtbot, shell, page):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    page.list.table.setFocus()
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    behind = page.top()
    assert isinstance(behind, BehindPage)
    assert [row.shown[0] for row in behind.table.rows.shown()] == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    behind.table.select(behind.table.rows.shown()[1].id)
    qtbot.keyClick(behind.table, Qt.Key.Key_Return)
    has_page = any(entry.key == "meetings" for entry in registry.PAGES)
    assert wanted[-1][0] == ("meetings" if has_page else "cells")
    qtbot.keyClicks(behind.filter.field, "mau 1")
    behind.filter.field.ask()
    assert len(behind.table.rows.shown()) == 1
    page.pop()
    assert page.top() is page.list


def test_a_figure_with_nothing_behind_it_says_so(page, shell):
    page.list.choose("S14")
    page.open_line(next(line for line in page.list.lines() if line.key == "S14"))
    assert "Không có mục nào" in shell.asking.asked[-1]


def test_a_report_is_seen_as_paper_and_as_figures_and_leads_to_its_meetings(qtbot, page):
    page.open_item("R3")
    report = page.top()
    assert isinstance(report, ReportPage)
    assert report.preview.page_count() >= 1
    report.chips[FIGURES].click()
    table = report.tables.currentWidget()
    assert [row.row.cells[0] for row in table.rows.shown()][-1] == "Tổng cộng"
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert not isinstance(page.top(), BehindPage)
    table.select(3)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert isinstance(page.top(), BehindPage)


def test_a_report_is_printed_and_saved(qtbot, shell, page, tmp_path, monkeypatch):
    sent = []
    page.open_report("R8")
    report = page.top()
    report._printer = lambda pdf, window, title: sent.append((pdf[:4], title)) or True
    report.send()
    assert sent == [(b"%PDF", "R8 năm 2026 (đến ngày 20/3/2026)")]
    for suffix, save in (
        ("docx", lambda: report.save_menu.menu().actions()[0].trigger()),
        ("pdf", lambda: report.save_menu.menu().actions()[1].trigger()),
        ("xlsx", lambda: report.save_menu.menu().actions()[2].trigger()),
    ):
        target = tmp_path / f"r8.{suffix}"
        monkeypatch.setattr(shell.asking, "save_file", lambda *_, target=target, **__: target)
        save()
        assert target.stat().st_size > 1000


def test_the_period_of_a_report_can_be_changed_above_it(page):
    page.open_report("R7")
    report = page.top()
    report.choices.show_period(Period(PeriodKind.QUARTER, 2026, 1))
    report.choices.edited.emit()
    assert report.body().period == "quý I năm 2026"
    assert {row.cells[1] for row in report.body().tables[0].rows} == {"Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"}


def test_figures_can_be_printed_as_they_are_seen(page):
    page.print_figure()
    assert page.top().body().key == "S1"
    page.pop()
    page.print_all()
    report = page.top()
    assert report.body().key == "S"
    report.row_opened.emit(report.body(), report.body().tables[0].rows[0])
    assert isinstance(page.top(), BehindPage)


def test_the_lists_of_a_month_and_of_half_a_year_are_those_of_today(page):
    page.list.choices.show_period(Period(PeriodKind.YEAR, 2026))
    assert (page.paper_of("R1"), page.paper_of("R2")) == (("F11", 202603), ("F12", 202631))
    page.list.choices.show_period(Period(PeriodKind.QUARTER, 2025, 4))
    page.list.choices.year.set_choices([(2025, "Năm 2025")])
    assert (page.paper_of("R1"), page.paper_of("R2")) == (("F11", 202512), ("F12", 202532))


def test_how_meetings_are_reckoned_is_changed_in_the_system_page(qtbot, shell, office):
    part = ReckoningPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    part.form.field("base").set_value(100)
    part.form.field("run_alert").set_value(2)
    assert not part.save()
    part.form.field("run_alert").set_value(5)
    assert part.save()
    chosen = statistic_settings.load(office)
    assert (chosen.meetings.duration.base, chosen.statistics.watch.run_alert) == (100, 5)


def test_what_a_meeting_plans_and_how_long_it_is_taken_to_last_are_chosen_beside(qtbot, shell, office):
    part = ReckoningPart(shell)
    qtbot.addWidget(part)
    part.refresh()
    shown = [part.form.field(name).value() for name in ("usual_minutes", "late_from", "committee_within")]
    assert shown == [90, 16, 45]
    part.form.field("late_from").set_value(0)
    assert not part.save()
    part.form.field("late_from").set_value(20)
    part.form.field("usual_minutes").set_value(120)
    assert part.save()
    chosen = statistic_settings.load(office).meetings
    assert (chosen.usual_minutes, chosen.late_from, chosen.committee_within) == (120, 20, 45)
    assert {planned.lasts for planned in schedules.month(office, 2026, 6)} == {120}


def test_early_in_the_first_january_the_statistics_open_on_the_month_that_has_come(qtbot):
    choices = Choices(date(2027, 1, 5), 2027)
    qtbot.addWidget(choices)
    assert choices.period() == Period(PeriodKind.MONTH, 2026, 12)
