"""Hệ thống, Nhiệm kỳ: the terms through which the numbers of papers run."""

from __future__ import annotations

from collections.abc import Sequence

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import committee
from bontot_desktop.services.committee import TermDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.pages.system.lists import ListPart
from bontot_desktop.ui.tables.columns import Column, date_column, text_column
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField


class TermsPart(ListPart):
    """Terms of the committee."""

    title_text = "Nhiệm kỳ, số văn bản"
    summary_text = "Số của mỗi loại văn bản chạy liên tục từ 01 trong một nhiệm kỳ, không đánh lại khi sang năm."
    add_word = "Thêm nhiệm kỳ"
    empty_text = "Chưa khai báo nhiệm kỳ nào; văn bản chưa cấp số được."
    icon = "calendar-blank"
    table_name = "terms"
    wants = frozenset({Kind.SETTINGS})

    def columns(self) -> Sequence[Column]:
        """Label and the two days."""
        return (
            text_column("Nhiệm kỳ", lambda row: row.label, strong=True, stretch=True),
            date_column("Từ ngày", lambda row: row.starts_on),
            date_column("Đến ngày", lambda row: row.ends_on),
        )

    def fill(self, form: Form) -> None:
        """Put the fields in."""
        group = form.group("Nhiệm kỳ")
        group.add("Tên nhiệm kỳ", LineField(characters=20), name="label", hint="Ví dụ: 2025 - 2030")
        group.add("Từ ngày", DateField(), name="starts_on", hint="Ngày bế mạc đại hội mở đầu nhiệm kỳ.")
        group.add("Đến ngày", DateField(), name="ends_on", hint="Để trống khi nhiệm kỳ đang chạy.")

    def rows(self) -> list[TermDraft]:
        """Return the terms, the newest first."""
        return committee.terms(self.shell.office)

    def blank(self) -> TermDraft:
        """Return an empty term."""
        return TermDraft()

    def store(self, draft: TermDraft) -> Saved:
        """Save a term."""
        return committee.save_term(self.shell.office, draft)
