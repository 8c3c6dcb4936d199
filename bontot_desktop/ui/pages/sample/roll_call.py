"""The step Điểm danh: open the meeting, its hours and officers, everyone present but the exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop import dates
from bontot_desktop.rules.meetings import SAMPLE_TYPES, MeetingType
from bontot_desktop.rules.sample_road import Step
from bontot_desktop.services import samples
from bontot_desktop.services.samples import SampleEventView
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.guests import guest_list
from bontot_desktop.ui.forms.roll_call import RollCall
from bontot_desktop.ui.pages.sample.meeting_step import MeetingStep
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening the meeting needs."""

    type: MeetingType = MeetingType.REGULAR
    held_on: date | None = None


class RollCallStep(MeetingStep):
    """Opens the meeting, then shows and saves hours, officers, roll call and guests."""

    step: ClassVar[Step] = Step.ROLL_CALL

    def __init__(self, shell: Shell, event_id: int, parent: QWidget | None = None) -> None:
        super().__init__(shell, event_id, parent)
        self.opener = Form(self)
        group = self.opener.group(
            "Mở buổi sinh hoạt",
            "Danh sách lấy theo ngày sinh hoạt, mọi người ghi là có mặt; chỉ cần đánh dấu người vắng, đến muộn.",
        )
        beside(
            self.opener,
            group,
            ("Loại sinh hoạt", ChoiceField([(kind, kind.label) for kind in SAMPLE_TYPES], characters=34), "type", 0),
            ("Ngày sinh hoạt", DateField(), "held_on", 0),
        )
        self.opener.add_save("Mở buổi sinh hoạt").setObjectName("open-meeting")
        self.opener.saving.connect(self.open_meeting)
        self.box.addWidget(self.opener, 1)

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        head = form.group("Thời gian, địa điểm")
        beside(
            form,
            head,
            ("Ngày", DateField(), "held_on", 0),
            ("Bắt đầu", TimeField(), "starts_at", 0),
            ("Kết thúc", TimeField(), "ends_at", 0),
            ("Nghỉ (phút)", NumberField(highest=240), "breaks_min", 0),
            ("Địa điểm", LineField(), "place", 1),
        )
        beside(
            form,
            head,
            ("Chủ trì", PersonPicker([]), "chair_id", 1),
            ("Thư ký", PersonPicker([]), "minute_taker_id", 1),
            ("Theo dõi, chấm điểm", PersonPicker([]), "scorer_id", 1),
        )
        self.roll_call = RollCall()
        form.group("Điểm danh").add("", self.roll_call, name="roster", wide=True)
        form.group("Đại biểu, khách mời", "Không tính vào số đảng viên dự và tỷ lệ phát biểu.").add(
            "", guest_list(), name="guests", wide=True
        )

    def refresh(self, view: SampleEventView) -> None:
        """Show the opener until the meeting is there."""
        is_open = view.meeting_id is not None
        self.form.setVisible(is_open)
        self.opener.setVisible(not is_open)
        if is_open:
            super().refresh(view)
            return
        self.view = view
        if not self.opener.is_edited():
            self.opener.show_draft(Opening(held_on=view.day))

    def show_draft(self, draft: Any) -> None:
        """Offer the roster's people as officers, then show."""
        people = [Choice(line.member_id, line.name, line.post.label if line.post else "") for line in draft.roster]
        for name in ("chair_id", "minute_taker_id", "scorer_id"):
            self.form.field(name).set_choices(people)
        super().show_draft(draft)

    def save(self) -> bool:
        """Save the roll call; before there is one, open the meeting."""
        if self.opener.isHidden():
            return super().save()
        self.opener.save()
        return self.opener.isHidden()

    def open_meeting(self) -> None:
        """Open the meeting of the event."""
        opening = self.opener.draft()
        if opening.held_on is None:
            self.opener.say("Hãy ghi ngày sinh hoạt.")
            return
        if opening.held_on > self.shell.today() and not self.shell.asking.confirm(
            f"Ngày {dates.screen(opening.held_on)} chưa tới. Mở buổi sinh hoạt?", "Mở buổi sinh hoạt", stay="Sửa ngày"
        ):
            return
        opened = self.shell.act(
            lambda: samples.start_meeting(self.shell.office, self.event_id, opening.type, opening.held_on),
            lambda saved: saved.said("Đã mở buổi sinh hoạt"),
            form=self.opener,
        )
        if opened is not None:
            self.take_focus()
