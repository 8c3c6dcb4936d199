"""The names the committee's papers bore before, one time after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QGridLayout

from bontot_desktop.services.committee import FormerName
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.typed import DateField


class FormerNameRow(RowEditor):
    """One time with its names."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = FormerName()
        self.name = LineField(placeholder="Tên Đảng ủy khi ấy")
        self.superior = LineField(placeholder="Đảng bộ cấp trên, ví dụ: Đảng bộ huyện Ví Dụ")
        self.place = LineField(placeholder="Địa danh")
        self.break_after = LineField(placeholder="Ngắt dòng tên sau chữ")
        self.from_on = DateField(placeholder="từ ngày")
        self.to_on = DateField(placeholder="đến hết ngày")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look.SMALL)
        for field, word, row, column, span in (
            (self.name, "Tên Đảng ủy khi ấy", 0, 0, 2),
            (self.superior, "Đảng bộ cấp trên khi ấy", 1, 0, 2),
            (self.place, "Địa danh khi ấy", 2, 0, 1),
            (self.break_after, "Ngắt dòng tên sau chữ", 2, 1, 1),
            (self.from_on, "Từ ngày", 3, 0, 1),
            (self.to_on, "Đến hết ngày", 3, 1, 1),
        ):
            field.setAccessibleName(word)
            grid.addWidget(field, row, column, 1, span)
        self.watch(self.name, self.superior, self.place, self.break_after, self.from_on, self.to_on)

    def set_value(self, value: Any) -> None:
        """Show a time's names."""
        self._shown = value
        self.name.set_value(value.name)
        self.superior.set_value(value.superior)
        self.place.set_value(value.place)
        self.break_after.set_value(value.name_break_after)
        self.from_on.set_value(value.from_on)
        self.to_on.set_value(value.to_on)

    def value(self) -> FormerName:
        """Return the time's names."""
        return replace(
            self._shown,
            name=self.name.value(),
            superior=self.superior.value(),
            place=self.place.value(),
            name_break_after=self.break_after.value(),
            from_on=self.from_on.value(),
            to_on=self.to_on.value(),
        )

    def is_empty(self) -> bool:
        """A row in which nothing was typed is left out."""
        return self.value() == replace(FormerName(), id=self._shown.id)


def former_names() -> RowList:
    """Make the list of former names as a field of a form."""
    return RowList(FormerNameRow, FormerName, "Thêm tên cũ", noun="Tên cũ", lined=True)
