"""The papers of a meeting as its kind offers them: programme, invitation, minutes, resolution, score sheet."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingState, MeetingType
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.services.sources.meeting_papers import minutes_kind
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell

_BEFORE = (("F1", "Chương trình sinh hoạt (F1)"), ("F2", "Giấy mời (F2)"))
_MINUTES = "Biên bản"
_AFTER = (("F8", "Nghị quyết tháng (F8)"), ("F9", "Phiếu đánh giá chất lượng (F9)"))
_COMMITTEE = (("F4", "Kết luận họp chi ủy (F4)"),)


def offered(kind: MeetingType) -> tuple[tuple[str, str], ...]:
    """Return the papers a kind of meeting has: the id of the kind of paper, and its words."""
    own = minutes_kind(kind)
    minutes = ((own, f"{_MINUTES} ({own})"),)
    if kind is MeetingType.COMMITTEE:
        return (*minutes, *_COMMITTEE)
    return (*_BEFORE, *minutes, *_AFTER)


class PapersMenu:
    """The button "Văn bản" of a meeting's page; the page saves before a paper is shown."""

    def __init__(self, shell: Shell, page: QWidget) -> None:
        self._shell = shell
        self.save: Callable[[], bool] = lambda: True
        #: Other things done to the meeting, by their words.
        self.more: list[tuple[str, Callable[[], Any], Callable[[MeetingDraft], bool]]] = []
        self.button = QPushButton("Văn bản", page)
        self.button.setObjectName("command:Văn bản")
        look.dress(self.button, "file-text")
        self.button.setIconSize(look.icon_size(self.button, aside=3))
        self.menu = QMenu(self.button)
        self.button.setMenu(self.menu)
        self._draft: MeetingDraft | None = None
        self.menu.aboutToShow.connect(self._fill)

    def show_meeting(self, draft: MeetingDraft) -> None:
        """Say whose papers these are."""
        self._draft = draft

    def _fill(self) -> None:
        self.menu.clear()
        draft = self._draft
        if draft is None or draft.id is None:
            return
        if draft.state is not MeetingState.CANCELLED:
            for kind, words in offered(draft.type):
                self.menu.addAction(words).triggered.connect(partial(self._open, kind))
            if not draft.is_final:
                self._add_forms(draft)
        others = [(words, slot) for words, slot, fits in self.more if fits(draft)]
        if others and not self.menu.isEmpty():
            self.menu.addSeparator()
        for words, slot in others:
            self.menu.addAction(words).triggered.connect(partial(_do, slot))

    def _add_forms(self, draft: MeetingDraft) -> None:
        """Offer what a cell fills in Word: its minutes, its score sheet, and taking both back."""
        self.menu.addSeparator()
        self.menu.addAction("Xuất biên bản để điền trong Word…").triggered.connect(partial(_do, self.send_minutes))
        if draft.type in SAMPLE_TYPES:
            self.menu.addAction("Xuất phiếu tự chấm Word…").triggered.connect(partial(_do, self.send_score_sheet))
        self.menu.addAction("Nhận phiếu về…").triggered.connect(partial(_do, self.receive))

    def send_minutes(self) -> None:
        """Save, then write the minutes as a form to be filled in Word."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_one

        if self._draft is not None and (meeting_id := self._draft.id) is not None and self.save():
            write_one(self._shell, lambda: writing.minutes(self._shell.office, meeting_id))

    def send_score_sheet(self) -> None:
        """Save, then write the score sheet as a form to be filled in Word."""
        from bontot_desktop.services.returned import writing
        from bontot_desktop.ui.forms.form_files import write_one

        if self._draft is not None and (meeting_id := self._draft.id) is not None and self.save():
            write_one(self._shell, lambda: writing.score_sheet(self._shell.office, meeting_id))

    def receive(self) -> None:
        """Save, then take in what the cell filled in Word."""
        from bontot_desktop.ui.forms.returned import open_returned

        if self._draft is not None and self._draft.id is not None and self.save():
            open_returned(self._shell, self._draft.id)

    def _open(self, kind: str, _: bool = False) -> None:
        self.open(kind)

    def open(self, kind: str) -> None:
        """Save, then show a paper as it would be issued."""
        from bontot_desktop.ui.forms.issue import open_issue

        if self._draft is not None and self._draft.id is not None and self.save():
            open_issue(self._shell, kind, self._draft.id)


def _do(slot: Callable[[], Any], _: bool = False) -> None:
    slot()
