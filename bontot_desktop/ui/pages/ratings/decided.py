"""The window in which the office writes down that the year's ratings were decided by a paper made elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from bontot_desktop.services import rating_decisions
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


@dataclass(frozen=True, slots=True)
class DecidedDraft:
    """What the form asks."""

    on: date | None = None
    members: bool = True


class DecidedDialog(QDialog):
    """Asks for the day, and whether it decided on members too."""

    help_topic: ClassVar[str] = "xep-loai"

    def __init__(self, shell: Shell, year: int) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("ratings-decided")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Ghi đã có quyết định xếp loại năm {year}")
        self._shell, self._year = shell, year
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.SMALL, 0, 0)
        self.form = Form(self)
        group = self.form.group(
            "", hint="Từ đó kết quả không gõ đè được nữa; kết quả sai thì ghi xếp loại lại, kết quả cũ vẫn giữ."
        )
        group.add("Ngày quyết định", DateField(), name="on")
        group.add("", CheckField("Quyết định cả xếp loại đảng viên"), name="members", wide=True)
        for button in (self.form.add_save("Ghi quyết định"), self.form.add_button("Quay lại", self.reject)):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        outer.addWidget(self.form, 1)
        self.form.show_draft(DecidedDraft())
        self.form.focus_first()
        self.resize(QSize(look.text_width(56, self), look.row_height(self) * 9))

    def save(self) -> None:
        """Write the decision down."""
        draft = self.form.draft()
        if draft.on is None:
            self.form.say("Hãy ghi ngày quyết định.")
            return
        office, day = self._shell.office, draft.on
        done = self._shell.act(
            lambda: rating_decisions.decide(office, self._year, day, members=draft.members),
            "Đã ghi quyết định kết quả xếp loại.",
            form=self.form,
        )
        if done is not None:
            self.accept()
