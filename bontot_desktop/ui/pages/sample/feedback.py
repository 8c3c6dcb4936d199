"""The step Rút kinh nghiệm: the session's frame, the cell's own view, opinions in the order said, the reply."""

from __future__ import annotations

from functools import cached_property
from typing import Any, ClassVar

from PySide6.QtWidgets import QPushButton

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import feedback, observers, people
from bontot_desktop.services.feedback import FeedbackDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.pages.meetings.saving import Midnight
from bontot_desktop.ui.pages.sample.opinions import Opinions
from bontot_desktop.ui.pages.sample.requests import Requests
from bontot_desktop.ui.pages.sample.step import FormStep
from bontot_desktop.ui.widgets.fields import LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.menu_button import MenuButton
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.typed import DateField, TimeField


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
        head.add("Bí thư chi bộ điểm tự đánh giá", TextField(lines=2), name="self_assessment", wide=True)
        self.opinions = Opinions()
        self.opinions.sheets_wanted.connect(self.take_from_sheets)
        form.group(
            "Ý kiến",
            "Bí thư các chi bộ, đảng ủy viên, Tổ công tác lần lượt. Gõ + - > ? ! và dấu cách ở đầu để chọn loại; "
            "hạn chế, góp ý được tiếp thu thành việc phải làm.",
        ).add("", self.opinions, name="opinions", wide=True)
        after = form.group()
        after.add("Tổ công tác làm rõ, thống nhất cách làm", TextField(lines=2), name="settled", wide=True)
        after.add("Chi bộ điểm tiếp thu, giải trình chung", TextField(lines=2), name="reply", wide=True)
        take_up = form.add_to_footer(QPushButton(self))
        self.requests = Requests(self.shell, take_up, lambda: not self.form.is_edited() or self.save())
        papers = form.add_to_footer(MenuButton("Giấy tờ", kind=""))
        papers.add("Biên bản rút kinh nghiệm…", lambda: self.open_paper("F18"))
        papers.add("Bảng tổng hợp phiếu, ý kiến…", lambda: self.open_paper("F19"))

    def refresh(self, view: SampleEventView) -> None:
        """Show the stored session, and what of it is still to be taken up as petitions."""
        super().refresh(view)
        self.requests.show_event(self.event_id)

    def load(self) -> FeedbackDraft:
        """Return the stored session."""
        office = self.shell.office
        picks = people.in_charge_picks(office)
        choices = [Choice(pick.id, pick.name, pick.second) for pick in picks]
        for name in ("chair_id", "minute_taker_id"):
            self.form.field(name).set_choices(choices)
        there = [who for who in observers.load(office, self.event_id) if who.attended and who.id is not None]
        self.opinions.choices[:] = [
            Choice(who.id, who.name, ", ".join(part for part in (who.post, who.organisation) if part)) for who in there
        ]
        self.opinions.capacities.clear()
        self.opinions.capacities.update({who.id: who.capacity for who in there if who.id is not None})
        return feedback.load(office, self.event_id)

    def _save(self) -> bool:
        draft = self.form.draft()
        if self._midnight.asks(draft, self._shown) and not self._midnight.is_past(
            self.shell.asking, draft, "buổi rút kinh nghiệm"
        ):
            self.form.field("ends_at").setFocus()
            return False
        return super()._save()

    @cached_property
    def _midnight(self) -> Midnight:
        return Midnight()

    def store(self, draft: FeedbackDraft) -> Saved:
        """Save the session with its opinions."""
        return feedback.save(self.shell.office, draft)

    def take_from_sheets(self) -> None:
        """Take what the observers wrote on their sheets over as opinions; what is there already comes once."""
        draft = self.form.draft()
        full = feedback.with_sheets(self.shell.office, draft)
        taken = len(full.opinions) - len(draft.opinions)
        if taken:
            self.opinions.set_value(full.opinions)
            self.opinions.edited.emit()
        self.form.say(f"Đã lấy {taken} ý kiến từ phiếu." if taken else "Phiếu không có ý kiến nào chưa ghi.")

    def open_paper(self, kind_id: str) -> None:
        """Show the session's minutes (F18) or the summary of sheets and opinions (F19) as papers to be issued."""
        if not self.form.is_edited() or self.save():
            open_issue(self.shell, kind_id, self.event_id)
