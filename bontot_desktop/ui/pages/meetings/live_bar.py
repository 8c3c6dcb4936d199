"""The strip over a meeting that is going on: the clock, the item of the programme, one key to go on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.live_meeting import LiveMeeting, shown
from bontot_desktop.services.meeting_drafts import AgendaDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell

#: The keys of a meeting that is going on.
NEXT, BREAK, SPEAK = "F8", "F9", "F7"


class LiveBar(QFrame):
    """Shows the clock; the buttons only tell what was pressed."""

    next_wanted = Signal()
    break_wanted = Signal()
    speak_wanted = Signal()
    end_wanted = Signal()

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("live")
        look.mark(self, "notice")
        self._shell = shell
        self._live: LiveMeeting | None = None
        self._agenda: Sequence[AgendaDraft] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(look.GAP, look.SMALL, look.GAP, look.SMALL)
        row.setSpacing(look.GAP)
        self.clock, self.item, self.time = QLabel(self), QLabel(self), QLabel(self)
        look.mark(self.clock, "strong")
        look.mark(self.time, "strong")
        self.item.setWordWrap(True)
        row.addWidget(self.clock)
        row.addWidget(self.item, 1)
        row.addWidget(self.time)
        self.next_button = self._button("Mục tiếp", NEXT, self.next_wanted)
        self.break_button = self._button("Nghỉ", BREAK, self.break_wanted)
        self.speak_button = self._button("Ý kiến", SPEAK, self.speak_wanted)
        self.end_button = self._button("Kết thúc họp", "", self.end_wanted)
        for button in (self.next_button, self.break_button, self.speak_button, self.end_button):
            row.addWidget(button)
        self.timer = QTimer(self)
        self.timer.setInterval(1000)
        self.timer.timeout.connect(self.tick)
        self.hide()

    def _button(self, word: str, key: str, pressed: SignalInstance) -> QPushButton:
        button = QPushButton(f"{word} ({key})" if key else word, self)
        button.setObjectName(f"live:{word}")
        button.clicked.connect(lambda: pressed.emit())
        return button

    def show_meeting(self, live: LiveMeeting | None, agenda: Sequence[AgendaDraft]) -> None:
        """Show a meeting going on; None takes the strip away."""
        self._live, self._agenda = live, agenda
        self.setVisible(live is not None)
        if live is None:
            self.timer.stop()
            return
        if not self.timer.isActive():
            self.timer.start()
        is_last = live.item >= len(agenda) - 1
        self.next_button.setEnabled(not is_last)
        self.break_button.setText(f"{'Họp tiếp' if live.is_in_break else 'Nghỉ'} ({BREAK})")
        self.tick()

    def tick(self) -> None:
        """Say the time."""
        if self._live is None:
            return
        now: datetime = self._shell.now()
        live = self._live
        self.clock.setText(f"{dates.clock(now.time())} · đã họp {shown(live.lasted(now))}")
        if live.is_in_break:
            self.item.setText("Đang nghỉ")
            self.time.setText(shown(live.rested(now)))
            return
        if not self._agenda:
            self.item.setText("")
            self.time.setText("")
            return
        item = self._agenda[min(live.item, len(self._agenda) - 1)]
        who = f" · {item.presenter}" if item.presenter else ""
        self.item.setText(f"{live.item + 1}/{len(self._agenda)}  {item.title}{who}")
        planned = f" / {item.planned_min} phút" if item.planned_min else ""
        seconds = live.at_item(now)
        self.time.setText(f"{shown(seconds)}{planned}")
        is_over = item.planned_min is not None and seconds > item.planned_min * 60
        look.mark(self.time, "fault" if is_over else "strong")
