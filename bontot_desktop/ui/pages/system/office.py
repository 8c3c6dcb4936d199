"""Hệ thống, Văn phòng: the names as they stand on paper."""

from __future__ import annotations

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import committee
from bontot_desktop.services.committee import CommitteeDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import CheckField, LineField
from bontot_desktop.ui.widgets.form import Form


class OfficePart(FormPart):
    """The committee's names, place and symbol."""

    title_text = "Văn phòng"
    summary_text = "Tên, địa danh và ký hiệu in trên văn bản mới; văn bản đã ban hành giữ nguyên như ngày ban hành."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in the order of a paper's head."""
        group = form.group()
        group.add("Tên Đảng ủy", LineField(), name="name", hint="Ví dụ: Đảng ủy xã Ví Dụ")
        group.add("Đảng bộ cấp trên", LineField(), name="superior", hint="Ví dụ: Đảng bộ tỉnh Ví Dụ")
        group.add("Địa danh", LineField(), name="place", hint="Đứng trước ngày, tháng, năm trên văn bản.")
        group.add("Ký hiệu", LineField(characters=12), name="symbol", hint="Sau dấu gạch chéo: 05-QĐ/ĐU")
        group.add(
            "Ngắt dòng tên Đảng ủy sau chữ",
            LineField(),
            name="name_break_after",
            hint="Chỉ cần khi tên dài hơn một dòng, ví dụ: Đảng ủy phường. Để trống thì chương trình tự ngắt cho cân.",
        )
        group.add("", CheckField("Đảng ủy có con dấu"), name="has_seal")

    def load(self) -> CommitteeDraft:
        """Return the committee as it is kept."""
        return committee.committee(self.shell.office)

    def store(self, draft: CommitteeDraft) -> Saved:
        """Save the committee."""
        return committee.save_committee(self.shell.office, draft)
