"""The window in which forms filled in Word come back: what was understood of each, then "Ghi" for those ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import BonTotError
from bontot_desktop.rules.scoring import show
from bontot_desktop.services.returned import taking
from bontot_desktop.services.returned.fields import told
from bontot_desktop.services.returned.results import Line, Returned
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.tables.columns import state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField

#: What a returned form may be by its ending; others than .docx are told what to do with.
SUFFIXES = (".docx", ".doc", ".odt", ".rtf", ".pdf")
#: So many sentences stand above the fields; the rest is counted.
_MOST_SAID = 6


def open_returned(
    shell: Shell,
    meeting_id: int | None = None,
    places: Sequence[Path] = (),
    *,
    then: Callable[[], Any] | None = None,
) -> ReturnedDialog:
    """Take returned forms in; ``meeting_id`` is the meeting whose forms are expected, None for any.

    ``places`` are files and folders to begin with. ``then`` is called after something was stored.
    """
    dialog = ReturnedDialog(shell, meeting_id, then=then)
    dialog.open()
    if places:
        dialog.add(places)
    return dialog


def dropped(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """Return the files and folders that are dropped, those that may be forms."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in paths if path.is_dir() or path.suffix.lower() in SUFFIXES]


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the list shows it."""

    id: str
    form: Returned

    @property
    def who(self) -> str:
        """From whom it came, else the name of the file."""
        return self.form.whose or self.form.name

    @property
    def counts(self) -> str:
        """Count what was read, what is missing, what cannot be taken, what differs ("12 ô, thiếu 5, vướng 1")."""
        form = self.form
        if form.refused:
            return ""
        told = (("thiếu", form.missing), ("vướng", form.troubles), ("khác", form.changed))
        return ", ".join((f"{form.filled} ô", *(f"{word} {len(found)}" for word, found in told if found)))

    @property
    def state(self) -> tuple[str, Tone]:
        """Say in a word whether it can be stored."""
        if not self.form.may_be_taken:
            return ("Không ghi được", Tone.BAD)
        if self.form.troubles or self.form.edited or self.form.warnings:
            return ("Cần xem", Tone.WAIT)
        return ("Ghi được", Tone.GOOD)


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as the table of one form shows it."""

    id: str
    line: Line

    @property
    def state(self) -> tuple[str, Tone]:
        """Say in a word how the field stands to what is stored."""
        if self.line.trouble:
            return ("Vướng", Tone.BAD)
        if not self.line.came:
            return ("Để trống", Tone.QUIET)
        if self.line.differs:
            return ("Khác", Tone.WAIT) if self.line.stored else ("Mới", Tone.INFO)
        return ("Như cũ", Tone.QUIET)


def _one_line(words: str) -> str:
    return " / ".join(line for line in words.split("\n") if line)


_FILES = (
    text_column("Phiếu của", lambda row: row.who, strong=True, stretch=True, tooltip=lambda row: row.form.name),
    text_column("Đọc được", lambda row: row.counts, quiet=True, most=40, usual=14, tooltip=lambda row: row.counts),
    state_column("Phiếu", lambda row: row.state[0], lambda row: row.state[1]),
)
_FIELDS = (
    text_column("Mục", lambda row: row.line.field, strong=True, most=36, usual=26, tooltip=lambda row: row.line.field),
    text_column(
        "Trong phiếu", lambda row: _one_line(row.line.came), stretch=True, usual=16, tooltip=lambda row: row.line.came
    ),
    text_column(
        "Đang lưu",
        lambda row: _one_line(row.line.stored),
        quiet=True,
        most=24,
        tooltip=lambda row: row.line.stored,
    ),
    state_column("So sánh", lambda row: row.state[0], lambda row: row.state[1]),
)


