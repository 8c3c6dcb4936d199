"""Rows on their way to a spreadsheet: as plain lines, and as a table in which figures of a card stay text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from bontot_desktop.ui.tables.columns import Column, Row

#: With these a spreadsheet's formula begins.
_FORMULA = ("=", "+", "-", "@")
#: A number with its sign, a telephone number, a lone dash for "nothing": whatever reads them, nothing is run.
_NUMBER = re.compile(r"\s*[+-]?[\d\s.,]*%?")
#: Day 0 of spreadsheets.
_ZERO = date(1899, 12, 30)


def copy(columns: Sequence[Column], rows: Sequence[Row], *, with_titles: bool) -> None:
    """Put rows on the clipboard: lines of tabs, and HTML that spreadsheets prefer because it says what is text."""
    data = QMimeData()
    lines = ["\t".join(one_cell(column.show(row)) for column in columns) for row in rows]
    if with_titles:
        lines.insert(0, "\t".join(column.title for column in columns))
    data.setText("\n".join(lines))
    data.setHtml(as_html(columns, rows, with_titles=with_titles))
    QGuiApplication.clipboard().setMimeData(data)


def one_cell(shown: str) -> str:
    """Return a text that stays in one cell of the plain lines and that no spreadsheet reckons with.

    A text that begins as a formula does gets the sign by which spreadsheets know a text; a number does not.
    """
    line = " ".join(shown.replace("\t", " ").splitlines())
    return f"'{line}" if line.lstrip().startswith(_FORMULA) and not _NUMBER.fullmatch(line) else line


def own_cell(pasted: str) -> str:
    """Return a cell as it was before :func:`one_cell`, when it comes back into a table of ours."""
    return pasted[1:] if pasted.startswith("'") and pasted[1:].lstrip().startswith(_FORMULA) else pasted


def as_html(columns: Sequence[Column], rows: Sequence[Row], *, with_titles: bool) -> str:
    """Return the rows as a table: dates and numbers as such, everything else text that nobody reckons with."""
    head = "".join(f"<th>{escape(column.title)}</th>" for column in columns)
    lines = [f"<tr>{head}</tr>"] if with_titles else []
    lines += [f"<tr>{''.join(_cell(column, row) for column in columns)}</tr>" for row in rows]
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head>'
        f"<body><table>{''.join(lines)}</table></body></html>"
    )


def _cell(column: Column, row: Row) -> str:
    shown = escape(column.show(row)).replace("\n", "<br>")
    value: Any = column.value(row) if column.value is not None else None
    if isinstance(value, date):
        # By its number a day stays that day, whichever way round the other program writes dates.
        number = (value - _ZERO).days
        return (
            f'<td x:num="{number}" sdval="{number}" sdnum="1066;1066;DD/MM/YYYY" '
            f"style=\"mso-number-format:'dd\\/mm\\/yyyy'\">{shown}</td>"
        )
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return f'<td x:num="{value}" sdval="{value}">{shown}</td>'
    return f'<td style="mso-number-format:\'\\@\'" sdnum="1066;1066;@">{shown}</td>'
