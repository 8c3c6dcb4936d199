"""The grid of the review's votes: ratings, titles and certificates, one part of it shown at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from PySide6.QtCore import QObject

from bontot_desktop.rules import recognition as rules
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.tables.grid import GridColumn
from bontot_desktop.ui.tables.score_grid import LABEL, ScoreModel

SCORE, RATING, FOUND = "score", "rating", "found"
RATED_FOR, RATED_AGAINST, RATED_SHARE, RATED_OUTCOME = "rated_for", "rated_against", "rated_share", "rated_outcome"
FOR, AGAINST, OTHER, SHARE, OUTCOME = "for", "against", "other", "share", "outcome"
OUT, BACK, INVALID = "out", "back", "invalid"
BALLOTS = (OUT, BACK, INVALID)

#: The parts of the review in the order of the meeting: the rating is voted on before the title (T8).
RATINGS, TITLES, AWARDS = "ratings", "titles", "awards"
PARTS = ((RATINGS, "Xếp loại"), (TITLES, "Danh hiệu"), (AWARDS, "Khen thưởng"))
SHOWN = {
    RATINGS: {LABEL, RATING, RATED_FOR, RATED_AGAINST, RATED_SHARE, RATED_OUTCOME},
    TITLES: {LABEL, SCORE, RATING, FOUND, FOR, AGAINST, OTHER, *BALLOTS, SHARE, OUTCOME},
    AWARDS: {LABEL, FOR, SHARE, OUTCOME},
}
#: Columns of the titles that give way where the room is short.
LESS = {SCORE, RATING, FOUND, SHARE}


class ReviewModel(ScoreModel):
    """Votes by cell and certificate; ``size`` gives the members of the body, on whom shares are counted."""

    def __init__(self, size: Callable[[], int | None], parent: QObject | None = None) -> None:
        self._size = size
        self._open: frozenset[tuple[Any, Any]] = frozenset()
        all_members = "So với tổng số ủy viên"
        super().__init__(
            [
                GridColumn(SCORE, "Điểm", width=6),
                GridColumn(RATING, "Xếp loại", width=8),
                GridColumn(FOUND, "Điều kiện", width=12),
                GridColumn(RATED_FOR, "Tán thành", decimals=0, width=6),
                GridColumn(RATED_AGAINST, "Không tán thành", decimals=0, width=6),
                GridColumn(RATED_SHARE, "Tỷ lệ", computed=self._share(RATED_FOR), width=7, hint=all_members),
                GridColumn(RATED_OUTCOME, "Kết quả", computed=self._outcome(RATED_FOR), width=13, least=13),
                GridColumn(FOR, "Tán thành", decimals=0, width=6),
                GridColumn(AGAINST, "Không tán thành", decimals=0, width=6),
                GridColumn(OTHER, "Ý kiến khác", decimals=0, width=6, hint="Không tán thành, không phản đối"),
                GridColumn(OUT, "Phiếu phát ra", decimals=0, width=6),
                GridColumn(BACK, "Phiếu thu về", decimals=0, width=6),
                GridColumn(INVALID, "Không hợp lệ", decimals=0, width=6),
                GridColumn(SHARE, "Tỷ lệ", computed=self._share(FOR), width=7, hint=all_members),
                GridColumn(OUTCOME, "Kết quả", computed=self._outcome(FOR), width=13, least=13),
            ],
            parent,
            label_title="Chi bộ",
            shown=[SCORE, RATING, FOUND],
        )

    def open_cells(self, cells: Collection[tuple[Any, Any]]) -> None:
        """Say which cells may be typed into, by row id and column id."""
        self._open = frozenset(cells)

    def may_edit(self, row: int, column: int) -> bool:
        """Say whether a cell may be typed into."""
        known = self.row_at(row)
        if known is None or (known.id, self.columns[column].id) not in self._open:
            return False
        return super().may_edit(row, column)

    def _share(self, votes_column: str) -> Callable[[Mapping[Any, Any]], str]:
        def share(values: Mapping[Any, Any]) -> str:
            votes, size = values.get(votes_column), self._size()
            return "" if votes is None or not size else words.share(votes, size)

        return share

    def _outcome(self, votes_column: str) -> Callable[[Mapping[Any, Any]], str]:
        def outcome(values: Mapping[Any, Any]) -> str:
            votes, size = values.get(votes_column), self._size()
            if votes is None or not size:
                return ""
            return "Quá nửa" if rules.body_approves(votes, size) else "Chưa quá nửa"

        return outcome
