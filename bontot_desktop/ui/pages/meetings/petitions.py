"""The petitions a meeting raised: listed with where they stand, a new one written in a window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.petitions import PetitionSource
from bontot_desktop.services import petitions
from bontot_desktop.services.petitions import PetitionDraft, PetitionRow
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


class PetitionList(QWidget):
    """The petitions of one meeting; each is stored as soon as its window is saved."""

    def __init__(self, shell: Shell, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._meeting_id = shell, meeting_id
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(0)
        layout.addLayout(self._stack)
        self.none = QLabel("Chưa ghi kiến nghị nào của buổi này.", self)
        look.mark(self.none, "second")
        layout.addWidget(self.none)
        self.add_button = QPushButton("Thêm kiến nghị", self)
        self.add_button.setObjectName("add:Thêm kiến nghị")
        look.mark(self.add_button, "plain")
        look.dress(self.add_button, "plus", "second")
        self.add_button.clicked.connect(lambda: self.open(None))
        line = QHBoxLayout()
        line.addWidget(self.add_button)
        line.addStretch(1)
        layout.addLayout(line)
        self.links: list[QPushButton] = []
        self.dialog: PetitionDialog | None = None
        self.read()

    def read(self) -> None:
        """Read the petitions again."""
        for link in self.links:
            self._stack.removeWidget(link)
            link.hide()
            link.deleteLater()
        rows = petitions.of_meeting(self._shell.office, self._meeting_id)
        self.links = [self._link(row) for row in rows]
        self.none.setVisible(not rows)

    def _link(self, row: Any) -> QPushButton:
        link = QPushButton(_words(row), self)
        look.mark(link, "link")
        link.clicked.connect(partial(self._open_row, row.id))
        self._stack.addWidget(link)
        return link

    def _open_row(self, petition_id: int, _: bool = False) -> None:
        self.open(petition_id)

    def open(self, petition_id: int | None) -> None:
        """Write a petition; None begins one raised at this meeting."""
        office = self._shell.office
        draft = (
            petitions.begin(office, self._meeting_id) if petition_id is None else petitions.load(office, petition_id)
        )
        self.dialog = PetitionDialog(self._shell, draft)
        self.dialog.stored.connect(self.read)
        self.dialog.open()


def _words(row: PetitionRow | PetitionDraft) -> str:
    first = row.text.strip().split("\n")[0]
    who = row.raised_by or row.source.label
    to = f" → {row.addressed_to}" if row.addressed_to else ""
    state = getattr(row, "state", None)
    return f"{who}: {first}{to}" + (f" ({state.label.lower()})" if state is not None else "")


class PetitionDialog(QDialog):
    """The window of one petition."""

    stored = Signal()

    def __init__(self, shell: Shell, draft: PetitionDraft) -> None:
        super().__init__(shell.asking.parent)
        self._shell = shell
        self.setObjectName("petition")
        self.setWindowTitle("Kiến nghị")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, look.WIDE, 0, 0)
        self.form = Form(self)
        layout.addWidget(self.form)
        group = self.form.group("Kiến nghị")
        group.add("Nội dung", TextField(lines=3), name="text", wide=True)
        beside(
            self.form,
            group,
            ("Của ai", ChoiceField([(kind, kind.label) for kind in PetitionSource], characters=12), "source", 0),
            ("Người nêu", LineField(), "raised_by", 1),
            ("Ngày nêu", DateField(), "raised_on", 0),
        )
        beside(
            self.form,
            group,
            ("Chuyển đến cơ quan, người nào", LineField(), "addressed_to", 1),
            ("Ngày chuyển", DateField(), "sent_on", 0),
            ("Chờ trả lời đến ngày", DateField(), "answer_due_on", 0),
        )
        self.form.add_button("Quay lại", self.reject).setAutoDefault(False)
        self.form.add_save("Lưu kiến nghị").setAutoDefault(False)
        self.form.saving.connect(self.store)
        QShortcut(QKeySequence(keys.SAVE), self, self.form.save)
        self.form.show_draft(draft)
        self.resize(look.COLUMN_MOST + 2 * look.PAGE_MARGIN, self.sizeHint().height())
        self.form.focus_first()

    def store(self) -> None:
        """Save the petition."""
        draft = self.form.draft()
        if self._shell.act(lambda: petitions.save(self._shell.office, draft), "Đã ghi kiến nghị", form=self.form):
            self.stored.emit()
            self.accept()

    def reject(self) -> None:
        """Go back; what was typed is dropped only if the person says so."""
        if not self.form.is_edited() or self._shell.asking.confirm("Bỏ kiến nghị vừa gõ?", "Bỏ"):
            super().reject()
