"""The fields of “Đảng bộ cơ sở 4 tốt” beside its grids: the meeting with the petition, and the answer from above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from bontot_desktop.rules.recognition import ReviewBody, TitleKind
from bontot_desktop.services import committee_title
from bontot_desktop.services.committee_title import Result
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

#: The page of the help about it.
TOPIC = "dang-bo-4-tot"


@dataclass(frozen=True, slots=True)
class MeetingTyped:
    """The fields of the meeting and of the petition."""

    criteria_set_id: int
    superior_name: str
    title_spelling: str
    plan_basis: str
    registered_on: date | None
    self_scored_on: date | None
    review_on: date | None
    review_body: ReviewBody
    review_total: int | None
    review_present: int | None
    votes_for: int | None
    achievements: str


MEETING_NAMES = tuple(MeetingTyped.__dataclass_fields__)


def build_meeting(form: Form) -> ChoiceField:
    """Put the fields of the meeting and of the petition into a form; returns the one of the sets of criteria."""
    meeting = form.group("Đăng ký, hội nghị xét")
    meeting.add("Ngày đăng ký với cấp trên", DateField(), name="registered_on")
    meeting.add("Ngày tự chấm", DateField(), name="self_scored_on")
    bodies = choices_of(list(ReviewBody), lambda body: body.label)
    meeting.add("Hội nghị của", ChoiceField(bodies, characters=26), name="review_body")
    meeting.add("Ngày hội nghị xét", DateField(), name="review_on", hint="Họp xong hãy ghi.")
    meeting.add("Tổng số ủy viên", NumberField(), name="review_total")
    meeting.add("Có mặt", NumberField(), name="review_present")
    meeting.add("Tán thành đề nghị", NumberField(), name="votes_for", hint="Phải quá nửa tổng số ủy viên.")
    words = form.group("Tờ trình")
    sets: ChoiceField = words.add("Bộ tiêu chí", ChoiceField([], characters=40), name="criteria_set_id")
    words.add("Cấp trên quyết định", LineField(), name="superior_name")
    words.add("Cách viết danh hiệu", LineField(placeholder="Đảng bộ cơ sở 4 tốt"), name="title_spelling")
    words.add(
        "Kết quả nổi bật",
        TextField(lines=4, placeholder="Mỗi dòng một kết quả, in ở mục 1 của tờ trình"),
        name="achievements",
        wide=True,
    )
    words.add(
        "Văn bản của cấp trên, của Đảng ủy",
        TextField(lines=2, placeholder="Kế hoạch số …-KH/TU, ngày … của Ban Thường vụ Tỉnh ủy"),
        name="plan_basis",
        wide=True,
    )
    return sets


def open_result(shell: Shell, campaign_id: int, year: int, result: Result) -> OneActDialog:
    """Show the window in which the answer of the committee above is written down."""
    return open_act(
        shell,
        OneAct(
            "committee-result",
            "Kết quả của cấp trên",
            f"“{TitleKind.COMMITTEE_4_GOOD.label}” năm {year}",
            "Ghi kết quả",
            "Đã ghi kết quả của cấp trên.",
            result,
            _build_result,
            lambda given: committee_title.record_result(shell.office, campaign_id, given),
            topic=TOPIC,
            rows=16,
        ),
    )


def _build_result(form: Form) -> None:
    group = form.group()
    words = ((True, "Công nhận"), (False, "Không công nhận"))
    group.add("Kết quả", ChoiceField(list(words), characters=20), name="is_recognised")
    group.add("Số, ký hiệu quyết định", LineField(placeholder="125-QĐ/TU"), name="number")
    group.add("Ngày quyết định", DateField(), name="decided_on")
    group.add("Người ký", LineField(), name="signer")
    group.add("Lý do không công nhận", TextField(lines=2), name="reason", wide=True)
