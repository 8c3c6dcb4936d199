"""The reasons of a refusal: those the rules suggest ticked with their figures, any other to be added, all editable."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop import text
from bontot_desktop.rules.recognition import Reason
from bontot_desktop.services.recognition import ReasonDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, TextField

#: Reasons that no clerk picks by hand: the program knows them by the state.
_BY_STATE = frozenset({Reason.R01, Reason.R13})


class _Line(QWidget):
    """One reason: its tick and its words."""

    def __init__(self, reason: Reason, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.reason = reason
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.TINY)
        self.tick = CheckField(f"{text.first_upper(reason.label)} ({reason.value})", self)
        self.tick.setObjectName(f"reason:{reason.value}")
        self.words = TextField(lines=1, most=4, placeholder="Ghi rõ để chi bộ biết phải khắc phục điều gì")
        self.words.setObjectName(f"reason-text:{reason.value}")
        self.words.set_value(words)
        self.tick.set_value(True)
        self.tick.edited.connect(lambda: self.words.setVisible(self.tick.value()))
        column.addWidget(self.tick)
        column.addWidget(self.words)


class ReasonsEditor(QWidget):
    """Ticked reasons with their words; the first ticked is the main one."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[_Line] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(look.GAP)
        self._stack = QVBoxLayout()
        self._stack.setSpacing(look.GAP)
        column.addLayout(self._stack)
        self.more: ChoiceField = ChoiceField([], none="Thêm lý do khác…", characters=40)
        self.more.setObjectName("more-reasons")
        self.more.edited.connect(self._add_chosen)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_reasons(self, drafts: Iterable[ReasonDraft]) -> None:
        """Show reasons, all ticked."""
        for line in self._lines:
            self._stack.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = []
        for draft in drafts:
            self._add(draft.reason, draft.text)
        self._offer()

    def reasons(self) -> list[ReasonDraft]:
        """Return the ticked reasons, the main one first."""
        return [ReasonDraft(line.reason, line.words.value()) for line in self._lines if line.tick.value()]

    def _add(self, reason: Reason, words: str) -> _Line:
        line = _Line(reason, words, self)
        line.tick.edited.connect(self.edited)
        line.words.edited.connect(self.edited)
        self._lines.append(line)
        self._stack.addWidget(line)
        return line

    def _add_chosen(self) -> None:
        reason = self.more.value()
        if reason is None:
            return
        line = self._add(reason, "")
        self._offer()
        line.words.setFocus()
        self.edited.emit()

    def _offer(self) -> None:
        there = {line.reason for line in self._lines} | _BY_STATE
        self.more.set_choices([(r, text.first_upper(r.label)) for r in Reason if r not in there])
        self.more.set_value(None)
