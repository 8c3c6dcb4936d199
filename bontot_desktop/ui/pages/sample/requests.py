"""What was asked of the committee at a sample meeting, offered to be taken up as petitions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton

from bontot_desktop.services import sample_petitions
from bontot_desktop.ui.shell import Shell

#: So many requests are quoted before they become petitions.
_QUOTED = 6


class Requests:
    """Counts on a button the requests that are no petition yet, and makes petitions of them; ``before`` saves typing.

    The button hides when none waits.
    """

    def __init__(self, shell: Shell, button: QAbstractButton, before: Callable[[], bool]) -> None:
        self._shell, self._before = shell, before
        self._event_id = 0
        self.button = button
        button.setObjectName("take-up")
        button.setToolTip("Đề nghị với Đảng ủy trên phiếu, ý kiến loại kiến nghị: theo dõi đến khi có trả lời")
        button.clicked.connect(lambda: self.take_up())
        button.hide()

    def show_event(self, event_id: int) -> None:
        """Count what waits."""
        self._event_id = event_id
        count = len(sample_petitions.waiting(self._shell.office, event_id))
        self.button.setText(f"Đưa vào kiến nghị ({count} đề nghị)")
        self.button.setVisible(bool(count))

    def take_up(self) -> None:
        """Show the requests and make petitions of them."""
        if not self._before():
            return
        office = self._shell.office
        found = sample_petitions.waiting(office, self._event_id)
        words = [f"{one.name}: {one.text}" for one in found[:_QUOTED]]
        if len(found) > _QUOTED:
            words.append(f"… và {len(found) - _QUOTED} đề nghị khác")
        question = f"Đưa {len(found)} đề nghị này vào kiến nghị gửi Đảng ủy?"
        if self._shell.asking.confirm(question, "Đưa vào kiến nghị", detail="\n".join(words)):
            self._shell.act(
                lambda: sample_petitions.take_up(office, self._event_id),
                f"Đã đưa {len(found)} đề nghị vào kiến nghị; xem ở Sinh hoạt, thẻ Kiến nghị",
            )
