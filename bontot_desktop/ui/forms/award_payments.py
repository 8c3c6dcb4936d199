"""The window that writes down when the money of rewards was paid out, for many at once."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.errors import Problems
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import award_payments
from bontot_desktop.services.awards import AwardRow
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.typed import DateField


def open_payments(shell: Shell, campaign_id: int, year: int) -> PaymentsDialog:
    """Show the rewards of a campaign with the days their money was paid out."""
    dialog = PaymentsDialog(shell, campaign_id, year)
    dialog.open()
    return dialog


class PaymentsDialog(QDialog):
    """The rewards with money: those ticked get the day, or lose it again."""

    help_topic: ClassVar[str] = "khen-thuong"

    def __init__(self, shell: Shell, campaign_id: int, year: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("award-payments")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ngày chi tiền thưởng")
        self._shell, self._campaign_id = shell, campaign_id
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        head = QLabel(f"Tiền thưởng kèm giấy khen năm {year}", self)
        look.mark(head, "section")
        outer.addWidget(head)
        self.summary = QLabel(self)
        self.summary.setWordWrap(True)
        look.mark(self.summary, "second")
        outer.addWidget(self.summary)
        self.table = TableView(
            [
                text_column("Tên", lambda row: row.cell, strong=True, stretch=True, tooltip=lambda row: row.cell),
                text_column("Chi bộ", _cell, most=30, tooltip=_cell),
                text_column("Số vào sổ", lambda row: row.certificate_no, most=12),
                text_column("Tiền (đồng)", lambda row: rules.dong(row.money), most=14),
                text_column("Ngày chi", lambda row: _day(row.paid_on), most=12),
                text_column("Ghi chú", _note, quiet=True, most=24),
            ],
            "ngay-chi-tien-thuong",
            self,
            tickable=True,
        )
        self.table.ticked_changed.connect(self._name_buttons)
        self.table_or_empty = TableOrEmpty(self.table, "medal")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.day = DateField()
        self.day.setObjectName("paid-on")
        self.day_row = FieldRow("Ngày chi", self.day, parent=self)
        line.addWidget(self.day_row)
        line.addStretch(1)
        self.drop_button = QPushButton("Bỏ ngày chi", self)
        self.pay_button = QPushButton("Ghi ngày chi", self)
        look.mark(self.pay_button, "primary")
        close = QPushButton("Đóng", self)
        for button, slot in ((self.drop_button, self.drop), (self.pay_button, self.pay), (close, self.accept)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            line.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        outer.addLayout(line)
        self.resize(look.text_width(104, self), look.row_height(self) * 16)
        self.day.set_value(shell.today())
        # A bound method: it is let go with the window.
        shell.changed.connect(self.changed)
        self.refresh()
        self.table.rows.tick([row.id for row in self._rows if row.paid_on is None and row.taken_back_on is None])

    def changed(self, changes: Changes) -> None:
        """Look again when rewards are not as they were."""
        if changes.touch(Kind.CAMPAIGNS):
            self.refresh()

    def refresh(self) -> None:
        """Read the rewards again."""
        self._rows = award_payments.payable(self._shell.office, self._campaign_id)
        self.table.set_rows(self._rows)
        if self._rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty("Chưa có khoản thưởng nào; tiền thưởng có sau quyết định tặng giấy khen.")
        paid = [row for row in self._rows if row.paid_on is not None]
        self.summary.setText(
            f"Đã chi {len(paid)} khoản, {rules.dong(_sum(paid))} đồng; tất cả {len(self._rows)} khoản, "
            f"{rules.dong(_sum(self._rows))} đồng."
        )
        self._name_buttons()

    def _name_buttons(self) -> None:
        ticked = bool(self.table.rows.ticked())
        self.pay_button.setEnabled(ticked)
        self.drop_button.setEnabled(ticked and any(row.paid_on is not None for row in self._rows))

    def pay(self) -> None:
        """Write the day for those ticked."""
        day = self.day.value()
        if day is None:
            self.day_row.set_problem("Hãy ghi ngày chi.")
            return
        self._write(day, "Đã ghi ngày chi tiền thưởng.")

    def drop(self) -> None:
        """Strike the day out for those ticked."""
        self._write(None, "Đã bỏ ngày chi tiền thưởng.")

    def _write(self, day: date | None, said: str) -> None:
        chosen, office = self.table.rows.ticked(), self._shell.office
        self.day_row.set_problem("")
        if self._shell.act(lambda: award_payments.pay(office, chosen, day), said, form=self) is not None:
            self.table.rows.tick(chosen, on=False)

    def show_problems(self, problems: Problems) -> None:
        """Say under the day why it cannot be."""
        self.day_row.set_problem(problems.problems[0].sentence)

    def said_saved(self, at: time) -> None:
        """Nothing more to say: the table shows the day."""


def _cell(row: AwardRow) -> str:
    return row.of_cell if row.member_id is not None else ""


def _day(day: date | None) -> str:
    return dates.screen(day) if day is not None else ""


def _note(row: AwardRow) -> str:
    return f"Đã thu hồi {dates.screen(row.taken_back_on)}" if row.taken_back_on is not None else ""


def _sum(rows: list[AwardRow]) -> Decimal:
    return sum((row.money or Decimal(0) for row in rows), Decimal(0))
