"""The step Kết luận: drawn up from what was said, edited, and issued as the conclusion notice (F20)."""

from __future__ import annotations

from typing import Any, ClassVar

from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import conclusions
from bontot_desktop.services.conclusions import ConclusionDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.issue import IssueDialog, open_issue
from bontot_desktop.ui.pages.sample.step import FormStep, only_looked_at
from bontot_desktop.ui.widgets.fields import TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


class ConclusionStep(FormStep):
    """Shows, offers and saves the conclusion; its notice (F20) is issued from here."""

    step: ClassVar[Step] = Step.CONCLUSION
    draft_type: ClassVar[type[Any]] = ConclusionDraft

    def fill(self, form: Form) -> None:
        """Put the fields in, in the order of the notice."""
        judged = form.group("I. Đánh giá chung", "Mỗi dòng một ý.")
        judged.add("Ưu điểm", TextField(lines=3), name="strengths", wide=True)
        judged.add("Hạn chế", TextField(lines=3), name="weaknesses", wide=True)
        judged.add("Nguyên nhân", TextField(lines=2), name="causes", wide=True)
        agreed = form.group("II. Kết luận, thống nhất quy trình")
        agreed.add("", TextField(lines=3), name="agreed_process", wide=True)
        tasks = form.group("III. Tổ chức thực hiện", "Mỗi dòng thành một việc trong danh sách nhân rộng.")
        tasks.add("Chi bộ điểm", TextField(lines=2), name="task_sample_cell", wide=True)
        tasks.add("Các chi bộ khác", TextField(lines=2), name="task_other_cells", wide=True)
        beside(
            form,
            tasks,
            ("Chi bộ điểm xong trước ngày", DateField(), "task_sample_cell_due_on", 0),
            ("Chi bộ khác áp dụng từ tháng của ngày", DateField(), "apply_from", 0),
        )
        self.issue_button = form.add_button("Thông báo kết luận", self.open_paper)
        self.issue_button.setObjectName("issue:F20")
        self.offer_button = form.add_button("Soạn từ các ý kiến", self.offer)
        self.offer_button.setObjectName("offer")
        self.offer_button.setToolTip("Điền vào các ô còn trống từ ý kiến và phiếu nhận xét")
        self.dialog: IssueDialog | None = None

    def load(self) -> ConclusionDraft:
        """Return the stored conclusion."""
        return conclusions.load(self.shell.office, self.event_id)

    def store(self, draft: ConclusionDraft) -> Saved:
        """Save the conclusion."""
        return conclusions.save(self.shell.office, draft)

    def refresh(self, view: SampleEventView) -> None:
        """Once its notice is issued the conclusion is only looked at."""
        super().refresh(view)
        open_ = view.road.notice_on is None
        for name in self.form.values():
            only_looked_at(self.form.field(name), not open_)
        self.offer_button.setVisible(open_)
        self.issue_button.setVisible(open_)
        if self.form.save_button is not None:
            self.form.save_button.setVisible(open_)

    def lock_reason(self, view: SampleEventView) -> str:
        """Say under which number it was issued."""
        if view.road.notice_on is None:
            return ""
        return f"Thông báo kết luận {view.notice_number} đã ban hành; muốn sửa phải thu hồi ở trang Văn bản."

    def offer(self) -> None:
        """Fill what is empty from opinions and sheets, as typing that is not saved yet."""
        offered = conclusions.filled_up(self.form.draft(), conclusions.offer(self.shell.office, self.event_id))
        for name in self.form.values():
            self.form.field(name).set_value(getattr(offered, name))
        self.form.say("Đã soạn từ các ý kiến; xem lại rồi lưu.")

    def open_paper(self) -> None:
        """Show the notice as a paper that can be issued."""
        if not self.form.is_edited() or self.save():
            self.dialog = open_issue(self.shell, "F20", self.event_id)
