"""Where minutes stand: what is still missing with the way to it, checked, approved, corrected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.widgets.bars import StateDot


def state_words(draft: MeetingDraft) -> tuple[str, Tone]:
    """Say where the minutes stand, with its tone."""
    if draft.is_final:
        number = f", số {draft.book_no} trong sổ năm {draft.year}" if draft.book_no else ""
        return f"{draft.state.label}{number}", Tone.GOOD
    if draft.checked_at is not None:
        by = f", {draft.checked_by}" if draft.checked_by else ""
        return f"Đã soát ngày {dates.screen(draft.checked_at.date())}{by}", Tone.INFO
    return draft.state.label, Tone.WAIT if draft.state.value in ("HELD", "DRAFTED") else Tone.QUIET


class ApprovalPanel(QWidget):
    """Tells where the minutes stand; the page does what is pressed."""

    #: A field that is to be mended was pressed: its name.
    jump_wanted = Signal(str)
    check_wanted = Signal()
    approve_wanted = Signal()
    addendum_wanted = Signal()
    score_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        self.state = StateDot("", Tone.QUIET, self)
        self.score = QPushButton(self)
        self.score.setObjectName("to-score")
        look.mark(self.score, "link")
        self.score.clicked.connect(lambda: self.score_wanted.emit())
        head = QHBoxLayout()
        head.setSpacing(look.GAP)
        head.addWidget(self.state)
        head.addStretch(1)
        head.addWidget(self.score)
        layout.addLayout(head)
        self.missing = QLabel(self)
        self.missing.setWordWrap(True)
        look.mark(self.missing, "strong")
        layout.addWidget(self.missing)
        self._gaps = QVBoxLayout()
        self._gaps.setSpacing(0)
        layout.addLayout(self._gaps)
        self.links: list[QPushButton] = []
        self.addenda = QLabel(self)
        self.addenda.setWordWrap(True)
        layout.addWidget(self.addenda)
        buttons = QHBoxLayout()
        buttons.setSpacing(look.SMALL)
        self.check_button = self._button("Soát xong", "check", self.check_wanted)
        self.approve_button = self._button("Thông qua biên bản", "approve", self.approve_wanted)
        self.addendum_button = self._button("Bổ sung, đính chính", "addendum", self.addendum_wanted)
        for button in (self.check_button, self.approve_button, self.addendum_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        layout.addLayout(buttons)

    def _button(self, word: str, name: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(name)
        button.clicked.connect(lambda: pressed.emit())
        return button

    def show_state(self, draft: MeetingDraft, gaps: Sequence[Problem], doubts: Sequence[Problem], score: str) -> None:
        """Show where the minutes of a draft stand."""
        self.state.say(*state_words(draft))
        self.score.setText(score)
        self.score.setVisible(bool(score))
        self._show_links([*gaps, *doubts])
        more = f", {len(doubts)} điều nên xem lại" if doubts else ""
        if draft.is_locked or not gaps:
            self.missing.setText("" if draft.is_locked else "Biên bản đã đủ để soát, đọc lại và thông qua.")
        else:
            self.missing.setText(f"Còn {len(gaps)} điều phải ghi trước khi thông qua{more}:")
        self.missing.setVisible(bool(self.missing.text()))
        self.addenda.setText(
            "\n".join(f"{dates.screen(row.written_on)}, {row.author}: {row.text}" for row in draft.addenda)
        )
        self.addenda.setVisible(bool(draft.addenda))
        self.check_button.setVisible(not draft.is_locked and not draft.is_checked)
        self.approve_button.setVisible(not draft.is_locked)
        self.addendum_button.setVisible(draft.is_final)
        look.mark(self.approve_button, "primary" if draft.is_checked else "")

    def _show_links(self, found: Sequence[Problem]) -> None:
        for link in self.links:
            self._gaps.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        for problem in found:
            link = QPushButton(problem.sentence, self)
            look.mark(link, "link")
            link.setToolTip("Đến chỗ cần ghi")
            link.clicked.connect(partial(self._jump, problem.field))
            self._gaps.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
            self.links.append(link)

    def _jump(self, field: str, _: bool = False) -> None:
        self.jump_wanted.emit(field)
