"""What stands below the grid of a score: the line with the cursor in full, its answers, its suggestion."""

from __future__ import annotations

import html
from decimal import Decimal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.scoring import ScoreItem, show
from bontot_desktop.services.meeting_scores import MeetingScoreDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.score_model import answers_of

#: An answer shorter than so many characters is not broken into two lines.
_WHOLE = 40


class LineDetail(QWidget):
    """The line with the cursor in full: its title, its answers to click, what is suggested and why."""

    chosen = Signal(int)
    suggestion_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = QLabel(self)
        self._title.setWordWrap(True)
        look.mark(self._title, "hint")
        self.answers = QLabel(self)
        self.answers.setWordWrap(True)
        self.answers.setTextFormat(Qt.TextFormat.RichText)
        self.answers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.answers.linkActivated.connect(lambda place: self.chosen.emit(int(place)))
        self.reason = QLabel(self)
        self.reason.setWordWrap(True)
        look.mark(self.reason, "second")
        self.take_button = QPushButton("Lấy gợi ý (G)", self)
        look.mark(self.take_button, "link")
        self.take_button.clicked.connect(self.suggestion_wanted)
        line = QHBoxLayout()
        line.setSpacing(look.GAP)
        line.addWidget(self.reason, 1)
        line.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TINY)
        column.addWidget(self._title)
        column.addWidget(self.answers)
        column.addLayout(line)
        column.addStretch(1)

    def say(self, draft: MeetingScoreDraft | None, item: ScoreItem | None, points: dict[str, Decimal]) -> None:
        """Show a line of a score; None for the total."""
        if draft is None or item is None:
            self._title.setText("")
            self._put_answers((), -1)
            self.reason.setText("")
            self.take_button.hide()
            return
        note = f" ({item.note})" if item.note else ""
        self._title.setText(f"{item.code}. {text.first_upper(item.title)}{note}. Tối đa {show(item.maximum)} điểm.")
        answers = () if item.fixed is not None or item.is_group else answers_of(item)
        now = next((place for place, one in enumerate(answers) if one.points == points.get(item.code)), -1)
        self._put_answers(tuple(f"{n}. {one.label}: {show(one.points)}" for n, one in enumerate(answers, 1)), now)
        found = draft.suggestions.get(item.code)
        hand = found is not None and found.points is not None and points.get(item.code, found.points) != found.points
        words = "" if found is None else found.sentence
        self.reason.setText(f"Gợi ý: {words}.{' Đã sửa tay.' if hand else ''}" if words else "")
        given = points.get(item.code)
        takes = found is not None and found.points not in (None, given) and item.fixed is None and not draft.locked
        self.take_button.setVisible(takes)
        self.answers.setEnabled(not draft.locked)

    def _put_answers(self, words: tuple[str, ...], chosen: int) -> None:
        colour = look.colour("blue").name()
        said = []
        for place, one in enumerate(words):
            shown = html.escape(one).replace(" ", "&nbsp;") if len(one) < _WHOLE else html.escape(one)
            weight = "font-weight:600;" if place == chosen else ""
            said.append(f'<a href="{place}" style="color:{colour};text-decoration:none;{weight}">{shown}</a>')
        self.answers.setText(" &nbsp;·&nbsp; ".join(said))
        self.answers.setVisible(bool(words))
