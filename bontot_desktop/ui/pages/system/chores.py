"""Hệ thống, Việc chuẩn bị buổi điểm: the list every new sample meeting begins with."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import sample_chores
from bontot_desktop.services.sample_chores import UsualChore, UsualList
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import NumberField


class UsualRow(RowEditor):
    """A line: what, who, so many days before the meeting."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = UsualChore()
        self.title = LineField(placeholder="Việc")
        self.who = LineField(placeholder="Ai làm")
        self.days = NumberField(lowest=-365, highest=365)
        for field, name in ((self.title, "Việc"), (self.who, "Ai làm"), (self.days, "Số ngày trước buổi họp")):
            field.setAccessibleName(name)
            field.setToolTip(name)
        row = ShareLayout(self)
        row.share(self.title, 6, 30)
        row.share(self.who, 3, 20)
        row.share(self.days)
        self.watch(self.title, self.who, self.days)

    def set_value(self, value: Any) -> None:
        """Show a line."""
        self._shown = value
        self.title.set_value(value.title)
        self.who.set_value(value.who)
        self.days.set_value(value.days_before)

    def value(self) -> UsualChore:
        """Return the line."""
        return replace(self._shown, title=self.title.value(), who=self.who.value(), days_before=self.days.value())

    def is_empty(self) -> bool:
        """A line without words is left out."""
        return not self.title.value() and not self.who.value()


class UsualChoresPart(FormPart):
    """The list."""

    help_topic: ClassVar[str] = "ke-hoach-diem"
    title_text = "Việc chuẩn bị buổi điểm"
    summary_text = (
        "Buổi sinh hoạt điểm mới bắt đầu với danh sách này; hạn tính theo số ngày trước buổi họp (số âm: sau)."
    )
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the list in."""
        group = form.group("Việc, người làm, số ngày trước buổi họp")
        rows = RowList(UsualRow, UsualChore, "Thêm việc", noun="Việc")
        group.add("", rows, name="chores", wide=True)

    def load(self) -> UsualList:
        """Return the list as it is kept."""
        return sample_chores.usual(self.shell.office)

    def store(self, draft: UsualList) -> Changes:
        """Save the list."""
        return sample_chores.save_usual(self.shell.office, draft)
