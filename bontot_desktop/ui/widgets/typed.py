"""Fields of dates, times and numbers: typed freely, understood and written tidily on leaving."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QToolButton, QVBoxLayout, QWidget

from bontot_desktop import dates
from bontot_desktop.ui import look, numbers
from bontot_desktop.ui.widgets.fields import LineField


class DateField(LineField):
    """A date: 6/3/26, 060326 or 6.3.2026 becomes 06/03/2026 on leaving; Alt+Down opens the calendar."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "ngày/tháng/năm") -> None:
        super().__init__(parent, placeholder=placeholder, characters=19)
        self._calendar: _Calendar | None = None
        button = self.addAction(look.icon("calendar-blank", "second"), QLineEdit.ActionPosition.TrailingPosition)
        look.dress(button, "calendar-blank", "second")
        button.setToolTip("Chọn trên lịch (Alt+↓)")
        button.triggered.connect(self.open_calendar)
        # Neither a whole date nor what to type is ever cut by the button at its right.
        words = max(look.metrics(self).horizontalAdvance(one) for one in (placeholder, "00/00/0000"))
        self.setMinimumWidth(min(words + look.icon_size(self).width() + look.VAST, self.maximumWidth()))

    def value(self) -> date | None:
        """Return the date; None when empty or not readable (then :meth:`fault` says so)."""
        try:
            return dates.parse(self.tidied_text())
        except ValueError:
            return None

    def tidied_text(self) -> str:
        """Return the typed text without odd spaces."""
        return super().tidied()

    def set_value(self, value: Any) -> None:
        """Show a date."""
        super().set_value(dates.screen(value))

    def tidied(self) -> str:
        """Return the date as dd/mm/yyyy, or the text as typed when it is not a date."""
        try:
            return dates.screen(dates.parse(self.tidied_text()))
        except ValueError:
            return self.tidied_text()

    def fault(self) -> str:
        """Say that the text is no date."""
        try:
            dates.parse(self.tidied_text())
        except ValueError:
            return "Không đọc được ngày này. Xin gõ như 06/03/2026 hoặc 060326."
        return ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar by Alt+Down, as in other programs."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Show the small calendar under the field."""
        if self._calendar is None:
            self._calendar = _Calendar(self)
        self._calendar.show_at(self.value())

    def take(self, day: date) -> None:
        """Take a date from the calendar."""
        self.set_value(day)
        self.edited.emit()
        self.left.emit()
        self.setFocus()


class _Calendar(QFrame):
    """The calendar that drops from a date field."""

    def __init__(self, field: DateField) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        look.mark(self, "surface")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.TINY, look.TINY, look.TINY, look.TINY)
        self.sheet = QCalendarWidget(self)
        self.sheet.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.sheet.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.sheet.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        icons = {"qt_calendar_prevmonth": "caret-left", "qt_calendar_nextmonth": "caret-right"}
        for name, picture in icons.items():
            button: QToolButton | None = self.sheet.findChild(QToolButton, name)
            if isinstance(button, QToolButton):
                look.dress(button, picture, "second")
        self.sheet.setMinimumHeight(look.row_height(self) * 8)
        self._paint()
        look.watch().changed.connect(self._paint)
        self.sheet.clicked.connect(self._take)
        self.sheet.activated.connect(self._take)
        layout.addWidget(self.sheet)

    def show_at(self, day: date | None) -> None:
        if day is not None:
            self.sheet.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        place = self._field.mapToGlobal(QPoint(0, self._field.height()))
        room = self._field.screen().availableGeometry()
        if place.y() + self.height() > room.bottom():
            place = self._field.mapToGlobal(QPoint(0, -self.height()))
        place.setX(min(place.x(), room.right() - self.width()))
        self.move(place)
        self.show()
        self.sheet.setFocus()

    def _paint(self) -> None:
        # Qt paints Saturdays and Sundays red; in this program red means that something is wrong.
        plain = QTextCharFormat()
        plain.setForeground(look.colour("text"))
        quiet = QTextCharFormat()
        quiet.setForeground(look.colour("second"))
        self.sheet.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.sheet.setWeekdayTextFormat(day, plain)

    def _take(self, day: QDate) -> None:
        self.hide()
        self._field.take(date(day.year(), day.month(), day.day()))


