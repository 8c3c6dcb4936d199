"""One member: the form, leaving the register and coming back to it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from bontot_desktop.rules.changes import Kind
from bontot_desktop.services import member_forms
from bontot_desktop.services.member_forms import MemberDraft
from bontot_desktop.services.office import Saved
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.kept import KeptDraft
from bontot_desktop.ui.forms.member import MemberForm
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.leaving import may_leave
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.page import Page

_TAKE_OFF = "Đưa ra khỏi danh sách"


class MemberPage(Page):
    """The page of one member; ``member_id`` None begins a new one in the cell ``start_cell_id``."""

    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.CELLS, Kind.MEMBERS})
    help_topic: ClassVar[str] = "dang-vien"

    def __init__(
        self, shell: Shell, member_id: int | None, *, start_cell_id: int | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__("Đảng viên mới" if member_id is None else "Đảng viên", parent, margins=False)
        self._shell = shell
        self._id = member_id
        self._start_cell_id = start_cell_id
        self._is_offered = False
        self._notices = QVBoxLayout()
        self._notices.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        self.content.addLayout(self._notices)
        self.gone = NoticeBar("", Tone.INFO)
        self.gone.add_button("Đưa trở lại", self.bring_back)
        self._notices.addWidget(self.gone)
        self.take_off_button = self.add_command(f"{_TAKE_OFF}…", self.take_off, icon="user-minus")
        self.form: MemberForm
        self._use_form(is_new=member_id is None)
        self.on_key(keys.SAVE, "Lưu đảng viên", lambda: self.form.save())

    def _use_form(self, *, is_new: bool) -> None:
        """Show the form of a new member or of a stored one."""
        self.form = MemberForm(self._shell.office, is_new=is_new)
        self.kept = KeptDraft(self._shell, self.form, MemberDraft, self._key, self.title)
        self._notices.addWidget(self.kept.bar)
        self.content.addWidget(self.form, 1)
        self.form.saving.connect(self.save)

    def _key(self) -> str:
        return f"member/{self._id or 'new'}"

    def refresh(self) -> None:
        """Show the member as it stands, unless something is being typed."""
        if self.form.is_edited():
            return
        office = self._shell.office
        draft = MemberDraft(start_cell_id=self._start_cell_id)
        if self._id is not None:
            draft = member_forms.member_draft(office, self._id)
        self.form.show_draft(draft)
        if self._id is not None:
            self.set_title(draft.full_name)
        self.take_off_button.setVisible(self._id is not None and not draft.is_withdrawn)
        self.gone.say("Đảng viên này đã được đưa ra khỏi danh sách." if draft.is_withdrawn else "")
        if not self._is_offered:
            self._is_offered = True
            self.kept.offer()

    def save(self) -> None:
        """Save the form; a new member becomes a stored one on the same page."""
        draft: MemberDraft = self.form.draft()
        is_new, key = self._id is None, self._key()
        saved: Saved | None = self._shell.act(
            lambda: member_forms.save_member(self._shell.office, draft),
            f"{'Đã thêm' if is_new else 'Đã lưu'} đồng chí {draft.full_name}.",
            form=self.form,
        )
        if saved is None:
            return
        self.kept.drop(key)
        self._id = saved.id
        if is_new:
            self._replace_form()
        self.refresh()
        self.form.said_saved(self._shell.now().time())

    def _replace_form(self) -> None:
        old, bar = self.form, self.kept.bar
        self._use_form(is_new=False)
        for widget in (old, bar):
            widget.hide()
            widget.deleteLater()

    def take_off(self) -> None:
        """Take the member off the register from today on."""
        name = self.title()
        reason = self._shell.asking.text(
            f"Đưa đồng chí {name} ra khỏi danh sách từ hôm nay? Văn bản, biên bản cũ vẫn giữ nguyên.",
            "Lý do (chuyển sinh hoạt, từ trần, xóa tên…)",
            verb=_TAKE_OFF,
        )
        if reason is None or self._id is None:
            return
        member_id, today = self._id, self._shell.today()
        said = f"Đã đưa đồng chí {name} ra khỏi danh sách."
        self._shell.act(
            lambda: member_forms.withdraw_member(self._shell.office, member_id, on=today, reason=reason), said
        )
        self.refresh()

    def bring_back(self) -> None:
        """Put a withdrawn member back."""
        member_id = self._id
        if member_id is None:
            return
        said = f"Đã đưa đồng chí {self.title()} trở lại danh sách."
        self._shell.act(lambda: member_forms.restore_member(self._shell.office, member_id), said)
        self.refresh()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return may_leave(self._shell, self.form, self.kept)

    def take_focus(self) -> None:
        """Put the cursor into the first field."""
        self.form.focus_first()
