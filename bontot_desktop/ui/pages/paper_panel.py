"""One paper beside the register: what it is, what became of its files, and the very PDF."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from bontot_desktop import dates
from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.papers import FileCondition, FileFormat, PaperState
from bontot_desktop.services import issuing, papers, scans
from bontot_desktop.services.filing import TAKEN_BACK, FileRow
from bontot_desktop.services.papers import PaperRow
from bontot_desktop.services.scans import ScanRow
from bontot_desktop.ui.asking import STAY
from bontot_desktop.ui.forms.outside_paper import open_outside
from bontot_desktop.ui.forms.register_note import RegisterNoteDialog
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.paper_copies import OWN
from bontot_desktop.ui.pages.paper_layout import PaperPanelLayout
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.menu_button import MenuButton

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


class PaperPanel(PaperPanelLayout):
    """Shows one paper and does what can be done with it; a signed scan may be dropped onto it."""

    #: Another copy, or none, is seen: what can be printed and saved may be another thing.
    seen_changed = Signal()

    def __init__(
        self, shell: Shell, parent: QWidget | None = None, *, printer: Printer | None = None, large: bool = False
    ) -> None:
        super().__init__(parent, large=large)
        self._shell = shell
        self._large = large
        self._printer = printer or (lambda pdf, window, title: print_pdf(pdf, window, title=title))
        self._row: PaperRow | None = None
        self._files: tuple[FileRow, ...] = ()
        self._scans: tuple[ScanRow, ...] = ()
        self._copy = OWN
        self.attach_link = self.add_link("Đính kèm bản ký…", self.attach)
        self.note_link = self.add_link("Ghi vào sổ…", self.note)
        self.correct_link = self.add_link("Sửa mục vào sổ…", self.correct)
        self.more = MenuButton("Khác", self.head)
        self.links.insertWidget(self.links.count() - 1, self.more)
        self.folder_action = self.more.add("Mở thư mục", self.open_folder, icon="folder-open")
        self.detach_action = self.more.add("Gỡ bản ký đang xem…", self.detach)
        self.more.add_line()
        self.take_back_action = self.more.add("Thu hồi số…", self.take_back)
        self.withdraw_action = self.more.add("Thu hồi văn bản…", self.withdraw)
        self.write.clicked.connect(lambda: self.write_again())
        self.copies.chosen.connect(self.show_copy)
        self.setAcceptDrops(True)

    def show_paper(self, row: PaperRow | None) -> None:
        """Show a paper of the register, or nothing; the copy that was looked at stays in sight."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        self.head.setVisible(row is not None)
        if row is None:
            self._files, self._scans = (), ()
            self.sheet.setCurrentWidget(self.preview)
            self.preview.show_pdf(None)
            return
        office = self._shell.office
        self._files, self._scans = papers.look(office, row.id), scans.of_paper(office, row.id)
        self.name.setText(row.name)
        self.about.setText(row.about)
        self.facts.setText(_facts(row))
        self.state.say(state_word(row), state_tone(row))
        issued = row.state is PaperState.ISSUED
        self.correct_link.setVisible(issued and row.is_outside)
        self.note_link.setVisible(row.number is not None and not self.correct_link.isVisibleTo(self.head))
        self.take_back_action.setVisible(issued and row.number is not None)
        self.withdraw_action.setVisible(issued)
        self._say_files(row)
        self.scan_notice.say(" ".join(scan.trouble for scan in self._scans if scan.trouble))
        offered = [*([] if row.is_outside else [OWN]), *(scan.id for scan in self._scans)]
        self._copy = self._copy if same and self._copy in offered else (offered or [OWN])[0]
        self.copies.offer(self._scans, own=not row.is_outside, now=self._copy)
        self.show_copy(self._copy)

    def show_copy(self, copy: int) -> None:
        """Show the program's own copy, or the signed one of an id."""
        row = self._row
        if row is None:
            return
        self._copy = copy
        self.copies.press(copy)
        scan = self._scan()
        self.detach_action.setVisible(scan is not None)
        self.detach_action.setText("Gỡ tệp Word…" if scan is not None and scan.is_word else "Gỡ bản ký đang xem…")
        band = "" if row.state is PaperState.ISSUED else row.state.label.upper()
        if scan is not None:
            self._show(scans.shown(self._shell.office, scan.id), band)
        else:
            self._show(None if row.is_outside else papers.shown(self._shell.office, row.id), band)
        self.seen_changed.emit()

    def _show(self, pdf: bytes | None, band: str) -> None:
        self.preview.show_pdf(pdf, band=band)
        self.sheet.setCurrentWidget(self.nothing if pdf is None else self.preview)
        if pdf is not None:
            return
        scan = self._scan()
        if scan is None:
            sentence = "Văn bản này làm ngoài chương trình. Đính kèm bản ký (PDF hoặc ảnh) để xem và in tại đây."
            self.nothing.say(sentence, "Đính kèm bản ký…", self.attach)
        elif scan.is_word and not scan.trouble:
            self.nothing.say(f"Tệp Word “{scan.original_name}” mở bằng Word.", "Mở tệp Word", self.open_word)
        else:
            self.nothing.say(scan.trouble or f"Không mở được tệp “{scan.path.name}”.")

    def _scan(self) -> ScanRow | None:
        return next((scan for scan in self._scans if scan.id == self._copy), None)

    def may_print(self) -> bool:
        """Say whether a page is seen that can be printed or saved as PDF."""
        return self._row is not None and self.preview.pdf() is not None

    def may_save_word(self) -> bool:
        """Say whether there is a Word file: the program's own, or one that came with a paper made outside."""
        return self._row is not None and (not self._row.is_outside or self._word() is not None)

    def _word(self) -> ScanRow | None:
        return next((scan for scan in self._scans if scan.is_word), None)

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
        kept = self._scan() if form is FileFormat.PDF else self._word() if row.is_outside else None
        if kept is not None:
            self._save_kept(kept, form)
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

    def _save_kept(self, scan: ScanRow, form: FileFormat) -> None:
        """Copy out a file kept with the paper: a picture as the page that is seen."""
        pages = self.preview.pdf() if form is FileFormat.PDF else None
        target = self._shell.asking.save_file(
            f"Lưu {form.label}",
            f"Tệp {form.label}",
            f".{form.value}",
            start=Path.home() / f"{scan.path.stem}.{form.value}",
        )
        if target is not None:
            self._shell.act(lambda: scans.save_copy(scan, target, pages), f"Đã lưu {target.name}.", undo=False)

    # Signed copies and the register ---------------------------------------------------------------------------------

    def attach(self) -> None:
        """Ask for a signed copy and keep it with the paper."""
        if self._row is None:
            return
        endings = scans.endings(outside=self._row.is_outside)
        path = self._shell.asking.choose_file("Đính kèm bản ký", "Bản ký", endings)
        if path is not None:
            self.keep([path])

    def keep(self, paths: Sequence[Path]) -> None:
        """Keep files with the paper and show the last of them."""
        row = self._row
        if row is None:
            return
        for path in paths:
            saved = self._shell.act(
                partial(scans.attach, self._shell.office, row.id, path),
                f"Đã đính kèm {path.name} vào {row.name}.",
                undo=False,
            )
            if saved is None:
                return
            if self._row is not None and self._row.id == row.id:
                self.show_copy(saved.id)

    def detach(self) -> None:
        """Take the signed copy that is seen off the paper, after asking."""
        scan = self._scan()
        if scan is not None and self._shell.asking.confirm(
            f"Gỡ “{scan.original_name}” khỏi văn bản này?", "Gỡ", detail=f"Tệp được chuyển vào thư mục “{TAKEN_BACK}”."
        ):
            self._shell.act(
                lambda: scans.detach(self._shell.office, scan.id), f"Đã gỡ {scan.original_name}.", undo=False
            )

    def open_word(self) -> None:
        """Open the Word file of a paper made outside."""
        scan = self._word()
        if scan is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(scan.path)))

    def note(self) -> None:
        """Note copies, keeper and remark beside the paper in the register."""
        if self._row is not None:
            RegisterNoteDialog(self._shell, self._row).open()

    def correct(self) -> None:
        """Correct the office's own entry."""
        if self._row is not None:
            open_outside(self._shell, self._row.id)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files that can be a signed copy."""
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Keep the dropped files with the paper."""
        paths = self._dropped(event)
        event.acceptProposedAction()
        self.keep(paths)

    def _dropped(self, event: QDropEvent) -> list[Path]:
        if self._row is None:
            return []
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        endings = scans.endings(outside=self._row.is_outside)
        return [path for path in paths if path.suffix.lower() in endings]

    # Files and ways back --------------------------------------------------------------------------------------------

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
