"""One line on a cell's page: how many petitions it raised, how many wait, and the way to them."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import StateDot


class PetitionLine(QWidget):
    """The count as a word with a dot; nothing is shown where nothing was raised."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._cell_id: int | None = None
        self.word = StateDot("", Tone.QUIET, self)
        self.button = QPushButton("Xem kiến nghị", self)
        look.mark(self.button, "link")
        self.button.clicked.connect(lambda: self._open())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, look.TINY)
        line.setSpacing(look.SMALL)
        line.addWidget(self.word)
        line.addWidget(self.button)
        line.addStretch(1)
        self.hide()

    def say(self, cell_id: int | None) -> None:
        """Count the petitions of a cell; a new cell (None) has none."""
        from bontot_desktop.services import petitions

        self._cell_id, year = cell_id, self._shell.today().year
        found = petitions.counted(self._shell.office, cell_id, year) if cell_id is not None else None
        self.setVisible(found is not None and bool(found.raised or found.open))
        if found is None:
            return
        parts = [f"{found.raised} kiến nghị năm {year}" if found.raised else ""]
        parts += [
            f"{found.open} chưa xong" if found.open else "",
            f"{found.late} quá hạn trả lời" if found.late else "",
        ]
        tone = Tone.BAD if found.late else Tone.WAIT if found.open else Tone.GOOD
        self.word.say(", ".join(part for part in parts if part), tone)

    def _open(self) -> None:
        today = self._shell.today()
        self._shell.go("meetings", ("petitions", today.year, today.month, self._cell_id))
