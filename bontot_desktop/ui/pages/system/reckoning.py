"""Hệ thống, Cách tính sinh hoạt: how long a meeting lasts, whom totals count, and the thresholds of statistics."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, ClassVar

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.meetings import VoteThreshold
from bontot_desktop.services import statistic_settings
from bontot_desktop.services.setting_changes import LABELS
from bontot_desktop.services.statistic_settings import Reckoning
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField

_DURATION = ("base", "combined", "large", "large_from_members")
_PEOPLE = ("total_includes_temp_in", "chair_counts_as_speaker", "names_owing")
#: Beside those of people: when a meeting ends, what it plans, which committee meeting is about it.
_ABOUT = ("usual_minutes", "late_from", "committee_within")
_VOTES = ("vote_threshold", "vote_share")
_WATCH = ("months_warn", "months_alert", "run_warn", "run_alert")
_PLAIN = ("absent_from", "record_by_day", "themed_per_quarter", "around", "upload_before_hours", "upload_after_days")


@dataclass(frozen=True, slots=True)
class ReckoningForm:
    """The choices flat, as the form shows them."""

    base: int = 0
    combined: int = 0
    large: int = 0
    large_from_members: int = 0
    total_includes_temp_in: bool = True
    chair_counts_as_speaker: bool = False
    names_owing: bool = True
    usual_minutes: int = 0
    late_from: int = 0
    committee_within: int = 0
    vote_threshold: VoteThreshold = VoteThreshold.OVER_HALF
    vote_share: str = ""
    months_warn: int = 0
    months_alert: int = 0
    run_warn: int = 0
    run_alert: int = 0
    absent_from: int = 0
    record_by_day: int = 0
    themed_per_quarter: int = 0
    around: int = 0
    upload_before_hours: int = 0
    upload_after_days: int = 0


def form_of(chosen: Reckoning) -> ReckoningForm:
    """Return the choices as the form shows them."""
    meetings, rules = chosen.meetings, chosen.statistics
    told = {name: getattr(meetings.duration, name) for name in _DURATION}
    told |= {name: getattr(meetings, name) for name in (*_PEOPLE, *_ABOUT, *_VOTES)}
    told |= {name: getattr(rules.watch, name) for name in _WATCH}
    return ReckoningForm(**told, **{name: getattr(rules, name) for name in _PLAIN})


def chosen_of(form: ReckoningForm, now: Reckoning) -> Reckoning:
    """Return the choices of the form; an empty number is 0."""

    def told(names: tuple[str, ...]) -> dict[str, Any]:
        return {name: getattr(form, name) or 0 for name in names}

    meetings = replace(
        now.meetings,
        duration=replace(now.meetings.duration, **told(_DURATION)),
        **{name: bool(getattr(form, name)) for name in _PEOPLE},
        **told(_ABOUT),
        vote_threshold=form.vote_threshold,
        vote_share=form.vote_share if form.vote_threshold is VoteThreshold.CUSTOM else "",
    )
    rules = replace(now.statistics, watch=replace(now.statistics.watch, **told(_WATCH)), **told(_PLAIN))
    return Reckoning(meetings, rules)


class ReckoningPart(FormPart):
    """The choices every figure follows."""

    help_topic: ClassVar[str] = "thong-ke"
    title_text = "Cách tính sinh hoạt"
    summary_text = "Thời lượng phải có, cách tính số dự và các mốc nhắc; mặc định theo hướng dẫn hiện hành."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Thời lượng", hint="Số đảng viên để 0 thì không có quy định riêng cho chi bộ đông.")
        self._beside(form, group, "meetings", "duration.", _DURATION)
        group = form.group("Cách tính số người")
        for name in _PEOPLE:
            group.add("", CheckField(LABELS["meetings"][name]), name=name)
        group = form.group(
            "Lịch, nội dung, họp chi ủy",
            hint="Họp chi ủy để 0 thì không nhắc, chỉ tính cuộc họp ghi rõ chuẩn bị cho buổi ấy.",
        )
        self._beside(form, group, "meetings", "", _ABOUT)
        group = form.group("Biểu quyết", hint="Từng lần biểu quyết chọn được mức khác, ghi ở biên bản.")
        labels = LABELS["meetings"]
        levels = ChoiceField([(one, one.label) for one in VoteThreshold], characters=24)
        beside(
            form,
            group,
            (labels["vote_threshold"], levels, "vote_threshold", 0),
            (labels["vote_share"], LineField(characters=8), "vote_share", 0),
        )
        group = form.group("Đảng viên cần theo dõi", hint="Điều 8 Điều lệ Đảng; tiêu chí sinh hoạt chi bộ.")
        self._beside(form, group, "statistics", "watch.", _WATCH)
        group = form.group("Mốc thống kê")
        self._beside(form, group, "statistics", "", _PLAIN[:3])
        self._beside(form, group, "statistics", "", _PLAIN[3:])

    def _beside(self, form: Form, group: Any, subject: str, inside: str, names: tuple[str, ...]) -> None:
        labels = LABELS[subject]
        beside(form, group, *((labels[f"{inside}{name}"], NumberField(highest=600), name, 0) for name in names))

    def load(self) -> ReckoningForm:
        """Return the choices as they are kept."""
        return form_of(statistic_settings.load(self.shell.office))

    def store(self, draft: ReckoningForm) -> Changes:
        """Save the choices, each fault at its own field."""
        office = self.shell.office
        try:
            return statistic_settings.save(office, chosen_of(draft, statistic_settings.load(office)))
        except Problems as refusal:
            bare = [Problem(problem.field.split(".")[-1], problem.sentence) for problem in refusal.problems]
            raise Problems(bare) from refusal