class ReturnedLayout(QDialog):
    """Where the parts of the window stand: files at the left, the one looked at on the right."""

    help_topic: ClassVar[str] = "phieu-word"

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setObjectName("returned")
        self.setWindowTitle("Nhận phiếu về")
        self.setAcceptDrops(True)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self.files = TableView(_FILES, "returned-files", self, tickable=True)
        self.place = TableOrEmpty(self.files, "file-arrow-down", self)
        self.fields = TableView(_FIELDS, "returned-fields", self)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._left())
        split.addWidget(self._right())
        split.setSizes([look.text_width(88, self), look.text_width(92, self)])
        outer.addWidget(split, 1)
        outer.addWidget(self._footer())
        room = parent.window().size() if parent is not None else self.screen().availableGeometry().size()
        wanted = QSize(look.text_width(180, self), look.row_height(self) * 22)
        self.resize(wanted.boundedTo(QSize(round(room.width() * 0.96), round(room.height() * 0.92))))

    def _left(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.SMALL, look.SMALL)
        column.setSpacing(look.SMALL)
        self.summary = QLabel(holder)
        look.mark(self.summary, "section")
        self.summary.setWordWrap(True)
        self.add_files = QPushButton("Thêm tệp…", holder)
        self.add_folder = QPushButton("Thêm thư mục…", holder)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        line.addWidget(self.summary, 1)
        for button in (self.add_files, self.add_folder):
            button.setAutoDefault(False)
            line.addWidget(button)
        column.addLayout(line)
        column.addWidget(self.place, 1)
        return holder

    def _right(self) -> QWidget:
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(look.SMALL, look.WIDE, look.PAGE_MARGIN, look.SMALL)
        column.setSpacing(look.SMALL)
        self.name, self.about = QLabel(holder), QLabel(holder)
        look.mark(self.name, "section")
        look.mark(self.about, "second")
        self.notice = NoticeBar("", Tone.WAIT, holder)
        self.only_new = CheckField("Chỉ xem chỗ khác, chỗ vướng", holder)
        self.only_new.set_value(True)
        self.hint = QLabel("Bấm đúp vào một dòng (hoặc Enter) để sửa điều đọc được trước khi ghi.", holder)
        look.mark(self.hint, "hint")
        for label in (self.name, self.about, self.hint):
            label.setWordWrap(True)
        for part in (self.name, self.about, self.notice, self.only_new):
            column.addWidget(part)
        column.addWidget(self.fields, 1)
        column.addWidget(self.hint)
        column.addStretch(0)
        return holder

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        self.told = QLabel(footer)
        look.mark(self.told, "second")
        self.told.setWordWrap(True)
        self.close_button = QPushButton("Quay lại", footer)
        self.take_button = QPushButton("Ghi", footer)
        look.mark(self.take_button, "primary")
        row.addWidget(self.told, 1)
        for button in (self.close_button, self.take_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        return footer


class ReturnedDialog(ReturnedLayout):
    """Reads the files, shows what was understood, and stores the ticked ones in one act."""

    def __init__(self, shell: Shell, meeting_id: int | None, *, then: Callable[[], Any] | None = None) -> None:
        super().__init__(shell.asking.parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._shell, self._meeting_id, self._then = shell, meeting_id, then
        self._forms: dict[str, Returned] = {}
        self.add_files.clicked.connect(self.choose_files)
        self.add_folder.clicked.connect(self.choose_folder)
        self.close_button.clicked.connect(self.reject)
        self.take_button.clicked.connect(self.take)
        self.files.current_changed.connect(lambda _: self._show_form())
        self.files.ticked_changed.connect(self._say)
        self.fields.opened.connect(self.mend)
        self.only_new.edited.connect(self._filter)
        QShortcut(QKeySequence(keys.SAVE), self, self.take)
        self._show()

    # Files -----------------------------------------------------------------------------------------------------------

    def choose_files(self) -> None:
        """Ask for files and read them."""
        chosen = self._shell.asking.choose_files("Chọn các phiếu đã điền", "Phiếu Word", SUFFIXES)
        if chosen:
            self.add(chosen)

    def choose_folder(self) -> None:
        """Ask for a folder and read what is in it."""
        chosen = self._shell.asking.folder("Chọn thư mục có các phiếu đã điền")
        if chosen is not None:
            self.add([chosen])

    def add(self, places: Iterable[Path]) -> None:
        """Read files and folders; what can be stored without a doubt is ticked."""
        try:
            with waiting():
                found = taking.files_in(list(places))
                read = [taking.understand(self._shell.office, path, meeting_id=self._meeting_id) for path in found]
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return
        self._forms.update({form.path: form for form in read})
        self._show()
        sure = [form.path for form in read if form.may_be_taken and not form.troubles and (form.changed or form.filled)]
        self.files.rows.tick(sure, True)
        first = next((form.path for form in read if form.path not in sure), read[0].path)
        self.files.select(first)
        self._show_form()
        self._say()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders."""
        if dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read what is dropped."""
        event.acceptProposedAction()
        self.add(dropped(event))

    # Showing ---------------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        self.files.set_rows([FileRow(path, form) for path, form in self._forms.items()])
        if self._forms:
            self.place.show_table()
        else:
            self.place.show_empty("Kéo các phiếu đã điền, hoặc cả thư mục, vào đây.", "Thêm tệp…", self.choose_files)
        self._show_form()
        self._say()

    def _form(self) -> Returned | None:
        return self._forms.get(self.files.current_id())

    def _show_form(self) -> None:
        form = self._form()
        if form is None:
            self.name.setText("")
            self.notice.say("")
            for widget in (self.about, self.only_new, self.fields, self.hint):
                widget.hide()
            return
        total = f", {show(form.total)} điểm" if form.total is not None else ""
        self.name.setText(f"{form.title} của {form.whose}{total}" if form.whose else form.name)
        self.about.setText(f"{form.about} · tệp {form.name}" if form.about else "")
        self.about.setVisible(bool(form.about))
        self.notice.say("\n".join(_sentences(form)), Tone.WAIT if form.may_be_taken else Tone.BAD)
        for widget in (self.only_new, self.fields, self.hint):
            widget.setVisible(bool(form.lines))
        self.fields.set_rows([FieldRow(line.tag, line) for line in form.lines])
        self._filter()

    def _filter(self) -> None:
        keep = (lambda row: bool(row.line.trouble) or row.line.differs) if self.only_new.value() else None
        self.fields.set_filter("", keep)

    def _chosen(self) -> list[Returned]:
        ticked = set(self.files.rows.ticked())
        return [form for path, form in self._forms.items() if path in ticked]

    def _say(self) -> None:
        forms = list(self._forms.values())
        good = sum(form.may_be_taken for form in forms)
        bad = len(forms) - good
        rest = f", {bad} tệp không ghi được" if bad else ""
        self.summary.setText(f"{len(forms)} tệp: {good} phiếu ghi được{rest}" if forms else "Chưa có tệp nào")
        chosen = self._chosen()
        wrong = [form for form in chosen if not form.may_be_taken]
        self.take_button.setText(f"Ghi {len(chosen)} phiếu" if len(chosen) > 1 else "Ghi")
        self.take_button.setEnabled(bool(chosen) and not wrong)
        if wrong:
            self.told.setText(f"Đang chọn {len(wrong)} tệp không ghi được; hãy bỏ chọn hoặc sửa trước khi ghi.")
        elif any(form.troubles for form in chosen):
            self.told.setText("Ô còn vướng thì giữ như đang lưu.")
        else:
            self.told.setText("")

    # Acts ------------------------------------------------------------------------------------------------------------

    def mend(self, tag: str) -> None:
        """Write another answer in place of the one that came; the file stays as it is."""
        form = self._form()
        line = next((line for line in form.lines if line.tag == tag), None) if form else None
        if form is None or line is None:
            return
        offered = next((trouble.offered for trouble in form.troubles if trouble.tag == tag), ())
        hint = f" Có thể là: {'; '.join(offered)}." if offered else ""
        asked = f"{line.field}: ghi lại điều phiếu nói.{hint}"
        lines = 4 if "\n" in line.came or len(line.came) > 60 else 1
        start = line.came or line.stored
        given = self._shell.asking.text(asked, "Ghi là", verb="Ghi lại", start=start, lines=lines)
        if given is None:
            return
        overrides = {**dict(form.overrides), tag: given}
        path = Path(form.path)
        self._forms[form.path] = taking.understand(self._shell.office, path, overrides, meeting_id=self._meeting_id)
        self._show()
        self.files.select(form.path)
        self._show_form()

    def take(self) -> None:
        """Store the ticked forms in one act; what was stored leaves the list."""
        chosen = self._chosen()
        if not chosen or not self.take_button.isEnabled():
            return
        again = [form for form in chosen if form.replaces]
        if again and not self._shell.asking.confirm(f"{taking.replaced_words(again)} Ghi đè?", "Ghi đè"):
            return
        said = f"Đã ghi {len(chosen)} phiếu nhận về" if len(chosen) > 1 else f"Đã ghi phiếu của {chosen[0].whose}"
        if self._shell.act(partial(taking.take, self._shell.office, chosen, replace=True), said) is None:
            return
        for form in chosen:
            del self._forms[form.path]
        if self._then is not None:
            self._then()
        if self._forms:
            self._show()
        else:
            self.accept()


def _sentences(form: Returned) -> list[str]:
    if form.refused:
        return [form.refused]
    troubles = [told(trouble.field, trouble.sentence) for trouble in form.troubles]
    said = [*form.blocking, *troubles, *form.edited, *form.warnings]
    if form.missing:
        said.append(f"Còn thiếu: {'; '.join(form.missing)}.")
    more = len(said) - _MOST_SAID
    return [*said[:_MOST_SAID], f"Còn {more} điều nữa, xem ở bảng dưới."] if more > 0 else said
