"""Hệ thống, Nhiệm kỳ: the terms of the committee and of the cells, and the runs of numbers of the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import terms
from bontot_desktop.services.office import Saved
from bontot_desktop.services.terms import TermDraft
from bontot_desktop.ui.forms.cell_terms import CellTermsDialog
from bontot_desktop.ui.forms.number_runs import NumberRuns
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, date_column, text_column
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

COMMITTEE = "Đảng ủy"


class TermsPart(ListPart):
    """Terms of the committee and of the cells."""

    help_topic: ClassVar[str] = "nhiem-ky"

    title_text = "Nhiệm kỳ, số văn bản"
    summary_text = "Số của mỗi loại văn bản chạy liên tục từ 01 trong một nhiệm kỳ, không đánh lại khi sang năm."
    add_word = "Thêm nhiệm kỳ"
    empty_text = "Chưa khai báo nhiệm kỳ nào; văn bản chưa cấp số được."
    icon = "calendar-blank"
    table_name = "terms"
    wants = frozenset({Kind.SETTINGS, Kind.PAPERS, Kind.CELLS})

    def __init__(self, shell: Shell) -> None:
        self.number_runs = NumberRuns(shell)
        super().__init__(shell)
        self.cells_button = self.add_command(
            "Nhiệm kỳ chi bộ…",
            self.set_for_cells,
            icon="users-three",
            tip="Đặt nhiệm kỳ cho nhiều chi bộ cùng lúc; chi bộ chưa có nhiệm kỳ thì biên bản chưa lấy số được",
        )

    def below(self) -> QWidget:
        """Put the runs of numbers beside the form of the term."""
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.form)
        split.addWidget(self.number_runs)
        split.setStretchFactor(0, 2)
        split.setStretchFactor(1, 3)
        return split

    def columns(self) -> Sequence[Column]:
        """Whose it is, label and the two days."""
        return (
            text_column("Nhiệm kỳ", lambda row: row.label, strong=True, most=16),
            text_column("Của", lambda row: row.owner or COMMITTEE, stretch=True),
            date_column("Từ ngày", lambda row: row.starts_on),
            date_column("Đến ngày", lambda row: row.ends_on),
        )

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Nhiệm kỳ")
        group.add("Tên nhiệm kỳ", LineField(characters=20), name="label", hint="Ví dụ: 2025 - 2030")
        group.add("Từ ngày", DateField(), name="starts_on", hint="Ngày bế mạc đại hội mở đầu nhiệm kỳ.")
        group.add("Đến ngày", DateField(), name="ends_on", hint="Để trống khi nhiệm kỳ đang chạy.")

    def rows(self) -> list[TermDraft]:
        """Return the terms: the committee's, the newest first, then the cells'."""
        return terms.terms(self.shell.office)

    def blank(self) -> TermDraft:
        """Return an empty term of the committee."""
        return TermDraft()

    def store(self, draft: TermDraft) -> Saved:
        """Save a term."""
        return terms.save(self.shell.office, draft)

    def refresh(self) -> None:
        """Show the terms again, and the runs of the chosen one."""
        super().refresh()
        self.number_runs.show_term(self._open)

    def set_for_cells(self) -> None:
        """Let one term be given to several cells."""
        if self.leaving():
            CellTermsDialog(self.shell).open()

    def _show(self, draft: Any) -> None:
        super()._show(draft)
        self.number_runs.show_term(draft)
