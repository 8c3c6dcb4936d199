"""Hệ thống, Nhắc việc: how many days before or after each kind of thing is shown on the first page."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, ClassVar

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.reminders import ReminderRules
from bontot_desktop.services import reminder_settings
from bontot_desktop.services.setting_changes import LABELS
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField

_GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Sinh hoạt chi bộ điểm",
        ("chores_before", "invite_before", "sheets_after", "conclusion_after", "replicate_after"),
    ),
    ("Sinh hoạt hằng tháng", ("minutes_after", "papers_before", "committee_before", "themed_before")),
    ("Kiến nghị", ("petition_send", "petition_answer", "petition_again")),
    ("Đảng viên, thi đua", ("probation_before", "badges_before", "campaign_before")),
    ("Văn bản, bản sao", ("print_after", "print_until", "copy_after", "usb_after")),
)


class RemindingPart(FormPart):
    """The numbers of days."""

    help_topic: ClassVar[str] = "tong-quan"
    title_text = "Nhắc việc"
    summary_text = "Việc hiện ở Tổng quan trước hay sau bao nhiêu ngày; mặc định theo hướng dẫn hiện hành."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        for title, names in _GROUPS:
            group = form.group(title)
            for name in names:
                group.add(LABELS[reminder_settings.RULES][name], NumberField(highest=365), name=name)

    def load(self) -> ReminderRules:
        """Return the numbers as they are kept."""
        return reminder_settings.load(self.shell.office)

    def store(self, draft: ReminderRules) -> Changes:
        """Save the numbers; an empty one is 0."""
        told: dict[str, Any] = {one.name: getattr(draft, one.name) or 0 for one in fields(draft)}
        return reminder_settings.save(self.shell.office, replace(draft, **told))
