"""The window that records registrations: of one cell with its targets, or of several whose forms came together."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.services import registrations
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.registrations import Registration
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


@dataclass(frozen=True, slots=True)
class _Typed:
    """What stands in the window; for several cells only the day and the reason of lateness."""

    registered_on: date | None
    late_reason: str
    signer: str = ""
    targets: str = ""
    is_pilot: bool = False


def open_registration(shell: Shell, rows: list[EntryRow], until: date | None) -> RegistrationDialog:
    """Show the window for the chosen cells."""
    dialog = RegistrationDialog(shell, rows, until)
    dialog.open()
    return dialog


class RegistrationDialog(QDialog):
    """Records the registration of the chosen cells in one act."""

    help_topic: ClassVar[str] = "chi-bo-4-tot"

    def __init__(self, shell: Shell, rows: list[EntryRow], until: date | None) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("registration")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._ids = shell, [row.id for row in rows]
        self._one = len(rows) == 1
        self.setWindowTitle("Ghi đăng ký thi đua")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, look.WIDE, 0, 0)
        outer.setSpacing(look.SMALL)
        heading = QLabel(rows[0].cell if self._one else f"{len(rows)} chi bộ", self)
        heading.setWordWrap(True)
        look.mark(heading, "section")
        heading.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        outer.addWidget(heading)
        self.form = Form(self)
        self._build(until)
        outer.addWidget(self.form, 1)
        save = self.form.add_save("Ghi đăng ký")
        back = self.form.add_button("Quay lại", self.reject)
        for button in (save, back):
            button.setAutoDefault(False)
        self.form.saving.connect(self.save)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(self._start(rows))
        self.resize(look.text_width(68, self), look.row_height(self) * (17 if self._one else 10))
        self.form.focus_first()

    def _build(self, until: date | None) -> None:
        group = self.form.group()
        limit = f"Hạn đăng ký {dates.screen(until)}." if until else ""
        group.add("Ngày đăng ký", DateField(), name="registered_on", hint=limit)
        if self._one:
            group.add("Người ký bản đăng ký", LineField(), name="signer", hint="Để trống: bí thư của ngày đó.")
            group.add("Chỉ tiêu chính", TextField(lines=2), name="targets")
        else:
            words = QLabel("Người ký của mỗi chi bộ là bí thư của ngày đăng ký.", self.form)
            look.mark(words, "hint")
            group.add_widget(words)
        group.add("Lý do chậm", LineField(), name="late_reason", hint="Chỉ ghi khi đăng ký sau hạn.")
        if self._one:
            group.add("", CheckField("Chi bộ làm điểm"), name="is_pilot")

    def _start(self, rows: list[EntryRow]) -> _Typed:
        if not self._one:
            return _Typed(self._shell.today(), "")
        known = registrations.registration(self._shell.office, rows[0].id)
        day = known.registered_on or self._shell.today()
        return _Typed(day, known.late_reason, known.signer, known.targets, bool(known.is_pilot))

    def save(self) -> None:
        """Record the registrations and close."""
        typed = self.form.draft()
        form = Registration(
            typed.registered_on, typed.signer, typed.targets, typed.late_reason, typed.is_pilot if self._one else None
        )
        said = "Đã ghi đăng ký của chi bộ." if self._one else f"Đã ghi đăng ký của {len(self._ids)} chi bộ."
        done = self._shell.act(
            lambda: registrations.register(self._shell.office, self._ids, form), said, form=self.form
        )
        if done is not None:
            self.accept()
