"""The window of the review's sitting: when and where, who came and who did not, what was said and concluded."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from bontot_desktop.rules.recognition import ReviewBody, VoteMethod
from bontot_desktop.services import people, review_meeting
from bontot_desktop.services.review_meeting import AbsenceDraft, OpinionDraft, SittingDraft
from bontot_desktop.services.sittings import FIRST
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField

TOPIC = "xep-loai-hop-xet"


class NameField(PersonPicker):
    """A name: one of those offered, or any other; its value is the name itself."""

    def __init__(self, offered: list[Choice]) -> None:
        super().__init__(offered, free=True)

    def value(self) -> str:
        """Return the name."""
        return self.typed()

    def set_value(self, value: Any) -> None:
        """Show a name."""
        self.set_typed(value or "")


class AbsenceRow(RowEditor):
    """One member who was absent, with the reason."""

    def __init__(self, offered: list[Choice]) -> None:
        super().__init__()
        self._shown = AbsenceDraft("")
        self.name = NameField(offered)
        self.reason = LineField(placeholder="Lý do vắng")
        self.name.setAccessibleName("Ủy viên vắng mặt")
        self.reason.setAccessibleName("Lý do vắng")
        row = ShareLayout(self)
        row.share(self.name, 3, 22)
        row.share(self.reason, 4, 26)
        self.watch(self.name, self.reason)

    def set_value(self, value: Any) -> None:
        """Show an absence."""
        self._shown = value
        self.name.set_value(value.name)
        self.reason.set_value(value.reason)

    def value(self) -> AbsenceDraft:
        """Return the absence."""
        return replace(self._shown, name=self.name.value(), reason=self.reason.value())

    def is_empty(self) -> bool:
        """A row in which nothing stands is left out."""
        return not (self.name.value() or self.reason.value())


class OpinionRow(RowEditor):
    """What one person said."""

    def __init__(self, offered: list[Choice]) -> None:
        super().__init__()
        self._shown = OpinionDraft("")
        self.speaker = NameField(offered)
        self.text = TextField(lines=1, most=5, placeholder="Nội dung ý kiến")
        self.speaker.setAccessibleName("Người phát biểu")
        self.text.setAccessibleName("Nội dung ý kiến")
        row = ShareLayout(self)
        row.share(self.speaker, 2, 22)
        row.share(self.text, 5, 30)
        self.watch(self.speaker, self.text)

    def set_value(self, value: Any) -> None:
        """Show an opinion."""
        self._shown = value
        self.speaker.set_value(value.speaker)
        self.text.set_value(value.text)

    def value(self) -> OpinionDraft:
        """Return the opinion."""
        return replace(self._shown, speaker=self.speaker.value(), text=self.text.value())

    def is_empty(self) -> bool:
        """A row in which nothing stands is left out."""
        return not (self.speaker.value() or self.text.value())


def open_sitting(shell: Shell, draft: SittingDraft, year: int) -> OneActDialog:
    """Show a sitting of a campaign's review, the first or a further one."""
    office = shell.office
    what = "Họp xét xếp loại chi bộ và" if draft.number == FIRST else f"Họp xét bổ sung lần {draft.number},"
    seats = review_meeting.seats(office, draft.body, draft.held_on or shell.today())
    members = [Choice(seat.person_id, seat.name, seat.post) for seat in seats]
    known = {seat.person_id for seat in seats}
    others = [Choice(one.id, one.name, one.second) for one in people.person_picks(office) if one.id not in known]
    return open_act(
        shell,
        OneAct(
            name="sitting",
            title="Cuộc họp xét",
            heading=f"{what} công nhận danh hiệu năm {year}",
            verb="Lưu cuộc họp",
            said="Đã lưu cuộc họp xét.",
            draft=draft,
            build=partial(_build, members=members, everyone=[*members, *others]),
            do=lambda typed: review_meeting.save(office, typed),
            topic=TOPIC,
            rows=19,
            width=104,
        ),
    )


def _build(form: Form, members: list[Choice], everyone: list[Choice]) -> None:
    when = form.group("Thời gian, địa điểm")
    when.add("Ngày họp", DateField(), name="held_on")
    when.add("Bắt đầu", TimeField(), name="starts_at")
    when.add("Kết thúc", TimeField(), name="ends_at")
    when.add("Địa điểm", LineField(characters=40), name="place")
    who = form.group("Thành phần", hint="Tổng số là mọi ủy viên, tính cả người vắng: phiếu được tính trên số này.")
    who.add("Cơ quan họp xét", ChoiceField(choices_of(list(ReviewBody), _label), characters=24), name="body")
    who.add("Biểu quyết", ChoiceField(choices_of(list(VoteMethod), _label), characters=26), name="method")
    who.add("Tổng số ủy viên", NumberField(lowest=1), name="total")
    who.add("Có mặt", NumberField(lowest=0), name="present")
    who.add("Chủ trì", NameField(members), name="chair")
    who.add("Thư ký", NameField(everyone), name="secretary")
    absent = RowList(lambda: AbsenceRow(members), lambda: AbsenceDraft(""), "Thêm người vắng", noun="Người vắng")
    who.add("Vắng mặt", absent, name="absences", wide=True)
    who.add("Mời dự", TextField(lines=2), name="guests", hint="Mỗi dòng một cơ quan hoặc một người.", wide=True)
    said = form.group("Nội dung")
    said.add("Người trình bày báo cáo thẩm định", NameField(everyone), name="presenter")
    opinions = RowList(lambda: OpinionRow(everyone), lambda: OpinionDraft(""), "Thêm ý kiến", noun="Ý kiến")
    said.add("Ý kiến thảo luận", opinions, name="opinions", wide=True)
    said.add(
        "Kết luận của chủ trì",
        TextField(lines=4),
        name="conclusion",
        hint="Để trống thì biên bản in câu kết luận mẫu với số chi bộ đề nghị và không đề nghị.",
        wide=True,
    )


def _label(value: ReviewBody | VoteMethod) -> str:
    return value.label
