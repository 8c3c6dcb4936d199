"""The four parts of a meeting's page: preparing, opening, main part and closing, each a form over the same draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from enum import Enum
from typing import Any, ClassVar

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import Problem
from bontot_desktop.rules import minutes
from bontot_desktop.rules.meetings import MeetingFormat, MeetingType
from bontot_desktop.services.meeting_drafts import MeetingDraft
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.contributions import Contributions
from bontot_desktop.ui.forms.guests import guest_list
from bontot_desktop.ui.forms.minutes_rows import MinutesRows
from bontot_desktop.ui.forms.roll_call import RollCall
from bontot_desktop.ui.forms.sections import Sections
from bontot_desktop.ui.pages.meetings.approval import ApprovalPanel
from bontot_desktop.ui.pages.meetings.petitions import PetitionList
from bontot_desktop.ui.pages.sample.step import only_looked_at
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import is_add_key
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField


class Part(Enum):
    """The parts in the order of the meeting."""

    PREPARE = "Chuẩn bị"
    OPENING = "Khai mạc"
    MAIN = "Tiến hành"
    CLOSING = "Kết thúc"
    SCORE = "Tự chấm điểm"


#: Typed at the end of the meeting; the other parts of the minutes before.
ENDING = frozenset(
    {
        minutes.CONCLUSION.key,
        minutes.THEME_CONCLUSION.key,
        minutes.THEME_QUALITY.key,
        minutes.SELF_EVALUATION.key,
        minutes.PREPARERS.key,
    }
)
_THEMED = (MeetingType.THEMED, MeetingType.COMBINED)
_OFFICERS = ("chair_id", "minute_taker_id", "scorer_id")


class MomentField(DateField):
    """A day that is kept as a moment; the hour known before stays while the day does."""

    def __init__(self) -> None:
        super().__init__()
        self._moment: datetime | None = None

    def set_value(self, value: Any) -> None:
        """Show the day."""
        self._moment = value
        super().set_value(value.date() if value is not None else None)

    def value(self) -> Any:
        """Return the moment."""
        day = super().value()
        if day is None:
            return None
        if self._moment is not None and self._moment.date() == day:
            return self._moment
        return datetime.combine(day, time())


class MeetingPart(QWidget):
    """One part: a form; ``show_draft`` and ``values`` go between it and the page's draft."""

    part: ClassVar[Part]

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.rows = MinutesRows()
        self.form = Form(self, lists=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.form)
        self.fill(self.form)
        self.next_button = self.form.add_button("Tiếp", lambda: None)
        self.next_button.setObjectName("next")
        self.form.add_save("Lưu")
        self.names = frozenset(self.form.values())

    def fill(self, form: Form) -> None:
        """Put the fields in."""

    def start_over(self) -> None:
        """Stand as a new part does: another meeting is shown next."""
        self.form.to_top()
        self.form.say("")

    def show_draft(self, draft: MeetingDraft) -> None:
        """Show a draft; whoever may only look at it cannot type."""
        people = [Choice(line.member_id, line.name, line.post.label if line.post else "") for line in draft.roster]
        for name in self.names.intersection(_OFFICERS):
            self.form.field(name).set_choices(people)
        self.rows.set_meeting(draft)
        self.form.show_draft(replace(draft, sections=dict(draft.sections)))
        self.lock(draft.is_locked)

    def lock(self, locked: bool) -> None:
        """Let the part only be looked at."""
        for name in self.names:
            only_looked_at(self.form.field(name), locked)
        if self.form.save_button is not None:
            self.form.save_button.setVisible(not locked)

    def values(self) -> dict[str, Any]:
        """Return what stands in the fields, by the names of the draft."""
        found = self.form.values()
        for name in ("breaks_min", "year", "month"):
            if name in found:
                found[name] = found[name] or 0
        return found

    def put(self, values: dict[str, Any]) -> None:
        """Write into the fields that are shown here."""
        for name in self.names.intersection(values):
            self.form.field(name).set_value(values[name])

    def take_ids(self, stored: MeetingDraft) -> None:
        """Take the ids that rows have since they were saved, while the person goes on typing."""
        for name in self.names:
            field = self.form.field(name)
            if hasattr(field, "take_ids"):
                field.take_ids(getattr(stored, name))

    def fault(self) -> bool:
        """Say whether a field holds something that cannot be read."""
        return any(self.form.field(name).fault() for name in self.names)

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """Show sentences beside the fields they are about."""
        self.form.show_problems(problems)

    def show_field(self, name: str) -> None:
        """Bring a field into sight ("sections.conclusion", "roster.17.reason", "place")."""
        first, *rest = name.split(".")
        if first == "sections" and rest:
            sections = self.form.field("sections")
            self.form.show_field("sections")
            sections.field(rest[0]).setFocus()
            return
        self.form.show_field(first)


