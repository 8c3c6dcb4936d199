"""The rows of minutes besides speeches: programme, papers, votes with their base, tasks given and looked back on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.meetings import TaskState, VoteMethod, VoteThreshold
from bontot_desktop.rules.samples import ReplicationState
from bontot_desktop.services import meeting_drafts
from bontot_desktop.services.meeting_drafts import (
    AgendaDraft,
    CitedDraft,
    MeetingDraft,
    SentPaperDraft,
    TaskDraft,
    TaskReviewDraft,
    VoteDraft,
)
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField, NumberField


def _line(*fields: tuple[QWidget, str, int, int]) -> ShareLayout:
    """Put fields side by side: each with its word, its part of the room and the characters it is legible with."""
    row = ShareLayout()
    for field, word, part, characters in fields:
        field.setAccessibleName(word)
        row.share(field, part, characters)
    return row


class AgendaRow(RowEditor):
    """An item of the programme."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = AgendaDraft("")
        self.title = LineField(placeholder="Nội dung")
        self.presenter = LineField(placeholder="Người trình bày")
        self.planned = NumberField(highest=600)
        self.planned.setPlaceholderText("phút")
        self.planned.setMaximumWidth(look.text_width(7, self) + look.WIDE)
        self.setLayout(
            _line(
                (self.title, "Nội dung", 5, 40),
                (self.presenter, "Người trình bày", 3, 22),
                (self.planned, "Số phút", 0, 6),
            )
        )
        self.watch(self.title, self.presenter, self.planned)

    def set_value(self, value: Any) -> None:
        """Show an item."""
        self._shown = value
        self.title.set_value(value.title)
        self.presenter.set_value(value.presenter)
        self.planned.set_value(value.planned_min)

    def value(self) -> AgendaDraft:
        """Return the item."""
        return replace(
            self._shown,
            title=self.title.value(),
            presenter=self.presenter.value(),
            planned_min=self.planned.value(),
        )

    def is_empty(self) -> bool:
        """A row without words is left out."""
        return not self.title.value() and not self.presenter.value()


class HeldAgendaRow(AgendaRow):
    """An item of the programme with the minutes it took."""

    def __init__(self) -> None:
        super().__init__()
        self.actual = NumberField(highest=600)
        self.actual.setPlaceholderText("thực tế")
        self.actual.setMaximumWidth(look.text_width(8, self) + look.WIDE)
        self.actual.setAccessibleName("Số phút thực tế")
        row = self.layout()
        assert isinstance(row, ShareLayout)
        row.share(self.actual, 0, 8)
        self.watch(self.actual)

    def set_value(self, value: Any) -> None:
        """Show an item."""
        super().set_value(value)
        self.actual.set_value(value.actual_min)

    def value(self) -> AgendaDraft:
        """Return the item."""
        return replace(super().value(), actual_min=self.actual.value())


