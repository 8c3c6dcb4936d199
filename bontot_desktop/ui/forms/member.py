"""The form of a member: its layout only; what its page does with it stands in ``pages/member_page.py``."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cells
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.office import Office
from bontot_desktop.text import first_upper
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.picker import Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField

_OF_BECOMING_FULL = ("official_on", "full_decision_on", "full_decision_no")


def status_words() -> list[tuple[MemberStatus, str]]:
    """Pair the statuses with their words, as a field begins them."""
    return choices_of(list(MemberStatus), lambda status: first_upper(status.label))


class MemberForm(Form):
    """Facts and dates of membership; a new member enters one cell with one status, what follows is written by acts."""

    def __init__(self, office: Office, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.is_new = is_new
        self._add_facts()
        if is_new:
            self._add_entry()
        self._add_dates()
        self.group("Ghi chú").add("", TextField(lines=2), name="note", wide=True)
        self.add_save("Lưu đảng viên")

    def _add_facts(self) -> None:
        facts = self.group("Thông tin chung")
        facts.add("Họ và tên", LineField(), name="full_name")
        facts.add(
            "Giới tính",
            ChoiceField(choices_of(list(Gender), lambda gender: gender.label), none="— chưa rõ —", characters=12),
            name="gender",
        )
        facts.add("Ngày sinh", DateField(), name="birth_on")
        facts.add("Năm sinh", NumberField(lowest=1900, highest=2100), name="birth_year", hint="Khi chỉ biết năm sinh.")
        facts.add("Số thẻ đảng viên", LineField(characters=18), name="card_no")
        facts.add("Điện thoại", LineField(characters=18), name="phone")

    def _add_dates(self) -> None:
        party = self.group("Vào Đảng")
        party.add("Ngày vào Đảng", DateField(), name="admitted_on", hint="Ngày của quyết định kết nạp.")
        party.add(
            "Ngày chính thức", DateField(), name="official_on", hint="Ngày hết 12 tháng dự bị, ghi trong quyết định."
        )
        party.add(
            "Ngày quyết định công nhận chính thức",
            DateField(),
            name="full_decision_on",
            hint="Ghi khi quyết định có sau ngày chính thức; có quyền biểu quyết từ ngày này.",
        )
        party.add("Số quyết định công nhận chính thức", LineField(characters=18), name="full_decision_no")
        self._by_act = QLabel("Đảng viên dự bị: khi có quyết định, bấm “Ghi thay đổi”, “Công nhận chính thức…”.", self)
        self._by_act.setWordWrap(True)
        look.mark(self._by_act, "hint")
        party.add_widget(self._by_act)
        self._by_act.hide()

    def _add_entry(self) -> None:
        entry = self.group("Nơi sinh hoạt")
        self.start_cell = entry.add("Chi bộ", Picker(), name="start_cell_id")
        entry.add("Tình trạng", ChoiceField(status_words()), name="start_status")
        entry.add(
            "Đến chi bộ từ ngày",
            DateField(),
            name="start_on",
            hint="Khi chuyển từ nơi khác đến; để trống nếu ở chi bộ này từ đầu.",
        )
        entry.add("Chuyển từ", LineField(), name="start_from", hint="Chi bộ, đảng bộ ngoài Đảng bộ này.")
        entry.add("Giấy giới thiệu số", LineField(characters=18), name="start_decision_no")

    def show_draft(self, draft: MemberDraft) -> None:
        """Show a member; who is probationary becomes full by an act only, never by a date typed here."""
        if self.is_new:
            self.start_cell.set_choices(choices(cells.cell_picks(self._office)))
        super().show_draft(draft)
        standings = {line.status for line in draft.statuses}
        waits = MemberStatus.PROBATIONARY in standings and MemberStatus.FULL not in standings
        for name in _OF_BECOMING_FULL:
            self.field(name).setEnabled(not waits)
        self._by_act.setVisible(waits)
