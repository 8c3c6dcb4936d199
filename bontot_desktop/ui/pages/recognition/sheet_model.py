"""A cell's score sheet as a grid: criteria by columns, subtotals, differences marked, and back into a sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QObject

from bontot_desktop.rules import scoring
from bontot_desktop.rules.recognition import Column, Scoring
from bontot_desktop.services.entry_scores import EXPLAIN_FROM, ScoreSheet, SheetLine
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreModel

MAXIMUM, NOTE, TOTAL = "maximum", "note", "total"
PASSED, FAILED = Decimal(1), Decimal(0)
_CHOICES = ((PASSED, "Đạt"), (FAILED, "Chưa đạt"))
_TITLES = {
    Column.SELF: ("Tự chấm", "Chi bộ tự chấm"),
    Column.IN_CHARGE: ("ĐUV", "Đảng ủy viên phụ trách chi bộ chấm"),
    Column.VERIFIED: ("Thẩm định", "Kết quả thẩm định"),
    Column.FINAL: ("BTV", "Ban Thường vụ cho điểm, khi khác kết quả thẩm định"),
}
_FIELDS = {
    Column.SELF: "self_points",
    Column.IN_CHARGE: "in_charge_points",
    Column.VERIFIED: "verified_points",
    Column.FINAL: "final_points",
}


def _columns(kind: Scoring) -> list[GridColumn]:
    with_points = kind is Scoring.POINTS
    columns = [GridColumn(MAXIMUM, "Tối đa", decimals=1, width=5)] if with_points else []
    for column, (title, hint) in _TITLES.items():
        if with_points:
            columns.append(GridColumn(column, title, decimals=1, hint=hint, width=5))
        else:
            columns.append(GridColumn(column, title, choices=_CHOICES, hint=hint, width=8))
    columns.append(GridColumn(NOTE, "Ghi chú", width=15, hint="Lý do chênh lệch, minh chứng"))
    return columns


class SheetModel(ScoreModel):
    """The grid of one sheet; sums and marks follow what is typed."""

    def __init__(self, kind: Scoring, parent: QObject | None = None) -> None:
        super().__init__(_columns(kind), parent, label_title="Tiêu chí", shown=[MAXIMUM])
        self.kind = kind
        self._sheet: ScoreSheet | None = None
        self._look_again = True
        self.edited.connect(lambda *_: self._look())

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """Show a sheet."""
        self._sheet = sheet
        rows = [_row(line) for line in sheet.lines]
        rows.append(GridRow(TOTAL, "Tổng điểm" if self.kind is Scoring.POINTS else "Tổng số", locked=True, strong=True))
        values: dict[tuple[Any, Any], Any] = {}
        for line in sheet.lines:
            if line.is_group:
                continue
            values[line.criterion_id, MAXIMUM] = line.maximum
            values[line.criterion_id, NOTE] = line.note
            for column in Column:
                values[line.criterion_id, column] = line.points(column)
        self.show(rows, values)
        self._look()

    def sheet(self) -> ScoreSheet | None:
        """Return the shown sheet with what stands in the grid now."""
        if self._sheet is None:
            return None
        return replace(self._sheet, lines=tuple(self._line(line) for line in self._sheet.lines))

    def _line(self, line: SheetLine) -> SheetLine:
        if line.is_group:
            return line
        points = {field: self.value(line.criterion_id, column) for column, field in _FIELDS.items()}
        return replace(line, **points, note=self.value(line.criterion_id, NOTE) or "")

    def fill_column(self, column: Column) -> int:
        """Answer "Đạt" wherever the column is still empty; return how many were filled."""
        sheet = self.sheet()
        empty = [line for line in (sheet.lines if sheet else ()) if not line.is_group and line.points(column) is None]
        self._look_again = False
        for line in empty:
            self.put(line.criterion_id, column, PASSED)
        self._look_again = True
        self._look()
        return len(empty)

    # Sums and marks ------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        sheet = self.sheet() if self._look_again else None
        if sheet is not None:
            self.say_sums(_sums(sheet))
            self.flag(_flags(sheet))


def _row(line: SheetLine) -> GridRow:
    if line.is_group:
        return GridRow(line.criterion_id, f"{line.code}. {line.title}", locked=True, strong=True)
    must = " (bắt buộc)" if line.is_veto else ""
    return GridRow(line.criterion_id, f"{line.code}. {line.title}{must}", highest=line.maximum)


def _sums(sheet: ScoreSheet) -> dict[tuple[Any, Any], str]:
    sums: dict[tuple[Any, Any], str] = {}
    leaves = [line for line in sheet.lines if not line.is_group]
    for line in sheet.lines:
        if line.is_group:
            own = [leaf for leaf in leaves if leaf.code.startswith(f"{line.code}.")]
            sums |= _sum_row(line.criterion_id, own, sheet.scoring)
    return sums | _sum_row(TOTAL, leaves, sheet.scoring)


def _sum_row(row_id: Any, lines: list[SheetLine], kind: Scoring) -> dict[tuple[Any, Any], str]:
    with_points = kind is Scoring.POINTS
    most = sum((line.maximum for line in lines), Decimal(0))
    sums = {(row_id, MAXIMUM): scoring.show(most)} if with_points else {}
    for column in Column:
        given = [points for line in lines if (points := line.points(column)) is not None]
        if given:
            summed = scoring.show(sum(given, Decimal(0)))
            sums[row_id, column] = summed if with_points else f"{summed}/{len(lines)}"
    return sums


def _flags(sheet: ScoreSheet) -> dict[tuple[Any, Any], str]:
    """Mark the verified cells that differ from the self-score so much that a note is asked."""
    flags: dict[tuple[Any, Any], str] = {}
    for line in sheet.lines:
        if line.is_group or line.self_points is None or line.verified_points is None:
            continue
        gap = line.verified_points - line.self_points
        if abs(gap) < EXPLAIN_FROM or line.note.strip():
            continue
        if sheet.scoring is Scoring.POINTS:
            word = "thấp hơn" if gap < 0 else "cao hơn"
            sentence = f"Thẩm định {word} tự chấm {scoring.show(abs(gap))} điểm; hãy ghi lý do ở cột Ghi chú."
        else:
            sentence = "Thẩm định khác với tự chấm."
        flags[line.criterion_id, Column.VERIFIED] = sentence
    return flags
