"""The half-year table of all cells: the columns only the cells can tell are typed beside the counted ones (F12)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.services import half_year
from bontot_desktop.services.half_year import Came, HalfRow
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, TypedModel, typed_cells
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar
from bontot_desktop.ui.widgets.fields import ChoiceField

HALF_PAPER = "F12"
MEMBERS, ATTENDED, SPEECHES, PLANNED, ADMITTED = "members", "attended", "speeches", "planned", "admitted"
_TITLES = {
    TypedFigure.SKILFUL_MOBILISING: "Dân vận khéo",
    TypedFigure.THEMES_STUDIED: "Học chuyên đề",
    TypedFigure.STORIES_READ: "Đọc bài viết",
    TypedFigure.INSPECTIONS: "Kiểm tra",
    TypedFigure.NOTE: "Ghi chú",
    TypedFigure.OTHER: "Khác",
}
#: The whole year among the halves; it is only looked at.
_YEAR = 0


class HalfModel(TypedModel):
    """The lines of half a year, in the order of the printed table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        def typed(figure: TypedFigure, width: int = 9) -> GridColumn:
            stretch = figure is TypedFigure.NOTE
            return GridColumn(figure, _TITLES[figure], width=width, hint=figure.label, stretch=stretch)

        super().__init__(
            [
                GridColumn(MEMBERS, "Đảng số", decimals=0, width=5),
                GridColumn(ATTENDED, "Lượt dự", decimals=0, width=6, hint="Số lượt đảng viên dự sinh hoạt"),
                GridColumn(SPEECHES, "Lượt nói", decimals=0, width=6, hint="Số lượt phát biểu ý kiến"),
                typed(TypedFigure.SKILFUL_MOBILISING),
                typed(TypedFigure.THEMES_STUDIED),
                typed(TypedFigure.STORIES_READ),
                GridColumn(PLANNED, "Kế hoạch CĐ", decimals=0, width=6, hint="Số buổi chuyên đề trong kế hoạch, lịch"),
                GridColumn(ADMITTED, "Kết nạp", decimals=0, width=5, hint="Số đảng viên được kết nạp"),
                typed(TypedFigure.INSPECTIONS),
                typed(TypedFigure.NOTE, 12),
                typed(TypedFigure.OTHER),
            ],
            parent,
            label_width=26,
            follows={
                MEMBERS: partial(self._counted, "members"),
                ATTENDED: partial(self._came, 0),
                SPEECHES: partial(self._came, 1),
                PLANNED: partial(self._counted, "themed_planned"),
                ADMITTED: partial(self._counted, "admitted"),
            },
        )
        self._lines: dict[int, HalfRow] = {}
        self.came: dict[int, Came] = {}

    def show_half(self, rows: list[HalfRow], *, locked: bool) -> None:
        """Show what is stored; what the meetings come to follows."""
        self._lines, self.came = {row.id: row for row in rows}, {}
        values = {(row.id, figure): value for row in rows for figure, value in row.typed.items()}
        self.show([GridRow(row.id, row.cell) for row in rows], values)
        self.lock(locked)

    def typed(self, cell_id: int) -> dict[TypedFigure, str]:
        """Return the typed columns of a line."""
        return {figure: self.value(cell_id, figure) or "" for figure in TypedFigure}

    def add(self, came: dict[int, Came]) -> None:
        """Add what the meetings of another month come to."""
        for cell_id, sums in came.items():
            self.came[cell_id] = half_year.together(self.came.get(cell_id, (None, None)), sums)
        self._all_told()

    def _counted(self, name: str, cell_id: Any) -> tuple[str, Tone | None]:
        return str(getattr(self._lines[cell_id], name)), None

    def _came(self, place: int, cell_id: Any) -> tuple[str, Tone | None]:
        value = self.came.get(cell_id, (None, None))[place]
        return "" if value is None else str(value), None


