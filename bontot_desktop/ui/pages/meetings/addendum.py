"""The window in which approved minutes are corrected: which ones, what is added, by whom, on which day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.services import meetings, people
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.typed import DateField


@dataclass(frozen=True, slots=True)
class Wording:
    """What a correction needs; ``author`` is a place in the list of those who may write it."""

    text: str = ""
    author: int | None = None
    written_on: date | None = None


class AddendumDialog(QDialog):
    """Writes a correction; ``made`` tells that it stands in the book."""

    help_topic: ClassVar[str] = "buoi-sinh-hoat"
    made = Signal()

    def __init__(self, shell: Shell, draft: MeetingDraft) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("addendum")
        self.setWindowTitle("Bổ sung, đính chính biên bản")
        self._shell, self._draft = shell, draft
        self._names, choices = _authors(shell, draft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        layout.addWidget(self.form)
        number = f"số {draft.book_no} trong sổ năm {draft.year}, " if draft.book_no else ""
        group = self.form.group(
            f"Biên bản {number}ngày {dates.screen(draft.held_on)}",
            f"{meetings.title_of(draft.type, draft.year, draft.month).capitalize()}, {draft.cell_name}.",
        )
        group.add("Nội dung bổ sung, đính chính", TextField(lines=4), name="text", wide=True)
        group.add("Người lập", PersonPicker(choices), name="author", wide=True)
        group.add("Ngày lập", DateField(), name="written_on")
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Ghi vào biên bản").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        taker = draft.line(draft.minute_taker_id)
        author = self._names.index(taker.name) if taker is not None else None
        self.form.show_draft(Wording(author=author, written_on=shell.today()))
        self.resize(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, self.sizeHint().height())
        self.form.focus_first()

    def store(self) -> None:
        """Write the correction."""
        given: Wording = self.form.draft()
        name = "" if given.author is None else self._names[given.author]
        meeting_id = self._draft.id
        assert meeting_id is not None
        done = self._shell.act(
            lambda: meetings.add_addendum(self._shell.office, meeting_id, given.text, name, given.written_on),
            "Đã ghi bổ sung; in vào sổ ở Sổ biên bản, loại sổ Phần mới",
            form=self.form,
            undo=False,
        )
        if done is not None:
            self.accept()
            self.made.emit()


def _authors(shell: Shell, draft: MeetingDraft) -> tuple[list[str], list[Choice]]:
    """Return who may write a correction: those of the meeting first, then the people of the office."""
    found = {line.name: line.post.label if line.post else "đảng viên" for line in draft.roster}
    for pick in people.in_charge_picks(shell.office):
        found.setdefault(pick.name, pick.second)
    return list(found), [Choice(at, name, found[name]) for at, name in enumerate(found)]
