"""Short fields on one line of a form, in more where it is narrow: a date needs no line of its own."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.form import FieldRow, Form, FormGroup
from bontot_desktop.ui.widgets.sharing import ShareLayout

#: A field that shares its line is legible with so many characters.
_LEGIBLE = 24


def beside(form: Form, group: FormGroup, *fields: tuple[str, Any, str, int]) -> None:
    """Put fields on one line: label, field, name in the draft, share of the line (0 takes only what it needs)."""
    holder = QWidget()
    row = ShareLayout(holder, gap=look.WIDE, between=look.BETWEEN_FIELDS)
    for label, field, name, share in fields:
        field.setObjectName(field.objectName() or name)
        line = FieldRow(label, field, parent=holder)
        form.bind(name, field, line)
        row.share(line, share, _LEGIBLE if share else 0)
    group.add_widget(holder)
