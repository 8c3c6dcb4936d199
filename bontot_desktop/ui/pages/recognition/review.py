"""The fourth step: the standing committee's sitting and its vote on each cell, counted on all its members."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from bontot_desktop.rules import recognition as rules
from bontot_desktop.rules.recognition import OPEN_STATES
from bontot_desktop.services import recognition, review
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.services.recognition import Verdict
from bontot_desktop.services.review import ReviewDraft, VoteDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.kept import Kept, Where
from bontot_desktop.ui.forms.kept_grid import Typing, take_typed, typed_of
from bontot_desktop.ui.pages.recognition import words
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.grid import GridColumn, GridRow
from bontot_desktop.ui.tables.score_grid import ScoreGrid, ScoreModel
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.typed import DateField, NumberField

SCORE, RATING, FOUND, FOR, AGAINST, SHARE, OUTCOME = "score", "rating", "found", "for", "against", "share", "outcome"


class ReviewStep(Step):
    """Date and seats above, one line of votes a cell below."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Họp xét", parent)
        self._rows: list[EntryRow] = []
        self._before: ReviewDraft | None = None
        line = QHBoxLayout()
        line.setSpacing(look.WIDE)
        self.day = self.add_field(line, "Ban Thường vụ họp ngày", DateField(), "review_on")
        self.total = self.add_field(line, "Tổng số ủy viên", NumberField(lowest=1), "review_total")
        self.present = self.add_field(line, "Có mặt", NumberField(lowest=0), "review_present")
        line.addStretch(1)
        self.body.addLayout(line)
        self.all_button = self.add_button("Tất cả tán thành", self.fill)
        self.all_button.setToolTip("Điền số có mặt vào những ô tán thành còn trống")
        self.model = ScoreModel(
            [
                GridColumn(SCORE, "Điểm", width=6),
                GridColumn(RATING, "Xếp loại", width=8),
                GridColumn(FOUND, "Điều kiện", width=16),
                GridColumn(FOR, "Tán thành", decimals=0, width=6),
                GridColumn(AGAINST, "Không tán thành", decimals=0, width=6),
                GridColumn(SHARE, "Tỷ lệ", computed=self._share, width=7, hint="So với tổng số ủy viên"),
                GridColumn(OUTCOME, "Kết quả", computed=self._outcome, width=13),
            ],
            self,
            label_title="Chi bộ",
            shown=[SCORE, RATING, FOUND],
        )
        self.grid = ScoreGrid(self.model, "hop-xet-4-tot", self)
        self.keeping = Kept(
            shell,
            self._kept,
            typed=self._typing,
            take=self._take,
            is_edited=self.is_edited,
            say=self.say,
            parent=self,
        )
        self.body.insertWidget(0, self.keeping.bar)
        self.model.edited.connect(lambda *_: self._typed())
        self.day.edited.connect(self._typed)
        for field in (self.total, self.present):
            field.edited.connect(self._recount)
        self.table_or_empty = TableOrEmpty(self.grid, "users-three")
        self.body.addWidget(self.table_or_empty, 1)
        self.save_button = self.add_save("Lưu kết quả họp")
        self.say_hint("Nghị quyết có giá trị khi hơn một nửa tổng số ủy viên tán thành, tính cả người vắng mặt.")

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the sitting and the votes; what is being typed stays."""
        super().show_rows(campaign, rows)
        if self.is_edited():
            return
        self._rows = [row for row in rows if row.took_part]
        kept = review.load(self.shell.office, campaign.id)
        self.day.set_value(kept.review_on)
        self.total.set_value(kept.review_total)
        self.present.set_value(kept.review_present)
        verdicts = recognition.verdicts(self.shell.office, campaign.id)
        self.model.show(
            [GridRow(row.id, row.cell, locked=row.state not in OPEN_STATES) for row in self._rows],
            self._values(verdicts),
        )
        self.model.flag(
            {
                (row.id, FOUND): "\n".join(finding.sentence for finding in verdicts[row.id].findings)
                for row in self._rows
                if verdicts[row.id].findings
            }
        )
        open_ = campaign.state not in DECIDED
        for widget in (self.day, self.total, self.present, self.all_button, self.save_button):
            widget.setEnabled(open_)
        if self._rows:
            self.table_or_empty.show_table()
        else:
            self.table_or_empty.show_empty("Chưa có chi bộ nào đăng ký nên chưa có gì để xét.")
        self._before = self.draft()
        self.keeping.offer()

    def _kept(self) -> Where:
        campaign = self.campaign
        return (f"review/{campaign.id}", f"Họp xét năm {campaign.year}") if campaign else None

    def _lines(self) -> dict[str, Any]:
        return {"review_on": self.day, "review_total": self.total, "review_present": self.present}

    def _typing(self) -> Typing:
        return typed_of(self.model, self._lines())

    def _take(self, typing: Typing) -> None:
        take_typed(self.model, self._lines(), typing)
        self._recount()

    def _typed(self) -> None:
        self.say("")
        self.keeping.typed_again()

    def _values(self, verdicts: Mapping[int, Verdict]) -> dict[tuple[Any, Any], Any]:
        values: dict[tuple[Any, Any], Any] = {}
        for row in self._rows:
            found = verdicts[row.id].findings
            values |= {
                (row.id, SCORE): words.total(row),
                (row.id, RATING): row.rating.value if row.rating else "",
                (row.id, FOUND): f"vướng {len(found)} điểm" if found else "đủ",
                (row.id, FOR): row.votes_for,
                (row.id, AGAINST): row.votes_against,
            }
        return values

    # Computed ------------------------------------------------------------------------------------------------------

    def _share(self, values: Mapping[Any, Any]) -> str:
        votes, size = values.get(FOR), self.total.value()
        return "" if votes is None or not size else words.share(votes, size)

    def _outcome(self, values: Mapping[Any, Any]) -> str:
        votes, size = values.get(FOR), self.total.value()
        if votes is None or not size:
            return ""
        return "Quá nửa" if rules.body_approves(votes, size) else "Chưa quá nửa"

    def _recount(self) -> None:
        self.model.say_sums({})
        self._typed()

    def fill(self) -> None:
        """Write the number of those present wherever no vote stands yet."""
        present = self.present.value()
        if present is None:
            self.present.setFocus()
            self.say("Hãy ghi số ủy viên có mặt trước.", "fault")
            return
        for row in self._rows:
            if row.state in OPEN_STATES and self.model.value(row.id, FOR) is None:
                self.model.put(row.id, FOR, present)
                self.model.put(row.id, AGAINST, 0)

    # Saving --------------------------------------------------------------------------------------------------------

    def draft(self) -> ReviewDraft:
        """Return the review as it stands here."""
        votes = tuple(
            VoteDraft(row.id, self.model.value(row.id, FOR), self.model.value(row.id, AGAINST)) for row in self._rows
        )
        campaign_id = self.campaign.id if self.campaign else 0
        return ReviewDraft(campaign_id, self.day.value(), self.total.value(), self.present.value(), votes)

    def is_edited(self) -> bool:
        """Say whether something is not saved."""
        if self._before is None or self.campaign is None:
            return False
        return replace(self.draft(), campaign_id=self._before.campaign_id) != self._before or bool(self.model.faults())

    def drop(self) -> None:
        """Show the review as it is stored."""
        self.keeping.drop()
        self._before = None
        if self.campaign is not None:
            self.show_rows(self.campaign, self._rows)

    def save(self) -> bool:
        """Save the sitting and all votes in one act."""
        faults = self.faults()
        if faults:
            self.show_problems(faults)
            return False
        if self.grid.go_to_fault():
            self.say(self.model.faults()[0][2], "fault")
            return False
        draft = self.draft()
        self.show_problems([])
        return self.shell.act(lambda: self._store(draft), "Đã lưu kết quả họp xét.", form=self) is not None

    def _store(self, draft: ReviewDraft):
        changes = review.save(self.shell.office, draft)
        self._before = draft
        self.keeping.drop()
        return changes

    def go_to(self, field: str) -> None:
        """Put the cursor on the cell a problem is about ("votes:12")."""
        _, _, entry_id = field.partition(":")
        if entry_id.isdecimal():
            self.grid.setCurrentIndex(self.grid.index_of(int(entry_id), FOR))
            self.grid.setFocus()