class PreparePart(MeetingPart):
    """Day, place, chair, programme, what was sent ahead."""

    part = Part.PREPARE

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        head = form.group("Buổi sinh hoạt")
        beside(
            form,
            head,
            ("Ngày", DateField(), "held_on", 0),
            ("Bắt đầu", TimeField(), "starts_at", 0),
            ("Kỳ tháng", NumberField(lowest=1, highest=12), "month", 0),
            ("Năm", NumberField(lowest=2000, highest=2100), "year", 0),
            ("Địa điểm", LineField(), "place", 1),
        )
        beside(
            form,
            head,
            ("Hình thức", ChoiceField([(kind, kind.label) for kind in MeetingFormat], characters=30), "format", 0),
            ("Chủ trì", PersonPicker([]), "chair_id", 1),
            ("Ghi chú về chủ trì", LineField(placeholder="được phân công chủ trì"), "chair_note", 1),
        )
        self.prepares = form.group("Chuẩn bị cho buổi", "Không chọn thì tính theo ngày họp.")
        self.prepares.add("", ChoiceField([], none="Theo ngày họp", characters=50), name="prepares_id")
        self.theme = form.group("Chuyên đề")
        beside(
            form,
            self.theme,
            ("Tên chuyên đề", LineField(), "theme", 2),
            ("Người trình bày", LineField(), "theme_presenter", 1),
        )
        form.group(
            "Chương trình",
            "Mỗi nội dung ghi người chuẩn bị, trình bày và số phút dự kiến. Ctrl+Enter thêm, Alt+↑ ↓ đổi chỗ.",
        ).add("", self.rows.agenda, name="agenda", wide=True)
        sent = form.group("Báo họp, gửi tài liệu", "Tài liệu gửi đảng viên trước ít nhất 1 ngày.")
        beside(
            form,
            sent,
            ("Ngày báo họp, gửi giấy mời", MomentField(), "notice_sent_at", 0),
            ("Đưa tài liệu lên Sổ tay điện tử", MomentField(), "uploaded_before_at", 0),
        )
        sent.add("", self.rows.sent, name="sent_papers", wide=True)

    def show_draft(self, draft: MeetingDraft) -> None:
        """Show the fields this kind of meeting has."""
        self.theme.setVisible(draft.type in _THEMED)
        self.prepares.setVisible(draft.type is MeetingType.COMMITTEE)
        offered = draft.preparing.offered if draft.preparing is not None else ()
        self.form.field("prepares_id").set_choices(
            [(one, f"{kind.label}, ngày {dates.screen(day)}") for one, day, kind in offered]
        )
        super().show_draft(draft)


class OpeningPart(MeetingPart):
    """Roll call, officers, guests, dues."""

    part = Part.OPENING

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        head = form.group("Khai mạc")
        beside(
            form,
            head,
            ("Bắt đầu", TimeField(), "starts_at", 0),
            ("Thư ký", PersonPicker([]), "minute_taker_id", 1),
            ("Theo dõi, chấm điểm", PersonPicker([]), "scorer_id", 1),
        )
        self.roll_call = RollCall()
        form.group("Điểm danh").add("", self.roll_call, name="roster", wide=True)
        beside(
            form,
            form.group("Đảng phí", "Người chưa nộp đánh dấu ở bảng điểm danh bằng phím D."),
            ("Số đồng chí đã nộp", NumberField(), "dues_paid_count", 0),
            ("Số tiền (đồng)", NumberField(), "dues_amount", 0),
        )
        form.group("Đại biểu, khách mời", "Không tính vào số đảng viên dự và tỷ lệ phát biểu.").add(
            "", guest_list(), name="guests", wide=True
        )


