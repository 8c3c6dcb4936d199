"""The window of what next year's rewards will cost."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import award_budget
from bontot_desktop.services.award_budget import BudgetLine
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView


def open_budget(shell: Shell, year: int) -> BudgetDialog:
    """Show the forecast of a year."""
    dialog = BudgetDialog(shell, year)
    dialog.open()
    return dialog


class BudgetDialog(QDialog):
    """The kinds of reward with their expected number and money, and the sum."""

    help_topic: ClassVar[str] = "khen-thuong"

    def __init__(self, shell: Shell, year: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("award-budget")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Dự toán khen thưởng")
        self.budget = award_budget.forecast(shell.office, year)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        head = QLabel(f"Khen thưởng chi bộ, đảng viên năm {year}", self)
        look.mark(head, "section")
        outer.addWidget(head)
        pay = self.budget.base_pay
        basis = f"Lương cơ sở hôm nay {rules.dong(pay)} đồng" if pay is not None else "Chưa có mức lương cơ sở"
        said = QLabel(f"{basis}; kinh phí khen thưởng năm sau lập vào cuối quý III.", self)
        said.setWordWrap(True)
        look.mark(said, "second")
        outer.addWidget(said)
        self.table = TableView(
            [
                text_column("Loại khen thưởng", lambda row: row.kind.label, strong=True, stretch=True),
                text_column("Dự kiến", lambda row: str(row.number), most=8),
                text_column("Hệ số", lambda row: "" if row.coefficient is None else show(row.coefficient), most=8),
                text_column("Tiền (đồng)", lambda row: rules.dong(row.money), most=14),
                text_column("Căn cứ ước tính", lambda row: row.why, quiet=True, most=44, tooltip=lambda row: row.why),
            ],
            "du-toan-khen-thuong",
            self,
        )
        self.table.set_rows([_Numbered(place, line) for place, line in enumerate(self.budget.lines, start=1)])
        outer.addWidget(self.table, 1)
        line = QHBoxLayout()
        total = QLabel(f"Cộng: {rules.dong(self.budget.total)} đồng", self)
        look.mark(total, "section")
        line.addWidget(total, 1)
        close = QPushButton("Đóng", self)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        line.addWidget(close)
        outer.addLayout(line)
        self.resize(look.text_width(110, self), look.row_height(self) * 11)


class _Numbered:
    """A line with the id that tables ask for."""

    def __init__(self, number: int, line: BudgetLine) -> None:
        self.id = number
        self.kind, self.number, self.why = line.kind, line.number, line.why
        self.coefficient, self.money = line.coefficient, line.money
