"""The window "Về Bốn Tốt": what the program is, its version, where the data lie, what to read out over the phone."""

from __future__ import annotations

import platform
from pathlib import Path

from PySide6.QtCore import QSysInfo, Qt, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop import __version__
from bontot_desktop.ui import look
from bontot_desktop.ui.help.licences import open_licences

TITLE = "Về Bốn Tốt"
WHAT = (
    "Sổ sách và văn bản của Văn phòng Đảng ủy xã: chi bộ, đảng viên, sinh hoạt chi bộ điểm, sổ biên bản, "
    "đánh giá và công nhận “Chi bộ 4 tốt”."
)
FREE = "Phần mềm tự do, giấy phép MIT. Chương trình không nối mạng và không gửi dữ liệu đi đâu."

KEPT = "Toàn bộ dữ liệu của văn phòng nằm trong một tệp trên máy này; gỡ chương trình thì tệp vẫn còn."


def facts() -> list[tuple[str, str]]:
    """Return what helps the one who is called: program, system, parts, screen. Nothing of the office or the person."""
    screen = QGuiApplication.primaryScreen()
    ratio = screen.devicePixelRatio()
    wide, high = (int(side * ratio) for side in (screen.size().width(), screen.size().height()))
    return [
        ("Bốn Tốt", __version__),
        ("Hệ điều hành", f"{QSysInfo.prettyProductName()} ({QSysInfo.kernelVersion()})"),
        ("Qt", qVersion()),
        ("Python", platform.python_version()),
        ("Màn hình", f"{wide}×{high}, {round(ratio * 100)} %"),
    ]


def open_about(parent: QWidget | None, data_file: Path, copies: Path) -> AboutDialog:
    """Open the window over ``parent``; the two places are shown, never copied."""
    dialog = AboutDialog(parent, data_file, copies)
    dialog.open()
    return dialog


class AboutDialog(QDialog):
    """Says what the program is and opens the licences."""

    def __init__(self, parent: QWidget | None, data_file: Path, copies: Path) -> None:
        flags = Qt.WindowType
        super().__init__(parent, flags.Dialog | flags.WindowTitleHint | flags.WindowCloseButtonHint)
        self.setObjectName("about")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(TITLE)
        self._facts = facts()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QHBoxLayout()
        body.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.HUGE)
        body.setSpacing(look.HUGE)
        outer.addLayout(body, 1)
        sign = QLabel(self)
        sign.setPixmap(look.app_picture(look.row_height(self) * 2, self.devicePixelRatioF()))
        body.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(look.GAP)
        body.addLayout(column, 1)
        head = QVBoxLayout()
        head.setSpacing(look.TINY)
        head.addWidget(self._words("Bốn Tốt", "title"))
        head.addWidget(self._words(f"Phiên bản {__version__}", "second"))
        column.addLayout(head)
        column.addWidget(self._words(WHAT))
        column.addWidget(self._words(FREE))
        column.addWidget(self._words(KEPT))
        column.addLayout(self._grid(data_file, copies))
        outer.addWidget(self._footer())
        width = look.text_width(86, self)
        self.setFixedSize(width, outer.heightForWidth(width))

    def _words(self, sentence: str, kind: str = "") -> QLabel:
        label = QLabel(sentence, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        if kind:
            look.mark(label, kind)
        return label

    def _grid(self, data_file: Path, copies: Path) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(look.WIDE)
        grid.setVerticalSpacing(look.TINY)
        grid.setColumnStretch(1, 1)
        lines: list[tuple[str, QWidget]] = [
            ("Tệp dữ liệu", self._place(data_file)),
            ("Bản sao", self._place(copies)),
            *((name, self._words(value)) for name, value in self._facts[1:]),
        ]
        for row, (name, shown) in enumerate(lines):
            label = QLabel(name, self)
            look.mark(label, "second")
            grid.addWidget(label, row, 0)
            grid.addWidget(shown, row, 1)
        return grid

    def _place(self, path: Path) -> QLineEdit:
        # A path has no place to break a line at; in a field it can be read to its end and copied whole.
        field = QLineEdit(str(path), self)
        field.setReadOnly(True)
        field.setToolTip(str(path))
        field.setCursorPosition(0)
        return field

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.HUGE, look.SMALL, look.HUGE, look.SMALL)
        row.setSpacing(look.SMALL)
        self.copy_button = QPushButton("Chép thông tin", footer)
        self.copy_button.setToolTip("Chép phiên bản của chương trình và của máy, để gửi khi cần hỏi")
        self.copy_button.clicked.connect(self.copy)
        self.licences_button = QPushButton("Giấy phép…", footer)
        self.licences_button.clicked.connect(lambda: open_licences(self))
        self.said = QLabel(footer)
        look.mark(self.said, "hint")
        close = QPushButton("Đóng", footer)
        close.clicked.connect(self.reject)
        for button in (self.copy_button, self.licences_button, close):
            button.setAutoDefault(False)
        row.addWidget(self.copy_button)
        row.addWidget(self.licences_button)
        row.addWidget(self.said)
        row.addStretch(1)
        row.addWidget(close)
        close.setDefault(True)
        close.setFocus()
        return footer

    def copy(self) -> None:
        """Copy what helps the one who is called."""
        QGuiApplication.clipboard().setText("\n".join(f"{name}: {value}" for name, value in self._facts))
        self.said.setText("Đã chép.")
