"""The year at a glance: cells by months, each in one word; Enter opens the meeting, or the line to type it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QStyledItemDelegate, QWidget

from bontot_desktop import text
from bontot_desktop.rules.month_marks import MarkKind
from bontot_desktop.services import year_glance
from bontot_desktop.services.year_glance import GlanceRow
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings import words
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.typed_model import ROW
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridModel, GridRow
from bontot_desktop.ui.tables.grid_view import GridView
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar, NoticeBar

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
#: The columns behind the months.
HELD, THEMED = "held", "themed"
LACKING = "lacking"
#: Room for the names of cells, and where the months would else not fit beside them, in characters.
_NAME, _SHORT_NAME = 34, 20
#: So many cells are named where something is missing of more.
NAMED = 5


class GlanceModel(GridModel):
    """The words of the months; nothing here is typed into."""

    def __init__(self, parent: QObject | None = None) -> None:
        months = [GridColumn(month, f"T{month}", width=6, locked=True) for month in range(1, 13)]
        held = GridColumn(HELD, "Đã họp", width=5, locked=True, hint="Số tháng đã sinh hoạt thường kỳ")
        themed = GridColumn(
            THEMED, "Quý có CĐ", width=5, locked=True, hint="Số quý đã có sinh hoạt chuyên đề, mỗi quý ít nhất một lần"
        )
        super().__init__([*months, held, themed], parent, label_title="Chi bộ")
        self._glances: list[GlanceRow] = []
        self._year = 0
        self._italic = QFont()
        self._italic.setItalic(True)

    def show_year(self, year: int, rows: Sequence[GlanceRow]) -> None:
        """Show the months of a year."""
        self._glances, self._year = list(rows), year
        values: dict[tuple[int, object], object] = {}
        for row in rows:
            values |= {(row.id, month): words.mark_word(one) for month, one in enumerate(row.months, 1)}
            values |= {(row.id, HELD): row.held or "", (row.id, THEMED): f"{row.themed_quarters}/4"}
        self.show([GridRow(row.id, row.cell, locked=True) for row in rows], values)

    def glance_at(self, place: int) -> GlanceRow | None:
        """Return the cell's year at a place."""
        return self._glances[place] if 0 <= place < len(self._glances) else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        """Show a month, its word in the colour of its state."""
        row = self.glance_at(index.row()) if index.isValid() else None
        month = index.column() + 1
        if row is None or month > 12 or role in (_Role.DisplayRole, _Role.EditRole, _Role.TextAlignmentRole):
            return super().data(index, role)
        mark = row.months[month - 1]
        if role == _Role.FontRole:
            return self._italic if mark.rating is not None and not mark.is_official else None
        if role == _Role.ForegroundRole:
            tone = words.mark_tone(mark)
            return look.colour("second") if tone in (None, Tone.QUIET) else look.tone_colour(tone)
        if role == _Role.ToolTipRole:
            return words.mark_tip(row.cell, self._year, month, mark)
        return None


class GlanceView(GridView):
    """A grid of months in which Enter and a double click open one."""

    #: The place of the row, and the month.
    chosen = Signal(int, int)

    def __init__(self, model: GlanceModel, parent: QWidget | None = None) -> None:
        super().__init__(model, "sinh-hoat-nam", parent, label_most=_NAME)
        self.verticalHeader().setDefaultSectionSize(round(look.row_height(self) * ROW))
        # Nothing is typed or marked here: the plain way of painting is the quickest.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.doubleClicked.connect(self._choose)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the room is short, keep the twelve months in sight and leave out what is counted from them."""
        is_narrow = self.width() < look.text_width(_NAME, self) + sum(self._natural)
        self._label_most = _SHORT_NAME if is_narrow else _NAME
        for place, column in enumerate(self.grid.columns):
            if column.id in (HELD, THEMED) and self.isColumnHidden(place) is not is_narrow:
                self.setColumnHidden(place, is_narrow)
        super().resizeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the month under the cursor by Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _choose(self, index: QModelIndex) -> None:
        if index.column() < 12:
            self.chosen.emit(index.row(), index.column() + 1)


