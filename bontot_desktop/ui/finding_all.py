"""What the search box of the program finds: the pages themselves, then cells, members, sample meetings and papers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from bontot_desktop import text
from bontot_desktop.ui.frame_parts import Hit
from bontot_desktop.ui.main_window import PageEntry
from bontot_desktop.ui.shell import Shell

#: What a thing that is found is called, by the page that shows it (``services.search.Found``).
_WORDS = {"cells": "Chi bộ", "members": "Đảng viên", "samples": "Chi bộ điểm", "papers": "Văn bản"}


class Finder:
    """Answers the search box; called with what was typed."""

    def __init__(self, shell: Shell, pages: Sequence[PageEntry]) -> None:
        self._shell = shell
        self._pages = tuple(pages)

    def __call__(self, query: str) -> list[Hit]:
        """Return what was found, the pages first."""
        # Loaded with the first question, not with the window.
        from bontot_desktop.services import search

        hits = [
            Hit("Trang", page.title, "", partial(self._shell.go, page.key))
            for page in self._pages
            if text.matches(query, page.title)
        ]
        known = {page.key for page in self._pages}
        for found in search.search(self._shell.office, query):
            page = found.kind.value
            if page in known:
                go = partial(self._shell.go, page, found.id)
                hits.append(Hit(_WORDS[page], found.title, found.subtitle, go))
        return hits
