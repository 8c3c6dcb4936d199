"""Hệ thống, Thể thức: the office's choices where the guides leave room (document-format.md §10)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import committee
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import CheckField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


@dataclass(frozen=True, slots=True)
class FormatDraft:
    """The choices shown: line pitch in points, empty lines above the signer's name, two-sided printing."""

    line_spacing_pt: Decimal
    blank_lines: int
    two_sided: bool


class FormatPart(FormPart):
    """A few choices of format."""

    title_text = "Thể thức văn bản"
    summary_text = "Văn bản từ 27/5/2026 theo Hướng dẫn 05-HD/VPTW, văn bản trước đó theo Hướng dẫn 36-HD/VPTW."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Trình bày")
        group.add(
            "Giãn dòng chính xác",
            NumberField(lowest=18, highest=22, decimals=1),
            name="line_spacing_pt",
            suffix="pt",
            hint="Hướng dẫn cho phép từ 18 đến 22 pt.",
        )
        group.add(
            "Số dòng trống trên họ tên người ký",
            NumberField(lowest=4, highest=5),
            name="blank_lines",
            suffix="dòng",
            hint="Thường là 4, có nơi dùng 5.",
        )
        group.add("", CheckField("In hai mặt, lề trái phải đối xứng"), name="two_sided")

    def load(self) -> FormatDraft:
        """Return the choices as they are kept."""
        settings = committee.format_settings(self.shell.office)
        return FormatDraft(Decimal(str(settings.line_spacing_pt)), settings.blank_lines_before_name, settings.two_sided)

    def store(self, draft: FormatDraft) -> Changes:
        """Save the choices."""
        return committee.save_line_spacing(
            self.shell.office, float(draft.line_spacing_pt), draft.blank_lines, two_sided=draft.two_sided
        )
