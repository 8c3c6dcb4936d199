"""The window of a year's papers: what was issued, ticked, goes to one print, one PDF and one folder."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.services import year_run
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.year_run import YearPaper
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.batch import BatchDialog, Printer, open_batch, to_printer
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView


def open_year_run(shell: Shell, campaign: CampaignRow, *, printer: Printer = to_printer) -> YearRunWindow:
    """Show the papers of a campaign's year."""
    window = YearRunWindow(shell, campaign, printer=printer)
    window.open()
    return window


class YearRunWindow(QDialog):
    """The papers in the order of the year, all ticked at first."""

    help_topic: ClassVar[str] = "nhieu-van-ban"

    def __init__(self, shell: Shell, campaign: CampaignRow, *, printer: Printer = to_printer) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("year-run")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("In cả năm")
        self._shell, self._campaign, self._printer = shell, campaign, printer
        self.dialog: BatchDialog | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.SMALL)
        title = QLabel(f"Văn bản đã ban hành của đợt thi đua năm {campaign.year}", self)
        look.mark(title, "section")
        self.count = QLabel(self)
        look.mark(self.count, "second")
        for label in (title, self.count):
            label.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
            outer.addWidget(label)
        self.table = TableView(
            [
                text_column("Loại văn bản", lambda row: row.kind, strong=True, most=44),
                text_column("Số", lambda row: row.number, most=14),
                date_column("Ngày", lambda row: row.dated_on),
                text_column("Về việc", lambda row: row.about, stretch=True, tooltip=lambda row: row.about),
                state_column("In", _printed, _tone),
            ],
            "in-ca-nam",
            self,
            tickable=True,
        )
        self.table.ticked_changed.connect(lambda *_: self._count())
        self.table_or_empty = TableOrEmpty(self.table, "files")
        outer.addWidget(self.table_or_empty, 1)
        outer.addWidget(self._footer())
        self._rows: list[YearPaper] = year_run.papers(shell.office, campaign.id)
        self.table.set_rows(self._rows)
        if self._rows:
            self.table_or_empty.show_table()
            self.tick(True)
        else:
            self.table_or_empty.show_empty("Đợt thi đua này chưa ban hành văn bản nào.")
        self._count()
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(room * 0.85)

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        self.all_button = QPushButton("Chọn tất cả", footer)
        self.waiting_button = QPushButton("Chọn văn bản chưa in", footer)
        self.none_button = QPushButton("Bỏ chọn", footer)
        self.close_button = QPushButton("Đóng", footer)
        self.go_button = QPushButton("In hoặc lưu…", footer)
        look.mark(self.go_button, "primary")
        slots = (
            (self.all_button, lambda: self.tick(True)),
            (self.waiting_button, self.tick_waiting),
            (self.none_button, lambda: self.tick(False)),
            (self.close_button, self.reject),
            (self.go_button, self.go),
        )
        for button, slot in slots:
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            if button is self.close_button:
                row.addStretch(1)
            row.addWidget(button)
        return footer

    def tick(self, on: bool) -> None:
        """Tick every paper, or none."""
        self.table.rows.tick([row.id for row in self._rows], on)
        self._count()

    def tick_waiting(self) -> None:
        """Tick the papers that were not printed yet, no others."""
        self.tick(False)
        self.table.rows.tick([row.id for row in self._rows if not row.is_printed], True)
        self._count()

    def chosen(self) -> list[int]:
        """Return the ticked papers in the order of the year."""
        ticked = set(self.table.rows.ticked())
        return [row.id for row in self._rows if row.id in ticked]

    def go(self) -> Any:
        """Make the ticked papers in one go: a folder, one joined PDF, one print."""
        items = year_run.items(self.chosen())
        if items:
            title = f"Văn bản thi đua năm {self._campaign.year}"
            self.dialog = open_batch(self._shell, title, items, printer=self._printer)
        return self.dialog

    def _count(self) -> None:
        count = len(self.chosen())
        self.count.setText(f"Đã chọn {count}/{len(self._rows)} văn bản; in theo thứ tự trong bảng.")
        self.count.setVisible(bool(self._rows))
        self.go_button.setEnabled(count > 0)
        for button in (self.all_button, self.waiting_button, self.none_button):
            button.setEnabled(bool(self._rows))


def _printed(row: YearPaper) -> str:
    return "Đã in" if row.is_printed else "Chưa in"


def _tone(row: YearPaper) -> Tone:
    return Tone.GOOD if row.is_printed else Tone.QUIET
