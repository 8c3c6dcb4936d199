"""One figure by group, cell, month: its chart and its table; each line opens what stands behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from bontot_desktop.rules.charts import Chart
from bontot_desktop.rules.statistic_facts import Facts
from bontot_desktop.services import statistic_papers, statistics
from bontot_desktop.services.statistics import BY_KEY, By, Compared, Form, Line
from bontot_desktop.ui import look
from bontot_desktop.ui.pages.statistics.bars import BarBelow, ChartView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.fields import ChoiceField

#: Of the panel's height: the most the chart takes before it scrolls.
_CHART_SHARE = 0.5
#: A panel of fewer rows has only the table, whose bars tell the same.
_CHART_FROM = 11


#: The figure that is no share of a period: before and after each sample meeting.
COMPARING = "S15"


class FigureDetail(QFrame):
    """Shows the figure chosen in the list."""

    #: A line was opened.
    opened = Signal(object)
    #: Only these cells (a frozenset of ids) shall be counted.
    only_wanted = Signal(object)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        look.mark(self, "surface")
        self.shell = shell
        self._facts: Facts | None = None
        self._key = ""
        self._lines: list[Line] = []
        self._compared: list[Compared] = []
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.WIDE, look.GAP, look.WIDE, look.GAP)
        outer.setSpacing(look.SMALL)
        head = QHBoxLayout()
        head.setSpacing(look.SMALL)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = QLabel(self)
        look.mark(self.title, "section")
        self.counted = QLabel(self)
        look.mark(self.counted, "second")
        for label in (self.title, self.counted):
            label.setWordWrap(True)
            words.addWidget(label)
        head.addLayout(words, 1)
        self.by: ChoiceField = ChoiceField([(By.GROUP, By.GROUP.label)], characters=18)
        self.by.setObjectName("by")
        self.by.setAccessibleName("Chia theo")
        self.by.edited.connect(self._part)
        head.addWidget(self.by, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(head)
        self.chart = ChartView()
        self.chart.picked.connect(self._pick)
        self._scroll = QScrollArea(self)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self.chart)
        for widget in (self._scroll, self.chart):
            widget.setAutoFillBackground(False)
        self._scroll.viewport().setAutoFillBackground(False)
        outer.addWidget(self._scroll)
        self.table = TableView(_columns(), "statistics-parts", many=True)
        self.table.setItemDelegateForColumn(1, BarBelow(self.table, self._share_at))
        self.table.opened.connect(self._open)
        self.table.set_menu(self._menu)
        outer.addWidget(self.table, 1)

    def show_figure(self, facts: Facts, line: Line) -> None:
        """Show a figure of the facts, parted as the last one was where that is possible."""
        self._facts, self._key = facts, line.key
        self.title.setText(line.title)
        said = f"{line.counted} {line.indicator.unit}" if line.counted else line.indicator.unit
        self.counted.setText(f"{line.text} · {said}")
        self._compared = []
        if line.key == COMPARING:
            self._compared = statistics.compared(self.shell.office, facts)
            self.by.set_choices([(one.event_id, one.cell) for one in self._compared] or [(None, "Chưa có buổi nào")])
            self._part()
            return
        kept = self.by.value()
        ways = statistics.ways(line.key)
        self.by.set_choices([(way, way.label) for way in ways])
        self.by.set_value(kept if kept in ways else ways[0])
        self._part()

    def way(self) -> By:
        """Return how the figure is parted."""
        way: By = self.by.value()
        return way

    def lines(self) -> list[Line]:
        """Return the lines shown."""
        return self._lines

    def _part(self) -> None:
        if self._facts is None:
            return
        drawn: Chart | None = None
        if self._key == COMPARING:
            one = next((one for one in self._compared if one.event_id == self.by.value()), None)
            self._lines = [] if one is None else one.lines
            drawn = None if one is None else one.chart
            if one is not None:
                self.counted.setText(one.comparison.caveat)
        else:
            self._lines = statistics.parted(self._facts, self._key, self.way())
            drawn = statistic_papers.chart(self._facts, self._key, self.way(), self._lines, titled=False)
        self.table.set_rows(self._lines)
        self.chart.show_chart(drawn)
        self._fit()

    def resizeEvent(self, event: Any) -> None:
        """Leave the table its half."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._scroll.setVisible(self.chart.chart() is not None and self.height() >= look.row_height(self) * _CHART_FROM)
        wanted = self.chart.sizeHint().height() + look.TINY
        self._scroll.setFixedHeight(max(min(wanted, int(self.height() * _CHART_SHARE)), 1))

    def _share_at(self, place: int) -> Any:
        row = self.table.rows.row_at(place)
        return row.ratio if row is not None and BY_KEY[row.key].form is Form.SHARE else None

    def _pick(self, place: int) -> None:
        if self._key == COMPARING:
            return
        parts = [line for line in self._lines if not line.is_total]
        if place < len(parts):
            self.table.select(parts[place].id)
            self.table.setFocus()

    def _open(self, line_id: Any) -> None:
        line = next((line for line in self._lines if line.id == line_id), None)
        if line is not None:
            self.opened.emit(line)

    def _menu(self, menu: QMenu, line: Line) -> None:
        menu.addAction("Xem các mục đã tính", lambda: self.opened.emit(line))
        if line.cell_id is not None:
            menu.addAction("Mở chi bộ", lambda: self.shell.go("cells", line.cell_id))
        cells = frozenset(row.cell_id for row in self.table.selected_rows() if row.cell_id is not None)
        if cells:
            count = f"{len(cells)} chi bộ đã chọn" if len(cells) > 1 else "chi bộ này"
            menu.addAction(f"Chỉ tính {count}", lambda: self.only_wanted.emit(cells))


def _columns() -> list[Column]:
    return [
        text_column("Phần", lambda line: line.title, strong=True, stretch=True, sort=_order),
        text_column("Kết quả", lambda line: line.text, right=True, searched=False, sort=_value, usual=9),
        text_column(
            "Số liệu", lambda line: line.counted, right=True, quiet=True, searched=False, sort=_value, usual=15,
        ),
        text_column(
            "Chi bộ", lambda line: str(line.cells) if line.cells else "", right=True, quiet=True, searched=False,
            sort=lambda line: line.cells,
        ),
    ]  # fmt: skip


def _order(line: Line) -> tuple[bool, str]:
    from bontot_desktop import text

    return line.is_total, text.sort_key(line.title)


def _value(line: Line) -> tuple[bool, Any]:
    return line.ratio is not None, line.ratio or 0
