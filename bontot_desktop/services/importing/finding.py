"""Guessing what the sheets of a workbook are: the heading rows wherever they stand, the columns, the cell."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bontot_desktop import text
from bontot_desktop.errors import Refused
from bontot_desktop.rules.old_code import OldCode, guess_code, to_unicode
from bontot_desktop.services.importing import row_kinds
from bontot_desktop.services.importing.column_values import checked
from bontot_desktop.services.importing.guesses import CellFrom, ColumnGuess, Guess, SheetGuess
from bontot_desktop.services.importing.roles import (
    MANY,
    REQUIRED,
    Role,
    Sure,
    TableKind,
    folded_heading,
    role_of,
)
from bontot_desktop.services.importing.values import as_text, is_blank
from bontot_desktop.services.importing.workbook import Sheet, Value, Workbook

#: A heading stands among the first rows, under the titles of the list.
_HEADING_ROWS = 60
_MOST_HEADING_LEVELS = 3
#: A heading this good is not looked past.
_GOOD_SCORE = 20
#: Columns looked at; no list of people is wider.
_MOST_COLUMNS = 120
#: A row with fewer known headings is no heading.
_FEWEST_HEADINGS = 2
#: Rows looked at for telling the code, the samples and the check of a column by its values.
_LOOKED_AT = 300
_MOST_HEADING_SIGNS = 120
_SURENESS = (Sure.CERTAIN, Sure.LIKELY, Sure.GUESSED)
_PLAIN_SHEET = re.compile(r"^(?:sheet|trang|trang tinh|bang|bang tinh|danh sach|ds|dang vien|ds dang vien)?\s*\d*$")

#: Remembered mappings: by signature, what was chosen.
Remembered = Mapping[str, Mapping[str, object]]


def guess(workbook: Workbook, remembered: Remembered | None = None) -> Guess:
    """Guess every sheet. Raises Refused for a workbook without a single filled row."""
    if not any(sheet.rows for sheet in workbook.sheets):
        raise Refused(f"Tệp {workbook.name} không có dòng nào dưới hàng tiêu đề.")
    sheets = [_guess_sheet(sheet, remembered or {}) for sheet in workbook.sheets]
    return Guess(workbook.name, tuple(_named_by_sheets(_without_figures(sheets))))


def guess_again(workbook: Workbook, before: SheetGuess, heading_row: int, heading_rows: int = 1) -> SheetGuess:
    """Guess the columns of a sheet anew under the heading row a person points at, as Excel numbers rows."""
    sheet = sheet_of(workbook, before.sheet)
    start = heading_row - sheet.first_row
    if not 0 <= start < len(sheet.rows):
        raise Refused(f"Trang “{sheet.name}” không có dòng {heading_row}.")
    heading_rows = max(1, min(heading_rows, _MOST_HEADING_LEVELS, len(sheet.rows) - start))
    codes = _codes(sheet)
    scored = [(_score(kind, _parts(sheet, start, heading_rows, codes))[0], kind) for kind in TableKind]
    kind = before.kind or max(scored, key=lambda pair: pair[0])[1]
    found = _sheet_guess(sheet, kind, start, heading_rows, codes)
    if before.cell_from is CellFrom.SHEET and found.cell_from is not CellFrom.COLUMN:
        found = replace(found, cell_from=CellFrom.SHEET, cell_name=before.cell_name)
    return found


def sheet_of(workbook: Workbook, name: str) -> Sheet:
    """Return a sheet by name. Raises Refused."""
    for sheet in workbook.sheets:
        if sheet.name == name:
            return sheet
    raise Refused(f"Tệp {workbook.name} không có trang “{name}”.")


def _guess_sheet(sheet: Sheet, remembered: Remembered) -> SheetGuess:
    codes = _codes(sheet)
    best: tuple[int, int, int, TableKind] | None = None
    for start in range(min(_HEADING_ROWS, len(sheet.rows))):
        if best is not None and best[0] >= _GOOD_SCORE and start > best[1] + _MOST_HEADING_LEVELS:
            break
        if sum(isinstance(value, str) and value != "" for value in sheet.rows[start]) < _FEWEST_HEADINGS:
            continue
        for levels in range(1, min(_MOST_HEADING_LEVELS, len(sheet.rows) - start) + 1):
            if levels > 1 and not _continues(sheet, start, start + levels - 1, codes):
                break
            parts = _parts(sheet, start, levels, codes)
            for kind in TableKind:
                score, known = _score(kind, parts)
                if known >= _FEWEST_HEADINGS and (best is None or score > best[0]):
                    best = (score, start, levels, kind)
    if best is None:
        return SheetGuess(sheet.name, None, sheet.first_row, 1, ())
    _, start, levels, kind = best
    return _as_remembered(_sheet_guess(sheet, kind, start, levels, codes), remembered)


def _codes(sheet: Sheet) -> list[OldCode]:
    """Say in which code each column is typed; one that does not tell goes with the others."""
    width = min(_MOST_COLUMNS, max(map(len, sheet.rows), default=0))
    columns: list[list[str]] = [[] for _ in range(width)]
    for row in sheet.rows[:_LOOKED_AT]:
        for index, value in enumerate(row[:width]):
            if isinstance(value, str) and not value.isascii():
                columns[index].append(value[:_MOST_HEADING_SIGNS])
    whole = guess_code([value for column in columns for value in column if _is_latin(value)])
    if whole is OldCode.UNICODE:
        return [OldCode.UNICODE] * width
    # Where some columns are in Unicode for certain, one that may be either is taken for Unicode too.
    is_mixed = any(not _is_latin(value) for column in columns for value in column)
    otherwise = OldCode.UNICODE if is_mixed else whole
    return [guess_code([v for v in column if _is_latin(v)], otherwise) for column in columns]


def _is_latin(value: str) -> bool:
    return max(value) <= "\u00ff"


def _continues(sheet: Sheet, start: int, last: int, codes: list[OldCode]) -> bool:
    """Say whether a row goes on with the heading above it: short words, none of them a number or a date."""
    row = sheet.rows[last]
    filled = [value for value in row if not is_blank(value)]
    if not filled or not all(isinstance(value, str) and len(value) <= _MOST_HEADING_SIGNS for value in filled):
        return False
    if any(sign.isdigit() for value in filled for sign in str(value)):
        return False
    above = sheet.rows[start]
    known = 0
    for index, value in enumerate(row[:_MOST_COLUMNS]):
        if is_blank(value):
            continue
        lower = folded_heading(to_unicode(str(value), codes[index]))
        upper = _upper(above, index, codes)
        is_known = role_of(TableKind.MEMBERS, (upper, lower) if upper else (lower,))[0] is not Role.IGNORED
        own = role_of(TableKind.MEMBERS, (lower,))[0] is not Role.IGNORED
        known += is_known and (own or lower in ("nam", "nu"))
    return known * 2 >= len(filled)


def _upper(above: Sequence[Value], index: int, codes: list[OldCode]) -> str:
    for place in range(index, -1, -1):
        if place < len(above) and not is_blank(above[place]):
            return folded_heading(to_unicode(as_text(above[place]), codes[place]))
    return ""


def _parts(sheet: Sheet, start: int, levels: int, codes: list[OldCode]) -> list[tuple[tuple[str, ...], str]]:
    """Return for each column its folded headings from above down, and the heading as it is shown."""
    rows = sheet.rows[start : start + levels]
    width = min(_MOST_COLUMNS, max(map(len, rows), default=0))
    lasts = [""] * levels
    found = []
    for index in range(width):
        own = [_heading(row[index], codes[index]) if index < len(row) else "" for row in rows]
        for level in range(levels):
            if own[level]:
                lasts[level] = own[level]
                # What stood merged over the columns before ends where a new heading begins above.
                lasts[level + 1 :] = [""] * (levels - level - 1)
            elif level < levels - 1 and any(own[level + 1 :]) and lasts[level]:
                own[level] = lasts[level]
        shown = list(dict.fromkeys(part for part in own if part))
        folded = tuple(part for part in map(folded_heading, shown) if part)
        found.append((folded, " – ".join(shown)))
    return found


def _heading(value: Value, code: OldCode) -> str:
    if not isinstance(value, str) or len(value) > _MOST_HEADING_SIGNS:
        return ""
    return text.clean(to_unicode(value, code))


def _score(kind: TableKind, parts: list[tuple[tuple[str, ...], str]]) -> tuple[int, int]:
    """Weigh a heading row; what makes a list one of people or of cells weighs more than what both have."""
    sures: dict[Role, Sure] = {}
    for folded, _ in parts:
        role, sure = role_of(kind, folded) if folded else (Role.IGNORED, Sure.NONE)
        if role is not Role.IGNORED and sures.get(role) is not Sure.CERTAIN:
            sures[role] = sure
    known = set(sures) - {Role.NUMBER, Role.NOTE}
    required = {role for role in REQUIRED[kind] if role is not Role.CELL}
    if Role.GIVEN_NAME in known and Role.FAMILY_NAME in known:
        known.add(Role.FULL_NAME)
    certain = sum(sures.get(role) is Sure.CERTAIN for role in known)
    return 3 * len(known) + certain + 5 * len(known & required), len(known)


def _sheet_guess(sheet: Sheet, kind: TableKind, start: int, levels: int, codes: list[OldCode]) -> SheetGuess:
    parts = _parts(sheet, start, levels, codes)
    width = max(len(parts), min(_MOST_COLUMNS, max(map(len, sheet.rows[start : start + _LOOKED_AT]), default=0)))
    parts += [((), "")] * (width - len(parts))
    body = [row for row in sheet.rows[start + levels : start + levels + _LOOKED_AT] if not row_kinds.is_numbering(row)]
    columns = []
    for index, (folded, shown) in enumerate(parts):
        role, sure = role_of(kind, folded) if folded else (Role.IGNORED, Sure.NONE)
        samples = _samples(body, index, codes[index])
        columns.append(ColumnGuess(index, _letter(sheet, index), shown, role, sure, codes[index], samples))
    columns = checked(kind, _one_each(columns), body)
    guessed = SheetGuess(
        sheet=sheet.name,
        kind=kind,
        heading_row=sheet.first_row + start,
        heading_rows=levels,
        columns=tuple(columns),
        signature=_signature(kind, columns),
    )
    return _with_cell(guessed, sheet, start, body) if kind is TableKind.MEMBERS else guessed


def _samples(body: list[list[Value]], index: int, code: OldCode) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for row in body:
        value = row[index] if index < len(row) else None
        shown = text.clean(to_unicode(value, code)) if isinstance(value, str) else as_text(value)
        if shown:
            found[shown[:_MOST_HEADING_SIGNS]] = None
        if len(found) == 5:
            break
    return tuple(found)


def _letter(sheet: Sheet, index: int) -> str:
    number, letters = sheet.first_column + index + 1, ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _one_each(columns: list[ColumnGuess]) -> list[ColumnGuess]:
    """Leave each role to the column that is surest of it, the first of equals."""
    owner: dict[Role, ColumnGuess] = {}
    for column in columns:
        if column.role not in MANY and column.sure in _SURENESS:
            first = owner.get(column.role)
            if first is None or _SURENESS.index(column.sure) < _SURENESS.index(first.sure):
                owner[column.role] = column
    return [
        column
        if column.role in MANY or owner.get(column.role) is column
        else replace(column, role=Role.IGNORED, sure=Sure.NONE)
        for column in columns
    ]


def _signature(kind: TableKind, columns: Sequence[ColumnGuess]) -> str:
    """Name a heading by its words, so that the next list with the same is known again."""
    words = "|".join(folded_heading(column.heading) for column in columns).rstrip("|")
    return hashlib.sha256(f"{kind.value}|{words}".encode()).hexdigest()[:16]


def _as_remembered(found: SheetGuess, remembered: Remembered) -> SheetGuess:
    kept = remembered.get(found.signature)
    if kept is None:
        return found
    roles = kept.get("roles")
    if not isinstance(roles, dict):
        return found
    columns = []
    for column in found.columns:
        role = roles.get(str(column.index))
        known = next((member for member in Role if member.value == role), None)
        columns.append(column if known is None else replace(column, role=known, sure=Sure.REMEMBERED))
    found = replace(found, columns=tuple(columns), is_remembered=True)
    source = kept.get("cell_from")
    if source in (CellFrom.COLUMN.value, CellFrom.GROUPS.value):
        found = replace(found, cell_from=CellFrom(source))
    return found


def _with_cell(found: SheetGuess, sheet: Sheet, start: int, body: list[list[Value]]) -> SheetGuess:
    """Say what names the cells of a list of members: a column, rows between, the title or the sheet's name."""
    if found.role_index(Role.CELL) is not None:
        return replace(found, cell_from=CellFrom.COLUMN)
    codes = [column.code for column in found.columns]
    if any(_is_group(row, codes) for row in sheet.rows[start + found.heading_rows :]):
        return replace(found, cell_from=CellFrom.GROUPS)
    by_sheet = row_kinds.cell_of_sheet(sheet.name)
    titles = [
        row_kinds.cell_of_title(to_unicode(as_text(value) if not isinstance(value, str) else value, codes[index]))
        for row in sheet.rows[:start]
        for index, value in enumerate(row[: len(codes)])
        if not is_blank(value)
    ]
    titled = next((title for title in reversed(titles) if title), "")
    name = by_sheet if by_sheet and by_sheet.casefold() == titled.casefold() else titled or by_sheet
    return replace(found, cell_name=name, cell_from=CellFrom.SHEET) if name else found


