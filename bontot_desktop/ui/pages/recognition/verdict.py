"""One cell on one page: its figures, what each rule finds, the vote, and the conclusion with its reasons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.recognition import EntryState, Scoring
from bontot_desktop.services import recognition
from bontot_desktop.services.recognition import ReasonDraft, Verdict
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.reasons import ReasonsEditor
from bontot_desktop.ui.pages.recognition.rule_lines import RuleLines
from bontot_desktop.ui.pages.recognition.said import Said
from bontot_desktop.ui.widgets.bars import StateDot

_CONCLUDED = (EntryState.PROPOSED, EntryState.NOT_PROPOSED)
#: Lines of text wider than this are hard to read.
TEXT_MOST = 96


class VerdictView(QWidget):
    """Shows a verdict; the buttons ask the step to conclude."""

    proposed = Signal()
    refused = Signal(list)
    reconsidered = Signal()
    #: A rule is to be set aside for the cell, or no longer: its code.
    set_aside_wanted = Signal(str)
    held_again = Signal(str)
    hold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._verdict: Verdict | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        look.mark(inside, "clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, look.SMALL, look.SMALL)
        self._column.setSpacing(look.WIDE)
        inside.setMaximumWidth(look.text_width(TEXT_MOST, self))
        scroll.setWidget(inside)
        outer.addWidget(scroll, 1)
        self._head(inside)
        self._said = QVBoxLayout()
        self._said.setSpacing(look.SMALL)
        self._column.addLayout(self._said)
        self._rules_title = QLabel("Điều kiện xét", inside)
        look.mark(self._rules_title, "strong")
        self._column.addWidget(self._rules_title)
        self.rules = RuleLines(inside)
        self.rules.set_aside_wanted.connect(self.set_aside_wanted)
        self.rules.held_again.connect(self.held_again)
        self.rules.hold_wanted.connect(self.hold_wanted)
        self._column.addWidget(self.rules)
        self._reasons_title = QLabel("Lý do không công nhận", inside)
        look.mark(self._reasons_title, "strong")
        self._column.addWidget(self._reasons_title)
        self.reasons = ReasonsEditor(inside)
        self._column.addWidget(self.reasons)
        self._column.addStretch(1)
        self._buttons(outer)

    def _head(self, parent: QWidget) -> None:
        head = QHBoxLayout()
        self._cell = QLabel(parent)
        self._cell.setWordWrap(True)
        look.mark(self._cell, "section")
        self._state = StateDot("", Tone.QUIET, parent)
        head.addWidget(self._cell, 1)
        head.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        self._figures = QLabel(parent)
        self._figures.setWordWrap(True)
        look.mark(self._figures, "second")
        block = QVBoxLayout()
        block.setSpacing(look.TINY)
        block.addLayout(head)
        block.addWidget(self._figures)
        self._column.addLayout(block)

    def _buttons(self, outer: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        self.propose_button = self._button("Đề nghị công nhận", "medal", primary=True)
        self.propose_button.clicked.connect(lambda: self.proposed.emit())
        self.refuse_button = self._button("Không công nhận…", "x-circle")
        self.refuse_button.clicked.connect(lambda: self._begin_refusal())
        self.confirm_button = self._button("Ghi lý do, không công nhận", "x-circle", primary=True)
        self.confirm_button.clicked.connect(lambda: self.refused.emit(self.reasons.reasons()))
        self.back_button = self._button("Thôi", "")
        self.back_button.clicked.connect(lambda: self._show_parts(refusing=False))
        self.again_button = self._button("Xét lại", "arrow-counter-clockwise")
        self.again_button.clicked.connect(lambda: self.reconsidered.emit())
        for button in self._all_buttons():
            row.addWidget(button)
        row.addStretch(1)
        outer.addLayout(row)

    def _button(self, word: str, icon: str, *, primary: bool = False) -> QPushButton:
        button = QPushButton(word, self)
        button.setObjectName(f"verdict:{word}")
        if primary:
            look.mark(button, "primary")
        if icon:
            look.dress(button, icon, "on_accent" if primary else "text")
        return button

    def _all_buttons(self) -> tuple[QPushButton, ...]:
        return (self.propose_button, self.refuse_button, self.confirm_button, self.back_button, self.again_button)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_verdict(self, verdict: Verdict, *, is_decided: bool) -> None:
        """Show what is known of a cell."""
        self._verdict = verdict
        self._is_decided = is_decided
        self._cell.setText(verdict.cell)
        self._state.say(verdict.state.label, words.tone(verdict.state))
        self._figures.setText(_figures(verdict))
        self._say(_sentences(verdict))
        may_decide = verdict.state in rules.OPEN_STATES and not is_decided
        self.rules.show_findings(
            verdict.checks, may_decide=may_decide, may_hold=not is_decided and verdict.state in rules.MAY_HOLD
        )
        self._show_parts(refusing=False)

    def _say(self, sentences: Sequence[tuple[str, Tone]]) -> None:
        while self._said.count():
            item = self._said.takeAt(0)
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sentence, tone in sentences:
            self._said.addWidget(Said(sentence, tone, self))

    def _show_parts(self, *, refusing: bool) -> None:
        verdict = self._verdict
        if verdict is None:
            return
        is_open = verdict.state in rules.OPEN_STATES and not self._is_decided
        verified = verdict.state is EntryState.VERIFIED
        for part in (self._rules_title, self.rules):
            part.setVisible(bool(verdict.checks) and not refusing)
        self._reasons_title.setVisible(refusing)
        self.reasons.setVisible(refusing)
        self.propose_button.setVisible(is_open and verdict.state is not EntryState.ON_HOLD and not refusing)
        with_them = verdict.state is EntryState.SUBMITTED_UP and not self._is_decided
        self.refuse_button.setVisible((is_open or with_them) and not refusing)
        self.confirm_button.setVisible(refusing)
        self.back_button.setVisible(refusing)
        self.again_button.setVisible(verdict.state in _CONCLUDED and not self._is_decided)
        self.propose_button.setEnabled(verified)
        self.propose_button.setToolTip("" if verified else "Hồ sơ cần thẩm định xong mới đề nghị được.")

    def _begin_refusal(self) -> None:
        if self._verdict is not None:
            offered = recognition.suggested_reasons(self._verdict)
            self.reasons.show_reasons(offered)
            self._show_parts(refusing=True)


def _figures(verdict: Verdict) -> str:
    total = words.points(verdict.verified_total, verdict.max_total, verdict.scoring)
    parts = []
    if total:
        parts.append(f"{total} điểm" if verdict.scoring is Scoring.POINTS else f"{total} tiêu chí".replace(" đạt", ""))
    parts.append(verdict.rating.label if verdict.rating else "Chưa xếp loại")
    return " · ".join(parts)


def _sentences(verdict: Verdict) -> list[tuple[str, Tone]]:
    """Return what is said of a cell above the rules, with its tone."""
    if verdict.state not in rules.TOOK_PART:
        return []
    said = [_judged(verdict)] if verdict.checks else []
    if verdict.missing and verdict.state in rules.OPEN_STATES:
        said.append((f"Hồ sơ còn thiếu: {' '.join(verdict.missing)}", Tone.WAIT))
    if verdict.votes_for is None or not verdict.body_size:
        said.append((verdict.vote_sentence, Tone.WAIT))
    else:
        passed = rules.body_approves(verdict.votes_for, verdict.body_size)
        said.append((verdict.vote_sentence, Tone.GOOD if passed else Tone.BAD))
    said.extend((f"Lý do không công nhận: {_reason(draft)}", Tone.BAD) for draft in verdict.reasons)
    return said


def _judged(verdict: Verdict) -> tuple[str, Tone]:
    """Say in one sentence how the rules came out."""
    against, aside = len(verdict.findings), len(verdict.set_aside)
    if against:
        return f"Chưa đủ điều kiện: vướng {against} điều kiện dưới đây.", Tone.BAD
    if aside:
        return f"Vẫn xét dù vướng {aside} điều kiện, theo kết luận của cuộc họp.", Tone.WAIT
    return "Đủ điều kiện: không có điều kiện nào bị vướng.", Tone.GOOD


def _reason(draft: ReasonDraft) -> str:
    return f"{draft.reason.label}. {draft.text}" if draft.text else f"{draft.reason.label}."
