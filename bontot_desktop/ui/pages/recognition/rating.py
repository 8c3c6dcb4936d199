"""The step of the yearly rating: every cell of the campaign, with the points beside it and the share of the best."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.ratings import RatingDraft
from bontot_desktop.ui.pages.ratings.cell_grid import EXEMPLARY as EXEMPLARY
from bontot_desktop.ui.pages.ratings.cell_grid import LEVEL as LEVEL
from bontot_desktop.ui.pages.ratings.cell_grid import POINTS as POINTS
from bontot_desktop.ui.pages.ratings.cell_grid import CellRatings
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell

#: Key of the page that rates cells with all that points rest on, and members.
RATINGS_PAGE = "ratings"


class RatingStep(Step):
    """The grid of the page Xếp loại, with the columns that the campaign asks for."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Xếp loại chất lượng", parent)
        self._rows: list[EntryRow] = []
        self.part = CellRatings(shell, self, is_narrow=True)
        self.model, self.grid, self.keeping = self.part.model, self.part.grid, self.part.keeping
        self.part.said.connect(self.say)
        self.part.again.connect(lambda _: self._open_page())
        self.add_button("Mở trang Xếp loại", self._open_page, icon="chart-bar")
        self.body.addWidget(self.part, 1)
        self.save_button = self.add_save("Lưu xếp loại")
        self.say_hint(
            "Kết quả xếp loại của năm (Quy định 366-QĐ/TW) là điều kiện để xét danh hiệu, ghi riêng với danh hiệu. "
            "Nhiệm vụ, đảng viên, tỷ lệ, quyết định: ở trang Xếp loại."
        )

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells with their ratings; what is being typed stays."""
        super().show_rows(campaign, rows)
        self._rows = rows
        self.part.show_year(campaign.year, {row.cell_id for row in rows})
        self.save_button.setEnabled(self.part.may_edit())

    def _open_page(self) -> None:
        if self.campaign is not None:
            self.shell.go(RATINGS_PAGE, ("cells", self.campaign.year))

    def drafts(self) -> list[RatingDraft]:
        """Return the ratings as they stand in the grid; cells without a level are left out."""
        return self.part.drafts()

    def is_edited(self) -> bool:
        """Say whether a rating is not saved."""
        return self.part.is_edited()

    def drop(self) -> None:
        """Show the ratings as they are stored."""
        self.part.drop()

    def save(self) -> bool:
        """Save the ratings that changed in one act."""
        return self.part.save(self)

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("reason:12")."""
        self.part.go_to(field)