class HalfYearTab(Tab):
    """Fills the typed columns of half a year."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._period: Period | None = None
        self.half: ChoiceField = ChoiceField(
            [(1, "6 tháng đầu"), (2, "6 tháng cuối"), (_YEAR, "Cả năm")], characters=11
        )
        self.half.setObjectName("half")
        self.half.setAccessibleName("Nửa năm")
        self.half.edited.connect(self._other_half)
        self.bar = FilterBar("Lọc chi bộ", [], self)
        self.bar.extras.addWidget(self.half)
        self.bar.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.bar)
        self.model = HalfModel(self)
        self.keeping = Kept(
            shell, self._kept, typed=self._typing, take=self._take, is_edited=self.is_edited, say=self.say, parent=self
        )
        self.body.addWidget(self.keeping.bar)
        self.grid = TypedGrid(self.model, "bieu-6-thang", self, gives_way=(ADMITTED, PLANNED, MEMBERS))
        self.model.edited.connect(lambda *_: self.keeping.typed_again())
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.table_or_empty = TableOrEmpty(self.grid, "table")
        self.body.addWidget(self.table_or_empty, 1)
        self.paper_button = self.add_button("Biểu tổng hợp…", self.print, icon="file-text", tip="Mẫu F12")
        self.save_button = self.add_save("Lưu số liệu")
        self._waiting: list[Period] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._more)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Show the half of the year a month lies in; the whole year where that was chosen."""
        whole = self.half.value() == _YEAR and self._period is not None
        self._show(whole_year(year) if whole else Period.half_of(year, 1 if month <= 6 else 2))

    def _other_half(self) -> None:
        assert self._period is not None
        year, half = self._period.year, self.half.value()
        wanted = whole_year(year) if half == _YEAR else Period.half_of(year, half)
        if self.is_edited():
            self._mark(self._period)
            if not self.save():
                return
        self._show(wanted)

    def _mark(self, period: Period) -> None:
        self.half.set_value(_YEAR if len(half_year.halves_in(period)) > 1 else period.number)

    def _show(self, period: Period) -> None:
        if self._period == period and self.is_edited():
            return
        same = self._period == period
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if same and now.isValid() else None
        self._period = period
        self._mark(period)
        self._read()
        if row is not None:
            self.grid.go(row.id, self.model.columns[now.column()].id)
        else:
            self.grid.edit_first()
            self.say("")
        self.keeping.offer()

    def _read(self) -> None:
        assert self._period is not None
        period = self._period
        whole = len(half_year.halves_in(period)) > 1
        rows = half_year.load(self.shell.office, period)
        for widget in (self.bar, self._footer):
            widget.setVisible(bool(rows))
        if not rows:
            self.model.show_half([], locked=True)
            self.table_or_empty.show_empty(
                f"Không có chi bộ nào hoạt động trong {period.words}.",
                "Mở trang Chi bộ",
                lambda: self.shell.go("cells"),
            )
            self.said.emit("")
            return
        self.table_or_empty.show_table()
        self.save_button.setVisible(not whole)
        self.model.show_half(rows, locked=whole)
        today = self.shell.today()
        self._waiting = [part for part in period.parts() if part.first_day <= today]
        self._timer.start()
        self._say()
        self._filter()

    def _more(self) -> None:
        """Count the meetings of the next month, between keys and clicks."""
        if self._waiting:
            self.model.add(half_year.came_in(self.shell.office, self._waiting.pop(0)))
        if not self._waiting:
            self._timer.stop()
            self._say()

    def finish(self) -> None:
        """Count the meetings of all months now."""
        while self._waiting:
            self._more()

    def _say(self) -> None:
        assert self._period is not None
        label = self._period.label
        parts = [f"{label[0].upper()}{label[1:]}: {len(self.model.rows())} chi bộ"]
        attended = sum(one[0] or 0 for one in self.model.came.values())
        if attended and not self._waiting:
            parts.append(f"{attended} lượt dự, {sum(one[1] or 0 for one in self.model.came.values())} lượt phát biểu")
        if len(half_year.halves_in(self._period)) > 1:
            parts.append("cả năm chỉ để xem; gõ ở từng nửa năm")
        self.said.emit("; ".join(parts))

    def _filter(self) -> None:
        query = self.bar.query()
        shown = self.grid.show_only(lambda row: text.matches(query, row.label))
        self.bar.say_count(shown, len(self.model.rows()), "chi bộ")

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        column = self.model.columns[index.column()] if index.isValid() else None
        self.say(f"{column.hint}." if column is not None and column.hint else "")

    # Typing and saving ---------------------------------------------------------------------------------------------

    def _kept(self) -> Where:
        if self._period is None or len(half_year.halves_in(self._period)) > 1:
            return None
        month = self._period.first[1]
        return f"months/{self._period.year}-{month:02}/half", f"Biểu tổng hợp {self._period.words}"

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the table as it is stored."""
        self.keeping.drop()
        if self._period is not None:
            self._read()

    def save(self) -> bool:
        """Store the lines that changed."""
        if self._period is None or not self.is_edited():
            return True
        typed = {cell_id: self.model.typed(cell_id) for cell_id in self.model.changed_rows()}
        said = f"Đã lưu số liệu {self._period.words} của {len(typed)} chi bộ."
        return self.shell.act(partial(self._store, typed), said, form=self) is not None

    def _store(self, typed: dict[int, dict[TypedFigure, str]]) -> Changes:
        assert self._period is not None
        changes = half_year.save(self.shell.office, self._period, typed)
        self.keeping.drop()
        self._read()
        return changes

    def print(self) -> None:
        """Show the table (F12), to be issued."""
        if self._period is not None and self.save():
            open_issue(self.shell, HALF_PAPER, self._period.code)

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on a cell."""
        self.grid.go(cell_id, TypedFigure.SKILFUL_MOBILISING)

    def begin(self) -> None:
        """Take the cursor."""
        self.grid.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()