class YearTab(Tab):
    """Shows a year; the month of the page is where the cursor stands."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._year, self._month = 0, 0
        self._rows: list[GlanceRow] = []
        self.bar = FilterBar("Lọc chi bộ", [(None, "Tất cả"), (LACKING, "Còn thiếu")], self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.bar)
        self.notice = NoticeBar("", Tone.WAIT, self)
        self.type_button = self.notice.add_button("Gõ nhanh", self._type_in)
        self.body.addWidget(self.notice)
        self.model = GlanceModel(self)
        self.grid = GlanceView(self.model, self)
        self.grid.chosen.connect(self.open_month)
        self.table_or_empty = TableOrEmpty(self.grid, "calendar")
        self.body.addWidget(self.table_or_empty, 1)
        self.legend = QLabel(words.LEGEND, self)
        self.legend.setWordWrap(True)
        look.mark(self.legend, "hint")
        self.body.addWidget(self.legend)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Read the year and stand on the month."""
        now = self.grid.currentIndex()
        row = self.model.glance_at(now.row()) if now.isValid() else None
        self._year, self._month = year, month
        self._rows = year_glance.glance(self.shell.office, year)
        self.legend.setVisible(bool(self._rows))
        self.bar.setVisible(bool(self._rows))
        if not self._rows:
            self.table_or_empty.show_empty(
                f"Năm {year} chưa có chi bộ nào. Thêm chi bộ, rồi tháng nào cũng thấy ở đây.",
                "Mở trang Chi bộ",
                lambda: self.shell.go("cells"),
            )
            self.notice.say("")
            self.said.emit("")
            return
        self.table_or_empty.show_table()
        self.model.show_year(year, self._rows)
        self._filter()
        self._say()
        self.go_to_cell(row.id if row is not None else self._rows[0].id)

    def _say(self) -> None:
        held = sum(row.held for row in self._rows)
        missing = sum(len(row.missing) for row in self._rows)
        lacks = f", còn thiếu {missing} kỳ" if missing else ""
        self.said.emit(f"Năm {self._year}: {len(self._rows)} chi bộ, đã sinh hoạt {held} kỳ{lacks}")
        month = self._lacking_month()
        self.notice.say(lacking_sentence(self._year, month, self._rows) if month else "")
        count = sum(bool(row.missing) for row in self._rows)
        self.bar.set_chips([(None, "Tất cả"), (LACKING, f"Còn thiếu ({count})")])

    def _lacking_month(self) -> int | None:
        """Return the month to name: the one of the page if something is missing there, else the last one lacking."""
        if year_glance.lacking(self._rows, self._month):
            return self._month
        return next((month for month in range(12, 0, -1) if year_glance.lacking(self._rows, month)), None)

    def _filter(self) -> None:
        query, chip = self.bar.query(), self.bar.chip()
        shown = 0
        for place, row in enumerate(self._rows):
            keep = text.matches(query, row.cell) and (chip != LACKING or bool(row.missing))
            self.grid.setRowHidden(place, not keep)
            shown += keep
        self.bar.say_count(shown, len(self._rows), "chi bộ")

    # Going on ------------------------------------------------------------------------------------------------------

    def open_month(self, place: int, month: int) -> None:
        """Open the meeting of a cell's month, or the line where its figures are typed."""
        row = self.model.glance_at(place)
        if row is None:
            return
        mark = row.months[month - 1]
        if mark.kind is MarkKind.OUTSIDE:
            self.shell.announce(f"{row.cell} không hoạt động tháng {month}/{self._year}.")
        elif mark.is_full and mark.meeting_id is not None:
            self.opened.emit(mark.meeting_id)
        elif mark.kind is MarkKind.AHEAD:
            self.wanted.emit("schedule", self._year, month, row.id)
        else:
            self.wanted.emit("month", self._year, month, row.id)

    def _type_in(self) -> None:
        month = self._lacking_month()
        if month is not None:
            self.wanted.emit("month", self._year, month, year_glance.lacking(self._rows, month)[0].id)

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on the cell's month."""
        self.grid.setCurrentIndex(self.grid.index_of(cell_id, self._month))

    def begin(self) -> None:
        """Take the cursor."""
        self.grid.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()


def lacking_sentence(year: int, month: int, rows: Sequence[GlanceRow]) -> str:
    """Say of which cells nothing is known of a month, "" when of none."""
    lacking = year_glance.lacking(rows, month)
    if not lacking:
        return ""
    named = "; ".join(row.cell for row in lacking[:NAMED])
    more = f" và {len(lacking) - NAMED} chi bộ khác" if len(lacking) > NAMED else ""
    return f"Tháng {month}/{year} chưa có {len(lacking)} chi bộ: {named}{more}."
