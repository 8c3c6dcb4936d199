"""The last window itself; loaded only when it is needed, as no start should wait for it."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.crash import HAPPENED, SAVED

TYPING_KEPT = "Nội dung đang gõ dở được giữ trong bản nháp."
TYPING_LOST = "Nội dung đang gõ dở có thể chưa giữ được hết: nếu làm tiếp, hãy xem lại và chép ra chỗ khác."


class CrashWindow(QDialog):
    """What happened in one sentence, what became of the work, and what one can do."""

    help_topic: ClassVar[str] = "khi-co-chuyen"

    def __init__(
        self,
        report: str,
        log_folder: Path,
        parent: QWidget | None = None,
        *,
        is_typing_kept: bool = True,
        may_go_on: bool = True,
    ) -> None:
        """Make the window; ``may_go_on`` is false where the program ends anyway (it never came to a window)."""
        super().__init__(parent)
        self.setObjectName("crash")
        look.wear_icon()
        self.setWindowTitle("Bốn Tốt")
        self.report = report
        self.wants_close = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.HUGE, look.HUGE, look.HUGE, look.WIDE)
        outer.setSpacing(look.GAP)
        head = QLabel(HAPPENED, self)
        look.mark(head, "section")
        kept = QLabel(
            f"{SAVED} {TYPING_KEPT if is_typing_kept else TYPING_LOST} "
            "Xin chép báo cáo dưới đây gửi cho người làm chương trình.",
            self,
        )
        look.mark(kept, "second")
        for label in (head, kept):
            label.setWordWrap(True)
            outer.addWidget(label)
        self._details = QPlainTextEdit(report, self)
        self._details.setReadOnly(True)
        self._details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._details.setMinimumHeight(look.row_height(self) * 6)
        outer.addWidget(self._details, 1)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        copy = QPushButton("Chép báo cáo", self)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.report))
        folder = QPushButton("Mở thư mục nhật ký", self)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder))))
        close = QPushButton("Đóng chương trình", self)
        close.clicked.connect(self._close_program)
        go_on = QPushButton("Làm tiếp", self)
        go_on.setVisible(may_go_on)
        main = go_on if may_go_on else close
        look.mark(main, "primary")
        main.setDefault(True)
        go_on.clicked.connect(self.accept)
        for button in (copy, folder):
            row.addWidget(button)
        row.addStretch(1)
        for button in (close, go_on):
            row.addWidget(button)
        outer.addLayout(row)
        self.setMinimumWidth(look.text_width(96, self))

    def _close_program(self) -> None:
        self.wants_close = True
        self.accept()