class TimeField(LineField):
    """A time of day: 19h30, 1930 or 19:30 becomes 19:30 on leaving."""

    def __init__(self, parent: QWidget | None = None, *, placeholder: str = "giờ:phút") -> None:
        super().__init__(parent, placeholder=placeholder, characters=10)

    def value(self) -> time | None:
        """Return the time; None when empty or not readable."""
        try:
            return dates.parse_clock(super().tidied())
        except ValueError:
            return None

    def set_value(self, value: Any) -> None:
        """Show a time."""
        super().set_value(dates.clock(value))

    def tidied(self) -> str:
        """Return the time as hh:mm, or the text as typed when it is no time."""
        try:
            return dates.clock(dates.parse_clock(super().tidied()))
        except ValueError:
            return super().tidied()

    def fault(self) -> str:
        """Say that the text is no time."""
        try:
            dates.parse_clock(super().tidied())
        except ValueError:
            return "Không đọc được giờ này. Xin gõ như 19:30 hoặc 19h30."
        return ""


class NumberField(LineField):
    """A number or points with a decimal comma; the arrow keys step it. Whole numbers are int, others Decimal."""

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        lowest: Decimal | int | None = 0,
        highest: Decimal | int | None = None,
        decimals: int = 0,
        step: Decimal | int = 1,
        placeholder: str = "",
        characters: int = 9,
    ) -> None:
        super().__init__(parent, placeholder=placeholder, characters=characters)
        self.lowest, self.highest, self.decimals, self.step = lowest, highest, decimals, Decimal(step)
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def _read(self) -> Decimal | None:
        return numbers.parse(super().tidied())

    def value(self) -> Any:
        """Return the number; None when empty or not readable."""
        try:
            number = self._read()
        except ValueError:
            return None
        return int(number) if number is not None and self.decimals == 0 and number == int(number) else number

    def set_value(self, value: Any) -> None:
        """Show a number."""
        super().set_value(numbers.show(value, self.decimals))

    def tidied(self) -> str:
        """Return the number as the office writes it, or the text as typed when it cannot be taken."""
        return super().tidied() if self.fault() else numbers.show(self._read(), self.decimals)

    def fault(self) -> str:
        """Say why the number cannot be taken."""
        return number_fault(super().tidied(), self.lowest, self.highest, self.decimals)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by the arrow keys."""
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers():
            self._step_by(1 if event.key() == Qt.Key.Key_Up else -1)
            return
        super().keyPressEvent(event)

    def _step_by(self, steps: int) -> None:
        if self.fault():
            return
        number = (self._read() or Decimal(0)) + steps * self.step
        if self.lowest is not None:
            number = max(number, Decimal(self.lowest))
        if self.highest is not None:
            number = min(number, Decimal(self.highest))
        self.setText(numbers.show(number, self.decimals))
        self.edited.emit()


def number_fault(typed: str, lowest: Decimal | int | None, highest: Decimal | int | None, decimals: int) -> str:
    """Say why a typed number cannot be taken; empty when it can. Used by fields and by table cells alike."""
    try:
        number = numbers.parse(typed)
    except ValueError:
        return "Xin gõ một con số, ví dụ 7,5." if decimals else "Xin gõ một số nguyên, ví dụ 12."
    if number is None:
        return ""
    if number != round(number, decimals):
        return f"Xin gõ nhiều nhất {decimals} chữ số sau dấu phẩy." if decimals else "Xin gõ một số nguyên, ví dụ 12."
    if lowest is not None and highest is not None and not lowest <= number <= highest:
        return f"Số này phải từ {numbers.show(Decimal(lowest))} đến {numbers.show(Decimal(highest))}."
    if lowest is not None and number < lowest:
        return f"Số này không được nhỏ hơn {numbers.show(Decimal(lowest))}."
    if highest is not None and number > highest:
        return f"Số này không được lớn hơn {numbers.show(Decimal(highest))}."
    return ""
