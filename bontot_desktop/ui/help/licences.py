"""The window "Giấy phép": every part of what is installed, with its version, its licence and the text of it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.services import licences
from bontot_desktop.services.licences import Component
from bontot_desktop.ui import look
from bontot_desktop.ui.tables.columns import text_column
from bontot_desktop.ui.tables.view import TableView

TITLE = "Giấy phép"
#: The row of the notice, before the parts.
NOTICE = -1
#: What the LGPL wants to be seen at once, wherever the list stands.
OF_QT = (
    "Bốn Tốt dùng Qt và PySide6 theo giấy phép GNU LGPL 3, không sửa đổi; các tệp của Qt đứng riêng trong thư mục "
    "lib\\PySide6 và thay được bằng bản tự dựng."
)


@dataclass(frozen=True, slots=True)
class _Row:
    id: int
    name: str
    version: str = ""
    licence: str = ""


def open_licences(parent: QWidget | None) -> LicencesDialog:
    """Open the window."""
    dialog = LicencesDialog(parent)
    dialog.open()
    return dialog


class LicencesDialog(QDialog):
    """The parts at the left, the text of the chosen one at the right."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("licences")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self._parts: list[Component] = licences.components()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        body.setSpacing(look.GAP)
        outer.addLayout(body, 1)
        said = QLabel(OF_QT, self)
        said.setWordWrap(True)
        look.mark(said, "second")
        body.addWidget(said)
        sides = QHBoxLayout()
        sides.setSpacing(look.WIDE)
        sides.addWidget(self._left_side(), 5)
        sides.addLayout(self._right_side(), 6)
        body.addLayout(sides, 1)
        outer.addWidget(self._footer())
        self.table.current_changed.connect(self._show)
        self.table.select(NOTICE)
        room = self.screen().availableSize() - QSize(look.VAST, look.row_height(self) + look.VAST)
        self.resize(QSize(look.text_width(160, self), look.row_height(self) * 21).boundedTo(room))

    def _left_side(self) -> TableView:
        self.table = TableView(
            [
                text_column("Thành phần", lambda row: row.name, stretch=True),
                text_column("Phiên bản", lambda row: row.version, most=12, quiet=True),
                text_column("Giấy phép", lambda row: row.licence, most=16),
            ],
            "giay-phep",
            self,
        )
        rows = [_Row(NOTICE, "Thông báo")]
        rows += [_Row(place, part.name, part.version, part.licence) for place, part in enumerate(self._parts)]
        self.table.set_rows(rows)
        return self.table

    def _right_side(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.SMALL)
        self.purpose = QLabel(self)
        self.purpose.setWordWrap(True)
        look.mark(self.purpose, "strong")
        column.addWidget(self.purpose)
        self.says = QPlainTextEdit(self)
        self.says.setReadOnly(True)
        self.says.setAccessibleName("Nội dung giấy phép")
        column.addWidget(self.says, 1)
        return column

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.addStretch(1)
        close = QPushButton("Đóng", footer)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        row.addWidget(close)
        return footer

    def _show(self, row: int | None) -> None:
        if row is None:
            return
        if row == NOTICE:
            self.purpose.setText("Thông báo")
            self.says.setFont(look.font())
            self.says.setPlainText(licences.notice())
            return
        part = self._parts[row]
        self.purpose.setText(f"{' '.join(f'{part.name} {part.version}'.split())}: {part.purpose}")
        self.says.setFont(look.fixed_font())
        self.says.setPlainText(part.text)
