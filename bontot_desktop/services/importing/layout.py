"""Going down a sheet under its headings: which rows are people or cells, and to which cell each belongs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from bontot_desktop import text
from bontot_desktop.rules.names import person_name
from bontot_desktop.rules.old_code import OldCode, to_unicode
from bontot_desktop.services.importing import row_kinds
from bontot_desktop.services.importing.guesses import CellFrom, SheetGuess
from bontot_desktop.services.importing.roles import Role, TableKind
from bontot_desktop.services.importing.row_kinds import RowKind
from bontot_desktop.services.importing.values import as_text, is_mark
from bontot_desktop.services.importing.workbook import Sheet, Value

#: Facts that only the row of a person or a cell has.
_FACTS = (
    Role.BIRTH,
    Role.MALE,
    Role.FEMALE,
    Role.ADMITTED,
    Role.OFFICIAL,
    Role.CARD,
    Role.GENDER,
    Role.CELL,
    Role.PHONE,
    Role.CODE,
    Role.KIND,
    Role.GROUP,
    Role.FIXED_DAY,
    Role.USUAL_TIME,
    Role.USUAL_PLACE,
    Role.IN_CHARGE,
)


#: Those among them that are dates, numbers or ticks.
_FIGURES = (Role.BIRTH, Role.MALE, Role.FEMALE, Role.ADMITTED, Role.OFFICIAL, Role.CARD, Role.PHONE, Role.FIXED_DAY)


@dataclass(slots=True)
class Layout:
    """The rows of a sheet by what they are; numbers are places within ``Sheet.rows``."""

    data: list[int] = field(default_factory=list)
    #: For each row of ``data`` the cell its group row names, where there are group rows.
    cells: list[str] = field(default_factory=list)
    #: Every row that names a cell, in order.
    groups: list[tuple[int, str]] = field(default_factory=list)
    others: dict[int, RowKind] = field(default_factory=dict)


class PreviewRow(NamedTuple):
    """One row of a sheet as the guess reads it, its texts in Unicode; ``cell`` is the chi bộ of a row of the list."""

    number: int
    kind: RowKind
    cells: tuple[str, ...]
    cell: str


def walk(sheet: Sheet, guess: SheetGuess, most: int | None = None) -> Layout:
    """Go down the rows under the headings, no further than the first ``most`` rows of the sheet."""
    return _Walker(sheet, guess).run(len(sheet.rows) if most is None else most)


def preview(sheet: Sheet, guess: SheetGuess, most: int) -> list[PreviewRow]:
    """Show the first rows as the guess reads them."""
    layout = walk(sheet, guess, most) if guess.kind is not None else Layout()
    cell_of = dict(zip(layout.data, layout.cells, strict=False)) if layout.cells else {}
    data = set(layout.data)
    heading = guess.heading_row - sheet.first_row
    codes = {column.index: column.code for column in guess.columns}
    old_names = {c.index for c in guess.columns if c.role is Role.FULL_NAME and c.code is not OldCode.UNICODE}
    shown = []
    for offset, row in enumerate(sheet.rows[:most]):
        cells = tuple(as_text(_decoded(value, codes.get(index))) for index, value in enumerate(row))
        if offset in data:
            kind = RowKind.DATA
            # The old codes have no capitals with marks; what the row becomes has them.
            cells = tuple(person_name(cell) if index in old_names else cell for index, cell in enumerate(cells))
        elif guess.kind is not None and heading <= offset < heading + guess.heading_rows:
            kind = RowKind.HEADING
        elif offset in layout.others:
            kind = layout.others[offset]
        else:
            kind = RowKind.TITLE if any(cells) else RowKind.EMPTY
        cell = cell_of.get(offset, guess.cell_name if guess.cell_from is CellFrom.SHEET else "")
        shown.append(PreviewRow(sheet.first_row + offset, kind, cells, cell if kind is RowKind.DATA else ""))
    return shown


def shown_text(sheet: Sheet, guess: SheetGuess, offset: int) -> str:
    """Return the texts of a row, joined, for a list of rows left aside."""
    codes = {column.index: column.code for column in guess.columns}
    texts = (as_text(_decoded(value, codes.get(index))) for index, value in enumerate(sheet.rows[offset]))
    return " · ".join(written for written in texts if written)[:200]


def _decoded(value: Value, code: OldCode | None) -> Value:
    return to_unicode(value, code) if code is not None and isinstance(value, str) else value


def _is_count(value: Value) -> bool:
    return not isinstance(value, str) or value.strip(" .()").isdecimal()


class _Walker:
    """Goes down one sheet."""

    def __init__(self, sheet: Sheet, guess: SheetGuess) -> None:
        self._sheet, self._guess = sheet, guess
        roles = guess.roles()
        name = roles.get(Role.FULL_NAME, roles.get(Role.CELL_NAME))
        self._name = name if name is not None else roles.get(Role.FAMILY_NAME, roles.get(Role.GIVEN_NAME))
        self._number = roles.get(Role.NUMBER)
        self._facts = [roles[role] for role in _FACTS if role in roles]
        self._figures = {roles[role] for role in _FIGURES if role in roles}
        self._mapped = {index for role, index in roles.items() if role is not Role.NUMBER}
        self._codes = {c.index: c.code for c in guess.columns if c.code is not OldCode.UNICODE}
        self._start = guess.heading_row - sheet.first_row + guess.heading_rows
        heads = sheet.rows[max(0, self._start - guess.heading_rows) : self._start]
        self._headings = {self._texts(row) for row in heads}
        self._layout = Layout()
        self._cell = ""
        self._has_ended = False
        self._with_bare = guess.kind is TableKind.MEMBERS and not any(
            self._names_cell(row) for row in sheet.rows[self._start :]
        )

    def _texts(self, row: list[Value]) -> tuple[str, ...]:
        return tuple(text.fold(value) if isinstance(value, str) else as_text(value) for value in row)

    def _names_cell(self, row: list[Value]) -> bool:
        name, number = self._name, self._number
        if name is not None and number is not None and isinstance(row[number], float) and row[name] != "":
            return False
        filled = self._filled(row)
        return 0 < len(filled) <= 3 and bool(row_kinds.group_name(filled, with_bare=False))

    def run(self, most: int) -> Layout:
        """Look at each row below the headings, among the first ``most``."""
        layout, name, number = self._layout, self._name, self._number
        by_groups = self._guess.cell_from is CellFrom.GROUPS
        for offset in range(self._start, min(most, len(self._sheet.rows))):
            row = self._sheet.rows[offset]
            is_plain = (
                name is not None
                and number is not None
                and type(row[number]) is float
                and type(row[name]) is str
                and row[name] != ""
            )
            if is_plain:
                self._has_ended = False
            elif row.count("") == len(row):
                layout.others[offset] = RowKind.EMPTY
                continue
            elif (kind := self._kind(row, offset)) is not RowKind.DATA:
                layout.others[offset] = kind
                continue
            layout.data.append(offset)
            if by_groups:
                layout.cells.append(self._cell)
        return layout

    def _filled(self, row: list[Value]) -> list[tuple[int, Value]]:
        filled: list[tuple[int, Value]] = []
        for index, value in enumerate(row):
            if value is None or value == "" or not as_text(value):
                continue
            code = self._codes.get(index)
            filled.append((index, to_unicode(value, code) if code is not None and isinstance(value, str) else value))
        return filled

    def _kind(self, row: list[Value], offset: int) -> RowKind:
        filled = self._filled(row)
        if not filled or (len(filled) == 1 and filled[0][0] == self._number and _is_count(filled[0][1])):
            return RowKind.EMPTY
        if row_kinds.is_numbering(row):
            return RowKind.NUMBERING
        if len(filled) > 1 and self._texts(row) in self._headings:
            self._has_ended = False
            return RowKind.HEADING
        facts = sum(self._is_fact(index, value) for index, value in filled)
        first = next((as_text(value) for index, value in filled if index != self._number), "")
        texts = [as_text(value) for _, value in filled]
        if facts == 0 and self._guess.kind is TableKind.MEMBERS and len(filled) <= 3:
            group = row_kinds.group_name(filled, with_bare=self._with_bare)
            if group is not None:
                if group:
                    self._cell = group
                    self._layout.groups.append((offset, group))
                    self._has_ended = False
                return RowKind.GROUP if group else RowKind.OTHER
        if facts <= 1 and any(map(row_kinds.is_total, (first, texts[0]))):
            return RowKind.TOTAL
        if facts == 0 and any(map(row_kinds.is_signature, texts)):
            self._has_ended = True
            return RowKind.SIGNATURE
        return self._data_or_other(filled, facts)

    def _is_fact(self, index: int, value: Value) -> bool:
        """Say whether a cell holds what only a person's or cell's row has; words under a date are none."""
        if index not in self._facts:
            return False
        if not isinstance(value, str) or index not in self._figures:
            return True
        return (any(sign.isdigit() for sign in value) and not row_kinds.is_signature(value.strip())) or is_mark(value)

    def _data_or_other(self, filled: list[tuple[int, Value]], facts: int) -> RowKind:
        has_number = any(index == self._number for index, _ in filled)
        has_name = any(index == self._name for index, _ in filled)
        mapped = sum(index in self._mapped for index, _ in filled)
        if self._has_ended:
            if has_name and (has_number or facts):
                self._has_ended = False
                return RowKind.DATA
            return RowKind.SIGNATURE
        if has_name:
            name = next(as_text(value) for index, value in filled if index == self._name)
            is_sentence = len(name.split()) > 8 or name.endswith(":")
            return RowKind.OTHER if is_sentence and not facts and not has_number else RowKind.DATA
        if facts:
            return RowKind.DATA
        return RowKind.DATA if has_number and mapped > 1 else RowKind.OTHER
