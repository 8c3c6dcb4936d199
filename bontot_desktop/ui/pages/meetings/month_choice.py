"""Which month the tabs of Sinh hoạt show: ◀ tháng 6 / 2026 ▶, by mouse and by Alt+Left and Alt+Right."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from bontot_desktop.rules.periods import Month
from bontot_desktop.ui import keys, look
from bontot_desktop.ui.widgets.fields import ChoiceField

#: How many years before and behind today's can be chosen when no meeting is older.
_BEFORE, _AHEAD = 5, 1


class MonthChoice(QWidget):
    """A year and a month of it; ``edited`` tells that a person chose another."""

    edited = Signal()

    def __init__(self, today: date, first_year: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(look.TINY)
        self.earlier = self._arrow("caret-left", "Tháng trước", keys.EARLIER)
        self.month: ChoiceField = ChoiceField([(number, f"Tháng {number}") for number in range(1, 13)], characters=8)
        self.month.setObjectName("month")
        self.month.setAccessibleName("Tháng")
        self.year: ChoiceField = ChoiceField([], characters=5)
        self.year.setObjectName("year")
        self.year.setAccessibleName("Năm")
        self.later = self._arrow("caret-right", "Tháng sau", keys.LATER)
        for widget in (self.earlier, self.month, self.year, self.later):
            row.addWidget(widget)
        first = min(first_year or today.year, today.year - _BEFORE)
        self.years = range(first, today.year + _AHEAD + 1)
        self.year.set_choices([(year, str(year)) for year in reversed(self.years)])
        self.show_month(today.year, today.month)
        self.earlier.clicked.connect(lambda: self.step(-1))
        self.later.clicked.connect(lambda: self.step(1))
        self.month.edited.connect(self._chosen)
        self.year.edited.connect(self._chosen)

    def _arrow(self, icon: str, word: str, key: str) -> QToolButton:
        button = QToolButton(self)
        look.dress(button, icon, "text")
        button.setAccessibleName(word)
        button.setToolTip(f"{word} ({keys.shown(key)})")
        return button

    def show_month(self, year: int, month: int) -> None:
        """Choose a month without telling; a year that is not offered is the nearest that is."""
        self.year.set_value(min(max(year, self.years[0]), self.years[-1]))
        self.month.set_value(month)
        self._mark_ends()

    def value(self) -> Month:
        """Return the year and the month chosen."""
        return self.year.value(), self.month.value()

    def step(self, months: int) -> None:
        """Go so many months on, or back."""
        year, month = self.value()
        place = year * 12 + month - 1 + months
        if place // 12 in self.years:
            self.show_month(place // 12, place % 12 + 1)
            self.edited.emit()

    def _chosen(self) -> None:
        self._mark_ends()
        self.edited.emit()

    def _mark_ends(self) -> None:
        year, month = self.value()
        self.earlier.setEnabled((year, month) > (self.years[0], 1))
        self.later.setEnabled((year, month) < (self.years[-1], 12))
