"""The window "Nhiệm kỳ chi bộ": one term given to all ticked cells in one act."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.services import terms
from bontot_desktop.services.terms import CellTermRow, CellTermsDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

ALL, WITHOUT = None, "without"


class CellTermsDialog(QDialog):
    """Cells at the left, those without a term ticked at first; the term at the right."""

    help_topic: ClassVar[str] = "nhiem-ky"

    def __init__(self, shell: Shell, day: date | None = None) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("cell-terms")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Nhiệm kỳ chi bộ")
        self._shell = shell
        self._rows = terms.cells(shell.office, day or shell.today())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._cells(), 3)
        row.addWidget(self._term(), 2)
        self.table.set_rows(self._rows)
        self.table_or_empty.show_table() if self._rows else self.table_or_empty.show_empty("Chưa có chi bộ nào.")
        self.table.rows.tick([cell.id for cell in self._rows if not cell.label], True)
        self._filter()
        self._say_count()
        self.table.ticked_changed.connect(self._say_count)
        self.filter.changed.connect(lambda *_: self._filter())
        self.form.show_draft(CellTermsDraft())
        self.form.saving.connect(self.save)
        room = shell.asking.parent.window().size() if shell.asking.parent is not None else self.sizeHint()
        self.resize(room * 0.86)
        self.form.focus_first()

    def _cells(self) -> QWidget:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(look.PAGE_MARGIN, look.PAGE_MARGIN, look.SMALL, look.WIDE)
        column.setSpacing(look.SMALL)
        self.filter = FilterBar("Lọc chi bộ", [(ALL, "Tất cả"), (WITHOUT, "Chưa có nhiệm kỳ")], left)
        column.addWidget(self.filter)
        self.table = TableView(
            (
                text_column("Chi bộ", lambda cell: cell.name, strong=True, stretch=True),
                state_column("Nhiệm kỳ hiện nay", _now, lambda cell: Tone.GOOD if cell.label else Tone.WAIT),
            ),
            "nhiem-ky-chi-bo",
            left,
            tickable=True,
        )
        self.table_or_empty = TableOrEmpty(self.table, "users-three")
        column.addWidget(self.table_or_empty, 1)
        ticks = QHBoxLayout()
        ticks.setSpacing(look.SMALL)
        for word, on in (("Chọn hết", True), ("Bỏ chọn hết", False)):
            button = QPushButton(word, left)
            button.setAutoDefault(False)
            look.mark(button, "link")
            button.clicked.connect(lambda _=False, on=on: self.tick_shown(on))
            ticks.addWidget(button)
        ticks.addStretch(1)
        column.addLayout(ticks)
        return left

    def _term(self) -> QWidget:
        self.form = Form(self)
        group = self.form.group(
            "Nhiệm kỳ mới",
            "Nhiệm kỳ trước còn để ngỏ sẽ kết thúc một ngày trước ngày này. Số văn bản của chi bộ chạy lại từ 01.",
        )
        group.add("Tên nhiệm kỳ", LineField(characters=20), name="label", hint="Ví dụ: 2025 - 2027")
        group.add("Từ ngày", DateField(), name="starts_on", hint="Ngày bế mạc đại hội chi bộ.")
        group.add("Đến ngày", DateField(), name="ends_on", hint="Để trống khi nhiệm kỳ đang chạy.")
        self.chosen = QLabel(self.form)
        look.mark(self.chosen, "second")
        group.add_widget(self.chosen)
        self.save_button = self.form.add_save("Đặt nhiệm kỳ")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (self.save_button, back):
            button.setAutoDefault(False)
        return self.form

    def tick_shown(self, on: bool) -> None:
        """Tick the cells that are seen, or none of them."""
        self.table.rows.tick([cell.id for cell in self.table.rows.shown()], on)

    def save(self) -> None:
        """Give the term to the ticked cells."""
        chosen = self.table.rows.ticked()
        done = self._shell.act(
            lambda: terms.set_for_cells(self._shell.office, self.form.draft(), chosen),
            f"Đã đặt nhiệm kỳ cho {len(chosen)} chi bộ.",
            form=self.form,
        )
        if done is not None:
            self.accept()

    def _filter(self) -> None:
        chip = self.filter.chip()
        self.table.set_filter(self.filter.query(), lambda cell: chip is ALL or not cell.label)
        self.filter.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def _say_count(self) -> None:
        self.chosen.setText(f"Đang chọn {len(self.table.rows.ticked())} chi bộ.")


def _now(cell: CellTermRow) -> str:
    return f"{cell.label}, từ {dates.screen(cell.starts_on)}" if cell.label else "Chưa có"
