"""Hệ thống, Bản sao: the copies there are, a new one now, going back to one, and the check of the data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QPushButton

from bontot_desktop.errors import BonTotError
from bontot_desktop.places import user_places
from bontot_desktop.services import care, reminder_settings
from bontot_desktop.ui import keys, look, numbers
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import number_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy as the table shows it; ``id`` is its path."""

    id: str
    made_at: datetime
    size: int
    program: str


def _size(bytes_: int) -> str:
    """Write the length of a file as the file manager does."""
    if bytes_ < 1024 * 1024:
        return f"{numbers.show(max(bytes_ // 1024, 1), 0)} KB"
    return f"{numbers.show(bytes_ / 1024 / 1024, 1)} MB"


class CopiesPart(Page):
    """Copies kept by the program, with the acts on them."""

    help_topic: ClassVar[str] = "ban-sao"

    def __init__(self, shell: Shell) -> None:
        super().__init__("Bản sao, kiểm tra")
        self._shell = shell
        self._folder = user_places().copies
        self.add_command("Kiểm tra dữ liệu", self.check, icon="check-circle")
        self.add_command("Sao ra USB…", self.copy_elsewhere, icon="hard-drive")
        self.add_command("Sao ngay", self.copy_now, icon="copy", primary=True, key=keys.NEW)
        self.table = TableView(
            (
                text_column("Làm lúc", lambda row: f"{row.made_at:%d/%m/%Y %H:%M}", strong=True),
                text_column("Tệp", lambda row: Path(row.id).name, stretch=True),
                number_column("Cỡ (KB)", lambda row: row.size // 1024),
                text_column("Chương trình", lambda row: row.program),
            ),
            "copies",
        )
        self.table.set_menu(self._menu)
        self.table.opened.connect(self.restore)
        self._place = TableOrEmpty(self.table, "copy")
        self.content.addWidget(self._place, 1)
        self.restore_button = QPushButton("Khôi phục từ bản đang chọn…", self)
        look.dress(self.restore_button, "arrow-u-up-left", "text")
        self.restore_button.clicked.connect(lambda: self.restore(self.table.current_id()))
        self.table.current_changed.connect(lambda chosen: self.restore_button.setEnabled(chosen is not None))
        self.content.addWidget(self.restore_button, 0, Qt.AlignmentFlag.AlignRight)

    def refresh(self) -> None:
        """Look into the folder of copies."""
        copies = care.kept_copies(self._folder, self._shell.office.data.path)
        self.table.set_rows([CopyRow(str(c.path), c.made_at, c.size, c.program) for c in copies])
        self.set_summary(f"Bản sao nằm trong {self._folder}. Mỗi bản là một tệp, mở được bằng mật khẩu của ngày sao.")
        self.restore_button.setVisible(bool(copies))
        self.restore_button.setEnabled(self.table.current_id() is not None)
        if copies:
            self._place.show_table()
        else:
            self._place.show_empty("Chưa có bản sao nào trên máy này.", "Sao ngay", self.copy_now)

    def copy_now(self) -> None:
        """Make a copy in the program's own folder."""
        self._copy(self._folder)

    def copy_elsewhere(self) -> None:
        """Make a copy on a stick or in another folder."""
        folder = self._shell.asking.folder("Chọn USB hoặc thư mục chứa bản sao")
        copy = self._copy(folder) if folder is not None else None
        if folder is not None and copy is not None:
            office, name = self._shell.office, folder.name or str(folder)
            self._shell.act(lambda: reminder_settings.copied_elsewhere(office, name), undo=False)
            detail = (
                f"Thư mục: {copy.path.parent}\nTệp: {copy.path.name}\nCỡ: {_size(copy.size)}\n"
                "Bản sao đã được mở lại và kiểm tra: nguyên vẹn. Hãy rút USB an toàn rồi cất nơi khác máy này."
            )
            self._shell.asking.tell("Đã sao dữ liệu xong.", detail=detail)

    def _copy(self, folder: Path) -> Any:
        copy = self._shell.act(lambda: care.make_copy(self._shell.office, folder), undo=False)
        if copy is not None:
            self._shell.announce(f"Đã làm và kiểm tra bản sao {copy.path.name}")
            self._shell.copied.emit(self._shell.now())
            self.refresh()
        return copy

    def check(self) -> None:
        """Ask the data whether they are right and say it; offer to mend what can be mended."""
        answers = self._shell.act(lambda: care.check(self._shell.office), undo=False)
        if answers is None:
            return
        amiss = [answer for answer in answers if not answer.is_good]
        if not amiss:
            self._shell.asking.tell("Dữ liệu đúng và nguyên vẹn.", detail="\n".join(a.sentence for a in answers))
            return
        told = "\n".join(f"{answer.sentence} {answer.count} chỗ chưa đúng." for answer in amiss)
        if not any(answer.can_mend for answer in amiss):
            self._shell.asking.tell("Có chỗ chưa đúng; hãy khôi phục từ một bản sao tốt.", detail=told)
        elif self._shell.asking.confirm("Có chỗ chưa đúng và sửa được.", "Sao rồi sửa", detail=told):
            mended = self._shell.act(lambda: care.repair(self._shell.office, self._folder), undo=False)
            if mended is not None:
                self._shell.announce(f"Đã sửa {mended} chỗ")
                self.refresh()

    def restore(self, copy_id: str) -> None:
        """Go back to a copy: say what would be lost, then close and swap; the program starts again on the copy."""
        path = Path(copy_id)
        office = self._shell.office
        try:
            lost = care.what_would_be_lost(office, path)
        except BonTotError as fault:
            self._shell.asking.tell_error(fault)
            return
        detail = f"{lost.sentence} Tệp đang dùng được giữ lại bên cạnh với tên khác."
        if not self._shell.asking.confirm(f"Khôi phục từ {path.name}?", "Khôi phục", detail=detail):
            return
        password = None
        if office.data.is_encrypted:
            # The words of the code are asked for once this office is closed, when no password is given.
            password = self._shell.asking.password(
                "Nhập mật khẩu của bản sao",
                verb="Khôi phục",
                detail="Mật khẩu của ngày làm bản sao. Quên thì để trống rồi bấm Khôi phục để dùng mã khôi phục.",
                required=False,
            )
            if password is None:
                return
        self._shell.restore_wanted.emit(path, password)

    def _menu(self, menu: QMenu, row: CopyRow) -> None:
        menu.addAction("Khôi phục từ bản này…", lambda: self.restore(row.id))
        menu.addAction("Mở thư mục bản sao", self._open_folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
