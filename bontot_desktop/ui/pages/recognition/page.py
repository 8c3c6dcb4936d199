"""The page Chi bộ 4 tốt: a campaign of a year with its counts, its steps, and the form that opens a new one."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import awards, campaigns, entries
from bontot_desktop.services.campaigns import DECIDED, CampaignRow
from bontot_desktop.services.movement import commitments, finds
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.campaign import CampaignPage
from bontot_desktop.ui.pages.recognition import states
from bontot_desktop.ui.pages.recognition.awards import AwardStep
from bontot_desktop.ui.pages.recognition.closing import ClosingStep
from bontot_desktop.ui.pages.recognition.decision import DecisionStep
from bontot_desktop.ui.pages.recognition.dossier import DossierStep
from bontot_desktop.ui.pages.recognition.movement import MovementStep
from bontot_desktop.ui.pages.recognition.plan import PlanStep
from bontot_desktop.ui.pages.recognition.rating import RatingStep
from bontot_desktop.ui.pages.recognition.registration import RegistrationStep
from bontot_desktop.ui.pages.recognition.result import ResultStep
from bontot_desktop.ui.pages.recognition.review import ReviewStep
from bontot_desktop.ui.pages.recognition.scoring import ScoringStep
from bontot_desktop.ui.pages.recognition.step import Step
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableOrEmpty
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.page import Page, StackedPage
from bontot_desktop.ui.widgets.steps import Steps

TITLE = "Chi bộ 4 tốt"
#: In front of the id of a good deed, model or outstanding one.
FIND = "find"
#: In front of the year of another title.
MEMBERS, COMMITTEE = "member-titles", "committee-title"
_WORDS = {
    states.PLAN: ("Kế hoạch, phát động", PlanStep),
    states.REGISTRATION: ("Đăng ký", RegistrationStep),
    states.MOVEMENT: ("Phong trào", MovementStep),
    states.SCORING: ("Chấm điểm", ScoringStep),
    states.DOSSIER: ("Hồ sơ", DossierStep),
    states.RATING: ("Xếp loại chất lượng", RatingStep),
    states.REVIEW: ("Họp xét", ReviewStep),
    states.RESULT: ("Kết quả, lý do", ResultStep),
    states.DECISION: ("Quyết định", DecisionStep),
    states.AWARDS: ("Khen thưởng", AwardStep),
    states.CLOSING: ("Báo cáo, kết thúc", ClosingStep),
}

#: The pages of the help for the steps that have their own.
_TOPICS = {
    states.MOVEMENT: "phong-trao",
    states.SCORING: "cham-diem",
    states.DOSSIER: "ho-so-thi-dua",
    states.CLOSING: "ket-thuc-nam",
    states.RATING: "xep-loai-hop-xet",
    states.REVIEW: "xep-loai-hop-xet",
    states.RESULT: "ket-qua-quyet-dinh",
    states.DECISION: "ket-qua-quyet-dinh",
    states.AWARDS: "khen-thuong",
}


class RecognitionPage(StackedPage):
    """The journey of a campaign, and on top of it the form that opens or mends one."""

    reads_ahead: ClassVar[bool] = True

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self.journey = CampaignJourney(shell)
        super().__init__(self.journey, parent)
        self._shell = shell
        self.journey.opener = self.open_form
        self.journey.other_titles.add("Đảng viên 5 tốt…", lambda: self.open_members(self.journey.shown_year()))
        self.journey.other_titles.add("Đảng bộ cơ sở 4 tốt…", lambda: self.open_committee(self.journey.shown_year()))

    def open_item(self, item: Any) -> None:
        """Show a campaign by its id, a find by ("find", its id), or a view of this year's movement by its key.

        ("member-titles", a year) shows “Đảng viên 5 tốt” of the year, ("committee-title", a year) the committee's own.
        """
        if not self.pop_all():
            return
        if isinstance(item, tuple) and item[0] == MEMBERS:
            self.open_members(item[1])
        elif isinstance(item, tuple) and item[0] == COMMITTEE:
            self.open_committee(item[1])
        elif isinstance(item, tuple):
            self.journey.open_movement(*item)
        else:
            self.journey.open_item(item)

    def open_form(self, campaign_id: int | None) -> None:
        """Open the form of a campaign, of a new one without an id."""
        office = self._shell.office
        draft = (
            campaigns.new_draft(office, self.journey.next_year())
            if campaign_id is None
            else campaigns.load(office, campaign_id)
        )
        page = CampaignPage(self._shell, draft, self._saved)
        self.push(page, TITLE)
        page.take_focus()

    def open_members(self, year: int) -> None:
        """Show “Đảng viên 5 tốt” of a year."""
        from bontot_desktop.ui.pages.recognition.member_titles import MemberTitlesPage

        page = MemberTitlesPage(self._shell, year, self.open_member_sheet)
        self.push(page, TITLE)
        page.take_focus()

    def open_committee(self, year: int) -> None:
        """Show “Đảng bộ cơ sở 4 tốt” of a year."""
        from bontot_desktop.ui.pages.recognition.committee_title import CommitteeTitlePage

        page = CommitteeTitlePage(self._shell, year)
        self.push(page, TITLE)
        page.take_focus()

    def open_member_sheet(self, campaign_id: int, cell_id: int) -> None:
        """Show the list of a cell's members, on top of the cells of the year."""
        from bontot_desktop.ui.pages.recognition.member_title_sheet import MemberTitleSheetPage
        from bontot_desktop.ui.pages.recognition.member_titles import MemberTitlesPage

        cells = self.top()
        assert isinstance(cells, MemberTitlesPage)
        page = MemberTitleSheetPage(self._shell, campaign_id, cell_id, cells.after)
        self.push(page, "Đảng viên 5 tốt")
        page.take_focus()

    def _saved(self, campaign_id: int) -> None:
        self.pop_all()
        self.journey.open_item(campaign_id)