class SentRow(RowEditor):
    """A paper sent to the members ahead of the meeting."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = SentPaperDraft("")
        self.title = LineField(placeholder="Tên tài liệu")
        self.sent = DateField(placeholder="ngày gửi")
        self.means = LineField(placeholder="Cách gửi: Sổ tay điện tử, bản giấy…")
        self.setLayout(
            _line((self.title, "Tên tài liệu", 4, 32), (self.sent, "Ngày gửi", 0, 16), (self.means, "Cách gửi", 3, 26))
        )
        self.watch(self.title, self.sent, self.means)

    def set_value(self, value: Any) -> None:
        """Show a paper."""
        self._shown = value
        self.title.set_value(value.title)
        self.sent.set_value(value.sent_on)
        self.means.set_value(value.means)

    def value(self) -> SentPaperDraft:
        """Return the paper."""
        return replace(self._shown, title=self.title.value(), sent_on=self.sent.value(), means=self.means.value())

    def is_empty(self) -> bool:
        """A row without a title is left out."""
        return not self.title.value()


class CitedRow(RowEditor):
    """A document of a higher level that is passed on."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = CitedDraft()
        self.number = LineField(placeholder="Số, ký hiệu")
        self.dated = DateField(placeholder="ngày văn bản")
        self.issuer = LineField(placeholder="Cơ quan ban hành")
        self.title = LineField(placeholder="Trích yếu")
        self.treatment = LineField(placeholder="Cách quán triệt")
        self.setLayout(
            _line(
                (self.number, "Số, ký hiệu", 2, 14),
                (self.dated, "Ngày văn bản", 0, 16),
                (self.issuer, "Cơ quan ban hành", 3, 20),
                (self.title, "Trích yếu", 5, 30),
                (self.treatment, "Cách quán triệt", 3, 18),
            )
        )
        self.watch(self.number, self.dated, self.issuer, self.title, self.treatment)

    def set_value(self, value: Any) -> None:
        """Show a document."""
        self._shown = value
        self.number.set_value(value.number)
        self.dated.set_value(value.dated_on)
        self.issuer.set_value(value.issuer)
        self.title.set_value(value.title)
        self.treatment.set_value(value.treatment)

    def value(self) -> CitedDraft:
        """Return the document."""
        return replace(
            self._shown,
            number=self.number.value(),
            dated_on=self.dated.value(),
            issuer=self.issuer.value(),
            title=self.title.value(),
            treatment=self.treatment.value(),
        )

    def is_empty(self) -> bool:
        """A row without number and title is left out."""
        return not self.number.value() and not self.title.value()


class TaskRow(RowEditor):
    """A task given at this meeting."""

    def __init__(self, people: list[Choice]) -> None:
        super().__init__()
        self._shown = TaskDraft("")
        self._people = people
        self.words = LineField(placeholder="Nhiệm vụ")
        self.who = PersonPicker(people, free=True)
        self.who.setPlaceholderText("Người thực hiện")
        self.due = DateField(placeholder="thời hạn")
        self.setLayout(
            _line((self.words, "Nhiệm vụ", 5, 36), (self.who, "Người thực hiện", 3, 22), (self.due, "Thời hạn", 0, 16))
        )
        self.watch(self.words, self.who, self.due)

    def set_value(self, value: Any) -> None:
        """Show a task."""
        self._shown = value
        self.words.set_value(value.text)
        self.who.set_choices(self._people)
        if value.assignee_id is not None:
            self.who.set_value(value.assignee_id)
        else:
            self.who.set_typed(value.assignee)
        self.due.set_value(value.due_on)

    def value(self) -> TaskDraft:
        """Return the task."""
        return replace(
            self._shown,
            text=self.words.value(),
            assignee=self.who.typed(),
            assignee_id=self.who.value(),
            due_on=self.due.value(),
        )

    def is_empty(self) -> bool:
        """A row without words is left out."""
        return not self.words.value() and not self.who.typed()


