"""The pages of the rail, in the order of the office's thinking; each page is one line here."""

from __future__ import annotations

from bontot_desktop.ui.main_window import PageEntry
from bontot_desktop.ui.pages import books, cells, members, papers, samples
from bontot_desktop.ui.pages.recognition import page as recognition
from bontot_desktop.ui.pages.system import page as system

#: Icons are Phosphor names.
PAGES: tuple[PageEntry, ...] = (
    cells.entry(),
    members.entry(),
    samples.entry(),
    books.entry(),
    recognition.entry(),
    papers.entry(),
    system.ENTRY,
)
