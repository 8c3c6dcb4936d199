"""The sixth step: the list as the decision prints it, those refused with their reasons, and the decision itself."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules.recognition import Authority, EntryState, Scoring
from bontot_desktop.services import campaigns, issuing, papers, recognised, submissions
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.recognised import RecognisedRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms import road_acts
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import Column, number_column, person_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

DECISION, UP = "D13", "D11"
_VERBS = {DECISION: "Lập quyết định", UP: "Lập tờ trình"}


class DecisionStep(Step):
    """Shows what would be decided and opens the decision."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Quyết định", parent)
        self._paper_id: int | None = None
        self._goes_up = False
        self._kind = DECISION
        self._submitted: list[EntryRow] = []
        self.more = MenuButton("Việc khác", self, kind="")
        self.more.add(
            "Thời hạn trong thông báo…",
            self.open_terms,
            tip="Số ngày được kiến nghị, hạn khắc phục in trong thông báo kết quả",
        )
        self.more.add("In cả năm…", self.open_year, tip="Mọi văn bản đã ban hành của đợt thi đua, in một lượt")
        self.buttons.addWidget(self.more)
        self.above_button = self.add_button("Ghi quyết định của cấp trên…", self.record_decision, icon="note-pencil")
        self.issue_button = self.add_button("Lập quyết định", self.open_decision, primary=True, icon="file-text")
        self.issued = NoticeBar("", Tone.HONOUR, self)
        self.go_button = self.issued.add_button("Xem văn bản", self.go_to_paper)
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
        self._goes_up = campaigns.load(self.shell.office, campaign.id).authority is Authority.UP
        self._kind = UP if self._goes_up else DECISION
        self._submitted = [row for row in rows if row.state is EntryState.SUBMITTED_UP]
        self._paper_id = issuing.standing(self.shell.office, self._kind, campaign.id)
        self._say_issued(campaign)
        waiting = sum(row.state is EntryState.PROPOSED for row in rows)
        self.say_hint(self._told(campaign, len(listed), waiting))
        if listed:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty(
                "Chưa có chi bộ nào được đề nghị công nhận; hãy kết luận ở bước Kết quả, lý do."
            )
        more = self._paper_id is not None and waiting > 0 and not self._goes_up
        self.issue_button.setText(_VERBS[self._kind] if not more else "Lập quyết định bổ sung")
        self.issue_button.setVisible(bool(waiting) and (self._paper_id is None or more))
        self.above_button.setVisible(bool(self._submitted))
        no = [row for row in rows if row.state in (EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED)]
        self.refused.set_rows(no)
        height = (
            self.refused.horizontalHeader().sizeHint().height() + look.row_height(self) * min(len(no), 4) + look.TINY
        )
        self.refused.setMaximumHeight(height)
        self.refused.setMinimumHeight(min(height, look.row_height(self) * 3))
        for widget in (self._refused_title, self.refused):
            widget.setVisible(bool(no))

    def _told(self, campaign: CampaignRow, listed: int, waiting: int) -> str:
        title = f"“Chi bộ 4 tốt” năm {campaign.year}"
        if not listed:
            return ""
        if self._submitted:
            return f"Đã trình cấp trên {len(self._submitted)} chi bộ đề nghị công nhận {title}; chờ quyết định."
        if self._goes_up and waiting:
            return f"Sẽ trình cấp trên công nhận {waiting} chi bộ đạt {title}."
        if waiting and waiting < listed:
            return f"Đã công nhận {listed - waiting} chi bộ đạt {title}; sẽ công nhận bổ sung {waiting} chi bộ."
        return f"{'Sẽ' if waiting else 'Đã'} công nhận {listed} chi bộ đạt {title}."

    def _say_issued(self, campaign: CampaignRow) -> None:
        above = submissions.decisions_above(self.shell.office, campaign.id) if self._goes_up else []
        parts = []
        if self._paper_id is not None:
            parts.append(f"{papers.row(self.shell.office, self._paper_id).name} đã ban hành.")
        parts += [f"Cấp trên đã công nhận {one.cells} chi bộ theo {one.told}." for one in above]
        self.issued.say(" ".join(parts))
        self.go_button.setVisible(self._paper_id is not None)

    # Acts ----------------------------------------------------------------------------------------------------------

    def open_decision(self) -> Any:
        """Open what is issued next: the decision, or the paper that puts the proposals before the committee above.

        Its day is today, or the day of the review when that lies ahead.
        """
        if self.campaign is None or not self.others_settled():
            return None
        today, sat_on = self.shell.today(), self.campaign.review_on
        return open_issue(self.shell, self._kind, self.campaign.id, day=max(today, sat_on or today))

    def record_decision(self) -> Any:
        """Record the decision of the committee above on the cells put before it."""
        if self.campaign is None or not self._submitted:
            return None
        rows = self._submitted
        return road_acts.up_decision(self.shell, self.campaign.id, [row.id for row in rows], [row.cell for row in rows])

    def open_terms(self) -> Any:
        """Show what the notices of results give time for."""
        from bontot_desktop.ui.forms.notice_terms import open_terms

        return None if self.campaign is None else open_terms(self.shell, self.campaign.id, self.campaign.year)

    def open_year(self) -> Any:
        """Show every issued paper of the year, to be printed in one go."""
        from bontot_desktop.ui.forms.year_run import open_year_run

        return None if self.campaign is None else open_year_run(self.shell, self.campaign)

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
