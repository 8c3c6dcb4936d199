"""A list as a spreadsheet, exactly as it is shown: its columns, its order, its rows, ready to print on A4."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any

from bontot_desktop import dates, text
from bontot_desktop.services.office import Office

#: What stands in a cell; a text is never reckoned with.
Value = str | int | float | Decimal | date | time | bool | None

_FONT = "Times New Roman"
#: A cell that begins so would be taken for a formula by the next program that reads the file.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
#: Widths in characters, at least and at most; what is longer goes on in another line.
_LEAST, _MOST = 7, 48
#: Excel takes no longer text in a cell, and no longer name of a sheet.
_LONGEST, _LONGEST_NAME = 32_767, 31
_A4 = 9


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, and whether figures stand below it with how many decimals."""

    title: str
    is_number: bool = False
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: the list's name, whose it is, what it was narrowed to, its columns and rows."""

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    office: str = ""
    notes: Sequence[str] = ()
    #: What stands on the sheet's tab; "" for the title.
    name: str = ""


def workbook(sheet: Sheet, made_at: datetime) -> bytes:
    """Return the .xlsx of one list: title, day, headings frozen and repeated on each page, A4 across."""
    return workbook_of([sheet], made_at)


def workbook_of(sheets: Sequence[Sheet], made_at: datetime) -> bytes:
    """Return the .xlsx of several lists, each on a sheet of its own."""
    # Loaded with the first list, not with the window.
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": {"font_name": _FONT}})
    book.set_properties({"title": sheets[0].title, "author": sheets[0].office, "created": made_at})
    for sheet in sheets:
        _Writer(book, book.add_worksheet(_sheet_name(sheet.name or sheet.title))).fill(sheet, made_at)
    book.close()
    return out.getvalue()


def office_name(office: Office) -> str:
    """Return whose lists they are ("Đảng ủy xã Ví Dụ")."""
    with office.ask() as driver:
        row = driver.execute("SELECT name FROM committee").fetchone()
    return row[0] if row else ""


def file_name(title: str, made_on: date) -> str:
    """Return the name offered for the file ("danh-sach-dang-vien-2026-11-22.xlsx")."""
    return f"{text.ascii_name(title)}-{made_on.isoformat()}.xlsx"


class _Writer:
    """The formats of the sheet and how its cells are written."""

    def __init__(self, book: Any, page: Any) -> None:
        self.page = page
        cell = {"font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
        self.text = book.add_format(cell)
        # Opened and confirmed again in the spreadsheet, such a text stays a text.
        self.quoted = book.add_format({**cell, "quote_prefix": True, "num_format": "@"})
        self.figures = book.add_format({**cell, "num_format": "@"})
        self.date = book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"})
        self.time = book.add_format({**cell, "num_format": "hh:mm", "align": "center"})
        self.numbers = {
            decimals: book.add_format({**cell, "num_format": f"#,##0.{'#' * decimals}" if decimals else "0"})
            for decimals in range(4)
        }
        self.head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        self.title = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
        self.plain = book.add_format({"font_name": _FONT, "font_size": 12})

    def fill(self, sheet: Sheet, made_at: datetime) -> None:
        """Write everything and set how it looks and prints."""
        page = self.page
        page.write_string(0, 0, _fitting(sheet.office), self.plain)
        page.write_string(1, 0, _fitting(sheet.title.upper()), self.title)
        made = f"Lập ngày {dates.screen(made_at.date())}, {len(sheet.rows)} dòng"
        notes = [". ".join((made, *sheet.notes))]
        for row, note in enumerate(notes, start=2):
            page.write_string(row, 0, _fitting(note), self.plain)
        head = 2 + len(notes) + 1
        widths = [len(column.title) + 4 for column in sheet.columns]
        for place, column in enumerate(sheet.columns):
            page.write_string(head, place, _fitting(column.title), self.head)
        for down, values in enumerate(sheet.rows, start=head + 1):
            for across, value in enumerate(values):
                widths[across] = max(widths[across], self._cell(down, across, value, sheet.columns[across]))
        for place, width in enumerate(widths):
            page.set_column(place, place, min(max(width + 1, _LEAST), _MOST))
        last = head + len(sheet.rows)
        page.freeze_panes(head + 1, 0)
        page.autofilter(head, 0, max(last, head), max(len(sheet.columns) - 1, 0))
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.7)
        page.fit_to_pages(1, 0)
        page.repeat_rows(head)
        page.set_footer(f'&C&"{_FONT}"&11&P/&N')

    def _cell(self, row: int, column: int, value: Value, kind: Column) -> int:
        """Write one cell and return how many characters wide it is."""
        page = self.page
        if value is None or value == "":
            page.write_blank(row, column, None, self.text)
            return 0
        if isinstance(value, bool):
            value = "có" if value else ""
        if isinstance(value, date) and value.year >= 1900:
            page.write_datetime(row, column, datetime.combine(value, time()), self.date)
            return 11
        if isinstance(value, date):
            value = dates.screen(value)
        if isinstance(value, time):
            page.write_datetime(row, column, value, self.time)
            return 6
        if isinstance(value, int | float | Decimal):
            # A whole number among others stands without a comma that nothing follows.
            decimals = 0 if value == int(value) else min(kind.decimals, 3)
            page.write_number(row, column, value, self.numbers[decimals])
            return len(str(value))
        shown = _fitting(value)
        form = self.quoted if shown.startswith(_FORMULA) else self.figures if _is_figures(shown) else self.text
        page.write_string(row, column, shown, form)
        return max(map(len, shown.split("\n")))


def _is_figures(shown: str) -> bool:
    """A card number keeps its zeros when the cell is confirmed again."""
    return shown.replace(" ", "").replace(".", "").isdecimal()


def _fitting(value: str) -> str:
    """Return a text that a workbook holds: no signs XML forbids, not too long."""
    return text.clean_block(value)[:_LONGEST]


def _sheet_name(title: str) -> str:
    """Return a name Excel takes: none of its forbidden signs, 31 at most."""
    kept = "".join(sign for sign in text.clean(title) if sign not in "[]:*?/\\'")
    return kept[:_LONGEST_NAME].strip() or "Danh sách"
