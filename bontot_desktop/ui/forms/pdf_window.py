"""A window that shows a PDF made for handing out, with printing and saving; nothing of it enters the register."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from bontot_desktop import text
from bontot_desktop.errors import BonTotError, NoRoom
from bontot_desktop.ui import keys, look, printing
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell


def open_pdf(shell: Shell, title: str, pdf: bytes, *, duplex: bool = False) -> PdfWindow:
    """Show a PDF in a window of its own."""
    window = PdfWindow(shell, title, pdf, duplex=duplex)
    window.open()
    return window


class PdfWindow(QDialog):
    """Shows, prints and saves a PDF."""

    help_topic: ClassVar[str] = "xem-in"

    def __init__(self, shell: Shell, title: str, pdf: bytes, *, duplex: bool) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("pdf-window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._shell, self._title, self._pdf, self._duplex = shell, title, pdf, duplex
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.preview = PdfPreview(self)
        self.preview.show_pdf(pdf)
        outer.addWidget(self.preview, 1)
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        for word, slot, main in (("Đóng", self.reject, False), ("Lưu PDF", self.save, False), ("In", self.send, True)):
            button = QPushButton(word, footer)
            button.setAutoDefault(False)
            if main:
                look.mark(button, "primary")
                button.setShortcut(keys.PRINT)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        outer.addWidget(footer)
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(room * 0.9)

    def send(self) -> None:
        """Print it."""
        try:
            printing.print_pdf(self._pdf, self, title=self._title, duplex=self._duplex)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)

    def save(self) -> None:
        """Save it where the person says."""
        start = self._shell.office.papers / f"{text.ascii_name(self._title)}.pdf"
        path = self._shell.asking.save_file("Lưu PDF", "Tệp PDF", ".pdf", start=start)
        if path is None:
            return
        try:
            path.write_bytes(self._pdf)
        except OSError:
            self._shell.asking.tell_error(NoRoom(f"Không ghi được tệp {path.name}; hãy chọn nơi khác."))
            return
        self._shell.announce(f"Đã lưu {path.name}.")
