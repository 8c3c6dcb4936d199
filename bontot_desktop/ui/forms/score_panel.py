"""All scores of one meeting in one place: the cell's own, that of the member in charge, the official one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bontot_desktop.rules.scoring import ScoreKind, show
from bontot_desktop.services import meeting_scores
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.score_form import ScoreForm
from bontot_desktop.ui.shell import Shell

_KINDS = (
    (ScoreKind.SELF, "Chi bộ tự chấm"),
    (ScoreKind.IN_CHARGE, "Đảng ủy viên phụ trách"),
    (ScoreKind.OFFICIAL, "Chính thức"),
)


class ScorePanel(QWidget):
    """A chip for each score with its points, the form of the chosen one below; used as the form itself is."""

    stored = Signal()
    edited = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._meeting_id = 0
        self._forms: dict[ScoreKind, ScoreForm] = {}
        self._kind = ScoreKind.SELF
        self._chips = QButtonGroup(self)
        self._chips.setExclusive(True)
        line = QHBoxLayout()
        line.setContentsMargins(look.WIDE, 0, look.PAGE_MARGIN, 0)
        line.setSpacing(look.SMALL)
        for place, (kind, word) in enumerate(_KINDS):
            chip = QPushButton(word, self)
            chip.setCheckable(True)
            chip.setObjectName(f"score-kind:{kind.value}")
            look.mark(chip, "chip")
            self._chips.addButton(chip, place)
            line.addWidget(chip)
        line.addStretch(1)
        self._chips.button(0).setChecked(True)
        self._chips.idClicked.connect(self._chosen)
        self._stack = QStackedWidget(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.SMALL)
        column.addLayout(line)
        column.addWidget(self._stack, 1)

    def form(self) -> ScoreForm:
        """Return the form that is shown."""
        return self._form(self._kind)

    def _form(self, kind: ScoreKind) -> ScoreForm:
        known = self._forms.get(kind)
        if known is None:
            known = self._forms[kind] = ScoreForm(self._shell, kind, parent=self._stack)
            # The chip above says whose score it is.
            known.name.hide()
            known.stored.connect(self._say_points)
            known.stored.connect(self.stored)
            known.edited.connect(self.edited)
            self._stack.addWidget(known)
        return known

    def start_over(self) -> None:
        """Let the next meeting open with the cell's own score."""
        self._kind = ScoreKind.SELF
        self._chips.button(0).setChecked(True)

    def open(self, meeting_id: int) -> None:
        """Show the scores of a meeting as they are stored."""
        self._meeting_id = meeting_id
        self.form().open(meeting_id)
        self._stack.setCurrentWidget(self.form())
        self._say_points()

    def _say_points(self) -> None:
        known = {row.kind: row.total for row in meeting_scores.of_meeting(self._shell.office, self._meeting_id)}
        for place, (kind, word) in enumerate(_KINDS):
            self._chips.button(place).setText(f"{word}: {show(known[kind])}" if kind in known else word)

    def _chosen(self, place: int) -> None:
        kind = _KINDS[place][0]
        if kind is not self._kind and self._may_leave():
            self._kind = kind
            self.form().open(self._meeting_id)
            self._stack.setCurrentWidget(self.form())
        self._chips.button([one for one, _ in _KINDS].index(self._kind)).setChecked(True)

    def _may_leave(self) -> bool:
        if not self.is_edited():
            return True
        answer = self._shell.asking.unsaved(self.form().name.text())
        if answer == SAVE:
            return self.save()
        if answer == DROP:
            self.forget()
            return True
        return False

    def is_edited(self) -> bool:
        """Say whether the shown score has typing that is not saved."""
        return self.form().is_edited()

    def save(self) -> bool:
        """Save the shown score; False when something is to be mended first."""
        return self.form().save()

    def forget(self) -> None:
        """Show the stored score again."""
        self.form().forget()

    def begin(self) -> None:
        """Put the cursor into the first line that takes points."""
        self.form().begin()
