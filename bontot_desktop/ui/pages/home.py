"""Tổng quan: what waits for the office, the year on a line, and a few figures of it; shown when the program starts.

The reminders are read in plain SQL and stand in the first paint; what takes longer follows when the window stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import ClassVar

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from bontot_desktop import dates, text
from bontot_desktop.places import user_places
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.reminders import Reminder, Urgency, YearMark
from bontot_desktop.services import care, reminder_settings, reminders, second_place
from bontot_desktop.services.reminders import Waiting
from bontot_desktop.ui import look
from bontot_desktop.ui.first_paint import FirstPaint
from bontot_desktop.ui.pages.home_list import ASIDE, ReminderList
from bontot_desktop.ui.pages.home_year import YearLine
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.page import Page

#: What the reminders of the year's calendar begin with (``services.year_calendar.REMINDER``).
OF_THE_YEAR = "calendar/"
#: Room for the figures at the right, in characters.
_BESIDE = 34
#: The window answers first: so long after its paint, in milliseconds, what takes longer is read.
_AFTER = 30
#: What the figures of the year are counted from.
_COUNTED = (Kind.MEETINGS, Kind.SCORES, Kind.CELLS, Kind.SETTINGS)


class HomePage(Page):
    """The first page."""

    wants: ClassVar[frozenset[Kind]] = frozenset(Kind) - {Kind.DRAFTS}
    help_topic: ClassVar[str] = "tong-quan"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__("Tổng quan", parent)
        self._shell = shell
        self._soon = Waiting([], 0)
        self._later = Waiting([], 0)
        #: When the second place last had all there was; told while it is not yet a thing to do.
        self._elsewhere_at: datetime | None = None
        self._is_open = False
        self._counts_again = True
        #: What takes longer, while it is being read; None when it has to be begun.
        self._turns: Iterator[None] | None = None
        self._is_due = False
        self.aside_button = self.add_command(
            ASIDE, lambda: self.list.want_aside(), icon="clock", tip="Cất việc đang chọn đến một ngày (phím Delete)"
        )
        self.year = YearLine(self)
        self.content.addWidget(self.year)
        row = QHBoxLayout()
        row.setSpacing(look.HUGE)
        row.addLayout(self._waiting(), 1)
        self._beside = QVBoxLayout()
        self._beside.setSpacing(look.SMALL)
        row.addLayout(self._beside)
        self.content.addLayout(row, 1)
        self.year.opened.connect(self._open_mark)
        self.figures: QWidget | None = None
        head = QLabel(f"Số liệu năm {shell.today().year}", self)
        look.mark(head, "section")
        head.setFixedWidth(look.text_width(_BESIDE, self))
        self._beside.addWidget(head)
        self._beside.addStretch(1)
        # What takes longer is read once the window stands, and after an act when nothing else is to be done.
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._read_on)
        FirstPaint(self).painted.connect(self._opened)

    def _waiting(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(look.SMALL)
        head = QHBoxLayout()
        title = QLabel("Việc cần làm", self)
        look.mark(title, "section")
        head.addWidget(title)
        head.addStretch(1)
        self.back_button = QPushButton(self)
        look.mark(self.back_button, "link")
        self.back_button.clicked.connect(lambda: self.bring_back())
        self.back_button.hide()
        head.addWidget(self.back_button)
        column.addLayout(head)
        place = QWidget(self)
        self._place = QStackedLayout(place)
        self._place.setContentsMargins(0, 0, 0, 0)
        self.list = ReminderList(place)
        self._place.addWidget(self.list)
        self.empty: QLabel | None = None
        column.addWidget(place, 1)
        self.list.opened.connect(self.open_reminder)
        self.list.aside_wanted.connect(self.offer_days)
        return column

    # Showing -------------------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read what waits; what takes longer follows in an idle moment."""
        office, today = self._shell.office, self._shell.today()
        places = user_places()
        second = second_place.remembered(places, office.data.path)
        self._elsewhere_at = second.copied_at if second is not None else None
        self._soon = reminders.soon(
            office, care.last_copy_at(places.copies, office.data.path, office.now()), self._elsewhere_at
        )
        self.year.show_year(today, reminders.marks(office, today.year))
        self._show()
        self._counts_again, self._turns, self._is_due = True, None, True
        self._wait()

    def changed(self, changes: Changes) -> None:
        """Read again what an act touched."""
        if not changes.touch(*self.wants):
            return
        counts = self._counts_again or changes.touch(*_COUNTED)
        self.refresh()
        self._counts_again = counts

    def _opened(self) -> None:
        self._is_open = True
        self._wait()

    def _wait(self) -> None:
        if self._is_due and self._is_open and self.isVisible():
            self._rest.start(_AFTER)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what takes longer."""
        super().showEvent(event)
        self._wait()

    def hideEvent(self, event: QHideEvent) -> None:
        """Read nothing more while another page is used."""
        super().hideEvent(event)
        self._rest.stop()

    def read_later(self) -> None:
        """Read all that takes longer at once."""
        self._rest.stop()
        for _ in self._reading():
            pass

    def _read_on(self) -> None:
        """Read the next part of what takes longer; whatever the person does comes before the one after it."""
        if self._shell.office.data.is_busy:
            # A long act goes on in its own small window.
            self._rest.start(_AFTER)
            return
        if self._turns is None:
            self._turns = self._reading()
        if next(self._turns, self) is not self:
            self._rest.start(0)

    def _reading(self) -> Iterator[None]:
        """Read members to look after, badges, cells amiss; then the figures of the year."""
        self._later = yield from reminders.later_in_turns(self._shell.office)
        self._show()
        if self._counts_again:
            yield
            yield from self._count()
            self._counts_again = False
        self._is_due = False

    def _count(self) -> Iterator[None]:
        from bontot_desktop.services import statistics
        from bontot_desktop.ui.pages.home_figures import FigureList

        found = yield from statistics.year_figures_in_turns(self._shell.office, self._shell.today().year)
        if self.figures is None:
            made = FigureList(self)
            made.setFixedWidth(look.text_width(_BESIDE, self))
            made.opened.connect(lambda key: self._shell.go("statistics", key))
            # In the place of the empty room below the heading.
            self._beside.takeAt(self._beside.count() - 1)
            self._beside.addWidget(made, 1)
            self.figures = made
        assert isinstance(self.figures, FigureList)
        self.figures.figures.show(found)

    def _show(self) -> None:
        today = self._shell.today()
        order = list(Urgency)
        both = [*self._soon.reminders, *self._later.reminders]
        both.sort(key=lambda one: (order.index(one.urgency(today)), one.day or today))
        self.list.show_reminders(both, today)
        self.aside_button.setEnabled(bool(both))
        late = sum(one.urgency(today) is Urgency.LATE for one in both)
        day = f"{text.first_upper(dates.weekday(today))}, {dates.screen(today)}"
        count = f"{len(both)} việc cần làm" if both else "không có việc nào đang chờ"
        usb = ""
        if self._elsewhere_at is not None and not any(one.key == "copies/usb" for one in both):
            usb = f" · bản sao USB: {dates.ago(self._elsewhere_at.date(), today)}"
        self.set_summary(f"{day} · {count}{f', {late} việc quá hạn' if late else ''}{usb}")
        aside = self._soon.aside + self._later.aside
        self.back_button.setText(f"Hiện lại {aside} việc đã hẹn ngày")
        self.back_button.setVisible(bool(aside))
        if both:
            self._place.setCurrentWidget(self.list)
        else:
            self._place.setCurrentWidget(self._nothing())

    def _nothing(self) -> QLabel:
        if self.empty is None:
            self.empty = QLabel(self)
            self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self.empty.setWordWrap(True)
            look.mark(self.empty, "second")
            self.empty.setText(
                "Mọi việc đã xong. Khi có việc đến hạn, số liệu còn thiếu hay kiến nghị chờ trả lời, chúng hiện ở đây."
            )
            self._place.addWidget(self.empty)
        return self.empty

    def take_focus(self) -> None:
        """Put the cursor on the first thing to do."""
        if self.list.current() is not None or self._soon.reminders:
            self.list.take_cursor()
        else:
            super().take_focus()

    # Acts ----------------------------------------------------------------------------------------------------------

    def open_reminder(self, reminder: Reminder) -> None:
        """Show the place where it is done."""
        self._shell.go(reminder.page, reminder.item)

    def _open_mark(self, mark: YearMark) -> None:
        self._shell.go(mark.page, mark.item)

    def offer_days(self, reminder: Reminder, at: QPoint) -> None:
        """Offer the days on which a reminder may come back."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        today = self._shell.today()
        monday = today + timedelta(days=7 - today.weekday())
        for word, day in (
            ("Ngày mai", today + timedelta(days=1)),
            ("Đầu tuần sau", monday),
            ("Hai tuần nữa", today + timedelta(days=14)),
            ("Một tháng nữa", today + timedelta(days=30)),
        ):
            menu.addAction(f"{word} ({dates.screen(day)})", lambda day=day: self.put_aside(reminder, day))
        menu.addAction("Chọn ngày…", lambda: self._ask_day(reminder))
        if reminder.key.startswith(OF_THE_YEAR):
            menu.addAction("Đã làm, không nhắc nữa", lambda: self.mark_done(reminder))
        menu.addSeparator()
        menu.addAction("Mở", lambda: self.open_reminder(reminder))
        menu.popup(at)

    def _ask_day(self, reminder: Reminder) -> None:
        said = self._shell.asking.text("Nhắc lại việc này ngày nào?", "Ngày", verb="Nhắc lại")
        if said is None:
            return
        try:
            day = dates.parse(said)
        except ValueError:
            day = None
        if day is None:
            self._shell.asking.tell(f"“{said}” không phải ngày; ví dụ: 15/12/2026.")
        else:
            self.put_aside(reminder, day)

    def mark_done(self, reminder: Reminder) -> None:
        """Put a thing of the year's calendar aside: it was done."""
        from bontot_desktop.services import year_calendar

        self._shell.act(
            lambda: year_calendar.mark_done(self._shell.office, reminder.key, reminder.sentence), "Đã ghi là đã làm"
        )

    def put_aside(self, reminder: Reminder, until: date) -> None:
        """Put a reminder aside till a day."""
        self._shell.act(
            lambda: reminder_settings.put_aside(self._shell.office, reminder.key, reminder.sentence, until),
            f"Sẽ nhắc lại ngày {dates.screen(until)}",
        )

    def bring_back(self) -> None:
        """Show again everything that was put aside."""
        self._shell.act(lambda: reminder_settings.bring_back(self._shell.office), "Đã hiện lại các việc đã hẹn ngày")
