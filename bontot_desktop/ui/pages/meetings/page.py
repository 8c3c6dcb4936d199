"""Sinh hoạt: tabs over the months of all cells, and on top of them the page of one meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QWidget

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.services import statistics
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.forms.leaving import is_settled
from bontot_desktop.ui.pages.meetings.month_choice import MonthChoice
from bontot_desktop.ui.pages.meetings.tab import Tab
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page, StackedPage

if TYPE_CHECKING:
    from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage
    from bontot_desktop.ui.pages.meetings.parts import Part

TITLE = "Sinh hoạt"
#: What begins a meeting: alone, or with the id of its cell behind it.
NEW = "new"
#: In front of the id of a petition that shall be shown; None begins one.
PETITION = "petition"


class _TabEntry(NamedTuple):
    """A tab: its key, its word, the module and the class that make it when it is first shown."""

    key: str
    word: str
    module: str
    name: str

    def make(self, shell: Shell, parent: QWidget) -> Tab:
        """Load the module and make the tab."""
        kind: Callable[[Shell, QWidget], Tab] = getattr(import_module(f"{__package__}.{self.module}"), self.name)
        return kind(shell, parent)


#: The tabs in the order of a year's work.
TABS: tuple[_TabEntry, ...] = (
    _TabEntry("year", "Cả năm", "year", "YearTab"),
    _TabEntry("month", "Tháng", "month", "MonthTab"),
    _TabEntry("schedule", "Lịch", "schedule", "ScheduleTab"),
    _TabEntry("ratings", "Xếp loại", "ratings", "RatingsTab"),
    _TabEntry("half", "6 tháng", "half_year", "HalfYearTab"),
    _TabEntry("list", "Các buổi", "list_tab", "MeetingListTab"),
    _TabEntry("petitions", "Kiến nghị", "petitions_tab", "PetitionsTab"),
)


class MeetingsPage(StackedPage):
    """The tabs, and on top of them one meeting."""

    reads_ahead: ClassVar[bool] = True
    wants: ClassVar[frozenset[Kind]] = frozenset({Kind.MEETINGS, Kind.SCORES, Kind.CELLS, Kind.SETTINGS, Kind.PAPERS})

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        self._shell = shell
        super().__init__(partial(MeetingsHome, shell), parent)
        assert isinstance(self.first, MeetingsHome)
        self.home = self.first
        self._meeting: MeetingPage | None = None

    def open_item(self, item: Any) -> None:
        """Show a meeting by its id, or a tab of a month as (key, year, month) or (key, year, month, cell id)."""
        if isinstance(item, int):
            self.open_meeting(item)
        elif item == NEW or (isinstance(item, tuple) and item[0] == NEW):
            self.start_new(item[1] if isinstance(item, tuple) else None)
        elif isinstance(item, tuple) and item[0] == PETITION:
            self.open_petition(item[1])
        elif isinstance(item, tuple) and self.pop_all():
            self.home.go_to(*item)

    def open_petition(self, petition_id: int | None) -> None:
        """Show the petitions, and the window of one of them; of a new one for None."""
        from bontot_desktop.ui.pages.meetings.petitions_tab import PetitionsTab

        if self.pop_all():
            today = self._shell.today()
            self.home.go_to("petitions", today.year, today.month)
            part = self.home.part()
            if isinstance(part, PetitionsTab):
                part.open(petition_id)

    def start_new(self, cell_id: int | None = None) -> None:
        """Ask for the cell, the kind and the day of a new meeting, and open it."""
        from bontot_desktop.ui.pages.meetings.new_meeting import NewMeeting

        self.dialog = NewMeeting(self._shell, cell_id=cell_id)
        self.dialog.made.connect(self.open_meeting)
        self.dialog.open()

    def open_meeting(self, meeting_id: int) -> None:
        """Show one meeting on top of the tabs."""
        if self.pop_all():
            page = self._meeting_page()
            page.turn_to(meeting_id)
            self.push(page, TITLE)
            self.top().take_focus()

    def steps_ahead(self) -> Iterator[Callable[[], object]]:
        """Make the page of a meeting before the first one is opened, with the parts that held meetings open with."""
        from bontot_desktop.ui.pages.meetings.parts import Part

        yield self._meeting_page
        for part in (Part.CLOSING, Part.OPENING):
            yield partial(self._make_part, part)

    def _make_part(self, part: Part) -> None:
        self._meeting_page().make_ahead(part)

    def _meeting_page(self) -> MeetingPage:
        """Return the page that shows one meeting after the other."""
        from bontot_desktop.ui.pages.meetings.meeting_page import MeetingPage

        if self._meeting is None:
            self._meeting = MeetingPage(self._shell, 0, self.place)
            self.keep(self._meeting)
        return self._meeting


class MeetingsHome(Page):
    """The tabs with the month they all show."""

    wants: ClassVar[frozenset[Kind]] = MeetingsPage.wants
    help_topic: ClassVar[str] = "sinh-hoat"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(TITLE, parent, margins=False)
        self._shell = shell
        self.months = MonthChoice(shell.today(), statistics.first_year(shell.office), self)
        self.commands.addWidget(self.months)
        self._shown_month = self.months.value()
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        line = QHBoxLayout()
        line.setContentsMargins(look.PAGE_MARGIN, 0, look.PAGE_MARGIN, 0)
        # The open tab's word is bold: the bar needs the room the others leave.
        self.tabs.setUsesScrollButtons(False)
        line.addWidget(self.tabs, 1)
        self.content.setSpacing(0)
        self.content.addLayout(line)
        self._pages = QStackedWidget(self)
        self.content.addWidget(self._pages, 1)
        self.parts: dict[str, Tab] = {}
        self._stale: set[str] = set()
        for entry in TABS:
            self.tabs.addTab(entry.word)
        self._shown_tab = 0
        self.tabs.currentChanged.connect(self._turned)
        self.months.edited.connect(self._other_month)
        for key, step in ((keys.EARLIER, -1), (keys.LATER, 1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self.months.step(step))
        for key, step in ((keys.NEXT_TAB, 1), (keys.TAB_BEFORE, -1)):
            QShortcut(QKeySequence(key), self, lambda step=step: self._step_tab(step))
        self.on_key(keys.SAVE, "Lưu", lambda: self.part().save())
        self.on_key(keys.NEW, "Thêm mới", lambda: self.part().new())
        self.on_key(keys.FILTER, "Lọc chi bộ", lambda: self.part().filter())
        self.on_key(keys.PRINT, "Xem văn bản của tháng", lambda: self.part().print())

    # Tabs ----------------------------------------------------------------------------------------------------------

    def part(self) -> Tab:
        """Return the tab that is shown; made now if it never was."""
        entry = TABS[self.tabs.currentIndex()]
        part = self.parts.get(entry.key)
        if part is None:
            part = self.parts[entry.key] = entry.make(self._shell, self._pages)
            self._pages.addWidget(part)
            part.opened.connect(lambda meeting_id: self._shell.go("meetings", meeting_id))
            part.wanted.connect(self.go_to)
            part.said.connect(partial(self._say, part))
            self._stale.add(entry.key)
        return part

    def go_to(self, key: str, year: int, month: int, cell_id: int | None = None) -> None:
        """Show a tab of a month, the cursor on a cell."""
        place = next(place for place, entry in enumerate(TABS) if entry.key == key)
        if not self._settled():
            return
        self._shown_month = (year, month)
        self.months.show_month(year, month)
        self._stale.update(self.parts)
        self._shown_tab = place
        self.tabs.setCurrentIndex(place)
        self._show()
        part = self.part()
        if cell_id is not None:
            part.go_to_cell(cell_id)
        part.begin()

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

    def _other_month(self) -> None:
        if not self._settled():
            self.months.show_month(*self._shown_month)
            return
        self._shown_month = self.months.value()
        self._stale.update(self.parts)
        self._show()

    def _show(self) -> None:
        """Bring the tab to the front, read if it was not for this month and these data."""
        part = self.part()
        key = TABS[self.tabs.currentIndex()].key
        self._pages.setCurrentWidget(part)
        if key in self._stale:
            self._stale.discard(key)
            part.show_month(*self._shown_month)

    def _say(self, part: Tab, sentence: str) -> None:
        if part is self._pages.currentWidget():
            self.set_summary(sentence)

    # What the frame asks -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look at the shown tab again; the others look when they are shown next."""
        self._stale.update(self.parts)
        self._show()

    def changed(self, changes: Changes) -> None:
        """Refresh the tabs that show something that changed."""
        self._stale.update(
            entry.key for entry in TABS if entry.key in self.parts and changes.touch(*self.parts[entry.key].wants)
        )
        self._show()

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
