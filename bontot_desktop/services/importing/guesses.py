"""What the program takes a workbook's sheets for: the heading row, what each column is and how sure that is.

Everything in a guess can be changed by the person; what was changed is remembered by the signature of the headings.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bontot_desktop import text
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.old_code import OldCode
from bontot_desktop.rules.words import Labelled
from bontot_desktop.services.importing.roles import MANY, REQUIRED, Role, Sure, TableKind

#: So many sheets are named in one sentence.
_FEW_SHEETS = 3


class CellFrom(Labelled):
    """What says to which cell a row of a list of members belongs."""

    COLUMN = "COLUMN", "theo cột Chi bộ"
    GROUPS = "GROUPS", "theo các dòng tên chi bộ"
    SHEET = "SHEET", "cả trang là một chi bộ"
    NONE = "NONE", "chưa rõ"


@dataclass(frozen=True, slots=True)
class ColumnGuess:
    """One column. ``index`` counts within the rows of the sheet, ``letter`` is Excel's; texts are in Unicode."""

    index: int
    letter: str
    heading: str
    role: Role
    sure: Sure
    code: OldCode = OldCode.UNICODE
    samples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetGuess:
    """One sheet; ``kind`` None when it is not taken. Rows are numbered as Excel numbers them."""

    sheet: str
    kind: TableKind | None
    heading_row: int
    heading_rows: int
    columns: tuple[ColumnGuess, ...]
    cell_name: str = ""
    cell_from: CellFrom = CellFrom.NONE
    is_remembered: bool = False
    signature: str = ""

    @property
    def old_code(self) -> OldCode:
        """The old code any of the columns is typed in."""
        return next((column.code for column in self.columns if column.code is not OldCode.UNICODE), OldCode.UNICODE)

    def role_index(self, role: Role) -> int | None:
        """Return the column that has a role."""
        return next((column.index for column in self.columns if column.role is role), None)

    def roles(self) -> dict[Role, int]:
        """Return the columns by role; of roles that several may have, the first."""
        found: dict[Role, int] = {}
        for column in self.columns:
            if column.role is not Role.IGNORED:
                found.setdefault(column.role, column.index)
        return found

    def with_role(self, index: int, role: Role) -> SheetGuess:
        """Say what a column is; another that was taken for the same gives it up."""

        def changed(column: ColumnGuess) -> ColumnGuess:
            if column.index == index:
                return replace(column, role=role, sure=Sure.CHOSEN)
            if column.role is role and role not in MANY:
                return replace(column, role=Role.IGNORED, sure=Sure.CHOSEN)
            return column

        guess = replace(self, columns=tuple(map(changed, self.columns)))
        if role is Role.CELL:
            return replace(guess, cell_from=CellFrom.COLUMN)
        if self.cell_from is CellFrom.COLUMN and guess.role_index(Role.CELL) is None:
            return replace(guess, cell_from=CellFrom.SHEET if self.cell_name else CellFrom.GROUPS)
        return guess

    def with_kind(self, kind: TableKind | None) -> SheetGuess:
        """Say what the sheet lists, or that it is not taken."""
        return replace(self, kind=kind)

    def with_cell(self, name: str) -> SheetGuess:
        """Say that all rows of the sheet belong to one cell."""
        return replace(self, cell_name=text.clean(name), cell_from=CellFrom.SHEET)

    def with_cell_from(self, source: CellFrom) -> SheetGuess:
        """Say what names the cell of a row."""
        return replace(self, cell_from=source)

    def with_code(self, code: OldCode, index: int | None = None) -> SheetGuess:
        """Say in which code the sheet, or one column, is typed."""
        columns = (replace(c, code=code) if index in (None, c.index) else c for c in self.columns)
        return replace(self, columns=tuple(columns))


@dataclass(frozen=True, slots=True)
class Guess:
    """What the sheets of a workbook are taken for."""

    workbook: str
    sheets: tuple[SheetGuess, ...]

    def sheet(self, name: str) -> SheetGuess:
        """Return the guess of a sheet. Raises NotFound."""
        for guess in self.sheets:
            if guess.sheet == name:
                return guess
        raise NotFound(f"Tệp không có trang “{name}”.")

    def with_sheet(self, changed: SheetGuess) -> Guess:
        """Put another guess of a sheet in the place of the one there."""
        return replace(self, sheets=tuple(changed if g.sheet == changed.sheet else g for g in self.sheets))


def problems(guess: Guess) -> list[str]:
    """Say what a guess lacks before rows can be read, each lack in a sentence; of many sheets a few are named."""
    taken = [sheet for sheet in guess.sheets if sheet.kind is not None]
    if not taken:
        return [
            f"Tệp {guess.workbook} không có danh sách chi bộ hay đảng viên: không trang nào có cột “Tên chi bộ” "
            "hoặc “Họ và tên”."
        ]
    lacking: dict[tuple[str, ...], list[str]] = {}
    for sheet in taken:
        if missing := _missing(sheet):
            lacking.setdefault(missing, []).append(sheet.sheet)
    return [_lacking(titles, sheets) for titles, sheets in lacking.items()]


def _missing(sheet: SheetGuess) -> tuple[str, ...]:
    assert sheet.kind is not None
    have = {column.role for column in sheet.columns}
    if Role.GIVEN_NAME in have:
        have.add(Role.FULL_NAME)
    if sheet.cell_from is CellFrom.GROUPS or (sheet.cell_from is CellFrom.SHEET and sheet.cell_name):
        have.add(Role.CELL)
    return tuple(title for role, title in REQUIRED[sheet.kind].items() if role not in have)


def _lacking(titles: tuple[str, ...], sheets: list[str]) -> str:
    columns = text.join_vi(f"“{title}”" for title in titles)
    named = [f"“{sheet}”" for sheet in sheets[:_FEW_SHEETS]]
    if len(sheets) > _FEW_SHEETS:
        named.append(f"{len(sheets) - _FEW_SHEETS} trang khác")
    return f"Trang {text.join_vi(named)} thiếu cột {columns}."
