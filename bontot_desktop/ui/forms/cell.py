"""The form of a cell: its layout only; what its page does with it stands in ``pages/cell_page.py``."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop import dates
from bontot_desktop.rules.cells import CellPost, ContentType
from bontot_desktop.services import cells, people
from bontot_desktop.services.cell_forms import CellDraft, ChargeLine, PostLine
from bontot_desktop.services.office import Office
from bontot_desktop.services.people import Pick
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.cell_life import LifeLine
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField, TextField, choices_of
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.lines import LineColumn, LinesField
from bontot_desktop.ui.widgets.picker import Choice, PersonPicker
from bontot_desktop.ui.widgets.typed import DateField, NumberField, TimeField


def choices(picks: list[Pick]) -> list[Choice]:
    """Return the rows of a service's picker for a field."""
    return [Choice(pick.id, pick.name, pick.second) for pick in picks]


class CellForm(Form):
    """Facts, meeting habits, officers and who is in charge, in the order of the office's own card of a cell."""

    def __init__(self, office: Office, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._people: list[Choice] = []
        self._name_before = ""
        #: Above the fields and rolled away with them: on a low screen lines that stayed would leave these no room.
        self.known = self.group()
        self._add_facts()
        self._add_rename()
        self._add_officers()
        self._add_meetings()
        self._add_rest()
        self.add_save("Lưu chi bộ")

    def _add_facts(self) -> None:
        facts = self.group("Thông tin chung")
        name = facts.add("Tên chi bộ", LineField(), name="name", hint="Viết đủ như in trên văn bản.")
        facts.add("Mã chi bộ", LineField(characters=12), name="code")
        facts.add("Loại hình", ChoiceField(choices_of(list(ContentType), lambda kind: kind.label)), name="content_type")
        self._groups_field = facts.add("Nhóm báo cáo", ChoiceField(), name="report_group")
        name.left.connect(self._show_rename)
        name.edited.connect(self._hide_stale_rename)

    def _add_rename(self) -> None:
        self.rename_group = self.group(
            "Đổi tên",
            "Ghi ngày khi tên mới theo quyết định: văn bản của những ngày trước vẫn mang tên cũ. "
            "Để trống nếu chỉ sửa lỗi gõ.",
        )
        self.rename_group.add("Mang tên mới từ ngày", DateField(), name="renamed_on")
        self.rename_group.add("Quyết định số", LineField(characters=20), name="rename_decision_no")
        self.rename_group.add("Ngày quyết định", DateField(), name="rename_decision_on")
        self.rename_group.hide()

    def _add_officers(self) -> None:
        officers = self.group("Chức vụ trong chi bộ", "Ai thôi giữ chức thì ghi ngày thôi, không bỏ dòng.")
        self.posts = officers.add(
            "",
            LinesField(
                (
                    LineColumn("post", "Chức vụ", self._post_field, 2),
                    LineColumn(
                        "member_id",
                        "Đảng viên",
                        lambda: PersonPicker(self._people),
                        4,
                        renew=lambda field: field.set_choices(self._people),
                    ),
                    LineColumn("from_on", "Từ ngày", DateField, 1),
                    LineColumn("to_on", "Đến ngày", DateField, 1),
                ),
                lambda: PostLine(None, 0, "", CellPost.COMMITTEE_MEMBER if len(self.posts) else CellPost.SECRETARY),
                add_word="Thêm chức vụ",
                empty="Chưa ghi ai giữ chức vụ trong chi bộ.",
                lasting=True,
            ),
            name="posts",
            wide=True,
        )
        officers.add("", CheckField("Chi bộ có chi ủy"), name="has_committee", wide=True)
        self.charge = officers.add(
            "Đảng ủy viên phụ trách",
            PersonPicker(),
            name="in_charge_id",
            hint="Người chưa có trong danh sách thì thêm ở trang Hệ thống, mục Cán bộ.",
        )
        officers.add("Phụ trách từ ngày", DateField(), name="in_charge_from")
        officers.add("Quyết định phân công số", LineField(characters=20), name="in_charge_decision_no")
        self._charges = officers.add_widget(self._told())

    @staticmethod
    def _post_field() -> ChoiceField:
        return ChoiceField(choices_of(list(CellPost), lambda post: post.label))

    def _add_meetings(self) -> None:
        habits = self.group("Sinh hoạt")
        habits.add("Ngày sinh hoạt cố định", NumberField(lowest=1, highest=31), name="fixed_day", suffix="hằng tháng")
        habits.add("Giờ", TimeField(), name="usual_time")
        habits.add("Địa điểm", LineField(), name="usual_place", wide=True)

    def _add_rest(self) -> None:
        rest = self.group("Khác")
        rest.add("Tên ngắn", LineField(characters=24), name="short_name", hint="Dùng trong bảng hẹp.")
        rest.add("Mã tổ chức đảng", LineField(characters=24), name="org_code")
        rest.add("Ngày thành lập", DateField(), name="founded_on")
        self._old_names = rest.add_widget(self._told())
        rest.add("Ghi chú", TextField(lines=2), name="note", wide=True)
        life = self.group("Quá trình của chi bộ")
        self.life = life.add_widget(LifeLine(life))

    def _told(self) -> QLabel:
        """Make a line that tells what was before."""
        line = QLabel(self)
        line.setWordWrap(True)
        look.mark(line, "second")
        return line

    # What the form shows -------------------------------------------------------------------------------------------

    def show_draft(self, draft: CellDraft) -> None:
        """Show a cell; the pickers offer its own members and everybody in office."""
        self.offer(draft)
        self._name_before = draft.name if draft.id is not None else ""
        super().show_draft(draft)
        self.rename_group.hide()
        for line, words in ((self._old_names, _old_names(draft)), (self._charges, _old_charges(draft))):
            line.setText(words)
            line.setVisible(bool(words))

    def fill(self, draft: CellDraft) -> None:
        """Put typing that was kept into the fields; a name that was changed asks about the renaming again."""
        super().fill(draft)
        self._show_rename()

    def offer(self, draft: CellDraft) -> None:
        """Look again at who may be chosen; who held a post and left the cell stays choosable."""
        members = people.member_picks(self._office, draft.id) if draft.id is not None else []
        known = {pick.id for pick in members}
        former = [Pick(line.member_id, line.member_name, "") for line in draft.posts if line.member_id not in known]
        self._people = choices([*members, *dict.fromkeys(former)])
        self._groups_field.set_choices((group, group) for group in cells.report_groups(self._office))
        self.charge.set_choices(choices(people.in_charge_picks(self._office)))

    def draft(self) -> Any:
        """Return the draft; the names in its lines are those of the picked members."""
        draft: CellDraft = super().draft()
        names = {choice.id: choice.text for choice in self._people}
        posts = tuple(
            PostLine(
                line.id,
                line.member_id or 0,
                names.get(line.member_id, line.member_name),
                line.post,
                line.from_on,
                line.to_on,
                line.duties,
            )
            for line in draft.posts
        )
        return CellDraft(**{name: getattr(draft, name) for name in CellDraft.__slots__ if name != "posts"}, posts=posts)

    def is_renamed_without_day(self) -> bool:
        """Say whether a stored cell got another name, and nobody said from which day."""
        name = self.field("name").value()
        return bool(self._name_before) and name != self._name_before and self.field("renamed_on").value() is None

    def ask_from_when(self) -> None:
        """Show the fields of the renaming, the cursor in the day from which the name holds."""
        self.rename_group.show()
        self.field("renamed_on").setFocus()

    def _show_rename(self) -> None:
        """Ask about the renaming when the name of a stored cell has become another one."""
        name = self.field("name").value()
        self.rename_group.setVisible(bool(self._name_before) and name != self._name_before)

    def _hide_stale_rename(self) -> None:
        # Only on the way back to the old name, and only what stands below: nothing moves under the cursor.
        if self.rename_group.isVisible() and self.field("name").value() == self._name_before:
            self.rename_group.hide()


def _old_names(draft: CellDraft) -> str:
    """Tell the names a cell bore before."""
    before = [period for period in draft.names if period.to_on is not None]
    told = [f"{period.name} (đến {dates.screen(period.to_on)})" for period in before]
    return f"Tên trước đây: {'; '.join(told)}." if told else ""


def _old_charges(draft: CellDraft) -> str:
    """Tell who was in charge of a cell before."""
    told = [f"{line.person} ({_span(line)})" for line in draft.charges]
    return f"Phụ trách trước đây: {'; '.join(told)}." if told else ""


def _span(line: ChargeLine) -> str:
    start = f"từ {dates.screen(line.from_on)} " if line.from_on else ""
    return f"{start}đến {dates.screen(line.to_on)}" if line.to_on else f"{start}".strip() or "chưa rõ ngày"
