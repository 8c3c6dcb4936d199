"""Hệ thống, Lịch năm: what the office does on which days of its year, and how long before it is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.year_calendar import CalendarEntry, faults
from bontot_desktop.services import year_calendar
from bontot_desktop.services.year_calendar import YearCalendar
from bontot_desktop.ui.pages.system.part import FormPart
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.fields import CheckField, LineField
from bontot_desktop.ui.widgets.form import Form
from bontot_desktop.ui.widgets.row_list import RowEditor, RowList
from bontot_desktop.ui.widgets.sharing import ShareLayout
from bontot_desktop.ui.widgets.typed import NumberField


class CalendarRow(RowEditor):
    """A line: told or not, what, from and to which day, so many days ahead."""

    def __init__(self) -> None:
        super().__init__()
        self._shown = CalendarEntry()
        self.is_on = CheckField("")
        self.title = LineField(placeholder="Việc")
        self.first = LineField(placeholder="08/03", characters=6)
        self.last = LineField(placeholder="10/03", characters=6)
        self.before = NumberField(highest=180)
        for field, name in (
            (self.is_on, "Nhắc việc này"),
            (self.title, "Việc"),
            (self.first, "Từ ngày"),
            (self.last, "Đến ngày"),
            (self.before, "Nhắc trước số ngày"),
        ):
            field.setAccessibleName(name)
            field.setToolTip(name)
        row = ShareLayout(self)
        row.share(self.is_on)
        row.share(self.title, 6, 30)
        row.share(self.first)
        row.share(self.last)
        row.share(self.before)
        self.watch(self.title, self.is_on, self.first, self.last, self.before)

    def set_value(self, value: Any) -> None:
        """Show a line; on what it rests stands behind its words."""
        self._shown = value
        self.is_on.set_value(value.is_on)
        self.title.set_value(value.title)
        self.first.set_value(value.first)
        self.last.set_value(value.last)
        self.before.set_value(value.before)
        often = f"{value.every.label}. " if value.key else ""
        self.title.setToolTip(f"{value.title}\n{often}{value.basis}" if value.basis else "Việc")

    def value(self) -> CalendarEntry:
        """Return the line."""
        return replace(
            self._shown,
            is_on=self.is_on.value(),
            title=self.title.value(),
            first=self.first.value(),
            last=self.last.value(),
            before=self.before.value(),
        )

    def is_empty(self) -> bool:
        """A line without words is left out."""
        return not self.title.value() and not self.first.value()

    def fault(self) -> str:
        """Return what is to be mended."""
        own = super().fault()
        return own or next((sentence for _, sentence in faults(self.value())), "")


class YearCalendarPart(FormPart):
    """The list."""

    help_topic: ClassVar[str] = "lich-nam"
    title_text = "Lịch năm"
    summary_text = "Việc của năm hiện ở Tổng quan từ mấy ngày trước; bỏ dấu ở đầu dòng thì không nhắc."
    wants = frozenset({Kind.SETTINGS})

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.again_button = self.form.add_button("Nhắc lại việc đã làm", self.tell_again)
        self.reset_button = self.form.add_button("Dùng lại lịch mặc định", self.reset)

    def fill(self, form: Form) -> None:
        """Put the list in."""
        group = form.group("Nhắc, việc, từ ngày, đến ngày (ngày/tháng), nhắc trước (ngày)")
        rows = RowList(CalendarRow, CalendarEntry, "Thêm việc của năm", noun="Việc")
        group.add("", rows, name="entries", wide=True)

    def refresh(self) -> None:
        """Show the list again unless something is being typed."""
        super().refresh()
        self.reset_button.setEnabled(year_calendar.is_own(self.shell.office))
        self.again_button.setEnabled(bool(year_calendar.done_count(self.shell.office)))

    def load(self) -> YearCalendar:
        """Return the list as it is kept."""
        return year_calendar.load(self.shell.office)

    def store(self, draft: YearCalendar) -> Changes:
        """Save the list."""
        return year_calendar.save(self.shell.office, draft)

    def save(self) -> bool:
        """Save what was typed, and show the days as they are written now."""
        done = super().save()
        if done:
            self._shown = None
            self.form.forget()
            self.refresh()
            self.form.said_saved(self.shell.now().time())
        return done

    def reset(self) -> None:
        """Go back to the shipped list; what is typed and not saved goes too."""
        asked = self.shell.asking.confirm(
            "Dùng lại lịch mặc định của chương trình?", "Dùng lịch mặc định", detail="Các dòng tự ghi không còn."
        )
        if not asked:
            return
        done = self.shell.act(lambda: year_calendar.reset(self.shell.office), "Đã dùng lại lịch mặc định.")
        if done is not None:
            self._shown = None
            self.form.forget()
            self.refresh()

    def tell_again(self) -> None:
        """Tell again of what was put aside as done this year."""
        self.shell.act(lambda: year_calendar.tell_again(self.shell.office), "Sẽ nhắc lại các việc đã đánh dấu đã làm.")
