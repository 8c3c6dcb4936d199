"""The month's ratings of all cells side by side, decided in one act, printed as F11, with the level of the year."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer
from PySide6.QtWidgets import QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.periods import Period
from bontot_desktop.rules.scoring import Rating, show
from bontot_desktop.services import meeting_scores, official_scores, year_glance, year_levels
from bontot_desktop.services.official_scores import Decision, MonthScoreRow
from bontot_desktop.services.year_glance import AliveCell
from bontot_desktop.services.year_levels import CellYearLevel
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.score_form import STATE_TONES
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings import words
from bontot_desktop.ui.pages.meetings.grid_tab import GridTab
from bontot_desktop.ui.pages.meetings.month import Scales, scales_of
from bontot_desktop.ui.pages.meetings.typed_model import TypedModel
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.widgets.menu_button import MenuButton

HELD, OWN, CHARGE, TOTAL, RATING, DIFFERENCE = "held_on", "self", "in_charge", "total", "rating", "difference"
REASON, NOTE, SENT, STATE, YEAR = "reason", "note", "submitted_on", "state", "year"
OPEN, LATE = "open", "late"
RATINGS_PAPER = "F11"
#: So many cells' years are reckoned between two looks at keys and mouse.
_AT_ONCE = 20


class RatingsModel(TypedModel):
    """The scores of a month; lines are by cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(HELD, "Ngày", width=6),
                GridColumn(OWN, "Tự chấm", width=8),
                GridColumn(CHARGE, "Phụ trách", width=6, hint="Điểm của Đảng ủy viên phụ trách"),
                GridColumn(TOTAL, "Chính thức", decimals=2, width=6, hint="Bỏ trống là theo điểm tự chấm"),
                GridColumn(RATING, "Xếp loại", width=7),
                GridColumn(DIFFERENCE, "Chênh", width=5, hint="Điểm chính thức so với tự chấm"),
                GridColumn(REASON, "Lý do khác", width=12, hint="Vì sao điểm chính thức khác điểm tự chấm"),
                GridColumn(NOTE, "Ghi chú", width=14, stretch=True, hint="Thuyết minh điểm trừ, cột 10 của danh sách"),
                GridColumn(SENT, "Nộp", width=8, hint="Ngày chi bộ nộp điểm"),
                GridColumn(STATE, "Trạng thái", width=10),
                GridColumn(YEAR, "Cả năm", width=9, hint="Xếp loại sinh hoạt cả năm; (tạm) là tính đến nay"),
            ],
            parent,
            label_width=26,
            follows={
                HELD: self._held,
                OWN: self._own,
                CHARGE: lambda cell: (show(self._value(cell, "in_charge_total")), None),
                RATING: self._rating,
                DIFFERENCE: self._difference,
                SENT: self._sent,
                STATE: self._state,
                YEAR: self._year,
            },
        )
        self.scores: dict[int, MonthScoreRow] = {}
        self.levels: dict[int, CellYearLevel] = {}
        self._scales: Scales = dict
        self._without: tuple[str, Tone | None] = "", None

    def show_month(
        self,
        cells: list[AliveCell],
        rows: list[MonthScoreRow],
        scales: Scales,
        *,
        is_begun: bool = True,
        is_over: bool = True,
    ) -> None:
        """Show the cells of a month with the scores they have; nobody is behind before it is over."""
        self.scores, self._scales = {row.cell_id: row for row in rows}, scales
        self._without = ("chưa" if is_begun else "", Tone.BAD if is_over else None)
        values: dict[tuple[Any, Any], Any] = {}
        lines = []
        for cell in cells:
            row = self.scores.get(cell.id)
            lines.append(GridRow(cell.id, cell.cell, _hint(cell, row), locked=row is None))
            if row is not None:
                values |= {
                    (cell.id, TOTAL): row.official_total,
                    (cell.id, REASON): row.reason,
                    (cell.id, NOTE): row.note,
                }
        self.show(lines, values)

    def decision(self, cell_id: int) -> Decision:
        """Return what a line decides."""
        row = self.scores[cell_id]
        return Decision(
            row.id,
            self.value(cell_id, TOTAL),
            self.value(cell_id, REASON) or "",
            self.value(cell_id, NOTE) or "",
        )

    def total(self, cell_id: int) -> Decimal | None:
        """Return the points that would count: those typed, else the cell's own."""
        row = self.scores.get(cell_id)
        typed = self.value(cell_id, TOTAL)
        return typed if typed is not None else row.self_total if row is not None else None

    def rating(self, cell_id: int) -> Rating | None:
        """Return the rating of those points."""
        row, total = self.scores.get(cell_id), self.total(cell_id)
        if row is None or total is None:
            return None
        if total == row.official_total:
            return row.official_rating
        if total == row.self_total:
            return row.self_rating
        table = self._scales().get((cell_id, row.type is MeetingType.COMBINED))
        return table.rating(total) if table is not None and 0 <= total <= table.maximum else None

    def check(self, cell_id: int) -> None:
        """Mark a difference that has no reason."""
        row = self.scores.get(cell_id)
        typed = self.value(cell_id, TOTAL)
        differs = row is not None and row.self_total is not None and typed is not None and typed != row.self_total
        flags = {REASON: "Điểm chính thức khác điểm tự chấm; hãy ghi lý do."}
        self.flag_row(cell_id, flags if differs and not self.value(cell_id, REASON) else {})

    def take_levels(self, levels: dict[int, CellYearLevel]) -> None:
        """Show the levels of more cells' years."""
        self.levels |= levels
        self.followed(YEAR)

    def _value(self, cell_id: Any, name: str) -> Any:
        row = self.scores.get(cell_id)
        return None if row is None else getattr(row, name)

    def _held(self, cell_id: Any) -> tuple[str, Tone | None]:
        day = self._value(cell_id, "held_on")
        return (f"{day:%d/%m}", None) if day is not None else self._without

    def _own(self, cell_id: Any) -> tuple[str, Tone | None]:
        row = self.scores.get(cell_id)
        if row is None or row.self_total is None:
            return "", None
        return f"{show(row.self_total)} {words.rating(row.self_rating)}", None

    def _rating(self, cell_id: Any) -> tuple[str, Tone | None]:
        rating = self.rating(cell_id)
        return (words.SHORT[rating], words.TONES[rating]) if rating is not None else ("", None)

    def _difference(self, cell_id: Any) -> tuple[str, Tone | None]:
        own, total = self._value(cell_id, "self_total"), self.total(cell_id)
        if own is None or total is None or own == total:
            return "", None
        return f"{'+' if total > own else '−'}{show(abs(total - own))}", Tone.WAIT

    def _sent(self, cell_id: Any) -> tuple[str, Tone | None]:
        row = self.scores.get(cell_id)
        if row is None:
            return "", None
        if row.submitted_on is None:
            return ("trễ", Tone.BAD) if row.is_late else ("", None)
        return f"{row.submitted_on:%d/%m}{' trễ' if row.is_late else ''}", Tone.WAIT if row.is_late else None

    def _state(self, cell_id: Any) -> tuple[str, Tone | None]:
        state = self._value(cell_id, "state")
        if state is None:
            return ("chưa chấm" if cell_id in self.scores else ""), None
        tone = STATE_TONES[state]
        return state.label, None if tone is Tone.QUIET else tone

    def _year(self, cell_id: Any) -> tuple[str, Tone | None]:
        level = self.levels.get(cell_id)
        if level is None or level.level is None:
            return "", None
        return f"{words.SHORT[level.level]}{' (tạm)' if level.is_provisional else ''}", words.TONES[level.level]


