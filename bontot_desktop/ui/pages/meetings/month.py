"""A month of all cells as one grid: what cells that keep their own book report is typed here at the speed of paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import months as rules
from bontot_desktop.rules.meetings import HELD_STATES
from bontot_desktop.rules.months import LONGEST, MonthEntry
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import months
from bontot_desktop.services.months import MonthRow
from bontot_desktop.services.office import Office
from bontot_desktop.services.score_templates import TemplateView
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings import words
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, TypedModel, Unreadable, typed_cells
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.bars import FilterBar

DAY, MINUTES, TURNOUT, TOTAL, UNEXCUSED = "held_on", "minutes", "turnout", "total", "unexcused"
SPEAKERS, SPOKEN, THEME, POINTS, RATING, NOTE = "speakers", "contributions", "theme", "points", "rating", "note"
LACKING, AMISS = "lacking", "amiss"
#: The columns that hold counts as they are.
_COUNTS = (MINUTES, TOTAL, UNEXCUSED, SPEAKERS, SPOKEN)
#: Typed for a themed part whose theme nobody told.
_THEMED = "x"


#: Gives the score tables of a month's meetings by cell and whether they have a themed part.
Scales = Callable[[], dict[tuple[int, bool], TemplateView]]


def scales_of(office: Office, year: int, month: int) -> Scales:
    """Return what reads the score tables of a month when they are first needed."""

    @cache
    def read() -> dict[tuple[int, bool], TemplateView]:
        try:
            return months.scales(office, year, month)
        except NotFound:
            # No score table at all: points are typed without their rating.
            return {}

    return read


class MonthModel(TypedModel):
    """The lines of a month."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(DAY, "Ngày", width=6, hint="Ngày họp: gõ 3 hoặc 3/6"),
                GridColumn(MINUTES, "Phút", decimals=0, lowest=1, highest=LONGEST, width=4, hint="Thời lượng, phút"),
                GridColumn(
                    TURNOUT, "Có mặt / phải dự", width=7, hint="Gõ 28/30; gõ 28 hoặc “đủ” khi số phải dự đã biết"
                ),
                GridColumn(TOTAL, "Đảng viên", decimals=0, width=5, hint="Tổng số đảng viên của chi bộ"),
                GridColumn(UNEXCUSED, "Không lý do", decimals=0, width=5, hint="Số vắng không lý do"),
                GridColumn(SPEAKERS, "Người nói", decimals=0, width=5, hint="Số đảng viên phát biểu"),
                GridColumn(SPOKEN, "Lượt nói", decimals=0, width=5, hint="Số lượt ý kiến phát biểu"),
                GridColumn(
                    THEME,
                    "Chuyên đề",
                    width=12,
                    hint="Thường kỳ kết hợp chuyên đề: gõ tên chuyên đề, hoặc x nếu chưa rõ",
                ),
                GridColumn(POINTS, "Điểm", decimals=2, width=5, hint="Điểm tự chấm"),
                GridColumn(RATING, "Xếp loại", width=6, hint="Theo điểm vừa gõ, hoặc Đảng ủy đã chốt"),
                GridColumn(NOTE, "Ghi chú", width=14, stretch=True, hint="Thuyết minh điểm trừ"),
            ],
            parent,
            reads={DAY: self._read_day, TURNOUT: self._read_turnout},
            writes={DAY: _write_day, TURNOUT: _write_turnout},
            follows={RATING: self._rating},
        )
        self.shown: dict[int, MonthRow] = {}
        self._scales: Scales = dict
        self._month = (2000, 1)
        self._today = date.min

    def show_month(
        self,
        year: int,
        month: int,
        today: date,
        rows: list[MonthRow],
        scales: Scales,
    ) -> None:
        """Show what is stored of a month; ``scales`` are read once points are typed."""
        self._month, self._today, self._scales = (year, month), today, scales
        self.shown = {row.id: row for row in rows}
        values: dict[tuple[Any, Any], Any] = {}
        for row in rows:
            entry = row.entry
            values |= {(row.id, name): getattr(entry, name) for name in (*_COUNTS, POINTS, NOTE)}
            values[row.id, DAY] = entry.held_on
            values[row.id, TURNOUT] = (entry.present, entry.expected)
            values[row.id, THEME] = entry.theme or (_THEMED if entry.is_themed else "")
        self.show([GridRow(row.id, row.entry.cell, _hint(row), locked=row.is_full) for row in rows], values)
        for row in rows:
            self.check(row.id)

    def entry(self, cell_id: int) -> MonthEntry:
        """Return a line as it stands."""
        known = self.shown[cell_id].entry
        present, expected = self.value(cell_id, TURNOUT) or (None, None)
        theme = self.value(cell_id, THEME) or ""
        return replace(
            known,
            held_on=self.value(cell_id, DAY),
            present=present,
            expected=expected,
            is_themed=bool(theme),
            theme="" if text.fold(theme) == _THEMED else theme,
            points=self.value(cell_id, POINTS),
            note=self.value(cell_id, NOTE) or "",
            **{name: self.value(cell_id, name) for name in _COUNTS},
        )

    def check(self, cell_id: int) -> None:
        """Mark what cannot be in a line."""
        if self.shown[cell_id].is_full:
            return
        flags: dict[Any, str] = {}
        for problem in rules.problems(self.entry(cell_id), *self._month, self._today):
            flags.setdefault(column_of(problem.field), problem.sentence)
        self.flag_row(cell_id, flags)

    def _read_day(self, _: Any, typed: str) -> date | None:
        if not typed:
            return None
        day = rules.parse_day(typed, *self._month)
        if day is None:
            raise Unreadable(f"Xin gõ ngày của tháng {self._month[1]}, ví dụ 3 hoặc 3/{self._month[1]}.")
        return day

    def _read_turnout(self, cell_id: Any, typed: str) -> tuple[int | None, int | None] | None:
        _, known = self.value(cell_id, TURNOUT) or (None, None)
        offered = self.value(cell_id, TOTAL)
        roster = self.shown[cell_id].roster
        found = rules.parse_turnout(typed, known or offered or roster)
        if found is None:
            raise Unreadable("Xin gõ số có mặt trên số phải dự, ví dụ 28/30.")
        return found

    def rating(self, cell_id: int) -> tuple[Rating | None, bool]:
        """Return the rating of the points as they stand, and whether it is the committee's."""
        row = self.shown[cell_id]
        points = self.value(cell_id, POINTS)
        if row.is_official or row.is_full or points == row.entry.points:
            return row.rating, row.is_official
        table = self._scales().get((cell_id, bool(self.value(cell_id, THEME)))) if points is not None else None
        if points is None or table is None or not 0 <= points <= table.maximum:
            return None, False
        return table.rating(Decimal(points)), False

    def _rating(self, cell_id: Any) -> tuple[str, Tone | None]:
        rating, _ = self.rating(cell_id)
        if rating is None:
            return "", None
        return words.SHORT[rating], words.TONES[rating]


