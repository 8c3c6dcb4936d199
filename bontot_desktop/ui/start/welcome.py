"""The first window of all: lay out a new office, look at the sample one, or open a file that is there."""

from __future__ import annotations

from enum import Enum
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.ui import keys, look


class Choice(Enum):
    """What the person wants to begin with."""

    NEW = "new"
    SAMPLE = "sample"
    OPEN = "open"
    RESTORE = "restore"


_CHOICES = (
    (Choice.NEW, "Lập văn phòng mới", "Khai báo Đảng ủy, nhiệm kỳ và mật khẩu; mất khoảng năm phút.", "plus"),
    (Choice.SAMPLE, "Mở văn phòng mẫu", "Một xã tưởng tượng đủ số liệu cả năm để xem thử và tập làm.", "books"),
    (Choice.OPEN, "Mở tệp dữ liệu đã có…", "Tệp *.bontot trên máy này.", "folder-open"),
    (
        Choice.RESTORE,
        "Khôi phục từ bản sao…",
        "Lấy lại dữ liệu từ bản sao trên USB hoặc máy cũ.",
        "arrow-u-up-left",
    ),
)


class Welcome(QDialog):
    """Four ways to begin; ``choice`` is None when the person leaves."""

    help_topic: ClassVar[str] = "gio-dau-tien"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice | None = None
        self.setObjectName("welcome")
        look.wear_icon()
        self.setWindowTitle("Bốn Tốt")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.VAST, look.VAST, look.VAST, look.VAST)
        column.setSpacing(look.GAP)
        title = QLabel("Bốn Tốt", self)
        look.mark(title, "title")
        words = QLabel("Sổ sách và văn bản của Văn phòng Đảng ủy xã, trong một tệp trên máy này.", self)
        look.mark(words, "second")
        for label in (title, words):
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(look.GAP)
        for choice, word, hint, icon in _CHOICES:
            button = QPushButton(word, self)
            button.setObjectName(f"choice:{choice.value}")
            button.setAutoDefault(choice is Choice.NEW)
            look.dress(button, icon, "on_accent" if choice is Choice.NEW else "text")
            if choice is Choice.NEW:
                look.mark(button, "primary")
                button.setDefault(True)
            button.clicked.connect(lambda _=False, choice=choice: self._take(choice))
            note = QLabel(hint, self)
            look.mark(note, "hint")
            note.setWordWrap(True)
            column.addWidget(button)
            column.addWidget(note)
            column.addSpacing(look.SMALL)
        column.addStretch(1)
        help_key = QLabel(f"Bấm {keys.shown(keys.HELP)} để mở hướng dẫn, ở đây và ở mọi cửa sổ.", self)
        look.mark(help_key, "hint")
        column.addWidget(help_key)
        self.setMinimumWidth(look.text_width(72, self))
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, False)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that all sentences want at this width: Qt asks only for that of unbroken ones."""
        super().showEvent(event)
        layout = self.layout()
        assert layout is not None
        room = self.screen().availableSize().height() - look.row_height(self)
        wanted = layout.totalHeightForWidth(self.width())
        self.setMinimumHeight(min(wanted, room))

    def _take(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()
