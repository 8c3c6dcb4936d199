"""The figures S1–S15 of a period in one calm list; the chosen one beside it by group, cell and month."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.statistic_facts import Facts
from bontot_desktop.services import statistics
from bontot_desktop.services.statistics import BY_KEY, Form, Line
from bontot_desktop.ui.pages.statistics.bars import BarBelow
from bontot_desktop.ui.pages.statistics.choices import Choices
from bontot_desktop.ui.pages.statistics.detail import FigureDetail
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tables.columns import Column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.page import Page


class Overview(Page):
    """The list of the figures, and the detail of the current one."""

    #: A line was opened: what stands behind it is wanted.
    line_opened = Signal(object)
    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.MEETINGS, Kind.SCORES, Kind.SAMPLES, Kind.CELLS, Kind.PEOPLE, Kind.SETTINGS}
    )
    help_topic: ClassVar[str] = "thong-ke"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Thống kê", parent)
        self.shell = shell
        self._facts: Facts | None = None
        self._lines: list[Line] = []
        self.choices = Choices(shell.today(), statistics.first_year(shell.office), self)
        self.choices.edited.connect(self.refresh)
        self.content.addWidget(self.choices)
        self.table = TableView(_columns(), "statistics")
        self.table.setObjectName("figures")
        self.table.setItemDelegateForColumn(1, BarBelow(self.table, self._share_at))
        self.table.current_changed.connect(self._show_detail)
        self.table.opened.connect(self._open)
        self.table.set_menu(self._menu)
        self.detail = FigureDetail(shell, self)
        self.detail.opened.connect(self.line_opened)
        self.detail.only_wanted.connect(self._only)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.addWidget(self.table)
        split.addWidget(self.detail)
        split.setStretchFactor(0, 9)
        split.setStretchFactor(1, 10)
        split.setChildrenCollapsible(False)
        self.content.addWidget(split, 1)

    def refresh(self) -> None:
        """Read the period that is chosen and count."""
        period = self.choices.period()
        with waiting():
            self._facts = facts = statistics.read(self.shell.office, period, chosen=self.choices.chosen())
            self._lines = statistics.lines(facts)
        if self.choices.chosen().is_everything:
            self.choices.offer(list(facts.cells))
        where = self.choices.group_word()
        meetings = f"{len(facts.meetings)} buổi sinh hoạt"
        cells = f"{len(facts.cells)} chi bộ"
        label = f"{period.label[0].upper()}{period.label[1:]}"
        self.set_summary(" · ".join((label, *([where] if where else []), cells, meetings)))
        kept = self.table.current_id()
        self.table.set_rows(self._lines)
        if kept is None or not self.table.select(kept):
            self.table.select(self._lines[0].id)
        self._show_detail(self.table.current_id())

    def facts(self) -> Facts:
        """Return what is counted; reads it where that was not done yet."""
        if self._facts is None:
            self.refresh()
        assert self._facts is not None
        return self._facts

    def lines(self) -> list[Line]:
        """Return the figures shown."""
        return self._lines

    def take_focus(self) -> None:
        """Let the arrows go through the figures."""
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, key: str) -> None:
        """Choose a figure by its id."""
        self.facts()
        self.table.select(key)

    def _show_detail(self, key: Any) -> None:
        line = next((line for line in self._lines if line.id == key), None)
        if line is not None and self._facts is not None:
            self.detail.show_figure(self._facts, line)

    def _share_at(self, place: int) -> Any:
        row = self.table.rows.row_at(place)
        return row.ratio if row is not None and BY_KEY[row.key].form is Form.SHARE else None

    def _open(self, key: Any) -> None:
        self.line_opened.emit(next(line for line in self._lines if line.id == key))

    def _menu(self, menu: QMenu, line: Line) -> None:
        menu.addAction("Xem các mục đã tính", lambda: self.line_opened.emit(line))

    def _only(self, cells: frozenset[int]) -> None:
        self.choices.choose_cells(cells, list(self.facts().cells))


def _columns() -> list[Column]:
    return [
        text_column(
            "Chỉ tiêu", lambda line: line.title, strong=True, stretch=True, sort=_place, most=34,
            tooltip=lambda line: f"{line.key}. {line.title}: {line.indicator.unit}",
        ),
        text_column(
            "Kết quả", lambda line: line.text, right=True, searched=False, sort=_place, usual=9, most=11,
            tooltip=lambda line: line.text,
        ),
        text_column(
            "Số liệu", lambda line: line.counted, right=True, quiet=True, searched=False, sort=_place,
            tooltip=lambda line: line.indicator.unit,
        ),
        text_column("Mã", lambda line: line.key, quiet=True, sort=_place, hidden=True),
    ]  # fmt: skip


def _place(line: Line) -> int:
    return [indicator.key for indicator in statistics.INDICATORS].index(line.key)
