"""What is typed into the cells of a grid and the fields around it, as texts that can be kept and put back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from bontot_desktop.ui.tables.grid import GridModel

Typing = dict[str, Any]


def typed_of(model: GridModel, fields: Mapping[str, QLineEdit]) -> Typing:
    """Return what stands in the cells and fields, emptied ones too, as texts."""
    cells = []
    for row in range(model.rowCount()):
        known = model.row_at(row)
        for column in range(model.columnCount()):
            if known is not None and model.may_edit(row, column):
                cells.append([known.id, str(model.columns[column].id), _words(model, row, column)])
    return {"cells": cells, "fields": {name: field.text() for name, field in fields.items()}}


def take_typed(model: GridModel, fields: Mapping[str, QLineEdit], typing: Typing) -> None:
    """Put what was kept into the cells and fields; rows that are gone meanwhile are left out."""
    places = {known.id: row for row in range(model.rowCount()) if (known := model.row_at(row)) is not None}
    columns = {str(column.id): place for place, column in enumerate(model.columns)}
    for row_id, column_id, words in typing.get("cells", ()):
        if row_id in places and column_id in columns:
            row, column = places[row_id], columns[column_id]
            # What stands there already is not touched: another cell may have followed from it.
            if _words(model, row, column) != words:
                model.put_text(row, column, words)
    for name, words in typing.get("fields", {}).items():
        if name in fields:
            fields[name].setText(words)


def _words(model: GridModel, row: int, column: int) -> str:
    words = model.index(row, column).data(Qt.ItemDataRole.EditRole)
    return "" if words is None else str(words)
