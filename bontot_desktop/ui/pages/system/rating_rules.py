"""Hệ thống, Mức xếp loại: the conditions of the yearly levels, from which year and by which paper (QĐ 366)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.rating_suggestions import YearRules
from bontot_desktop.services import rating_rules
from bontot_desktop.services.setting_changes import LABELS
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField

_POINTS = ("excellent_from", "good_from", "completed_from")
_SHARES = (
    ("least_over", "Quy định 366-QĐ/TW: 30 %; Quy định 124-QĐ/TW (2023, 2024): 50 %."),
    ("most_late", "Quy định 366-QĐ/TW: 20 %. Chậm hơn nữa thì cấp có thẩm quyền xem xét."),
    ("cell_least_done", "Quy định 366-QĐ/TW: dưới 70 %; Quy định 124-QĐ/TW: dưới 50 %."),
    ("member_most_undone", "Quy định 366-QĐ/TW: quá 50 %."),
)


@dataclass(frozen=True, slots=True)
class RulesForm:
    """What the form shows; a number is None where its field is empty."""

    from_year: int | None
    source: str
    least_over: int | None
    most_late: int | None
    cell_least_done: int | None
    member_most_undone: int | None
    excellent_from: int | None
    good_from: int | None
    completed_from: int | None


class RatingRulesPart(FormPart):
    """Points and shares by which a level is suggested, and above which a reason is asked."""

    help_topic: ClassVar[str] = "xep-loai"
    title_text = "Mức xếp loại"
    summary_text = "Điểm, tỷ lệ nhiệm vụ để gợi ý mức xếp loại chi bộ, đảng viên cuối năm; đổi thì ghi năm áp dụng."
    wants = frozenset({Kind.SETTINGS})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell)
        if parent is not None:
            self.setParent(parent)

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        labels = LABELS[rating_rules.SETTING]
        group = form.group(
            "Áp dụng", hint="Các năm trước, năm đã kết thúc giữ điều kiện của mình; ghi năm mới thì thêm một bộ mới."
        )
        group.add(labels["from_year"], NumberField(lowest=2000, highest=2100), name="from_year")
        group.add(labels["source"], LineField(), name="source", wide=True)
        group = form.group("Điểm của từng mức", hint="Quy định 366-QĐ/TW: từ 90, từ 70, từ 50 trên 100 điểm.")
        beside(form, group, *((labels[name], NumberField(highest=100), name, 0) for name in _POINTS))
        group = form.group("Nhiệm vụ trong năm", hint="Tỷ lệ trên số nhiệm vụ được giao.")
        for name, hint in _SHARES:
            group.add(labels[name], NumberField(highest=100), name=name, suffix="%", hint=hint)

    def load(self) -> RulesForm:
        """Return the conditions as they are kept."""
        kept = rating_rules.load(self.shell.office)
        return RulesForm(**{field.name: getattr(kept, field.name) for field in fields(RulesForm)})

    def store(self, draft: RulesForm) -> Changes:
        """Save the conditions; an empty number cannot be."""
        told = {field.name: getattr(draft, field.name) for field in fields(RulesForm)}
        numbers = {name: -1 if value is None else value for name, value in told.items() if name != "source"}
        return rating_rules.save(self.shell.office, YearRules(source=draft.source or "", **numbers))
