"""The step Nội dung, ý kiến: programme, what was reported, who said what, votes and tasks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtGui import QKeyEvent

from bontot_desktop.rules import minutes
from bontot_desktop.rules.meetings import MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import meetings
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.services.sources.meeting_papers import minutes_kind
from bontot_desktop.ui.forms.contributions import Contributions
from bontot_desktop.ui.forms.issue import open_issue
from bontot_desktop.ui.forms.minutes_rows import MinutesRows
from bontot_desktop.ui.forms.sections import Sections
from bontot_desktop.ui.pages.sample.meeting_step import MeetingStep
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.row_list import is_add_key


class ContentsStep(MeetingStep):
    """Shows and saves what was said and decided."""

    step: ClassVar[Step] = Step.CONTENTS

    def fill(self, form: Form) -> None:
        """Put the fields in, in the order of the minutes."""
        self.rows = MinutesRows()
        self.theme = form.group("Chuyên đề")
        self.theme.add("Tên chuyên đề", LineField(), name="theme", wide=True)
        self.theme.add("Người trình bày", LineField(), name="theme_presenter", wide=True)
        form.group("Chương trình").add("", self.rows.agenda, name="agenda", wide=True)
        form.group("Kết quả nhiệm vụ kỳ trước").add("", self.rows.reviews, name="task_reviews", wide=True)
        self.sections = Sections()
        form.group("Nội dung").add("", self.sections, name="sections", wide=True)
        self.contributions = Contributions()
        form.group(
            "Ý kiến phát biểu",
            "Ghi đúng thứ tự phát biểu, ghi rõ tên; tỷ lệ phát biểu tính từ đây. Ctrl+Enter thêm ý kiến.",
        ).add("", self.contributions, name="contributions", wide=True)
        form.group("Phân công nhiệm vụ").add("", self.rows.tasks, name="tasks", wide=True)
        form.group("Biểu quyết").add("", self.rows.votes, name="votes", wide=True)
        form.add_button("Xem biên bản", self.open_paper).setObjectName("issue:F5")
        self.approve_button = form.add_button("Thông qua biên bản", self.approve)
        self.approve_button.setObjectName("approve")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add a speech by Ctrl+Enter from any field that is not in a list of its own."""
        if is_add_key(event):
            self.contributions.add_by_key()
        else:
            super().keyPressEvent(event)

    def show_draft(self, draft: Any) -> None:
        """Offer speakers, people and the parts this kind of meeting has, then show."""
        self.rows.set_meeting(draft)
        self.contributions.set_meeting(draft)
        self.sections.show_parts(minutes.sections_of(draft.type))
        self.theme.setVisible(draft.type in (MeetingType.THEMED, MeetingType.COMBINED))
        super().show_draft(replace(draft, sections=dict(draft.sections)))

    def refresh(self, view: SampleEventView) -> None:
        """Show the step; minutes are approved once."""
        super().refresh(view)
        self.approve_button.setVisible(self._shown is not None and not self._shown.is_final)

    def approve(self) -> None:
        """Approve the minutes as read back; everything still missing is said at once."""
        if self.form.is_edited() and not self.save():
            return
        draft = self._shown
        reasons = meetings.reasons_not_to_approve(draft)
        if reasons:
            self.shell.asking.tell("Chưa thông qua được biên bản.", detail=" ".join(reasons))
            return
        asked = self.shell.asking.text(
            "Biên bản đã đọc lại; thông qua rồi thì chỉ bổ sung, đính chính.",
            f"Số tán thành, trong {meetings.approvers_sentence(draft)}",
            verb="Thông qua",
            start=str(meetings.approvers(draft)),
        )
        if asked is None:
            return
        count = int(asked) if asked.strip().isdecimal() else 0
        self.shell.act(lambda: meetings.approve(self.shell.office, draft.id, count), "Đã thông qua biên bản")

    def open_paper(self) -> None:
        """Show the minutes as a paper that can be issued."""
        if not self.form.is_edited() or self.save():
            open_issue(self.shell, minutes_kind(self._shown.type), self._shown.id, day=self._shown.held_on)
