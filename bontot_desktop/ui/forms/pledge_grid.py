"""What a cell pledges for each group of criteria: the work, until when, who answers for it (D5 part 2)."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.services.registrations import Pledge
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView

TEXT, DUE, RESPONSIBLE = "text", "due", "responsible"


class PledgeGrid(QWidget):
    """A field of a form: one row for each group, more where the form of the cell has more; its value is the pledges."""

    edited = Signal()
    left = Signal()

    def __init__(self, groups: list[tuple[str, str]]) -> None:
        super().__init__()
        self._groups = groups
        self._codes: list[str] = []
        self.model = GridModel(
            [
                GridColumn(TEXT, "Chỉ tiêu, việc làm cụ thể", width=22, stretch=True),
                GridColumn(DUE, "Thời gian", width=10),
                GridColumn(RESPONSIBLE, "Người phụ trách", width=14),
            ],
            self,
            label_title="Nhóm tiêu chí",
        )
        self.view = GridView(self.model, "noi-dung-dang-ky", self, label_most=20)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self.model.edited.connect(lambda *_: self.edited.emit())

    def value(self) -> tuple[Pledge, ...]:
        """Return the pledges; rows without work are none."""
        rows = (
            Pledge(
                code,
                self.model.value(place, TEXT) or "",
                self.model.value(place, DUE) or "",
                self.model.value(place, RESPONSIBLE) or "",
            )
            for place, code in enumerate(self._codes)
        )
        return tuple(pledge for pledge in rows if pledge.text.strip())

    def set_value(self, pledges: tuple[Pledge, ...]) -> None:
        """Show the pledges, and an empty row for each group without one."""
        lines: list[tuple[str, str, Pledge]] = []
        titles = dict(self._groups)
        for code in [*titles, *(pledge.group_code for pledge in pledges if pledge.group_code not in titles)]:
            own = [pledge for pledge in pledges if pledge.group_code == code] or [Pledge(code)]
            if any(line[0] == code for line in lines):
                continue
            lines += [(code, f"{code}. {titles.get(code, 'Nội dung khác')}" if code else "Khác", one) for one in own]
        self._codes = [code for code, _, _ in lines]
        values: dict[tuple[Any, Any], Any] = {}
        for place, (_, _, pledge) in enumerate(lines):
            values[place, TEXT], values[place, DUE] = pledge.text, pledge.due
            values[place, RESPONSIBLE] = pledge.responsible
        self.model.show([GridRow(place, label, hint=label) for place, (_, label, _) in enumerate(lines)], values)
        side, head = self.view.verticalHeader(), self.view.horizontalHeader()
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows_high = side.defaultSectionSize() * self.model.rowCount()
        self.view.setFixedHeight(rows_high + head.sizeHint().height() + look.SMALL)

    def fault(self) -> str:
        """Say which row has a time or a person but no work."""
        for place in range(len(self._codes)):
            if not self.model.value(place, TEXT) and (
                self.model.value(place, DUE) or self.model.value(place, RESPONSIBLE)
            ):
                return "Có dòng ghi thời gian hoặc người phụ trách mà chưa ghi việc làm."
        return ""