class VoteRow(RowEditor):
    """A vote; its outcome is said while it is typed."""

    def __init__(self, meeting: list[MeetingDraft]) -> None:
        super().__init__()
        self._shown = VoteDraft("")
        self._meeting = meeting
        self.matter = LineField(placeholder="Nội dung biểu quyết")
        self.method = ChoiceField([(method, method.label) for method in VoteMethod], characters=16)
        self.threshold = ChoiceField(
            [(one, one.label.removesuffix(" trở lên")) for one in VoteThreshold], characters=14
        )
        self.share = LineField(placeholder="3/4, 75 %", characters=8)
        self.votes = {name: NumberField() for name in ("votes_for", "votes_against", "abstained")}
        words = {"votes_for": "Tán thành", "votes_against": "Không tán thành", "abstained": "Không ý kiến"}
        self.outcome = QLabel(self)
        self.outcome.setWordWrap(True)
        look.mark(self.outcome, "hint")
        counts = ShareLayout()
        for name, field in self.votes.items():
            field.setMaximumWidth(look.text_width(6, self) + look.WIDE)
            field.setAccessibleName(words[name])
            label = QLabel(words[name], self)
            look.mark(label, "second")
            counts.share(label)
            counts.share(field, 0, 6)
        needed = QLabel("Mức cần đạt", self)
        look.mark(needed, "second")
        counts.share(needed)
        self.threshold.setAccessibleName("Mức cần đạt")
        self.share.setAccessibleName("Mức riêng, như 3/4 hoặc 75 %")
        counts.share(self.threshold)
        counts.share(self.share)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(_line((self.matter, "Nội dung biểu quyết", 1, 40), (self.method, "Cách biểu quyết", 0, 0)))
        layout.addLayout(counts)
        layout.addWidget(self.outcome)
        self.watch(self.matter, self.method, self.threshold, self.share, *self.votes.values())
        self.threshold.edited.connect(self._say)
        self.left.connect(self._say)

    def set_value(self, value: Any) -> None:
        """Show a vote."""
        self._shown = value
        self.matter.set_value(value.matter)
        self.method.set_value(value.method)
        self.threshold.set_value(value.threshold)
        self.share.set_value(value.threshold_share)
        for name, field in self.votes.items():
            field.set_value(getattr(value, name))
        self._say()

    def value(self) -> VoteDraft:
        """Return the vote."""
        counts = {name: int(field.value() or 0) for name, field in self.votes.items()}
        return replace(
            self._shown,
            matter=self.matter.value(),
            method=self.method.value(),
            threshold=self.threshold.value(),
            threshold_share=self.share.value() if self.threshold.value() is VoteThreshold.CUSTOM else "",
            votes_for=counts["votes_for"],
            votes_against=counts["votes_against"],
            abstained=counts["abstained"],
        )

    def is_empty(self) -> bool:
        """A row without words and votes is left out."""
        return not self.matter.value() and not any(field.value() for field in self.votes.values())

    def _say(self) -> None:
        self.share.setVisible(self.threshold.value() is VoteThreshold.CUSTOM)
        if self._meeting:
            self.outcome.setText(meeting_drafts.vote_sentence(self._meeting[0], self.value()))


class ReviewRow(RowEditor):
    """What this meeting says of a task given earlier."""

    def __init__(self) -> None:
        super().__init__()
        self.task = QLabel(self)
        self.task.setWordWrap(True)
        self.state = ChoiceField(
            [(state, state.label) for state in (TaskState.OPEN, TaskState.DONE, TaskState.CANCELLED)], characters=12
        )
        self.result = TextField(lines=1)
        self.result.setPlaceholderText("Kết quả")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addWidget(self.task)
        layout.addLayout(_line((self.state, "Tình trạng", 0, 0), (self.result, "Kết quả", 1, 30)))
        self.watch(self.state, self.result)

    def set_value(self, value: Any) -> None:
        """Show a task of an earlier meeting."""
        self._shown = value
        parts = [value.text, value.assignee, f"hạn {dates.screen(value.due_on)}" if value.due_on else ""]
        self.task.setText(f"{' · '.join(part for part in parts if part)} ({value.state_at_start.lower()})")
        self.state.set_value(value.state)
        self.result.set_value(value.result)

    def value(self) -> Any:
        """Return what is said of it."""
        assert self._shown is not None
        return replace(self._shown, state=self.state.value(), result=self.result.value())


class AppliedRow(RowEditor):
    """What this meeting says of something to be applied after a sample meeting."""

    def __init__(self) -> None:
        super().__init__()
        self.task = QLabel(self)
        self.task.setWordWrap(True)
        self.state = ChoiceField([(state, state.label) for state in ReplicationState], characters=14)
        self.result = TextField(lines=1)
        self.result.setPlaceholderText("Đã làm gì, kết quả; không áp dụng thì ghi lý do")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addWidget(self.task)
        layout.addLayout(_line((self.state, "Tình trạng", 0, 0), (self.result, "Kết quả", 1, 30)))
        self.watch(self.state, self.result)

    def set_value(self, value: Any) -> None:
        """Show an item."""
        self._shown = value
        due = f"hạn {dates.screen(value.due_on)}" if value.due_on else ""
        self.task.setText(" · ".join(part for part in (value.content, due, value.source) if part))
        self.state.set_value(value.state)
        self.result.set_value(value.result)

    def value(self) -> Any:
        """Return what is said of it."""
        return replace(self._shown, state=self.state.value(), result=self.result.value())


