"""The window with the days, the set of criteria and the rules of a year of “Đảng viên 5 tốt”."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bontot_desktop.rules.member_titles import MemberRules
from bontot_desktop.rules.recognition import QualityLevel, Severity
from bontot_desktop.services import title_years
from bontot_desktop.services.title_years import TitleYear
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

_LEVELS = [
    (level, f"từ {level.label} trở lên")
    for level in (QualityLevel.EXCELLENT, QualityLevel.GOOD, QualityLevel.COMPLETED)
]
_DISCIPLINES = [(Severity.HARD, "không đề nghị"), (Severity.SOFT, "chỉ lưu ý")]


@dataclass(frozen=True, slots=True)
class _Typed:
    """The fields of the window, in one row."""

    criteria_set_id: int
    register_until: date | None
    review_on: date | None
    cut_off_on: date | None
    title_spelling: str
    least: QualityLevel | None
    discipline: Severity | None
    plan_basis: str


def open_member_year(shell: Shell, draft: TitleYear, given_up: Callable[[], Any]) -> OneActDialog:
    """Show the window; ``given_up`` is called when the year was opened by mistake and is to go."""
    typed = _Typed(
        draft.criteria_set_id,
        draft.register_until,
        draft.review_on,
        draft.cut_off_on,
        draft.title_spelling,
        draft.rules.least,
        draft.rules.discipline,
        draft.plan_basis,
    )
    dialog = open_act(
        shell,
        OneAct(
            "title-year",
            "Đảng viên 5 tốt",
            f"Đợt “{draft.title.label}” năm {draft.year}",
            "Lưu",
            "Đã lưu đợt Đảng viên 5 tốt.",
            typed,
            lambda form: _build(shell, form, draft),
            lambda one: title_years.save(shell.office, _joined(draft, one)),
            topic="dang-vien-5-tot",
            rows=19,
            width=84,
        ),
    )

    def give_up() -> None:
        dialog.form.forget()
        dialog.reject()
        given_up()

    button = dialog.form.add_button("Bỏ đợt này", give_up)
    button.setAutoDefault(False)
    return dialog


def _build(shell: Shell, form: Form, draft: TitleYear) -> None:
    group = form.group()
    offered = title_years.criteria_sets(shell.office, draft.title, also=draft.criteria_set_id)
    group.add(
        "Bộ tiêu chí", ChoiceField([(row.id, row.label) for row in offered], characters=40), name="criteria_set_id"
    )
    group.add("Hạn đăng ký", DateField(), name="register_until")
    group.add(
        "Ngày Ban Thường vụ họp xét",
        DateField(),
        name="review_on",
        hint="Họp xong hãy ghi; quyết định không ghi ngày trước ngày này.",
    )
    group.add("Ngày chốt số liệu", DateField(), name="cut_off_on")
    rules = form.group("Điều kiện xét", "Bỏ trống thì không xét điều kiện ấy.")
    rules.add("Xếp loại chất lượng của năm", ChoiceField(_LEVELS, none="không xét", characters=36), name="least")
    rules.add("Bị kỷ luật trong năm", ChoiceField(_DISCIPLINES, none="không xét", characters=20), name="discipline")
    words = form.group("Lời văn quyết định")
    words.add("Cách viết danh hiệu", LineField(placeholder="Đảng viên 5 tốt"), name="title_spelling")
    words.add(
        "Văn bản căn cứ",
        TextField(lines=2, placeholder="Kế hoạch số …-KH/ĐU, ngày … của Ban Thường vụ Đảng ủy về …"),
        name="plan_basis",
        hint="Mỗi dòng một văn bản.",
        wide=True,
    )


def _joined(draft: TitleYear, typed: _Typed) -> TitleYear:
    return replace(
        draft,
        criteria_set_id=typed.criteria_set_id,
        register_until=typed.register_until,
        review_on=typed.review_on,
        cut_off_on=typed.cut_off_on or date(draft.year, 12, 31),
        title_spelling=typed.title_spelling,
        rules=MemberRules(typed.least, typed.discipline),
        plan_basis=typed.plan_basis,
    )
