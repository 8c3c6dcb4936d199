"""Guests and higher-level delegates at a meeting, one a row."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bontot_desktop.rules.meetings import GuestCapacity
from bontot_desktop.services.meeting_drafts import GuestDraft
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout


class GuestRow(RowEditor):
    """One guest."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = GuestDraft("")
        self.name = LineField(placeholder="Họ và tên")
        self.post = LineField(placeholder="Chức vụ")
        self.organisation = LineField(placeholder="Đơn vị")
        self.capacity = ChoiceField([(kind, kind.label) for kind in GuestCapacity], characters=18)
        row = ShareLayout(self)
        for field, word, part, characters in (
            (self.name, "Họ và tên", 4, 20),
            (self.post, "Chức vụ", 3, 24),
            (self.organisation, "Đơn vị", 3, 20),
            (self.capacity, "Tư cách", 0, 0),
        ):
            field.setAccessibleName(word)
            row.share(field, part, characters)
        self.watch(self.name, self.post, self.organisation, self.capacity)

    def set_value(self, value: Any) -> None:
        """Show a guest."""
        self._shown = value
        self.name.set_value(value.name)
        self.post.set_value(value.post)
        self.organisation.set_value(value.organisation)
        self.capacity.set_value(value.capacity)

    def value(self) -> GuestDraft:
        """Return the guest."""
        return replace(
            self._shown,
            name=self.name.value(),
            post=self.post.value(),
            organisation=self.organisation.value(),
            capacity=self.capacity.value(),
        )

    def is_empty(self) -> bool:
        """A row without a name is left out."""
        return not self.name.value()


def guest_list() -> RowList:
    """Make the list of guests as a field of a form."""
    return RowList(GuestRow, lambda: GuestDraft(""), "Thêm đại biểu", noun="Đại biểu")
