"""One meeting of any kind: prepared, opened, held, closed and scored on one page, live or from paper afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingState
from bontot_desktop.services import meetings
from bontot_desktop.services.meeting_checks import doubts, draft_problems, gaps
from bontot_desktop.services.meeting_drafts import ContributionDraft, MeetingDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings import facts, saving
from bontot_desktop.ui.pages.meetings.acts import MeetingActs, is_cancelled, may_cancel
from bontot_desktop.ui.pages.meetings.approval import ApprovalPanel
from bontot_desktop.ui.pages.meetings.live import LiveMode
from bontot_desktop.ui.pages.meetings.papers_menu import PapersMenu
from bontot_desktop.ui.pages.meetings.parts import MAKERS, ClosingPart, MainPart, MeetingPart, Part, home_of
from bontot_desktop.ui.pages.meetings.petitions import PetitionList
from bontot_desktop.ui.pages.meetings.score_part import ScorePart
from bontot_desktop.ui.record_history import add_history_command
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.steps import Steps

#: The least time between two silent saves while one types, in milliseconds; the kept draft covers what lies between.
SAVE_EVERY = 30_000


class MeetingPage(Page):
    """One meeting. Its draft goes through the parts; what is typed in one is known to the others when they open."""

    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.MEETINGS, Kind.SAMPLES, Kind.SCORES, Kind.MEMBERS, Kind.CELLS, Kind.PEOPLE, Kind.PAPERS}
    )
    help_topic: ClassVar[str] = "buoi-sinh-hoat"

    def __init__(self, shell: Shell, meeting_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Buổi sinh hoạt", parent, margins=False)
        self._shell, self.meeting_id = shell, meeting_id
        self._stored: MeetingDraft | None = None
        self._draft: MeetingDraft | None = None
        self._open = Part.PREPARE
        self._parts: dict[Part, MeetingPart] = {}
        self._problems: tuple[Problem, ...] = ()
        self._midnight = saving.Midnight()
        self.kept = Kept(
            shell,
            lambda: (f"meeting/{self.meeting_id}", self.title()),
            typed=self.draft,
            take=self._take,
            is_edited=self.differs,
            kind=MeetingDraft,
            say=self._say,
            parent=self,
        )
        self.doing = MeetingActs(shell, self)
        self.notice = NoticeBar("", Tone.INFO)
        self.begin_button = self.notice.add_button("Mở buổi sinh hoạt", self.doing.begin)
        self.full_button = self.notice.add_button("Ghi biên bản đầy đủ", self.doing.take_over_brief)
        self.begin_button.setObjectName("begin")
        self.full_button.setObjectName("take-over")
        bars = QVBoxLayout()
        bars.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        bars.setSpacing(look.SMALL)
        bars.addWidget(self.kept.bar)
        bars.addWidget(self.notice)
        self.mode = LiveMode(shell, meeting_id, draft=self.draft, put=self.put, parent=self)
        self.mode.speak, self.mode.ended = self.speak, self._ended
        bars.addWidget(self.mode.bar)
        self.content.addLayout(bars)
        self.steps = Steps(self)
        self._places: dict[Part, QVBoxLayout] = {}
        for part in MAKERS:
            place = QWidget(self.steps.pages)
            self._places[part] = QVBoxLayout(place)
            self._places[part].setContentsMargins(0, 0, 0, 0)
            self.steps.add_step(part, part.value, place)
        self._score = ScorePart(shell, self.steps.pages)
        self.steps.add_step(Part.SCORE, Part.SCORE.value, self._score)
        self.content.addWidget(self.steps, 1)
        self.live_button = self.add_command(
            "Bắt đầu họp", self.start_live, icon="clock", primary=True, tip="Ghi trực tiếp tại buổi họp, có đồng hồ"
        )
        self.resume_button = self.add_command(
            "Họp tiếp", self.resume_live, icon="clock", tip="Kết thúc nhầm: họp tiếp, đồng hồ chạy tiếp"
        )
        self.papers = PapersMenu(shell, self)
        self.papers.save = lambda: not self.differs() or self.save()
        self.papers.more += [
            ("Ghi là không họp", self.doing.cancel, may_cancel),
            ("Bỏ ghi không họp", self.doing.reinstate, is_cancelled),
        ]
        self.commands.addWidget(self.papers.button)
        add_history_command(self, shell, lambda: [("meeting", self.meeting_id)])
        self.on_key(keys.SAVE, "Lưu buổi sinh hoạt", self.save)
        self.steps.opened.connect(self._turn_to)
        for number, part in enumerate(Part, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda part=part: self.steps.open_step(part))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SAVE_EVERY)
        self._run = meetings.Run()
        self._is_new = True

    # What is shown ---------------------------------------------------------------------------------------------------

    def turn_to(self, meeting_id: int) -> None:
        """Show another meeting; what was typed for the one before has been saved or dropped."""
        self.meeting_id = meeting_id
        self._stored = self._draft = None
        self._problems = ()
        self._midnight.forget()
        self._quiet.stop()
        self._run = meetings.Run()
        self._is_new = True
        self.kept.bar.say("")
        self.mode.turn_to(meeting_id)
        self._score.start_over()
        for part in self._parts.values():
            part.start_over()

    def make_ahead(self, part: Part) -> None:
        """Make the fields of a part before it is opened."""
        if part not in self._parts:
            self._parts[part] = self._make(part)

    def refresh(self) -> None:
        """Read the meeting again; unsaved typing stays."""
        if self._stored is not None and self.is_edited():
            self._say_facts()
            return
        stored = meetings.load(self._shell.office, self.meeting_id)
        is_same = stored == self._stored
        self._stored = self._draft = stored
        if self._is_new:
            self._open = facts.first_part(stored)
            self.steps.open_step(self._open)
        if not is_same:
            self._show_part()
        if self._is_new:
            self._is_new = False
            self.kept.offer()
            self.mode.restore()
        self._say_facts()

    def draft(self) -> MeetingDraft:
        """Return the meeting as it stands in the fields."""
        assert self._draft is not None
        shown = self._parts.get(self._open)
        if shown is None or not shown.form.is_edited():
            return self._draft
        return replace(self._draft, **shown.values())

    def differs(self) -> bool:
        """Say whether the meeting was typed in and not saved."""
        return self._stored is not None and self.draft() != self._stored

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        return self.differs() or self._score.is_edited()

    def part_page(self, part: Part) -> Any:
        """Open a part and return it."""
        self.steps.open_step(part)
        if part is Part.SCORE:
            return self._score.panel
        if part not in self._parts:
            self._show_part()
        return self._parts[part]

    @property
    def approval(self) -> ApprovalPanel:
        """Where the minutes stand; it is there once the last part of them was opened."""
        closing = self._parts[Part.CLOSING]
        assert isinstance(closing, ClosingPart)
        return closing.approval

    @property
    def petitions(self) -> PetitionList:
        """The petitions the meeting raised; they are there once the main part was opened."""
        main = self._parts[Part.MAIN]
        assert isinstance(main, MainPart)
        return main.petitions

    def _turn_to(self, part: Part) -> None:
        if part is self._open:
            # A meeting opens with this part: what is shown of it follows.
            return
        self._draft = self.draft()
        self._open = part
        self._show_part()
        self._say_facts()

    def _show_part(self) -> None:
        if self._draft is None:
            return
        if self._open is Part.SCORE:
            self._score.show_meeting(self.meeting_id, self._draft)
            return
        self.make_ahead(self._open)
        part = self._parts[self._open]
        part.show_draft(self._draft)
        mine = [problem for problem in self._problems if home_of(problem.field) is self._open]
        if mine:
            part.show_problems(mine)

    def _make(self, key: Part) -> MeetingPart:
        part = MAKERS[key](self._shell, self._places[key].parentWidget())
        self._places[key].addWidget(part, 1)
        part.form.saving.connect(self.save)
        part.form.edited.connect(self.kept.typed_again)
        part.form.idle.connect(self._rested)
        part.next_button.clicked.connect(self.go_on)
        if isinstance(part, ClosingPart):
            part.approval.jump_wanted.connect(self.jump)
            part.approval.check_wanted.connect(self.doing.check)
            part.approval.approve_wanted.connect(self.doing.approve)
            part.approval.addendum_wanted.connect(self.doing.add_addendum)
            part.approval.score_wanted.connect(lambda: self.steps.open_step(Part.SCORE))
        return part

    def _say_facts(self) -> None:
        draft, office = self.draft(), self._shell.office
        self.set_title(facts.title(draft))
        self.set_summary(facts.summary(draft))
        self.papers.show_meeting(draft)
        missing = [] if draft.is_locked else gaps(draft)
        score = facts.score_words(office, self.meeting_id)
        self.steps.show_states(facts.states(draft, missing, score))
        told = facts.told(office, self.meeting_id, draft)
        may_start = draft.state is not MeetingState.CANCELLED and draft.ends_at is None and not told
        self.live_button.setVisible(may_start and not draft.is_final and self.mode.live is None)
        self.resume_button.setVisible(self.mode.past is not None and not draft.is_locked)
        self.begin_button.setVisible(draft.state in facts.TO_COME)
        self.full_button.setVisible(bool(told))
        self.notice.say(told or facts.why_locked(draft))
        found = doubts(draft)
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.show_doubts(found)
        closing = self._parts.get(Part.CLOSING)
        if isinstance(closing, ClosingPart):
            words = f"Điểm tự chấm: {score}" if score else "Chấm điểm buổi này"
            if draft.type not in SAMPLE_TYPES:
                words = ""
            closing.approval.show_state(draft, missing, [] if draft.is_locked else found, words)

    def _say(self, sentence: str) -> None:
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.say(sentence)

    # While it goes on ------------------------------------------------------------------------------------------------

    def put(self, **values: Any) -> None:
        """Write fields of the meeting as if they had been typed, wherever the person types now."""
        assert self._draft is not None
        self._draft = replace(self._draft, **values)
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.put(values)
        self.kept.typed_again()

    def start_live(self) -> None:
        """Begin the meeting now and run its clock; for a meeting of another day than today that is asked first."""
        on = self.draft().held_on
        if on is not None and on != self._shell.today():
            question = f"Buổi này ghi ngày {dates.screen(on)}, không phải hôm nay. Ghi trực tiếp theo giờ bây giờ?"
            if not self._shell.asking.confirm(question, "Bắt đầu họp"):
                return
        if self.draft().state in facts.TO_COME and not self.doing.begin():
            return
        self.mode.start()
        self.steps.open_step(Part.OPENING)
        self._say_facts()
        self.take_focus()

    def resume_live(self) -> None:
        """Go on with a meeting that was ended by mistake."""
        self.mode.resume()
        self.steps.open_step(Part.MAIN)
        self._say_facts()

    def speak(self, item: int | None) -> None:
        """Write down who speaks now, on the item of the programme that runs."""
        if self.draft().is_locked:
            return
        contributions = self.part_page(Part.MAIN).contributions
        contributions.add(ContributionDraft("", agenda=item)).take_cursor()

    def _ended(self) -> None:
        self.steps.open_step(Part.CLOSING)
        self._rested()
        self._say_facts()
        self.take_focus()

    # Saving ----------------------------------------------------------------------------------------------------------

    def _take(self, found: MeetingDraft) -> None:
        """Take kept typing back over what is stored now: only what was typed differs from it."""
        assert self._stored is not None
        self._draft = saving.taken_back(self._stored, found)
        self._show_part()
        self._say_facts()

    def _rested(self) -> None:
        """Keep what is typed; save it in silence when it can be saved and the last save is some time ago."""
        self.kept.keep()
        shown = self._parts.get(self._open)
        if self._quiet.isActive() or shown is None or shown.fault() or not self.differs():
            return
        draft = self.draft()
        if draft.is_locked or draft_problems(draft) or self._midnight.asks(draft, self._stored):
            return
        try:
            saved = meetings.save(self._shell.office, self._merged(draft), self._run)
        except BonTotError:
            # It stands among the kept drafts; the sentence comes when the person saves.
            return
        self._quiet.start()
        self._saved(draft)
        self._shell.tell_changed(saved.changes)

    def _merged(self, draft: MeetingDraft) -> MeetingDraft:
        """Put what was typed here over what is stored now."""
        assert self._stored is not None
        return saving.merged(draft, self._stored, meetings.load(self._shell.office, self.meeting_id))

    def _saved(self, draft: MeetingDraft) -> None:
        """Go on from what is stored now, without touching what the person types in."""
        self._stored = self._draft = meetings.load(self._shell.office, self.meeting_id)
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.take_ids(self._stored)
            shown.form.said_saved(self._shell.now().time())
        self.kept.drop()

    def save(self) -> bool:
        """Save the whole meeting; False when something is to be mended first."""
        if self._open is Part.SCORE:
            return self._score.save()
        shown = self._parts.get(self._open)
        if shown is None or self._draft is None or self._draft.is_locked:
            return True
        if not shown.form.check():
            return False
        draft = self.draft()
        if self._midnight.asks(draft, self._stored) and not self._midnight.is_past(self._shell.asking, draft):
            self.show_problems([Problem("ends_at", "Giờ kết thúc ở trước giờ bắt đầu; xin sửa lại giờ.")])
            return False
        try:
            merged = self._merged(draft)
            saved = meetings.save(self._shell.office, merged)
        except Problems as problems:
            self.show_problems(problems.problems)
            return False
        except BonTotError as error:
            self._shell.asking.tell_error(error)
            return False
        self._problems = ()
        self._saved(draft)
        shown.show_problems(())
        shown.form.said_saved(self._shell.now().time())
        self._shell.tell_changed(saved.changes)
        self._shell.announce(saved.said("Đã lưu buổi sinh hoạt"), undo=True)
        self._say_facts()
        return True

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show every sentence beside its field, part by part; the first part with one opens."""
        self._problems = tuple(problems.problems if isinstance(problems, Problems) else problems)
        if not self._problems:
            return
        homes = [home_of(problem.field) for problem in self._problems]
        here = self._open if self._open in homes else next(part for part in Part if part in homes)
        if here is not self._open:
            self.steps.open_step(here)
        else:
            self._parts[here].show_problems([p for p in self._problems if home_of(p.field) is here])

    def jump(self, field: str) -> None:
        """Go to a field that is to be mended, with its sentence beside it."""
        self._problems = tuple(gaps(self.draft()))
        home = home_of(field)
        self.part_page(home)
        shown = self._parts[home]
        shown.show_problems([problem for problem in self._problems if home_of(problem.field) is home])
        shown.show_field(field)

    def go_on(self) -> None:
        """Save and open the next part."""
        if not self.differs() or self.save():
            self.steps.go_on()
            self.take_focus()

    def read_again(self) -> None:
        """Show what is stored after an act, in place of what stood here."""
        self._stored = self._draft = meetings.load(self._shell.office, self.meeting_id)
        self.kept.drop()
        self._show_part()
        self._say_facts()

    # Leaving ---------------------------------------------------------------------------------------------------------

    def leaving(self) -> bool:
        """Ask once about unsaved typing."""
        if not self.is_edited():
            return True
        answer = self._shell.asking.unsaved()
        if answer == SAVE:
            return self._save_all()
        if answer != DROP:
            return False
        self._draft = self._stored
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.forget()
        self._score.forget()
        self.kept.drop()
        return True

    def _save_all(self) -> bool:
        if not self._score.save():
            return False
        if not self.differs():
            return True
        if self._open is Part.SCORE:
            self.steps.open_step(Part.CLOSING)
        return self.save()

    def take_focus(self) -> None:
        """Put the cursor into the first field of the open part."""
        if self._open is Part.SCORE:
            self._score.begin()
            return
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.order_tabs()
            if self._open is Part.OPENING:
                shown.form.show_field("roster")
            else:
                shown.form.focus_first()
