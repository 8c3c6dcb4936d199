"""The window of a list made from a table: its summary and day, the pages as they will be, print, PDF, Word."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.services import files, member_papers
from bontot_desktop.services.member_papers import ListPaper, ListWish
from bontot_desktop.ui import keys, look, printing
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import LineField
from bontot_desktop.ui.widgets.typed import DateField

_KINDS = {FileFormat.PDF: ("Lưu PDF", "Tệp PDF", ".pdf"), FileFormat.DOCX: ("Lưu Word", "Tệp Word", ".docx")}


def open_list(shell: Shell, paper: ListPaper) -> ListWindow | None:
    """Show a list; None when a sentence of it cannot be filled, which is told."""
    try:
        window = ListWindow(shell, paper)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    window.open()
    return window


class ListWindow(QDialog):
    """Shows, prints and saves one list; nothing of it enters the register."""

    help_topic: ClassVar[str] = "xem-in"

    def __init__(self, shell: Shell, paper: ListPaper) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("list-paper")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(paper.name)
        self._shell, self._paper = shell, paper
        self._wish = ListWish(paper.about, shell.today())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        self.preview = PdfPreview(self)
        outer.addWidget(self.preview, 1)
        outer.addWidget(self._footer())
        self._make()
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        self.resize(room * 0.9)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(look.WIDE, look.SMALL, look.WIDE, look.SMALL)
        row.setSpacing(look.SMALL)
        self.about = LineField()
        self.about.setObjectName("about")
        self.about.set_value(self._wish.about)
        self.day = DateField()
        self.day.setObjectName("day")
        self.day.set_value(self._wish.day)
        for word, field, share in (("Danh sách", self.about, 1), ("Ngày", self.day, 0)):
            label = QLabel(word, self)
            look.mark(label, "label")
            label.setBuddy(field)
            field.setAccessibleName(word)
            row.addWidget(label)
            row.addWidget(field, share)
            field.left.connect(self._again)
        self.day.setToolTip("Ngày ghi trên danh sách; để trống thì in chỗ để ghi tay.")
        return row

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        slots = (
            ("Đóng", self.reject),
            ("Lưu Word", lambda: self.save(FileFormat.DOCX)),
            ("Lưu PDF", lambda: self.save(FileFormat.PDF)),
            ("In", self.send),
        )
        for word, slot in slots:
            button = QPushButton(word, footer)
            button.setObjectName(f"list:{word}")
            button.setAutoDefault(False)
            if word == "In":
                look.mark(button, "primary")
                button.setShortcut(keys.PRINT)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        return footer

    def _again(self) -> None:
        """Make the list anew when its summary or day was changed."""
        if self.day.fault():
            return
        wish = ListWish(self.about.value(), self.day.value())
        if wish != self._wish:
            self._wish = wish
            self._make()

    def _make(self) -> None:
        document = self._paper.make(self._wish)
        self._pdf = member_papers.render(document, FileFormat.PDF)
        self.preview.show_pdf(self._pdf)

    def send(self) -> None:
        """Print it."""
        self._again()
        try:
            printing.print_pdf(self._pdf, self, title=self._paper.name)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)

    def save(self, form: FileFormat) -> None:
        """Save it where the person says."""
        self._again()
        title, kind, suffix = _KINDS[form]
        start = self._shell.office.papers / member_papers.file_name(self._paper, self._wish, form)
        path = self._shell.asking.save_file(title, kind, suffix, start=start)
        if path is None:
            return
        data = self._pdf if form is FileFormat.PDF else member_papers.render(self._paper.make(self._wish), form)
        self._shell.act(lambda: files.write(path, data), f"Đã lưu {path.name}.", undo=False)
