"""The last part of a meeting's page: its scores, or the word that its kind is not scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.meetings import SAMPLE_TYPES
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar

if TYPE_CHECKING:
    from bontot_desktop.ui.forms.score_panel import ScorePanel


class ScorePart(QWidget):
    """Where the scores stand once they were looked at; the forms are made only then."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.panel: ScorePanel | None = None
        self._unscored = NoticeBar("", Tone.INFO)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        aside = QVBoxLayout()
        aside.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, 0)
        aside.addWidget(self._unscored)
        aside.addStretch(1)
        self._column.addLayout(aside)

    def show_meeting(self, meeting_id: int, draft: MeetingDraft) -> None:
        """Show the scores of a meeting; a kind of meeting that is not scored says so."""
        is_scored = draft.type in SAMPLE_TYPES
        if self.panel is None and is_scored:
            from bontot_desktop.ui.forms.score_panel import ScorePanel

            self.panel = ScorePanel(self._shell, self)
            self._column.addWidget(self.panel, 1)
        if self.is_edited():
            self._unscored.say("")
            return
        self._unscored.say("" if is_scored else "Loại sinh hoạt này không chấm điểm.")
        if self.panel is None:
            return
        if is_scored:
            try:
                self.panel.open(meeting_id)
            except BonTotError as reason:
                self._unscored.say(str(reason))
        self.panel.setVisible(self._unscored.isHidden())

    def start_over(self) -> None:
        """Begin with the cell's own score again: another meeting is shown next."""
        if self.panel is not None:
            self.panel.start_over()

    def is_edited(self) -> bool:
        """Say whether points were typed and not saved."""
        return self.panel is not None and self.panel.is_edited()

    def save(self) -> bool:
        """Save the points; False when something is to be mended first."""
        return self.panel is None or not self.panel.is_edited() or self.panel.save()

    def forget(self) -> None:
        """Drop typed points."""
        if self.panel is not None and self.panel.is_edited():
            self.panel.forget()

    def begin(self) -> None:
        """Put the cursor into the first line that takes points."""
        if self.panel is not None:
            self.panel.begin()
