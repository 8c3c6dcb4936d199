"""The step Rút kinh nghiệm: the session's frame, the cell's own view, opinions in the order said, the reply."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.rules.samples import Aspect, OpinionKind
from bontot_desktop.services import feedback, observers, people
from bontot_desktop.services.feedback import FeedbackDraft, OpinionDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.pages.sample.step import FormStep
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField, TimeField


class OpinionRow(RowEditor):
    """One opinion: who, on what, of which kind, the words and the answer."""

    def __init__(self, speakers: Callable[[], Iterable[Choice]]) -> None:
        super().__init__()
        self._shown = OpinionDraft("")
        self._speakers = speakers
        self.speaker = PersonPicker(speakers(), free=True)
        self.aspect = ChoiceField([(aspect, aspect.label) for aspect in Aspect], characters=26)
        self.kind = ChoiceField([(kind, kind.label) for kind in OpinionKind], characters=9)
        self.words = TextField(lines=1)
        self.answer = TextField(lines=1)
        for field, word in (
            (self.speaker, "Người có ý kiến"),
            (self.aspect, "Nội dung góp ý về"),
            (self.kind, "Loại ý kiến"),
            (self.words, "Ý kiến"),
            (self.answer, "Trả lời, giải trình"),
        ):
            field.setAccessibleName(word)
        self.words.setPlaceholderText("Ý kiến")
        self.answer.setPlaceholderText("Trả lời, giải trình (nếu có)")
        top, below = ShareLayout(), ShareLayout()
        top.share(self.speaker, 1, 22)
        top.share(self.aspect)
        top.share(self.kind)
        below.share(self.words, 3, 30)
        below.share(self.answer, 2, 28)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.TINY)
        layout.addLayout(top)
        layout.addLayout(below)
        self.watch(self.speaker, self.aspect, self.kind, self.words, self.answer)

    def set_value(self, value: Any) -> None:
        """Show an opinion."""
        self._shown = value
        self.speaker.set_choices(self._speakers())
        if value.observer_id is None:
            self.speaker.set_typed(value.speaker)
        else:
            self.speaker.set_value(value.observer_id)
        self.aspect.set_value(value.aspect)
        self.kind.set_value(value.kind)
        self.words.set_value(value.text)
        self.answer.set_value(value.answer)

    def value(self) -> OpinionDraft:
        """Return the opinion."""
        return replace(
            self._shown,
            observer_id=self.speaker.value(),
            speaker=self.speaker.typed(),
            aspect=self.aspect.value(),
            kind=self.kind.value(),
            text=self.words.value(),
            answer=self.answer.value(),
        )

    def is_empty(self) -> bool:
        """A row without speaker and words is left out."""
        return not self.words.value() and not self.speaker.typed()

    def fault(self) -> str:
        """Say what is missing."""
        if super().fault():
            return super().fault()
        if not self.speaker.typed():
            return "chưa chọn người có ý kiến."
        return "" if self.words.value() else "chưa ghi nội dung."


class Opinions(RowList):
    """The opinions as a field of a form; a new row goes on with the speaker of the last."""

    def __init__(self) -> None:
        self.choices: list[Choice] = []
        super().__init__(
            lambda: OpinionRow(lambda: self.choices), self._blank_row, "Thêm ý kiến", noun="Ý kiến", lined=True
        )

    def _blank_row(self) -> OpinionDraft:
        before = self.editors()[-2].value() if len(self.editors()) > 1 else None
        return OpinionDraft("") if before is None else OpinionDraft("", before.kind, before.aspect)


class FeedbackStep(FormStep):
    """Shows and saves the feedback session; its minutes (F18) are issued from here."""

    step: ClassVar[Step] = Step.FEEDBACK
    draft_type: ClassVar[type[Any]] = FeedbackDraft

    def fill(self, form: Form) -> None:
        """Put the fields in, in the order of the session."""
        head = form.group("Buổi rút kinh nghiệm")
        beside(
            form,
            head,
            ("Ngày", DateField(), "held_on", 0),
            ("Bắt đầu", TimeField(), "starts_at", 0),
            ("Kết thúc", TimeField(), "ends_at", 0),
            ("Địa điểm", LineField(), "place", 1),
        )
        beside(
            form,
            head,
            ("Chủ trì", PersonPicker([]), "chair_id", 1),
            ("Thư ký", PersonPicker([]), "minute_taker_id", 1),
        )
        head.add("Chi bộ điểm tự đánh giá", TextField(lines=2), name="self_assessment", wide=True)
        self.opinions = Opinions()
        form.group(
            "Ý kiến", "Ghi theo thứ tự phát biểu: bí thư các chi bộ, đảng ủy viên, Tổ công tác. Ctrl+Enter thêm ý kiến."
        ).add("", self.opinions, name="opinions", wide=True)
        form.group().add("Chi bộ điểm tiếp thu, giải trình chung", TextField(lines=2), name="reply", wide=True)
        papers = form.add_to_footer(MenuButton("Giấy tờ", kind=""))
        papers.add("Biên bản rút kinh nghiệm…", lambda: self.open_paper("F18"))
        papers.add("Bảng tổng hợp phiếu, ý kiến…", lambda: self.open_paper("F19"))

    def load(self) -> FeedbackDraft:
        """Return the stored session."""
        office = self.shell.office
        picks = people.in_charge_picks(office)
        choices = [Choice(pick.id, pick.name, pick.second) for pick in picks]
        for name in ("chair_id", "minute_taker_id"):
            self.form.field(name).set_choices(choices)
        self.opinions.choices[:] = [
            Choice(who.id, who.name, ", ".join(part for part in (who.post, who.organisation) if part))
            for who in observers.load(office, self.event_id)
            if who.attended
        ]
        return feedback.load(office, self.event_id)

    def store(self, draft: FeedbackDraft) -> Saved:
        """Save the session with its opinions."""
        return feedback.save(self.shell.office, draft)

    def open_paper(self, kind_id: str) -> None:
        """Show the session's minutes (F18) or the summary of sheets and opinions (F19) as papers to be issued."""
        if not self.form.is_edited() or self.save():
            open_issue(self.shell, kind_id, self.event_id)
