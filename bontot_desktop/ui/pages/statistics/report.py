"""A report R3–R8, or figures as they stand on the screen: the paper, the table behind it, print, Word, PDF, Excel."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import files, statistic_papers
from bontot_desktop.services.statistic_reports import ReportBody, ReportRow, ReportTable
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.pages.statistics.choices import Choices
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tables.columns import Column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page

#: Sends a PDF to a printer: bytes, the window, the title; False when the person went back.
Printer = Callable[[bytes, QWidget | None, str], bool]

PAPER, FIGURES = "Trang in", "Bảng số liệu"


class ReportPage(Page):
    """Shows a report; ``make`` makes it anew of what is chosen above it."""

    #: A row was opened: its report and the row.
    row_opened = Signal(object, object)
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.SCORES, Kind.SAMPLES, Kind.SETTINGS})
    help_topic: ClassVar[str] = "thong-ke"

    def __init__(
        self,
        shell: Shell,
        title: str,
        make: Callable[[Choices | None], ReportBody],
        choices: Choices | None = None,
        parent: QWidget | None = None,
        *,
        printer: Printer | None = None,
    ) -> None:
        super().__init__(title, parent, margins=False)
        self.shell = shell
        self._make, self.choices = make, choices
        self._printer = printer or (lambda pdf, window, title: print_pdf(pdf, window, title=title))
        self._body: ReportBody | None = None
        top = QHBoxLayout()
        top.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        top.setSpacing(look.WIDE)
        if choices is not None:
            top.addWidget(choices, 1)
            choices.edited.connect(self.refresh)
        else:
            top.addStretch(1)
        self.chips = {}
        for place, word in enumerate((PAPER, FIGURES)):
            chip = QPushButton(word, self)
            look.mark(chip, "chip")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(place == 0)
            chip.clicked.connect(partial(self._turn, place))
            self.chips[word] = chip
            top.addWidget(chip)
        self.content.addLayout(top)
        self.sides = QStackedWidget(self)
        self.preview = PdfPreview(self)
        self.sides.addWidget(self.preview)
        self.tables = QTabWidget(self)
        self.tables.setObjectName("report-tables")
        holder = QWidget(self)
        room = QVBoxLayout(holder)
        room.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, look.WIDE)
        room.addWidget(self.tables)
        self.sides.addWidget(holder)
        self.content.addWidget(self.sides, 1)
        self.add_command("In", self.send, icon="printer", primary=True, key=keys.PRINT, tip="In báo cáo đang xem")
        self.save_menu = MenuButton("Lưu", self, kind="")
        self.save_menu.add("Lưu Word…", partial(self.save, FileFormat.DOCX), icon="file-text")
        self.save_menu.add("Lưu PDF…", partial(self.save, FileFormat.PDF), icon="file-pdf")
        self.save_menu.add("Lưu Excel…", self.save_workbook, icon="table")
        self.commands.addWidget(self.save_menu)

    def refresh(self) -> None:
        """Make the report anew."""
        try:
            with waiting():
                self._body = body = self._make(self.choices)
                self._document = statistic_papers.document(self.shell.office, body, self.shell.today())
                pdf = statistic_papers.render(self._document, FileFormat.PDF)
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
            return
        self.preview.show_pdf(pdf)
        self._fill(body)
        self.set_summary(f"{body.subject[0].upper()}{body.subject[1:]}, {body.period}")

    def body(self) -> ReportBody | None:
        """Return the report that is shown."""
        return self._body

    def _fill(self, body: ReportBody) -> None:
        shown = self.tables.currentIndex()
        while self.tables.count():
            old = self.tables.widget(0)
            self.tables.removeTab(0)
            old.deleteLater()
        for place, table in enumerate(body.tables):
            name = f"report-{body.key.lower()}-{place}"
            view = TableView(columns_of(table), name)
            view.set_rows([ShownRow(at, row) for at, row in enumerate(table.rows)])
            view.opened.connect(partial(self._open, table))
            self.tables.addTab(view, table.title or "Bảng chính")
        self.tables.setCurrentIndex(max(shown, 0))
        self.tables.tabBar().setVisible(len(body.tables) > 1)

    def _turn(self, place: int) -> None:
        self.sides.setCurrentIndex(place)
        if place:
            view = self.tables.currentWidget()
            if view is not None:
                view.setFocus()

    def _open(self, table: ReportTable, place: int) -> None:
        self.row_opened.emit(self._body, table.rows[place])

    def send(self) -> None:
        """Print the very pages that are seen."""
        pdf = self.preview.pdf()
        if pdf is None or self._body is None:
            return
        try:
            went = self._printer(pdf, self, f"{self._body.key} {self._body.period}")
        except BonTotError as reason:
            self.shell.asking.tell_error(reason)
            return
        if went:
            self.shell.announce("Đã gửi báo cáo tới máy in.")

    def save(self, form: FileFormat) -> None:
        """Save the paper where the person says."""
        body = self._body
        if body is None:
            return
        start = Path.home() / statistic_papers.file_name(body, form.value)
        path = self.shell.asking.save_file(f"Lưu {form.label}", f"Tệp {form.label}", f".{form.value}", start=start)
        if path is not None:
            document = self._document
            self.shell.act(
                lambda: files.write(path, statistic_papers.render(document, form)), f"Đã lưu {path.name}.", undo=False
            )

    def save_workbook(self) -> None:
        """Save the figures as a spreadsheet."""
        body, office = self._body, self.shell.office
        if body is None:
            return
        start = Path.home() / statistic_papers.file_name(body, "xlsx")
        path = self.shell.asking.save_file("Lưu Excel", "Bảng tính", ".xlsx", start=start)
        if path is not None:
            now = self.shell.now()
            self.shell.act(
                lambda: files.write(path, statistic_papers.workbook(office, body, now)),
                f"Đã lưu {path.name}.",
                undo=False,
            )

    def take_focus(self) -> None:
        """Let the keys turn the pages at once."""
        if self.sides.currentIndex():
            self._turn(1)
        else:
            self.preview.setFocus()


class ShownRow:
    """A row of a report as a row of a table: its place is its id."""

    def __init__(self, place: int, row: ReportRow) -> None:
        self.id, self.row = place, row

    @property
    def is_strong(self) -> bool:
        """Whether it stands out: a total."""
        return self.row.kind == "total"


def columns_of(table: ReportTable) -> list[Column]:
    """Turn the columns of a report into those of a table; headings that come twice are told apart."""
    titles: list[str] = []
    for column in table.columns:
        title = column.title
        while title in titles:
            title += " "
        titles.append(title)
    return [
        text_column(
            title,
            partial(_cell, place),
            sort=partial(_key, place),
            right=table.columns[place].align != "left",
            stretch=place == widest(table),
        )
        for place, title in enumerate(titles)
    ]


def widest(table: ReportTable) -> int:
    return next((place for place, column in enumerate(table.columns) if not column.width_mm), 0)


def _cell(place: int, shown: ShownRow) -> str:
    return shown.row.cells[place] if place < len(shown.row.cells) else ""


def _key(place: int, shown: ShownRow) -> Any:
    return shown.id if place == 0 else statistic_papers.sort_value(_cell(place, shown))