class ReviewList(QWidget):
    """What is looked back on, one a row; none can be added or dropped here."""

    edited = Signal()
    left = Signal()

    def __init__(
        self,
        make: Callable[[], RowEditor] = ReviewRow,
        none: str = "Không có nhiệm vụ nào của kỳ trước còn mở.",
    ) -> None:
        """``none`` is said when there is nothing to look back on."""
        super().__init__()
        self._make = make
        self._rows: list[RowEditor] = []
        self._stack = QVBoxLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.setSpacing(look.SMALL)
        self._none = QLabel(none, self)
        look.mark(self._none, "second")
        self._stack.addWidget(self._none)

    def set_value(self, values: Any) -> None:
        """Show the tasks."""
        wanted = list(values)
        while len(self._rows) > len(wanted):
            row = self._rows.pop()
            self._stack.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._rows) < len(wanted):
            row = self._make()
            row.edited.connect(self.edited)
            row.left.connect(self.left)
            self._rows.append(row)
            self._stack.addWidget(row)
        for row, value in zip(self._rows, wanted, strict=True):
            row.set_value(value)
        self._none.setVisible(not wanted)

    def value(self) -> tuple[Any, ...]:
        """Return what is said of each."""
        return tuple(row.value() for row in self._rows)

    def take_ids(self, stored: Any) -> None:
        """Take the ids the rows have since they were saved."""
        known = {_looked_at(saved): saved for saved in stored}
        for row in self._rows:
            saved = known.get(_looked_at(row.value()))
            if saved is not None:
                row.take_id(saved)

    def fault(self) -> str:
        """What is said is always fine."""
        return ""


def _looked_at(said: Any) -> int:
    """Return the id of what is looked back on."""
    found: int = said.task_id if isinstance(said, TaskReviewDraft) else said.replication_id
    return found


class MinutesRows:
    """The lists of one set of minutes, each made when a form takes it in; :meth:`set_meeting` says whose they are."""

    def __init__(self) -> None:
        self._people: list[Choice] = []
        self._meeting: list[MeetingDraft] = []

    @cached_property
    def agenda(self) -> RowList:
        """The programme."""
        return RowList(AgendaRow, lambda: AgendaDraft(""), "Thêm nội dung", noun="Mục")

    @cached_property
    def held_agenda(self) -> RowList:
        """The programme with the minutes each item took."""
        return RowList(HeldAgendaRow, lambda: AgendaDraft(""), "Thêm nội dung", noun="Mục")

    @cached_property
    def sent(self) -> RowList:
        """The papers sent ahead."""
        return RowList(SentRow, lambda: SentPaperDraft(""), "Thêm tài liệu", noun="Tài liệu")

    @cached_property
    def cited(self) -> RowList:
        """The documents that were made known."""
        return RowList(CitedRow, CitedDraft, "Thêm văn bản", noun="Văn bản")

    @cached_property
    def tasks(self) -> RowList:
        """The tasks given."""
        return RowList(lambda: TaskRow(self._people), lambda: TaskDraft(""), "Thêm nhiệm vụ", noun="Nhiệm vụ")

    def _new_vote(self) -> VoteDraft:
        return meeting_drafts.new_vote(self._meeting[0].settings) if self._meeting else VoteDraft("")

    @cached_property
    def votes(self) -> RowList:
        """The votes."""
        return RowList(lambda: VoteRow(self._meeting), self._new_vote, "Thêm biểu quyết", noun="Biểu quyết")

    @cached_property
    def reviews(self) -> ReviewList:
        """The tasks of the time before, looked back on."""
        return ReviewList()

    @cached_property
    def applied(self) -> ReviewList:
        """What a cell has to apply after a sample meeting."""
        return ReviewList(AppliedRow, "Chi bộ không còn việc nào phải áp dụng sau sinh hoạt điểm.")

    def set_meeting(self, draft: MeetingDraft) -> None:
        """Take the roster and its vote base."""
        self._meeting[:] = [draft]
        self._people[:] = [
            Choice(line.member_id, line.name, line.post.label if line.post else "") for line in draft.roster
        ]
