"""The petitions a meeting raised: listed with where they stand, a new one written in a window."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.services import petitions
from bontot_desktop.services.petitions import PetitionDraft, PetitionRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.petition import PetitionDialog
from bontot_desktop.ui.shell import Shell


class PetitionList(QWidget):
    """The petitions of one meeting; each is stored as soon as its window is saved."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self._meeting_id = shell, 0
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

    def show_meeting(self, meeting_id: int) -> None:
        """Show the petitions of a meeting."""
        self._meeting_id = meeting_id
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
        self._stack.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
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
        self.dialog.stored.connect(lambda _: self.read())
        self.dialog.open()


def _words(row: PetitionRow | PetitionDraft) -> str:
    first = row.text.strip().split("\n")[0]
    who = row.raised_by or row.source.label
    to = f" → {row.addressed_to}" if row.addressed_to else ""
    state = getattr(row, "state", None)
    return f"{who}: {first}{to}" + (f" ({state.label.lower()})" if state is not None else "")
