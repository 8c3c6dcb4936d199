"""The window "Ghi vào sổ": what the clerk notes beside an issued paper in the register of outgoing papers."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop.services import outgoing
from bontot_desktop.services.papers import PaperRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


class RegisterNoteDialog(QDialog):
    """Copies, who keeps the file copy and a remark; the paper itself stays as it was issued."""

    help_topic: ClassVar[str] = "so-van-ban-di"

    def __init__(self, shell: Shell, row: PaperRow) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("register-note")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Ghi vào sổ văn bản đi")
        self._shell, self._row = shell, row
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.TINY)
        for words, kind in ((row.name, "section"), (row.about, "second")):
            label = QLabel(words, self)
            label.setWordWrap(True)
            label.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
            look.mark(label, kind)
            outer.addWidget(label)
        self.form = Form(self)
        group = self.form.group()
        group.add("Số lượng bản", NumberField(lowest=0, highest=99_999, characters=6), name="copies", suffix="bản")
        group.add("Đơn vị, người nhận bản lưu", LineField(), name="kept_by")
        group.add("Ghi chú", LineField(), name="note")
        outer.addWidget(self.form, 1)
        self.save_button = self.form.add_save("Ghi vào sổ")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (self.save_button, back):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(outgoing.beside(shell.office, row.id))
        self.resize(look.text_width(64, self), look.row_height(self) * 12)
        self.form.focus_first()

    def save(self) -> None:
        """Keep what was typed and close."""
        noted = self.form.draft()
        done = self._shell.act(
            lambda: outgoing.note(self._shell.office, self._row.id, noted),
            f"Đã ghi {self._row.name} vào sổ văn bản đi.",
            form=self.form,
        )
        if done is not None:
            self.accept()
