"""Xếp loại, Chi bộ: the grid of the cells' ratings with everything that points and conditions rest on."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from bontot_desktop import text
from bontot_desktop.rules.rating_suggestions import Subject
from bontot_desktop.rules.year_ratings import RatingStanding
from bontot_desktop.services import rating_decisions
from bontot_desktop.ui.pages.ratings.again import Again
from bontot_desktop.ui.pages.ratings.cell_grid import LEVEL, CellRatings
from bontot_desktop.ui.pages.ratings.points import PointsDialog, open_points
from bontot_desktop.ui.pages.ratings.tab import YearTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import FilterBar

_ALL, _NONE, _ODD = None, "none", "odd"


class CellsTab(YearTab):
    """One line a cell."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        #: The window opened last; it lives as long as it is shown.
        self.dialog: Again | PointsDialog | None = None
        self._decided = 0
        self.bar = FilterBar("Lọc chi bộ", [(_ALL, "Tất cả"), (_NONE, "Chưa xếp loại"), (_ODD, "Cần xem lại")], self)
        self.bar.changed.connect(lambda *_: self._filter())
        self.part = CellRatings(shell, self)
        self.part.said.connect(self.say)
        self.part.again.connect(self.rate_again)
        self.part.model.edited.connect(lambda *_: self._tell())
        self.body.addWidget(self.bar)
        self.body.addWidget(self.part, 1)
        self.add_button(
            "Xếp loại lại…", self._again_here, tip="Kết quả đã quyết định thì ghi mức mới kèm lý do, kết quả cũ vẫn giữ"
        )
        self.add_button("Chấm theo tiêu chí…", self.score, tip="Cho điểm từng tiêu chí; tổng điểm vào bảng")
        self.fill_button = self.add_button(
            "Điền theo gợi ý", self.fill, tip="Điền mức theo điểm và điều kiện cho chi bộ chưa có mức"
        )
        self.save_button = self.add_save("Lưu xếp loại")

    def show_year(self, year: int) -> None:
        """Show the cells of a year."""
        self.part.show_year(year)
        for button in (self.fill_button, self.save_button):
            button.setEnabled(self.part.may_edit())
        self._decided = rating_decisions.standing(self.shell.office, year).cells_decided
        self._filter()
        self._tell()

    def _tell(self) -> None:
        model = self.part.model
        rated = sum(model.value(cell_id, LEVEL) is not None for cell_id in model.cells)
        decided = f", {self._decided} đã có quyết định" if self._decided else ""
        self.said.emit(f"{len(model.cells)} chi bộ: {rated} đã xếp loại{decided}")

    def _filter(self) -> None:
        model, chip, query = self.part.model, self.bar.chip(), self.bar.query()
        odd = {row for row, _ in model.flags_shown()}

        def is_kept(row: Any) -> bool:
            if chip == _NONE and model.draft(row.id) is not None:
                return False
            if chip == _ODD and row.id not in odd:
                return False
            line = model.cells[row.id]
            return text.matches(query, f"{line.cell} {line.code} {line.group}")

        shown = self.part.grid.show_only(is_kept)
        self.bar.say_count(shown, len(model.cells), "chi bộ")

    def fill(self) -> None:
        """Give the suggested level to every cell that has none."""
        given = self.part.fill()
        self.say(
            f"Đã điền mức cho {given} chi bộ; hãy xem lại rồi lưu."
            if given
            else "Không còn chi bộ nào có điểm mà chưa có mức."
        )

    def score(self) -> None:
        """Score the cell at the cursor criterion by criterion; what is typed in the grid is saved first."""
        row = self.part.model.row_at(self.part.grid.currentIndex().row())
        if row is None:
            self.say("Hãy chọn một chi bộ trong bảng.")
        elif not self.is_edited() or self.save():
            self.dialog = open_points(self.shell, Subject.CELL, row.id, self.part.model.year, row.id)

    def _again_here(self) -> None:
        row = self.part.model.row_at(self.part.grid.currentIndex().row())
        if row is None:
            self.say("Hãy chọn một chi bộ trong bảng.")
        else:
            self.rate_again(row.id)

    def rate_again(self, cell_id: Any) -> None:
        """Rate a cell again whose result was decided; say of others why they stand."""
        line = self.part.model.cells[cell_id]
        current = rating_decisions.versions_of_cell(self.shell.office, cell_id, self.part.model.year)
        if any(row.is_current and row.standing is RatingStanding.DECIDED for row in current):
            again = Again.of_cell(self.shell, line, self.part.model.year)
            again.open()
            self.dialog = again
        else:
            self.say(line.lock or line.annulled or "Kết quả này chưa có quyết định; hãy sửa thẳng trong bảng.")

    def begin(self) -> None:
        """Take the cursor."""
        self.part.begin()

    def filter(self) -> None:
        """Put the cursor into the filter."""
        self.bar.focus()

    def is_edited(self) -> bool:
        """Say whether a rating is not saved."""
        return self.part.is_edited()

    def save(self) -> bool:
        """Save the ratings that changed."""
        return self.part.save(self)

    def drop(self) -> None:
        """Show the ratings as they are stored."""
        self.part.drop()

    def go_to(self, field: str) -> None:
        """Put the cursor where a problem lies."""
        self.part.go_to(field)
