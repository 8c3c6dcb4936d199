"""A month of all cells as one grid: what cells that keep their own book report is typed here at the speed of paper."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import months as rules
from bontot_desktop.rules.meetings import HELD_STATES
from bontot_desktop.rules.months import LONGEST, MonthEntry
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.scoring import Rating
from bontot_desktop.services import months
from bontot_desktop.services.months import MonthRow
from bontot_desktop.services.office import Office
from bontot_desktop.services.score_templates import TemplateView
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings import words
from bontot_desktop.ui.pages.meetings.grid_tab import GridTab
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel, Unreadable
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow

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


class MonthTab(GridTab):
    """Fills a month line by line."""

    key = "month"
    title = "Kết quả sinh hoạt"
    start = DAY
    model: MonthModel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._rows: list[MonthRow] = []
        self.lay_out(
            MonthModel(self),
            "sinh-hoat-thang",
            icon="calendar-check",
            chips=[(None, "Tất cả"), (LACKING, "Chưa có"), (AMISS, "Cần xem")],
            gives_way=(NOTE,),
        )
        self.grid.opened.connect(self._open)
        self.save_button = self.add_save("Lưu tháng này")

    # Showing -------------------------------------------------------------------------------------------------------

    def _load(self, period: Period) -> bool:
        office, month = self.shell.office, period.first
        self._rows = months.load(office, *month)
        self.model.show_month(*month, self.shell.today(), self._rows, scales_of(office, *month))
        return bool(self._rows)

    def _say(self) -> None:
        """Say the totals of what stands in the grid, and count what is missing."""
        assert self.shown is not None
        entries = [self.model.entry(row.id) for row in self._rows]
        told = [entry for entry in entries if self._is_there(entry)]
        # What cannot be ("30/20") is in no figure before it is mended.
        amiss = self._amiss()
        sound = [entry for entry in told if entry.cell_id not in amiss]
        label = text.first_upper(self.shown.label)
        parts = [f"{label}: {len(told)} trong {len(self._rows)} chi bộ đã có kết quả"]
        present = sum(entry.present or 0 for entry in sound if entry.expected)
        expected = sum(entry.expected or 0 for entry in sound if entry.present is not None)
        if expected:
            parts.append(f"có mặt {present}/{expected} ({_percent(present, expected)})")
        speakers = sum(entry.speakers or 0 for entry in sound)
        if speakers:
            parts.append(f"{speakers} người phát biểu")
        ratings = [self.model.rating(entry.cell_id)[0] for entry in told]
        counts = [(rating, ratings.count(rating)) for rating in Rating if rating in ratings]
        if counts:
            parts.append(", ".join(f"{count} {rating.label.lower()}" for rating, count in counts))
        if amiss:
            parts.append(f"chưa tính {len(amiss)} chi bộ cần xem")
        self.said.emit("; ".join(parts))
        lacking = len(self._rows) - len(told)
        self.bar.set_chips([(None, "Tất cả"), (LACKING, f"Chưa có ({lacking})"), (AMISS, f"Cần xem ({len(amiss)})")])

    def _is_there(self, entry: MonthEntry) -> bool:
        row = self.model.shown[entry.cell_id]
        return row.state in HELD_STATES if row.is_full else entry.held_on is not None

    def _kept_by(self, chip: Any) -> Callable[[Any], bool]:
        lacking = {row.id for row in self._rows if not self._is_there(self.model.entry(row.id))} if chip else set()
        kept = {None: {row.id for row in self._rows}, LACKING: lacking, AMISS: self._amiss()}[chip]
        return kept.__contains__

    # Typing --------------------------------------------------------------------------------------------------------

    def _follow(self, *typed: Any) -> None:
        cell_id, column, value = typed
        if column == DAY and value is not None and self.model.value(cell_id, TOTAL) is None:
            self.model.set_value(cell_id, TOTAL, self.model.shown[cell_id].roster or None)
        self.model.check(cell_id)

    def _open(self, cell_id: Any) -> None:
        meeting_id = self.model.shown[cell_id].entry.meeting_id
        if meeting_id is not None:
            self.opened.emit(meeting_id)

    # Saving --------------------------------------------------------------------------------------------------------

    def _save(self, period: Period) -> bool:
        changed = self.model.changed_rows()
        entries = [self.model.entry(row.id) for row in self._rows if row.id in changed]
        return self.store(
            lambda: months.save(self.shell.office, *period.first, entries),
            f"Đã lưu kết quả sinh hoạt {period.label} của {len(entries)} chi bộ.",
        )

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
        super().go_to_cell(cell_id)


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %".replace(".", ",")
