"""Giải thể: each member of the cell gets another cell, or leaves the register with a reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.members import LeftFor
from bontot_desktop.services import cell_dissolving, cell_splitting, cell_work, cells
from bontot_desktop.services.cell_dissolving import DissolveDraft, Place
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.office import Saved
from bontot_desktop.services.people import Pick
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.forms.kept import Where
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.pages.cell_turns.page import TurnPage
from bontot_desktop.ui.pages.cell_turns.places import MemberPlaces
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, LineField, TextField
from bontot_desktop.ui.widgets.picker import Choice, Picker

NOWHERE = "Chưa xếp"
OFF = "ra khỏi danh sách"


class DissolvePage(TurnPage):
    """The end of one cell."""

    draft_type: ClassVar[type[Any]] = DissolveDraft
    turn: ClassVar[str] = opening.DISSOLVE
    verb: ClassVar[str] = "Giải thể"
    done_words: ClassVar[str] = "Đã ghi giải thể chi bộ."

    def __init__(self, shell: Shell, cell_id: int, name: str, parent: QWidget | None = None) -> None:
        summary = "Xếp từng đảng viên về chi bộ khác, hoặc ghi lý do ra khỏi danh sách."
        super().__init__(shell, f"Giải thể {name}", summary, parent)
        self._cell_id = cell_id
        self.places = MemberPlaces("dissolved-members", NOWHERE, self)
        self.places.set_members(cell_splitting.members(shell.office, cell_id, None))
        others = [pick for pick in cells.cell_picks(shell.office) if pick.id != cell_id]
        self.places.set_choices(
            [
                *(Choice(Place(pick.id), pick.name, pick.second) for pick in others),
                *(Choice(Place(why=why), f"{why.label[:1].upper()}{why.label[1:]}", OFF) for why in LeftFor),
            ]
        )
        self.left.addWidget(self.places, 3)
        group = self.add_decision()
        group.add("Ghi chú", TextField(lines=2), name="note", wide=True)
        group.add("", CheckField("Ghi “Không họp” cho kỳ họp dự kiến của chi bộ"), name="cancels_planned", wide=True)
        self._add_work(others)
        self.end_form()
        self.form.show_draft(DissolveDraft(cell_id))
        self.places.changed.connect(self.touch)
        self.form.field("on").left.connect(self._day_left)
        self.form.field("cancels_planned").edited.connect(self.look_ahead)

    def _add_work(self, others: list[Pick]) -> None:
        """Ask what becomes of what the cell has not finished, if there is anything."""
        open_work = cell_work.told(self._shell.office, self._cell_id)
        group = self.form.group("Việc chưa xong", f"Chi bộ còn {open_work}.")
        group.add(
            "Chi bộ làm tiếp",
            Picker(choices(others), placeholder="Gõ một phần tên chi bộ"),
            name="work_to",
            wide=True,
        )
        group.add("Lý do kết thúc, nếu không chi bộ nào làm tiếp", LineField(), name="work_why", wide=True)
        group.setVisible(bool(open_work))
        for name in ("work_to", "work_why"):
            self.form.field(name).left.connect(self.look_ahead)

    def _day_left(self) -> None:
        members = cell_splitting.members(self._shell.office, self._cell_id, self.form.field("on").value())
        self.places.set_members(members)
        self.look_ahead()

    def draft(self) -> DissolveDraft:
        """Return the end of the cell as it stands."""
        draft: DissolveDraft = replace(self.form.draft(), places=self.places.value())
        return draft

    def take(self, draft: DissolveDraft) -> None:
        """Show an end that was kept."""
        self.form.fill(replace(draft, cell_id=self._cell_id))
        self._day_left()
        self.places.set_value(draft.places)

    def where(self) -> Where:
        """Return what the typing is kept under: each cell has its own."""
        return f"turn/{self.turn}/{self._cell_id}", self.title()

    def foresee(self, draft: DissolveDraft) -> Outlook:
        """Say what it will do."""
        return cell_dissolving.outlook(self._shell.office, draft)

    def carry_out(self, draft: DissolveDraft) -> Saved:
        """Dissolve the cell."""
        return cell_dissolving.dissolve(self._shell.office, draft)
