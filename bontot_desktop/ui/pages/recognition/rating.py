"""The third step: the yearly rating of every cell, with the points beside it and the share of the best."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules import rating_caps
from bontot_desktop.rules.rating_caps import CapSettings
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services import rating_settings, ratings
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.ratings import RatingDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed, typed_of
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreGrid, ScoreModel
from bontot_desktop.ui.tables.view import TableOrEmpty

POINTS, LEVEL, EXEMPLARY, REASON = "points", "level", "exemplary", "reason"
_LEVELS = tuple((level, level.label) for level in QualityLevel)
#: Room of a cell's name, in characters.
LABEL_WIDTH = 38


class RatingStep(Step):
    """A grid of cells; points propose a level, the clerk decides."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Xếp loại chất lượng", parent)
        self._rows: list[EntryRow] = []
        self._stored: dict[int, RatingDraft] = {}
        self._before: list[RatingDraft] | None = None
        self.model = ScoreModel(
            [
                GridColumn(POINTS, "Điểm", decimals=1, highest=100, width=6),
                GridColumn(LEVEL, "Mức xếp loại", choices=_LEVELS, width=29, hint="Gõ 1, 2, 3, 4 hoặc phím cách"),
                GridColumn(EXEMPLARY, "Tiêu biểu", choices=((True, "Tiêu biểu"), (False, "")), width=9),
                GridColumn(REASON, "Lý do", width=20, stretch=True, hint="Ghi khi chọn mức khác với mức của điểm"),
            ],
            self,
            label_title="Chi bộ",
            label_width=LABEL_WIDTH,
        )
        self.grid = ScoreGrid(self.model, "xep-loai-chi-bo", self)
        self.model.edited.connect(self._typed)
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
        self.table_or_empty = TableOrEmpty(self.grid, "chart-bar")
        self.body.addWidget(self.table_or_empty, 1)
        self._counts = QLabel(self)
        self._counts.setWordWrap(True)
        look.mark(self._counts, "second")
        self.body.addWidget(self._counts)
        self._cap = CapSettings()
        self._caps = QLabel(self)
        self._caps.setObjectName("rating-caps")
        self._caps.setWordWrap(True)
        self._caps.hide()
        self.body.addWidget(self._caps)
        self.save_button = self.add_save("Lưu xếp loại")
        self.say_hint(
            "Kết quả xếp loại của năm (Quy định 366-QĐ/TW) là điều kiện để xét danh hiệu, ghi riêng với danh hiệu."
        )

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells with their ratings; what is being typed stays."""
        super().show_rows(campaign, rows)
        if self.is_edited():
            return
        self._rows = rows
        self._stored = ratings.of_year(self.shell.office, campaign.year)
        self._cap = rating_settings.load(self.shell.office)
        values: dict[tuple[Any, Any], Any] = {}
        for row in rows:
            known = self._stored.get(row.cell_id)
            if known is not None:
                values |= {
                    (row.cell_id, POINTS): known.points,
                    (row.cell_id, LEVEL): known.level,
                    (row.cell_id, EXEMPLARY): known.is_exemplary,
                    (row.cell_id, REASON): known.reason,
                }
        self.model.show([GridRow(row.cell_id, row.cell, strong=row.took_part) for row in rows], values)
        self._before = self.drafts()
        # What a decision stands on is looked at only; rating again is a paper of its own (HD 43, Mẫu 03).
        self.model.lock(campaign.state in DECIDED)
        self.save_button.setEnabled(campaign.state not in DECIDED)
        if rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty("Chưa có chi bộ nào trong đợt thi đua.")
        self._count()
        self.keeping.offer()

    def _kept(self) -> Where:
        year = self.campaign.year if self.campaign else None
        return (f"ratings/{year}", f"Xếp loại chi bộ năm {year}") if year else None

    def _typing(self) -> Typing:
        return typed_of(self.model, {})

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, {}, typing)
        self._count()

    def drafts(self) -> list[RatingDraft]:
        """Return the ratings as they stand in the grid; cells without a level are left out."""
        year = self.campaign.year if self.campaign else 0
        found = []
        for row in self._rows:
            level = self.model.value(row.cell_id, LEVEL)
            if level is None:
                continue
            known = self._stored.get(row.cell_id) or RatingDraft(row.cell_id, year, level)
            found.append(
                replace(
                    known,
                    level=level,
                    points=self.model.value(row.cell_id, POINTS),
                    is_exemplary=bool(self.model.value(row.cell_id, EXEMPLARY)),
                    reason=self.model.value(row.cell_id, REASON) or "",
                )
            )
        return found

    def _typed(self, cell_id: Any, column: Any, value: Any) -> None:
        if column == POINTS and value is not None and self.model.value(cell_id, LEVEL) is None:
            self.model.put(cell_id, LEVEL, QualityLevel.of_points(Decimal(value)))
        self.say("")
        self.keeping.typed_again()
        self._count()

    def _count(self) -> None:
        drafts = self.drafts()
        flags = {}
        for draft in drafts:
            for problem in ratings.problems(draft):
                kind = problem.field.partition(":")[0]
                flags[draft.cell_id, LEVEL if kind == REASON else kind] = problem.sentence
        self.model.flag(flags)
        counted = Counter(draft.level for draft in drafts)
        parts = [f"{level.label}: {counted[level]}" for level in QualityLevel]
        left = len(self._rows) - len(drafts)
        waiting = f" Còn {left} chi bộ chưa xếp loại." if left else ""
        self._counts.setText(f"{' · '.join(parts)}.{waiting}")
        self._say_caps(drafts)

    def _say_caps(self, drafts: list[RatingDraft]) -> None:
        """Say of each group how many more may be the best, or how far it is over (recognition.md §6.2)."""
        groups = {row.cell_id: row.group for row in self._rows}
        found = rating_caps.caps([(groups[draft.cell_id], draft.level) for draft in drafts], self._cap)
        shown = [cap for cap in found if cap.excellent or cap.good]
        over = any(cap.is_over for cap in shown)
        self._caps.setText("  ".join(rating_caps.told(cap, self._cap) for cap in shown))
        look.mark(self._caps, "fault" if over else "second")
        self._caps.setVisible(bool(shown))

    def is_edited(self) -> bool:
        """Say whether a rating is not saved."""
        return self._before is not None and (self.drafts() != self._before or bool(self.model.faults()))

    def drop(self) -> None:
        """Show the ratings as they are stored."""
        self.keeping.drop()
        self._before = None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._rows)

    def save(self) -> bool:
        """Save every rating in one act."""
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        without = [row for row in self._rows if self._has_points_only(row)]
        if without:
            self.say(f"{without[0].cell} có điểm nhưng chưa chọn mức xếp loại.", "fault")
            self.go_to(f"{LEVEL}:{without[0].cell_id}")
            return False
        drafts = self.drafts()
        done = self.shell.act(lambda: self._store(drafts), "Đã lưu xếp loại chất lượng.", form=self)
        return done is not None

    def _has_points_only(self, row: EntryRow) -> bool:
        return self.model.value(row.cell_id, LEVEL) is None and self.model.value(row.cell_id, POINTS) is not None

    def _store(self, drafts: list[RatingDraft]):
        changes = ratings.save_all(self.shell.office, drafts)
        self._before = drafts
        self.keeping.drop()
        return changes

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("reason:12")."""
        kind, _, cell_id = field.partition(":")
        if cell_id.isdecimal():
            self.grid.setCurrentIndex(self.grid.index_of(int(cell_id), kind))
            self.grid.setFocus()
