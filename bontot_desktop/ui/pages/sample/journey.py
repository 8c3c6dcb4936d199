"""A sample meeting's page: the journey from plan to replication, one form a step, any step at any time."""

from __future__ import annotations

from typing import Any, ClassVar

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.sample_road import Step, StepStatus
from bontot_desktop.rules.samples import SampleState, may_move
from bontot_desktop.services import drafts, samples
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui import keys
from bontot_desktop.ui.asking import DROP, SAVE
from bontot_desktop.ui.pages.sample.conclusion import ConclusionStep
from bontot_desktop.ui.pages.sample.contents import ContentsStep
from bontot_desktop.ui.pages.sample.feedback import FeedbackStep
from bontot_desktop.ui.pages.sample.observers import ObserversStep
from bontot_desktop.ui.pages.sample.plan import PlanStep
from bontot_desktop.ui.pages.sample.replication import ReplicationStep
from bontot_desktop.ui.pages.sample.roll_call import RollCallStep
from bontot_desktop.ui.pages.sample.sheets import SheetsStep
from bontot_desktop.ui.pages.sample.step import StepMaker, StepPage
from bontot_desktop.ui.record_history import add_history_command
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.steps import Steps, StepState

_MAKERS: dict[Step, StepMaker] = {
    Step.PLAN: PlanStep,
    Step.OBSERVERS: ObserversStep,
    Step.ROLL_CALL: RollCallStep,
    Step.CONTENTS: ContentsStep,
    Step.SHEETS: SheetsStep,
    Step.FEEDBACK: FeedbackStep,
    Step.CONCLUSION: ConclusionStep,
    Step.REPLICATION: ReplicationStep,
}
#: The pages of the help for the steps that have their own.
_TOPICS = {
    Step.ROLL_CALL: "diem-danh",
    Step.CONTENTS: "diem-danh",
    Step.SHEETS: "phieu-nhan-xet",
    Step.FEEDBACK: "ket-luan-nhan-rong",
    Step.CONCLUSION: "ket-luan-nhan-rong",
    Step.REPLICATION: "ket-luan-nhan-rong",
}
#: What a person may do to the state by hand; the rest follows from what is recorded.
_MOVES = {
    SampleState.POSTPONED: "Hoãn buổi này",
    SampleState.CANCELLED: "Thôi không tổ chức",
    SampleState.PLANNED: "Lên lại kế hoạch",
    SampleState.CLOSED: "Kết thúc",
}
_ASIDE = (SampleState.POSTPONED, SampleState.CANCELLED)


class _Place(QWidget):
    """Where a step's page stands once it was opened: each is made only when it is needed."""

    def __init__(self, make: StepMaker, shell: Shell, event_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._make, self._shell, self._event_id = make, shell, event_id
        self.page: StepPage | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)

    def open(self) -> StepPage:
        """Return the step's page, made now if it was not yet."""
        if self.page is None:
            self.page = self._make(self._shell, self._event_id, self)
            self._layout.addWidget(self.page)
        return self.page

    def turn_to(self, event_id: int) -> None:
        """Let the step's page show another sample meeting, or go: it is made anew when it is opened."""
        self._event_id = event_id
        if self.page is not None and not self.page.turn_to(event_id):
            self._layout.removeWidget(self.page)
            self.page.hide()
            self.page.deleteLater()
            self.page = None


