"""One theme planned for many cells at once: month, presenter, the day its draft is due (meetings.md §3.2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.month_marks import MarkKind
from bontot_desktop.services import schedules, year_glance
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.line_field import LineField
from bontot_desktop.ui.widgets.tick_list import TickList
from bontot_desktop.ui.widgets.typed import DateField


@dataclass(frozen=True, slots=True)
class ThemeDraft:
    """What is planned."""

    month: int
    theme: str = ""
    presenter: str = ""
    draft_due_on: date | None = None
    cells: tuple[int, ...] = ()


class ThemePlan(QDialog):
    """Asks for the theme and the cells; those without a themed meeting in the quarter are ticked."""

    help_topic: ClassVar[str] = "sinh-hoat"

    def __init__(self, shell: Shell, year: int, month: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("theme-plan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Lên chuyên đề năm {year}")
        self._shell, self._year = shell, year
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        quarter = dates.quarter(month)
        group = self.form.group(
            f"Quý {dates.roman(quarter)}/{year}",
            "Mỗi quý ít nhất một buổi chuyên đề; các chi bộ chưa có được chọn sẵn.",
        )
        group.add("Tên chuyên đề", LineField(), name="theme", wide=True)
        months = [(number, f"Tháng {number}") for number in range(quarter * 3 - 2, quarter * 3 + 1)]
        group.add("Tháng", ChoiceField(months, characters=9), name="month")
        group.add("Người trình bày", LineField(), name="presenter", hint="Bỏ trống nếu mỗi chi bộ tự phân công")
        group.add("Hạn dự thảo", DateField(), name="draft_due_on")
        self.cells = TickList(self)
        rows = year_glance.glance(shell.office, year)
        places = range(quarter * 3 - 3, quarter * 3)
        alive = [row for row in rows if any(row.months[place].kind is not MarkKind.OUTSIDE for place in places)]
        self.cells.set_choices([(row.id, row.cell) for row in alive])
        cells = self.form.group("Chi bộ")
        everyone = QPushButton("Chọn tất cả", self)
        look.mark(everyone, "link")
        everyone.clicked.connect(lambda: self._tick([row.id for row in alive]))
        line = QWidget(self)
        left = QHBoxLayout(line)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(everyone)
        left.addStretch(1)
        cells.add_widget(line)
        cells.add("", self.cells, name="cells", wide=True)
        outer.addWidget(self.form, 1)
        self.save_button = self.form.add_save("Ghi chuyên đề")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (self.save_button, back, everyone):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        planned = {
            one.cell_id for number, one in schedules.themes(shell.office, year) if dates.quarter(number) == quarter
        }
        lacking = [
            row.id
            for row in alive
            if row.id not in planned and not any(row.months[place].is_themed for place in places)
        ]
        self.form.show_draft(ThemeDraft(month, cells=tuple(lacking)))
        self.resize(look.text_width(96, self), look.row_height(self) * 18)
        self.form.focus_first()

    def _tick(self, ids: list[int]) -> None:
        self.cells.set_value(tuple(ids))

    def save(self) -> None:
        """Plan the theme and close."""
        draft = self.form.draft()
        done = self._shell.act(
            lambda: schedules.plan_theme(
                self._shell.office,
                self._year,
                draft.month,
                draft.cells,
                draft.theme,
                presenter=draft.presenter,
                draft_due_on=draft.draft_due_on,
            ),
            f"Đã ghi chuyên đề tháng {draft.month}/{self._year} cho {len(draft.cells)} chi bộ.",
            form=self.form,
        )
        if done is not None:
            self.accept()
