"""The register of outgoing papers as a spreadsheet the office can sort and count in."""

from __future__ import annotations

from datetime import datetime, time
from io import BytesIO
from typing import Any

import xlsxwriter

from bontot_desktop.documents.blocks import printable
from bontot_desktop.documents.outgoing_register import HEADINGS, SKIPPED, TITLE, Entry, RegisterFacts

_FONT = "Times New Roman"
#: Widths in characters; the run's name stands first, so that the sheet can be sorted and filtered by it.
_WIDTHS = (26, 14, 12, 16, 52, 22, 36, 24, 9, 28)
_COLUMNS = ("Dãy số", HEADINGS[0], HEADINGS[1], "Tên loại", "Trích yếu nội dung", *HEADINGS[3:])
#: A cell that begins so would be taken for a formula by the next program that reads the file.
_FORMULA = ("=", "+", "-", "@")
_HEAD_ROW = 3


def write(facts: RegisterFacts) -> bytes:
    """Return the .xlsx of the register: one sheet, heading row frozen and filtered, dates as dates."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_format_properties": {"font_name": _FONT}})
    moment = datetime.combine(facts.made_on, time())
    book.set_properties({"title": f"Sổ đăng ký văn bản đi, {facts.period}", "author": facts.author, "created": moment})
    sheet = book.add_worksheet("Văn bản đi")
    _Sheet(book, sheet).fill(facts)
    book.close()
    return out.getvalue()


class _Sheet:
    """The formats of the sheet and how its cells are written."""

    def __init__(self, book: Any, sheet: Any) -> None:
        self.sheet = sheet
        cell = {"font_name": _FONT, "font_size": 12, "text_wrap": True, "valign": "top", "border": 1}
        self.text = book.add_format(cell)
        # Opened and confirmed again in the spreadsheet, such a text stays a text.
        self.quoted = book.add_format({**cell, "quote_prefix": True})
        self.date = book.add_format({**cell, "num_format": "dd/mm/yyyy", "align": "center"})
        self.number = book.add_format({**cell, "num_format": "0", "align": "center"})
        self.head = book.add_format({**cell, "bold": True, "align": "center", "valign": "vcenter"})
        self.title = book.add_format({"font_name": _FONT, "font_size": 14, "bold": True})
        self.plain = book.add_format({"font_name": _FONT, "font_size": 12})

    def fill(self, facts: RegisterFacts) -> None:
        """Write the whole sheet and set how it looks and prints."""
        sheet = self.sheet
        for column, width in enumerate(_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_string(0, 0, printable(facts.author), self.plain)
        sheet.write_string(1, 0, f"{TITLE}, {facts.period.upper()}", self.title)
        for column, heading in enumerate(_COLUMNS):
            sheet.write_string(_HEAD_ROW, column, heading, self.head)
        row = _HEAD_ROW
        for group in facts.groups:
            for entry in group.entries:
                row += 1
                self._entry(row, group.title, entry)
        sheet.freeze_panes(_HEAD_ROW + 1, 0)
        sheet.autofilter(_HEAD_ROW, 0, max(row, _HEAD_ROW), len(_COLUMNS) - 1)
        self._words(row + 2, 0, facts.closing, self.plain)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEAD_ROW)

    def _entry(self, row: int, group: str, entry: Entry) -> None:
        words = {
            0: group,
            1: entry.number_text,
            3: entry.type_name,
            4: SKIPPED if entry.skipped else entry.about,
            5: entry.signer,
            6: entry.recipients,
            7: entry.kept_by,
            9: entry.note_text,
        }
        for column, value in words.items():
            self._words(row, column, value)
        if entry.day is None:
            self.sheet.write_blank(row, 2, None, self.date)
        else:
            self.sheet.write_datetime(row, 2, datetime.combine(entry.day, time()), self.date)
        if entry.copies is None:
            self.sheet.write_blank(row, 8, None, self.number)
        else:
            self.sheet.write_number(row, 8, entry.copies, self.number)

    def _words(self, row: int, column: int, value: str, form: Any = None) -> None:
        clean = printable(value)
        usual = form or self.text
        self.sheet.write_string(row, column, clean, self.quoted if clean.startswith(_FORMULA) else usual)
