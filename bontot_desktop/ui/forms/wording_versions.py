"""The versions of a kind's sentences: who changed what and when, and the way back to one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout

from bontot_desktop import dates
from bontot_desktop.services import wording_editing
from bontot_desktop.services.wording_editing import SHIPPED, VersionRow
from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView

#: What stands for a sentence the office left out.
EMPTY = "(để trống)"


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    when: str
    who: str
    changed: str
    note: str


class WordingVersions(QDialog):
    """Lists the versions and what the chosen one says of its own; it can be used again, as a new version."""

    help_topic: ClassVar[str] = "mau-cau"

    def __init__(self, shell: Shell, kind_id: str, kind_name: str) -> None:
        super().__init__(shell.asking.parent)
        self.setWindowTitle("Các bản của mẫu câu")
        self._shell, self._kind_id = shell, kind_id
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        layout.setSpacing(look.GAP)
        title = QLabel(kind_name, self)
        look.mark(title, "section")
        layout.addWidget(title)
        said = QLabel("Văn bản đã ban hành giữ nguyên câu chữ của bản lúc ban hành.", self)
        look.mark(said, "second")
        layout.addWidget(said)
        self.table = TableView(
            [
                text_column("Bản", lambda row: row.name, strong=True, most=28),
                text_column("Lúc", lambda row: row.when, most=18),
                text_column("Người sửa", lambda row: row.who, most=20),
                text_column("Câu khác mẫu gốc", lambda row: row.changed, stretch=True),
                text_column("Ghi chú", lambda row: row.note, most=24, quiet=True),
            ],
            "mau-cau/ban",
            self,
        )
        layout.addWidget(self.table, 1)
        self.says = QPlainTextEdit(self)
        self.says.setReadOnly(True)
        self.says.setAccessibleName("Câu chữ của bản đang chọn")
        layout.addWidget(self.says, 1)
        buttons = QDialogButtonBox(self)
        self.use = QPushButton("Dùng lại bản này", self)
        buttons.addButton(self.use, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton("Đóng", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        self.use.clicked.connect(self.go_back)
        layout.addWidget(buttons)
        self.table.current_changed.connect(lambda _: self._offer())
        self._versions: dict[int, VersionRow] = {}
        self._show()
        self.resize(look.text_width(130, self), look.row_height(self) * 17)

    def _show(self) -> None:
        found = wording_editing.versions(self._shell.office, self._kind_id)
        self._versions = {row.id: row for row in found}
        self.table.set_rows([_row(row) for row in found])
        self.table.select(found[0].id)
        self._offer()

    def _offer(self) -> None:
        chosen = self._versions.get(self.table.current_id())
        self.use.setEnabled(chosen is not None and not chosen.is_current)
        if chosen is not None:
            found = wording_editing.of_version(self._shell.office, self._kind_id, chosen.id)
            own = [f"{one.label}:\n{one.text or EMPTY}" for one in found.sentences if one.is_changed]
            self.says.setPlainText("\n\n".join(own) or "Mọi câu như mẫu gốc.")

    def go_back(self) -> None:
        """Use the chosen version again."""
        version = self.table.current_id()
        done = self._shell.act(
            lambda: wording_editing.go_back(self._shell.office, self._kind_id, version),
            "Đã dùng lại mẫu gốc" if version == SHIPPED else f"Đã dùng lại bản {version}",
            undo=False,
        )
        if done is not None:
            self._show()


def _row(row: VersionRow) -> _Row:
    name = "Mẫu gốc" if row.id == SHIPPED else f"Bản {row.id}"
    when = f"{dates.screen(row.made_at.date())} {dates.clock(row.made_at.time())}" if row.made_at else ""
    return _Row(
        row.id, f"{name} · đang dùng" if row.is_current else name, when, row.made_by, ", ".join(row.changed), row.note
    )
