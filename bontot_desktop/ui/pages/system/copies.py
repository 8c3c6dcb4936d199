"""Hệ thống, Bản sao: the copies there are, a new one now, going back to one, and the check of the data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton

from bontot_desktop.errors import Damaged
from bontot_desktop.places import DATA_SUFFIX, user_places
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import care
from bontot_desktop.ui import keys, look, numbers, restoring
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.system.check_window import ALL_GOOD, TITLE, CheckWindow
from bontot_desktop.ui.pages.system.second_place import SecondPlaceLine
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.stepping import Stepping
from bontot_desktop.ui.tables.columns import number_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.page import Page


@dataclass(frozen=True, slots=True)
class CopyRow:
    """A copy as the table shows it; ``id`` is its path."""

    id: str
    made_at: datetime
    size: int
    program: str
    fault: str = ""
    is_checked: bool = False

    @property
    def state(self) -> str:
        """Say in a word whether it can be used."""
        return "Không đọc được" if self.fault else "Nguyên vẹn" if self.is_checked else "Đọc được"

    @property
    def tone(self) -> Tone:
        """Return the colour of that word's dot."""
        return Tone.BAD if self.fault else Tone.GOOD if self.is_checked else Tone.QUIET


#: So many copies that cannot be read are named.
_TOLD = 5


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
        #: The window of the last check that found something, None before.
        self.checked: CheckWindow | None = None
        self.add_command("Kiểm tra dữ liệu", self.check, icon="check-circle")
        self.add_command("Sao ra USB…", self.copy_elsewhere, icon="hard-drive")
        self.add_command("Sao ngay", self.copy_now, icon="copy", primary=True, key=keys.NEW)
        self.second = SecondPlaceLine(shell, self)
        self.content.addWidget(self.second)
        self.table = TableView(
            (
                text_column("Làm lúc", lambda row: f"{row.made_at:%d/%m/%Y %H:%M}", strong=True),
                text_column("Tệp", lambda row: Path(row.id).name, stretch=True),
                state_column("Tình trạng", lambda row: row.state, lambda row: row.tone),
                number_column("Cỡ (KB)", lambda row: row.size // 1024),
                text_column("Chương trình", lambda row: row.program),
            ),
            "copies",
        )
        self.table.set_menu(self._menu)
        self.table.opened.connect(self.restore)
        self._place = TableOrEmpty(self.table, "copy")
        self.content.addWidget(self._place, 1)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        self.check_button = QPushButton("Kiểm tra các bản sao", self)
        look.mark(self.check_button, "link")
        self.check_button.clicked.connect(self.check_copies)
        row.addWidget(self.check_button)
        row.addStretch(1)
        self.file_button = QPushButton("Khôi phục từ tệp khác…", self)
        look.dress(self.file_button, "folder-open", "text")
        self.file_button.clicked.connect(self.restore_file)
        row.addWidget(self.file_button)
        self.restore_button = QPushButton("Khôi phục từ bản đang chọn…", self)
        look.dress(self.restore_button, "arrow-u-up-left", "text")
        self.restore_button.clicked.connect(lambda: self.restore(self.table.current_id()))
        self.table.current_changed.connect(lambda chosen: self.restore_button.setEnabled(chosen is not None))
        row.addWidget(self.restore_button)
        self.content.addLayout(row)

    def refresh(self) -> None:
        """Look into the folder of copies."""
        self._show(care.kept_copies(self._folder, self._shell.office.data.path))

    def _show(self, copies: Sequence[Any], whole: frozenset[Path] = frozenset()) -> None:
        self.table.set_rows(
            [CopyRow(str(c.path), c.made_at, c.size, c.program, c.fault, c.path in whole) for c in copies]
        )
        broken = sum(bool(copy.fault) for copy in copies)
        amiss = f" {broken} bản không đọc được; các bản khác vẫn dùng được." if broken else ""
        self.set_summary(
            f"Bản sao nằm trong {self._folder}. Mỗi bản là một tệp, mở được bằng mật khẩu của ngày sao.{amiss}"
        )
        self.second.refresh()
        for button in (self.restore_button, self.check_button):
            button.setVisible(bool(copies))
        self.restore_button.setEnabled(self.table.current_id() is not None)
        if copies:
            self._place.show_table()
        else:
            self._place.show_empty("Chưa có bản sao nào trên máy này.", "Sao ngay", self.copy_now)

    def copy_now(self) -> None:
        """Make a copy in the program's own folder."""
        copy = self._shell.act(lambda: care.make_copy(self._shell.office, self._folder), undo=False)
        if copy is not None:
            self._shell.announce(f"Đã làm và kiểm tra bản sao {copy.path.name}")
            self._shell.copied.emit(self._shell.now())
            self.refresh()

    def copy_elsewhere(self) -> None:
        """Bring a copy to the second place: a stick, or another folder."""
        brought = self.second.carry()
        if brought is None:
            return
        self._shell.tell_changed(Changes.of(Kind.SETTINGS))
        papers = f"\nVăn bản, bản ký, minh chứng mới: {brought.papers} tệp." if brought.papers else ""
        copy = brought.copy
        if copy is None:
            told = "Bản sao ở nơi thứ hai đã có đủ mọi thay đổi và còn nguyên vẹn."
            self._shell.asking.tell(told, detail=papers.strip())
            return
        detail = (
            f"Thư mục: {copy.path.parent}\nTệp: {copy.path.name}\nCỡ: {_size(copy.size)}{papers}\n"
            "Bản sao đã được mở lại và kiểm tra: nguyên vẹn. Hãy rút USB an toàn rồi cất nơi khác máy này."
        )
        self._shell.asking.tell("Đã sao dữ liệu xong.", detail=detail)

    def check_copies(self) -> None:
        """Read every copy to its end and say which are no longer whole."""
        with waiting():
            copies = [care.checked_copy(copy) for copy in care.kept_copies(self._folder, self._shell.office.data.path)]
        self._show(copies, frozenset(copy.path for copy in copies if not copy.fault))
        broken = [copy for copy in copies if copy.fault]
        if broken:
            self._shell.asking.tell(
                f"{len(broken)} trong {len(copies)} bản sao không đọc được.",
                detail="\n".join(copy.fault for copy in broken[:_TOLD]),
            )
        else:
            self._shell.announce(f"Cả {len(copies)} bản sao còn nguyên vẹn")

    def check(self) -> None:
        """Ask the data whether they are right, one question after the other, and show what is not."""
        answers = self._shell.act(self._asked, undo=False)
        if answers is None:
            return
        if not answers:
            self._shell.announce("Đã dừng kiểm tra")
        elif any(answer.details or not answer.is_good for answer in answers):
            self.checked = CheckWindow(self.window(), answers, mend=self._repair, rescue=self._shell.rescue_wanted.emit)
            self.checked.open()
        else:
            told = "\n".join(answer.sentence for answer in answers)
            self._shell.asking.tell(ALL_GOOD, detail=told)

    def _asked(self) -> list[Any]:
        """Ask everything with a window that can be stopped; nothing when it was."""
        from bontot_desktop.services import checking

        found: list[Any] = []
        window = Stepping(
            checking.asked(self._shell.office, found),
            checking.TOTAL,
            TITLE,
            checking.sentence_of,
            self._shell.asking.parent,
        )
        window.setObjectName("checking")
        try:
            return found if window.run() else []
        except Damaged as fault:
            return checking.broken(found, fault)

    def _repair(self) -> None:
        mended = self._shell.act(lambda: care.repair(self._shell.office, self._folder), undo=False)
        if mended is not None:
            self._shell.tell_changed(Changes.of(*Kind))
            self._shell.announce(f"Đã sửa {mended} chỗ")
            self.refresh()

    def restore_file(self) -> None:
        """Go back to a copy that lies elsewhere: on a stick, on another machine's disk."""
        chosen = self._shell.asking.choose_file("Chọn bản sao", "Bản sao Bốn Tốt", [DATA_SUFFIX])
        if chosen is not None:
            self.restore(str(chosen))

    def restore(self, copy_id: str) -> None:
        """Go back to a copy: say what stands in it and what would be lost, then close and swap; the program goes on."""
        path = Path(copy_id)
        office = self._shell.office
        if office.read_only_because:
            self._shell.asking.tell(office.read_only_because)
            return
        looked = restoring.look_into(path, self._shell.asking, self._shell.now)
        if looked is None:
            return
        lost = care.what_would_be_lost(office, looked.inside)
        kept = "Tệp đang dùng được giữ lại bên cạnh với tên khác."
        detail = f"{looked.inside.sentence}\n{lost.sentence}\n{kept}"
        if self._shell.asking.confirm(f"Khôi phục từ {path.name}?", restoring.RESTORE, detail=detail):
            self._shell.restore_wanted.emit(path, looked.key)

    def _menu(self, menu: QMenu, row: CopyRow) -> None:
        menu.addAction("Khôi phục từ bản này…", lambda: self.restore(row.id))
        if row.fault:
            menu.addAction("Vì sao không đọc được", lambda: self._shell.asking.tell(row.fault))
        menu.addAction("Mở thư mục bản sao", self._open_folder)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))
