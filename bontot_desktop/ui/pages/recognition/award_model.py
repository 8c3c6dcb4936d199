"""The grid of certificates: choosing a cell fills in the usual words, share and number; the money follows the share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from bontot_desktop import dates
from bontot_desktop.rules import awards as rules
from bontot_desktop.rules.recognition import AwardKind
from bontot_desktop.services.awards import AwardDraft, Candidate, Proposal
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreModel

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_NONE = Qt.ItemFlag.NoItemFlags
GIVEN, ACHIEVEMENT, SHARE, MONEY, NUMBER = "given", "achievement", "coefficient", "money", "number"
#: The cell of a member; hidden in a list of cells.
CELL = "cell"
#: Room of a cell's name, in characters.
LABEL_WIDTH = 34


class AwardModel(ScoreModel):
    """One row a cell, or a member, that may get a kind of certificate. Once decided, only numbers are typed."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(
            [
                GridColumn(CELL, "Chi bộ", width=24),
                GridColumn(GIVEN, "Tặng", choices=((True, "Tặng"), (False, "")), width=5, hint="Phím cách để chọn, bỏ"),
                GridColumn(
                    ACHIEVEMENT,
                    "Thành tích",
                    width=24,
                    stretch=True,
                    hint="Ghi sau chữ “Đã có thành tích” trên giấy khen",
                ),
                GridColumn(SHARE, "Hệ số", decimals=2, width=6, hint="Lần mức lương cơ sở; để trống khi không có tiền"),
                GridColumn(MONEY, "Tiền thưởng", decimals=0, computed=self._money, width=12),
                GridColumn(NUMBER, "Số vào sổ", width=9, hint="Số trong sổ theo dõi giấy khen"),
            ],
            parent,
            label_title="Chi bộ",
            label_width=LABEL_WIDTH,
            shown=(CELL,),
        )
        self._base_pay: int | None = None
        self._proposal: Proposal | None = None
        self._cells: list[int] = []
        self._cell_of: dict[int, int] = {}
        self._of_cell: dict[int, str] = {}
        self._of_members = False
        self._printed: frozenset[int] = frozenset()
        self._taken_back: frozenset[int] = frozenset()
        self._is_decided = False
        self.edited.connect(self._fill)

    def show_cells(self, cells: list[Candidate], proposal: Proposal, base_pay: int | None, *, is_decided: bool) -> None:
        """Show cells with the certificates they have."""
        self._proposal, self._base_pay, self._is_decided = proposal, base_pay, is_decided
        self._cells = [cell.id for cell in cells]
        self._cell_of = {cell.id: cell.cell_id for cell in cells}
        self._of_cell = {cell.id: cell.of_cell for cell in cells}
        self._of_members = any(cell.id != cell.cell_id or cell.cell != cell.of_cell for cell in cells)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self._printed = frozenset(cell.id for cell in cells if cell.award and cell.award.paper_id is not None)
        self._taken_back = frozenset(cell.id for cell in cells if cell.award and cell.award.taken_back_on is not None)
        values: dict[tuple[Any, Any], Any] = {}
        for cell in cells:
            if cell.award is not None:
                values |= {
                    (cell.id, GIVEN): True,
                    (cell.id, ACHIEVEMENT): cell.award.achievement,
                    (cell.id, SHARE): cell.award.coefficient,
                    (cell.id, NUMBER): cell.award.certificate_no,
                }
        rows = [GridRow(cell.id, cell.cell, strong=cell.award is not None, hint=_hint(cell)) for cell in cells]
        self.show(rows, values)

    def may_edit(self, row: int, column: int) -> bool:
        """Say whether a cell may be typed into."""
        known = self.row_at(row)
        if not super().may_edit(row, column) or known is None or known.id in self._printed:
            return False
        kind = self.columns[column].id
        if self._is_decided:
            return kind == NUMBER and bool(self.value(known.id, GIVEN))
        return kind == GIVEN or bool(self.value(known.id, GIVEN))

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let the first column be ticked instead of typed into."""
        flags = super().flags(index)
        if not index.isValid() or self.columns[index.column()].id != GIVEN:
            return flags
        ticked = Qt.ItemFlag.ItemIsUserCheckable if self.may_edit(index.row(), index.column()) else _NONE
        return (flags & ~Qt.ItemFlag.ItemIsEditable) | ticked

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a tick, and the whole of words too long for their column."""
        row = self.row_at(index.row()) if index.isValid() else None
        column = self.columns[index.column()].id if row is not None else None
        if row is not None and column == GIVEN and role in (_Role.DisplayRole, _Role.CheckStateRole):
            state = Qt.CheckState.Checked if self.value(row.id, GIVEN) else Qt.CheckState.Unchecked
            return state if role == _Role.CheckStateRole else None
        if row is not None and column == CELL and role in (_Role.DisplayRole, _Role.ToolTipRole):
            return self._of_cell.get(row.id, "")
        if row is not None and column == ACHIEVEMENT and role == _Role.ToolTipRole:
            return self.value(row.id, ACHIEVEMENT) or None
        if row is not None and row.id in self._taken_back and column == MONEY and role == _Role.DisplayRole:
            return "Đã thu hồi"
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        """Head the names by what they are of: cells, or members."""
        if section == 0 and orientation is Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return "Đảng viên" if self._of_members else "Chi bộ"
        return super().headerData(section, orientation, role)

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        """Take a tick, or what an editor hands over."""
        if role != _Role.CheckStateRole or not index.isValid():
            return super().setData(index, value, role)
        if not self.may_edit(index.row(), index.column()):
            return False
        self._put(index.row(), index.column(), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    @property
    def is_closed(self) -> bool:
        """Whether nothing is left to type: decided, and every certificate made."""
        return self._is_decided and self._printed.issuperset(self._chosen())

    def drafts(self, kind: AwardKind) -> list[AwardDraft]:
        """Return the certificates as they stand in the grid."""
        return [
            AwardDraft(
                self._cell_of[cell_id],
                kind,
                self.value(cell_id, ACHIEVEMENT) or "",
                self.value(cell_id, SHARE),
                self.value(cell_id, NUMBER) or "",
                cell_id if kind.of_members else None,
            )
            for cell_id in self._cells
            if self.value(cell_id, GIVEN)
        ]

    def give_all(self, only: int | None = None) -> None:
        """Choose everybody who is not chosen, of the cell ``only`` or of all."""
        for cell_id in self._cells:
            if only in (None, self._cell_of[cell_id]) and not self.value(cell_id, GIVEN):
                self.put(cell_id, GIVEN, True)

    def standing(self) -> list[int]:
        """Return who is chosen and keeps the certificate: a revocation may have taken it back."""
        return [cell_id for cell_id in self._chosen() if cell_id not in self._taken_back]

    def taken_back(self) -> int:
        """Return how many certificates a revocation took back."""
        return len(self._taken_back)

    def sum(self) -> Decimal:
        """Return the money of all certificates chosen; of those taken back there is none."""
        paid = (rules.money(self.value(cell_id, SHARE), self._base_pay) for cell_id in self.standing())
        return sum((money for money in paid if money is not None), Decimal(0))

    def _chosen(self) -> list[int]:
        return [cell_id for cell_id in self._cells if self.value(cell_id, GIVEN)]

    def _money(self, values: Mapping[Any, Any]) -> str:
        money = rules.money(values.get(SHARE), self._base_pay) if values.get(GIVEN) else None
        return "" if money is None else rules.dong(money)

    def _fill(self, cell_id: Any, column: Any, value: Any) -> None:
        """Propose what goes with a cell just chosen, and forget it when the cell is let go."""
        if column != GIVEN or self._proposal is None:
            return
        if value:
            others = [self.value(other, NUMBER) or "" for other in self._chosen() if other != cell_id]
            (number,) = self._proposal.next_numbers([one for one in others if one not in self._proposal.used])
            filled = (self._proposal.achievement, self._proposal.coefficient, number)
        else:
            filled = ("", None, "")
        for name, one in zip((ACHIEVEMENT, SHARE, NUMBER), filled, strict=True):
            self._values[cell_id, name] = one
        self._all_told()


def _hint(cell: Candidate) -> str:
    """Say of a certificate what its row has no room for: paid out, taken back."""
    award = cell.award
    if award is None:
        return ""
    said = [cell.cell]
    if award.paid_on is not None:
        said.append(f"đã chi tiền ngày {dates.screen(award.paid_on)}")
    if award.taken_back_on is not None:
        said.append(f"đã thu hồi ngày {dates.screen(award.taken_back_on)}")
    return "; ".join(said)
