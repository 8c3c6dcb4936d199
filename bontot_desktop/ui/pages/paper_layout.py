"""How one paper is laid out: its name, state, notices and small commands above the page that is seen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from bontot_desktop.ui import look
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.pages.paper_copies import CopySwitch
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.widgets.bars import EmptyState, NoticeBar, StateDot


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
        self.scan_notice = NoticeBar("", Tone.BAD, self.head)
        head.addWidget(self.scan_notice)
        self.links = QHBoxLayout()
        self.links.setSpacing(look.SMALL)
        self.links.addStretch(1)
        head.addLayout(self.links)
        self.copies = CopySwitch(self.head)
        head.addWidget(self.copies)
        outer.addWidget(self.head)
        self.sheet = QStackedWidget(self)
        self.preview = PdfPreview(self, small=not large)
        #: Stands where no page can be shown: a paper made outside without a scan, a Word file, a scan that is gone.
        self.nothing = EmptyState("file", self)
        self.sheet.addWidget(self.preview)
        self.sheet.addWidget(self.nothing)
        outer.addWidget(self.sheet, 1)

    def add_link(self, word: str, slot: Callable[[], object]) -> QPushButton:
        """Add a small command."""
        button = QPushButton(word, self.head)
        button.setObjectName(f"paper:{word}")
        look.mark(button, "link")
        button.clicked.connect(lambda: slot())
        self.links.insertWidget(self.links.count() - 1, button)
        return button
