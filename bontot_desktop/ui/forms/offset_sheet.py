"""The window "Căn lề giấy in sẵn": print the test sheet, type two measures, and the offset to set is reckoned."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar

from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bontot_desktop.errors import BonTotError
from bontot_desktop.services import offset_sheet
from bontot_desktop.ui import look, numbers
from bontot_desktop.ui.printing import print_pdf
from bontot_desktop.ui.shell import Shell
from bontot_desktop.ui.widgets.form import FieldRow
from bontot_desktop.ui.widgets.typed import NumberField

#: Farther off than this the sheet was measured from the wrong edge or line (mm).
FARTHEST = 30
#: Prints: the PDF, the window, the title; False when the person went back.
Printer = Callable[[bytes, QWidget, str], bool]


def to_printer(pdf: bytes, window: QWidget, title: str) -> bool:
    """Print on a printer the person chooses."""
    return print_pdf(pdf, window, title=title)


def open_offset(
    shell: Shell,
    right: Decimal,
    down: Decimal,
    then: Callable[[Decimal, Decimal], Any],
    *,
    printer: Printer = to_printer,
) -> OffsetDialog:
    """Open the window; ``right`` and ``down`` (mm) are set now, ``then`` takes the new ones."""
    dialog = OffsetDialog(shell, right, down, then, printer=printer)
    dialog.open()
    return dialog


class OffsetDialog(QDialog):
    """Three steps under each other: print, measure, take over."""

    help_topic: ClassVar[str] = "khen-thuong"

    def __init__(
        self,
        shell: Shell,
        right: Decimal,
        down: Decimal,
        then: Callable[[Decimal, Decimal], Any],
        *,
        printer: Printer = to_printer,
    ) -> None:
        super().__init__(shell.asking.parent)
        self.setObjectName("offset-sheet")
        self.setWindowTitle("Căn lề giấy in sẵn")
        self._shell, self._set, self._then, self._printer = shell, (right, down), then, printer
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        body = QVBoxLayout()
        body.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.HUGE)
        body.setSpacing(look.BETWEEN_FIELDS)
        outer.addLayout(body, 1)
        title = QLabel("Căn lề giấy in sẵn", self)
        look.mark(title, "section")
        body.addWidget(title)
        body.addWidget(self._words("1. In tờ thử lên giấy trắng A4, đúng máy in, đúng khay sẽ dùng in giấy khen."))
        self.print_button = QPushButton("In tờ thử…", self)
        self.print_button.setAutoDefault(False)
        self.print_button.clicked.connect(self.print_sheet)
        row = QHBoxLayout()
        row.addWidget(self.print_button)
        row.addStretch(1)
        body.addLayout(row)
        body.addWidget(self._words("2. Dùng thước đo hai khoảng cách 1 và 2 ghi trên tờ thử rồi gõ vào đây."))
        self.left, self.top = (
            NumberField(
                lowest=Decimal(true - FARTHEST if true > FARTHEST else 0),
                highest=Decimal(true + FARTHEST),
                decimals=1,
                step=Decimal("0.1"),
            )
            for true in (offset_sheet.TRUE_LEFT, offset_sheet.TRUE_TOP)
        )
        self.left_row = FieldRow("Khoảng cách 1, từ mép trái", self.left, suffix="mm", parent=self)
        self.top_row = FieldRow("Khoảng cách 2, từ mép trên", self.top, suffix="mm", parent=self)
        row = QHBoxLayout()
        row.setSpacing(look.HUGE)
        row.addWidget(self.left_row)
        row.addWidget(self.top_row)
        row.addStretch(1)
        body.addLayout(row)
        self.result_words = self._words("")
        look.mark(self.result_words, "second")
        body.addWidget(self.result_words)
        body.addStretch(1)
        self._lay_footer(outer)
        for field in (self.left, self.top):
            field.left.connect(self._say)
            field.edited.connect(self._say)
        self._say()
        self.setMinimumWidth(look.text_width(70, self))

    def _words(self, sentence: str) -> QLabel:
        label = QLabel(sentence, self)
        label.setWordWrap(True)
        return label

    def _lay_footer(self, outer: QVBoxLayout) -> None:
        footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        row.addStretch(1)
        back = QPushButton("Quay lại", footer)
        self.take_button = QPushButton("Đặt độ dịch này", footer)
        look.mark(self.take_button, "primary")
        back.clicked.connect(self.reject)
        self.take_button.clicked.connect(self.take)
        for button in (back, self.take_button):
            button.setAutoDefault(False)
            row.addWidget(button)
        outer.addWidget(footer)

    def print_sheet(self) -> None:
        """Print the sheet with the offset that is set now."""
        right, down = self._set
        pdf = offset_sheet.sheet_pdf((float(right), float(down)))
        try:
            self._printer(pdf, self, offset_sheet.TITLE)
        except BonTotError as reason:
            self._shell.asking.tell_error(reason)

    def take(self) -> None:
        """Hand the new offset over and close."""
        for field, row in ((self.left, self.left_row), (self.top, self.top_row)):
            fault = field.fault() or ("" if field.value() is not None else "Xin gõ số đo được, ví dụ 20,5.")
            if fault:
                row.set_problem(fault)
                field.setFocus()
                return
        self._then(*self._corrected())
        self.accept()

    def done(self, result: int) -> None:
        """Close for good."""
        super().done(result)
        self.deleteLater()

    def _corrected(self) -> tuple[Decimal, Decimal]:
        right, down = self._set
        found = offset_sheet.corrected((float(right), float(down)), (float(self.left.value()), float(self.top.value())))
        return Decimal(str(found[0])), Decimal(str(found[1]))

    def _say(self) -> None:
        known = all(field.value() is not None and not field.fault() for field in (self.left, self.top))
        right, down = self._corrected() if known else self._set
        front = "3. Độ dịch mới" if known else "Độ dịch đang đặt"
        self.result_words.setText(
            f"{front}: sang phải {numbers.show(right, 1)} mm, xuống dưới {numbers.show(down, 1)} mm."
        )
