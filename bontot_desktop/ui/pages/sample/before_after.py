"""Did it get better? Attendance, speaking and scores before and after a sample meeting, and what they rest on (S15)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.ui import look
from bontot_desktop.ui.pages.statistics.bars import ChartView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.sharing import ShareLayout

if TYPE_CHECKING:
    from bontot_desktop.rules.before_after import Comparison, Side

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
        from bontot_desktop.services import statistics

        found = None if event_id is None else statistics.compare(self._shell.office, event_id)
        self.setVisible(found is not None)
        if found is None:
            return
        for chart, drawn in zip(self.charts, charts_of(found), strict=True):
            chart.show_chart(drawn)
        self.caveat.setText(found.caveat)


def charts_of(found: Comparison) -> list[Chart]:
    """Make a chart of each figure: the sample cell and the others, before and after."""
    from bontot_desktop.rules import before_after, statistics

    drawn = []
    for place, indicator in enumerate(before_after.COMPARED):
        before, after = (
            _series(word, place, sides)
            for word, sides in (
                ("Trước", (found.own_before, found.others_before)),
                ("Sau", (found.own_after, found.others_after)),
            )
        )
        drawn.append(
            Chart(
                indicator.title,
                ("Chi bộ điểm", "Chi bộ khác"),
                (before, after),
                is_share=indicator.form is statistics.Form.SHARE,
            )
        )
    return drawn


def _series(word: str, place: int, sides: tuple[Side, Side]) -> Series:
    from bontot_desktop.rules import before_after

    values = [side.values[place] for side in sides]
    texts = tuple(before_after.COMPARED[place].text(value) for value in values)
    return Series(word, tuple(value.ratio for value in values), texts)
