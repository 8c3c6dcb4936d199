"""The table as it is seen, in a spreadsheet: the same columns, rows and order."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, Row
from bontot_desktop.ui.widgets.page import Page

if TYPE_CHECKING:
    from bontot_desktop.ui.tables.view import TableView

WORD = "Xuất Excel…"


def add_to(menu: QMenu, table: TableView) -> None:
    """Add the export to a menu of the table: of what is seen, and of what is selected when that is several rows."""
    shell = shell_over(table)
    if shell is None:
        return
    menu.addAction(WORD, lambda: export(shell, table))
    chosen = table.selected_rows()
    if len(chosen) > 1:
        menu.addAction(f"Xuất {len(chosen)} dòng đã chọn ra Excel…", lambda: export(shell, table, chosen))


def shell_over(widget: QWidget) -> Shell | None:
    """Return the shell of the page or window that a widget stands in, None where there is none."""
    over: QWidget | None = widget
    while over is not None:
        for name in ("shell", "_shell"):
            found = getattr(over, name, None)
            if isinstance(found, Shell):
                return found
        over = over.parentWidget()
    return None


def title_over(widget: QWidget) -> str:
    """Return the title of the page a table stands in."""
    over: QWidget | None = widget
    while over is not None:
        if isinstance(over, Page) and over.title():
            return over.title()
        over = over.parentWidget()
    return widget.window().windowTitle()


def export(shell: Shell, table: TableView, rows: Sequence[Row] | None = None) -> None:
    """Ask for a place and write the workbook there; the status line says what was done."""
    # Loaded with the first list, not with the window.
    from bontot_desktop.services import export as service
    from bontot_desktop.services import files

    name = title_over(table)
    title = f"Danh sách {name[:1].lower()}{name[1:]}"
    start = Path.home() / service.file_name(title, shell.today())
    target = shell.asking.save_file("Xuất Excel", "Bảng tính", ".xlsx", start=start)
    if target is None:
        return
    columns = table.shown_columns()
    chosen = table.rows.shown() if rows is None else list(rows)
    sheet = service.Sheet(
        title=title,
        columns=[service.Column(column.title, column.right, column.decimals) for column in columns],
        rows=[[value_of(column, row) for column in columns] for row in chosen],
        office=service.office_name(shell.office),
        notes=notes(table),
    )
    shell.act(
        lambda: files.write(target, service.workbook(sheet, shell.now())),
        f"Đã xuất {len(chosen)} dòng ra {target.name}",
        undo=False,
    )


def value_of(column: Column, row: Row) -> Any:
    """Return what a cell of the spreadsheet holds: the date or number behind the text, else the text as seen."""
    value = column.value(row) if column.value is not None else None
    return column.show(row) if value is None else value


def notes(table: TableView) -> list[str]:
    """Tell what the table is narrowed to, in a sentence each."""
    columns = table.rows.columns
    told = [one.sentence(columns[place]) for place, one in table.rows.column_filters().items()]
    query = table.rows.query()
    return [f"Lọc: {'; '.join((*([f'có “{query}”'] if query else []), *told))}"] if told or query else []