def _hint(cell: AliveCell, row: MonthScoreRow | None) -> str:
    if row is None:
        return f"{cell.cell}: tháng này chưa có buổi sinh hoạt nào được ghi."
    return f"{cell.cell}: chọn Khác, “Mở buổi của dòng đang chọn” để xem biên bản."


class RatingsTab(GridTab):
    """Decides the ratings of a month."""

    key = "ratings"
    title = "Xếp loại sinh hoạt"
    start = TOTAL
    model: RatingsModel

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._cells: list[AliveCell] = []
        self.lay_out(
            RatingsModel(self),
            "xep-loai-sinh-hoat",
            icon="medal",
            chips=[(None, "Tất cả"), (OPEN, "Chưa chốt"), (LATE, "Nộp trễ")],
            gives_way=(CHARGE, HELD, DIFFERENCE, SENT, YEAR),
        )
        self.grid.opened.connect(self._open_month)
        self.more = MenuButton("Khác", self._footer, kind="")
        self.more.add("Mở buổi của dòng đang chọn", self.open_meeting)
        self.more.add("Ghi các dòng đang chọn đã nộp hôm nay", self.submit)
        self.more.add_line()
        self.more.add("Bỏ chốt các dòng đang chọn", self.reopen)
        self.foot.addWidget(self.more)
        self.paper_button = self.add_button("Danh sách xếp loại…", self.print, icon="file-text", tip="Mẫu F11")
        self.save_button = self.add_save("Chốt xếp loại tháng", self.decide)
        self._waiting: list[int] = []
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._more_levels)

    # Showing -------------------------------------------------------------------------------------------------------

    def _load(self, period: Period) -> bool:
        office, month = self.shell.office, period.first
        rows = official_scores.month_rows(office, *month)
        self._cells = year_glance.alive(office, *month)
        self.model.levels = {}
        today = self.shell.today()
        self.model.show_month(
            self._cells,
            rows,
            scales_of(office, *month),
            is_begun=period.first_day <= today,
            is_over=period.last_day < today,
        )
        self._waiting = [cell.id for cell in self._cells]
        if self._waiting:
            self._timer.start()
        return bool(self._cells)

    def _more_levels(self) -> None:
        """Reckon the years of the next cells, between keys and clicks."""
        assert self.shown is not None
        ids, self._waiting = self._waiting[:_AT_ONCE], self._waiting[_AT_ONCE:]
        if ids:
            self.model.take_levels(year_levels.levels(self.shell.office, self.shown.year, ids))
        if not self._waiting:
            self._timer.stop()

    def finish_levels(self) -> None:
        """Reckon the years of all cells now."""
        while self._waiting:
            self._more_levels()

    def _say(self) -> None:
        assert self.shown is not None
        scores = self.model.scores
        decided = sum(row.official_rating is not None for row in scores.values())
        missing = sum(self.model.total(cell.id) is None for cell in self._cells)
        ratings = [self.model.rating(cell.id) for cell in self._cells]
        counts = ", ".join(f"{ratings.count(one)} {one.label.lower()}" for one in Rating if one in ratings)
        label = text.first_upper(self.shown.label)
        parts = [f"{label}: {decided} trong {len(self._cells)} chi bộ đã chốt"]
        parts += [counts] if counts else []
        parts += [f"{missing} chưa có điểm"] if missing else []
        self.said.emit("; ".join(parts))
        late = sum(row.is_late for row in scores.values())
        self.bar.set_chips(
            [(None, "Tất cả"), (OPEN, f"Chưa chốt ({len(self._cells) - decided})"), (LATE, f"Nộp trễ ({late})")]
        )

    def _kept_by(self, chip: Any) -> Callable[[Any], bool]:
        scores = self.model.scores

        def is_kept(cell_id: Any) -> bool:
            score = scores.get(cell_id)
            if chip == OPEN:
                return score is None or score.official_rating is None
            return chip != LATE or (score is not None and score.is_late)

        return is_kept

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        sentence = self.model.sentence_at(index)
        row = self.model.row_at(index.row()) if index.isValid() else None
        level = self.model.levels.get(row.id) if row is not None else None
        self.say(sentence or (level.sentence if level is not None else ""), "fault" if sentence else "second")

    def _follow(self, *typed: Any) -> None:
        self.model.check(typed[0])

    # Acts ----------------------------------------------------------------------------------------------------------

    def _save(self, period: Period) -> bool:
        """Decide the lines that were typed into, and no others."""
        return self._decide(self.model.changed_rows())

    def decide(self) -> bool:
        """Decide every cell that has a score and is not decided yet, and those whose line changed."""
        scores, changed = self.model.scores, self.model.changed_rows()
        waiting = {
            cell_id
            for cell_id, row in scores.items()
            if row.official_rating is None and self.model.total(cell_id) is not None
        }
        if not waiting | changed:
            self.say("Chưa có chi bộ nào có điểm mà chưa chốt.")
            return True
        if not self._agrees(waiting):
            return False
        return self._decide(waiting | changed)

    def _agrees(self, waiting: set[int]) -> bool:
        """Ask once when cells of which nothing was typed take their own score over."""
        own = [cell.cell for cell in self._cells if cell.id in waiting and self.model.value(cell.id, TOTAL) is None]
        if not own:
            return True
        return self.shell.asking.confirm(
            f"{len(own)} chi bộ chưa ghi điểm chính thức sẽ lấy theo điểm tự chấm. Chốt xếp loại?",
            "Chốt",
            detail="; ".join(own),
        )

    def _decide(self, cells: set[int]) -> bool:
        if self.shown is None:
            return True
        month = self.shown.first
        wanted = [cell.id for cell in self._cells if cell.id in cells]
        return self.store(
            lambda: official_scores.decide_month(
                self.shell.office, *month, [self.model.decision(cell_id) for cell_id in wanted]
            ),
            f"Đã chốt xếp loại {self.shown.label} của {len(wanted)} chi bộ.",
        )

    def go_to(self, field: str) -> None:
        """Put the cursor on the line a problem is about."""
        parts = field.split(".")
        cell = next((row.cell_id for row in self.model.scores.values() if str(row.id) == parts[1]), None)
        if cell is not None:
            self.grid.go(cell, parts[2])
            self.grid.setFocus()

    def _chosen(self) -> list[MonthScoreRow]:
        places = sorted({index.row() for index in self.grid.selectedIndexes()})
        rows = [self.model.row_at(place) for place in places if not self.grid.isRowHidden(place)]
        return [self.model.scores[row.id] for row in rows if row is not None and row.id in self.model.scores]

    def submit(self) -> None:
        """Note that the cells of the chosen lines sent their scores in today."""
        ids = [row.id for row in self._chosen() if row.self_total is not None and row.submitted_on is None]
        if not ids:
            self.say("Các dòng đang chọn chưa có điểm tự chấm, hoặc đã ghi ngày nộp.")
            return
        today = self.shell.today()
        self.shell.act(
            lambda: meeting_scores.submit(self.shell.office, ids, today),
            f"Đã ghi {len(ids)} chi bộ nộp điểm ngày {dates.screen(today)}.",
        )

    def reopen(self) -> None:
        """Take the official ratings of the chosen lines back."""
        ids = [row.id for row in self._chosen() if row.official_rating is not None]
        if not ids or self.shown is None:
            self.say("Các dòng đang chọn chưa chốt.")
            return
        year, month = self.shown.first
        self.shell.act(
            lambda: official_scores.reopen_month(self.shell.office, year, month, ids),
            f"Đã bỏ chốt {len(ids)} chi bộ.",
        )

    def open_meeting(self) -> None:
        """Open the meeting of the current line."""
        chosen = self._chosen()
        if chosen:
            self.opened.emit(chosen[0].id)

    def _open_month(self, cell_id: Any) -> None:
        if self.shown is not None:
            self.wanted.emit("month", *self.shown.first, cell_id)

    def print(self) -> None:
        """Show the list of ratings (F11), to be issued."""
        if self.shown is not None and self.save():
            open_issue(self.shell, RATINGS_PAPER, self.shown.code)
