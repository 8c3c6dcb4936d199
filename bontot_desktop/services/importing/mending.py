"""Giving the rows that were not taken back as a workbook, under headings that the next import understands."""

from __future__ import annotations

from bontot_desktop.rules.old_code import OldCode, to_unicode
from bontot_desktop.services import export
from bontot_desktop.services.importing import layout
from bontot_desktop.services.importing.finding import sheet_of
from bontot_desktop.services.importing.guesses import CellFrom, ColumnGuess, SheetGuess
from bontot_desktop.services.importing.report import ImportPlan, Remark
from bontot_desktop.services.importing.roles import Role, TableKind, folded_heading, role_of
from bontot_desktop.services.importing.values import as_text
from bontot_desktop.services.importing.workbook import Value, Workbook

#: Heading of the column that says why; the next import does not read it.
WHY = "Vì sao chưa nhận"
_TITLES = {TableKind.CELLS: "Chi bộ chưa nhận", TableKind.MEMBERS: "Đảng viên chưa nhận"}
_FREE = (Role.EXTRA, Role.IGNORED)


def sheets_to_mend(workbook: Workbook, plan: ImportPlan, office: str = "") -> list[export.Sheet]:
    """Return the refused rows and those the person left out, one list for each kind, each row as it stands in the file.

    A row refused for several reasons stands once, with all of them.
    """
    assert plan.guess is not None
    found = []
    for kind in TableKind:
        remarks = [remark for remark in (*plan.refused, *plan.left_out) if remark.kind is kind]
        if remarks:
            found.append(_Mending(workbook, plan, kind).sheet(remarks, office))
    return found


class _Mending:
    """Puts rows of several sheets under the same headings."""

    def __init__(self, workbook: Workbook, plan: ImportPlan, kind: TableKind) -> None:
        assert plan.guess is not None
        self._workbook, self._guess, self._kind = workbook, plan.guess, kind
        self._titles: list[str] = []
        self._cells: dict[str, dict[int, str]] = {}

    def sheet(self, remarks: list[Remark], office: str) -> export.Sheet:
        reasons: dict[tuple[str, int], list[str]] = {}
        for remark in remarks:
            reason = f"cột “{remark.column}”: {remark.text}" if remark.column else remark.text
            reasons.setdefault((remark.sheet, remark.row), []).append(reason)
        rows = [(self._row(name, number), "; ".join(why)) for (name, number), why in reasons.items()]
        titles = [*self._titles, WHY]
        return export.Sheet(
            title=_TITLES[self._kind],
            columns=[export.Column(title) for title in titles],
            rows=[[*(row.get(title, "") for title in self._titles), why] for row, why in rows],
            office=office,
            notes=["Sửa các dòng này rồi nhập lại chính tệp này"],
        )

    def _row(self, name: str, number: int) -> dict[str, str]:
        guess = self._guess.sheet(name)
        sheet = sheet_of(self._workbook, name)
        values = sheet.rows[number - sheet.first_row]
        row: dict[str, str] = {}
        for column in guess.columns:
            title = _title(self._kind, column)
            if title and title not in self._titles:
                self._titles.append(title)
            written = as_text(_decoded(values[column.index], column.code)) if column.index < len(values) else ""
            if title and written:
                row[title] = written
        if self._kind is TableKind.MEMBERS and guess.cell_from in (CellFrom.GROUPS, CellFrom.SHEET):
            title = Role.CELL.label
            if title not in self._titles:
                self._titles.append(title)
            row[title] = self._cell(guess, number)
        return row

    def _cell(self, guess: SheetGuess, number: int) -> str:
        if guess.cell_from is CellFrom.SHEET:
            return guess.cell_name
        if guess.sheet not in self._cells:
            sheet = sheet_of(self._workbook, guess.sheet)
            walked = layout.walk(sheet, guess)
            places = (sheet.first_row + offset for offset in walked.data)
            self._cells[guess.sheet] = dict(zip(places, walked.cells, strict=True))
        return self._cells[guess.sheet].get(number, "")


def _title(kind: TableKind, column: ColumnGuess) -> str:
    """Return the heading a column gets: the office's own where it is understood standing alone, else ours."""
    if column.role in _FREE:
        return column.heading.replace(" – ", " ")
    for title in (column.heading.replace(" – ", " "), column.heading.rpartition(" – ")[2], column.role.label):
        if role_of(kind, (folded_heading(title),))[0] is column.role:
            return title
    return column.role.label


def _decoded(value: Value, code: OldCode) -> Value:
    return to_unicode(value, code) if isinstance(value, str) and code is not OldCode.UNICODE else value
