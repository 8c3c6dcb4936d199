"""Cuối năm: the figures of a year of "Chi bộ 4 tốt", its eight tables with their charts, on paper and in a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import files, year_reports
from bontot_desktop.services.statistic_reports import ReportRow
from bontot_desktop.services.year_reports import KEYS, YearReport
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.pages.statistics.bars import ChartView
from bontot_desktop.ui.pages.statistics.report import ShownRow, columns_of
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import EmptyState
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page

TITLE = "Thống kê cuối năm"
#: The words of the tabs; the list of figures first.
TABS = ("Chỉ tiêu", *(f"Biểu {number}" for number in range(1, 9)))
FIGURES, CHART = "Bảng số liệu", "Biểu đồ"
#: Room for a figure at most, in characters; a list of papers goes on under the pointer.
_FIGURE = 20


class YearEndPage(Page):
    """One table of a year at a time; Enter on a row leads to the cells it counts."""

    #: A row that counts several cells was opened: the report, what the row is called, and the ids of the cells.
    cells_wanted = Signal(object, str, object)
    #: A table is wanted as a paper: the report and the table's key.
    paper_wanted = Signal(object, str)
    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.CAMPAIGNS, Kind.CELLS, Kind.MEMBERS, Kind.MEETINGS, Kind.SCORES, Kind.MOVEMENT, Kind.PAPERS}
    )
    help_topic: ClassVar[str] = "thong-ke"

    def __init__(self, shell: Shell, year: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent)
        self.shell = shell
        self._report: YearReport | None = None
        self._wanted = year
        self.year: ChoiceField = ChoiceField([], characters=8)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm")
        self.year.edited.connect(self.refresh)
        self.commands.addWidget(self.year)
        self.report_menu = MenuButton("Báo cáo", self, kind="")
        self.report_menu.add("Lập báo cáo sơ kết, tổng kết…", self.open_report, icon="file-text")
        self.report_menu.add("Nội dung báo cáo…", self.open_texts, icon="pencil-simple")
        self.commands.addWidget(self.report_menu)
        self.save_menu = MenuButton("Lưu Excel", self, kind="")
        self.save_menu.add("Biểu đang xem…", lambda: self.save_workbook([self.key()]), icon="table")
        self.save_menu.add("Cả tám biểu…", lambda: self.save_workbook(KEYS[1:]), icon="table")
        self.commands.addWidget(self.save_menu)
        self.print_button = self.add_command("In biểu", self.print_table, icon="printer", primary=True, key=keys.PRINT)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for word in TABS:
            self.tabs.addTab(word)
        self.tabs.currentChanged.connect(lambda _: self._show())
        for key, step in ((keys.NEXT_TAB, 1), (keys.TAB_BEFORE, -1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self._step(step))
        self.empty = EmptyState("medal", self)
        self.sides = QStackedWidget(self)
        self.sides.addWidget(self._make_content())
        self.sides.addWidget(self.empty)
        self.content.addWidget(self.sides, 1)

    def _make_content(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addWidget(self.tabs)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.heading = QLabel(holder)
        look.mark(self.heading, "section")
        self.heading.setWordWrap(True)
        line.addWidget(self.heading, 1)
        self.chips: dict[str, QPushButton] = {}
        for place, word in enumerate((FIGURES, CHART)):
            chip = QPushButton(word, holder)
            look.mark(chip, "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(place == 0)
            chip.clicked.connect(self._turn)
            self.chips[word] = chip
            line.addWidget(chip)
        column.addLayout(line)
        self.views = QStackedWidget(holder)
        self._tables: dict[str, TableView] = {}
        self._boxes: dict[str, TableOrEmpty] = {}
        self.chart = ChartView()
        self.chart.setAutoFillBackground(False)
        self._scroll = QScrollArea(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self.chart)
        self._scroll.viewport().setAutoFillBackground(False)
        self.views.addWidget(self._scroll)
        column.addWidget(self.views, 1)
        self.note = QLabel(holder)
        self.note.setWordWrap(True)
        look.mark(self.note, "second")
        column.addWidget(self.note)
        return holder

    # What is shown -------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year that is chosen and count."""
        from bontot_desktop.services import year_statistics

        known = year_statistics.campaigns_of(self.shell.office)
        self._offer(known)
        for widget in (self.year, self.report_menu, self.save_menu, self.print_button):
            widget.setVisible(bool(known))
        if not known:
            self._report = None
            self.set_summary("")
            self.empty.say(
                "Chưa có đợt thi đua “Chi bộ 4 tốt” nào; mở đợt của năm ở trang Chi bộ 4 tốt.",
                "Mở trang Chi bộ 4 tốt",
                lambda: self.shell.go("recognition", None),
            )
            self.sides.setCurrentIndex(1)
            return
        with waiting():
            self._report = year_reports.report(self.shell.office, dict(known)[self.year.value()])
        self.sides.setCurrentIndex(0)
        self.set_summary(f"Năm {self._report.year} · {self._report.told}")
        self._show()

    def _offer(self, known: list[tuple[int, int]]) -> None:
        years = [year for year, _ in known]
        shown = self._wanted if self._wanted in years else self.year.value()
        self._wanted = None
        self.year.set_choices([(year, f"Năm {year}") for year in years])
        if years:
            # In January the year that is ending is looked at, not the one just begun.
            today = self.shell.today()
            usual = next((year for year in years if year <= today.year - (today.month == 1)), years[0])
            self.year.set_value(shown if shown in years else usual)

    def report(self) -> YearReport:
        """Return the year that is shown."""
        assert self._report is not None
        return self._report

    def key(self) -> str:
        """Return the key of the table that is shown."""
        return KEYS[self.tabs.currentIndex()]

    def show_year(self, year: int | None, key: str = "") -> None:
        """Show a year, and a table of it ("B1")."""
        self._wanted = year
        if key in KEYS:
            self.tabs.setCurrentIndex(KEYS.index(key))
        self.refresh()

    def table(self) -> TableView:
        """Return the table of the open tab."""
        self._box()
        return self._tables[self.key()]

    def _box(self) -> TableOrEmpty:
        key = self.key()
        if key not in self._boxes:
            columns = columns_of(year_reports.body(self.report(), key).tables[0])
            # What a row is called is read first, and is never squeezed by the figures.
            named = [
                column._replace(strong=column.stretch, most=_FIGURE if column.right else column.most)
                for column in columns
            ]
            view = TableView(named, f"year-end-{key.lower()}")
            view.opened.connect(self._open)
            view.set_menu(self._menu)
            self._tables[key], self._boxes[key] = view, TableOrEmpty(view, "chart-bar")
            self.views.addWidget(self._boxes[key])
        return self._boxes[key]

    def _show(self) -> None:
        """Show the table of the open tab, or its chart."""
        if self._report is None:
            return
        table = self._report.table(self.key())
        chart = self._report.charts.get(table.key)
        self.heading.setText(table.name)
        self.note.setText(table.note)
        self.note.setVisible(bool(table.note))
        titles = [head.title for head in table.heads]
        known = self._tables.get(table.key)
        if known is not None and [title.strip() for title in _titles(known)] != titles:
            # Another year has other columns: points, or the years compared.
            del self._tables[table.key]
            box = self._boxes.pop(table.key)
            self.views.removeWidget(box)
            box.deleteLater()
        box = self._box()
        rows = [
            ReportRow(
                tuple(value.replace("\n", "; ") for value in row.values),
                "total" if row.is_total else "plain",
                ids=row.cell_ids,
            )
            for row in table.rows
        ]
        self.table().set_rows([ShownRow(place, row) for place, row in enumerate(rows)])
        if rows:
            box.show_table()
        else:
            box.show_empty(_NOTHING.get(table.key, "Chưa có số liệu."))
        self.chart.show_chart(chart)
        for chip in self.chips.values():
            chip.setVisible(chart is not None)
        self._turn()

    def _turn(self) -> None:
        as_chart = self.chart.chart() is not None and self.chips[CHART].isChecked()
        self.views.setCurrentWidget(self._scroll if as_chart else self._box())

    def _step(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def take_focus(self) -> None:
        """Let the arrows go through the rows."""
        if self._report is not None:
            self.table().setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.empty.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # What is behind a row ------------------------------------------------------------------------------------------

    def _open(self, place: Any) -> None:
        row = self.report().table(self.key()).rows[place]
        if not row.cell_ids:
            self.shell.asking.tell("Không có chi bộ nào đứng sau dòng này.")
        elif len(row.cell_ids) == 1:
            self.shell.go("cells", row.cell_ids[0])
        else:
            name = next((value for value in row.values if value and not value.isdecimal()), "")
            if self.key() == KEYS[0]:
                name = row.values[1]
            self.cells_wanted.emit(self.report(), name, row.cell_ids)

    def _menu(self, menu: QMenu, row: ShownRow) -> None:
        ids = row.row.ids
        if len(ids) == 1:
            menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", ids[0]))
        elif ids:
            menu.addAction(f"Xem {len(ids)} chi bộ", partial(self._open, row.id))

    # Paper and files -----------------------------------------------------------------------------------------------

    def print_table(self) -> None:
        """Show the table as a paper, to be printed or saved."""
        if self._report is not None:
            self.paper_wanted.emit(self._report, self.key())

    def save_workbook(self, chosen: list[str] | tuple[str, ...]) -> None:
        """Save some tables as a spreadsheet, each on its sheet."""
        report, office, now = self.report(), self.shell.office, self.shell.now()
        start = Path.home() / year_reports.file_name(report, chosen, "xlsx")
        path = self.shell.asking.save_file("Lưu Excel", "Bảng tính", ".xlsx", start=start)
        if path is not None:
            self.shell.act(
                lambda: files.write(path, year_reports.workbook(office, report, chosen, now)),
                f"Đã lưu {path.name}.",
                undo=False,
            )

    def open_report(self) -> None:
        """Show the draft of the report on the year."""
        from bontot_desktop.ui.forms.issue import open_issue

        open_issue(self.shell, year_reports.REPORT, self.report().campaign_id)

    def open_texts(self) -> Any:
        """Let the office write the parts of the report that no figure tells."""
        from bontot_desktop.ui.forms.campaign_papers import open_campaign_texts

        report = self.report()
        name = f"{year_reports.REPORT_NAME} năm {report.year}"
        return open_campaign_texts(self.shell, report.campaign_id, year_reports.REPORT, name)


#: What is said where a table has no row.
_NOTHING = {
    "B4": "Chưa có chi bộ nào được công nhận.",
    "B5": "Không có chi bộ nào không được công nhận.",
    "B7": "Chưa có buổi sinh hoạt nào trong năm.",
    "B8": "Chưa có khen thưởng nào.",
}


def _titles(view: TableView) -> list[str]:
    model = view.model()
    return [
        str(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole) or "")
        for place in range(model.columnCount())
    ]
