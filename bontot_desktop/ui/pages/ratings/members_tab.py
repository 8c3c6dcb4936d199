"""Xếp loại, Đảng viên: how the members of every cell stand; Enter opens the sheet of a cell."""

from __future__ import annotations

from functools import partial, reduce
from operator import add
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules import year_ratings
from bontot_desktop.rules.rating_caps import CapGrouping, CapSettings, cap_of
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.shares import percent
from bontot_desktop.services import member_tallies, rating_settings
from bontot_desktop.services.member_tallies import CellTally
from bontot_desktop.ui import numbers
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.ratings.tab import YearTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import FilterBar

SHEET = "member-sheet"
_WAITING, _OVER = "waiting", "over"


class MembersTab(YearTab):
    """One line a cell, as Biểu 3 has it."""

    CHIPS: ClassVar[list[tuple[str | None, str]]] = [
        (None, "Tất cả"),
        (_WAITING, "Chưa xếp xong"),
        (_OVER, "Vượt tỷ lệ"),
    ]

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._year = 0
        self._cap = CapSettings()
        self.bar = FilterBar("Lọc chi bộ", self.CHIPS, self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.table = TableView(self._columns(), "xep-loai-dang-vien-cac-chi-bo", self)
        self.table.opened.connect(lambda cell_id: self.asked.emit((SHEET, self._year, cell_id)))
        self.table_or_empty = TableOrEmpty(self.table, "user")
        self.body.addWidget(self.bar)
        self.body.addWidget(self.table_or_empty, 1)
        self.open_button = self.add_button(
            "Mở bảng của chi bộ", self._open, icon="table", tip="Gõ điểm, mức của từng đảng viên (Enter)"
        )

    def show_year(self, year: int) -> None:
        """Show the cells of a year with their counts."""
        self._year = year
        self._cap = rating_settings.load(self.shell.office)
        rows = member_tallies.tallies(self.shell.office, year)
        self.table.set_rows(rows)
        self.open_button.setEnabled(bool(rows))
        if rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(f"Năm {year} chưa có chi bộ nào.")
        self._rows = rows
        self._filter()
        self.said.emit(year_ratings.told(reduce(add, (row.tally for row in rows), year_ratings.NOBODY)))

    def after(self, cell_id: int) -> int | None:
        """Return the cell that comes after one in the list as it is shown, None at its end."""
        ids = [row.id for row in self.table.rows.shown()]
        place = ids.index(cell_id) + 1 if cell_id in ids else len(ids)
        return ids[place] if place < len(ids) else None

    def _open(self) -> None:
        cell_id = self.table.current_id()
        if cell_id is None and self.table.rows.shown():
            cell_id = self.table.rows.shown()[0].id
        if cell_id is not None:
            self.asked.emit((SHEET, self._year, cell_id))

    def _filter(self) -> None:
        chip = self.bar.chip()
        keep = _is_waiting if chip == _WAITING else self._is_over if chip == _OVER else None
        self.table.set_filter(self.bar.query(), keep)
        self.bar.say_count(len(self.table.rows.shown()), len(self._rows), "chi bộ")

    def _is_over(self, row: CellTally) -> bool:
        tally = row.tally
        return cap_of(row.cell, tally.excellent, tally.good, tally.rated, self._cap).is_over

    def _columns(self) -> list[Column]:
        return [
            text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True, most=44),
            number_column("ĐV", lambda row: row.tally.total, hint="Tổng số đảng viên ngày chốt số liệu"),
            number_column("Miễn", lambda row: row.tally.exempt, hint="Miễn công tác và sinh hoạt đảng"),
            number_column("Đình chỉ", lambda row: row.tally.suspended, hint="Bị đình chỉ sinh hoạt đảng"),
            number_column("< 6 th", lambda row: row.tally.new, hint="Mới kết nạp chưa đủ 6 tháng"),
            number_column("Khác", lambda row: row.tally.other, hint="Không đánh giá vì lý do khác", hidden=True),
            number_column("Đ. giá", lambda row: row.tally.evaluated, hint="Số đảng viên được đánh giá, xếp loại"),
            *(
                number_column(short, partial(_of, level), hint=level.label)
                for short, level in zip(("XS", "T", "HT", "KHT"), QualityLevel, strict=True)
            ),
            text_column("T trở lên", _good_share, hint="Tỷ lệ HTTNV trở lên trên số được đánh giá", searched=False),
            state_column("Tiến độ", self._word, self._tone),
        ]

    def _word(self, row: CellTally) -> str:
        tally = row.tally
        if tally.waiting:
            return f"còn {tally.waiting}" if tally.rated else "chưa xếp"
        if self._cap.members is CapGrouping.CELL and self._is_over(row):
            return "vượt tỷ lệ"
        return "xong" if tally.evaluated else ""

    def _tone(self, row: CellTally) -> Tone | None:
        tally = row.tally
        if tally.waiting:
            return Tone.WAIT if tally.rated else Tone.QUIET
        if self._cap.members is CapGrouping.CELL and self._is_over(row):
            return Tone.BAD
        return Tone.GOOD if tally.evaluated else None

    def begin(self) -> None:
        """Take the cursor."""
        self.table.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()


def _of(level: QualityLevel, row: CellTally) -> int:
    return row.tally.of(level)


def _is_waiting(row: CellTally) -> bool:
    return row.tally.waiting > 0


def _good_share(row: CellTally) -> str:
    share = percent(row.tally.good_or_better, row.tally.evaluated)
    return f"{numbers.show(share, 2)} %" if share is not None and row.tally.rated else ""
