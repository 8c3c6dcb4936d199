"""Short fields on one line of a form: a date, two times and a place need no line of their own each."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.form import FieldRow, Form, FormGroup


def beside(form: Form, group: FormGroup, *fields: tuple[str, Any, str, int]) -> None:
    """Put fields on one line: label, field, name in the draft, share of the line (0 takes only what it needs)."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(look.WIDE)
    stretched = False
    for label, field, name, share in fields:
        field.setObjectName(field.objectName() or name)
        line = FieldRow(label, field, parent=holder)
        form.bind(name, field, line)
        row.addWidget(line, share)
        stretched = stretched or share > 0
    if not stretched:
        row.addStretch(1)
    group.add_widget(holder)
