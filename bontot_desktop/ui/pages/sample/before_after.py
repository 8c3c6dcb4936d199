"""Did it get better? Attendance, speaking and scores before and after a sample meeting, and what they rest on (S15)."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.pages.statistics.bars import ChartView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.sharing import ShareLayout

#: What a chart needs to be legible, in characters.
_LEGIBLE = 26


class BeforeAfter(QWidget):
    """Three small charts beside each other, and under them how many meetings they rest on."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.title = QLabel("Trước và sau sinh hoạt điểm", self)
        look.mark(self.title, "strong")
        self.caveat = QLabel(self)
        self.caveat.setWordWrap(True)
        self.caveat.setObjectName("caveat")
        look.mark(self.caveat, "hint")
        self.charts = [ChartView(self) for _ in range(3)]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addWidget(self.title)
        across = ShareLayout(gap=look.WIDE)
        for chart in self.charts:
            across.share(chart, 1, _LEGIBLE)
        layout.addLayout(across)
        layout.addWidget(self.caveat)
        self.hide()

    def show_event(self, event_id: int | None) -> None:
        """Show the comparison of a sample meeting; nothing while it was not held."""
        from bontot_desktop.rules import before_after
        from bontot_desktop.services import statistics

        found = None if event_id is None else statistics.compare(self._shell.office, event_id)
        self.setVisible(found is not None)
        if found is None:
            return
        for chart, drawn in zip(self.charts, before_after.charts(found), strict=True):
            chart.show_chart(drawn)
        self.caveat.setText(found.caveat)
