"""The sixth step: the list as the decision prints it, those refused with their reasons, and the decision itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules.recognition import EntryState, Scoring
from bontot_desktop.services import issuing, papers, recognised
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.recognised import RecognisedRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, person_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar

DECISION = "D13"


class DecisionStep(Step):
    """Shows what would be decided and opens the decision."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Quyết định", parent)
        self._paper_id: int | None = None
        self.issue_button = self.add_button("Lập quyết định", self.open_decision, primary=True, icon="file-text")
        self.issued = NoticeBar("", Tone.HONOUR, self)
        self.issued.add_button("Xem quyết định", self.go_to_paper)
        self.body.addWidget(self.issued)
        self.table = TableView(_columns(), "danh-sach-cong-nhan", self)
        self.table_or_empty = TableOrEmpty(self.table, "medal")
        self.table_or_empty.setMinimumHeight(look.row_height(self) * 4)
        self.body.addWidget(self.table_or_empty, 3)
        self._refused_title = QLabel("Không công nhận", self)
        look.mark(self._refused_title, "strong")
        self.body.addWidget(self._refused_title)
        self.refused = TableView(
            [
                text_column("Chi bộ", lambda row: row.cell, strong=True, most=44),
                text_column(
                    "Lý do", lambda row: " ".join(row.reasons), stretch=True, tooltip=lambda row: "\n".join(row.reasons)
                ),
            ],
            "danh-sach-khong-cong-nhan",
            self,
        )
        self.body.addWidget(self.refused, 1)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the list and whether the decision stands."""
        super().show_rows(campaign, rows)
        listed = recognised.list_recognised(self.shell.office, campaign.id)
        self.table.set_rows(listed)
        self.table.setColumnHidden(_POINTS_PLACE, campaign.scoring is not Scoring.POINTS)
        self._paper_id = issuing.standing(self.shell.office, DECISION, campaign.id)
        self._say_issued()
        verb = "Đã công nhận" if self._paper_id else "Sẽ công nhận"
        self.say_hint(f"{verb} {len(listed)} chi bộ đạt “Chi bộ 4 tốt” năm {campaign.year}." if listed else "")
        if listed:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(
                "Chưa có chi bộ nào được đề nghị công nhận; hãy kết luận ở bước Kết quả, lý do."
            )
        self.issue_button.setVisible(bool(listed) and self._paper_id is None)
        no = [row for row in rows if row.state in (EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED)]
        self.refused.set_rows(no)
        height = (
            self.refused.horizontalHeader().sizeHint().height() + look.row_height(self) * min(len(no), 4) + look.TINY
        )
        self.refused.setMaximumHeight(height)
        self.refused.setMinimumHeight(min(height, look.row_height(self) * 3))
        for widget in (self._refused_title, self.refused):
            widget.setVisible(bool(no))

    def _say_issued(self) -> None:
        if self._paper_id is None:
            self.issued.say("")
            return
        paper = papers.row(self.shell.office, self._paper_id)
        self.issued.say(f"{paper.name} đã ban hành.")

    # Acts ----------------------------------------------------------------------------------------------------------

    def open_decision(self) -> Any:
        """Open the decision as it would be issued: today, or on the day of the review when that lies ahead."""
        if self.campaign is None:
            return None
        today, sat_on = self.shell.today(), self.campaign.review_on
        return open_issue(self.shell, DECISION, self.campaign.id, day=max(today, sat_on or today))

    def go_to_paper(self) -> None:
        """Show the issued decision among the papers."""
        if self._paper_id is not None:
            self.shell.go(PAPERS_PAGE, self._paper_id)


def _columns() -> list[Column]:
    return [
        text_column("Chi bộ", lambda row: row.cell, strong=True, stretch=True),
        text_column("Loại hình", lambda row: row.group, quiet=True, most=16),
        person_column("Bí thư", lambda row: row.secretary or "chưa khai báo", most=24),
        number_column("Đảng viên", lambda row: row.members),
        number_column("Điểm", lambda row: row.points, decimals=1),
        text_column("Xếp loại", _rating, most=10, tooltip=lambda row: row.rating.label if row.rating else ""),
        number_column("Năm liền", lambda row: row.streak, hint="Số năm liên tục đạt danh hiệu, tính cả năm nay"),
        text_column("Ghi chú", lambda row: row.note, quiet=True, most=14),
    ]


_POINTS_PLACE = 4


def _rating(row: RecognisedRow) -> str:
    return row.rating.value if row.rating else ""
