"""An empty invented office and workbooks made on the spot, for tests of the register."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from html import escape
from pathlib import Path
from typing import Any

import xlsxwriter

from bontot_desktop.db.house import History
from bontot_desktop.rules.member_acts import MemberAct
from bontot_desktop.services import member_acts
from bontot_desktop.services.office import Office
from bontot_desktop.services.setup import OfficeDraft, new_office
from tests.data.make_sample_book import CELL_HEADINGS, MEMBER_HEADINGS

NOW = datetime(2026, 11, 21, 9, 0)
TODAY = NOW.date()
SAMPLE_BOOK = Path(__file__).parents[1] / "resources" / "sample" / "danh-ba-mau.xlsx"


def make_office(folder: Path) -> Office:
    """Make an empty office in a plain file."""
    draft = OfficeDraft("Đảng ủy xã Ví Dụ", "Đảng bộ tỉnh Mẫu", "Ví Dụ", 2025, 2030)
    office, _ = new_office(
        folder / "vi-du.bontot", draft, password=None, holder="thử", who="Văn thư", clock=lambda: NOW
    )
    return office


def acts(office: Office) -> list[str]:
    """Return the sentences of the history, oldest first."""
    with office.read() as session:
        return [line.sentence for line in session.query(History).order_by(History.id)]


def move_away(office: Office, member_id: int, on: date) -> None:
    """Take a member off the register: moved to another party organisation on a day."""
    draft = member_acts.start(office, member_id, MemberAct.MOVE_AWAY)
    member_acts.record(office, replace(draft, from_on=on, counterpart="Đảng bộ phường Mẫu"))


def cell_row(code: str, name: str, **values: Any) -> list[Any]:
    """Return a row of the list of cells; values by heading ("Bí thư")."""
    given = {"Mã chi bộ": code, "Tên chi bộ": name, "Loại hình": "nông thôn", **values}
    return [given.get(heading, "") for heading in CELL_HEADINGS]


def member_row(name: str, cell: str = "TH01", **values: Any) -> list[Any]:
    """Return a row of the list of members; values by heading without spaces or by the heading itself."""
    given = {
        "Họ và tên": name,
        "Ngày sinh": date(1970, 5, 6),
        "Giới tính": "Nam",
        "Ngày vào Đảng": date(2000, 2, 3),
        "Ngày chính thức": date(2001, 2, 3),
        "Chi bộ": cell,
        "Tình trạng": "chính thức",
        **values,
    }
    return [given.get(heading, "") for heading in MEMBER_HEADINGS]


def write_sheets(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a workbook from rows of values."""
    with xlsxwriter.Workbook(str(path)) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, datetime):
                        sheet.write_datetime(number, column, value, day)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
                    elif isinstance(value, bool | int | float):
                        sheet.write(number, column, value)
                    elif value != "":
                        sheet.write_string(number, column, str(value))
    return path


def write_book(path: Path, cells: Sequence[Sequence[Any]], members: Sequence[Sequence[Any]]) -> Path:
    """Write a workbook with the two lists under our own headings."""
    return write_sheets(path, {"Chi bộ": [list(CELL_HEADINGS), *cells], "Đảng viên": [list(MEMBER_HEADINGS), *members]})


def write_ods(path: Path, sheets: dict[str, Sequence[Sequence[Any]]]) -> Path:
    """Write a spreadsheet of the other office suite, as small as its readers accept."""
    tables = []
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        tables.append(f'<table:table table:name="{name}">{lines}</table:table>')
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{urn}:office:1.0" '
        f'xmlns:table="{urn}:table:1.0" xmlns:text="{urn}:text:1.0" office:version="1.3"><office:body>'
        f"<office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{urn}:manifest:1.0"/>')
        archive.writestr("content.xml", content)
    return path


def _ods_cell(value: Any) -> str:
    if isinstance(value, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
    if isinstance(value, int):
        return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if value == "":
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'
