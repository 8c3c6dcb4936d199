"""Hệ thống, Cán bộ: who holds which office from–to, and who signs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.papers import Issuer
from bontot_desktop.services import committee
from bontot_desktop.services.committee import HoldingDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.tables.columns import Column, date_column, person_column, text_column
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField, NumberField

_BODIES = [(issuer, issuer.label) for issuer in Issuer if issuer is not Issuer.CELL]


class PeoplePart(ListPart):
    """People in office."""

    help_topic: ClassVar[str] = "can-bo"

    title_text = "Cán bộ, chức vụ"
    summary_text = "Văn bản lấy người ký theo chức vụ vào ngày của văn bản; ai thôi chức thì ghi ngày thôi, không xóa."
    add_word = "Thêm chức vụ"
    empty_text = "Chưa khai báo ai giữ chức vụ; văn bản chưa có người ký."
    icon = "identification-badge"
    table_name = "holdings"
    wants = frozenset({Kind.PEOPLE, Kind.SETTINGS})

    def columns(self) -> Sequence[Column]:
        """Name, body, post, the two days and whether the person signs."""
        return (
            person_column("Họ và tên", lambda row: row.full_name, stretch=True),
            text_column("Cơ quan", lambda row: row.body.label),
            text_column("Chức vụ", lambda row: row.post),
            text_column("Ký văn bản", lambda row: "Có" if row.can_sign else ""),
            date_column("Từ ngày", lambda row: row.from_on),
            date_column("Đến ngày", lambda row: row.to_on),
        )

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Chức vụ")
        group.add("Họ và tên", LineField(), name="full_name")
        group.add("Cơ quan", ChoiceField(_BODIES), name="body")
        group.add("Chức vụ", LineField(), name="post", hint="Ví dụ: Bí thư, Phó Bí thư, Ủy viên, Chánh Văn phòng")
        group.add(
            "Thứ tự trong danh sách",
            NumberField(lowest=1, highest=99),
            name="rank",
            hint="1 đứng đầu và ký trước.",
        )
        group.add("Từ ngày", DateField(), name="from_on")
        group.add("Đến ngày", DateField(), name="to_on", hint="Để trống khi đang giữ chức vụ.")
        group.add("", CheckField("Được ký văn bản thay mặt cơ quan này"), name="can_sign")

    def rows(self) -> list[HoldingDraft]:
        """Return everybody who held or holds an office."""
        return committee.holdings(self.shell.office)

    def blank(self) -> HoldingDraft:
        """Return an empty line."""
        return HoldingDraft()

    def store(self, draft: HoldingDraft) -> Saved:
        """Save a line."""
        return committee.save_holding(self.shell.office, draft)
