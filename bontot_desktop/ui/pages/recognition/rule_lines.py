"""What every rule of eligibility says of a cell: a line each with its sign, what bars the cell first."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.rules.eligibility import RuleFinding
from bontot_desktop.rules.eligibility_rules import rule_of
from bontot_desktop.rules.recognition import RuleResult
from bontot_desktop.ui import look

#: The order the lines stand in, and the sign of each.
_SIGNS = {
    RuleResult.FAILED: ("x-circle", "red"),
    RuleResult.OVERRIDDEN: ("warning", "amber"),
    RuleResult.WARNED: ("warning", "amber"),
    RuleResult.UNKNOWN: ("question", "second"),
    RuleResult.PASSED: ("check-circle", "green"),
}
_RANK = {result: place for place, result in enumerate(_SIGNS)}
#: The rule about what is under way: its line leads to holding the case.
UNDER_WAY = "E15"


class RuleLines(QWidget):
    """The lines of one cell; the buttons ask for a rule by its code."""

    set_aside_wanted = Signal(str)
    held_again = Signal(str)
    hold_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.SMALL)
        self._lines: list[QWidget] = []

    def show_findings(self, found: Sequence[RuleFinding], *, may_decide: bool, may_hold: bool) -> None:
        """Show lines; with ``may_decide`` the body may still set rules aside, with ``may_hold`` the case be held."""
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for finding in sorted(found, key=lambda one: (not one.is_against, _RANK[one.result])):
            line = _Line(finding, self)
            if may_decide and finding.may_set_aside:
                line.add_button("Vẫn xét…", lambda code=finding.code: self.set_aside_wanted.emit(code))
            if may_decide and finding.result is RuleResult.OVERRIDDEN:
                line.add_button("Sửa…", lambda code=finding.code: self.set_aside_wanted.emit(code))
                line.add_button("Không xét nữa", lambda code=finding.code: self.held_again.emit(code))
            if may_hold and finding.code == UNDER_WAY and finding.is_against:
                line.add_button("Tạm dừng xét…", self.hold_wanted.emit)
            self._lines.append(line)
            self._column.addWidget(line)
        self.setVisible(bool(self._lines))

    def sentences(self) -> list[str]:
        """Return the sentences in the order they stand."""
        return [line.sentence for line in self._lines if isinstance(line, _Line)]


class _Line(QWidget):
    """One rule: its sign, its sentence, what the body decided, its buttons."""

    def __init__(self, finding: RuleFinding, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"rule:{finding.code}")
        self.sentence = finding.sentence
        self._code = finding.code
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.SMALL)
        rule = rule_of(finding.code)
        told = f"{finding.code}. {rule.title} ({finding.severity.label.lower()}). Căn cứ: {rule.source}."
        name, tint = _SIGNS[RuleResult.FAILED if finding.is_against else finding.result]
        sign = self._sign = QLabel(self)
        sign.setPixmap(look.icon(name, tint).pixmap(look.icon_size(sign)))
        sign.setAccessibleName(finding.result.label)
        sign.setToolTip(finding.result.label)
        words = self._words = QVBoxLayout()
        words.setSpacing(0)
        label = QLabel(finding.sentence, self)
        label.setObjectName("said")
        label.setWordWrap(True)
        label.setToolTip(told)
        if finding.result in (RuleResult.PASSED, RuleResult.UNKNOWN) and not finding.is_against:
            look.mark(label, "second")
        words.addWidget(label)
        if finding.set_aside is not None and finding.result is RuleResult.OVERRIDDEN:
            aside = QLabel(f"Vẫn xét: {finding.set_aside.told}", self)
            aside.setObjectName("set-aside")
            aside.setWordWrap(True)
            words.addWidget(aside)
        words.addStretch(1)
        row.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)

    def add_button(self, word: str, slot) -> None:
        """Add a button at the right of the line."""
        button = QPushButton(word, self)
        button.setObjectName(f"rule:{self._code}:{word}")
        look.mark(button, "link")
        button.clicked.connect(lambda: slot())
        self._row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        # The first line of the words stands at the height of the button's word.
        lower = max(button.sizeHint().height() - self.fontMetrics().height(), 0) // 2
        self._words.setContentsMargins(0, lower, 0, 0)
        self._sign.setContentsMargins(0, max(lower - 2, 0), 0, 0)
