"""The line of choices above the figures: which period, of which year, which cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from bontot_desktop import dates, text
from bontot_desktop.rules.periods import Period, PeriodKind
from bontot_desktop.rules.report_groups import MainGroup
from bontot_desktop.rules.statistic_facts import CellFact
from bontot_desktop.services.statistics import EVERYTHING, Chosen
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import ChoiceField, choices_of
from bontot_desktop.ui.widgets.sharing import ShareLayout, labelled

#: By this day of a month most cells have met.
_MET_BY = 15
#: How many periods of a kind a year has.
_NUMBERS = {PeriodKind.MONTH: 12, PeriodKind.QUARTER: 4, PeriodKind.HALF: 2, PeriodKind.YEAR: 1}


def usual(today: date) -> Period:
    """Return the month that is looked at first: this one once most cells have met, else the one before."""
    month = Period.around(today, PeriodKind.MONTH)
    return month if today.day >= _MET_BY else month.before()


class Choices(QWidget):
    """Kind of period, which one, year, group of cells; ``edited`` tells that a person chose something else."""

    edited = Signal()

    def __init__(self, today: date, first_year: int, parent: QWidget | None = None, *, cells: bool = False) -> None:
        """Offer the years from the first; with ``cells`` one cell is chosen instead of a group."""
        super().__init__(parent)
        self.kind: ChoiceField = ChoiceField(choices_of(list(PeriodKind), lambda kind: kind.label), characters=8)
        self.kind.setObjectName("period-kind")
        self.number: ChoiceField = ChoiceField([(1, "")], characters=9)
        self.number.setObjectName("period-number")
        years = range(max(today.year, first_year), min(first_year, usual(today).year) - 1, -1)
        self.year: ChoiceField = ChoiceField([(year, f"Năm {year}") for year in years], characters=8)
        self.year.setObjectName("period-year")
        self.group: ChoiceField = ChoiceField([], none="" if cells else "Mọi chi bộ", characters=30)
        self.group.setObjectName("cells")
        self._only: frozenset[int] = frozenset()
        self._cells = cells
        row = ShareLayout(self, gap=look.WIDE, between=look.SMALL)
        self._holders = {}
        for word, field in (
            ("Kỳ", self.kind),
            ("Tháng", self.number),
            ("Năm", self.year),
            ("Chi bộ", self.group),
        ):
            field.setAccessibleName(word)
            holder = labelled(word, field, self)
            self._holders[field] = holder
            row.share(holder)
        self.show_period(usual(today))
        self.kind.edited.connect(self._other_kind)
        self.number.edited.connect(self.edited)
        self.year.edited.connect(self.edited)
        self.group.edited.connect(self._other_group)

    def show_period(self, period: Period) -> None:
        """Choose a period without telling."""
        self.kind.set_value(period.kind)
        self.year.set_value(period.year)
        self._offer_numbers(period.kind)
        self.number.set_value(period.number)

    def period(self) -> Period:
        """Return the chosen period."""
        return Period(self.kind.value(), self.year.value(), self.number.value() or 1)

    def show_year_only(self) -> None:
        """Leave only the year to be chosen."""
        self.kind.set_value(PeriodKind.YEAR)
        self._offer_numbers(PeriodKind.YEAR)
        self._holders[self.kind].hide()

    def offer(self, cells: list[CellFact]) -> None:
        """Offer the groups these cells are in: the four compared everywhere, then the office's own."""
        if self._cells:
            self.group.set_choices([(cell.id, cell.name) for cell in cells])
            return
        found = {cell.group for cell in cells}
        main = [(group, group.label) for group in MainGroup if group in found]
        known = {text.fold(word) for _, word in main}
        own = sorted({cell.report_group for cell in cells if cell.report_group}, key=text.sort_key)
        choices: list[tuple[Any, str]] = [
            *main,
            *((name, f"Nhóm {name}") for name in own if text.fold(name) not in known),
        ]
        if self._only:
            choices.append((self._only, f"{len(self._only)} chi bộ đã chọn"))
        self.group.set_choices(choices)

    def choose_cells(self, cells: frozenset[int], offered: list[CellFact]) -> None:
        """Count only these cells, chosen in a table."""
        self._only = cells
        self.offer(offered)
        self.group.set_value(cells)
        self.edited.emit()

    def chosen(self) -> Chosen:
        """Return which cells are counted."""
        value = self.group.value()
        if isinstance(value, MainGroup):
            return Chosen(groups=frozenset({value}))
        if isinstance(value, frozenset):
            return Chosen(cells=value)
        return Chosen(report_groups=frozenset({value})) if isinstance(value, str) else EVERYTHING

    def cell_id(self) -> int | None:
        """Return the chosen cell, where one is chosen."""
        value = self.group.value()
        return value if isinstance(value, int) else None

    def group_word(self) -> str:
        """Name the chosen cells in the summary, "" for all of them."""
        return "" if self.group.value() is None else self.group.currentText()

    def _other_kind(self) -> None:
        kind: PeriodKind = self.kind.value()
        month = (self.number.value() or 1) * 12 // max(self.number.count(), 1)
        self._offer_numbers(kind)
        self.number.set_value(-(-month * _NUMBERS[kind] // 12))
        self.edited.emit()

    def _other_group(self) -> None:
        self.edited.emit()

    def _offer_numbers(self, kind: PeriodKind) -> None:
        count = _NUMBERS[kind]
        words = {
            PeriodKind.MONTH: lambda number: f"Tháng {number}",
            PeriodKind.QUARTER: lambda number: f"Quý {dates.roman(number)}",
            PeriodKind.HALF: lambda number: ("6 tháng đầu", "6 tháng cuối")[number - 1],
            PeriodKind.YEAR: lambda number: "",
        }[kind]
        self.number.set_choices([(number, words(number)) for number in range(1, count + 1)])
        self._holders[self.number].setVisible(count > 1)
        label = {PeriodKind.MONTH: "Tháng", PeriodKind.QUARTER: "Quý"}.get(kind, "Nửa năm")
        word: QLabel | None = self._holders[self.number].findChild(QLabel)
        if word is not None:
            word.setText(label)