def _is_group(row: list[Value], codes: list[OldCode]) -> bool:
    filled = [
        (index, to_unicode(value, codes[index]) if isinstance(value, str) and index < len(codes) else value)
        for index, value in enumerate(row)
        if value not in ("", None)
    ]
    return 0 < len(filled) <= 3 and bool(row_kinds.group_name(filled, with_bare=True))


def _without_figures(sheets: list[SheetGuess]) -> list[SheetGuess]:
    """Leave aside a sheet of figures ("Chi bộ | Tổng số | Nữ") beside true lists of members."""
    names = {Role.FULL_NAME, Role.GIVEN_NAME}
    if not any(sheet.kind is TableKind.MEMBERS and names & sheet.roles().keys() for sheet in sheets):
        return sheets
    facts = names | {Role.BIRTH, Role.ADMITTED, Role.OFFICIAL, Role.CARD}
    return [
        sheet.with_kind(None) if sheet.kind is TableKind.MEMBERS and not facts & sheet.roles().keys() else sheet
        for sheet in sheets
    ]


def _named_by_sheets(sheets: list[SheetGuess]) -> list[SheetGuess]:
    """Take the names of several sheets with one heading for names of cells, where nothing else names the cells.

    "3" names a cell among sheets that do ("Chi bộ 1", "CB2"), or where all the sheets are numbered.
    """
    lists = [sheet for sheet in sheets if sheet.kind is TableKind.MEMBERS]
    unnamed = [sheet for sheet in lists if sheet.cell_from is CellFrom.NONE]
    bare = [s for s in unnamed if s.sheet.strip().isdecimal() or not _PLAIN_SHEET.match(text.fold(s.sheet))]
    siblings = [sheet for sheet in lists if sheet in bare or row_kinds.cell_of_sheet(sheet.sheet)]
    if len(siblings) < 2 or len({sheet.signature for sheet in siblings}) > 1:
        return sheets
    named = {sheet.sheet: sheet.with_cell(row_kinds.cell_of_sheet(f"CB {sheet.sheet}")) for sheet in bare}
    return [named.get(sheet.sheet, sheet) for sheet in sheets]
