"""See the very PDF that will be printed and filed: pages on a grey desk, pages in small, zoom, finding."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from bontot_desktop.ui import look, memory
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview_bar import PreviewBar
from bontot_desktop.ui.preview_pages import PagesView
from bontot_desktop.ui.preview_search import FindBar, Finder
from bontot_desktop.ui.preview_thumbs import Thumbs
from bontot_desktop.ui.preview_tiles import Tiles

#: Whether the pages in small are shown, as the person left it.
KEPT_THUMBS = "xem-trang/trang-nho"


class PdfPreview(QWidget):
    """Pages, pages in small, a line to find and a line that says where one is; ``show_pdf`` takes bytes or a file.

    A ``small`` preview beside a table begins without the pages in small: the page itself needs the room.
    """

    def __init__(self, parent: QWidget | None = None, *, small: bool = False) -> None:
        super().__init__(parent)
        self._small = small
        self._pdf: Pdf | None = None
        # Let go with the widget, not whenever memory is looked through.
        self._held = ExitStack()
        self.destroyed.connect(self._held.close)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._band = QFrame(self)
        look.mark(self._band, "band")
        band_row = QHBoxLayout(self._band)
        band_row.setContentsMargins(look.WIDE, look.TINY, look.WIDE, look.TINY)
        self._band_words = QLabel(self._band)
        self._band_words.setWordWrap(True)
        self._band_words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        band_row.addWidget(self._band_words, 1)
        self._band.hide()
        self.finder = Finder(self)
        self.find_bar = FindBar(self.finder, self)
        self.find_bar.hide()
        self.thumbs = Thumbs(self)
        self.thumbs.hide()
        self.pages = PagesView(self)
        self.pages.setObjectName("pages")
        self.bar = PreviewBar(self, small=small)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.thumbs)
        row.addWidget(self.pages, 1)
        outer.addWidget(self._band)
        outer.addWidget(self.find_bar)
        outer.addLayout(row, 1)
        outer.addWidget(self.bar)
        self.setFocusProxy(self.pages)
        self._connect()
        self._say()

    def _connect(self) -> None:
        pages, bar, finder = self.pages, self.bar, self.finder
        self.thumbs.chosen.connect(pages.go_to)
        self.thumbs.turned.connect(bar.thumbs_button.setChecked)
        pages.page_changed.connect(self.thumbs.follow)
        pages.page_changed.connect(lambda _: self._say())
        pages.zoom_changed.connect(lambda _: self._say())
        pages.find_wanted.connect(self.begin_finding)
        pages.next_wanted.connect(lambda forward: finder.step(forward=forward))
        bar.thumbs_button.clicked.connect(self._turn_thumbs)
        bar.page.wanted.connect(pages.go_to)
        bar.zoom_wanted.connect(pages.set_zoom)
        bar.fit_wanted.connect(pages.set_fit)
        bar.step_wanted.connect(lambda larger: pages.step_zoom(larger=larger))
        bar.find_button.clicked.connect(self.begin_finding)
        self.find_bar.field.asked.connect(lambda query: finder.look_for(query, pages.page()))
        self.find_bar.field.closed.connect(self.stop_finding)
        self.find_bar.close_button.clicked.connect(self.stop_finding)
        finder.changed.connect(lambda: pages.mark(finder.spots, finder.now))
        finder.reached.connect(pages.show_spot)

    def show_pdf(self, source: bytes | Path | None, *, band: str = "") -> None:
        """Show a PDF; ``band`` are the words across the window ("DỰ THẢO"), never on the paper.

        Raises Damaged when it is no PDF or needs a password; what was shown stays then.
        """
        pdf = None if source is None else Pdf(source)
        old, self._pdf = self._pdf, pdf
        tiles = None if pdf is None else Tiles(pdf, self.thumbs.small_width())
        self.thumbs.show_pdf(pdf, tiles)
        self.pages.show_pdf(pdf, tiles)
        self.finder.set_pdf(pdf)
        if old is not None:
            self._held.close()
        if pdf is not None:
            self._held.callback(pdf.close)
        wanted = not self._small and memory.flag(KEPT_THUMBS, default=True)
        self.thumbs.setVisible(wanted and pdf is not None and len(pdf) > 1)
        self._band_words.setText(band)
        self._band.setVisible(bool(band))
        self.thumbs.follow(self.pages.page())
        self._say()

    def pdf(self) -> bytes | None:
        """Return the bytes that are shown, to be printed or written."""
        return None if self._pdf is None else self._pdf.data

    def page_count(self) -> int:
        """Return the number of pages."""
        return 0 if self._pdf is None else len(self._pdf)

    def begin_finding(self) -> None:
        """Open the line to find by."""
        if self._pdf is not None:
            self.find_bar.begin()

    def stop_finding(self) -> None:
        """Close the line to find by; the marks on the pages go."""
        self.find_bar.hide()
        self.find_bar.field.clear()
        self.find_bar.field.ask()
        self.pages.setFocus()

    def _turn_thumbs(self) -> None:
        shown = not self.thumbs.isVisible()
        self.thumbs.setVisible(shown)
        if not self._small:
            memory.keep_flag(KEPT_THUMBS, shown)

    def _say(self) -> None:
        self.bar.say(self.pages.page(), self.page_count(), self.pages.zoom(), self.pages.fit())