def column_of(field: str) -> str:
    """Return the column in which a problem of a line stands ("entries.7.present")."""
    name = field.rsplit(".", 1)[-1]
    return TURNOUT if name in ("present", "expected") else name


def _write_day(_: Any, value: date | None) -> str:
    return "" if value is None else f"{value:%d/%m}"


def _write_turnout(_: Any, value: tuple[int | None, int | None] | None) -> str:
    present, expected = value or (None, None)
    if present is None and expected is None:
        return ""
    return f"{'' if present is None else present}/{'' if expected is None else expected}"


def _hint(row: MonthRow) -> str:
    if row.is_full:
        there = "đã có biên bản" if row.state in HELD_STATES else "đã lên lịch"
        return f"{row.entry.cell}: {there} trong chương trình; bấm Enter để mở buổi."
    return f"{row.entry.cell}: {row.roster} đảng viên trong danh sách."


class MonthTab(Tab):
    """Fills a month line by line."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: tuple[int, int] | None = None
        self._rows: list[MonthRow] = []
        self.bar = FilterBar("Lọc chi bộ", [(None, "Tất cả"), (LACKING, "Chưa có"), (AMISS, "Cần xem")], self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.body.addWidget(self.bar)
        self.model = MonthModel(self)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.body.addWidget(self.keeping.bar)
        self.grid = TypedGrid(self.model, "sinh-hoat-thang", self, gives_way=(NOTE,))
        self.grid.opened.connect(self._open)
        self.model.edited.connect(self._edited)
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.table_or_empty = TableOrEmpty(self.grid, "calendar-check")
        self.body.addWidget(self.table_or_empty, 1)
        self.save_button = self.add_save("Lưu tháng này")

    # Showing -------------------------------------------------------------------------------------------------------

    def show_month(self, year: int, month: int) -> None:
        """Read the month, unless lines of it are being typed."""
        if self._shown == (year, month) and self.is_edited():
            return
        same = self._shown == (year, month)
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if same and now.isValid() else None
        column = self.model.columns[now.column()].id if row is not None else DAY
        self._shown = (year, month)
        self._read()
        if row is not None:
            self.grid.go(row.id, column)
        elif self._rows:
            self.grid.edit_first()
        if not same:
            self.say("")
        self.keeping.offer()

    def _read(self) -> None:
        assert self._shown is not None
        office, (year, month) = self.shell.office, self._shown
        self._rows = months.load(office, year, month)
        self.save_button.setEnabled(bool(self._rows))
        self.bar.setVisible(bool(self._rows))
        if not self._rows:
            self.model.show_month(year, month, self.shell.today(), [], dict)
            self.table_or_empty.show_empty(
                f"Tháng {month}/{year} không có chi bộ nào hoạt động.",
                "Mở trang Chi bộ",
                lambda: self.shell.go("cells"),
            )
            self.said.emit("")
            return
        self.table_or_empty.show_table()
        self.model.show_month(year, month, self.shell.today(), self._rows, scales_of(office, year, month))
        self._say()
        self._filter()

    def _say(self) -> None:
        """Say the totals of what stands in the grid, and count what is missing."""
        assert self._shown is not None
        entries = [self.model.entry(row.id) for row in self._rows]
        told = [entry for entry in entries if self._is_there(entry)]
        parts = [f"Tháng {self._shown[1]}/{self._shown[0]}: {len(told)} trong {len(self._rows)} chi bộ đã có kết quả"]
        present = sum(entry.present or 0 for entry in told if entry.expected)
        expected = sum(entry.expected or 0 for entry in told if entry.present is not None)
        if expected:
            parts.append(f"có mặt {present}/{expected} ({_percent(present, expected)})")
        speakers = sum(entry.speakers or 0 for entry in told)
        if speakers:
            parts.append(f"{speakers} người phát biểu")
        ratings = [self.model.rating(entry.cell_id)[0] for entry in told]
        counts = [(rating, ratings.count(rating)) for rating in Rating if rating in ratings]
        if counts:
            parts.append(", ".join(f"{count} {rating.label.lower()}" for rating, count in counts))
        self.said.emit("; ".join(parts))
        lacking = len(self._rows) - len(told)
        self.bar.set_chips(
            [(None, "Tất cả"), (LACKING, f"Chưa có ({lacking})"), (AMISS, f"Cần xem ({len(self._amiss())})")]
        )

    def _is_there(self, entry: MonthEntry) -> bool:
        row = self.model.shown[entry.cell_id]
        return row.state in HELD_STATES if row.is_full else entry.held_on is not None

    def _amiss(self) -> set[int]:
        return {row for row, _ in self.model.flags_shown()} | {row for row, _, _ in self.model.faults()}

    def _filter(self) -> None:
        query, chip, amiss = self.bar.query(), self.bar.chip(), self._amiss()
        lacking = {row.id for row in self._rows if not self._is_there(self.model.entry(row.id))} if chip else set()
        kept = {None: {row.id for row in self._rows}, LACKING: lacking, AMISS: amiss}[chip]
        shown = self.grid.show_only(lambda row: row.id in kept and text.matches(query, row.label))
        self.bar.say_count(shown, len(self._rows), "chi bộ")

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, cell_id: int, column: Any, value: Any) -> None:
        row = self.model.shown[cell_id]
        if column == DAY and value is not None and self.model.value(cell_id, TOTAL) is None:
            self.model.set_value(cell_id, TOTAL, row.roster or None)
        self.model.check(cell_id)
        self._say()
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        sentence = self.model.sentence_at(index)
        self.say(sentence, "fault" if sentence else "second")

    def _open(self, cell_id: Any) -> None:
        meeting_id = self.model.shown[cell_id].entry.meeting_id
        if meeting_id is not None:
            self.opened.emit(meeting_id)

    def _kept(self) -> Where:
        if self._shown is None:
            return None
        year, month = self._shown
        return f"months/{year}-{month:02}/month", f"Kết quả sinh hoạt tháng {month}/{year}"

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)

    # Saving --------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the month as it is stored."""
        self.keeping.drop()
        if self._shown is not None:
            self._read()

    def save(self) -> bool:
        """Store the lines that changed."""
        if self._shown is None or not self.is_edited():
            return True
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        year, month = self._shown
        changed = self.model.changed_rows()
        entries = [self.model.entry(row.id) for row in self._rows if row.id in changed]
        said = f"Đã lưu kết quả sinh hoạt tháng {month}/{year} của {len(entries)} chi bộ."
        done = self.shell.act(lambda: self._store(entries), said, form=self)
        return done is not None

    def _store(self, entries: list[MonthEntry]) -> Any:
        assert self._shown is not None
        changes = months.save(self.shell.office, *self._shown, entries)
        self.keeping.drop()
        now = self.grid.currentIndex()
        row = self.model.row_at(now.row()) if now.isValid() else None
        column = self.model.columns[now.column()].id
        self._read()
        if row is not None:
            self.grid.go(row.id, column)
        return changes

    def show_problems(self, problems: Any) -> None:
        """Mark what to mend in its line."""
        for problem in getattr(problems, "problems", problems):
            cell = problem.field.split(".")[1] if problem.field.startswith("entries.") else ""
            if cell.isdecimal() and int(cell) in self.model.shown:
                self.model.flag_row(int(cell), {column_of(problem.field): problem.sentence})
        super().show_problems(problems)

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about."""
        _, _, rest = field.partition(".")
        cell = rest.partition(".")[0]
        if cell.isdecimal():
            self.grid.go(int(cell), column_of(field))
            self.grid.setFocus()

    def go_to_cell(self, cell_id: int) -> None:
        """Put the cursor on the day of a cell."""
        self.bar.press(None)
        self._filter()
        self.grid.go(cell_id, DAY)

    def begin(self) -> None:
        """Take the cursor."""
        self.grid.setFocus()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",")
