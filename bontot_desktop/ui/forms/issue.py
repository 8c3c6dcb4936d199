"""The window "Ban hành": the draft as it will be printed, its date, its number, who signs and what to look at first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError, Problem, Refused
from bontot_desktop.services import issuing
from bontot_desktop.services.issuing import Issued, Preview
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: Key of the papers' page, where an issued paper is shown.
PAPERS_PAGE = "papers"
BAND = "DỰ THẢO"


def open_issue(shell: Shell, kind_id: str, subject_id: int, *, day: date | None = None) -> IssueDialog | None:
    """Show a draft and let it be issued; when it can't be made yet the reason is said and None returned."""
    try:
        on = day or issuing.first_day(shell.office, kind_id, subject_id)
        shown = issuing.preview(shell.office, kind_id, subject_id, day=on)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    dialog = IssueDialog(shell, kind_id, subject_id, on, shown)
    dialog.open()
    return dialog


@dataclass(frozen=True, slots=True)
class IssueDraft:
    """What the person decides: the date and, for numbered papers, the number."""

    day: date | None
    number: int | None


class IssueLayout(QWidget):
    """Fields at the left, the draft at the right."""

    def __init__(self, *, numbered: bool, symbol: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        left = QWidget(self)
        left.setFixedWidth(look.text_width(50, self))
        column = QVBoxLayout(left)
        column.setContentsMargins(0, look.WIDE, 0, 0)
        column.setSpacing(look.SMALL)
        words = QVBoxLayout()
        words.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        words.setSpacing(look.TINY)
        self.kind = _label(left, "section")
        self.about = _label(left, "second")
        words.addWidget(self.kind)
        words.addWidget(self.about)
        column.addLayout(words)
        self.form = Form(left)
        group = self.form.group()
        self.day = group.add("Ngày ban hành", DateField(), name="day")
        self.number: NumberField | None = None
        if numbered:
            self.number = group.add("Số văn bản", NumberField(lowest=1), name="number", suffix=f"-{symbol}")
        self.number_hint = _label(left, "hint")
        self.number_hint.setVisible(numbered)
        group.add_widget(self.number_hint)
        self.signer = _label(left, "")
        group.add_widget(self.signer)
        self.warnings = QVBoxLayout()
        self.warnings.setSpacing(look.SMALL)
        holder = QWidget(left)
        holder.setLayout(self.warnings)
        self.warnings.setContentsMargins(0, 0, 0, 0)
        group.add_widget(holder)
        column.addWidget(self.form, 1)
        row.addWidget(left)
        self.preview = PdfPreview(self)
        row.addWidget(self.preview, 1)

    def show_preview(self, shown: Preview) -> None:
        """Show another making of the draft."""
        self.kind.setText(shown.kind_name)
        self.about.setText(shown.title)
        self.signer.setText(f"Người ký: {shown.signer}" if shown.signer else "")
        self.signer.setVisible(bool(shown.signer))
        self.number_hint.setText(
            f"Số tiếp theo trong nhiệm kỳ {shown.term_label}; sửa được nếu văn bản giấy đã mang số khác."
            if shown.next_number is not None
            else ""
        )
        while self.warnings.count():
            self.warnings.takeAt(0).widget().deleteLater()
        for sentence in shown.warnings:
            self.warnings.addWidget(NoticeBar(sentence, Tone.WAIT, self))
        self.preview.show_pdf(shown.pdf, band=BAND)


class IssueDialog(QDialog):
    """Lets a person see a draft and issue it."""

    help_topic: ClassVar[str] = "soan-van-ban"

    def __init__(self, shell: Shell, kind_id: str, subject_id: int, day: date, shown: Preview) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("issue")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Ban hành: {shown.kind_name}")
        self._shell, self._kind_id, self._subject_id = shell, kind_id, subject_id
        self._made_for: date | None = day
        self._proposed = shown.next_number
        self.issued: Issued | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.sheet = IssueLayout(numbered=bool(shown.symbol), symbol=shown.symbol, parent=self)
        outer.addWidget(self.sheet)
        self.form = self.sheet.form
        self.issue_button = self.form.add_save("Ban hành")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (self.issue_button, back):
            button.setAutoDefault(False)
        self.sheet.show_preview(shown)
        self.form.show_draft(IssueDraft(day, shown.next_number))
        self.sheet.day.left.connect(self.look_again)
        self.form.saving.connect(self.issue)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.resize(_beside(shell.asking.parent, self))
        self.form.focus_first()

    def look_again(self) -> None:
        """Make the draft anew when the date became another one."""
        day = self.sheet.day.value()
        if day == self._made_for or self.sheet.day.fault():
            return
        try:
            shown = issuing.preview(self._shell.office, self._kind_id, self._subject_id, day=day)
        except Refused as reason:
            self.form.show_problems([Problem("day", str(reason))])
            return
        self._made_for = day
        number = self.sheet.number
        if number is not None and number.value() in (None, self._proposed):
            number.set_value(shown.next_number)
        self._proposed = shown.next_number
        self.sheet.show_preview(shown)

    def issue(self) -> None:
        """Issue the paper with the date and number that stand there, then show it among the papers."""
        draft = self.form.draft()
        if draft.day is None:
            self.form.show_problems([Problem("day", "Xin ghi ngày ban hành.")])
            return
        number = draft.number if self.sheet.number is not None else None
        issued = self._shell.act(
            lambda: issuing.issue(self._shell.office, self._kind_id, self._subject_id, day=draft.day, number=number),
            lambda done: f"Đã ban hành {done.name}.",
            form=self.form,
            undo=False,
        )
        if issued is None:
            return
        self.issued = issued
        self.accept()
        if issued.waiting:
            self._shell.asking.tell(f"{issued.name} đã ban hành nhưng tệp còn chờ in.", detail=issued.waiting)
        self._shell.go(PAPERS_PAGE, issued.paper_id)


def _label(parent: QWidget, kind: str) -> QLabel:
    label = QLabel(parent)
    label.setWordWrap(True)
    if kind:
        look.mark(label, kind)
    return label


def _beside(window: QWidget | None, dialog: QDialog) -> QSize:
    """Return nearly the size of the window under it, so that the page can be read."""
    room = window.window().size() if window is not None else dialog.screen().availableGeometry().size()
    return room * 0.94
