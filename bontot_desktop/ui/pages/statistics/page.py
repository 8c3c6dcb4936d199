"""Thống kê: the figures, on top of them what stands behind one, and the reports."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.periods import Period, PeriodKind
from bontot_desktop.services import statistic_papers, statistic_reports, statistics, year_reports
from bontot_desktop.services.statistic_reports import REPORTS, Asked, ReportBody, ReportRow
from bontot_desktop.services.statistics import Behind, Line
from bontot_desktop.services.year_reports import KEYS as YEAR_KEYS
from bontot_desktop.services.year_reports import YearReport
from bontot_desktop.ui import keys
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.pages.statistics.behind import BehindPage
from bontot_desktop.ui.pages.statistics.choices import Choices
from bontot_desktop.ui.pages.statistics.detail import COMPARING
from bontot_desktop.ui.pages.statistics.overview import Overview
from bontot_desktop.ui.pages.statistics.report import ReportPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import StackedPage

#: The reports that are papers of their own, and the kind of period each is of.
_PAPERS = {
    "R1": ("Danh sách xếp loại sinh hoạt tháng", PeriodKind.MONTH),
    "R2": ("Biểu tổng hợp 6 tháng", PeriodKind.HALF),
}


#: In front of a year: the part "Cuối năm", and the words of the way back to it.
YEAR_END = "year-end"
TITLE_OF_YEAR = "Thống kê cuối năm"


class StatisticsPage(StackedPage):
    """The list, and on top of it a report or what stands behind a figure."""

    wants: ClassVar[frozenset[Kind]] = Overview.wants
    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        super().__init__(partial(Overview, shell), parent)
        assert isinstance(self.first, Overview)
        self.list = self.first
        self.list.line_opened.connect(self.open_line)
        self.reports = MenuButton("Báo cáo", self.list, kind="")
        for key, (word, _) in _PAPERS.items():
            if key in statistic_papers.papers_there():
                self.reports.add(f"{key}. {word}…", partial(self.open_paper, key))
        self.reports.add_line()
        for key, kind in REPORTS.items():
            self.reports.add(f"{key}. {kind.name}", partial(self.open_report, key))
        self.reports.add_line()
        self.reports.add("In tất cả chỉ tiêu", self.print_all, tip="In bảng tất cả các chỉ tiêu")
        self.list.commands.addWidget(self.reports)
        self.list.add_command(
            "Cuối năm", self.open_year_end, icon="medal", tip="Kết quả năm “Chi bộ 4 tốt”: các chỉ tiêu và tám biểu"
        )
        self.list.add_command(
            "In chỉ tiêu", self.print_figure, icon="printer", key=keys.PRINT, tip="In chỉ tiêu đang chọn, có biểu đồ"
        )

    def open_item(self, item: Any) -> None:
        """Choose a figure ("S2"), open a report ("R7"), or the year's end: ("year-end", a year or None), "B1"."""
        if isinstance(item, tuple) and item[:1] == (YEAR_END,):
            if self.pop_all():
                self.open_year_end(*item[1:])
            return
        if not isinstance(item, str) or not self.pop_all():
            return
        if item in YEAR_KEYS:
            self.open_year_end(None, item)
        elif item in REPORTS:
            self.open_report(item)
        elif item in statistics.BY_KEY:
            self.list.choose(item)

    def open_line(self, line: Line) -> None:
        """Show what stands behind a line."""
        if not line.ids:
            self._shell.asking.tell("Không có mục nào đứng sau số liệu này.")
            return
        where = line.indicator.title if line.title == line.indicator.title else f"{line.indicator.title}: {line.title}"
        period = self.list.facts().period.label
        said = f"{line.text} · {line.counted} {line.indicator.unit}".replace("  ", " ")
        self._push_behind(where, f"{said}, {period}", line.indicator.behind, line.ids)

    def _push_behind(self, title: str, summary: str, behind: Behind, ids: tuple[int, ...]) -> None:
        self.push(BehindPage(self._shell, title, summary, behind, ids), self.top().title())
        self.top().take_focus()

    def open_report(self, key: str) -> None:
        """Show a report of the period that is chosen."""
        kind = REPORTS[key]
        office = self._shell.office
        choices = Choices(self._shell.today(), statistics.first_year(office), cells=kind.of_cell)
        choices.show_period(self.list.choices.period())
        if kind.year_only:
            choices.show_year_only()
        choices.offer(list(statistics.read_cells(office, choices.period())))
        if not kind.of_cell:
            choices.group.set_value(self.list.choices.group.value())
        self._push(ReportPage(self._shell, f"{key}. {kind.name}", partial(self._report, key), choices))

    def open_year_end(self, year: int | None = None, key: str = "") -> None:
        """Show the figures and tables of a year, one of the tables ("B1") at once when it is named."""
        from bontot_desktop.ui.pages.statistics.year_end import YearEndPage

        page = YearEndPage(self._shell, year)
        page.cells_wanted.connect(self._open_year_cells)
        page.paper_wanted.connect(self._open_year_paper)
        self.push(page, "Thống kê")
        if key:
            page.show_year(year, key)
        page.take_focus()

    def _open_year_cells(self, report: YearReport, title: str, ids: tuple[int, ...]) -> None:
        from bontot_desktop.ui.pages.statistics.year_cells import YearCellsPage

        self.push(YearCellsPage(self._shell, title, report, ids), TITLE_OF_YEAR)
        self.top().take_focus()

    def _open_year_paper(self, report: YearReport, key: str) -> None:
        name = report.table(key).name
        self._push(ReportPage(self._shell, name, lambda _: year_reports.body(report, key)), TITLE_OF_YEAR)

    def open_paper(self, key: str) -> None:
        """Show the draft of R1 or R2."""
        open_issue(self._shell, *self.paper_of(key))

    def paper_of(self, key: str) -> tuple[str, int]:
        """Return the kind of R1 or R2 and the code of its month or half: the one of today, else the period's last."""
        chosen = self.list.choices.period()
        day = min(chosen.last_day, max(self._shell.today(), chosen.first_day))
        return statistic_papers.PAPERS[key], Period.around(day, _PAPERS[key][1]).code

    def _report(self, key: str, choices: Choices | None) -> ReportBody:
        assert choices is not None
        asked = Asked(choices.period(), self._shell.today(), choices.chosen(), choices.cell_id())
        return statistic_reports.report(self._shell.office, key, asked)

    def print_figure(self) -> None:
        """Show the figure in the detail as a paper."""
        detail, facts = self.list.detail, self.list.facts()
        key = self.list.table.current_id() or "S1"
        if key == COMPARING:
            self.open_report("R6")
            return
        by, lines = detail.way(), detail.lines()
        body = statistic_papers.of_figure(facts, key, by, lines)
        self._push(ReportPage(self._shell, statistics.BY_KEY[key].title, lambda _: body))

    def print_all(self) -> None:
        """Show the list of all figures as a paper."""
        body = statistic_papers.overview(self.list.facts(), self.list.lines())
        self._push(ReportPage(self._shell, "Các chỉ tiêu sinh hoạt chi bộ", lambda _: body))

    def _push(self, page: ReportPage, back: str = "Thống kê") -> None:
        page.row_opened.connect(self._open_row)
        self.push(page, back)
        self.top().take_focus()

    def _open_row(self, body: ReportBody, row: ReportRow) -> None:
        """Go from a row of a report to the meetings it counts, else to its cell."""
        if body.key in YEAR_KEYS:
            # Its ids are cells; a row of several is gone into from the tables of the year.
            if row.cell_id is not None:
                self._shell.go("cells", row.cell_id)
        elif row.ids and body.key != "S":
            behind = statistics.BY_KEY[body.key].behind if body.key in statistics.BY_KEY else Behind.MEETINGS
            title = next((cell for cell in row.cells if cell and not cell.isdecimal()), body.key)
            self._push_behind(title, f"{body.subject[0].upper()}{body.subject[1:]}, {body.period}", behind, row.ids)
        elif body.key == "S":
            line = next((line for line in self.list.lines() if line.key == row.cells[0]), None)
            if line is not None:
                self.open_line(line)
        elif row.cell_id is not None:
            self._shell.go("cells", row.cell_id)
