"""The window of a cell's proofs: which file for which criterion; added, opened, taken off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout

from bontot_desktop.services import evidence
from bontot_desktop.services.entry_scores import ScoreSheet
from bontot_desktop.services.evidence import EvidenceDraft, EvidenceRow
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.one_act import OneAct, OneActDialog, open_act
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.columns import date_column, state_column, text_column
from bontot_desktop.ui.tables.view import TableOrEmpty, TableView
from bontot_desktop.ui.widgets.fields import ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.typed import DateField

TOPIC = "cham-diem"


def open_evidence(
    shell: Shell, sheet: ScoreSheet, criterion_id: int | None, *, may: bool, then: Callable[[], Any]
) -> EvidenceDialog:
    """Show the proofs of a cell; a new one is for ``criterion_id`` unless another is chosen."""
    dialog = EvidenceDialog(shell, sheet, criterion_id, may=may)
    dialog.finished.connect(lambda _: then())
    dialog.open()
    return dialog


class EvidenceDialog(QDialog):
    """Lists the files, each with what is wrong with it."""

    def __init__(self, shell: Shell, sheet: ScoreSheet, criterion_id: int | None, *, may: bool) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("evidence")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.help_topic = TOPIC
        self._shell, self._sheet, self._criterion_id = shell, sheet, criterion_id
        self.setWindowTitle("Minh chứng")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        outer.setSpacing(look.GAP)
        for words, kind in (
            (f"Minh chứng của {sheet.cell}", "section"),
            ("Tệp được chép vào thư mục văn bản, dưới thư mục của chi bộ.", "second"),
        ):
            label = QLabel(words, self)
            label.setWordWrap(True)
            look.mark(label, kind)
            outer.addWidget(label)
        self.table = TableView(
            [
                text_column("Tiêu chí", lambda row: row.code or "Chung"),
                text_column("Tên minh chứng", lambda row: row.name, strong=True, stretch=True, tooltip=_path),
                date_column("Ngày", lambda row: row.dated_on),
                text_column("Bản gốc", lambda row: row.place, quiet=True, most=18),
                state_column("Tệp", _word, _tone, tooltip=lambda row: row.trouble),
            ],
            "minh-chung",
            self,
        )
        self.table.opened.connect(lambda _: self.open_file())
        self.table.current_changed.connect(lambda _: self._say_buttons())
        self.table.set_menu(self._menu)
        self.table_or_empty = TableOrEmpty(self.table, "paperclip")
        outer.addWidget(self.table_or_empty, 1)
        line = QHBoxLayout()
        line.setSpacing(look.SMALL)
        self.add_button = self._button("Thêm tệp…", self.add, kind="primary")
        self.open_button = self._button("Mở tệp", self.open_file)
        self.remove_button = self._button("Gỡ", self.remove)
        close = self._button("Đóng", self.accept)
        for button in (self.add_button, self.open_button, self.remove_button):
            line.addWidget(button)
        line.addStretch(1)
        line.addWidget(close)
        outer.addLayout(line)
        self._may = may
        self.add_button.setEnabled(may)
        self.resize(look.text_width(116, self), look.row_height(self) * 14)
        self.refresh()

    def _button(self, word: str, slot: Callable[[], Any], kind: str = "") -> QPushButton:
        button = QPushButton(word, self)
        button.setAutoDefault(False)
        button.setObjectName(f"evidence:{word}")
        if kind:
            look.mark(button, kind)
        button.clicked.connect(lambda: slot())
        return button

    def refresh(self) -> None:
        """Look at the files again."""
        rows = evidence.of_entry(self._shell.office, self._sheet.entry_id)
        self.table.set_rows(rows)
        # An empty window has its button in the middle; one of them is enough.
        for button in (self.add_button, self.open_button, self.remove_button):
            button.setVisible(bool(rows))
        if rows:
            self.table_or_empty.show_table()
            if self.table.current_id() is None:
                own = next((row for row in rows if row.criterion_id == self._criterion_id), rows[0])
                self.table.select(own.id)
        elif self._may:
            self.table_or_empty.show_empty("Chưa có minh chứng nào.", "Thêm tệp…", self.add)
            self.table_or_empty.empty.button.setFocus()
        else:
            self.table_or_empty.show_empty("Chưa có minh chứng nào.")
        self._say_buttons()

    def _row(self) -> EvidenceRow | None:
        row = self.table.current_row()
        return row if isinstance(row, EvidenceRow) else None

    def _say_buttons(self) -> None:
        row = self._row()
        self.open_button.setEnabled(row is not None and row.path.exists())
        self.remove_button.setEnabled(row is not None and self._may)

    def _menu(self, menu: QMenu, row: EvidenceRow) -> None:
        menu.addAction("Mở tệp").triggered.connect(lambda: self.open_file())
        if self._may:
            menu.addAction("Gỡ").triggered.connect(lambda: self.remove())

    def add(self) -> OneActDialog | None:
        """Choose a file, then say what it is."""
        path = self._shell.asking.choose_file("Chọn tệp minh chứng", "Minh chứng", list(evidence.ENDINGS))
        return None if path is None else self.describe(path)

    def describe(self, path: Path) -> OneActDialog:
        """Ask what a file is, and keep it."""
        choices = [(line.criterion_id, f"{line.code}. {line.title}") for line in self._sheet.lines if not line.is_group]

        def build(form: Form) -> None:
            group = form.group()
            group.add("Tên minh chứng", LineField(), name="name", wide=True)
            criterion = ChoiceField(choices, none="— chung cho cả hồ sơ —", characters=40)
            group.add("Cho tiêu chí", criterion, name="criterion_id", wide=True)
            group.add("Ngày của giấy tờ", DateField(), name="dated_on")
            group.add("Bản gốc để ở", LineField(placeholder="Hộp 3, trang 12"), name="place")

        dialog = open_act(
            self._shell,
            OneAct(
                name="evidence-add",
                title="Thêm minh chứng",
                heading=path.name,
                verb="Đính kèm",
                said="Đã đính kèm minh chứng.",
                draft=EvidenceDraft(self._criterion_id, path.stem),
                build=build,
                do=partial(evidence.add, self._shell.office, self._sheet.entry_id, path),
                topic=TOPIC,
                rows=12,
            ),
        )
        dialog.finished.connect(lambda _: self.refresh())
        return dialog

    def open_file(self) -> None:
        """Open the file in the program the machine has for it."""
        row = self._row()
        if row is not None and row.path.exists():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(row.path)))

    def remove(self) -> None:
        """Take the file off, after a question."""
        row = self._row()
        if row is None or not self._shell.asking.confirm(f"Gỡ minh chứng “{row.name}”?", "Gỡ minh chứng"):
            return
        self._shell.act(lambda: evidence.remove(self._shell.office, row.id), f"Đã gỡ minh chứng “{row.name}”.")
        self.refresh()


def _path(row: EvidenceRow) -> str:
    return row.path.name


def _word(row: EvidenceRow) -> str:
    return row.condition.label if row.trouble else "Còn nguyên"


def _tone(row: EvidenceRow) -> Tone:
    return Tone.BAD if row.trouble else Tone.GOOD
