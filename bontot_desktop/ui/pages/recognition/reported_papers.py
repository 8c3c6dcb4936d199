"""Văn bản: how many papers of each kind the cells report, typed in a grid, beside what the committee issued."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.movement import CELL_PAPERS
from bontot_desktop.services.movement import papers
from bontot_desktop.ui.pages.recognition.movement_view import View
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreGrid, ScoreModel

TOTAL, ALL_CELLS = "total", "all"


class PapersView(View):
    """Văn bản: how many papers of each kind a cell reports, typed cell after cell."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        columns = [
            GridColumn(kind, word.removesuffix(" chuyên đề"), decimals=0, highest=papers.MOST, hint=word, width=8)
            for kind, word in CELL_PAPERS.items()
        ]
        columns.append(GridColumn(TOTAL, "Cộng", decimals=0, computed=_sum, width=5))
        self.model = ScoreModel(columns, self, label_title="Chi bộ")
        self.model.edited.connect(lambda *_: self._add_up())
        self.grid = ScoreGrid(self.model, "phong-trao-van-ban", self)
        self.layout_.addWidget(self.grid, 1)
        self._before: dict[tuple[Any, Any], Any] = {}
        self._committee = ""

    def refresh(self) -> None:
        """Show what is stored; what is being typed stays."""
        if self.is_edited():
            return
        sheet = papers.sheet(self.shell.office, self.year)
        rows = [GridRow(ALL_CELLS, f"Cộng {len(sheet.rows)} chi bộ", locked=True, strong=True)]
        rows += [GridRow(row.id, row.cell) for row in sheet.rows]
        self.model.show(rows, {(row.id, kind): number for row in sheet.rows for kind, number in row.numbers.items()})
        self.model.lock(not self.may_edit)
        self._before = self.model.values()
        self._committee = papers.told(sheet.committee)
        self._add_up()

    def _add_up(self) -> None:
        values = self.model.values()
        sums = {kind: sum(number for (_, column), number in values.items() if column == kind) for kind in CELL_PAPERS}
        said = {(ALL_CELLS, kind): str(number) if number else "" for kind, number in sums.items()}
        self.model.say_sums({**said, (ALL_CELLS, TOTAL): str(sum(sums.values()) or "")})

    def told(self) -> str:
        """Say what the committee issued and how much the cells report."""
        number = sum(self.model.values().values())
        committee = (
            f"Đảng ủy đã ban hành {self._committee}." if self._committee else "Đảng ủy chưa ban hành văn bản nào."
        )
        return f"{committee} Chi bộ báo cáo {number} văn bản." if number else committee

    def is_edited(self) -> bool:
        """Say whether something typed is not saved."""
        return self.model.values() != self._before or bool(self.model.faults())

    def drop(self) -> None:
        """Show what is stored."""
        self._before = self.model.values()
        self.model.show([], {})
        self._before = {}
        self.refresh()

    def save(self) -> Any:
        """Store what differs in one act. Raises Problems."""
        now = self.model.values()
        keys = now.keys() | self._before.keys()
        changed = {key: now.get(key) for key in keys if now.get(key) != self._before.get(key)}
        stored = papers.save(self.shell.office, self.year, changed)
        self._before = now
        return stored

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell of a fault ("KH:12")."""
        kind, _, cell_id = field.partition(":")
        if cell_id.isdecimal():
            self.grid.setCurrentIndex(self.grid.index_of(int(cell_id), kind))
            self.grid.setFocus()


def _sum(values: Any) -> int | None:
    return sum(values.get(kind) or 0 for kind in CELL_PAPERS) or None
