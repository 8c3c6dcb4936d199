"""The form of a member: its layout only; what its page does with it stands in ``pages/member_page.py``."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.members import Gender, MemberStatus
from bontot_desktop.services import cells, member_forms
from bontot_desktop.services.member_forms import MemberDraft, StatusLine
from bontot_desktop.services.office import Office
from bontot_desktop.text import first_upper
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.cell import choices
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.picker import Choice, Picker
from bontot_desktop.ui.widgets.typed import DateField, NumberField


def status_words() -> list[tuple[MemberStatus, str]]:
    """Pair the statuses with their words, as a field begins them."""
    return choices_of(list(MemberStatus), lambda status: first_upper(status.label))


class MemberForm(Form):
    """Facts, dates of membership and dated statuses. A new member enters one cell with one status."""

    def __init__(self, office: Office, *, is_new: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self.is_new = is_new
        self._cells: list[Choice] = []
        self._add_facts()
        self._add_dates()
        if is_new:
            self._add_entry()
        else:
            self._add_statuses()
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
        party.add("Ngày chính thức", DateField(), name="official_on")
        party.add(
            "Ngày quyết định công nhận chính thức",
            DateField(),
            name="full_decision_on",
            hint="Ghi khi quyết định có sau ngày chính thức; có quyền biểu quyết từ ngày này.",
        )

    def _add_entry(self) -> None:
        entry = self.group("Nơi sinh hoạt")
        self.start_cell = entry.add("Chi bộ", Picker(), name="start_cell_id")
        entry.add("Tình trạng", ChoiceField(status_words()), name="start_status")

    def _add_statuses(self) -> None:
        group = self.group(
            "Tình trạng và nơi sinh hoạt",
            "Thêm dòng khi chuyển chi bộ, công nhận chính thức, miễn sinh hoạt…; dòng trước tự kết thúc hôm trước đó.",
        )
        self.statuses = group.add(
            "",
            LinesField(
                (
                    LineColumn("status", "Tình trạng", lambda: ChoiceField(status_words()), 3),
                    LineColumn("cell_id", "Chi bộ", lambda: Picker(self._cells), 4),
                    LineColumn("from_on", "Từ ngày", DateField, 1),
                    LineColumn("to_on", "Đến ngày", DateField, 1),
                    LineColumn("reason", "Lý do, số quyết định", LineField, 3),
                ),
                self._fresh_line,
                add_word="Thêm tình trạng",
                characters=100,
            ),
            name="statuses",
            wide=True,
        )
        self._posts = QLabel(self)
        self._posts.setWordWrap(True)
        look.mark(self._posts, "second")
        group.add_widget(self._posts)

    def _fresh_line(self) -> StatusLine:
        lines = self.statuses.value()
        cell_id = lines[-1].cell_id if lines else 0
        return StatusLine(None, cell_id, MemberStatus.EXEMPT, self._office.today())

    def show_draft(self, draft: MemberDraft) -> None:
        """Show a member."""
        self._cells = choices(cells.cell_picks(self._office, also=[line.cell_id for line in draft.statuses]))
        if self.is_new:
            self.start_cell.set_choices(self._cells)
        super().show_draft(draft)
        if not self.is_new and draft.id is not None:
            self._posts.setText(_posts(self._office, draft.id))
            self._posts.setVisible(bool(self._posts.text()))


def _posts(office: Office, member_id: int) -> str:
    """Tell the posts a member holds and held."""
    told = []
    for post in member_forms.posts_of(office, member_id):
        since = f" từ {dates.screen(post.from_on)}" if post.from_on else ""
        until = f" đến {dates.screen(post.to_on)}" if post.to_on else ""
        told.append(f"{post.post.label} {post.cell}{since}{until}")
    return f"Chức vụ: {'; '.join(told)}. Chức vụ được ghi ở trang Chi bộ." if told else ""
