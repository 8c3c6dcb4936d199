"""What was said at a meeting, in speaking order: who, in what manner, and the words; for any kind of meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.meetings import ContributionKind
from bontot_desktop.services.meeting_drafts import ContributionDraft, MeetingDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import ChoiceField, TextField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout

MEMBER, GUEST = "member", "guest"
#: Value of the choice "the meeting as a whole".
NO_ITEM = -1


def speaker_choices(draft: MeetingDraft) -> list[Choice]:
    """Return who may speak: those of the roster who came first, then guests, then who is marked absent."""
    came = [line for line in draft.roster if line.is_present]
    away = [line for line in draft.roster if not line.is_present]
    members = [Choice((MEMBER, line.member_id), line.name, line.post.label if line.post else "") for line in came]
    guests = [
        Choice((GUEST, index), guest.name, guest.post or guest.capacity.label)
        for index, guest in enumerate(draft.guests)
    ]
    absent = [Choice((MEMBER, line.member_id), line.name, line.attendance.label) for line in away]
    return [*members, *guests, *absent]


class ContributionRow(RowEditor):
    """One speech."""

    def __init__(self, speakers: Callable[[], Iterable[Choice]], items: Callable[[], list[tuple[Any, str]]]) -> None:
        super().__init__()
        self._shown = ContributionDraft("")
        self._speakers, self._items = speakers, items
        self.speaker = PersonPicker(speakers())
        self.kind = ChoiceField([(kind, kind.label) for kind in ContributionKind], characters=11)
        self.item = ChoiceField(items(), characters=24)
        self.words = TextField(lines=2)
        self.speaker.setAccessibleName("Người phát biểu")
        self.kind.setAccessibleName("Hình thức")
        self.item.setAccessibleName("Mục chương trình")
        self.words.setAccessibleName("Nội dung phát biểu")
        self.words.setPlaceholderText("Nội dung phát biểu")
        top = ShareLayout()
        top.share(self.speaker, 1, 22)
        top.share(self.kind)
        top.share(self.item, 1, 20)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(top)
        layout.addWidget(self.words)
        self.watch(self.speaker, self.kind, self.item, self.words)
        self.speaker.picked.connect(lambda _: self._go_on_soon())
        self.speaker.returnPressed.connect(self._go_on_soon)

    def tab_way(self) -> list[QWidget]:
        """Go from the speaker to the words: a letter typed into a choice would change it in silence."""
        return [self.speaker, self.words, self.kind, self.item]

    def _go_on_soon(self) -> None:
        # The drop list is still closing, and Ctrl+Enter may be about to begin the next row.
        QTimer.singleShot(0, self, self._go_on)

    def _go_on(self) -> None:
        if self.speaker.hasFocus() and self.speaker.value() is not None:
            self.words.setFocus(Qt.FocusReason.TabFocusReason)

    def set_value(self, value: Any) -> None:
        """Show a speech."""
        self._shown = value
        self.speaker.set_choices(self._speakers())
        self.item.set_choices(self._items())
        if value.member_id is not None:
            self.speaker.set_value((MEMBER, value.member_id))
        else:
            self.speaker.set_value(None if value.guest is None else (GUEST, value.guest))
        self.kind.set_value(value.kind)
        self.item.set_value(NO_ITEM if value.agenda is None else value.agenda)
        self.words.set_value(value.text)

    def value(self) -> ContributionDraft:
        """Return the speech."""
        who = self.speaker.value()
        item = self.item.value()
        return replace(
            self._shown,
            text=self.words.value(),
            member_id=who[1] if who and who[0] == MEMBER else None,
            guest=who[1] if who and who[0] == GUEST else None,
            agenda=None if item in (None, NO_ITEM) else item,
            kind=self.kind.value(),
        )

    def is_empty(self) -> bool:
        """A row without speaker and words is left out."""
        return not self.words.value() and not self.speaker.typed()

    def fault(self) -> str:
        """Say what is missing."""
        if super().fault():
            return super().fault()
        if self.speaker.value() is None:
            return "chưa chọn người phát biểu."
        return "" if self.words.value() else "chưa ghi nội dung phát biểu."


class Contributions(RowList):
    """The list of speeches as a field of a form; :meth:`set_meeting` says who may speak."""

    def __init__(self) -> None:
        self._choices: list[Choice] = []
        self._agenda: list[tuple[Any, str]] = [(NO_ITEM, "Thảo luận chung")]
        super().__init__(
            lambda: ContributionRow(lambda: self._choices, lambda: self._agenda),
            lambda: ContributionDraft(""),
            "Thêm ý kiến",
            noun="Ý kiến",
            lined=True,
        )

    def set_meeting(self, draft: MeetingDraft) -> None:
        """Say who may speak and under which items of the agenda."""
        self._choices = speaker_choices(draft)
        self._agenda = [(NO_ITEM, "Thảo luận chung")]
        self._agenda += [(index, item.title) for index, item in enumerate(draft.agenda)]
