"""The window that issues the same paper to several: each draft is looked at, one day is chosen, then all are issued."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.errors import BonTotError
from bontot_desktop.services import issuing
from bontot_desktop.services.issuing_many import IssuedMany
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.issue import BAND
from bontot_desktop.ui.issuing_all import issue_all
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.typed import DateField

#: Room for the page, in characters.
_WIDTH = 112


def open_issue_many(
    shell: Shell, kind_id: str, subjects: Sequence[tuple[int, str]], day: date, *, title: str, what: str
) -> IssueManyDialog | None:
    """Show the drafts; ``subjects`` are id and name in order, ``what`` the papers in the plural ("thông báo").

    None when the first draft can't be made, which is told.
    """
    dialog = IssueManyDialog(shell, kind_id, subjects, day, title=title, what=what)
    if not dialog.show_draft(subjects[0][0]):
        dialog.deleteLater()
        return None
    dialog.open()
    return dialog


class IssueManyDialog(QDialog):
    """Shows the drafts one after the other under the chosen day; "Ban hành" gives each its own number."""

    help_topic: ClassVar[str] = "soan-van-ban"

    def __init__(
        self, shell: Shell, kind_id: str, subjects: Sequence[tuple[int, str]], day: date, *, title: str, what: str
    ) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("issue-many")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._shell, self._kind_id, self._subjects, self._what = shell, kind_id, list(subjects), what
        self._shown: tuple[int, date] | None = None
        self.done_many: IssuedMany | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.WIDE, look.SMALL, look.WIDE, look.SMALL)
        head.setSpacing(look.GAP)
        self.day = DateField()
        self.day.set_value(day)
        self.day.left.connect(self.look_again)
        self.day_row = FieldRow("Ngày ban hành", self.day, parent=self)
        self.subject: ChoiceField = ChoiceField(self._subjects, self)
        self.subject.edited.connect(self.look_again)
        head.addWidget(self.day_row)
        head.addWidget(FieldRow(f"Bản dự thảo ({len(self._subjects)})", self.subject, parent=self), 1)
        outer.addLayout(head)
        self.preview = PdfPreview(self)
        outer.addWidget(self.preview, 1)
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        words = QLabel("Mỗi văn bản một số riêng, theo thứ tự danh sách.", footer)
        look.mark(words, "second")
        row.addWidget(words, 1)
        back = QPushButton("Quay lại", footer)
        back.clicked.connect(self.reject)
        self.issue_button = QPushButton(f"Ban hành {len(self._subjects)} {what}", footer)
        look.mark(self.issue_button, "primary")
        self.issue_button.clicked.connect(lambda: self.issue())
        for button in (back, self.issue_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        outer.addWidget(footer)
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(min(round(room.width() * 0.9), look.text_width(_WIDTH, self)), round(room.height() * 0.95))

    def show_draft(self, subject_id: int) -> bool:
        """Show the draft about a subject under the chosen day; False when it can't be made, which is told."""
        day = self._day()
        if day is None:
            return False
        try:
            with waiting():
                shown = issuing.preview(self._shell.office, self._kind_id, subject_id, day=day)
        except BonTotError as reason:
            if self._shown is None:
                self._shell.asking.tell_error(reason)
            else:
                self.day_row.set_problem(str(reason))
            return False
        self.subject.set_value(subject_id)
        self._shown = (subject_id, day)
        self.preview.show_pdf(shown.pdf, band=BAND)
        return True

    def look_again(self) -> None:
        """Make the draft anew when the day or the subject became another one."""
        if self._shown != (self.subject.value(), self.day.value()):
            self.show_draft(self.subject.value())

    def _day(self) -> date | None:
        self.day_row.clear()
        day: date | None = self.day.value()
        if day is None or self.day.fault():
            self.day_row.set_problem(self.day.fault() or "Xin ghi ngày ban hành.")
            return None
        return day

    def issue(self) -> None:
        """Issue all of them under the day that stands there."""
        day = self._day()
        if day is None:
            self.day.setFocus()
            return
        ids = [one for one, _ in self._subjects]
        title = self.windowTitle()
        done = issue_all(self._shell, self._kind_id, ids, day, title=title, what=self._what)
        if done is not None:
            self.done_many = done
            self.accept()
