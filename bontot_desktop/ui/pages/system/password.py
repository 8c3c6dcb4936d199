"""Hệ thống, Mật khẩu: change the password, make a new recovery sheet."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from bontot_desktop.errors import BonTotError, Problem
from bontot_desktop.services import care, export, recovery_sheet
from bontot_desktop.services.setup import MIN_PASSWORD_LENGTH
from bontot_desktop.ui import keys, locking
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import ChoiceField, SecretField
from bontot_desktop.ui.widgets.form import FieldRow, Form
from bontot_desktop.ui.widgets.page import Page
from bontot_desktop.ui.widgets.password_advice import PasswordAdvice

PRINT, SAVE_PDF, WROTE_DOWN = "In phiếu", "Lưu phiếu PDF…", "Tôi đã chép mã"


@dataclass(frozen=True, slots=True)
class PasswordDraft:
    """What is typed to change the password; never kept as a draft."""

    old: str = field(default="", repr=False)
    new: str = field(default="", repr=False)
    again: str = field(default="", repr=False)


class PasswordPart(Page):
    """Change the password; make a new recovery code."""

    help_topic: ClassVar[str] = "mat-khau"

    def __init__(self, shell: Shell) -> None:
        super().__init__("Mật khẩu", margins=False)
        self._shell = shell
        self._notice = NoticeBar("")
        self._notice.say("")
        self.content.addWidget(self._notice)
        if not shell.office.data.is_encrypted:
            self.set_summary("Văn phòng mẫu không có mật khẩu. Văn phòng của đồng chí sẽ có khi lập mới.")
            self.content.addStretch(1)
            return
        self.set_summary("Bản sao làm trước khi đổi mật khẩu vẫn mở bằng mật khẩu của ngày sao.")
        self.add_command("Lập mã khôi phục mới", self.new_code, icon="key")
        self.form = Form()
        group = self.form.group("Đổi mật khẩu", f"Ít nhất {MIN_PASSWORD_LENGTH} ký tự; một câu dễ nhớ là tốt nhất.")
        group.add("Mật khẩu đang dùng", SecretField(), name="old")
        new = group.add("Mật khẩu mới", SecretField(), name="new")
        group.add_widget(PasswordAdvice(new, lambda: (export.office_name(shell.office),)))
        group.add("Gõ lại mật khẩu mới", SecretField(), name="again")
        self.form.add_save("Đổi mật khẩu")
        self.form.saving.connect(self.change)
        self.on_key(keys.SAVE, "Đổi mật khẩu", self.form.save)
        self._add_lock(self.form)
        self.form.show_draft(PasswordDraft())
        self.content.addWidget(self.form, 1)

    def _add_lock(self, form: Form) -> None:
        group = form.group(
            "Khóa chương trình",
            f"{keys.LOCK} khóa ngay khi rời bàn. Màn hình bị che kín, nội dung gõ dở và việc đang chạy vẫn còn.",
        )
        words = {0: "Không tự khóa", **{count: f"Sau {count} phút" for count in locking.CHOICES if count}}
        self.minutes = ChoiceField(list(words.items()), characters=18)
        self.minutes.set_value(locking.minutes())
        self.minutes.edited.connect(lambda: locking.keep_minutes(self.minutes.value()))
        group.add_widget(FieldRow("Tự khóa khi không ai dùng", self.minutes))

    def change(self) -> None:
        """Change the password after checking that both new ones are alike."""
        draft = self.form.draft()
        if draft.new != draft.again:
            self.form.show_problems([Problem("again", "Hai lần gõ chưa giống nhau; hãy gõ lại.")])
            return
        try:
            care.change_password(self._shell.office, draft.old or None, draft.new)
        except BonTotError as fault:
            field = "new" if "ký tự" in str(fault) else "old"
            self.form.show_problems([Problem(field, str(fault))])
            return
        self.form.show_draft(PasswordDraft())
        self.form.say("Đã đổi mật khẩu.")
        self._shell.announce("Đã đổi mật khẩu")

    def new_code(self) -> None:
        """Make a new recovery code, show it once and offer its sheet; the old one no longer opens the file."""
        question = "Lập mã khôi phục mới?"
        detail = "Phiếu khôi phục đang cất sẽ không dùng được nữa; hãy in phiếu mới và hủy phiếu cũ."
        if not self._shell.asking.confirm(question, "Lập mã mới", detail=detail):
            return
        try:
            code = care.new_recovery_code(self._shell.office)
        except BonTotError as fault:
            self._shell.asking.tell_error(fault)
            return
        self._hand_over(code)

    def _hand_over(self, code: str) -> None:
        asking = self._shell.asking
        detail = "Mã chỉ hiện một lần. In phiếu, cho vào phong bì niêm phong và cất trong tủ có khóa."
        while True:
            chosen = asking.ask(
                f"Mã khôi phục mới: {code}",
                [PRINT, SAVE_PDF, WROTE_DOWN],
                safe=WROTE_DOWN,
                main=PRINT,
                detail=detail,
                secret=True,
            )
            if chosen == WROTE_DOWN:
                return
            sheet = recovery_sheet.render(self._shell.office, code)
            if chosen == PRINT:
                print_pdf(sheet, self, title="Phiếu khôi phục")
            elif (
                target := asking.save_file(
                    "Lưu phiếu khôi phục", "Tệp PDF", ".pdf", start=Path.home() / "phieu-khoi-phuc.pdf"
                )
            ) is not None:
                try:
                    target.write_bytes(sheet)
                except OSError:
                    asking.tell(f"Không ghi được vào {target.parent}; hãy chọn thư mục khác.")
