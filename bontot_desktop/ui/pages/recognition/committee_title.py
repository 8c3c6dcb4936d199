"""“Đảng bộ cơ sở 4 tốt” of a year: points, meeting and dossier, the petition and what the committee above answered."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.recognition import EntryState, Scoring, TitleKind
from bontot_desktop.services import committee_title, papers, title_years
from bontot_desktop.services.committee_title import CommitteeDraft, CommitteeSheet, Result
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.editing import take_open_cell
from bontot_desktop.ui.forms.committee_title import MEETING_NAMES, TOPIC, MeetingTyped, build_meeting, open_result
from bontot_desktop.ui.forms.issue import PAPERS_PAGE, open_issue
from bontot_desktop.ui.forms.kept import Kept, KeptDraft
from bontot_desktop.ui.forms.kept_grid import take_typed
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.typed_model import TypedGrid, typed_cells
from bontot_desktop.ui.pages.recognition.committee_title_model import CommitteeScoreModel, DossierModel
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import EmptyState, NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.sheet_footer import SheetFooter

TITLE = TitleKind.COMMITTEE_4_GOOD
SCORES, MEETING, DOSSIER = range(3)


class CommitteeTitlePage(Page):
    """One year of the committee's own title; off until the office opens it."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CAMPAIGNS, Kind.PAPERS, Kind.SETTINGS})
    help_topic: ClassVar[str] = TOPIC

    def __init__(self, shell: Shell, year: int, parent: QWidget | None = None) -> None:
        super().__init__("Đảng bộ cơ sở 4 tốt", parent, margins=False)
        self._shell, self._year = shell, year
        self.campaign_id: int | None = None
        self.sheet: CommitteeSheet | None = None
        self.scores: CommitteeScoreModel | None = None
        self.grid: TypedGrid
        self._paper_id: int | None = None
        self.year: ChoiceField = ChoiceField([], characters=10)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm xét danh hiệu")
        self.year.edited.connect(self._other_year)
        self.commands.addWidget(self.year)
        self.result_button = self.add_command("Ghi kết quả…", self.write_result, icon="check")
        self.issue_button = self.add_command("Lập tờ trình…", self.open_petition, icon="medal", primary=True)
        self._whole = QStackedWidget(self)
        self.content.addWidget(self._whole, 1)
        self._empty = EmptyState("medal", self)
        self._whole.addWidget(self._empty)
        self._whole.addWidget(self._body())
        self.on_key(keys.SAVE, "Lưu", self.save)

    def _body(self) -> QWidget:
        body = QWidget(self)
        outer = QVBoxLayout(body)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        head = QVBoxLayout()
        head.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        head.setSpacing(look.SMALL)
        self.notice = NoticeBar("", Tone.INFO)
        self.notice_button = self.notice.add_button("Mở văn bản", self.go_to_paper)
        head.addWidget(self.notice)
        self.form = Form(body)
        self.sets = build_meeting(self.form)
        self.kept_form = KeptDraft(self._shell, self.form, MeetingTyped, lambda: self._kept_key("meeting"), self.title)
        self.kept_grids = Kept(
            self._shell,
            lambda: (self._kept_key("scores"), self.title()),
            typed=self._typing,
            take=self._take,
            is_edited=self._grids_edited,
            say=self.say,
            parent=self,
        )
        head.addWidget(self.kept_form.bar)
        head.addWidget(self.kept_grids.bar)
        self.tabs = QTabBar(body)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        for word in ("Chấm điểm", "Hội nghị, lời văn", "Hồ sơ"):
            self.tabs.addTab(word)
        head.addWidget(self.tabs)
        outer.addLayout(head)
        self._parts = QStackedWidget(body)
        self._score_place = QVBoxLayout()
        self._score_place.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        place = QWidget(body)
        place.setLayout(self._score_place)
        self._parts.addWidget(place)
        self._parts.addWidget(self.form)
        self.dossier = DossierModel(self._shell.today, self)
        self.dossier.edited.connect(lambda *_: self.kept_grids.typed_again())
        self.dossier_grid = TypedGrid(self.dossier, "dang-bo-4-tot-ho-so", self)
        kept = QWidget(body)
        inside = QVBoxLayout(kept)
        inside.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        inside.addWidget(self.dossier_grid)
        self._parts.addWidget(kept)
        outer.addWidget(self._parts, 1)
        outer.addWidget(self._footer())
        self.tabs.currentChanged.connect(self._parts.setCurrentIndex)
        return body

    def _footer(self) -> SheetFooter:
        footer = SheetFooter(self)
        self._state = footer.state
        self.drop_button = footer.add("Bỏ đợt này", "drop", "", self.give_up)
        tip = "Ghi cột Hội nghị theo cột Tự chấm ở những dòng còn trống"
        self.agree_button = footer.add("Hội nghị như tự chấm", "agree", tip, self.agree)
        self.save_button = footer.add_save("Lưu", self.save)
        return footer

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the year again; what is being typed stays."""
        office = self._shell.office
        opened = title_years.of_year(office, self._year, TITLE)
        known = sorted({self._year, self._shell.today().year, *title_years.years(office, TITLE)}, reverse=True)
        self.year.set_choices([(year, f"Năm {year}") for year in known])
        self.year.set_value(self._year)
        self.set_title(f"Đảng bộ cơ sở 4 tốt năm {self._year}")
        for button in (self.result_button, self.issue_button):
            button.setVisible(opened is not None)
        if opened is None or opened.id is None:
            self.campaign_id, self.sheet = None, None
            self._show_closed()
            return
        if self.is_edited() and self.campaign_id == opened.id:
            return
        self.campaign_id = opened.id
        self._read()
        if self.sheet is not None and not self.sheet.lock:
            for kept in (self.kept_form, self.kept_grids):
                if not kept.is_offered():
                    kept.offer()

    def _show_closed(self) -> None:
        self.set_summary("")
        self._empty.say(
            f"Năm {self._year} chưa mở đợt “Đảng bộ cơ sở 4 tốt”. Danh hiệu này do cấp trên quyết định; Đảng ủy có "
            "đăng ký thì mở đợt để chấm điểm, lập hồ sơ, tờ trình.",
            f"Mở đợt Đảng bộ cơ sở 4 tốt năm {self._year}",
            self.open_year,
        )
        self._whole.setCurrentIndex(0)

    def _read(self) -> None:
        assert self.campaign_id is not None
        office = self._shell.office
        self.sheet = shown = committee_title.sheet(office, self.campaign_id)
        is_locked = bool(shown.lock)
        self._show_scores(shown, is_locked)
        self.dossier.show_papers(shown.draft.papers, is_locked=is_locked)
        offered = title_years.criteria_sets(office, TITLE, also=shown.draft.criteria_set_id)
        self.sets.set_choices([(row.id, row.label) for row in offered])
        self.form.show_draft(MeetingTyped(**{name: getattr(shown.draft, name) for name in MEETING_NAMES}))
        self.form.setEnabled(not is_locked)
        for button in (self.drop_button, self.agree_button, self.save_button):
            button.setEnabled(not is_locked)
        self._paper_id = committee_title.petition_id(office, self.campaign_id)
        self.drop_button.setVisible(shown.state is EntryState.NOT_REGISTERED and not is_locked)
        self.issue_button.setVisible(self._paper_id is None)
        self.result_button.setVisible(self._paper_id is not None)
        self.notice.say(self._noticed(shown))
        self.notice_button.setVisible(self._paper_id is not None)
        self._whole.setCurrentIndex(1)
        self._count()

    def _show_scores(self, shown: CommitteeSheet, is_locked: bool) -> None:
        if self.scores is None or self.scores.kind is not shown.facts.scoring:
            if self.scores is not None:
                self._score_place.removeWidget(self.grid)
                self.grid.deleteLater()
            self.scores = CommitteeScoreModel(shown.facts.scoring, self)
            self.grid = TypedGrid(self.scores, "dang-bo-4-tot", self)
            self.scores.edited.connect(lambda *_: self._typed_again())
            self._score_place.addWidget(self.grid)
        self.scores.show_lines(shown.facts, shown.draft.lines, is_locked=is_locked)

    def _noticed(self, shown: CommitteeSheet) -> str:
        parts = []
        if self._paper_id is not None:
            parts.append(f"{papers.row(self._shell.office, self._paper_id).name} đã ban hành.")
        result = shown.result
        if result is not None and result.is_recognised:
            day = f", ngày {dates.screen(result.decided_on)}" if result.decided_on else ""
            parts.append(f"Cấp trên đã công nhận theo Quyết định số {result.number}{day}.")
        elif result is not None:
            parts.append(f"Cấp trên không công nhận: {result.reason}")
        elif shown.lock and shown.state is not EntryState.SUBMITTED_UP:
            parts.append(shown.lock)
        elif shown.state is EntryState.SUBMITTED_UP:
            parts.append("Đang chờ kết quả của cấp trên; có kết quả thì bấm “Ghi kết quả…”.")
        return " ".join(parts)

    def _count(self) -> None:
        if self.sheet is None or self.scores is None:
            return
        own, agreed = self.scores.totals()
        told = [self.sheet.state.label]
        for word, found in (("tự chấm", own), ("hội nghị", agreed)):
            if found.total is not None:
                whole = "" if self.scores.kind is Scoring.POINTS else f"/{found.maximum:f}"
                told.append(f"{word} {found.total.normalize():f}".replace(".", ",") + whole)
        self.set_summary(", ".join(told))
        missing = self.sheet.missing[0] if self.sheet.missing else "Đã đủ để lập tờ trình."
        self.say("" if self.sheet.lock else missing)

    def take_focus(self) -> None:
        """Put the cursor into the first line of points."""
        if self.scores is not None and self.sheet is not None:
            self.grid.setFocus()
            first = next((line.item.code for line in self.sheet.draft.lines if not line.item.is_group), None)
            if first is not None and not self.grid.currentIndex().isValid():
                self.grid.go(first, "own")

    def _other_year(self) -> None:
        if not self.leaving():
            self.year.set_value(self._year)
            return
        self._year, self.campaign_id = self.year.value(), None
        self.drop()
        self.refresh()

    # Acts ----------------------------------------------------------------------------------------------------------

    def open_year(self) -> None:
        """Open the year: the committee goes for its own title."""
        year = self._year
        self._shell.act(
            lambda: title_years.open_year(self._shell.office, year, TITLE),
            f"Đã mở đợt Đảng bộ cơ sở 4 tốt năm {year}.",
        )
        self.refresh()

    def give_up(self) -> None:
        """Let a year go that was opened by mistake."""
        campaign_id, year = self.campaign_id, self._year
        if campaign_id is None:
            return
        if self._shell.asking.confirm(f"Bỏ đợt Đảng bộ cơ sở 4 tốt năm {year}?", "Bỏ đợt"):
            self._shell.act(
                lambda: title_years.remove(self._shell.office, campaign_id, TITLE),
                f"Đã bỏ đợt Đảng bộ cơ sở 4 tốt năm {year}.",
            )
            self.refresh()

    def agree(self) -> None:
        """Let the meeting agree to what was scored."""
        self.tabs.setCurrentIndex(SCORES)
        assert self.scores is not None
        done = self.scores.take_over()
        self.say(f"Đã ghi cột Hội nghị ở {done} dòng; hãy xem lại rồi lưu." if done else "Không còn dòng nào để ghi.")

    def open_petition(self) -> Any:
        """Open the petition; what is typed is saved first."""
        if self.campaign_id is None or (self.is_edited() and not self.save()):
            return None
        return open_issue(self._shell, committee_title.PETITION, self.campaign_id)

    def write_result(self) -> Any:
        """Write down what the committee above decided."""
        campaign_id = self.campaign_id
        if campaign_id is None or self.sheet is None:
            return None
        dialog = open_result(self._shell, campaign_id, self._year, self.sheet.result or Result())
        dialog.accepted.connect(self.refresh)
        return dialog

    def go_to_paper(self) -> None:
        """Show the petition among the papers."""
        if self._paper_id is not None:
            self._shell.go(PAPERS_PAGE, self._paper_id)

    # Unfinished typing ---------------------------------------------------------------------------------------------

    def _kept_key(self, part: str) -> str:
        return f"committee-title/{self.campaign_id}/{part}"

    def _typed_again(self) -> None:
        self._count()
        self.kept_grids.typed_again()

    def _typing(self) -> dict[str, Any]:
        assert self.scores is not None
        return {"scores": typed_cells(self.scores), "papers": typed_cells(self.dossier)}

    def _take(self, typing: dict[str, Any]) -> None:
        assert self.scores is not None
        take_typed(self.scores, {}, {"cells": typing["scores"]})
        take_typed(self.dossier, {}, {"cells": typing["papers"]})

    # Saving --------------------------------------------------------------------------------------------------------

    def is_edited(self) -> bool:
        """Say whether something typed is not saved."""
        return self.sheet is not None and (self._grids_edited() or self.form.is_edited())

    def _grids_edited(self) -> bool:
        return self.scores is not None and bool(self.scores.changed_rows() or self.dossier.changed_rows())

    def drop(self) -> None:
        """Show what is stored again."""
        if self.campaign_id is not None:
            self.kept_form.drop()
            self.kept_grids.drop()
            self._read()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return is_settled(self._shell, self)

    def draft(self) -> CommitteeDraft:
        """Return the year as it stands on the page."""
        assert self.sheet is not None
        assert self.scores is not None
        typed = self.form.draft()
        return replace(
            self.sheet.draft,
            **{name: getattr(typed, name) for name in MEETING_NAMES},
            lines=self.scores.lines(),
            papers=self.dossier.papers(),
        )

    def save(self) -> bool:
        """Save the whole year in one act."""
        take_open_cell()
        if self.campaign_id is None or self.sheet is None or self.scores is None:
            return True
        if self.sheet.lock:
            self.say(self.sheet.lock)
            return False
        for place, model, grid in ((SCORES, self.scores, self.grid), (DOSSIER, self.dossier, self.dossier_grid)):
            if model.faults():
                self.tabs.setCurrentIndex(place)
                grid.go_to_fault()
                self.say(f"Chưa lưu. {model.faults()[0][2]}", "fault")
                return False
        if not self.form.check():
            self.tabs.setCurrentIndex(MEETING)
            return False
        if not self.is_edited():
            self.say("Không có gì mới để lưu.")
            return True
        draft, campaign_id = self.draft(), self.campaign_id
        return self._shell.act(lambda: self._store(campaign_id, draft), "Đã lưu.", form=self) is not None

    def _store(self, campaign_id: int, draft: CommitteeDraft) -> Changes:
        changes = committee_title.save(self._shell.office, campaign_id, draft)
        self.kept_form.drop()
        self.kept_grids.drop()
        self._read()
        return changes

    # What shell.act asks of a form ---------------------------------------------------------------------------------

    def show_problems(self, problems: Problems | list[Problem]) -> None:
        """Show the part with the first problem, with the cursor there."""
        listed = list(problems.problems if isinstance(problems, Problems) else problems)
        if not listed:
            return
        kind, _, which = listed[0].field.partition(":")
        if which and kind == "on":
            self.tabs.setCurrentIndex(DOSSIER)
            self.dossier_grid.go(CommitteePaper(which), kind)
        elif which:
            self.tabs.setCurrentIndex(SCORES)
            self.grid.go(which, kind)
        else:
            self.tabs.setCurrentIndex(MEETING)
            self.form.show_problems(listed)
        self.say(f"Chưa lưu. {listed[0].sentence}", "fault")

    def said_saved(self, at: Any) -> None:
        """Say when it was saved, and what is missing still."""
        missing = self.sheet.missing if self.sheet is not None else ()
        rest = f" Còn thiếu: {missing[0]}" if missing else " Đã đủ để lập tờ trình."
        self.say(f"Đã lưu {dates.clock(at)}.{rest}")

    def say(self, sentence: str, kind: str = "second") -> None:
        """Say something beside the save button."""
        look.mark(self._state, kind)
        self._state.setText(sentence)
