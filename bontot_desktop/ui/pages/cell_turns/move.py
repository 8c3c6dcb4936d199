"""Chuyển về trực thuộc: the ticked cells come under another party organisation by one decision."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.services import cell_list, cell_parents
from bontot_desktop.services.cell_merging import Outlook
from bontot_desktop.services.cell_parents import MoveDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.pages.cell_turns import opening
from bontot_desktop.ui.pages.cell_turns.cells_table import CellsTable
from bontot_desktop.ui.pages.cell_turns.page import TurnPage
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField

#: What stands for a cell of the commune's own.
OWN = "Đảng ủy xã"


class MovePage(TurnPage):
    """The move; ``cell_ids`` are ticked at first."""

    draft_type: ClassVar[type[Any]] = MoveDraft
    turn: ClassVar[str] = opening.MOVE
    verb: ClassVar[str] = "Chuyển trực thuộc"
    done_words: ClassVar[str] = "Đã ghi nơi trực thuộc mới."

    def __init__(self, shell: Shell, cell_ids: Iterable[int] = (), parent: QWidget | None = None) -> None:
        summary = "Chọn các chi bộ đổi tổ chức đảng cấp trên, rồi ghi nơi chuyển đến."
        super().__init__(shell, "Chuyển chi bộ về trực thuộc", summary, parent)
        under = cell_parents.parents_now(shell.office)
        rows = cell_list.list_cells(shell.office, day=shell.today())
        self.cells = CellsTable(rows, "moved-cells", "Đang trực thuộc", lambda row: under.get(row.id, OWN), self)
        self.left.addWidget(self.cells, 3)
        self.add_decision()
        group = self.form.group("Nơi trực thuộc")
        group.add(
            "Chuyển về trực thuộc",
            LineField(placeholder="Đảng bộ Ủy ban nhân dân xã …"),
            name="to_parent",
            hint="Để trống khi về trực thuộc thẳng Đảng ủy xã.",
            wide=True,
        )
        group.add(
            "Trước đó trực thuộc",
            LineField(placeholder="Đảng bộ các cơ quan đảng xã …"),
            name="from_parent",
            hint="Chỉ ghi khi bảng bên trái chưa có nơi trực thuộc cũ: văn bản của những ngày trước in tên này.",
            wide=True,
        )
        self.end_form()
        self.cells.tick(cell_ids)
        self.form.show_draft(MoveDraft())
        self.cells.ticked_changed.connect(self.touch)
        for name in ("to_parent", "from_parent"):
            self.form.field(name).left.connect(self.look_ahead)

    def draft(self) -> MoveDraft:
        """Return the move as it stands."""
        draft: MoveDraft = replace(self.form.draft(), cell_ids=self.cells.ticked())
        return draft

    def take(self, draft: MoveDraft) -> None:
        """Show a move that was kept."""
        self.cells.set_ticked(draft.cell_ids)
        self.form.fill(draft)

    def foresee(self, draft: MoveDraft) -> Outlook:
        """Say what the move will do."""
        return cell_parents.outlook(self._shell.office, draft)

    def carry_out(self, draft: MoveDraft) -> Saved:
        """Move the cells."""
        return cell_parents.move(self._shell.office, draft)
