"""The fields of one opinion of the feedback session: who said what, what was settled, what is to be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.samples import Aspect, ObserverCapacity, OpinionDecision, OpinionKind
from bontot_desktop.services.feedback import OpinionDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField

#: A sign and a blank before the words say of which kind they are.
SIGNS = {
    "+": OpinionKind.STRENGTH,
    "-": OpinionKind.WEAKNESS,
    ">": OpinionKind.SUGGESTION,
    "?": OpinionKind.QUESTION,
    "!": OpinionKind.REQUEST,
}
#: Kinds that can become something to do.
TO_DO = (OpinionKind.WEAKNESS, OpinionKind.SUGGESTION)


class OpinionEditor(RowEditor):
    """The opinion that is open, under the list of all."""

    def __init__(
        self,
        speakers: Callable[[], Iterable[Choice]],
        capacities: Mapping[int, ObserverCapacity],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = OpinionDraft("")
        self._speakers, self._capacities = speakers, capacities
        self.speaker = PersonPicker(speakers(), free=True)
        self.capacity = ChoiceField([(one, one.label) for one in ObserverCapacity], characters=18)
        self.aspect = ChoiceField([(aspect, aspect.label) for aspect in Aspect], characters=26)
        self.kind = ChoiceField([(kind, kind.label) for kind in OpinionKind], characters=9)
        self.words = TextField(lines=1)
        self.answer = TextField(lines=1)
        self.settled = TextField(lines=1)
        self.decision = ChoiceField([(one, one.label) for one in OpinionDecision], characters=15)
        self.for_others = CheckField("Các chi bộ khác cùng làm")
        self.responsible = LineField()
        self.due_on = DateField()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.SMALL)
        for line in (
            (
                ("Người có ý kiến", self.speaker, 1, 20),
                ("Tư cách", self.capacity, 0, 0),
                ("Về nội dung", self.aspect, 0, 0),
                ("Loại", self.kind, 0, 0),
            ),
            (("Ý kiến", self.words, 3, 30), ("Trả lời, giải trình", self.answer, 2, 28)),
            (
                ("Tổ công tác thống nhất về điểm này", self.settled, 3, 30),
                ("Xem xét", self.decision, 0, 0),
                ("Người thực hiện ở chi bộ điểm", self.responsible, 2, 24),
                ("Hạn", self.due_on, 0, 0),
            ),
        ):
            across = ShareLayout(gap=look.GAP, between=look.SMALL)
            for label, field, part, characters in line:
                across.share(FieldRow(label, field, parent=self), part, characters)
            layout.addLayout(across)
        across.share(self.for_others)
        # What follows from a choice is settled before the form hears of it.
        self.words.edited.connect(self._take_sign)
        for field in (self.speaker, self.kind, self.decision):
            field.edited.connect(self._follow)
        self.watch(
            self.speaker, self.capacity, self.aspect, self.kind, self.words, self.answer, self.settled, self.decision,
            self.responsible, self.due_on, self.for_others,
        )  # fmt: skip

    def set_value(self, value: Any) -> None:
        """Show an opinion."""
        self._shown = value
        self.speaker.set_choices(self._speakers())
        if value.observer_id is None:
            self.speaker.set_typed(value.speaker)
        else:
            self.speaker.set_value(value.observer_id)
        for field, shown in (
            (self.capacity, value.capacity),
            (self.aspect, value.aspect),
            (self.kind, value.kind),
            (self.words, value.text),
            (self.answer, value.answer),
            (self.settled, value.settled),
            (self.decision, value.decision),
            (self.for_others, value.for_others),
            (self.responsible, value.responsible),
            (self.due_on, value.due_on),
        ):
            field.set_value(shown)
        self._follow()

    def value(self) -> OpinionDraft:
        """Return the opinion."""
        observer_id = self.speaker.value()
        return replace(
            self._shown,
            observer_id=observer_id,
            speaker=self.speaker.typed(),
            capacity=self._capacities.get(observer_id, self.capacity.value()),
            aspect=self.aspect.value(),
            kind=self.kind.value(),
            text=self.words.value(),
            answer=self.answer.value(),
            settled=self.settled.value(),
            decision=self.decision.value(),
            for_others=self.for_others.value(),
            responsible=self.responsible.value(),
            due_on=self.due_on.value(),
        )

    def fault(self) -> str:
        """Say that a speaker may be one of several guests; a whole name of none of them is somebody else's."""
        typed = self.speaker.typed()
        if (
            typed
            and self.speaker.value() is None
            and typed != self._shown.speaker
            and len(self.speaker.found(typed)) > 1
        ):
            return "Chưa rõ là ai. Xin gõ thêm họ tên rồi chọn trong danh sách."
        return super().fault()

    def is_empty(self) -> bool:
        """An opinion without words is left out while nothing else was typed for it."""
        return not self.words.value() and not self.speaker.typed()

    def start(self, *, with_words: bool) -> None:
        """Put the cursor where a new opinion begins: at its words, or at who says it."""
        field = self.words if with_words else self.speaker
        field.setFocus()
        field.selectAll()

    def _take_sign(self) -> None:
        """Let a sign at the beginning choose the kind, and leave the words without it."""
        typed = self.words.toPlainText()
        if len(typed) < 2 or typed[1] != " " or typed[0] not in SIGNS:
            return
        cursor = QTextCursor(self.words.document())
        cursor.setPosition(2, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
        self.kind.set_value(SIGNS[typed[0]])
        self._follow()

    def _follow(self) -> None:
        """Let be chosen only what has a meaning: the capacity of guests, and what becomes of what can be done."""
        observer_id = self.speaker.value()
        self.capacity.setEnabled(observer_id not in self._capacities)
        if observer_id in self._capacities:
            self.capacity.set_value(self._capacities[observer_id])
        can_be_done = self.kind.value() in TO_DO
        self.decision.setEnabled(can_be_done)
        if not can_be_done:
            self.decision.set_value(OpinionDecision.OPEN)
        is_done = can_be_done and self.decision.value() is OpinionDecision.ACCEPTED
        for field in (self.for_others, self.responsible, self.due_on):
            field.setEnabled(is_done)
        if not is_done:
            self.for_others.set_value(False)
