"""Xếp loại: the ratings of a year, of cells and of members, with the share of the best and the decision."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import ratings
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.pages.ratings.tab import YearTab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import ChoiceField
from bontot_desktop.ui.widgets.page import Page, StackedPage

TITLE = "Xếp loại"
#: In front of a year and the id of a cell: its members' sheet.
SHEET = "member-sheet"


class _TabEntry(NamedTuple):
    """A tab: its key, its word, the module and the class that make it when it is first shown."""

    key: str
    word: str
    module: str
    name: str

    def make(self, shell: Shell, parent: QWidget) -> YearTab:
        """Load the module and make the tab."""
        kind: Callable[[Shell, QWidget], YearTab] = getattr(import_module(f"{__package__}.{self.module}"), self.name)
        return kind(shell, parent)


TABS: tuple[_TabEntry, ...] = (
    _TabEntry("cells", "Chi bộ", "cells_tab", "CellsTab"),
    _TabEntry("members", "Đảng viên", "members_tab", "MembersTab"),
    _TabEntry("caps", "Tỷ lệ xuất sắc", "caps_tab", "CapsTab"),
    _TabEntry("decision", "Quyết định", "decision_tab", "DecisionTab"),
)


class RatingsPage(StackedPage):
    """The tabs, and on top of them the sheet of a cell's members."""

    reads_ahead: ClassVar[bool] = True
    wants: ClassVar[frozenset[Kind]] = YearTab.wants

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        super().__init__(partial(RatingsHome, shell), parent)
        assert isinstance(self.first, RatingsHome)
        self.home = self.first
        self.home.sheet_wanted.append(self.open_sheet)

    def open_item(self, item: Any) -> None:
        """Show a tab as (key, year), a cell's members as ("member-sheet", year, cell id), or a year by itself."""
        if isinstance(item, tuple) and item[0] == SHEET:
            self.open_sheet(item[1], item[2])
        elif isinstance(item, tuple) and self.pop_all():
            self.home.go_to(*item)
        elif isinstance(item, int) and self.pop_all():
            self.home.go_to("cells", item)

    def open_sheet(self, year: int, cell_id: int) -> None:
        """Show the sheet of a cell's members."""
        from bontot_desktop.ui.pages.ratings.member_sheet import MemberSheetPage
        from bontot_desktop.ui.pages.ratings.members_tab import MembersTab

        if not self.pop_all():
            return
        if not self.home.shows("members", year):
            self.home.go_to("members", year)
        tab = self.home.part()
        assert isinstance(tab, MembersTab)
        self.push(MemberSheetPage(self._shell, cell_id, year, tab.after), TITLE)
        self.top().take_focus()


class RatingsHome(Page):
    """The tabs with the year they all show."""

    wants: ClassVar[frozenset[Kind]] = YearTab.wants
    help_topic: ClassVar[str] = "xep-loai"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, margins=False)
        self._shell = shell
        #: Who opens the sheet of a cell, by year and cell id.
        self.sheet_wanted: list[Callable[[int, int], None]] = []
        self.year: ChoiceField = ChoiceField([], characters=8)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm xếp loại")
        self.year.edited.connect(self._other_year)
        self.commands.addWidget(self.year)
        self._shown_year = 0
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(False)
        line = QHBoxLayout()
        line.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        line.addWidget(self.tabs, 1)
        self.content.setSpacing(0)
        self.content.addLayout(line)
        self._pages = QStackedWidget(self)
        self.content.addWidget(self._pages, 1)
        self.parts: dict[str, YearTab] = {}
        self._stale: set[str] = set()
        for entry in TABS:
            self.tabs.addTab(entry.word)
        self._shown_tab = 0
        self.tabs.currentChanged.connect(self._turned)
        for key, step in ((keys.NEXT_TAB, 1), (keys.TAB_BEFORE, -1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self._step_tab(step))
        self.on_key(keys.SAVE, "Lưu", lambda: self.part().save())
        self.on_key(keys.FILTER, "Lọc chi bộ", lambda: self.part().filter())

    # Tabs and years ------------------------------------------------------------------------------------------------

    def part(self) -> YearTab:
        """Return the tab that is shown; made now if it never was."""
        entry = TABS[self.tabs.currentIndex()]
        part = self.parts.get(entry.key)
        if part is None:
            part = self.parts[entry.key] = entry.make(self._shell, self._pages)
            self._pages.addWidget(part)
            part.asked.connect(self._asked)
            part.said.connect(partial(self._say, part))
            self._stale.add(entry.key)
        return part

    def shows(self, key: str, year: int) -> bool:
        """Say whether a tab of a year is shown already."""
        return TABS[self.tabs.currentIndex()].key == key and self._shown_year == year and key not in self._stale

    def go_to(self, key: str, year: int) -> None:
        """Show a tab of a year."""
        if not self._settled():
            return
        self._offer_years(year)
        self._stale.update(self.parts)
        self._shown_tab = next(place for place, entry in enumerate(TABS) if entry.key == key)
        self.tabs.setCurrentIndex(self._shown_tab)
        self._show()
        self.part().begin()

    def _asked(self, item: Any) -> None:
        if item[0] == SHEET:
            for opens in self.sheet_wanted:
                opens(item[1], item[2])
        else:
            self.go_to(*item)

    def _offer_years(self, year: int) -> None:
        """Offer the years there are, and show one of them."""
        known = sorted({year, *ratings.years(self._shell.office, self._shell.today().year)}, reverse=True)
        self.year.set_choices([(one, f"Năm {one}") for one in known])
        self._shown_year = year
        self.year.set_value(year)

    def _other_year(self) -> None:
        if not self._settled():
            self.year.set_value(self._shown_year)
            return
        self._shown_year = self.year.value()
        self._stale.update(self.parts)
        self._show()

    def _step_tab(self, step: int) -> None:
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    def _turned(self, place: int) -> None:
        if place == self._shown_tab:
            return
        self.tabs.blockSignals(True)
        self.tabs.setCurrentIndex(self._shown_tab)
        may = self._settled()
        if may:
            self._shown_tab = place
            self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        if may:
            self._show()
            self.part().begin()

    def _show(self) -> None:
        """Bring the tab to the front, read if it was not for this year and these data."""
        part = self.part()
        key = TABS[self.tabs.currentIndex()].key
        self._pages.setCurrentWidget(part)
        if key in self._stale:
            self._stale.discard(key)
            part.show_year(self._shown_year)

    def _say(self, part: YearTab, sentence: str) -> None:
        if part is self._pages.currentWidget():
            self.set_summary(sentence)

    # What the frame asks -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the shown tab again; the others look when they are shown next."""
        self._offer_years(self._shown_year or ratings.year_to_show(self._shell.office, self._shell.today()))
        self._stale.update(self.parts)
        self._show()

    def changed(self, changes: Changes) -> None:
        """Refresh the tabs when something they show changed."""
        if changes.touch(*self.wants):
            self.refresh()

    def topic(self) -> str:
        """Return the help of the open tab."""
        return self.part().topic

    def take_focus(self) -> None:
        """Let the tab take the cursor."""
        self.part().begin()

    def leaving(self) -> bool:
        """Ask about unsaved typing."""
        return self._settled()

    def _settled(self) -> bool:
        part = self.parts.get(TABS[self._shown_tab].key)
        return part is None or is_settled(self._shell, part)
