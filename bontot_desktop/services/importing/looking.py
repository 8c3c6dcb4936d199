"""Showing a sheet as its guess reads it, on the office's own rows."""

from __future__ import annotations

from bontot_desktop import text
from bontot_desktop.rules.names import person_name
from bontot_desktop.rules.old_code import OldCode, to_unicode
from bontot_desktop.services.importing import layout
from bontot_desktop.services.importing.finding import sheet_of
from bontot_desktop.services.importing.guesses import Guess, SheetGuess
from bontot_desktop.services.importing.layout import PreviewRow
from bontot_desktop.services.importing.mending import WHY
from bontot_desktop.services.importing.roles import Role
from bontot_desktop.services.importing.workbook import Workbook


def preview(workbook: Workbook, guess: SheetGuess, most: int = 200) -> list[PreviewRow]:
    """Return the first rows of a sheet with what each is taken for."""
    return layout.preview(sheet_of(workbook, guess.sheet), guess, most)


def old_code_samples(workbook: Workbook, guess: SheetGuess, most: int = 8) -> list[tuple[str, str]]:
    """Return texts of a sheet in an old code with what they become; none when the sheet is in Unicode."""
    sheet = sheet_of(workbook, guess.sheet)
    codes = {column.index: column.code for column in guess.columns if column.code is not OldCode.UNICODE}
    name = guess.role_index(Role.FULL_NAME)
    found: dict[str, str] = {}
    heading = guess.heading_row - sheet.first_row + guess.heading_rows
    for place, row in enumerate(sheet.rows if codes else ()):
        for index, code in codes.items():
            value = row[index] if index < len(row) else None
            if isinstance(value, str) and value not in found and (changed := to_unicode(value, code)) != value:
                is_name = index == name and place >= heading
                found[value] = (
                    person_name(text.clean(changed)) if is_name and not changed.isupper() else text.clean(changed)
                )
                if len(found) == most:
                    return list(found.items())
    return list(found.items())


def dropped_columns(guess: Guess) -> list[str]:
    """Return the headings of filled columns that nothing is taken of, those of our own reasons aside."""
    found: dict[str, None] = {}
    for sheet in guess.sheets:
        for column in sheet.columns if sheet.kind is not None else ():
            if column.role is Role.IGNORED and column.heading not in ("", WHY) and column.samples:
                found[column.heading] = None
    return list(found)


def count_rows(workbook: Workbook, guess: SheetGuess) -> int:
    """Count the rows of a sheet that its guess takes for rows of the list."""
    return len(layout.walk(sheet_of(workbook, guess.sheet), guess).data) if guess.kind is not None else 0


def row_text(workbook: Workbook, guess: SheetGuess, number: int) -> str:
    """Return what stands in a row, numbered as Excel numbers it, in one line; "" for one outside the sheet."""
    sheet = sheet_of(workbook, guess.sheet)
    offset = number - sheet.first_row
    return layout.shown_text(sheet, guess, offset) if 0 <= offset < len(sheet.rows) else ""
