"""The parts of minutes that are typed as running text, one field a part, in print order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.minutes import SectionKind
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import TextField
from bontot_desktop.ui.widgets.form import FieldRow


class Sections(QWidget):
    """The parts as a field of a form: its value is the texts by key, empty ones left out."""

    edited = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[SectionKind, ...] = ()
        self._fields: dict[str, TextField] = {}
        self._rows: list[FieldRow] = []
        self._others: dict[str, str] = {}
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(look.BETWEEN_FIELDS)

    def show_parts(self, parts: Sequence[SectionKind]) -> None:
        """Say which parts there are."""
        if tuple(parts) == self._parts:
            return
        self._parts = tuple(parts)
        for row in self._rows:
            self._stack.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._fields, self._rows = {}, []
        for part in parts:
            field = TextField(lines=2)
            field.setObjectName(f"section:{part.key}")
            field.setPlaceholderText(part.hint)
            field.edited.connect(self.edited)
            field.left.connect(self.left)
            row = FieldRow(part.title, field, parent=self)
            self._fields[part.key] = field
            self._rows.append(row)
            self._stack.addWidget(row)

    def set_value(self, value: Any) -> None:
        """Show the texts."""
        for key, field in self._fields.items():
            field.set_value(value.get(key, ""))
        self._others = {key: words for key, words in value.items() if key not in self._fields}

    def value(self) -> dict[str, str]:
        """Return the texts; those of parts not shown stay as they were."""
        typed = {key: field.value() for key, field in self._fields.items()}
        return {**self._others, **{key: words for key, words in typed.items() if words}}

    def fault(self) -> str:
        """Text is always fine."""
        return ""

    def field(self, key: str) -> TextField:
        """Return the field of a part."""
        return self._fields[key]
