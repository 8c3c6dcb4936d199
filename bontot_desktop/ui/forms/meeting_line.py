"""The newest meetings on a cell's page, each a press away, and the button that begins another."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from bontot_desktop import dates
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from bontot_desktop.services.meeting_list import MeetingRow

#: So many meetings are named.
MOST = 5
#: What the kinds of meeting are called in a few letters.
_SHORT = {
    "REGULAR": "thường kỳ",
    "THEMED": "chuyên đề",
    "COMBINED": "kết hợp",
    "COMMITTEE": "chi ủy",
    "EXTRAORDINARY": "đột xuất",
    "REVIEW": "kiểm điểm",
    "CONGRESS": "đại hội",
    "GROUP": "tổ đảng",
}


class MeetingLine(QWidget):
    """Meetings as links; a cell that is not stored yet shows nothing."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._cell_id: int | None = None
        self.setObjectName("cell-meetings")
        self._flow = FlowLayout(look.SMALL, self)
        self._flow.setContentsMargins(0, 0, 0, look.TINY)
        self.word = QLabel("Buổi sinh hoạt gần đây:", self)
        look.mark(self.word, "second")
        self._flow.addWidget(self.word)
        self.links: list[QPushButton] = []
        self.new_button = self._link("Buổi mới", "Lập một buổi sinh hoạt của chi bộ này")
        self.new_button.clicked.connect(lambda: shell.go("meetings", ("new", self._cell_id)))
        self.hide()

    def say(self, cell_id: int | None) -> None:
        """Name the newest meetings of a cell; a new cell (None) has none."""
        from bontot_desktop.services import meeting_list

        self._cell_id = cell_id
        self.setVisible(cell_id is not None)
        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        rows = meeting_list.of_cell(self._shell.office, cell_id, MOST) if cell_id is not None else []
        self.word.setText("Buổi sinh hoạt gần đây:" if rows else "Chưa ghi buổi sinh hoạt nào.")
        # The button that begins another stands behind them.
        self._flow.removeWidget(self.new_button)
        self.links = [self._of(row) for row in rows]
        self._flow.addWidget(self.new_button)

    def _of(self, row: MeetingRow) -> QPushButton:
        when = dates.screen(row.held_on)[:5] if row.held_on else f"tháng {row.month}"
        link = self._link(f"{when} {_SHORT[row.type.value]}", f"{row.type.label}: {row.state_label.lower()}")
        link.clicked.connect(partial(self._open, row.id))
        return link

    def _link(self, word: str, tip: str) -> QPushButton:
        link = QPushButton(word, self)
        look.mark(link, "link")
        link.setToolTip(tip)
        self._flow.addWidget(link)
        return link

    def _open(self, meeting_id: int, _: bool = False) -> None:
        self._shell.go("meetings", meeting_id)
