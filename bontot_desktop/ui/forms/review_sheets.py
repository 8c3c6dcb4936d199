"""The window of a cell before the review: its sheet on one page, cell after cell, printed alone or all together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from bontot_desktop.errors import BonTotError
from bontot_desktop.services import issuing
from bontot_desktop.services.batches import DraftItem
from bontot_desktop.services.campaigns import CampaignRow
from bontot_desktop.ui import keys, look, printing
from bontot_desktop.ui.forms.batch import open_batch
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.shell import Shell, waiting
from bontot_desktop.ui.widgets.fields import ChoiceField

KIND = "D10A"
#: Room for the page, in characters.
_WIDTH = 112


def open_sheets(
    shell: Shell, campaign: CampaignRow, cells: Sequence[tuple[int, str]], entry_id: int
) -> SheetsWindow | None:
    """Show the sheet of a cell; ``cells`` are entry and name of all of them, in order. None when it can't be made."""
    window = SheetsWindow(shell, campaign, cells)
    if not window.show_cell(entry_id):
        window.deleteLater()
        return None
    window.open()
    return window


class SheetsWindow(QDialog):
    """Shows the sheets of a campaign's cells one after the other."""

    help_topic: ClassVar[str] = "xep-loai-hop-xet"

    def __init__(self, shell: Shell, campaign: CampaignRow, cells: Sequence[tuple[int, str]]) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("review-sheets")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Phiếu trình xét năm {campaign.year}")
        self._shell, self._campaign, self._cells = shell, campaign, list(cells)
        self._pdf = b""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(look.WIDE, look.SMALL, look.WIDE, look.SMALL)
        head.setSpacing(look.SMALL)
        self.cell: ChoiceField = ChoiceField(self._cells, self)
        self.cell.setAccessibleName("Chi bộ")
        self.cell.edited.connect(lambda: self.show_cell(self.cell.value()))
        self.before = QPushButton("Chi bộ trước", self)
        self.after = QPushButton("Chi bộ sau", self)
        self.before.setToolTip("Chi bộ trước (Alt+Lên)")
        self.after.setToolTip("Chi bộ sau (Alt+Xuống)")
        for button, step, key in ((self.before, -1, "Alt+Up"), (self.after, 1, "Alt+Down")):
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, step=step: self.go(step))
            QShortcut(QKeySequence(key), self, lambda step=step: self.go(step))
        head.addWidget(self.cell, 1)
        head.addWidget(self.before)
        head.addWidget(self.after)
        outer.addLayout(head)
        self.preview = PdfPreview(self)
        outer.addWidget(self.preview, 1)
        outer.addWidget(self._footer())
        under = shell.asking.parent
        room = under.window().size() if under is not None else self.screen().availableGeometry().size()
        # The page fills the width: a narrower window shows more of it, large enough to be read.
        self.resize(min(round(room.width() * 0.9), look.text_width(_WIDTH, self)), round(room.height() * 0.95))

    def _footer(self) -> QFrame:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        for word, slot in (
            ("Đóng", self.reject),
            (f"In cả {len(self._cells)} chi bộ…", self.print_all),
            ("In phiếu này", self.send),
        ):
            button = QPushButton(word, footer)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, slot=slot: slot())
            row.addWidget(button)
        self.print_button = button
        look.mark(button, "primary")
        button.setShortcut(keys.PRINT)
        return footer

    def show_cell(self, entry_id: int) -> bool:
        """Show the sheet of a cell; False when it can't be made, which is told."""
        try:
            with waiting():
                self._pdf = issuing.preview(self._shell.office, KIND, entry_id).pdf
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)
            return False
        self.cell.set_value(entry_id)
        self.preview.show_pdf(self._pdf)
        place = self._place()
        self.before.setEnabled(place > 0)
        self.after.setEnabled(place < len(self._cells) - 1)
        return True

    def go(self, step: int) -> None:
        """Show the cell before or after."""
        place = self._place() + step
        if 0 <= place < len(self._cells):
            self.show_cell(self._cells[place][0])

    def _place(self) -> int:
        return next((place for place, (entry, _) in enumerate(self._cells) if entry == self.cell.value()), 0)

    def send(self) -> None:
        """Print the sheet that is shown."""
        try:
            printing.print_pdf(self._pdf, self, title=f"Phiếu trình xét {dict(self._cells)[self.cell.value()]}")
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)

    def print_all(self) -> Any:
        """Make the sheets of all cells in one go."""
        return open_all(self._shell, self._campaign, [entry for entry, _ in self._cells])


def open_all(shell: Shell, campaign: CampaignRow, entry_ids: Sequence[int]) -> Any:
    """Let the sheets of cells be made, joined and printed in one go."""
    items = [DraftItem(KIND, entry_id, campaign.review_on) for entry_id in entry_ids]
    return open_batch(shell, f"Phiếu trình xét năm {campaign.year}", items)
