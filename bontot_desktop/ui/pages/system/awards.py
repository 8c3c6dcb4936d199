"""Hệ thống, Khen thưởng: the money that goes with a certificate, and how certificates meet their paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.streaks import MergePolicy, StreakSettings
from bontot_desktop.services import award_rates, streaks
from bontot_desktop.services.award_rates import FARTHEST_MM, GREATEST, LINES, AwardSettings, Mode
from bontot_desktop.ui.forms import offset_sheet
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

_MODES = (
    (Mode.FRAME, "In đủ cả khung lên giấy trắng"),
    (Mode.STOCK, "In chữ lên phôi giấy khen in sẵn"),
)


@dataclass(frozen=True, slots=True)
class AwardForm:
    """What the form shows: the settings, each pre-printed line a tick of its own."""

    base_pay: int | None
    base_pay_from: date | None
    title: Decimal | None
    exemplary: Decimal | None
    five_years: Decimal | None
    member: Decimal | None
    member_five_years: Decimal | None
    title_by: str
    exemplary_by: str
    five_years_by: str
    member_by: str
    member_five_years_by: str
    shares_from: date | None
    merged: MergePolicy
    reuses_years: bool
    mode: Mode
    offset_right: Decimal | None
    offset_down: Decimal | None
    party: bool = False
    issuer: bool = False
    given: bool = False
    name: bool = False
    authority: bool = False


class AwardsPart(FormPart):
    """Money by the base pay, and the print of certificates."""

    help_topic: ClassVar[str] = "muc-thuong"

    title_text = "Khen thưởng"
    summary_text = "Tiền thưởng tính theo lương cơ sở của ngày quyết định. Quyết định đã ban hành giữ mức của nó."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        money = form.group("Mức thưởng")
        money.add("Lương cơ sở", NumberField(lowest=1, characters=12), name="base_pay", suffix="đồng/tháng")
        money.add(
            "Áp dụng từ ngày",
            DateField(),
            name="base_pay_from",
            hint="Ghi mức mới với ngày của nó; mức cũ được giữ cho các ngày trước.",
        )
        for name, label, hint in (
            ("title", "Hệ số, phong trào thi đua", "Chưa có quy định chung; đề xuất như giấy khen trong năm."),
            ("exemplary", "Hệ số, tiêu biểu trong năm", "Hướng dẫn 56-HD/VPTW và Công văn 19780-CV/VPTW: 0,6."),
            ("five_years", "Hệ số, tiêu biểu 5 năm liền", "Hướng dẫn 56-HD/VPTW và Công văn 19780-CV/VPTW: 1,5."),
            ("member", "Hệ số, đảng viên trong năm", "Hướng dẫn 56-HD/VPTW: 0,3."),
            ("member_five_years", "Hệ số, đảng viên 5 năm liền", "Hướng dẫn 56-HD/VPTW: 1,0."),
        ):
            field = NumberField(highest=GREATEST, decimals=2, step=Decimal("0.1"))
            money.add(label, field, name=name, suffix="lần lương cơ sở", hint=hint)
        money.add(
            "Hệ số áp dụng từ ngày",
            DateField(),
            name="shares_from",
            hint="Đổi hệ số, cấp tặng thì ghi ngày bắt đầu; điều cũ được giữ cho các ngày trước.",
        )
        by = form.group(
            "Cấp tặng",
            hint="Để trống là Ban Thường vụ Đảng ủy xã, phường tặng. Hướng dẫn 06-HD/TW (2025) mục 19: trong năm do "
            "đảng ủy cấp trên trực tiếp, 5 năm liền do ban thường vụ cấp ủy cấp trên của tổ chức cơ sở đảng; xem lại "
            "theo Hướng dẫn 01-HD/TW (19/5/2026) và quy chế của tỉnh. Nơi khác tặng thì khi ra quyết định có lời nhắc.",
        )
        for name, label in (
            ("title_by", "Phong trào thi đua do"),
            ("exemplary_by", "Tiêu biểu trong năm do"),
            ("five_years_by", "Tiêu biểu 5 năm liền do"),
            ("member_by", "Đảng viên trong năm do"),
            ("member_five_years_by", "Đảng viên 5 năm liền do"),
        ):
            by.add(label, LineField(characters=50), name=name)
        years = form.group("Năm liên tục", hint="Cách tính số năm liền để xét khen 5 năm.")
        merged = choices_of(list(MergePolicy), lambda policy: policy.label)
        years.add("Chi bộ hợp nhất", ChoiceField(merged, characters=60), name="merged")
        years.add("", CheckField("Năm đã xét khen 5 năm liền được tính lại cho lần sau"), name="reuses_years")
        paper = form.group("In giấy khen", hint="Chỉ áp dụng cho giấy khen, không dịch văn bản nào khác.")
        paper.add("Cách in", ChoiceField(_MODES, characters=34), name="mode")
        for name, label, hint in (
            ("offset_right", "Dịch sang phải", "Số âm thì dịch sang trái."),
            ("offset_down", "Dịch xuống dưới", "Số âm thì dịch lên trên."),
        ):
            field = NumberField(lowest=-FARTHEST_MM, highest=FARTHEST_MM, decimals=1, step=Decimal("0.5"))
            paper.add(label, field, name=name, suffix="mm", hint=hint)
        self.align_button = QPushButton("Căn lề giấy in sẵn…")
        self.align_button.clicked.connect(self.align)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.align_button)
        row.addStretch(1)
        paper.add_widget(holder)
        stock = form.group("Phôi đã in sẵn", hint="Dòng đã có trên phôi thì chương trình không in nữa.")
        for name, label in LINES.items():
            stock.add("", CheckField(label), name=name)

    def align(self) -> None:
        """Print the test sheet with the offsets that stand there, and take over what its measures give."""
        draft = self.form.draft()
        self.align_dialog = offset_sheet.open_offset(
            self.shell, draft.offset_right or Decimal(0), draft.offset_down or Decimal(0), self._take_offsets
        )

    def _take_offsets(self, right: Decimal, down: Decimal) -> None:
        for name, value in (("offset_right", right), ("offset_down", down)):
            field = self.form.field(name)
            field.set_value(value)
            field.edited.emit()

    def load(self) -> AwardForm:
        """Return the settings as they are kept."""
        kept = award_rates.load(self.shell.office)
        counted = streaks.load(self.shell.office)
        return AwardForm(
            kept.base_pay,
            kept.base_pay_from,
            kept.title,
            kept.exemplary,
            kept.five_years,
            kept.member,
            kept.member_five_years,
            kept.title_by,
            kept.exemplary_by,
            kept.five_years_by,
            kept.member_by,
            kept.member_five_years_by,
            kept.shares_from,
            counted.merged,
            counted.reuses_years,
            kept.mode,
            kept.offset_right,
            kept.offset_down,
            **{name: name in kept.preprinted for name in LINES},
        )

    def store(self, draft: AwardForm) -> Changes:
        """Save the settings."""
        settings = AwardSettings(
            draft.base_pay,
            draft.base_pay_from,
            draft.title,
            draft.exemplary,
            draft.five_years,
            draft.member,
            draft.member_five_years,
            draft.title_by or "",
            draft.exemplary_by or "",
            draft.five_years_by or "",
            draft.member_by or "",
            draft.member_five_years_by or "",
            draft.shares_from,
            draft.mode,
            draft.offset_right or Decimal(0),
            draft.offset_down or Decimal(0),
            tuple(name for name in LINES if getattr(draft, name)),
        )
        office = self.shell.office
        changes = award_rates.save(office, settings)
        counted = StreakSettings(draft.merged, draft.reuses_years)
        # Only what is another is an act of its own in the history.
        return changes if streaks.load(office) == counted else changes | streaks.save(office, counted)
