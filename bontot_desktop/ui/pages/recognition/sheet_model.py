"""A cell's score sheet as a grid: criteria by columns, subtotals, differences marked, and back into a sheet."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from bontot_desktop import text
from bontot_desktop.rules import scoring
from bontot_desktop.rules.criteria import Level
from bontot_desktop.rules.criteria_scoring import GroupScore, SetScore
from bontot_desktop.rules.recognition import Column, Scoring
from bontot_desktop.services import entry_checks
from bontot_desktop.services.entry_scores import ScoreSheet, SheetLine
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreModel

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

MAXIMUM, EVIDENCE, NOTE, TOTAL = "maximum", "evidence", "note", "total"
PASSED, FAILED = Decimal(1), Decimal(0)
_CHOICES = {
    Scoring.PASS_FAIL: ((PASSED, "Đạt"), (FAILED, "Chưa đạt")),
    Scoring.LEVEL4: tuple((level.points, level.label) for level in Level),
}
#: What is typed for an answer beside the beginning of its word.
_SHORT = {
    Scoring.PASS_FAIL: {"k": FAILED, "kd": FAILED, "0": FAILED, "1": PASSED},
    Scoring.LEVEL4: {"b": Level.AVERAGE.points, "tb": Level.AVERAGE.points},
}
#: What a line that does not apply shows, and what is typed for it.
LEFT_OUT = "KAD"
_TYPED_OUT = frozenset({"x", "0-", "-", "kad", "khong ap dung"})
#: Typed to take what the program computes; letters take the answers of a criterion with points.
TAKE = "="
LETTERS = "abcdefgh"
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
            columns.append(GridColumn(column, title, choices=_CHOICES[kind], hint=hint, width=8))
    columns.append(GridColumn(EVIDENCE, "Minh chứng", width=11, hint="Giấy tờ, số liệu chứng minh"))
    columns.append(GridColumn(NOTE, "Ghi chú", width=12, hint="Lý do chênh lệch, lý do sửa tay"))
    return columns


class SheetModel(ScoreModel):
    """The grid of one sheet; sums and marks follow what is typed."""

    def __init__(self, kind: Scoring, parent: QObject | None = None) -> None:
        super().__init__(_columns(kind), parent, label_title="Tiêu chí", shown=[MAXIMUM])
        self.kind = kind
        self._sheet: ScoreSheet | None = None
        self._lines: dict[int, SheetLine] = {}
        self._out: set[int] = set()
        self._look_again = True
        self.edited.connect(lambda *_: self._look())

    def show_sheet(self, sheet: ScoreSheet) -> None:
        """Show a sheet."""
        self._sheet = sheet
        self._lines = {line.criterion_id: line for line in sheet.lines}
        self._out = {line.criterion_id for line in sheet.lines if line.is_left_out}
        rows = [_row(line) for line in sheet.lines]
        rows.append(GridRow(TOTAL, "Tổng điểm" if self.kind is Scoring.POINTS else "Tổng số", locked=True, strong=True))
        values: dict[tuple[Any, Any], Any] = {}
        for line in sheet.lines:
            if line.is_group:
                continue
            values[line.criterion_id, MAXIMUM] = line.maximum
            values[line.criterion_id, EVIDENCE] = line.evidence
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

    def line(self, row_id: Any) -> SheetLine | None:
        """Return a line as it stands in the grid now, None for the total."""
        known = self._lines.get(row_id)
        return None if known is None else self._line(known)

    def _line(self, line: SheetLine) -> SheetLine:
        if line.is_group:
            return line
        row_id = line.criterion_id
        return replace(
            line,
            **{field: self.value(row_id, column) for column, field in _FIELDS.items()},
            note=self.value(row_id, NOTE) or "",
            evidence=self.value(row_id, EVIDENCE) or "",
            is_left_out=row_id in self._out,
        )

    # Filling -------------------------------------------------------------------------------------------------------

    def put_text(self, row: int, column: int, typed: str) -> None:
        """Take points, the letter of an answer, "=" for what is computed, "x" for a line that does not apply."""
        known, kind = self.row_at(row), self.columns[column].id
        line = self._lines.get(known.id) if known is not None else None
        if line is None or not isinstance(kind, Column) or not self.may_edit(row, column):
            super().put_text(row, column, typed)
            return
        said = text.fold(text.clean(typed))
        if said in _TYPED_OUT:
            self._leave_out(row, column, line, typed)
            return
        if line.criterion_id in self._out:
            self._out.discard(line.criterion_id)
            self._told(row)
            self.edited.emit(line.criterion_id, kind, None)
        points = self._meant(line, said)
        if points is not None:
            self._put(row, column, points)
        elif self.columns[column].choices and not said:
            self._put(row, column, None)
        elif said != TAKE:
            super().put_text(row, column, typed)

    def _meant(self, line: SheetLine, said: str) -> Decimal | None:
        if said == TAKE:
            return line.auto.points if line.auto is not None else None
        if self.kind is not Scoring.POINTS:
            return _SHORT[self.kind].get(said)
        place = LETTERS.find(said) if len(said) == 1 else -1
        return line.item.options[place].points if 0 <= place < len(line.item.options) else None

    def _leave_out(self, row: int, column: int, line: SheetLine, typed: str) -> None:
        if not line.item.na_allowed:
            sentence = "Tiêu chí này không có mục “Không áp dụng”."
            self._typed[line.criterion_id, self.columns[column].id] = (text.clean(typed), sentence)
            self._told(row)
            return
        self._out.add(line.criterion_id)
        for kind in Column:
            self._typed.pop((line.criterion_id, kind), None)
            self._values[line.criterion_id, kind] = None
        self._told(row)
        self.edited.emit(line.criterion_id, self.columns[column].id, None)

    def fill_column(self, column: Column) -> int:
        """Answer the best wherever the column is still empty; return how many were filled."""
        sheet = self.sheet()
        empty = [line for line in (sheet.lines if sheet else ()) if line.wants_points and line.points(column) is None]
        return self._fill(column, {line.criterion_id: _CHOICES[self.kind][0][0] for line in empty})

    def take_computed(self, column: Column) -> int:
        """Put what the program computes into a column; points with a reason of their own stay. Return how many."""
        sheet = self.sheet()
        found = {
            line.criterion_id: line.auto.points
            for line in (sheet.lines if sheet else ())
            if line.wants_points and line.auto is not None and line.auto.points is not None
            if line.points(column) is None or (line.points(column) != line.auto.points and not line.note.strip())
        }
        return self._fill(column, found)

    def _fill(self, column: Column, points: dict[int, Decimal]) -> int:
        self._look_again = False
        for row_id, given in points.items():
            self.put(row_id, column, given)
        self._look_again = True
        self._look()
        return len(points)

    # Sums and marks ------------------------------------------------------------------------------------------------

    def _look(self) -> None:
        sheet = self.sheet() if self._look_again else None
        if sheet is not None:
            self.say_sums(_sums(sheet))
            self.flag(_flags(sheet))

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a cell; those of a line that does not apply say so."""
        if self._out and index.isValid() and isinstance(self.columns[index.column()].id, Column):
            row = self.row_at(index.row())
            if row is not None and row.id in self._out:
                if role in (_Role.DisplayRole, _Role.EditRole):
                    return LEFT_OUT
                if role == _Role.ForegroundRole:
                    return look.colour("second")
                if role == _Role.ToolTipRole:
                    return f"Không áp dụng: {self._lines[row.id].item.na_policy.label.lower()}."
        return super().data(index, role)


