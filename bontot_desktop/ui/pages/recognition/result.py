"""The fifth step: the conclusion on each cell, with the reason for every yes and every no."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.recognition import MAY_HOLD, OPEN_STATES, CampaignState, EntryState
from bontot_desktop.services import cases, eligibility, issuing, notices, recognition, submissions
from bontot_desktop.services.batches import PaperItem
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.entries import EntryRow, may_work_on
from bontot_desktop.services.issuing_many import IssuedMany
from bontot_desktop.services.recognition import ReasonDraft
from bontot_desktop.ui import look
from bontot_desktop.ui.forms import eligibility_acts, road_acts
from bontot_desktop.ui.forms.batch import open_batch
from bontot_desktop.ui.forms.cases import open_cases
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.issue_many import open_issue_many
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.scoring import LIST_WIDTH, cell_list_columns
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.pages.recognition.verdict import VerdictView
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton

#: The decision that takes a recognition back.
REVOCATION = "D19"


class ResultStep(Step):
    """The cells at the left, the verdict on the chosen one at the right."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Kết quả, lý do", parent)
        self._rows: list[EntryRow] = []
        self._waiting: list[int] = []
        #: The window in which the notices just issued are printed.
        self.batch: Any = None
        self.more = MenuButton("Việc khác", self, kind="")
        self._holding = self.more.add("Tạm dừng xét…", lambda: self._one(road_acts.hold))
        self._releasing = self.more.add("Tiếp tục xét…", lambda: self._one(road_acts.release))
        self._deciding = self.more.add("Ghi quyết định của cấp trên…", self.record_decision)
        self._reopening = self.more.add("Xét lại theo khiếu nại…", lambda: self._one(road_acts.reopen))
        self._cases = self.more.add("Đơn thư, kết luận…", self.open_cases)
        self.more.add_line()
        self._preparing = self.more.add("Hủy kết quả công nhận…", lambda: self.revoke(outside=False))
        self._revoking = self.more.add("Đã có quyết định hủy…", lambda: self.revoke(outside=True))
        self.buttons.addWidget(self.more)
        self.all_button = self.add_button("Đề nghị các chi bộ đủ điều kiện", self.propose_ready, icon="checks")
        self.general_button = self.add_button("Thông báo chung…", self.tell_everyone, icon="file-text")
        self.each_button = self.add_button("Thông báo từng chi bộ…", self.tell_refused, icon="files")
        self.cell_button = self.add_button("Thông báo cho chi bộ…", self.tell_cell, icon="file-text")
        self.notice = NoticeBar("", Tone.BAD, self)
        self.body.addWidget(self.notice)
        self.table = TableView(cell_list_columns(), "ket-qua-chi-bo", self)
        self.table.setFixedWidth(look.text_width(LIST_WIDTH, self))
        self.table.current_changed.connect(self._chosen)
        self.view = VerdictView(self)
        self.view.proposed.connect(self.propose)
        self.view.refused.connect(self.refuse)
        self.view.reconsidered.connect(self.reconsider)
        self.view.set_aside_wanted.connect(self.set_aside)
        self.view.held_again.connect(self.hold_again)
        self.view.hold_wanted.connect(self.hold_for_case)
        inside = QWidget(self)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.HUGE)
        row.addWidget(self.table)
        row.addWidget(self.view, 1)
        self.table_or_empty = TableOrEmpty(inside, "medal")
        self.body.addWidget(self.table_or_empty, 1)

    # Showing -------------------------------------------------------------------------------------------------------

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show the cells and the verdict on the chosen one."""
        super().show_rows(campaign, rows)
        self._rows = [row for row in rows if row.took_part]
        self.notice.say("")
        share = eligibility.share(self.shell.office, campaign.id)
        self.say_hint(" ".join((_summary(self._rows), share.sentence if share else "")).strip())
        decided = campaign.state in DECIDED
        ready = [] if decided else recognition.ready_to_propose(self.shell.office, campaign.id)
        self.all_button.setVisible(bool(ready))
        self.all_button.setText(f"Đề nghị {len(ready)} chi bộ đủ điều kiện")
        self._waiting = notices.waiting(self.shell.office, campaign.id)
        told = notices.may_tell(self.shell.office, campaign.id)
        general = told and issuing.standing(self.shell.office, notices.GENERAL_NOTICE, campaign.id) is None
        self.general_button.setVisible(general)
        self.each_button.setVisible(len(self._waiting) > 1)
        self.each_button.setText(f"Thông báo {len(self._waiting)} chi bộ…")
        if not self._rows:
            self.table_or_empty.show_empty("Chưa có chi bộ nào đăng ký nên chưa có gì để kết luận.")
            return
        self.table_or_empty.show_table()
        self.table.set_rows(self._rows)
        if self.table.current_id() is None:
            self.table.select(self._rows[0].id)
        self._chosen(self.table.current_id())

    def _chosen(self, entry_id: int | None) -> None:
        self.notice.say("")
        self.cell_button.setVisible(entry_id in self._waiting)
        if entry_id is not None and self.campaign is not None:
            found = recognition.verdict(self.shell.office, entry_id)
            self.view.show_verdict(found, is_decided=not may_work_on(found.state, self.campaign.state))
            self._name_acts(found.state, self.campaign)

    def _name_acts(self, state: EntryState, campaign: CampaignRow) -> None:
        """Offer of the rarer acts those that the chosen cell allows."""
        open_ = may_work_on(state, campaign.state)
        closed = campaign.state is CampaignState.CLOSED
        self._holding.setEnabled(open_ and state in MAY_HOLD)
        self._releasing.setEnabled(open_ and state is EntryState.ON_HOLD)
        self._deciding.setEnabled(not closed and any(row.state is EntryState.SUBMITTED_UP for row in self._rows))
        self._reopening.setEnabled(not closed and state is EntryState.NOT_RECOGNISED)
        self._reopening.setToolTip(_why_not_again(state, campaign))
        for action in (self._preparing, self._revoking):
            action.setEnabled(state is EntryState.RECOGNISED)
        self.more.setEnabled(any(action.isEnabled() for action in self._acts()))

    def _acts(self) -> tuple[QAction, ...]:
        return (
            self._holding,
            self._releasing,
            self._deciding,
            self._reopening,
            self._cases,
            self._preparing,
            self._revoking,
        )

    def _current(self) -> EntryRow | None:
        found = self.table.current_row()
        return found if isinstance(found, EntryRow) else None

    # Acts ----------------------------------------------------------------------------------------------------------

    def propose(self) -> None:
        """Propose the chosen cell."""
        row = self._current()
        if row is not None:
            self._act(lambda: recognition.propose(self.shell.office, row.id), f"Đã đề nghị công nhận {row.cell}.")

    def set_aside(self, code: str) -> Any:
        """Write down that the body lets the chosen cell pass in spite of a rule."""
        row = self._current()
        if row is None:
            return None
        found = eligibility.findings(self.shell.office, row.id)
        said = next((one.sentence for one in found if one.code == code), "")
        return eligibility_acts.set_aside(self.shell, row.id, row.cell, code, said)

    def hold_again(self, code: str) -> None:
        """Take back that a rule was set aside for the chosen cell."""
        row = self._current()
        if row is not None:
            eligibility_acts.hold_again(self.shell, row.id, row.cell, code)

    def hold_for_case(self) -> Any:
        """Hold the chosen cell for what is under way."""
        row = self._current()
        waiting = cases.to_hold(self.shell.office, row.cell_id) if row is not None else None
        return None if row is None else road_acts.hold(self.shell, row.id, row.cell, waiting.hold if waiting else None)

    def open_cases(self) -> Any:
        """Show the complaints and conclusions about the chosen cell."""
        row = self._current()
        return None if row is None else open_cases(self.shell, row.cell_id, row.cell)

    def refuse(self, reasons: list[ReasonDraft]) -> None:
        """Refuse the chosen cell with its reasons."""
        row = self._current()
        if row is not None:
            final = row.state in (EntryState.SUBMITTED_UP, EntryState.ON_HOLD)
            act = submissions.refuse_finally if final else recognition.refuse
            self._act(
                lambda: act(self.shell.office, row.id, reasons),
                f"Đã ghi lý do không công nhận {row.cell}.",
            )

    def reconsider(self) -> None:
        """Take the conclusion on the chosen cell back."""
        row = self._current()
        if row is not None:
            self._act(lambda: recognition.reconsider(self.shell.office, row.id), f"Xét lại {row.cell}.")

    def propose_ready(self) -> None:
        """Propose all cells that nothing speaks against."""
        if self.campaign is not None:
            campaign_id = self.campaign.id
            self._act(
                lambda: recognition.propose_ready(self.shell.office, campaign_id),
                "Đã đề nghị công nhận các chi bộ đủ điều kiện.",
            )

    def _one(self, act: Any) -> Any:
        row = self._current()
        return None if row is None else act(self.shell, row.id, row.cell)

    def record_decision(self) -> Any:
        """Record the decision of the committee above on every cell that was submitted and not refused since."""
        rows = [row for row in self._rows if row.state is EntryState.SUBMITTED_UP]
        if self.campaign is None or not rows:
            return None
        return road_acts.up_decision(self.shell, self.campaign.id, [row.id for row in rows], [row.cell for row in rows])

    def revoke(self, *, outside: bool) -> Any:
        """Write why the recognition of the chosen cell is taken back."""
        row = self._current()
        if row is None:
            return None
        dialog = road_acts.revoke(self.shell, row.id, row.cell, outside=outside)
        if not outside:
            # The result stands until the decision is issued: it comes up by itself, so that it is not forgotten.
            dialog.accepted.connect(lambda: open_issue(self.shell, REVOCATION, row.id))
        return dialog

    # Notices -------------------------------------------------------------------------------------------------------

    def tell_cell(self) -> Any:
        """Open the notice to the chosen cell as it would be issued."""
        row = self._current()
        if row is None or self.campaign is None:
            return None
        day = notices.earliest(self.shell.office, self.campaign.id)
        return open_issue(self.shell, notices.CELL_NOTICE, row.id, day=day)

    def tell_everyone(self) -> Any:
        """Open the notice to all cells as it would be issued."""
        if self.campaign is None:
            return None
        day = notices.earliest(self.shell.office, self.campaign.id)
        return open_issue(self.shell, notices.GENERAL_NOTICE, self.campaign.id, day=day)

    def tell_refused(self) -> Any:
        """Show the notices of all refused cells that have none, to be issued together and then printed."""
        if self.campaign is None or not self._waiting or not self.others_settled():
            return None
        campaign = self.campaign
        names = {row.id: row.cell for row in self._rows}
        dialog = open_issue_many(
            self.shell,
            notices.CELL_NOTICE,
            [(entry_id, names[entry_id]) for entry_id in self._waiting],
            notices.earliest(self.shell.office, campaign.id),
            title=f"Thông báo kết quả năm {campaign.year}",
            what="thông báo",
        )
        if dialog is not None:
            dialog.accepted.connect(lambda: self._print_notices(campaign.year, dialog.done_many))
        return dialog

    def _print_notices(self, year: int, done: IssuedMany | None) -> None:
        if done is not None:
            items = [PaperItem(paper.paper_id) for paper in done.issued]
            self.batch = open_batch(self.shell, f"Thông báo kết quả năm {year}", items)

    def _act(self, work, said: str) -> None:
        self.shell.act(work, said, form=self)

    def show_problems(self, problems) -> None:
        """Say every reason why not above the cells; a refusal stays where it was being typed."""
        listed = problems.problems if isinstance(problems, Problems) else list[Problem](problems)
        self.notice.say("\n".join(dict.fromkeys(problem.sentence for problem in listed)))


def _why_not_again(state: EntryState, campaign: CampaignRow) -> str:
    """Say why a case is not taken up again (T13) and what to do instead; "" when it may be."""
    if state is not EntryState.NOT_RECOGNISED:
        return "Chỉ chi bộ đã có kết quả không được công nhận mới xét lại theo khiếu nại."
    if campaign.state is CampaignState.CLOSED:
        return (
            f"Năm {campaign.year} đã kết thúc, số liệu đã chốt nên không xét lại được. Hãy ghi khiếu nại ở “Đơn thư, "
            "kết luận…” và trả lời chi bộ bằng văn bản."
        )
    return "Khiếu nại được chấp nhận: chi bộ được đưa vào cuộc họp bổ sung."


def _summary(rows: list[EntryRow]) -> str:
    yes = sum(row.state in (EntryState.PROPOSED, EntryState.RECOGNISED) for row in rows)
    no = sum(row.state in (EntryState.NOT_PROPOSED, EntryState.NOT_RECOGNISED) for row in rows)
    left = sum(row.state in OPEN_STATES for row in rows)
    waiting = f", còn {left} chưa kết luận" if left else ""
    return f"{yes} chi bộ đề nghị công nhận, {no} không{waiting}."
