"""The half-year table of all cells: the columns only the cells can tell are typed beside the counted ones (F12)."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.rules.half_year import TypedFigure
from bontot_desktop.rules.periods import Period, whole_year
from bontot_desktop.services import half_year
from bontot_desktop.services.half_year import Came, HalfRow
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.kept import Where
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.grid_tab import GridTab
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
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
        self.followed(ATTENDED, SPEECHES)

    def _counted(self, name: str, cell_id: Any) -> tuple[str, Tone | None]:
        return str(getattr(self._lines[cell_id], name)), None

    def _came(self, place: int, cell_id: Any) -> tuple[str, Tone | None]:
        value = self.came.get(cell_id, (None, None))[place]
        return "" if value is None else str(value), None


class HalfYearTab(GridTab):
    """Fills the typed columns of half a year."""

    key = "half"
    title = "Biểu tổng hợp"
    start = TypedFigure.SKILFUL_MOBILISING
    model: HalfModel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self.lay_out(HalfModel(self), "bieu-6-thang", icon="table", gives_way=(ADMITTED, PLANNED, MEMBERS))
        self.half: ChoiceField = ChoiceField(
            [(1, "6 tháng đầu"), (2, "6 tháng cuối"), (_YEAR, "Cả năm")], characters=11
        )
        self.half.setObjectName("half")
        self.half.setAccessibleName("Nửa năm")
        self.half.edited.connect(self._other_half)
        self.bar.extras.addWidget(self.half)
        self.paper_button = self.add_button("Biểu tổng hợp…", self.print, icon="file-text", tip="Mẫu F12")
        self.save_button = self.add_save("Lưu số liệu")
        self._waiting: list[Period] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._more)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Show the half of the year a month lies in; the whole year where that was chosen."""
        whole = self.half.value() == _YEAR and self.shown is not None
        self.turn_to(whole_year(year) if whole else Period.half_of(year, 1 if month <= 6 else 2))

    def _other_half(self) -> None:
        assert self.shown is not None
        year, half = self.shown.year, self.half.value()
        wanted = whole_year(year) if half == _YEAR else Period.half_of(year, half)
        if self.is_edited():
            self._mark(self.shown)
            if not self.save():
                return
        self.turn_to(wanted)

    def _mark(self, period: Period) -> None:
        self.half.set_value(_YEAR if _is_whole(period) else period.number)

    def _load(self, period: Period) -> bool:
        self._mark(period)
        rows, whole = half_year.load(self.shell.office, period), _is_whole(period)
        self.model.show_half(rows, locked=whole or not rows)
        self.save_button.setVisible(not whole)
        today = self.shell.today()
        self._waiting = [part for part in period.parts() if rows and part.first_day <= today]
        if self._waiting:
            self._timer.start()
        return bool(rows)

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
        assert self.shown is not None
        parts = [f"{text.first_upper(self.shown.label)}: {len(self.model.rows())} chi bộ"]
        attended = sum(one[0] or 0 for one in self.model.came.values())
        if attended and not self._waiting:
            parts.append(f"{attended} lượt dự, {sum(one[1] or 0 for one in self.model.came.values())} lượt phát biểu")
        if _is_whole(self.shown):
            parts.append("cả năm chỉ để xem; gõ ở từng nửa năm")
        self.said.emit("; ".join(parts))

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        column = self.model.columns[index.column()] if index.isValid() else None
        self.say(f"{column.hint}." if column is not None and column.hint else "")

    # Typing and saving ---------------------------------------------------------------------------------------------

    def _edited(self, *typed: Any) -> None:
        self.keeping.typed_again()

    def _kept(self) -> Where:
        return None if self.shown is None or _is_whole(self.shown) else super()._kept()

    def _save(self, period: Period) -> bool:
        typed = {cell_id: self.model.typed(cell_id) for cell_id in self.model.changed_rows()}
        return self.store(
            lambda: half_year.save(self.shell.office, period, typed),
            f"Đã lưu số liệu {period.label} của {len(typed)} chi bộ.",
        )

    def print(self) -> None:
        """Show the table (F12), to be issued."""
        if self.shown is not None and self.save():
            open_issue(self.shell, HALF_PAPER, self.shown.code)


def _is_whole(period: Period) -> bool:
    """Say whether it is the whole year, which is only looked at."""
    return len(half_year.halves_in(period)) > 1
