"""One paper beside the register: what it is, what became of its files, and the very PDF."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.papers import FileCondition, FileFormat, PaperState
from bontot_desktop.services import issuing, papers
from bontot_desktop.services.filing import FileRow
from bontot_desktop.services.papers import PaperRow
from bontot_desktop.ui import look
from bontot_desktop.ui.asking import STAY
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.bars import NoticeBar, StateDot

EDITED_COPY, CLEAN_COPY = "Lưu bản đã sửa", "Lưu bản đã ban hành"
ANEW = "Làm lại tệp"

#: Sends a PDF to a printer: bytes, the window, the title; False when the person went back.
Printer = Callable[[bytes, QWidget | None, str], bool]


def state_word(row: PaperRow) -> str:
    """Say in a word where a paper stands; files that wait come first."""
    return "Chờ in" if row.waits else row.state.label


def state_tone(row: PaperRow) -> Tone:
    """Return the colour of that word's dot."""
    if row.waits:
        return Tone.WAIT
    return Tone.GOOD if row.state is PaperState.ISSUED else Tone.QUIET


class PaperPanelLayout(QWidget):
    """Name, state, notices and small commands above the preview."""

    def __init__(self, parent: QWidget | None = None, *, large: bool = False) -> None:
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(look.SMALL)
        self.head = QWidget(self)
        head = QVBoxLayout(self.head)
        head.setContentsMargins(look.PAGE_MARGIN if large else look.WIDE, 0, look.PAGE_MARGIN, 0)
        head.setSpacing(look.TINY)
        self.name = QLabel(self.head)
        look.mark(self.name, "section")
        self.about = QLabel(self.head)
        self.facts = QLabel(self.head)
        look.mark(self.facts, "second")
        for label in (self.name, self.about, self.facts):
            label.setWordWrap(True)
        self.state = StateDot(parent=self.head)
        top = QHBoxLayout()
        top.setSpacing(look.SMALL)
        # Over the whole page the name is the page's title.
        self.name.setVisible(not large)
        top.addWidget(self.about if large else self.name, 1)
        top.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(top)
        if not large:
            head.addWidget(self.about)
        head.addWidget(self.facts)
        self.notice = NoticeBar("", Tone.WAIT, self.head)
        self.write = self.notice.add_button("Ghi lại tệp", lambda: None)
        head.addWidget(self.notice)
        self.links = QHBoxLayout()
        self.links.setSpacing(look.SMALL)
        self.links.addStretch(1)
        head.addLayout(self.links)
        outer.addWidget(self.head)
        self.preview = PdfPreview(self)
        outer.addWidget(self.preview, 1)

    def add_link(self, word: str, slot: Callable[[], object]) -> QPushButton:
        """Add a small command."""
        button = QPushButton(word, self.head)
        button.setObjectName(f"paper:{word}")
        look.mark(button, "link")
        button.clicked.connect(lambda: slot())
        self.links.insertWidget(self.links.count() - 1, button)
        return button