class MainPart(MeetingPart):
    """Programme with its times, documents, reports, work looked back on, and who said what."""

    part = Part.MAIN

    def fill(self, form: Form) -> None:
        """Put the fields in, in the order of the minutes."""
        form.group("Chương trình và thời gian", "Số phút dự kiến, số phút thực tế.").add(
            "", self.rows.held_agenda, name="agenda", wide=True
        )
        form.group("Văn bản được quán triệt").add("", self.rows.cited, name="documents", wide=True)
        form.group("Kết quả nhiệm vụ kỳ trước").add("", self.rows.reviews, name="task_reviews", wide=True)
        self.applied = form.group("Việc áp dụng sau sinh hoạt điểm")
        self.applied.add("", self.rows.applied, name="replication_reviews", wide=True)
        self.sections = Sections()
        form.group("Nội dung").add("", self.sections, name="sections", wide=True)
        self.contributions = Contributions()
        form.group(
            "Ý kiến phát biểu",
            "Ghi đúng thứ tự phát biểu, ghi rõ tên; tỷ lệ phát biểu tính từ đây. F7 hoặc Ctrl+Enter thêm ý kiến.",
        ).add("", self.contributions, name="contributions", wide=True)
        self.petitions = PetitionList(self.shell)
        form.group("Kiến nghị", "Theo dõi từ lúc nêu đến khi có trả lời.").add_widget(self.petitions)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add a speech by Ctrl+Enter from any field that is not in a list of its own."""
        if is_add_key(event):
            self.contributions.add_by_key()
        else:
            super().keyPressEvent(event)

    def show_draft(self, draft: MeetingDraft) -> None:
        """Offer speakers and the parts this kind of meeting has, then show."""
        self.contributions.set_meeting(draft)
        shown = [section for section in minutes.sections_of(draft.type) if section.key not in ENDING]
        self.sections.show_parts(shown)
        self.applied.setVisible(bool(draft.replication_reviews))
        if draft.id is not None:
            self.petitions.show_meeting(draft.id)
        super().show_draft(draft)


class ClosingPart(MeetingPart):
    """Conclusion, tasks, votes, the end."""

    part = Part.CLOSING

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        self.sections = Sections()
        form.group("Kết luận").add("", self.sections, name="sections", wide=True)
        form.group("Phân công nhiệm vụ").add("", self.rows.tasks, name="tasks", wide=True)
        form.group("Biểu quyết", "Số được biểu quyết tính từ danh sách; đảng viên vắng vẫn tính.").add(
            "", self.rows.votes, name="votes", wide=True
        )
        beside(
            form,
            form.group("Kết thúc"),
            ("Kết thúc", TimeField(), "ends_at", 0),
            ("Nghỉ (phút)", NumberField(highest=240), "breaks_min", 0),
            ("Đưa biên bản, nghị quyết lên Sổ tay điện tử", MomentField(), "uploaded_after_at", 0),
        )
        self.approval = ApprovalPanel()
        form.group("Soát, thông qua biên bản").add_widget(self.approval)

    def show_draft(self, draft: MeetingDraft) -> None:
        """Show the parts of the minutes that end them."""
        self.sections.show_parts([part for part in minutes.sections_of(draft.type) if part.key in ENDING])
        super().show_draft(draft)


#: Makes each part that is a form.
MAKERS: dict[Part, type[MeetingPart]] = {made.part: made for made in (PreparePart, OpeningPart, MainPart, ClosingPart)}

#: The part in which a field of the draft is mended; those in several parts stand under the one that asks for them.
_HOMES: dict[str, Part] = {
    "held_on": Part.PREPARE,
    "month": Part.PREPARE,
    "year": Part.PREPARE,
    "place": Part.PREPARE,
    "prepares_id": Part.PREPARE,
    "chair_id": Part.PREPARE,
    "chair_note": Part.PREPARE,
    "theme": Part.PREPARE,
    "agenda": Part.PREPARE,
    "sent_papers": Part.PREPARE,
    "starts_at": Part.OPENING,
    "minute_taker_id": Part.OPENING,
    "roster": Part.OPENING,
    "guests": Part.OPENING,
    "dues_paid_count": Part.OPENING,
    "documents": Part.MAIN,
    "contributions": Part.MAIN,
    "tasks": Part.CLOSING,
    "votes": Part.CLOSING,
    "ends_at": Part.CLOSING,
    "breaks_min": Part.CLOSING,
}


def home_of(field: str) -> Part:
    """Return the part in which a problem's field stands."""
    first, *rest = field.split(".")
    if first == "sections":
        return Part.CLOSING if rest and rest[0] in ENDING else Part.MAIN
    return _HOMES.get(first, Part.CLOSING)
