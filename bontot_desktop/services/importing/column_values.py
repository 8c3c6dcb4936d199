"""Checking the guess of each column by what stands in it: marks instead of dates, a name parted into two columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bontot_desktop import text
from bontot_desktop.rules.old_code import to_unicode
from bontot_desktop.services.importing.guesses import ColumnGuess
from bontot_desktop.services.importing.roles import Role, Sure, TableKind
from bontot_desktop.services.importing.values import as_text, is_blank, is_mark
from bontot_desktop.services.importing.workbook import Value

#: Dates that turn out to be ticks are statuses.
_MARK_OF = {Role.OFFICIAL: Role.FULL_MARK, Role.ADMITTED: Role.PROBATION_MARK}
_DATE_OF = {Role.FULL_MARK: Role.OFFICIAL, Role.PROBATION_MARK: Role.ADMITTED}
#: The commonest family names: most people of any list bear one.
_FAMILIES = frozenset(
    """
    nguyen tran le pham hoang huynh phan vu vo dang bui do ho ngo duong ly dinh doan trinh truong lam mai to dao cao
    luong luu ta chu quach ha thai dam tong vuong trieu lo vi nong be hua giang quan kim lu ma vang cu ban
    """.split()  # noqa: SIM905 — forty words read better as words
)


def checked(kind: TableKind, columns: list[ColumnGuess], body: list[list[Value]]) -> list[ColumnGuess]:
    """Return the columns with the roles their values ask for."""
    if kind is not TableKind.MEMBERS:
        return columns
    columns = [_by_marks(column, _values(body, column)) for column in columns]
    have = {column.role for column in columns}
    if Role.FULL_NAME in have:
        return _parted_name(columns, body)
    if Role.GIVEN_NAME not in have:
        return _name_by_values(columns, body)
    if Role.FAMILY_NAME not in have:
        # "Tên" alone heads whole names.
        return [replace(c, role=Role.FULL_NAME) if c.role is Role.GIVEN_NAME else c for c in columns]
    return columns


def _values(body: list[list[Value]], column: ColumnGuess) -> list[Value]:
    return [row[column.index] for row in body if column.index < len(row) and not is_blank(row[column.index])]


def _by_marks(column: ColumnGuess, values: list[Value]) -> ColumnGuess:
    marks = sum(is_mark(value) for value in values)
    dated = sum(isinstance(value, date) or any(sign.isdigit() for sign in as_text(value)[1:]) for value in values)
    if column.role in _MARK_OF and marks * 2 > len(values):
        return replace(column, role=_MARK_OF[column.role], sure=Sure.GUESSED)
    if column.role in _DATE_OF and dated * 2 > len(values):
        return replace(column, role=_DATE_OF[column.role], sure=Sure.GUESSED)
    return column


def _parted_name(columns: list[ColumnGuess], body: list[list[Value]]) -> list[ColumnGuess]:
    """See a name parted into two columns under one merged heading: "Nguyễn Văn" | "An"."""
    full = next(column for column in columns if column.role is Role.FULL_NAME)
    after = next((column for column in columns if column.index == full.index + 1), None)
    if after is None or after.role is not Role.IGNORED or after.heading not in ("", full.heading):
        if after is not None and after.role is Role.GIVEN_NAME:
            return _both(columns, full, after)
        return columns
    pairs = [
        (as_text(row[full.index]), as_text(row[after.index]))
        for row in body
        if after.index < len(row) and isinstance(row[after.index], str) and not is_blank(row[full.index])
    ]
    given = [pair for pair in pairs if pair[1] and len(pair[1].split()) <= 2 and not pair[1].isdecimal()]
    if len(given) >= 2 and len(given) * 2 > len([pair for pair in pairs if pair[0]]):
        return _both(columns, full, after)
    return columns


def _both(columns: list[ColumnGuess], full: ColumnGuess, after: ColumnGuess) -> list[ColumnGuess]:
    roles = {full.index: Role.FAMILY_NAME, after.index: Role.GIVEN_NAME}
    return [replace(c, role=roles[c.index], sure=Sure.GUESSED) if c.index in roles else c for c in columns]


def _name_by_values(columns: list[ColumnGuess], body: list[list[Value]]) -> list[ColumnGuess]:
    """Find the column of names by the family names in it, when no heading names it."""
    best: tuple[int, int] | None = None
    for column in columns:
        if column.role is not Role.IGNORED:
            continue
        values = [to_unicode(value, column.code) for value in _values(body, column) if isinstance(value, str)]
        named = sum(_is_name(value) for value in values)
        if named >= 2 and named * 3 > len(values) * 2 and (best is None or named > best[0]):
            best = named, column.index
    if best is None:
        return columns
    return [replace(c, role=Role.FULL_NAME, sure=Sure.GUESSED) if c.index == best[1] else c for c in columns]


def _is_name(value: str) -> bool:
    words = text.fold(value).split()
    return 2 <= len(words) <= 6 and words[0] in _FAMILIES and not any(sign.isdigit() for sign in value)