class CampaignJourney(Page):
    """The steps of one campaign."""

    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.CAMPAIGNS, Kind.CELLS, Kind.PAPERS, Kind.MEETINGS, Kind.MOVEMENT}
    )
    help_topic: ClassVar[str] = "chi-bo-4-tot"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, margins=False)
        self._shell = shell
        self._campaigns: list[CampaignRow] = []
        self._chosen: int | None = None
        self.opener: Any = None
        self.year: ChoiceField = ChoiceField([], characters=8)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm thi đua")
        self.year.edited.connect(lambda: self._choose(self.year.value()))
        self.commands.addWidget(self.year)
        self.other_titles = MenuButton("Danh hiệu khác", self, kind="")
        self.other_titles.setToolTip("Danh hiệu ngoài “Chi bộ 4 tốt”, dùng khi Đảng ủy có phát động")
        self.commands.addWidget(self.other_titles)
        self.edit_button = self.add_command(
            "Sửa đợt thi đua", lambda: self.opener(self._chosen), icon="sliders-horizontal"
        )
        self.new_button = self.add_command("Mở đợt thi đua", lambda: self.opener(None), icon="plus")
        self.steps = Steps(self)
        self.parts: dict[str, Step] = {}
        for key, (word, make) in _WORDS.items():
            self.parts[key] = make(shell, self)
            self.parts[key].others_settled = partial(self._settle_others, key)
            self.steps.add_step(key, word, self.parts[key])
        self.steps.opened.connect(lambda _: self._show_step())
        self.table_or_empty = TableOrEmpty(self.steps, "medal")
        self.content.addWidget(self.table_or_empty)
        self.on_key(keys.SAVE, "Lưu", lambda: self._step().save())
        self.on_key(keys.NEW, "Ghi đăng ký", lambda: self._step().new())

    def topic(self) -> str:
        """Return the help of the open step."""
        return _TOPICS.get(self.steps.current(), self.help_topic)

    # Which campaign ------------------------------------------------------------------------------------------------

    def next_year(self) -> int:
        """Return the year a new campaign is for: this one, or the next when it has its campaign."""
        there = {campaign.year for campaign in self._campaigns}
        year = self._shell.today().year
        return year + 1 if year in there else year

    def shown_year(self) -> int:
        """Return the year of the campaign that is shown, this year without one."""
        campaign = self._campaign()
        return campaign.year if campaign is not None else self._shell.today().year

    def open_item(self, item: Any) -> None:
        """Show a campaign by its id."""
        self._chosen = item
        self.refresh()

    def open_movement(self, kind: str, item: Any) -> None:
        """Show a find ("find", its id) or a view of the movement ("movement", its key)."""
        year = finds.year_of(self._shell.office, item) if kind == FIND else self._shell.today().year
        known = {campaign.year: campaign.id for campaign in campaigns.list_campaigns(self._shell.office)}
        if year in known:
            self.open_item(known[year])
        self.steps.open_step(states.MOVEMENT)
        step = self.parts[states.MOVEMENT]
        assert isinstance(step, MovementStep)
        if kind != FIND:
            step.open_view(item)
        elif year in known:
            step.open_find(item)

    def _choose(self, campaign_id: Any) -> None:
        if campaign_id == self._chosen:
            return
        if not self.leaving():
            self.year.set_value(self._chosen)
            return
        self._chosen = campaign_id
        self.refresh()

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the campaigns and at the open step again."""
        self._campaigns = campaigns.list_campaigns(self._shell.office)
        campaign = self._campaign()
        self.new_button.setText(f"Mở đợt thi đua {self.next_year()}")
        for widget in (self.year, self.edit_button):
            widget.setVisible(campaign is not None)
        self.new_button.setVisible(campaign is not None and self._wants_new())
        if campaign is None:
            self.set_summary("")
            year = self.next_year()
            self.table_or_empty.show_empty(
                f"Chưa có đợt thi đua “Chi bộ 4 tốt” nào. Mở đợt để ghi đăng ký của các chi bộ năm {year}.",
                f"Mở đợt thi đua {year}",
                lambda: self.opener(None),
            )
            return
        self._chosen = campaign.id
        self.table_or_empty.show_table()
        self.year.set_choices([(known.id, f"Năm {known.year}") for known in self._campaigns])
        self.year.set_value(campaign.id)
        self.edit_button.setEnabled(campaign.state not in DECIDED)
        self.set_summary(_summary(campaign))
        self._show_step()

    def _wants_new(self) -> bool:
        """A new campaign is wanted when this year has none, or this year's is decided."""
        this = next((known for known in self._campaigns if known.year == self._shell.today().year), None)
        return this is None or (this.state in DECIDED and self.next_year() > this.year)

    def _campaign(self) -> CampaignRow | None:
        chosen = next((known for known in self._campaigns if known.id == self._chosen), None)
        return chosen or (self._campaigns[0] if self._campaigns else None)

    def _step(self) -> Step:
        return self.parts[self.steps.current()]

    def _show_step(self) -> None:
        campaign = self._campaign()
        if campaign is None:
            return
        office = self._shell.office
        rows = entries.list_entries(office, campaign.id)
        given = sum(row.taken_back_on is None for row in awards.list_awards(office, campaign.id))
        is_rewarded = awards.are_decided(office, campaign.id)
        signed = min(commitments.cells_signed(office, campaign.year), len(rows))
        self.steps.show_states(
            states.step_states(
                campaign, rows, self._shell.today(), certificates=given, is_rewarded=is_rewarded, signed=signed
            )
        )
        self._step().show_rows(campaign, rows)

    # Leaving -------------------------------------------------------------------------------------------------------

    def _settle_others(self, here: str) -> bool:
        """Ask what a decision would lock before it opens: what is typed in other steps could not be saved after it."""
        if not self.leaving(but=here):
            return False
        if self.steps.current() != here:
            self.steps.open_step(here)
        return True

    def leaving(self, *, but: str = "") -> bool:
        """Ask about each step that has something unsaved, but for the one named."""
        for key, part in self.parts.items():
            if key == but or not part.is_edited():
                continue
            self.steps.open_step(key)
            answer = self._shell.asking.unsaved()
            if answer == SAVE and part.save():
                continue
            if answer != DROP:
                return False
            part.drop()
        return True


def _summary(campaign: CampaignRow) -> str:
    parts = [f"{campaign.cells} chi bộ", f"{campaign.registered} đăng ký"]
    if campaign.recognised:
        parts.append(f"{campaign.recognised} được công nhận")
    elif campaign.proposed:
        parts.append(f"{campaign.proposed} đề nghị công nhận")
    if campaign.refused:
        parts.append(f"{campaign.refused} không công nhận")
    if campaign.revoked:
        parts.append(f"{campaign.revoked} bị hủy")
    return f"{campaign.state.label}: {', '.join(parts)}"
