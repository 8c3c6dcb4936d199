"""The grid of the cells' ratings of a year: points and tasks suggest a level with reasons, the clerk decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.rules import rating_caps
from bontot_desktop.rules.changes import Changes
from bontot_desktop.rules.rating_caps import CapSettings
from bontot_desktop.rules.rating_suggestions import Suggestion
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import rating_settings, ratings
from bontot_desktop.services.ratings import CellLine, RatingDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, TypedModel, typed_cells
from bontot_desktop.ui.pages.ratings import words
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.view import TableOrEmpty

SELF, POINTS, LEVEL, EXEMPLARY, REASON = "self_points", "points", "level", "exemplary", "reason"
TOTAL, DONE, OVER, LATE = "tasks_total", "tasks_done", "tasks_over", "tasks_late"
MENDED, CASE, SUGGESTED = "faults_mended", "listed_case", "suggested"
#: Columns that say how points came about; a narrow place shows the others only.
DETAILS = (SELF, TOTAL, DONE, OVER, LATE, MENDED, CASE)
#: So many groups are told of one by one.
_FEW_GROUPS = 4
#: Room of a cell's name, in characters.
LABEL_WIDTH = 34
#: Where a problem of a rating is marked: beside the level, as the reason may be out of sight.
_MARKED_AT = {REASON: LEVEL}


class CellModel(TypedModel):
    """The ratings of a year; lines are by cell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            [
                GridColumn(SELF, "Tự chấm", decimals=1, highest=100, width=5, hint="Điểm chi bộ tự chấm"),
                GridColumn(POINTS, "Điểm", decimals=1, highest=100, width=5, hint="Điểm thẩm định"),
                GridColumn(TOTAL, "NV giao", decimals=0, width=4, hint="Số nhiệm vụ được giao trong năm"),
                GridColumn(DONE, "Xong", decimals=0, width=4, hint="Số nhiệm vụ đã hoàn thành"),
                GridColumn(OVER, "Vượt", decimals=0, width=4, hint="Số nhiệm vụ hoàn thành vượt mức"),
                GridColumn(LATE, "Chậm", decimals=0, width=4, hint="Số nhiệm vụ hoàn thành chậm tiến độ"),
                GridColumn(
                    MENDED, "Khắc phục", choices=words.MENDED, width=6, hint="Hạn chế chỉ ra kỳ trước: Đ đã, C chưa"
                ),
                GridColumn(LEVEL, "Mức xếp loại", choices=words.LEVELS, width=9, hint=words.LEVEL_HINT),
                GridColumn(EXEMPLARY, "Tiêu biểu", choices=((True, "Tiêu biểu"), (False, "")), width=8),
                GridColumn(
                    CASE, "Trường hợp", width=10, hint="Kết luận (mất đoàn kết, suy thoái…) khiến chi bộ bị xếp KHTNV"
                ),
                GridColumn(REASON, "Lý do", width=14, stretch=True, hint="Ghi khi chọn mức khác với mức gợi ý"),
                GridColumn(SUGGESTED, "Gợi ý", width=9, hint="Mức theo điểm và điều kiện của Quy định"),
            ],
            parent,
            label_width=LABEL_WIDTH,
            reads={LEVEL: words.read_level, MENDED: words.read_mended},
            writes={MENDED: words.show_mended},
            follows={SUGGESTED: self._suggested},
        )
        self.year = 0
        self.cells: dict[int, CellLine] = {}
        self._led: dict[int, QualityLevel] = {}

    def show_lines(self, year: int, lines: Collection[CellLine]) -> None:
        """Show the cells of a year as they are stored."""
        self.year, self.cells, self._led = year, {line.cell_id: line for line in lines}, {}
        values: dict[tuple[Any, Any], Any] = {}
        for line in lines:
            if line.draft is not None:
                values |= {(line.cell_id, name): getattr(line.draft, _FIELDS[name]) for name in _FIELDS}
        rows = [GridRow(line.cell_id, line.cell, line.lock or line.annulled, locked=bool(line.lock)) for line in lines]
        self.show(rows, {key: value for key, value in values.items() if value is not None})

    def draft(self, cell_id: int) -> RatingDraft | None:
        """Return a line as a draft, None while it has no level."""
        known = self.cells[cell_id].draft
        level = self.value(cell_id, LEVEL)
        if level is None:
            return None
        return RatingDraft(
            cell_id,
            self.year,
            level,
            decided_on=known.decided_on if known else None,
            self_level=known.self_level if known else None,
            votes_for=known.votes_for if known else None,
            votes_against=known.votes_against if known else None,
            **self._typed_of(cell_id),
        )

    def _typed_of(self, cell_id: int) -> dict[str, Any]:
        found = {field: self.value(cell_id, name) for name, field in _FIELDS.items() if name != LEVEL}
        return found | {
            "is_exemplary": bool(found["is_exemplary"]),
            "reason": found["reason"] or "",
            "listed_case": found["listed_case"] or "",
        }

    def suggestion(self, cell_id: int) -> Suggestion:
        """Suggest a level for a line; the level that stands in it is not looked at."""
        draft = RatingDraft(cell_id, self.year, QualityLevel.GOOD, **self._typed_of(cell_id))
        return ratings.suggestion(draft, self.cells[cell_id].faults, self.cells[cell_id].rules)

    def lead(self, cell_id: int) -> None:
        """Let the level follow the suggestion while the clerk has not chosen one."""
        now = self.value(cell_id, LEVEL)
        suggested = self.suggestion(cell_id).level
        if suggested is not None and (now is None or now is self._led.get(cell_id)):
            self._led[cell_id] = suggested
            self.put(cell_id, LEVEL, suggested)

    def is_typed(self, cell_id: int) -> bool:
        """Say whether anything but a level stands in a line."""
        return any(self.value(cell_id, name) not in (None, "", False) for name in _FIELDS if name != LEVEL)

    def _suggested(self, cell_id: Any) -> tuple[str, Tone | None]:
        suggested = self.suggestion(cell_id).level
        if suggested is None:
            return "", None
        return suggested.value, None if suggested is self.value(cell_id, LEVEL) else Tone.WAIT


