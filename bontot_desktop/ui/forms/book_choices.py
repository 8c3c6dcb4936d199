"""What kind of books to print: year, blank or filled, paper, and the choices of the forms."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from bontot_desktop.rules.books import (
    LEAST_REGULAR,
    LEAST_THEMED,
    BookMode,
    BookOptions,
    BookPaper,
)
from bontot_desktop.ui import look
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField
from bontot_desktop.ui.widgets.flow import FlowLayout
from bontot_desktop.ui.widgets.sharing import ShareLayout, labelled
from bontot_desktop.ui.widgets.typed import NumberField

#: More pages than this in one form make a book nobody can bind.
MOST_PAGES = 12
MOST_EXTRA_FORMS = 12


class BookChoicesLayout(QWidget):
    """The fields and where they stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.year = ChoiceField(parent=self, characters=6)
        self.mode = ChoiceField([(mode, mode.label) for mode in BookMode], self, characters=12)
        self.paper = ChoiceField([(paper, paper.label) for paper in BookPaper], self, characters=18)
        self.pages_regular = NumberField(self, lowest=LEAST_REGULAR, highest=MOST_PAGES, characters=4)
        self.pages_themed = NumberField(self, lowest=LEAST_THEMED, highest=MOST_PAGES, characters=4)
        self.first_page = NumberField(self, lowest=1, highest=9999, characters=5)
        self.last_page = NumberField(self, lowest=1, highest=9999, characters=5)
        self.extra_forms = NumberField(self, lowest=0, highest=MOST_EXTRA_FORMS, characters=4)
        self.members_printed = CheckField("In sẵn danh sách đảng viên", self)
        self.personal_columns = CheckField("Có ngày sinh, ngày vào Đảng, số thẻ", self)
        self.phone_column = CheckField("Có số điện thoại", self)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(look.GAP)
        fields = ShareLayout(gap=look.WIDE, between=look.SMALL)
        self._cells: dict[QWidget, QWidget] = {}
        for word, field in (
            ("Năm", self.year),
            ("Loại sổ", self.mode),
            ("Khổ giấy", self.paper),
            ("Trang mỗi biên bản thường kỳ", self.pages_regular),
            ("Trang mỗi biên bản chuyên đề", self.pages_themed),
            ("Biên bản đột xuất", self.extra_forms),
            ("In lại từ trang", self.first_page),
            ("đến trang", self.last_page),
        ):
            self._cells[field] = labelled(word, field, self)
            fields.share(self._cells[field])
        rows.addLayout(fields)
        ticks = FlowLayout(look.SMALL)
        for box in (self.members_printed, self.personal_columns, self.phone_column):
            ticks.addWidget(box)
        rows.addLayout(ticks)
        self.fault_label = QLabel(self)
        look.mark(self.fault_label, "fault")
        self.fault_label.hide()
        rows.addWidget(self.fault_label)

    def show_for(self, mode: BookMode) -> None:
        """Show only what the kind of book asks for."""
        blank = mode is BookMode.BLANK
        for field in (self.pages_regular, self.pages_themed, self.extra_forms):
            self._cells[field].setVisible(blank)
        self.members_printed.setVisible(blank)
        part = mode is BookMode.NEW
        for field in (self.first_page, self.last_page):
            self._cells[field].setVisible(part)
        for box in (self.personal_columns, self.phone_column):
            box.setVisible(not part)


class BookChoices(BookChoicesLayout):
    """Gives year, mode, paper and options; tells when year or mode change, as the table follows them."""

    #: The year or the kind of book is another one.
    turned = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        plain = BookOptions()
        self.paper.set_value(BookPaper.A4_DUPLEX)
        self.pages_regular.set_value(plain.pages_regular)
        self.pages_themed.set_value(plain.pages_themed)
        self.extra_forms.set_value(plain.extraordinary_forms)
        self.members_printed.set_value(plain.members_printed)
        self.personal_columns.set_value(plain.personal_columns)
        self.phone_column.set_value(plain.phone_column)
        self.year.edited.connect(self.turned)
        self.mode.edited.connect(self._turn)
        for field in (self.pages_regular, self.pages_themed, self.extra_forms):
            field.left.connect(lambda: self.check())
        self.show_for(self.chosen_mode())

    def _turn(self) -> None:
        self.show_for(self.chosen_mode())
        self.turned.emit()

    def set_years(self, years: range, chosen: int) -> None:
        """Offer years, newest first."""
        known = self.year.value()
        self.year.set_choices([(year, str(year)) for year in reversed(years)])
        self.year.set_value(known if known is not None else chosen)

    def chosen_year(self) -> int:
        """Return the year."""
        return int(self.year.value())

    def chosen_mode(self) -> BookMode:
        """Return blank or filled."""
        return BookMode(self.mode.value())

    def chosen_paper(self) -> BookPaper:
        """Return the paper."""
        return BookPaper(self.paper.value())

    def check(self) -> bool:
        """Say under the fields what cannot be taken; True when all is fine."""
        fields: tuple[Any, ...] = (self.pages_regular, self.pages_themed, self.extra_forms)
        blank = self.chosen_mode() is BookMode.BLANK
        empty = "Chưa ghi số trang của mỗi biên bản." if any(field.value() is None for field in fields) else ""
        fault = next((field.fault() for field in fields if field.fault()), empty) if blank else ""
        reprint = self._reprint()
        if reprint is not None and reprint[0] > reprint[1]:
            fault = "Trang đầu phải đứng trước trang cuối."
        self.fault_label.setText(fault)
        self.fault_label.setVisible(bool(fault))
        return not fault

    def options(self) -> BookOptions:
        """Return the choices of the forms."""
        return BookOptions(
            members_printed=self.members_printed.value(),
            personal_columns=self.personal_columns.value(),
            phone_column=self.phone_column.value(),
            pages_regular=self.pages_regular.value() or LEAST_REGULAR,
            pages_themed=self.pages_themed.value() or LEAST_THEMED,
            extraordinary_forms=self.extra_forms.value() or 0,
            reprint=self._reprint(),
        )

    def _reprint(self) -> tuple[int, int] | None:
        first, last = self.first_page.value(), self.last_page.value()
        if self.chosen_mode() is not BookMode.NEW or (first is None and last is None):
            return None
        return first or 1, last or first or 9999
