"""The window that makes many papers in one go: where to, in which format, how far it is, and printing them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules import remaining
from bontot_desktop.rules.papers import FileFormat
from bontot_desktop.rules.printing import Sides
from bontot_desktop.services import batches
from bontot_desktop.services.batches import Batch, BatchResult, Item
from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tasks import Job, Stopped
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import FieldRow

#: One batch at a time.
JOB = "batch"
#: The folder offered, beside the years' papers.
FOLDER = "nhieu-van-ban"
#: So many sentences about papers that can't be made are shown; the rest is counted.
MOST_SKIPPED = 3

_FORMATS = (
    ((FileFormat.PDF,), "PDF"),
    ((FileFormat.DOCX,), "Word"),
    ((FileFormat.PDF, FileFormat.DOCX), "PDF và Word"),
)

#: Prints: the PDF, the window, the title, the sides proposed, where papers begin; False when the person went back.
Printer = Callable[[bytes, QWidget, str, Sides, Sequence[int]], bool]


def to_printer(pdf: bytes, window: QWidget, title: str, sides: Sides, starts: Sequence[int]) -> bool:
    """Print on a printer the person chooses."""
    return print_pdf(pdf, window, title=title, sides=sides, starts=starts)


def open_batch(
    shell: Shell, title: str, items: Sequence[Item], *, sides: Sides = Sides.ONE, printer: Printer = to_printer
) -> BatchDialog | None:
    """Gather many papers and let them be made; when none can be, the reason is said and None returned.

    ``title`` names the batch and its folder ("Thông báo kết luận năm 2026"); ``sides`` is proposed for printing.
    """
    try:
        with waiting():
            batch = batches.collect(shell.office, title, items)
    except BonTotError as reason:
        shell.asking.tell_error(reason)
        return None
    dialog = BatchDialog(shell, batch, sides=sides, printer=printer)
    dialog.open()
    return dialog


class BatchLayout(QDialog):
    """Where the parts of the window stand."""

    help_topic: ClassVar[str] = "nhieu-van-ban"

    def __init__(self, parent: QWidget | None, title: str, summary: str) -> None:
        super().__init__(parent)
        self.setObjectName("batch")
        self.setWindowTitle("Làm nhiều văn bản")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.HUGE)
        body.setSpacing(look.BETWEEN_FIELDS)
        outer.addLayout(body, 1)
        name, count = QLabel(title, self), QLabel(summary, self)
        look.mark(name, "section")
        look.mark(count, "second")
        name.setWordWrap(True)
        body.addWidget(name)
        body.addWidget(count)
        self.notice = NoticeBar("", Tone.WAIT, self)
        body.addWidget(self.notice)
        self.folder = LineField(self)
        self.folder.setReadOnly(True)
        self.choose = QPushButton("Chọn thư mục…", self)
        self.choose.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose)
        caption = QLabel("Lưu vào thư mục", self)
        caption.setBuddy(self.folder)
        self.folder.setAccessibleName("Lưu vào thư mục")
        held = QVBoxLayout()
        held.setSpacing(look.LABEL_TO_FIELD)
        held.addWidget(caption)
        held.addLayout(row)
        body.addLayout(held)
        self.formats = ChoiceField(_FORMATS, self, characters=16)
        body.addWidget(FieldRow("Định dạng", self.formats, parent=self))
        self.joined = CheckField("Ghép thêm một tệp PDF để in một lượt", self)
        self.joined.set_value(True)
        body.addWidget(self.joined)
        self._lay_progress(body)
        body.addStretch(1)
        self._lay_footer(outer)
        self.setMinimumWidth(look.text_width(86, self))

    def _lay_progress(self, body: QVBoxLayout) -> None:
        self.running = QWidget(self)
        column = QVBoxLayout(self.running)
        column.setContentsMargins(0, look.SMALL, 0, 0)
        column.setSpacing(look.SMALL)
        self.words, self.left = QLabel(self.running), QLabel(self.running)
        look.mark(self.left, "second")
        self.bar = QProgressBar(self.running)
        self.bar.setTextVisible(False)
        line = QHBoxLayout()
        line.addWidget(self.words, 1)
        line.addWidget(self.left)
        column.addLayout(line)
        column.addWidget(self.bar)
        # Its room is kept: the window does not jump when the work begins.
        policy = self.running.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.running.setSizePolicy(policy)
        self.running.hide()
        body.addWidget(self.running)

    def _lay_footer(self, outer: QVBoxLayout) -> None:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        self.close_button = QPushButton("Quay lại", footer)
        self.stop_button = QPushButton("Dừng", footer)
        self.open_button = QPushButton("Mở thư mục", footer)
        self.make_button = QPushButton("Làm văn bản", footer)
        self.print_button = QPushButton("In tất cả…", footer)
        for button in (self.close_button, self.stop_button, self.open_button, self.make_button, self.print_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        for button in (self.make_button, self.print_button):
            look.mark(button, "primary")
        self.make_button.setDefault(True)
        outer.addWidget(footer)


class BatchDialog(BatchLayout):
    """Asks where to, makes the papers in a job, then offers the folder and the printer."""

    def __init__(
        self,
        shell: Shell,
        batch: Batch,
        *,
        sides: Sides,
        printer: Printer = to_printer,
        open_folder: Callable[[Path], Any] | None = None,
    ) -> None:
        super().__init__(shell.asking.parent, batch.name, f"{len(batch.sheets)} văn bản")
        self._shell, self._batch, self._sides, self._printer = shell, batch, sides, printer
        self._open = open_folder or (lambda folder: QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))))
        self.result_made: BatchResult | None = None
        self._is_running = False
        self._out: Path = shell.office.papers / FOLDER
        self._show_folder()
        self.notice.say(_skipped(batch.skipped))
        self.make_button.setText(f"Làm {len(batch.sheets)} văn bản")
        self.choose.clicked.connect(self.choose_folder)
        self.formats.edited.connect(self._show_state)
        self.make_button.clicked.connect(self.make)
        self.stop_button.clicked.connect(self.stop)
        self.open_button.clicked.connect(self.open_folder)
        self.print_button.clicked.connect(self.print_all)
        self.close_button.clicked.connect(self.reject)
        shell.tasks.progressed.connect(self._told)
        self._show_state()

    def choose_folder(self) -> None:
        """Ask where the folder of the batch shall stand."""
        chosen = self._shell.asking.folder("Lưu vào thư mục", start=self._out if self._out.is_dir() else None)
        if chosen is not None:
            self._out = chosen
            self._show_folder()

    def make(self) -> None:
        """Make the papers in a job."""
        batch, formats, out, joined = self._batch, self.formats.value(), self._out, self.joined.value()
        self._is_running = True
        self.words.setText("Đang chuẩn bị…")
        self.left.setText("")
        self.bar.setRange(0, 0)
        self._show_state()
        started = self._shell.tasks.run(
            lambda progress: batches.write(batch, formats, out, joined=joined, progress=progress),
            self._done,
            title=f"Đang làm {batch.name}",
            failed=self._failed,
            key=JOB,
            owner=self,
        )
        if not started:
            self._is_running = False
            self._show_state()
            self._shell.asking.tell("Một lượt văn bản khác đang được làm. Xin chờ lượt ấy xong.")

    def stop(self) -> None:
        """Stop between two papers; nothing of the batch stays."""
        for job in self._shell.tasks.jobs():
            if job.key == JOB:
                job.stop()
        self.stop_button.setEnabled(False)
        self.words.setText("Đang dừng…")
        self.left.setText("")

    def reject(self) -> None:
        """Close; while papers are made, stop that first and stay to say so."""
        if self._is_running:
            self.stop()
        else:
            super().reject()
            self.deleteLater()

    def open_folder(self) -> None:
        """Open the folder the papers lie in."""
        if self.result_made is not None:
            self._open(self.result_made.folder)

    def print_all(self) -> None:
        """Print what was made, every paper from a fresh sheet, and note it."""
        result = self.result_made
        if result is None:
            return
        try:
            pdf = batches.printable(result)
            went = self._printer(pdf, self, self._batch.name, self._sides, result.starts or (0,))
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        if went:
            said = f"Đã gửi {result.papers} văn bản tới máy in."
            self._shell.act(lambda: batches.printed(self._shell.office, self._batch), said, undo=False)

    def _told(self, job: Job) -> None:
        if job.key != JOB or not self._is_running or not self.stop_button.isEnabled():
            return
        progress, count = job.progress, len(self._batch.sheets)
        done = f"{min(progress.done + 1, count)}/{count}"
        joining = progress.words == batches.JOINING
        self.words.setText(f"{batches.JOINING}…" if joining else f"Đang làm văn bản {done}")
        self.words.setToolTip(progress.words)
        self.left.setText(remaining.words(progress.left))
        self.bar.setRange(0, progress.total)
        self.bar.setValue(progress.done)

    def _done(self, result: BatchResult) -> None:
        self._is_running, self.result_made = False, result
        self.notice.say(f"Đã làm {result.papers} văn bản, lưu trong thư mục {result.folder}.", Tone.GOOD)
        self._shell.announce(f"Đã làm {result.papers} văn bản.")
        self._show_state()
        (self.print_button if self.print_button.isVisible() else self.open_button).setFocus()

    def _failed(self, error: BaseException) -> None:
        self._is_running = False
        self._show_state()
        if isinstance(error, Stopped):
            self.notice.say("Đã dừng; chưa lưu văn bản nào.", Tone.WAIT)
        elif isinstance(error, BonTotError):
            self.notice.say(str(error), Tone.BAD)
        else:
            raise error

    def _show_folder(self) -> None:
        self.folder.set_value(str(self._out))
        self.folder.setToolTip(str(self._out))

    def _show_state(self) -> None:
        running, result = self._is_running, self.result_made
        pdf, several = FileFormat.PDF in self.formats.value(), len(self._batch.sheets) > 1
        for widget in (self.choose, self.formats, self.joined):
            widget.setEnabled(not running and result is None)
        self.joined.setEnabled(self.joined.isEnabled() and pdf and several)
        self.running.setVisible(running)
        self.stop_button.setVisible(running)
        self.stop_button.setEnabled(running)
        self.make_button.setVisible(not running and result is None)
        self.open_button.setVisible(result is not None)
        printable = result is not None and (result.joined is not None or (pdf and not several))
        self.print_button.setVisible(printable)
        self.close_button.setVisible(not running)
        self.close_button.setText("Quay lại" if result is None else "Đóng")


def _skipped(sentences: Sequence[str]) -> str:
    """Say which papers are left out."""
    if not sentences:
        return ""
    more = len(sentences) - MOST_SKIPPED
    rest = f" Còn {more} văn bản khác cũng chưa làm được." if more > 0 else ""
    return f"Không làm được: {' '.join(sentences[:MOST_SKIPPED])}{rest}"
