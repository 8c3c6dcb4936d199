"""Hệ thống, Tỷ lệ xuất sắc: how many cells may be rated the best, counted on whom (QĐ 366)."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.rating_caps import CapBase, CapGrouping, CapRounding, CapSettings, RatingSigner
from bontot_desktop.services import rating_settings
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import NumberField


class RatingCapPart(FormPart):
    """Share, base, rounding and grouping of the cap, and from when a member is rated."""

    help_topic: ClassVar[str] = "xep-loai-hop-xet"
    title_text = "Tỷ lệ xuất sắc"
    summary_text = "Số chi bộ, đảng viên được xếp loại “Hoàn thành xuất sắc nhiệm vụ” trong từng nhóm tương đồng."
    wants = frozenset({Kind.SETTINGS})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell)
        if parent is not None:
            self.setParent(parent)

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group(
            "Cách tính",
            hint="Quy định 366-QĐ/TW: không quá 20 % số “Hoàn thành tốt nhiệm vụ” có vị trí, nhiệm vụ tương đồng, "
            "cấp có thẩm quyền có thể cho đến 25 %. Nơi làm khác thì chọn theo hướng dẫn của tỉnh.",
        )
        group.add("Tỷ lệ", NumberField(lowest=1, highest=100), name="percent", suffix="%")
        cells = (CapGrouping.REPORT_GROUP, CapGrouping.WHOLE)
        for label, choices, name in (
            ("Tính trên", CapBase, "base"),
            ("Phần lẻ", CapRounding, "rounding"),
            ("Xếp loại chi bộ tính theo", cells, "grouping"),
            ("Xếp loại đảng viên tính theo", CapGrouping, "members"),
        ):
            field = ChoiceField([(choice, choice.label) for choice in choices], characters=34)
            group.add(label, field, name=name)
        who = form.group(
            "Ai được đánh giá",
            hint="Đảng viên mới kết nạp chưa đủ thời gian này, tính từ ngày vào Đảng đến ngày chốt số liệu, thì "
            "không đánh giá, xếp loại (quy định chung là 6 tháng).",
        )
        who.add("Thời gian từ khi kết nạp", NumberField(lowest=0, highest=24), name="months", suffix="tháng")
        paper = form.group(
            "Quyết định xếp loại", hint="Nơi ký thay mặt Ban Chấp hành, nơi ký thay mặt Ban Thường vụ; theo quy chế."
        )
        signers = ChoiceField([(choice, choice.label) for choice in RatingSigner], characters=34)
        paper.add("Ký", signers, name="signer")

    def load(self) -> CapSettings:
        """Return the choices as they are kept."""
        return rating_settings.load(self.shell.office)

    def store(self, draft: CapSettings) -> Changes:
        """Save the choices."""
        return rating_settings.save(self.shell.office, draft)
