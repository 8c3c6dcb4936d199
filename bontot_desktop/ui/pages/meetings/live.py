"""A meeting typed while it goes on: the clock of its programme, kept so that a power cut does not stop it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.live_meeting import LiveMeeting
from bontot_desktop.services import drafts
from bontot_desktop.services.meeting_drafts import AgendaDraft, MeetingDraft
from bontot_desktop.ui.pages.meetings.live_bar import BREAK, NEXT, SPEAK, LiveBar
from bontot_desktop.ui.shell import Shell

#: A meeting ended sooner than after so many minutes is asked about.
SHORTEST = 5


class LiveMode(QObject):
    """Runs the clock. ``draft`` gives the meeting as it is typed, ``put`` writes fields of it, ``keep`` keeps them."""

    def __init__(
        self,
        shell: Shell,
        meeting_id: int,
        *,
        draft: Callable[[], MeetingDraft],
        put: Callable[..., None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._shell, self._key = shell, f"live/{meeting_id}"
        self._draft, self._put = draft, put
        self.live: LiveMeeting | None = None
        #: The meeting that was ended here last; it may go on once more.
        self.past: LiveMeeting | None = None
        self.bar = LiveBar(shell, parent)
        #: Called when somebody asks to speak, with the place of the item of the programme or None.
        self.speak: Callable[[int | None], None] = lambda item: None
        #: Called when the meeting has ended.
        self.ended: Callable[[], None] = lambda: None
        self.bar.next_wanted.connect(self.next)
        self.bar.break_wanted.connect(self.rest)
        self.bar.speak_wanted.connect(self.take_words)
        self.bar.end_wanted.connect(self.end)
        for key, slot in ((NEXT, self.next), (BREAK, self.rest), (SPEAK, self.take_words)):
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    def turn_to(self, meeting_id: int) -> None:
        """Be the clock of another meeting, which does not go on as far as is known yet."""
        self._key = f"live/{meeting_id}"
        self.live = self.past = None
        self.bar.show_meeting(None, ())

    def restore(self) -> None:
        """Go on with a meeting that was going on when the program was left or killed."""
        kept = drafts.find(self._shell.office, self._key)
        if kept is None:
            return
        if self._draft().is_final:
            drafts.drop(self._shell.office, self._key)
            return
        self.live = _read(kept.payload)
        self.show()

    def start(self) -> None:
        """Begin the meeting now: its hour is this one, the first item of the programme runs."""
        now = self._shell.now()
        self.live = LiveMeeting(began=now, since=now)
        self._put(starts_at=now.time().replace(second=0, microsecond=0))
        self._keep()

    def next(self) -> None:
        """Go on to the next item of the programme; the minutes of this one are written down."""
        if self.live is None or self.live.item >= len(self._draft().agenda) - 1:
            return
        now = self._shell.now()
        self._write(now)
        self.live = self.live.go_to(self.live.item + 1, now)
        self._keep()

    def rest(self) -> None:
        """Stop for a break, or go on after it."""
        if self.live is None:
            return
        now = self._shell.now()
        self.live = self.live.go_on(now) if self.live.is_in_break else self.live.take_break(now)
        self._put(breaks_min=round(self.live.rested(now) / 60))
        self._keep()

    def take_words(self) -> None:
        """Write down who speaks."""
        self.speak(None if self.live is None else self.live.item)

    def end(self) -> None:
        """End the meeting now; a few minutes after its begin, or before its last item, that is asked first."""
        if self.live is None:
            return
        now = self._shell.now()
        doubt = self._too_soon(now)
        if doubt and not self._shell.asking.confirm(f"{doubt} Kết thúc họp?", "Kết thúc họp", stay="Họp tiếp"):
            return
        self._write(now)
        self._put(ends_at=now.time().replace(second=0, microsecond=0), breaks_min=round(self.live.rested(now) / 60))
        self.past, self.live = self.live, None
        drafts.drop(self._shell.office, self._key)
        self.show()
        self.ended()

    def resume(self) -> None:
        """Go on with the meeting that was ended here by mistake."""
        if self.live is not None or self.past is None:
            return
        self.live, self.past = self.past, None
        self._put(ends_at=None)
        self._keep()

    def _too_soon(self, now: datetime) -> str:
        """Say why the end may be a slip of the hand: it has just begun, or items of the programme are left."""
        assert self.live is not None
        lasted, left = self.live.lasted(now) // 60, len(self._draft().agenda) - 1 - self.live.item
        if lasted < SHORTEST:
            return f"Buổi sinh hoạt mới họp {lasted} phút."
        return f"Chương trình còn {left} mục chưa đến." if left > 0 else ""

    def show(self) -> None:
        """Show where the meeting is."""
        self.bar.show_meeting(self.live, self._draft().agenda)

    def _write(self, now: datetime) -> None:
        """Write down the minutes the running item took."""
        assert self.live is not None
        agenda = list(self._draft().agenda)
        if self.live.item < len(agenda):
            item: AgendaDraft = agenda[self.live.item]
            agenda[self.live.item] = replace(item, actual_min=self.live.minutes_of(self.live.item, now))
            self._put(agenda=tuple(agenda))

    def _keep(self) -> None:
        assert self.live is not None
        drafts.keep(self._shell.office, self._key, "Buổi sinh hoạt đang họp", _written(self.live))
        self.show()


def _written(live: LiveMeeting) -> dict[str, Any]:
    found = {field.name: getattr(live, field.name) for field in fields(live)}
    return {
        name: value.isoformat() if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
    }


def _read(payload: dict[str, Any]) -> LiveMeeting:
    broke_at = payload["broke_at"]
    return LiveMeeting(
        began=datetime.fromisoformat(payload["began"]),
        since=datetime.fromisoformat(payload["since"]),
        item=payload["item"],
        spent=tuple(payload["spent"]),
        broke_at=None if broke_at is None else datetime.fromisoformat(broke_at),
        breaks=payload["breaks"],
    )
