"""Chia tách: the new cells are written at the right, and the members are shared out among them at the left."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from bontot_desktop.services import cell_splitting, people
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.cell_splitting import Part, SplitDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.pages.cell_turns.page import TurnPage
from bontot_desktop.ui.pages.cell_turns.places import MemberPlaces
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.typed import NumberField, TimeField

ENDS, STAYS = "Chưa chia", "Ở lại"


class PartRow(RowEditor):
    """One new cell."""

    def __init__(self, members: list[Choice], in_office: list[Choice]) -> None:
        super().__init__()
        self._shown = Part()
        self.name = LineField(placeholder="Chi bộ …")
        self.secretary = PersonPicker(members)
        self.deputy = PersonPicker(members)
        self.charge = PersonPicker(in_office)
        self.day = NumberField(lowest=1, highest=31)
        self.time = TimeField()
        self.place = LineField()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, look.SMALL)
        grid.setHorizontalSpacing(look.SMALL)
        grid.setVerticalSpacing(look.TINY)
        for words, field, row, column, span in (
            ("Tên chi bộ", self.name, 0, 0, 3),
            ("Bí thư", self.secretary, 2, 0, 1),
            ("Phó Bí thư", self.deputy, 2, 1, 2),
            ("Phụ trách", self.charge, 4, 0, 1),
            ("Ngày sinh hoạt", self.day, 4, 1, 1),
            ("Giờ", self.time, 4, 2, 1),
            ("Địa điểm", self.place, 6, 0, 3),
        ):
            label = QLabel(words, self)
            look.mark(label, "label")
            label.setBuddy(field)
            field.setAccessibleName(words)
            grid.addWidget(label, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        self.watch(self.name, self.secretary, self.deputy, self.charge, self.day, self.time, self.place)

    def set_value(self, value: Part) -> None:
        """Show a new cell."""
        self._shown = value
        self.name.set_value(value.name)
        self.secretary.set_value(value.secretary_id)
        self.deputy.set_value(value.deputy_id)
        self.charge.set_value(value.in_charge_id)
        self.day.set_value(value.fixed_day)
        self.time.set_value(value.usual_time)
        self.place.set_value(value.usual_place)

    def value(self) -> Part:
        """Return the new cell."""
        return replace(
            self._shown,
            name=self.name.value(),
            secretary_id=self.secretary.value(),
            deputy_id=self.deputy.value(),
            in_charge_id=self.charge.value(),
            fixed_day=self.day.value(),
            usual_time=self.time.value(),
            usual_place=self.place.value(),
        )


class SplitPage(TurnPage):
    """The split of one cell."""

    verb: ClassVar[str] = "Chia tách"
    done_words: ClassVar[str] = "Đã chia tách chi bộ."

    def __init__(self, shell: Shell, cell_id: int, name: str, parent: QWidget | None = None) -> None:
        summary = "Ghi các chi bộ mới ở bên phải, rồi chia đảng viên ở bảng bên trái."
        super().__init__(shell, f"Chia tách {name}", summary, parent)
        self._cell_id = cell_id
        self._blank = cell_splitting.blank_part(shell.office, cell_id)
        members = cell_splitting.members(shell.office, cell_id, None)
        picks = [Choice(member.id, member.full_name, member.status.label) for member in members]
        in_office = choices(people.in_charge_picks(shell.office))
        self.places = MemberPlaces("split-members", ENDS, self)
        self.places.set_members(members)
        self.left.addWidget(self.places, 3)
        self.add_decision()
        group = self.form.group("Các chi bộ mới")
        kinds = [(False, f"Chia: {name} kết thúc hoạt động"), (True, f"Tách: {name} tiếp tục hoạt động")]
        self.goes_on: ChoiceField = group.add("Cách chia tách", ChoiceField(kinds), name="goes_on", wide=True)
        self.parts: RowList = group.add(
            "",
            RowList(
                lambda: PartRow(picks, in_office), lambda: self._blank, "Thêm chi bộ mới", noun="Chi bộ mới", lined=True
            ),
            name="parts",
            wide=True,
        )
        group.add("", CheckField("Ghi “Không họp” cho kỳ họp dự kiến của chi bộ cũ"), name="cancels_planned", wide=True)
        self.end_form()
        self.form.show_draft(SplitDraft(cell_id, parts=(self._blank, self._blank)))
        self._offer()
        self.places.changed.connect(self.touch)
        self.form.field("on").left.connect(self._day_left)
        self.parts.edited.connect(self._offer)
        self.parts.left.connect(self.look_ahead)
        self.goes_on.activated.connect(lambda _: self._kind_chosen())
        self.form.field("cancels_planned").edited.connect(self.look_ahead)

    def _offer(self) -> None:
        """Offer the new cells by their names as places for members."""
        parts = self.parts.value()
        named = [Choice(place, part.name or f"Chi bộ mới thứ {place + 1}") for place, part in enumerate(parts)]
        self.places.set_choices(named)

    def _day_left(self) -> None:
        members = cell_splitting.members(self._shell.office, self._cell_id, self.form.field("on").value())
        self.places.set_members(members)
        self.look_ahead()

    def _kind_chosen(self) -> None:
        self.places.set_stays(STAYS if self.goes_on.value() else ENDS)
        if self.goes_on.value() and len(self.parts.value()) > 1 and self.parts.value()[-1] == self._blank:
            self.parts.set_value(self.parts.value()[:-1])
        self._offer()
        self.touch()

    def draft(self) -> SplitDraft:
        """Return the split as it stands."""
        draft: SplitDraft = replace(self.form.draft(), places=self.places.value())
        return draft

    def foresee(self, draft: SplitDraft) -> Outlook:
        """Say what the split will do."""
        return cell_splitting.outlook(self._shell.office, draft)

    def carry_out(self, draft: SplitDraft) -> Saved:
        """Split the cell."""
        return cell_splitting.split(self._shell.office, draft)

    def refresh(self) -> None:
        """Say what will happen; what was chosen stays."""
        self.look_ahead()