class JourneyPage(Page):
    """One sample meeting."""

    wants: ClassVar[frozenset[Kind]] = frozenset(
        {Kind.SAMPLES, Kind.MEETINGS, Kind.SCORES, Kind.PAPERS, Kind.PEOPLE, Kind.CELLS, Kind.MEMBERS}
    )
    help_topic: ClassVar[str] = "chi-bo-diem"

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__("Sinh hoạt điểm", parent, margins=False)
        self._shell, self.event_id = shell, event_id
        self.view: SampleEventView | None = None
        self.steps = Steps(self)
        self._places: dict[Step, _Place] = {}
        for step in Step:
            place = _Place(_MAKERS[step], shell, event_id, self.steps.pages)
            self._places[step] = place
            self.steps.add_step(step, step.label, place)
        self.content.addWidget(self.steps, 1)
        self.state_button = self.add_command("Trạng thái", lambda: None, icon="flag")
        self.menu = QMenu(self)
        self.state_button.setMenu(self.menu)
        self.menu.aboutToShow.connect(self._fill_menu)
        add_history_command(self, shell, self._records)
        self.on_key(keys.SAVE, "Lưu bước đang mở", self.save)
        self.steps.opened.connect(lambda _: self._show_step())
        self._is_new = True

    def topic(self) -> str:
        """Return the help of the open step."""
        return _TOPICS.get(self.steps.current(), self.help_topic)

    def turn_to(self, event_id: int) -> None:
        """Show another sample meeting; what was typed for the one before has been saved or dropped."""
        self.event_id, self.view, self._is_new = event_id, None, True
        self.steps.setEnabled(True)
        for place in self._places.values():
            place.turn_to(event_id)

    def refresh(self) -> None:
        """Read the record again: the steps' states and the open step."""
        try:
            view = samples.view(self._shell.office, self.event_id)
        except NotFound:
            self.set_summary("Buổi này không còn trong dữ liệu.")
            self.steps.setEnabled(False)
            return
        self.view = view
        self.set_title(view.title)
        kind = view.meeting_type.label if view.meeting_type else ""
        day = f"ngày {dates.screen(view.day)}" if view.day else "chưa định ngày"
        self.set_summary(" · ".join(part for part in (kind, day, view.state.label) if part))
        self.steps.show_states({status.step: _state(status) for status in view.steps})
        if self._is_new:
            self._is_new = False
            first = self._unfinished() or view.next_step
            if self.steps.current() is not first:
                self.steps.open_step(first)
                return
        self._show_step()

    def _unfinished(self) -> Step | None:
        """Return the step with typing that was not saved before the last close."""
        start = f"sample/{self.event_id}/"
        kept = (row.key for row in drafts.all_kept(self._shell.office) if row.key.startswith(start))
        named = {step.value.lower(): step for step in Step}
        return next((named[part] for key in kept if (part := key.split("/")[2]) in named), None)

    def _records(self) -> list[tuple[str, int]]:
        meeting_id = self.view.meeting_id if self.view is not None else None
        return [("sample_event", self.event_id), *([("meeting", meeting_id)] if meeting_id else [])]

    def step_page(self, step: Step) -> Any:
        """Open a step and return its page."""
        if self.steps.current() is step:
            self._show_step()
        else:
            self.steps.open_step(step)
        return self._places[step].page

    def open_page(self) -> StepPage:
        """Return the page of the open step."""
        return self._made(self.steps.current())

    def make_ahead(self) -> None:
        """Make the page of the step that stays open longest: a journey rests in it until every cell has applied it."""
        self._made(Step.REPLICATION)

    def _made(self, step: Step) -> StepPage:
        place = self._places[step]
        is_new = place.page is None
        page = place.open()
        if is_new:
            page.go_on.connect(self._go_on)
        return page

    def _show_step(self) -> None:
        if self.view is None:
            return
        self.open_page().refresh(self.view)

    def _go_on(self) -> None:
        self.steps.go_on()
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor into the open step."""
        if self.view is not None:
            self.open_page().take_focus()

    def save(self) -> bool:
        """Save the open step."""
        return self.open_page().save()

    # The state -------------------------------------------------------------------------------------------------------

    def _fill_menu(self) -> None:
        self.menu.clear()
        if self.view is None:
            return
        for to, word in _MOVES.items():
            offered = may_move(self.view.state, to) and (to is not SampleState.PLANNED or self.view.state in _ASIDE)
            if offered:
                self.menu.addAction(word).triggered.connect(lambda _=False, to=to: self.move_to(to))
        if self.menu.isEmpty():
            # Nothing to choose: the line says why, as a dead one would not.
            self.menu.addAction("Trạng thái tự theo các bước; chưa có gì để chuyển bằng tay").setEnabled(False)

    def move_to(self, to: SampleState) -> None:
        """Move the meeting to a state by hand; beside the road a word of why is asked."""
        note = ""
        if to in _ASIDE:
            asked = self._shell.asking.text(f"{_MOVES[to]}?", "Lý do", verb=_MOVES[to])
            if asked is None:
                return
            note = asked
        self._shell.act(
            lambda: samples.move(self._shell.office, self.event_id, to, note), f"Buổi sinh hoạt điểm: {to.label}"
        )

    # Leaving ---------------------------------------------------------------------------------------------------------

    def leaving(self) -> bool:
        """Ask once about everything typed in any step and not saved."""
        edited = [(step, place.page) for step, place in self._places.items() if place.page and place.page.is_edited()]
        if not edited:
            return True
        names = ", ".join(step.label for step, _ in edited)
        answer = self._shell.asking.unsaved(f"Nội dung vừa gõ ở bước {names}")
        if answer == DROP:
            for _, page in edited:
                page.forget()
            return True
        if answer != SAVE:
            return False
        for step, page in edited:
            if not page.save():
                self.steps.open_step(step)
                return False
        return True


def _state(status: StepStatus) -> StepState:
    note = dates.screen(status.day) if status.is_done and status.day else ""
    missing = len(status.missing) if status.is_begun else 0
    return StepState(done=status.is_done, note=note, missing=missing)
