"""Hệ thống, Văn phòng: the names as they stand on paper."""

from __future__ import annotations

from typing import ClassVar

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import committee
from bontot_desktop.services.committee import CommitteeDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui.forms.beside import beside
from bontot_desktop.ui.forms.former_names import former_names
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.widgets.fields import CheckField, LineField
from bontot_desktop.ui.widgets.form import Form


class OfficePart(FormPart):
    """The committee's names, place and symbol."""

    help_topic: ClassVar[str] = "he-thong"

    title_text = "Văn phòng"
    summary_text = "Tên, địa danh và ký hiệu in trên văn bản mới; văn bản đã ban hành giữ nguyên như ngày ban hành."
    wants = frozenset({Kind.SETTINGS})

    def fill(self, form: Form) -> None:
        """Put the fields in the order of a paper's head."""
        names = form.group("Tên trên văn bản")
        names.add("Tên Đảng ủy", LineField(), name="name", hint="Ví dụ: Đảng ủy xã Ví Dụ")
        names.add("Đảng bộ cấp trên", LineField(), name="superior", hint="Ví dụ: Đảng bộ tỉnh Ví Dụ")
        names.add(
            "Địa danh",
            LineField(),
            name="place",
            hint="Đứng trước ngày, tháng, năm. Tên là tên người, một tiếng hoặc số thì viết cả đơn vị: xã X, Phường 1.",
        )
        names.add(
            "Ngắt dòng tên Đảng ủy sau chữ",
            LineField(),
            name="name_break_after",
            hint="Chỉ cần khi tên dài hơn một dòng, ví dụ: Đảng ủy phường. Để trống thì chương trình tự ngắt cho cân.",
        )
        names.add(
            "",
            CheckField("Đảng ủy có con dấu"),
            name="has_seal",
            hint="Có dấu thì trang xác nhận mở sổ biên bản ghi là đóng dấu giáp lai. Chi bộ không có dấu.",
        )
        symbols = form.group(
            "Ký hiệu sau dấu gạch chéo",
            "Ví dụ ĐU trong 05-QĐ/ĐU; Ban Chấp hành và Ban Thường vụ dùng chung. Ký hiệu của Ban Xây dựng Đảng, Ủy ban "
            "Kiểm tra cấp xã chưa thấy hướng dẫn ghi rõ; hãy theo văn thư của tỉnh.",
        )
        beside(
            form,
            symbols,
            ("Đảng ủy", LineField(characters=12), "symbol", 0),
            ("Văn phòng", LineField(characters=12), "symbol_office", 0),
            ("Ban Xây dựng Đảng", LineField(characters=12), "symbol_board", 0),
            ("Ủy ban Kiểm tra", LineField(characters=12), "symbol_inspection", 0),
            ("Chi bộ", LineField(characters=12), "symbol_cells", 0),
        )
        former = form.group(
            "Tên cũ",
            "Văn bản mang ngày trước khi đổi tên, hoặc trước 01/7/2025 khi còn cấp huyện, in tên của ngày ấy.",
        )
        former.add("", former_names(), name="former_names", wide=True)

    def load(self) -> CommitteeDraft:
        """Return the committee as it is kept."""
        return committee.committee(self.shell.office)

    def store(self, draft: CommitteeDraft) -> Saved:
        """Save the committee."""
        return committee.save_committee(self.shell.office, draft)