def _row(line: SheetLine) -> GridRow:
    if line.is_group:
        return GridRow(line.criterion_id, f"{line.code}. {line.title}", locked=True, strong=True)
    must = " (bắt buộc)" if line.is_veto else ""
    return GridRow(line.criterion_id, f"{line.code}. {line.title}{must}", highest=line.maximum)


def _sums(sheet: ScoreSheet) -> dict[tuple[Any, Any], str]:
    sums: dict[tuple[Any, Any], str] = {}
    ids = {line.code: line.criterion_id for line in sheet.lines if line.is_group}
    with_points = sheet.scoring is Scoring.POINTS
    for column in Column:
        found = sheet.score(column)
        if with_points:
            sums |= {(ids[one.code], MAXIMUM): scoring.show(one.maximum) for one in found.groups if one.code in ids}
            sums[TOTAL, MAXIMUM] = scoring.show(found.maximum)
        if found.total is None:
            continue
        given = {line.code.partition(".")[0] for line in sheet.lines if line.points(column) is not None}
        for group in found.groups:
            if group.code in ids and (group.code in given or not group.missing):
                sums[ids[group.code], column] = _shown(group, with_points=with_points)
        sums[TOTAL, column] = _total(found, with_points=with_points)
    return sums


def _shown(group: GroupScore, *, with_points: bool) -> str:
    if with_points:
        return scoring.show(group.points)
    return (
        group.level.label if group.level is not None else f"{scoring.show(group.points)}/{scoring.show(group.maximum)}"
    )


def _total(found: SetScore, *, with_points: bool) -> str:
    total = scoring.show(found.total)
    return total if with_points else f"{total}/{scoring.show(found.maximum)}"


def _flags(sheet: ScoreSheet) -> dict[tuple[Any, Any], str]:
    """Mark what asks for a reason or a proof: verified points that differ, points changed by hand, no evidence."""
    flags: dict[tuple[Any, Any], str] = {}
    for line in sheet.lines:
        if line.is_group or line.is_left_out:
            continue
        if line.lacks_evidence and line.self_points is not None:
            flags[line.criterion_id, EVIDENCE] = "Tiêu chí này phải có minh chứng."
        if line.verified_points is None or line.note.strip():
            continue
        sentence = _gap(sheet, line) or _by_hand(line)
        if sentence:
            flags[line.criterion_id, Column.VERIFIED] = sentence
    return flags


def _gap(sheet: ScoreSheet, line: SheetLine) -> str:
    if line.self_points is None or line.verified_points is None or line.self_points == line.verified_points:
        return ""
    if sheet.scoring is not Scoring.POINTS:
        return "Thẩm định khác với tự chấm."
    if not entry_checks.is_steep(sheet, line):
        return ""
    gap = line.verified_points - line.self_points
    word = "thấp hơn" if gap < 0 else "cao hơn"
    return f"Thẩm định {word} tự chấm {scoring.show(abs(gap))} điểm; hãy ghi lý do ở cột Ghi chú."


def _by_hand(line: SheetLine) -> str:
    auto = line.auto
    if auto is None or auto.points is None or auto.points == line.verified_points:
        return ""
    return f"Chương trình tính {scoring.show(auto.points)} điểm: {auto.sentence} Sửa tay thì ghi lý do ở cột Ghi chú."
