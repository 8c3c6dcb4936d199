"""The commitment of a cell and its models on the cell's page, each a press away."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.flow import FlowLayout

#: So many are named, each with so many letters.
MOST, _LETTERS = 2, 34


class MovementLine(QWidget):
    """A sentence and links; a cell of which nothing is written this year shows nothing."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.setObjectName("cell-movement")
        self._flow = FlowLayout(look.SMALL, self)
        self._flow.setContentsMargins(0, 0, 0, look.TINY)
        self.word = QLabel(self)
        look.mark(self.word, "second")
        self._flow.addWidget(self.word)
        self.links: list[QPushButton] = []
        self.hide()

    def say(self, cell_id: int | None, year: int) -> None:
        """Name what a cell did in a year; a new cell (None) did nothing yet."""
        from bontot_desktop.services.movement.of_cell import CellMovement, of_cell

        for link in self.links:
            self._flow.removeWidget(link)
            link.hide()
            link.deleteLater()
        self.links = []
        found = of_cell(self._shell.office, cell_id, year) if cell_id is not None else CellMovement()
        self.setVisible(bool(found.said or found.finds))
        count = f"{len(found.finds)} việc tốt, mô hình:" if found.finds else ""
        said = "; ".join(part for part in (found.said, count) if part)
        self.word.setText(f"Phong trào {year}: {said[:1].lower()}{said[1:]}")
        for one in found.finds[:MOST]:
            short = one.title if len(one.title) <= _LETTERS else f"{one.title[: _LETTERS - 1].rstrip()}…"
            self._link(short, f"{one.title} ({one.when})", ("find", one.id))
        if len(found.finds) > MOST:
            self._link(f"và {len(found.finds) - MOST} mục khác", "Mở bước Phong trào", ("movement", "finds"))

    def _link(self, word: str, tip: str, item: tuple[str, object]) -> None:
        link = QPushButton(word, self)
        look.mark(link, "link")
        link.setToolTip(tip)
        link.clicked.connect(lambda: self._shell.go("recognition", item))
        self._flow.addWidget(link)
        self.links.append(link)
