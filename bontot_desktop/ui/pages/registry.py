"""The pages of the rail, in the order of the office's thinking; each page is one line here."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from bontot_desktop.ui.main_window import PageEntry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page


def _made_by(module: str, name: str) -> Callable[[Shell], Page]:
    """Return the maker of a page; its module is loaded when it is first shown, so that the window opens sooner."""

    def make(shell: Shell) -> Page:
        page: Page = getattr(import_module(f"{__package__}.{module}"), name)(shell)
        return page

    return make


#: Icons are Phosphor names.
PAGES: tuple[PageEntry, ...] = (
    PageEntry("cells", "Chi bộ", "users-three", _made_by("cells", "CellsPage")),
    PageEntry("members", "Đảng viên", "user", _made_by("members", "MembersPage")),
    PageEntry("samples", "Chi bộ điểm", "presentation-chart", _made_by("samples", "SamplesPage")),
    PageEntry("books", "Sổ biên bản", "notebook", _made_by("books", "BooksPage")),
    PageEntry("recognition", "Chi bộ 4 tốt", "medal", _made_by("recognition.page", "RecognitionPage")),
    PageEntry("papers", "Văn bản", "file-text", _made_by("papers", "PapersPage")),
    PageEntry("system", "Hệ thống", "gear-six", _made_by("system.page", "SystemPage")),
)


def entry(key: str) -> PageEntry:
    """Return a page by its key. Raises StopIteration for a key there is not."""
    return next(page for page in PAGES if page.key == key)
