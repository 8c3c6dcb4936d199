"""The part "Cuối năm" of the page Thống kê, driven as a person drives it, and the step that closes a year."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from python_calamine import CalamineWorkbook

from bontot_desktop.services import campaigns, entries
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pages.recognition.closing import ClosingStep
from bontot_desktop.ui.pages.statistics.page import StatisticsPage
from bontot_desktop.ui.pages.statistics.report import ReportPage
from bontot_desktop.ui.pages.statistics.year_cells import YearCellsPage
from bontot_desktop.ui.pages.statistics.year_end import CHART, FIGURES, YearEndPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import AtOnce
from tests import recognition_office as made

NOW = datetime(2026, 12, 28, 9, 0)


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
    page = StatisticsPage(shell)
    qtbot.addWidget(page)
    shell.changed.connect(page.changed)
    page.resize(1140, 660)
    page.show()
    return page


@pytest.fixture
def year_end(page, office):
    made.judged(office)
    page.open_item(("year-end", 2026))
    top = page.top()
    assert isinstance(top, YearEndPage)
    return top


def rows(year_end: YearEndPage) -> list[tuple[str, ...]]:
    return [shown.row.cells for shown in year_end.table().rows.shown()]


def turn(year_end: YearEndPage, key: str) -> None:
    year_end.show_year(None, key)


def test_the_figures_come_first_and_each_tab_is_a_table(year_end):
    assert year_end.heading.text() == "Các chỉ tiêu tổng hợp"
    assert rows(year_end)[0][:4] == ("R1", "Tỷ lệ đăng ký", "100,00 %", "4/4")
    names = []
    for place in range(year_end.tabs.count()):
        year_end.tabs.setCurrentIndex(place)
        names.append(year_end.heading.text())
    assert names[1] == "Biểu 1. Đăng ký, công nhận theo loại hình"
    assert names[8] == "Biểu 8. Khen thưởng và kinh phí"
    assert year_end.views.currentWidget().empty.label.text() == "Chưa có khen thưởng nào."
    assert "năm chưa kết thúc" in year_end._summary.text()


def test_enter_on_a_row_shows_the_cells_behind_it_and_enter_there_opens_the_cell(page, year_end, shell):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    turn(year_end, "B1")
    year_end.table().opened.emit(0)
    behind = page.top()
    assert isinstance(behind, YearCellsPage)
    assert behind.title() == "Nông thôn"
    names = [row.cell.name for row in behind.table.rows.shown()]
    assert names == ["Chi bộ thôn Mẫu 1", "Chi bộ thôn Mẫu 2"]
    first = behind.table.rows.shown()[0].id
    behind.table.opened.emit(first)
    assert wanted == [("cells", first)]
    page.back()
    turn(year_end, "B2")
    year_end.table().opened.emit(1)
    assert len(wanted) == 2


def test_a_row_that_counts_no_cell_says_so(year_end, shell):
    turn(year_end, "B6")
    place = next(at for at, row in enumerate(rows(year_end)) if row[0] == "Kết nạp đảng viên")
    year_end.table().opened.emit(place)
    assert shell.asking.asked[-1].startswith("Không có chi bộ nào")


def test_the_chart_of_a_table_is_shown_when_it_is_asked_for(year_end):
    turn(year_end, "B1")
    year_end.chips[CHART].click()
    assert year_end.views.currentWidget() is year_end._scroll
    assert year_end.chart.chart().labels == ("Nông thôn", "Cơ quan", "Trường học")
    turn(year_end, "B8")
    assert year_end.views.currentWidget() is not year_end._scroll
    assert year_end.chips[CHART].isHidden()
    turn(year_end, "B1")
    year_end.chips[FIGURES].click()
    assert year_end.views.currentWidget() is not year_end._scroll


def test_a_table_is_printed_as_a_paper_and_saved_alone_or_with_the_others(page, year_end, shell, tmp_path):
    turn(year_end, "B1")
    year_end.print_table()
    paper = page.top()
    assert isinstance(paper, ReportPage)
    assert paper.preview.page_count() >= 1
    page.back()
    one, all_of_them = tmp_path / "mot.xlsx", tmp_path / "tam.xlsx"
    shell.asking = AnswerWith(one, all_of_them)
    for action in year_end.save_menu.menu().actions():
        action.trigger()
    assert CalamineWorkbook.from_path(str(one)).sheet_names == ["Biểu 1"]
    assert len(CalamineWorkbook.from_path(str(all_of_them)).sheet_names) == 8


def test_another_year_brings_its_own_columns(page, year_end, office):
    made.open_campaign(office, year=2027)
    turn(year_end, "B6")
    assert year_end.table().model().columnCount() == 3
    page.open_item(("year-end", 2027))
    later = page.top()
    turn(later, "B6")
    assert later.table().model().columnCount() == 4
    later.year.set_value(2026)
    later.year.edited.emit()
    assert later.table().model().columnCount() == 3


def test_without_a_campaign_the_part_says_where_one_is_opened(page, shell):
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append(key))
    page.list.findChild(object, "command:Cuối năm").click()
    top = page.top()
    assert top.sides.currentIndex() == 1
    assert "Chưa có đợt thi đua" in top.empty.label.text()
    top.empty.button.click()
    assert wanted == ["recognition"]


def test_the_report_and_what_is_written_in_it_open_from_here_and_from_the_last_step(qtbot, year_end, office, shell):
    campaign = campaigns.list_campaigns(office)[0]
    texts = year_end.open_texts()
    qtbot.addWidget(texts)
    texts.close()
    step = ClosingStep(shell)
    qtbot.addWidget(step)
    step.show_rows(campaign, entries.list_entries(office, campaign.id))
    wanted = []
    shell.wanted.connect(lambda key, item: wanted.append((key, item)))
    step.report_menu.menu().actions()[0].trigger()
    assert wanted == [("statistics", ("year-end", 2026))]
    opened = step.open_report()
    qtbot.addWidget(opened)
    assert opened is not None
    opened.close()


def test_the_total_row_of_a_table_stands_out_on_the_screen(year_end):
    turn(year_end, "B1")
    model = year_end.table().rows
    shown = [row.row.kind for row in model.shown()]
    total, plain = (model.index(shown.index(kind), 1) for kind in ("total", "plain"))
    assert model.data(total, Qt.ItemDataRole.FontRole).weight() > QFont.Weight.Normal
    assert model.data(plain, Qt.ItemDataRole.FontRole) is None
