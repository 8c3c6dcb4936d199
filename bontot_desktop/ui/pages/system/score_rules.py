"""Hệ thống, Xếp loại cả năm: until when scores are due, and what each level of a cell's year takes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.outliers import OutlierRule
from bontot_desktop.rules.roll_up import LevelRule, RollUpRules
from bontot_desktop.rules.scoring import Rating, ScoreDeadlines
from bontot_desktop.services import score_settings
from bontot_desktop.services.score_settings import ScoreSettings
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField

#: The fields of a level: name in the rule, label.
_FIELDS = (
    ("share_percent", "Tỷ lệ số buổi (%)"),
    ("share_level", "đạt từ mức"),
    ("count", "Ít nhất (buổi)"),
    ("count_level", "đạt từ mức"),
    ("min_regular", "Buổi thường kỳ"),
    ("min_themed", "Buổi chuyên đề"),
    ("max_unexcused", "Vắng không lý do, nhiều nhất"),
)
_LEVELS = (Rating.GOOD, Rating.FAIR, Rating.AVERAGE)


@dataclass(frozen=True, slots=True)
class RulesForm:
    """The settings flat, each field of each level under its own name ("GOOD_count")."""

    submit_day: int | None = None
    decide_day: int | None = None
    outlier_points: Decimal | None = None
    outlier_spreads: Decimal | None = None
    outlier_least: int | None = None
    outlier_near: Decimal | None = None
    GOOD_share_percent: int | None = None
    GOOD_share_level: Rating | None = None
    GOOD_count: int | None = None
    GOOD_count_level: Rating | None = None
    GOOD_min_regular: int | None = None
    GOOD_min_themed: int | None = None
    GOOD_max_unexcused: int | None = None
    FAIR_share_percent: int | None = None
    FAIR_share_level: Rating | None = None
    FAIR_count: int | None = None
    FAIR_count_level: Rating | None = None
    FAIR_min_regular: int | None = None
    FAIR_min_themed: int | None = None
    FAIR_max_unexcused: int | None = None
    AVERAGE_share_percent: int | None = None
    AVERAGE_share_level: Rating | None = None
    AVERAGE_count: int | None = None
    AVERAGE_count_level: Rating | None = None
    AVERAGE_min_regular: int | None = None
    AVERAGE_min_themed: int | None = None
    AVERAGE_max_unexcused: int | None = None


def form_of(settings: ScoreSettings) -> RulesForm:
    """Return the settings as the form shows them; conditions that are not asked are empty."""
    told: dict[str, Any] = {
        "submit_day": settings.deadlines.submit_day,
        "decide_day": settings.deadlines.decide_day,
        "outlier_points": settings.outliers.points,
        "outlier_spreads": settings.outliers.spreads,
        "outlier_least": settings.outliers.least,
        "outlier_near": settings.outliers.near,
    }
    for rule in settings.roll_up.levels:
        for name, _ in _FIELDS:
            value = getattr(rule, name)
            is_asked = value is not None if name == "max_unexcused" else bool(value)
            if name == "share_percent" and rule.share_level is None:
                is_asked = False
            told[f"{rule.level.value}_{name}"] = value if is_asked else None
    return RulesForm(**told)


def settings_of(form: RulesForm) -> ScoreSettings:
    """Return what the form says; a level without any condition is left out."""
    levels = []
    for level in _LEVELS:
        told = {name: getattr(form, f"{level.value}_{name}") for name, _ in _FIELDS}
        if any(value is not None for value in told.values()):
            levels.append(_rule(level, told))
    deadlines = ScoreDeadlines(form.submit_day or 0, form.decide_day or 0)
    far = OutlierRule(
        points=form.outlier_points or Decimal(0),
        spreads=form.outlier_spreads or Decimal(0),
        least=form.outlier_least or 3,
        near=form.outlier_near or Decimal(0),
    )
    return ScoreSettings(deadlines, RollUpRules(tuple(levels)), far)


def _rule(level: Rating, told: dict[str, Any]) -> LevelRule:
    usual: dict[str, Any] = {one.name: one.default for one in fields(LevelRule)}
    return LevelRule(level, **{name: usual[name] if value is None else value for name, value in told.items()})


class ScoreRulesPart(FormPart):
    """Deadlines and levels."""

    help_topic: ClassVar[str] = "han-cham"
    title_text = "Hạn chấm, xếp loại năm"
    summary_text = "Mức cả năm của chi bộ tính từ xếp loại các buổi thường kỳ trong năm."
    wants = frozenset({Kind.SETTINGS})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell)
        if parent is not None:
            self.setParent(parent)

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        due = form.group("Hạn hằng tháng", hint="Ngày của tháng sau; để trống hoặc ghi 0 thì không nhắc hạn.")
        beside(
            form,
            due,
            ("Chi bộ nộp điểm trước hết ngày", NumberField(highest=28), "submit_day", 0),
            ("Đảng ủy chốt xếp loại trước hết ngày", NumberField(highest=28), "decide_day", 0),
        )
        far = form.group(
            "Phiếu chấm lệch của người dự sinh hoạt điểm",
            hint="Mức giữa là trung vị các phiếu, độ lệch thường gặp là trung vị các khoảng cách đến mức giữa; chưa có "
            "quy định chung, ghi 0 thì không xét.",
        )
        beside(
            form,
            far,
            ("Cách mức giữa quá (điểm)", NumberField(highest=100, decimals=1), "outlier_points", 0),
            ("Quá mấy lần độ lệch thường gặp", NumberField(highest=20, decimals=1), "outlier_spreads", 0),
            ("và cách mức giữa hơn (điểm)", NumberField(highest=100, decimals=1), "outlier_near", 0),
            ("Xét khi có ít nhất (phiếu)", NumberField(lowest=3, highest=50), "outlier_least", 0),
        )
        hints = {
            Rating.GOOD: "Theo Đảng ủy Khối các cơ quan tỉnh Phú Thọ.",
            Rating.FAIR: "Mức này chưa có quy định chung; hãy sửa theo quy định của tỉnh, xã.",
            Rating.AVERAGE: "Không đạt mức nào ở trên là Kém.",
        }
        for level in _LEVELS:
            group = form.group(f"Mức {level.label}", hint=hints[level])
            made = [(label, self._make(name), f"{level.value}_{name}", 0) for name, label in _FIELDS]
            beside(form, group, *made[:4])
            beside(form, group, *made[4:])

    def _make(self, name: str) -> Any:
        if name.endswith("_level"):
            return ChoiceField([(rating, rating.label) for rating in Rating], none="—", characters=10)
        return NumberField(highest=100 if name == "share_percent" else 1000)

    def load(self) -> RulesForm:
        """Return the settings as they are kept."""
        return form_of(score_settings.load(self.shell.office))

    def store(self, draft: RulesForm) -> Changes:
        """Save the settings, each fault at its own field."""
        settings = settings_of(draft)
        try:
            return score_settings.save(self.shell.office, settings)
        except Problems as refusal:
            raise Problems([_at_field(problem, settings) for problem in refusal.problems]) from refusal


def _at_field(problem: Problem, settings: ScoreSettings) -> Problem:
    first, *rest = problem.field.split(".")
    if first != "levels":
        return problem
    level = settings.roll_up.levels[int(rest[0])].level
    return Problem(f"{level.value}_{rest[1]}", problem.sentence)
