"""A workbook that was read, with what its sheets are taken for, in the words of the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bontot_desktop.services import importing
from bontot_desktop.services.importing import (
    CellFrom,
    Guess,
    OldCode,
    Role,
    SheetGuess,
    Sure,
    TableKind,
    Workbook,
)

#: Columns whose role is guessed, not known by a heading.
_DOUBTED = (Sure.LIKELY, Sure.GUESSED)


@dataclass(frozen=True, slots=True)
class Opened:
    """A workbook, what it is taken for now, and how many rows of each sheet are rows of a list."""

    book: Workbook
    guess: Guess
    rows: Mapping[str, int]

    def with_sheet(self, changed: SheetGuess) -> Opened:
        """Take a sheet for something else."""
        rows = {**self.rows, changed.sheet: importing.count_rows(self.book, changed)}
        return replace(self, guess=self.guess.with_sheet(changed), rows=rows)

    def taken(self) -> list[SheetGuess]:
        """Return the sheets that are taken."""
        return [sheet for sheet in self.guess.sheets if sheet.kind is not None]

    def sentence(self) -> str:
        """Say what was found, in one line."""
        taken = self.taken()
        if not taken:
            return f"{len(self.guess.sheets)} trang, chưa thấy danh sách nào"
        parts = []
        for kind in TableKind:
            sheets = [sheet for sheet in taken if sheet.kind is kind]
            if sheets:
                rows = sum(self.rows[sheet.sheet] for sheet in sheets)
                where = f" ở {len(sheets)} trang" if len(sheets) > 1 else ""
                parts.append(f"{rows} dòng {kind.label.lower()}{where}")
        left = len(self.guess.sheets) - len(taken)
        return ", ".join(parts) + (f"; {left} trang không nhập" if left else "")


def open_book(
    path: Path, remembered: Mapping[str, Mapping[str, object]], progress: Callable[[int, int, str], None]
) -> Opened:
    """Read a workbook and guess its sheets; ``progress`` hears of each part and may stop it in any.

    Raises Refused.
    """
    words = f"Đang đọc {path.name}"
    progress(0, 0, words)
    book = importing.read(path, lambda done, total: progress(done, total, words))
    progress(0, 0, "Đang tìm tiêu đề và các cột")
    guess = importing.guess(book, remembered)
    rows = {}
    for place, sheet in enumerate(guess.sheets, start=1):
        rows[sheet.sheet] = importing.count_rows(book, sheet)
        progress(place, len(guess.sheets), "Đang xem các trang")
    return Opened(book, guess, rows)


def kind_word(sheet: SheetGuess) -> str:
    """Say what a sheet lists."""
    return "không nhập" if sheet.kind is None else sheet.kind.label


def cell_word(sheet: SheetGuess) -> str:
    """Say to which cell the rows of a sheet belong."""
    if sheet.kind is not TableKind.MEMBERS:
        return ""
    if sheet.cell_from is CellFrom.SHEET:
        return sheet.cell_name or "chưa ghi chi bộ nào"
    return sheet.cell_from.label


def columns_word(sheet: SheetGuess) -> str:
    """Say how many columns are understood and how well."""
    if sheet.kind is None:
        return ""
    known = [column for column in sheet.columns if column.role is not Role.IGNORED]
    words = f"{len(known)} trong {len(sheet.columns)} cột" if len(known) < len(sheet.columns) else f"{len(known)} cột"
    doubted = sum(column.sure in _DOUBTED for column in known)
    return f"{words}, {doubted} cột nên xem lại" if doubted else words


def note_word(sheet: SheetGuess) -> str:
    """Say what is worth knowing of a sheet besides."""
    notes = []
    if sheet.kind is not None and sheet.is_remembered:
        notes.append("chọn cột như lần nhập trước")
    if sheet.old_code is not OldCode.UNICODE:
        notes.append(f"mã {sheet.old_code.label.partition(' ')[0]}, đọc thành Unicode")
    return "; ".join(notes)
