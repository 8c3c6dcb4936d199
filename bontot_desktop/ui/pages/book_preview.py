"""The printed books on screen: look through them, send them to the printer, save them elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.books import BookPaper
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.printing import Sides
from bontot_desktop.services import books
from bontot_desktop.services.books import BookBatch, BookFile
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tasks import Stopped
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.page import Page

#: Sends a PDF to a printer: bytes, the window, the title, the sides proposed; False when the person went back.
Printer = Callable[[bytes, QWidget | None, str, Sides], bool]


def to_printer(pdf: bytes, window: QWidget | None, title: str, sides: Sides) -> bool:
    """Send a PDF to a printer the person chooses."""
    return print_pdf(pdf, window, title=title, sides=sides)


class BookPreview(Page):
    """One run of books: the joined PDF, or the only one."""

    wants: ClassVar[frozenset[Kind]] = frozenset()
    help_topic: ClassVar[str] = "so-bien-ban"

    def __init__(
        self,
        shell: Shell,
        batch: BookBatch,
        files: Sequence[BookFile],
        parent: QWidget | None = None,
        *,
        printer: Printer = to_printer,
        open_folder: Callable[[Path], Any] | None = None,
    ) -> None:
        super().__init__("", parent, margins=False)
        self._shell, self._batch, self._printer = shell, batch, printer
        self._files = tuple(files)
        self._open = open_folder or (lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        count = len(batch.books)
        name = batch.books[0].cell_name if count == 1 else f"{count} chi bộ"
        self.set_title(f"Sổ biên bản năm {batch.year} ({batch.mode.label.lower()})")
        shown = self._files[-1]
        self.set_summary(f"{name} · {shown.pages} trang · {batch.paper.label}")
        where = f"Các tệp nằm trong thư mục {self._files[0].path.parent}. In hoặc lưu ra tệp rồi mới ghi là đã in."
        self.notice = NoticeBar(" ".join((*_paper_hint(batch.paper), *batch.skipped, where)), Tone.INFO, self)
        self.notice.add_button("Mở thư mục", self.show_folder)
        holder = QHBoxLayout()
        holder.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        holder.addWidget(self.notice)
        self.content.addLayout(holder)
        self.preview = PdfPreview(self)
        self.content.addWidget(self.preview, 1)
        self.preview.show_pdf(shown.path.read_bytes())
        self.add_command("In", self.print_books, icon="printer", primary=True, key=keys.PRINT, tip="In sổ đang xem")
        self.add_command("Lưu PDF", self.save_pdf, icon="file-pdf", tip="Lưu tệp PDF đang xem ra thư mục khác")
        self.add_command("Lưu Word", self.save_word, icon="file-text", tip="Lưu tệp Word của từng chi bộ")

    def print_books(self) -> None:
        """Print the very PDF that is shown."""
        pdf = self.preview.pdf()
        if pdf is None:
            return
        try:
            went = self._printer(pdf, self, self.title(), self._batch.paper.sides)
        except BonTotError as error:
            self._shell.asking.tell_error(error)
            return
        if went:
            self._shell.act(self._remember, "Đã gửi sổ tới máy in.", undo=False)

    def _remember(self) -> Changes:
        """Note the pages as printed: only what went to a printer, or out as a file, is."""
        return books.remember(self._shell.office, self._batch, self._files)

    def save_pdf(self) -> None:
        """Copy the PDF that is shown to where the person wants it."""
        shown = self._files[-1]
        target = self._shell.asking.save_file("Lưu PDF", "Tệp PDF", ".pdf", start=Path.home() / shown.path.name)
        pdf = self.preview.pdf()
        if target is None or pdf is None:
            return

        def save() -> Changes:
            books.save_copy(target, pdf)
            return self._remember()

        self._shell.act(save, f"Đã lưu {target.name}.", undo=False)

    def save_word(self) -> None:
        """Write a Word file of each book into a folder the person chooses."""
        target = self._shell.asking.folder("Lưu tệp Word vào thư mục")
        if target is None:
            return
        batch = self._batch

        def done(written: list[BookFile]) -> None:
            words = f"Đã lưu {len(written)} tệp Word vào thư mục {target.name}."
            self._shell.act(self._remember, words, undo=False)

        self._shell.tasks.run(
            lambda progress: books.write(batch, (FileFormat.DOCX,), target, progress),
            done,
            title="Đang làm bản Word của sổ biên bản",
            failed=self._failed,
            owner=self,
        )

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, Stopped):
            self._shell.announce("Đã dừng; những tệp Word làm xong vẫn ở trong thư mục đã chọn.")
        elif isinstance(error, BonTotError):
            self._shell.asking.tell_error(error)
        else:
            raise error

    def show_folder(self) -> None:
        """Open the folder of the files."""
        self._open(self._files[0].path.parent)

    def take_focus(self) -> None:
        """Let the keys turn the pages at once."""
        self.preview.setFocus()


def _paper_hint(paper: BookPaper) -> tuple[str, ...]:
    if paper is BookPaper.A4_DUPLEX:
        return ("Sổ in hai mặt, lật theo cạnh dài; cửa sổ In đã chọn sẵn.",)
    if paper is BookPaper.A5_BOOKLET:
        return (
            "Sổ in hai mặt, lật theo cạnh ngắn; cửa sổ In đã chọn sẵn. In xong, gấp đôi cả tập rồi bấm ghim ở giữa.",
        )
    return ()