#: Columns with the names of their fields in a draft.
_FIELDS = {
    SELF: "self_points",
    POINTS: "points",
    LEVEL: "level",
    EXEMPLARY: "is_exemplary",
    REASON: "reason",
    **{name: name for name in (TOTAL, DONE, OVER, LATE, MENDED, CASE)},
}


class CellRatings(QWidget):
    """The grid with what is kept of it, its counts and the cap; its owner has the footer that saves."""

    #: The cell of a line whose result stands and may only be given again.
    again = Signal(object)
    #: Something to say beside the save button: the sentence, and how.
    said = Signal(str, str)

    def __init__(self, shell: Shell, parent: QWidget | None = None, *, is_narrow: bool = False) -> None:
        super().__init__(parent)
        self._shell = shell
        self.year: int | None = None
        self._only: Collection[int] | None = None
        self._cap = CapSettings()
        self.model = CellModel(self)
        self.grid = TypedGrid(self.model, "xep-loai-chi-bo", self, gives_way=() if is_narrow else (SUGGESTED, CASE))
        if is_narrow:
            for place, column in enumerate(self.model.columns):
                if column.id in DETAILS:
                    self.grid.setColumnHidden(place, True)
        self.grid.opened.connect(self.again)
        self.grid.selectionModel().currentChanged.connect(self._say_here)
        self.model.edited.connect(self._edited)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=lambda sentence: self.said.emit(sentence, "second"),
            parent=self,
        )
        body = QVBoxLayout(self)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.SMALL)
        body.addWidget(self.keeping.bar)
        self.table_or_empty = TableOrEmpty(self.grid, "chart-bar")
        body.addWidget(self.table_or_empty, 1)
        self.counts = QLabel(self)
        self.counts.setWordWrap(True)
        look.mark(self.counts, "second")
        body.addWidget(self.counts)
        self.caps = QLabel(self)
        self.caps.setObjectName("rating-caps")
        self.caps.setWordWrap(True)
        self.caps.hide()
        body.addWidget(self.caps)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_year(self, year: int, only: Collection[int] | None = None) -> None:
        """Show the cells of a year, or some of them by id; what is being typed for the same year stays."""
        if self.year == year and self.is_edited():
            return
        self.year, self._only = year, only
        self._read()
        self.keeping.offer()

    def _read(self) -> None:
        assert self.year is not None
        lines = ratings.sheet(self._shell.office, self.year).lines
        self._cap = rating_settings.load(self._shell.office)
        self.model.show_lines(self.year, [line for line in lines if self._only is None or line.cell_id in self._only])
        if self.model.cells:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(f"Năm {self.year} chưa có chi bộ nào để xếp loại.")
        self._check()

    def may_edit(self) -> bool:
        """Say whether any line may be typed into."""
        return any(not line.lock for line in self.model.cells.values())

    def drafts(self) -> list[RatingDraft]:
        """Return the ratings as they stand in the grid; cells without a level are left out."""
        found = (self.model.draft(cell_id) for cell_id in self.model.cells)
        return [draft for draft in found if draft is not None]

    def _check(self) -> None:
        """Mark what needs a second look, and count."""
        self.model.flag(
            {
                (cell_id, column): sentence
                for cell_id in self.model.cells
                for column, sentence in self._flags_of(cell_id).items()
            }
        )
        self._count()

    def _flags_of(self, cell_id: int) -> dict[str, str]:
        """Return what cannot be saved in a line, by column."""
        line, draft = self.model.cells[cell_id], self.model.draft(cell_id)
        if draft is None or line.lock:
            return {}
        told = ratings.problems(draft, line.faults, line.rules)
        found = [(problem.field.partition(":")[0], problem.sentence) for problem in told]
        return {_MARKED_AT.get(kind, kind): sentence for kind, sentence in found}

    def _count(self) -> None:
        """Count the levels, and say of each group how many more may be the best, or how far it is over (§6.2)."""
        cells = self.model.cells
        levels = {cell_id: self.model.value(cell_id, LEVEL) for cell_id in cells}
        given = {cell_id: level for cell_id, level in levels.items() if level is not None}
        counted = Counter(given.values())
        parts = [f"{level.value} {counted[level]}" for level in QualityLevel]
        left = len(cells) - len(given)
        waiting = f" Còn {left} chi bộ chưa xếp loại." if left else ""
        gone = sum(bool(line.annulled) for line in cells.values())
        annulled = f" Đã hủy kết quả của {gone} chi bộ." if gone else ""
        self.counts.setText(f"{' · '.join(parts)}.{waiting}{annulled}")
        groups = ((cells[cell_id].group, level) for cell_id, level in given.items())
        shown = [cap for cap in rating_caps.caps(groups, self._cap) if cap.excellent or cap.good]
        if len(shown) > _FEW_GROUPS:
            # Of many groups those are told in which something may be done or has been.
            shown = [cap for cap in shown if cap.excellent or cap.room]
        over = any(cap.is_over for cap in shown)
        self.caps.setText("  ".join(rating_caps.told(cap, self._cap) for cap in shown))
        look.mark(self.caps, "fault" if over else "second")
        self.caps.setVisible(bool(shown))

    def _say_here(self, index: QModelIndex, _: QModelIndex | None = None) -> None:
        """Say what is amiss where the cursor stands, else what is suggested there and why."""
        row = self.model.row_at(index.row()) if index.isValid() else None
        if row is None:
            return
        fault = self.model.sentence_at(index)
        line = self.model.cells[row.id]
        told = " ".join(filter(None, (line.annulled, self.model.suggestion(row.id).told())))
        self.said.emit(fault or line.lock or told, "fault" if fault else "second")

    # Typing --------------------------------------------------------------------------------------------------------

    def _edited(self, cell_id: Any, column: Any, _: Any) -> None:
        if column not in (LEVEL, EXEMPLARY, REASON):
            self.model.lead(cell_id)
        self.model.flag_row(cell_id, self._flags_of(cell_id))
        self._count()
        self._say_here(self.grid.currentIndex())
        self.keeping.typed_again()

    def fill(self) -> int:
        """Give the suggested level to every line that has none; returns how many it gave."""
        given = 0
        for cell_id, line in self.model.cells.items():
            suggested = self.model.suggestion(cell_id).level
            if not line.lock and suggested is not None and self.model.value(cell_id, LEVEL) is None:
                self.model.put(cell_id, LEVEL, suggested)
                given += 1
        return given

    def _kept(self) -> Where:
        return (f"ratings/{self.year}", f"Xếp loại chi bộ năm {self.year}") if self.year else None

    def _typing(self) -> Typing:
        return {"cells": typed_cells(self.model), "fields": {}}

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)
        self._check()

    def is_edited(self) -> bool:
        """Say whether a line is not as it is stored."""
        return bool(self.model.changed_rows())

    def drop(self) -> None:
        """Show the ratings as they are stored."""
        self.keeping.drop()
        if self.year is not None:
            self._read()

    def save(self, form: Any) -> bool:
        """Save the lines that changed in one act; ``form`` shows what cannot be."""
        take_open_cell()
        if self.grid.go_to_fault():
            self.said.emit(self.model.faults()[0][2], "fault")
            return False
        changed = sorted(self.model.changed_rows(), key=list(self.model.cells).index)
        without = [cell_id for cell_id in changed if self.model.draft(cell_id) is None]
        if without:
            why = "có số liệu" if self.model.is_typed(without[0]) else "đã có xếp loại"
            self.go_to(f"{LEVEL}:{without[0]}")
            self.said.emit(f"{self.model.cells[without[0]].cell} {why} nhưng chưa chọn mức xếp loại.", "fault")
            return False
        drafts = [draft for cell_id in changed if (draft := self.model.draft(cell_id)) is not None]
        done = self._shell.act(lambda: self._store(drafts), "Đã lưu xếp loại chất lượng.", form=form)
        return done is not None

    def _store(self, drafts: list[RatingDraft]) -> Changes:
        changes = ratings.save_all(self._shell.office, drafts)
        now = self.grid.currentIndex()
        self.keeping.drop()
        self._read()
        self.grid.setCurrentIndex(self.model.index(now.row(), now.column()))
        return changes

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("reason:12")."""
        kind, _, cell_id = field.partition(":")
        if cell_id.isdecimal():
            self.grid.go(int(cell_id), kind)
            self.grid.setFocus()

    def begin(self) -> None:
        """Take the cursor."""
        if not self.grid.currentIndex().isValid():
            self.grid.go(next(iter(self.model.cells), None), LEVEL)
        self.grid.setFocus()
