"""Several papers of the register at once: a line below the table when more than one is chosen."""

from __future__ import annotations

from PySide6.QtWidgets import QTableView, QVBoxLayout, QWidget

from bontot_desktop.services.batches import PaperItem
from bontot_desktop.ui import look
from bontot_desktop.ui.forms.batch import BatchDialog, Printer, open_batch, to_printer
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.tables.view import TableView
from bontot_desktop.ui.widgets.bars import NoticeBar


class ManyPapers(QWidget):
    """Says how many papers are chosen and prints or saves them in one go; lets the table's rows be chosen together."""

    def __init__(
        self, shell: Shell, table: TableView, parent: QWidget | None = None, *, printer: Printer = to_printer
    ) -> None:
        super().__init__(parent)
        self.setObjectName("many-papers")
        self.bar = NoticeBar("", Tone.QUIET, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, look.SMALL)
        column.addWidget(self.bar)
        self._shell, self._table, self._printer = shell, table, printer
        self.dialog: BatchDialog | None = None
        table.setSelectionMode(QTableView.SelectionMode.ExtendedSelection)
        self.go = self.bar.add_button("In hoặc lưu tất cả…", self.open)
        table.selectionModel().selectionChanged.connect(lambda *_: self._count())
        table.rows.modelReset.connect(self._count)
        self.hide()

    def open(self) -> None:
        """Open the window that makes them, in the order of the table."""
        chosen = self._in_order()
        items = [PaperItem(paper_id) for paper_id in chosen]
        self.dialog = open_batch(self._shell, f"{len(items)} văn bản đã chọn", items, printer=self._printer)

    def _in_order(self) -> list[int]:
        chosen = set(self._table.selected_ids())
        return [row.id for row in self._table.rows.shown() if row.id in chosen]

    def _count(self) -> None:
        count = len(self._in_order())
        self.bar.say(f"Đã chọn {count} văn bản." if count > 1 else "")
        self.setVisible(count > 1)
