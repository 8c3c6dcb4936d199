"""The pages of the rail, in the order of the office's thinking; each page is one line here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module

from PySide6.QtWidgets import QWidget

from bontot_desktop.ui.main_window import PageEntry
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page


class _MadeBy:
    """The maker of a page; its module is loaded when the page is first shown, so that the window opens sooner."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def load(self) -> type[Page]:
        """Load the module and return the page's class."""
        kind: type[Page] = getattr(import_module(f"{__package__}.{self._module}"), self._name)
        return kind

    def __call__(self, shell: Shell, parent: QWidget | None = None) -> Page:
        """Make the page."""
        return self.load()(shell, parent)  # type: ignore[arg-type]


#: Icons are Phosphor names.
PAGES: tuple[PageEntry, ...] = (
    PageEntry("home", "Tổng quan", "house", _MadeBy("home", "HomePage")),
    PageEntry("cells", "Chi bộ", "users-three", _MadeBy("cells", "CellsPage")),
    PageEntry("members", "Đảng viên", "user", _MadeBy("members", "MembersPage")),
    PageEntry("meetings", "Sinh hoạt", "calendar", _MadeBy("meetings.page", "MeetingsPage")),
    PageEntry("samples", "Chi bộ điểm", "presentation-chart", _MadeBy("samples", "SamplesPage")),
    PageEntry("books", "Sổ biên bản", "notebook", _MadeBy("books", "BooksPage")),
    PageEntry("recognition", "Chi bộ 4 tốt", "medal", _MadeBy("recognition.page", "RecognitionPage")),
    PageEntry("ratings", "Xếp loại", "chart-line-up", _MadeBy("ratings.page", "RatingsPage")),
    PageEntry("papers", "Văn bản", "file-text", _MadeBy("papers", "PapersPage")),
    PageEntry("statistics", "Thống kê", "chart-bar", _MadeBy("statistics.page", "StatisticsPage")),
    PageEntry("system", "Hệ thống", "gear-six", _MadeBy("system.page", "SystemPage")),
)


def entry(key: str) -> PageEntry:
    """Return a page by its key. Raises StopIteration for a key there is not."""
    return next(page for page in PAGES if page.key == key)


#: What every page calls sooner or later; a crash must find its window even when files are gone.
_CALLED = (
    "crash_window",
    "question",
    "widgets.picker",
    "finding_all",
    "tables.panels",
    "tables.copying",
    "tables.exporting",
)


def steps() -> Iterator[Callable[[], object]]:
    """Give what is left to load of the pages, what stands behind the first of them, and what all of them call."""
    for name in _CALLED:
        yield partial(import_module, f"bontot_desktop.ui.{name}")
    yield partial(import_module, f"{__package__}.cell_page")
    for page in PAGES:
        if isinstance(page.make, _MadeBy):
            yield page.make.load