class PaperPanel(PaperPanelLayout):
    """Shows one paper and does what can be done with it."""

    def __init__(
        self, shell: Shell, parent: QWidget | None = None, *, printer: Printer | None = None, large: bool = False
    ) -> None:
        super().__init__(parent, large=large)
        self._shell = shell
        self._large = large
        self._printer = printer or (lambda pdf, window, title: print_pdf(pdf, window, title=title))
        self._row: PaperRow | None = None
        self._files: tuple[FileRow, ...] = ()
        self.folder_link = self.add_link("Mở thư mục", self.open_folder)
        self.take_back_link = self.add_link("Thu hồi số…", self.take_back)
        self.withdraw_link = self.add_link("Thu hồi văn bản…", self.withdraw)
        self.write.clicked.connect(lambda: self.write_again())

    def show_paper(self, row: PaperRow | None) -> None:
        """Show a paper of the register, or nothing."""
        self._row = row
        self.head.setVisible(row is not None)
        if row is None:
            self._files = ()
            self.preview.show_pdf(None)
            return
        self._files = papers.look(self._shell.office, row.id)
        self.name.setText(row.name)
        self.about.setText(row.about)
        self.facts.setText(_facts(row))
        self.state.say(state_word(row), state_tone(row))
        issued = row.state is PaperState.ISSUED
        self.take_back_link.setVisible(issued and row.number is not None)
        self.withdraw_link.setVisible(issued)
        self._say_files(row)
        band = "" if issued else row.state.label.upper()
        self.preview.show_pdf(papers.shown(self._shell.office, row.id), band=band)
        if not self._large:
            # Beside the table the page itself needs the room.
            self.preview.thumbs.hide()

    def _say_files(self, row: PaperRow) -> None:
        sentence, word = "", "Ghi lại tệp"
        conditions = {file.condition for file in self._files}
        if row.state is not PaperState.ISSUED:
            sentence = ""
        elif FileCondition.PENDING in conditions:
            fault = next((file.fault for file in self._files if file.fault), "")
            sentence = f"Tệp của văn bản này còn chờ in. {fault}".strip()
        elif FileCondition.MISSING in conditions:
            gone = " và ".join(file.format.label for file in self._files if file.condition is FileCondition.MISSING)
            sentence = f"Tệp {gone} không còn trong thư mục văn bản."
        elif FileCondition.EDITED in conditions:
            sentence, word = "Tệp đã được sửa tay sau khi ban hành; bản xem bên dưới là bản đã ban hành.", ANEW
        self.notice.say(sentence, Tone.WAIT)
        self.write.setText(word)

    # What can be done ----------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Print the very PDF that is shown and note it."""
        row, pdf = self._row, self.preview.pdf()
        if row is None or pdf is None:
            return
        try:
            went = self._printer(pdf, self, row.name)
        except BonTotError as error:
            self._shell.asking.tell_error(error)
            return
        if went:
            self._shell.act(
                lambda: papers.printed(self._shell.office, row.id), f"Đã gửi {row.name} tới máy in.", undo=False
            )

    def save_as(self, form: FileFormat) -> None:
        """Copy the Word or PDF file to where the person wants it."""
        row = self._row
        if row is None:
            return
        anew = False
        if form is FileFormat.DOCX and papers.hand_edited(self._shell.office, row.id):
            question = "Tệp Word này đã được sửa tay sau khi ban hành. Lưu bản nào?"
            answer = self._shell.asking.ask(question, [EDITED_COPY, CLEAN_COPY, STAY], safe=STAY, main=EDITED_COPY)
            if answer == STAY:
                return
            anew = answer == CLEAN_COPY
        name = papers.file_name(self._shell.office, row.id, form)
        target = self._shell.asking.save_file(
            f"Lưu {form.label}", f"Tệp {form.label}", f".{form.value}", start=Path.home() / name
        )
        if target is not None:
            self._shell.act(
                lambda: papers.save_copy(self._shell.office, row.id, form, target, anew=anew),
                f"Đã lưu {target.name}.",
                undo=False,
            )

    def open_folder(self) -> None:
        """Open the folder where the paper's files lie."""
        if self._row is None:
            return
        folder = papers.folder(self._shell.office, self._row.id)
        if folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        else:
            self._shell.asking.tell("Thư mục này chưa có vì các tệp còn chờ in. Hãy bấm “Ghi lại tệp”.")

    def write_again(self) -> None:
        """Write files that wait or are gone; made anew over hand edits only after asking."""
        row = self._row
        if row is None:
            return
        conditions = {file.condition for file in self._files}
        if conditions & {FileCondition.PENDING, FileCondition.MISSING}:
            files = self._shell.act(lambda: papers.write_pending(self._shell.office, row.id), undo=False)
        elif self._shell.asking.confirm("Làm lại tệp từ nội dung đã ban hành?", ANEW, detail=papers.EDITS_WOULD_GO):
            files = self._shell.act(lambda: papers.write_anew(self._shell.office, row.id, over_edits=True), undo=False)
        else:
            return
        if files is None:
            return
        waiting = next((file.fault for file in files if file.condition is FileCondition.PENDING), "")
        if waiting:
            self._shell.asking.tell("Tệp vẫn còn chờ in.", detail=waiting)
        else:
            self._shell.announce(f"Đã ghi tệp của {row.name}.")
        self._shell.tell_changed(papers.FILES_CHANGED)

    def take_back(self) -> None:
        """Take back the number of the newest paper of its run, with a reason."""
        row = self._row
        if row is None:
            return
        reason = self._shell.asking.text(
            f"Thu hồi số {row.number_text}? Số này sẽ được cấp lại cho văn bản sau.", "Lý do", verb="Thu hồi số"
        )
        if reason is not None:
            self._shell.act(
                lambda: issuing.take_back(self._shell.office, row.id, reason),
                f"Đã thu hồi số {row.number_text}.",
                undo=False,
            )

    def withdraw(self) -> None:
        """Withdraw the paper, its number stays used, with a reason."""
        row = self._row
        if row is None:
            return
        reason = self._shell.asking.text(
            f"Thu hồi {row.name}? Văn bản và số vẫn còn trong sổ.", "Lý do", verb="Thu hồi văn bản"
        )
        if reason is not None:
            self._shell.act(
                lambda: issuing.withdraw(self._shell.office, row.id, reason), f"Đã thu hồi {row.name}.", undo=False
            )


def _facts(row: PaperRow) -> str:
    parts = [f"Ngày {dates.screen(row.dated_on)}"]
    if row.signer:
        parts.append(f"người ký: {row.signer}")
    if row.printed_at is not None:
        parts.append(f"đã in {dates.screen(row.printed_at.date())}")
    if row.withdrawn_reason:
        parts.append(row.withdrawn_reason)
    return " · ".join(parts)
