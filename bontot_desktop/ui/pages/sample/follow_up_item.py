"""One item of one cell: its state, who does it, who looked, and why it was not applied."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import replication
from bontot_desktop.services.replication import ReplicationDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.leaving import may_close
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


def fill_item(form: Form) -> None:
    """Put the fields of an item into a form."""
    group = form.group()
    group.add("Việc phải làm", TextField(lines=1), name="content", wide=True)
    states = [(state, state.label) for state in ReplicationState]
    beside(
        form,
        group,
        ("Tình trạng", ChoiceField(states, characters=14), "state", 0),
        ("Hạn", DateField(), "due_on", 0),
        ("Ngày xong", DateField(), "done_on", 0),
        ("Người thực hiện", LineField(), "responsible", 1),
    )
    beside(
        form,
        group,
        ("Người kiểm tra", LineField(), "checked_by", 1),
        ("Ngày kiểm tra", DateField(), "checked_on", 0),
        ("Ghi chú, lý do", TextField(lines=1), "remark", 2),
    )


class ItemDialog(QDialog):
    """Opens over the page item × cell."""

    help_topic: ClassVar[str] = "viec-sau-sinh-hoat-diem"

    def __init__(self, shell: Shell, item_id: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("follow-up-item")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell = shell
        self.event_id, shown = replication.find(shell.office, item_id)
        self.setWindowTitle(f"Việc của {shown.cell_name}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self, lists=True)
        self.kept = KeptDraft(shell, self.form, ReplicationDraft, lambda: f"follow-up/{item_id}", self.windowTitle)
        offer = QVBoxLayout()
        offer.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        cell = QLabel(shown.cell_name, self)
        look.mark(cell, "section")
        offer.addWidget(cell)
        offer.addWidget(self.kept.bar)
        layout.addLayout(offer)
        layout.addWidget(self.form)
        fill_item(self.form)
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lưu việc này").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(shown)
        self.kept.offer()
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(
            min(look.COLUMN_MOST + 4 * look.PAGE_MARGIN, room.width()),
            round(min(room.height() * 0.9, look.row_height(self) * 13)),
        )
        self.form.field("state").setFocus()

    def store(self) -> None:
        """Save the item."""
        draft = replace(self.form.draft())
        saved = self._shell.act(
            lambda: replication.save(self._shell.office, self.event_id, draft),
            f"Đã ghi việc của {draft.cell_name}",
            form=self.form,
        )
        if saved is not None:
            self.kept.drop()
            self.accept()

    def reject(self) -> None:
        """Go back; what was typed is asked about."""
        if may_close(self._shell, self, self.form, self.kept):
            super().reject()
