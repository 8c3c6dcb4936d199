"""Hệ thống, Người dùng: who works at this PC, and who may only look."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from bontot_desktop.rules.changes import Kind
from bontot_desktop.rules.operators import OperatorDraft, Role
from bontot_desktop.services import operators
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.tables.columns import Column, person_column, text_column
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form


class OperatorsPart(ListPart):
    """The people who sit down at this PC."""

    help_topic: ClassVar[str] = "nguoi-dung"

    title_text = "Người dùng"
    summary_text = "Từ hai người trở lên thì lúc mở chương trình hỏi ai làm việc; nhật ký ghi tên người ấy."
    add_word = "Thêm người"
    empty_text = "Chưa có ai; nhật ký ghi tên người dùng của máy tính."
    icon = "users"
    table_name = "operators"
    wants = frozenset({Kind.SETTINGS})

    def columns(self) -> Sequence[Column]:
        """Name, role and whether the person still works here."""
        return (
            person_column("Họ và tên", lambda row: row.name, stretch=True),
            text_column("Quyền", lambda row: row.role.label),
            text_column("Đang làm việc", lambda row: "Có" if row.is_active else ""),
        )

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group(
            "Người dùng",
            "Quyền để tránh nhầm tay và để nhật ký rõ người; ai biết mật khẩu của tệp vẫn có thể chọn tên khác.",
        )
        group.add("Họ và tên", LineField(), name="name")
        group.add("Quyền", ChoiceField([(role, role.label) for role in Role], characters=24), name="role")
        group.add("", CheckField("Đang làm việc ở đây"), name="is_active")

    def rows(self) -> list[OperatorDraft]:
        """Return everybody, those who left last."""
        return operators.rows(self.shell.office)

    def blank(self) -> OperatorDraft:
        """Return an empty line."""
        return OperatorDraft()

    def store(self, draft: OperatorDraft) -> Saved:
        """Save a person; what they may do holds at once."""
        saved = operators.save(self.shell.office, draft)
        self.shell.seated.emit()
        return saved
