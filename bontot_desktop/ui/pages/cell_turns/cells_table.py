"""The table in which the cells of a turn are ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.services.cell_list import CellRow
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.columns import Column, number_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import FilterBar

ALL, TICKED = None, "ticked"


@dataclass(frozen=True, slots=True)
class _Row:
    """A cell to tick, with the word of the last column."""

    id: int
    name: str
    name_order: str
    members: int
    word: str


class CellsTable(QWidget):
    """Cells of today with a tick each; ``word`` says what stands in the last column, its heading is ``title``."""

    ticked_changed = Signal()

    def __init__(
        self,
        rows: Iterable[CellRow],
        name: str,
        title: str,
        word: Callable[[CellRow], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = [_Row(r.id, r.name, r.name_order, r.members, word(r)) for r in rows]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        self.filter = FilterBar("Lọc theo tên", [(ALL, "Tất cả"), (TICKED, "Đã chọn")], self)
        column.addWidget(self.filter)
        self.table = TableView(_columns(title), name, self, tickable=True)
        self.table.set_rows(self._rows)
        column.addWidget(self.table, 1)
        self.filter.changed.connect(lambda *_: self._filter())
        self.table.ticked_changed.connect(self._ticked)
        self._filter()

    def tick(self, cell_ids: Iterable[int]) -> None:
        """Tick cells without telling; the first of them is brought into view."""
        ids = list(cell_ids)
        self.table.blockSignals(True)
        self.table.rows.tick(ids, True)
        self.table.blockSignals(False)
        if ids:
            self.table.select(ids[0])
        self._say_count()

    def set_ticked(self, cell_ids: Iterable[int]) -> None:
        """Tick these cells and no others, without telling."""
        self.table.blockSignals(True)
        self.table.rows.tick(self.table.rows.ticked(), False)
        self.table.blockSignals(False)
        known = {row.id for row in self._rows}
        self.tick(cell_id for cell_id in cell_ids if cell_id in known)

    def ticked(self) -> tuple[int, ...]:
        """Return the ticked cells in the order of their names."""
        ids = set(self.table.rows.ticked())
        return tuple(row.id for row in self._rows if row.id in ids)

    def _ticked(self) -> None:
        self._say_count()
        self.ticked_changed.emit()

    def _filter(self) -> None:
        only = self.filter.chip() == TICKED
        self.table.set_filter(self.filter.query(), (lambda row: self.table.rows.is_ticked(row.id)) if only else None)
        self._say_count()

    def _say_count(self) -> None:
        self.filter.say_count(len(self.table.rows.ticked()), len(self._rows), "chi bộ")


def _columns(title: str) -> tuple[Column, ...]:
    return (
        text_column(
            "Chi bộ",
            lambda row: row.name,
            strong=True,
            stretch=True,
            sort=lambda row: row.name_order,
            tooltip=lambda row: row.name,
        ),
        number_column("Đảng viên", lambda row: row.members),
        text_column(title, lambda row: row.word, most=24, tooltip=lambda row: row.word),
    )
