"""The first step: what the campaign goes by, and its phases with the days planned and the days reached."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QMenu, QWidget

from bontot_desktop.rules.recognition import Authority, CampaignState
from bontot_desktop.services import campaign_steps, campaigns, emulation_phases
from bontot_desktop.services.campaign_steps import StepRow
from bontot_desktop.services.campaigns import CampaignDraft, CampaignRow
from bontot_desktop.services.entries import EntryRow
from bontot_desktop.ui.forms import road_acts
from bontot_desktop.ui.forms.campaign_papers import open_campaign_texts, open_group
from bontot_desktop.ui.forms.campaign_rules import open_rules
from bontot_desktop.ui.forms.emulation_phase import open_phases
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.menu_button import MenuButton


class PlanStep(Step):
    """The phases of the year; the chosen one gets its day."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, "Kế hoạch, phát động", parent)
        self._rows: list[StepRow] = []
        self.papers = MenuButton("Giấy tờ", self, kind="")
        self.papers.add("Kế hoạch…", lambda: self.open_paper("D1"), tip="Xem, ban hành kế hoạch của năm (D1)")
        self.papers.add("Nội dung kế hoạch…", lambda: self.open_texts("D1", "Kế hoạch"))
        self.papers.add("Hướng dẫn chấm điểm…", lambda: self.open_paper("D4"), tip="Xem, ban hành hướng dẫn (D4)")
        self.papers.add("Nội dung hướng dẫn…", lambda: self.open_texts("D4", "Hướng dẫn chấm điểm"))
        self.papers.add_line()
        self.papers.add("Tổ thẩm định…", self.open_group, tip="Ai thẩm định hồ sơ của các chi bộ")
        self.papers.add("Quyết định lập Tổ thẩm định…", lambda: self.open_paper("D2"))
        self.papers.add("Quyết định chọn chi bộ làm điểm…", lambda: self.open_paper("D3"))
        self.papers.add_line()
        self.papers.add("Chỉ tiêu giao cho chi bộ…", self.open_targets, tip="Số giao và kết quả của năm, từng chi bộ")
        self.papers.add("Giai đoạn thi đua…", self.open_phases, tip="Các năm thuộc cùng một giai đoạn của phong trào")
        self.buttons.addWidget(self.papers)
        self.rules_button = self.add_button("Điều kiện xét…", self.open_rules, icon="list-bullets")
        self.record_button = self.add_button("Ghi ngày thực hiện…", self.record, primary=True, icon="calendar-check")
        self.notice = NoticeBar("", Tone.WAIT, self)
        self.body.addWidget(self.notice)
        self.table = TableView(
            [
                text_column("Bước", lambda row: row.state.label, strong=True, stretch=True),
                date_column("Theo kế hoạch", lambda row: row.planned),
                date_column("Thực hiện", lambda row: row.reached),
                state_column("Tiến độ", _progress, _tone),
                text_column("Lý do chậm", lambda row: row.reason, quiet=True, most=34, tooltip=lambda row: row.reason),
            ],
            "ke-hoach-4-tot",
            self,
        )
        self.table.current_changed.connect(lambda _: self._name_buttons())
        self.table.opened.connect(lambda _: self.record())
        self.table.set_menu(self._menu)
        self.body.addWidget(self.table, 1)

    def show_rows(self, campaign: CampaignRow, rows: list[EntryRow]) -> None:
        """Show what the campaign goes by and how far it is."""
        super().show_rows(campaign, rows)
        office = self.shell.office
        draft = campaigns.load(office, campaign.id)
        self.say_hint(self._goes_by(campaign, draft))
        self._rows = campaign_steps.timeline(office, campaign.id)
        self.table.set_rows(self._rows)
        if self.table.current_id() is None and self._rows:
            self.table.select(next((row.id for row in self._rows if row.reached is None), self._rows[0].id))
        self.notice.say("\n".join(campaign_steps.warnings(office, campaign.id)))
        self._name_buttons()

    def _goes_by(self, campaign: CampaignRow, draft: CampaignDraft) -> str:
        phases = {phase.id: phase.name for phase in emulation_phases.list_phases(self.shell.office)}
        parts = [f"Bộ tiêu chí: {campaign.criteria}"]
        who = draft.authority.label
        parts.append(f"{draft.superior_name} quyết định" if draft.authority is Authority.UP else who)
        if draft.phase_id in phases:
            parts.append(phases[draft.phase_id])
        return "; ".join(parts) + "."

    def _name_buttons(self) -> None:
        row = self.table.current_row()
        closed = self.campaign is None or self.campaign.state is CampaignState.CLOSED
        may = isinstance(row, StepRow) and not closed and (row.by_hand or row.reached is not None)
        self.record_button.setEnabled(may)
        told = "" if may else "Bước này được ghi khi có quyết định hoặc khi kết thúc đợt thi đua."
        self.record_button.setToolTip("" if row is None or closed else told)

    def new(self) -> None:
        """Write down the day of the chosen phase."""
        self.record()

    def record(self) -> Any:
        """Open the window of the chosen phase."""
        row = self.table.current_row()
        if self.campaign is None or not isinstance(row, StepRow) or not self.record_button.isEnabled():
            return None
        return road_acts.phase(self.shell, self.campaign.id, row)

    def open_rules(self) -> Any:
        """Show the rules by which cells are judged."""
        return None if self.campaign is None else open_rules(self.shell, self.campaign.id, self.campaign.year)

    def open_phases(self) -> Any:
        """Show the phases of the movement."""
        return open_phases(self.shell)

    def open_paper(self, kind_id: str) -> Any:
        """Show a paper of the campaign as it can be issued."""
        return None if self.campaign is None else open_issue(self.shell, kind_id, self.campaign.id)

    def open_texts(self, kind_id: str, name: str) -> Any:
        """Show what is written of a paper's own for this year."""
        if self.campaign is None:
            return None
        return open_campaign_texts(self.shell, self.campaign.id, kind_id, f"{name} năm {self.campaign.year}")

    def open_targets(self) -> Any:
        """Show what each cell is given to reach in the year."""
        from bontot_desktop.ui.forms.cell_targets import open_targets

        return None if self.campaign is None else open_targets(self.shell, self.campaign.year)

    def open_group(self) -> Any:
        """Show the group that verifies the dossiers."""
        if self.campaign is None or self.is_closed():
            return None
        return open_group(self.shell, self.campaign.id)

    def _menu(self, menu: QMenu, row: StepRow) -> None:
        if self.record_button.isEnabled():
            menu.addAction("Ghi ngày thực hiện…").triggered.connect(lambda: self.record())


def _progress(row: StepRow) -> str:
    if row.reached is None:
        return "Chưa"
    return "Chậm" if row.is_late else "Đã làm"


def _tone(row: StepRow) -> Tone:
    if row.reached is None:
        return Tone.QUIET
    return Tone.WAIT if row.is_late else Tone.GOOD
