"""One meeting of any kind: prepared, opened, held, closed and scored on one page, live or from paper afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError, Problem, Problems
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.meetings import HELD_STATES, SAMPLE_TYPES, MeetingState
from bontot_desktop.rules.scoring import show
from bontot_desktop.services import meeting_briefs, meeting_scores, meetings
from bontot_desktop.services.meeting_checks import doubts, draft_problems, gaps
from bontot_desktop.services.meeting_drafts import ContributionDraft, MeetingDraft
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.forms.kept import Kept
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.meetings.approval import ApprovalPanel, state_words
from bontot_desktop.ui.pages.meetings.live import LiveMode
from bontot_desktop.ui.pages.meetings.papers_menu import PapersMenu
from bontot_desktop.ui.pages.meetings.parts import MAKERS, MeetingPart, Part, home_of
from bontot_desktop.ui.pages.meetings.petitions import PetitionList
from bontot_desktop.ui.record_history import add_history_command
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.steps import Steps, StepState

_TO_COME = (MeetingState.PLANNED, MeetingState.NOTICED)
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
        self._score: Any = None
        self._problems: tuple[Problem, ...] = ()
        self._over_midnight: Any = None
        self.kept = Kept(
            shell,
            lambda: (f"meeting/{meeting_id}", self.title()),
            typed=self.draft,
            take=self._take,
            is_edited=self._differs,
            kind=MeetingDraft,
            say=self._say,
            parent=self,
        )
        self.notice = NoticeBar("", Tone.INFO)
        self.begin_button = self.notice.add_button("Mở buổi sinh hoạt", self.begin)
        self.full_button = self.notice.add_button("Ghi biên bản đầy đủ", self.take_over_brief)
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
        self._places: dict[Part, QWidget] = {}
        for part in Part:
            place = QWidget(self.steps.pages)
            column = QVBoxLayout(place)
            column.setContentsMargins(0, 0, 0, 0)
            self._places[part] = place
            self.steps.add_step(part, part.value, place)
        self._unscored = NoticeBar("", Tone.INFO)
        aside = QVBoxLayout()
        aside.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, 0)
        aside.addWidget(self._unscored)
        aside.addStretch(1)
        score_place = self._places[Part.SCORE].layout()
        assert isinstance(score_place, QVBoxLayout)
        score_place.addLayout(aside)
        self.content.addWidget(self.steps, 1)
        self.live_button = self.add_command(
            "Bắt đầu họp", self.start_live, icon="clock", primary=True, tip="Ghi trực tiếp tại buổi họp, có đồng hồ"
        )
        self.papers = PapersMenu(shell, self)
        self.papers.save = lambda: not self._differs() or self.save()
        self.papers.more.append(("Ghi là không họp", self.cancel, _may_cancel))
        self.commands.addWidget(self.papers.button)
        add_history_command(self, shell, lambda: [("meeting", meeting_id)])
        self.on_key(keys.SAVE, "Lưu buổi sinh hoạt", self.save)
        self.steps.opened.connect(self._turn_to)
        for number, part in enumerate(Part, start=1):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{number}"), self)
            shortcut.activated.connect(lambda part=part: self.steps.open_step(part))
        self._quiet = QTimer(self)
        self._quiet.setSingleShot(True)
        self._quiet.setInterval(SAVE_EVERY)
        self._is_new = True

    # What is shown ---------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the meeting again; unsaved typing stays."""
        if self._stored is not None and self.is_edited():
            self._say_facts()
            return
        stored = meetings.load(self._shell.office, self.meeting_id)
        is_same = stored == self._stored
        self._stored = self._draft = stored
        if not is_same:
            self._show_part()
        self._say_facts()
        if self._is_new:
            self._is_new = False
            self.kept.offer()
            self.mode.restore()
            self._say_facts()
            first = self._first_part()
            if first is not self._open:
                self.steps.open_step(first)

    def _first_part(self) -> Part:
        assert self._stored is not None
        if self._stored.state in _TO_COME:
            return Part.PREPARE
        if self._stored.is_final:
            return Part.CLOSING
        return Part.OPENING if self._stored.ends_at is None else Part.CLOSING

    def draft(self) -> MeetingDraft:
        """Return the meeting as it stands in the fields."""
        assert self._draft is not None
        shown = self._parts.get(self._open)
        if shown is None or not shown.form.is_edited():
            return self._draft
        return replace(self._draft, **shown.values())

    def _differs(self) -> bool:
        return self._stored is not None and self.draft() != self._stored

    def is_edited(self) -> bool:
        """Say whether something was typed and not saved."""
        score = self._score
        return self._differs() or bool(score is not None and score.is_edited())

    def part_page(self, part: Part) -> Any:
        """Open a part and return it."""
        self.steps.open_step(part)
        if part is Part.SCORE:
            return self._score
        if part not in self._parts:
            self._show_part()
        return self._parts[part]

    def _turn_to(self, part: Part) -> None:
        self._draft = self.draft()
        self._open = part
        self._show_part()
        self._say_facts()

    def _show_part(self) -> None:
        if self._draft is None:
            return
        if self._open is Part.SCORE:
            self._show_score()
            return
        part = self._parts.get(self._open)
        if part is None:
            part = self._parts[self._open] = self._make(self._open)
        part.show_draft(self._draft)
        mine = [problem for problem in self._problems if home_of(problem.field) is self._open]
        if mine:
            part.show_problems(mine)

    def _make(self, key: Part) -> MeetingPart:
        place = self._places[key]
        part = MAKERS[key](self._shell, place)
        self._in_place(key, part)
        part.form.saving.connect(self.save)
        part.form.edited.connect(self.kept.typed_again)
        part.form.idle.connect(self._rested)
        part.next_button.clicked.connect(self.go_on)
        if key is Part.MAIN:
            self.petitions = PetitionList(self._shell, self.meeting_id)
            part.form.group("Kiến nghị", "Theo dõi từ lúc nêu đến khi có trả lời.").add_widget(self.petitions)
        if key is Part.CLOSING:
            self.approval = ApprovalPanel()
            part.form.group("Soát, thông qua biên bản").add_widget(self.approval)
            self.approval.jump_wanted.connect(self.jump)
            self.approval.check_wanted.connect(self.check)
            self.approval.approve_wanted.connect(self.approve)
            self.approval.addendum_wanted.connect(self.add_addendum)
            self.approval.score_wanted.connect(lambda: self.steps.open_step(Part.SCORE))
        return part

    def _show_score(self) -> None:
        """Show the scores of the meeting; a kind of meeting that is not scored says so."""
        assert self._draft is not None
        if self._score is None and self._draft.type in SAMPLE_TYPES:
            from bontot_desktop.ui.forms.score_panel import ScorePanel

            self._score = ScorePanel(self._shell, self._places[Part.SCORE])
            self._in_place(Part.SCORE, self._score)
        if self._score is None or self._score.is_edited():
            self._unscored.say("Loại sinh hoạt này không chấm điểm." if self._score is None else "")
            return
        try:
            self._score.open(self.meeting_id)
        except BonTotError as reason:
            self._unscored.say(str(reason))
        self._score.setVisible(self._unscored.isHidden())

    def _in_place(self, part: Part, widget: QWidget) -> None:
        layout = self._places[part].layout()
        assert isinstance(layout, QVBoxLayout)
        layout.addWidget(widget, 1)

    def _say_facts(self) -> None:
        draft = self.draft()
        word, _ = state_words(draft)
        self.set_title(f"{draft.type.label} tháng {draft.month}/{draft.year}")
        day = f"ngày {dates.screen(draft.held_on)}" if draft.held_on else "chưa định ngày"
        sample = "sinh hoạt điểm" if draft.is_sample else ""
        self.set_summary(" · ".join(part for part in (draft.cell_name, day, sample, word) if part))
        self.papers.show_meeting(draft)
        missing = [] if draft.is_final else gaps(draft)
        is_held = draft.state in HELD_STATES
        score = self._score_words()
        self.steps.show_states({part: self._state(part, draft, missing if is_held else [], score) for part in Part})
        told = self._told(draft)
        may_start = draft.state is not MeetingState.CANCELLED and draft.ends_at is None and not told
        self.live_button.setVisible(may_start and not draft.is_final and self.mode.live is None)
        self.begin_button.setVisible(draft.state in _TO_COME)
        self.full_button.setVisible(bool(told))
        self.notice.say(told or self._why_locked(draft))
        found = doubts(draft)
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.show_doubts(found)
        if Part.CLOSING in self._parts:
            others = [] if draft.is_final else found
            words = f"Điểm tự chấm: {score}" if score else "Chấm điểm buổi này"
            if draft.type not in SAMPLE_TYPES:
                words = ""
            self.approval.show_state(draft, missing, others, words)

    def _state(self, part: Part, draft: MeetingDraft, missing: Sequence[Problem], score: str) -> StepState:
        if part is Part.SCORE:
            return StepState(done=bool(score), note=score)
        count = sum(home_of(problem.field) is part for problem in missing)
        is_held = draft.state in HELD_STATES
        if part is Part.CLOSING:
            return StepState(done=draft.is_final, missing=count)
        return StepState(done=is_held and not count, missing=count)

    def _score_words(self) -> str:
        rows = meeting_scores.of_meeting(self._shell.office, self.meeting_id)
        found = [row for row in rows if row.total is not None]
        return f"{show(found[0].total)}, {found[0].rating.label}" if found and found[0].rating else ""

    def _told(self, draft: MeetingDraft) -> str:
        if draft.is_final:
            return ""
        told = meeting_briefs.told(self._shell.office, self.meeting_id)
        if told is None:
            return ""
        return f"Buổi này mới có số liệu chi bộ gửi: {told.words or 'chưa ghi con số nào'}."

    def _why_locked(self, draft: MeetingDraft) -> str:
        if draft.is_final:
            return "Biên bản đã được thông qua nên chỉ xem; muốn sửa hãy bổ sung, đính chính."
        if draft.state is MeetingState.CANCELLED:
            return "Buổi này ghi là không họp."
        if draft.state in _TO_COME:
            return "Buổi này đang là dự kiến. Khi khai mạc, mở buổi sinh hoạt để lấy danh sách đảng viên ngày họp."
        return ""

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
        """Begin the meeting now and run its clock."""
        if self.draft().state in _TO_COME and not self.begin():
            return
        self.mode.start()
        self.steps.open_step(Part.OPENING)
        self._say_facts()
        self.take_focus()

    def speak(self, item: int | None) -> None:
        """Write down who speaks now, on the item of the programme that runs."""
        if self.draft().is_final:
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
        names = [field.name for field in fields(found) if field.name not in _KEPT_APART]
        self._draft = replace(self._stored, **{name: getattr(found, name) for name in names})
        self._show_part()
        self._say_facts()

    def _rested(self) -> None:
        """Keep what is typed; save it in silence when it can be saved and the last save is some time ago."""
        self.kept.keep()
        shown = self._parts.get(self._open)
        if self._quiet.isActive() or shown is None or shown.fault() or not self._differs():
            return
        draft = self.draft()
        if draft.is_final or draft_problems(draft) or self._asks_about_midnight(draft):
            return
        try:
            saved = meetings.save(self._shell.office, self._merged(draft))
        except BonTotError:
            # It stands among the kept drafts; the sentence comes when the person saves.
            return
        self._quiet.start()
        self._saved(draft)
        self._shell.tell_changed(saved.changes)

    def _merged(self, draft: MeetingDraft) -> MeetingDraft:
        """Put what was typed here over what is stored now: another page may have saved meanwhile."""
        assert self._stored is not None
        now = meetings.load(self._shell.office, self.meeting_id)
        if now == self._stored:
            return draft
        typed = {
            field.name: getattr(draft, field.name)
            for field in fields(draft)
            if getattr(draft, field.name) != getattr(self._stored, field.name)
        }
        if typed.keys() & {"guests", "agenda", "contributions"}:
            # Who spoke is said by the place in the lists of guests and items: they go together.
            typed.update({name: getattr(draft, name) for name in ("guests", "agenda", "contributions")})
        return replace(now, **typed)

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
        if self._open is Part.SCORE and self._score is not None:
            return not self._score.is_edited() or self._score.save()
        shown = self._parts.get(self._open)
        if shown is None or self._draft is None or self._draft.is_final:
            return True
        if not shown.form.check():
            return False
        draft = self.draft()
        if self._asks_about_midnight(draft) and not self._is_over_midnight(draft):
            self._show_problems([Problem("ends_at", "Giờ kết thúc ở trước giờ bắt đầu; xin sửa lại giờ.")])
            return False
        try:
            merged = self._merged(draft)
            saved = meetings.save(self._shell.office, merged)
        except Problems as problems:
            self._show_problems(problems.problems)
            return False
        except BonTotError as error:
            self._shell.asking.tell_error(error)
            return False
        self._problems = ()
        self._saved(draft)
        shown.show_problems(())
        shown.form.said_saved(self._shell.now().time())
        self._shell.tell_changed(saved.changes)
        self._shell.announce("Đã lưu buổi sinh hoạt", undo=True)
        self._say_facts()
        return True

    def _asks_about_midnight(self, draft: MeetingDraft) -> bool:
        hours = (draft.starts_at, draft.ends_at)
        if draft.starts_at is None or draft.ends_at is None or draft.ends_at >= draft.starts_at:
            return False
        stored = self._stored
        return hours != self._over_midnight and (stored is None or hours != (stored.starts_at, stored.ends_at))

    def _is_over_midnight(self, draft: MeetingDraft) -> bool:
        question = (
            f"Bắt đầu {dates.clock(draft.starts_at)}, kết thúc {dates.clock(draft.ends_at)}: "
            "buổi sinh hoạt kéo dài qua nửa đêm?"
        )
        if not self._shell.asking.confirm(question, "Qua nửa đêm", stay="Sửa giờ"):
            return False
        self._over_midnight = (draft.starts_at, draft.ends_at)
        return True

    def _show_problems(self, problems: Sequence[Problem]) -> None:
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
        if not self._differs() or self.save():
            self.steps.go_on()
            self.take_focus()

    # Acts ------------------------------------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Open a planned meeting: the roster of its day is taken, the minutes begin. False when it was not opened."""
        draft = self.draft()
        if draft.held_on is None:
            self._show_problems([Problem("held_on", "Chưa ghi ngày sinh hoạt.")])
            return False
        day = dates.screen(draft.held_on)
        is_early = draft.held_on > self._shell.today()
        if is_early and not self._shell.asking.confirm(
            f"Buổi này ghi ngày {day}, chưa tới. Mở buổi sinh hoạt?", "Mở buổi sinh hoạt"
        ):
            return False
        opened = replace(meetings.retake_roster(self._shell.office, draft, draft.held_on), state=MeetingState.DRAFTED)
        if self._shell.act(lambda: meetings.save(self._shell.office, opened), "Đã mở buổi sinh hoạt") is not None:
            self._read_again()
            self.steps.open_step(Part.OPENING)
            self.take_focus()
            return True
        return False

    def take_over_brief(self) -> None:
        """Begin full minutes in place of the figures told."""
        if self._differs() and not self.save():
            return
        done = self._shell.act(
            lambda: meeting_briefs.take_over(self._shell.office, self.meeting_id),
            "Đã mở biên bản đầy đủ thay số liệu đã gửi",
        )
        if done is not None:
            self._read_again()
            self.steps.open_step(Part.OPENING)

    def _read_again(self) -> None:
        self._stored = self._draft = meetings.load(self._shell.office, self.meeting_id)
        self.kept.drop()
        self._show_part()
        self._say_facts()

    def _is_complete(self) -> bool:
        """Save, then say all at once, beside their fields, what the minutes still lack."""
        if self._differs() and not self.save():
            return False
        missing = gaps(self.draft())
        if not missing:
            return True
        sentences = " ".join(problem.sentence for problem in missing)
        self._show_problems(missing)
        self._shell.asking.tell(f"Biên bản còn thiếu {len(missing)} điều.", detail=sentences)
        return False

    def check(self) -> None:
        """Note that the minutes were looked through."""
        if not self._is_complete():
            return
        by = self._shell.asking.text("Đã soát cả biên bản?", "Người soát", verb="Soát xong", start=self._user())
        if by is None:
            return
        done = self._shell.act(
            lambda: meetings.check(self._shell.office, self.meeting_id, by), "Đã ghi là soát xong biên bản"
        )
        if done is not None:
            self._read_again()

    def _user(self) -> str:
        return str(self._shell.office.who)

    def approve(self) -> None:
        """Approve the minutes as read back; what is still missing is said at once."""
        if not self._is_complete():
            return
        asked = self._shell.asking.text(
            "Biên bản đã đọc lại; thông qua rồi thì chỉ bổ sung, đính chính.",
            "Số đồng chí tán thành, trong số có mặt",
            verb="Thông qua",
            start=str(meetings.figures(self.draft()).present),
        )
        if asked is None:
            return
        count = int(asked) if asked.strip().isdecimal() else 0
        done = self._shell.act(
            lambda: meetings.approve(self._shell.office, self.meeting_id, count), "Đã thông qua biên bản", undo=False
        )
        if done is not None:
            self._read_again()

    def add_addendum(self) -> None:
        """Write a correction to approved minutes."""
        words = self._shell.asking.text("Bổ sung, đính chính biên bản", "Nội dung", verb="Tiếp", lines=4)
        if not words:
            return
        author = self._shell.asking.text(
            "Bổ sung, đính chính biên bản", "Người lập", verb="Ghi vào biên bản", start=self._user()
        )
        if author is None:
            return
        done = self._shell.act(
            lambda: meetings.add_addendum(self._shell.office, self.meeting_id, words, author),
            "Đã ghi bổ sung, đính chính",
            undo=False,
        )
        if done is not None:
            self._read_again()

    def cancel(self) -> None:
        """Record that the meeting did not take place."""
        if self._shell.asking.confirm("Ghi là không họp buổi này?", "Không họp"):
            done = self._shell.act(lambda: meetings.cancel(self._shell.office, self.meeting_id), "Đã ghi là không họp")
            if done is not None:
                self._read_again()

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
        if self._score is not None and self._score.is_edited():
            self._score.forget()
        self.kept.drop()
        return True

    def _save_all(self) -> bool:
        if self._score is not None and self._score.is_edited() and not self._score.save():
            return False
        if not self._differs():
            return True
        if self._open is Part.SCORE:
            self.steps.open_step(Part.CLOSING)
        return self.save()

    def take_focus(self) -> None:
        """Put the cursor into the first field of the open part."""
        if self._open is Part.SCORE and self._score is not None:
            self._score.begin()
            return
        shown = self._parts.get(self._open)
        if shown is not None:
            shown.form.order_tabs()
            if self._open is Part.OPENING:
                shown.form.show_field("roster")
            else:
                shown.form.focus_first()


def _may_cancel(draft: MeetingDraft) -> bool:
    return not draft.is_final and draft.state is not MeetingState.CANCELLED


#: Not typed by anybody: these stay as they are stored when kept typing is taken back.
_KEPT_APART = frozenset({"id", "cell_id", "cell_name", "state", "addenda", "settings", "checked_at", "checked_by",
                         "book_no", "approved_for", "is_sample", "type"})  # fmt: skip
