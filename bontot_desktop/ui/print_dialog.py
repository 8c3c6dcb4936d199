"""How to print: on which printer, which pages, how many copies, on one side or both, in black or colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from bontot_desktop.errors import Refused
from bontot_desktop.rules import printing as rules
from bontot_desktop.rules.printing import MOST_COPIES, Sides
from bontot_desktop.ui import look, memory
from bontot_desktop.ui.look import Tone
from bontot_desktop.ui.printers import Printers
from bontot_desktop.ui.widgets.bars import NoticeBar
from bontot_desktop.ui.widgets.fields import CheckField, ChoiceField, LineField
from bontot_desktop.ui.widgets.form import Fault, FieldRow
from bontot_desktop.ui.widgets.typed import NumberField

NO_PRINTER = "Máy tính này chưa có máy in nào. Hãy cài máy in trong Windows, hoặc lưu PDF rồi in ở máy khác."
BY_HAND = "Tự lật giấy: in mặt trước cả xấp, rồi đặt lại vào khay in mặt sau"
#: What the answers kept for a printer are called.
KEPT_BY_HAND, KEPT_GREY = "in/lat-tay", "in/den-trang"
_PAPERS = {(595, 842): "A4", (420, 595): "A5", (842, 1191): "A3"}


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What the person chose; ``pages`` are places from 0 in the order of printing."""

    pages: tuple[int, ...]
    copies: int
    collated: bool
    sides: Sides
    by_hand: bool
    grey: bool


class PrintLayout(QDialog):
    """Where the fields of the print window stand."""

    help_topic: ClassVar[str] = "xem-in"

    def __init__(self, count: int, parent: QWidget | None, *, title: str, now: int | None) -> None:
        super().__init__(parent)
        self.setObjectName("print")
        self.setWindowTitle("In")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        self._inside = QWidget(self)
        look.mark(self._inside, "clear")
        body = QVBoxLayout(self._inside)
        body.setContentsMargins(look.PAGE_MARGIN, look.WIDE, look.PAGE_MARGIN, look.WIDE)
        body.setSpacing(look.BETWEEN_FIELDS)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self._inside)
        outer.addWidget(scroll, 1)
        name = QLabel(title, self)
        name.setWordWrap(True)
        look.mark(name, "section")
        body.addWidget(name)
        self.notice = NoticeBar("", Tone.WAIT, self)
        body.addWidget(self.notice)
        self.machine: ChoiceField = ChoiceField([], self, characters=0)
        self.more = QPushButton("Thiết lập của máy in…", self)
        look.mark(self.more, "link")
        self.more.setAutoDefault(False)
        row = QHBoxLayout()
        row.setSpacing(look.SMALL)
        row.addWidget(FieldRow("Máy in", self.machine, parent=self), 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignBottom)
        body.addLayout(row)
        self._lay_pages(body, count, now)
        self.copies = NumberField(lowest=1, highest=MOST_COPIES)
        self.copies_row = FieldRow("Số bản", self.copies, parent=self)
        self.collated = CheckField("In hết từng bản rồi mới sang bản sau", self)
        self.collated.set_value(True)
        row = QHBoxLayout()
        row.setSpacing(look.HUGE)
        row.addWidget(self.copies_row)
        row.addWidget(self.collated, 1, Qt.AlignmentFlag.AlignBottom)
        body.addLayout(row)
        self.sides = ChoiceField([(side, side.label) for side in Sides], self, characters=26)
        body.addWidget(FieldRow("Mặt giấy", self.sides, parent=self))
        self.by_hand = CheckField(BY_HAND, self)
        self.grey = CheckField("Chỉ in đen trắng, nét chữ sắc nhất", self)
        body.addWidget(self.by_hand)
        body.addWidget(self.grey)
        body.addStretch(1)
        self._lay_footer(outer)
        self.setMinimumWidth(look.text_width(70, self))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height of the fields; on a low screen as much as there is, the buttons always in sight."""
        if not event.spontaneous():
            room = self.screen().availableSize() - QSize(0, 2 * look.row_height(self))
            wanted = QSize(self.minimumWidth(), self._inside.sizeHint().height() + self._footer.sizeHint().height())
            self.resize(wanted.expandedTo(self.size()).boundedTo(QSize(self.width(), room.height())))
        super().showEvent(event)

    def _lay_pages(self, body: QVBoxLayout, count: int, now: int | None) -> None:
        caption = QLabel("Trang", self)
        self.which = QButtonGroup(self)
        self.all_pages = QRadioButton(f"Tất cả ({count} trang)" if count > 1 else "Tất cả (1 trang)", self)
        self.this_page = QRadioButton(f"Trang đang xem (trang {(now or 0) + 1})", self)
        self.some_pages = QRadioButton("Các trang", self)
        self.typed = LineField(self, placeholder="ví dụ 2-5, 8", characters=16)
        self.typed.setAccessibleName("Các trang cần in")
        self.fault = Fault(self)
        # Its room is kept: the window does not jump when the sentence comes.
        room = self.fault.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self.fault.setSizePolicy(room)
        for place, button in enumerate((self.all_pages, self.this_page, self.some_pages)):
            self.which.addButton(button, place)
        self.all_pages.setChecked(True)
        some = QHBoxLayout()
        some.setSpacing(look.SMALL)
        some.addWidget(self.some_pages)
        some.addWidget(self.typed)
        some.addStretch(1)
        column = QVBoxLayout()
        column.setSpacing(look.TINY)
        column.addWidget(caption)
        column.addWidget(self.all_pages)
        column.addWidget(self.this_page)
        column.addLayout(some)
        column.addWidget(self.fault)
        body.addLayout(column)
        self.this_page.setVisible(now is not None and count > 1)
        for widget in (self.some_pages, self.typed):
            widget.setVisible(count > 1)

    def _lay_footer(self, outer: QVBoxLayout) -> None:
        footer = self._footer = QFrame(self)
        look.mark(footer, "footer")
        row = QHBoxLayout(footer)
        row.setContentsMargins(look.PAGE_MARGIN, look.SMALL, look.PAGE_MARGIN, look.SMALL)
        row.setSpacing(look.SMALL)
        self.summary = QLabel(footer)
        self.summary.setObjectName("summary")
        look.mark(self.summary, "second")
        row.addWidget(self.summary, 1)
        back = QPushButton("Quay lại", footer)
        back.setAutoDefault(False)
        back.clicked.connect(self.reject)
        self.go = QPushButton("In", footer)
        look.mark(self.go, "primary")
        self.go.setDefault(True)
        row.addWidget(back)
        row.addWidget(self.go)
        outer.addWidget(footer)


class PrintDialog(PrintLayout):
    """Asks how to print; ``printer()`` and ``choice()`` tell after it was accepted.

    ``sizes`` are of the pages in points, ``now`` the page that is looked at; ``sides`` is what is proposed.
    """

    def __init__(
        self,
        sizes: Sequence[tuple[float, float]],
        parent: QWidget | None = None,
        *,
        title: str,
        sides: Sides = Sides.ONE,
        starts: Sequence[int] = (0,),
        now: int | None = None,
        printers: Printers | None = None,
    ) -> None:
        super().__init__(len(sizes), parent, title=title, now=now)
        self._sizes, self._starts, self._now = sizes, starts, now
        self._printers = printers or Printers()
        self._printer: QPrinter | None = None
        names = self._printers.names()
        self.machine.set_choices([(name, name) for name in names])
        self.machine.set_value(self._printers.usual())
        self.copies.set_value(1)
        self.sides.set_value(sides)
        self.notice.say("" if names else NO_PRINTER)
        for widget in (self.machine, self.more, self.go):
            widget.setEnabled(bool(names))
        self.machine.edited.connect(self._take_printer)
        self.more.clicked.connect(self._ask_system)
        self.typed.edited.connect(self._typed)
        self.typed.left.connect(self._say)
        self.which.idClicked.connect(lambda _: self._say())
        self.copies.left.connect(self._say)
        self.copies.edited.connect(self._say)
        for field in (self.collated, self.sides, self.by_hand, self.grey):
            field.edited.connect(self._say)
        self.go.clicked.connect(self._go)
        self._take_printer()

    def printer(self) -> QPrinter:
        """Return the printer that was chosen, with what was set in the system's own window."""
        if self._printer is None:
            self._printer = self._printers.make(str(self.machine.value()))
        return self._printer

    def choice(self) -> PrintChoice:
        """Return what was chosen. Raises Refused when the pages typed make no sense."""
        sides: Sides = self.sides.value()
        return PrintChoice(
            pages=self._pages(),
            copies=int(self.copies.value() or 1),
            collated=self.collated.value(),
            sides=sides,
            by_hand=sides.is_both and self.by_hand.value(),
            grey=self.grey.value(),
        )

    def _pages(self) -> tuple[int, ...]:
        count = len(self._sizes)
        if self.which.checkedButton() is self.this_page and self._now is not None:
            return (self._now,)
        if self.which.checkedButton() is self.some_pages:
            return rules.parse_pages(self.typed.text(), count)
        return tuple(range(count))

    def _take_printer(self) -> None:
        """Set what depends on the printer: whether it turns the paper, whether it has colour."""
        name = str(self.machine.value() or "")
        self._printer = None
        if name:
            turns, colour = self._printers.turns_paper(name), self._printers.has_colour(name)
            self.by_hand.set_value(memory.flag(f"{KEPT_BY_HAND}/{_key(name)}", default=not turns))
            self.grey.set_value(memory.flag(f"{KEPT_GREY}/{_key(name)}", default=not colour))
            self.grey.setEnabled(colour)
        self._say()

    def _ask_system(self) -> None:
        """Open the system's own window, for trays and what else only the printer's maker knows."""
        printer = self.printer()
        printer.setCopyCount(int(self.copies.value() or 1))
        dialog = QPrintDialog(printer, self)
        dialog.setWindowTitle("Thiết lập của máy in")
        for option in (
            QPrintDialog.PrintDialogOption.PrintPageRange,
            QPrintDialog.PrintDialogOption.PrintSelection,
            QPrintDialog.PrintDialogOption.PrintCurrentPage,
            QPrintDialog.PrintDialogOption.PrintToFile,
        ):
            dialog.setOption(option, False)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.machine.set_value(printer.printerName())
            self._take_printer()
            self._printer = printer
            self.copies.set_value(printer.copyCount())
            self._say()
        dialog.deleteLater()

    def _typed(self) -> None:
        self.some_pages.setChecked(True)
        # What is half typed is no fault yet; it is looked at on leaving.
        self.fault.say("")

    def _say(self) -> None:
        """Show what the choices come to, and what of them is to be mended."""
        both = self.sides.value().is_both
        several = not self.copies.fault() and int(self.copies.value() or 1) > 1
        self.by_hand.setEnabled(both)
        self.collated.setEnabled(several)
        try:
            choice = self.choice()
        except Refused as refused:
            self.fault.say(str(refused) if self.typed.text() else "")
            self.summary.setText("")
            return
        self.fault.say("")
        sheets = rules.sheet_count(rules.sides_of(choice.pages, self._starts, both=both), both=both) * choice.copies
        parts = [f"{len(choice.pages)} trang"]
        if choice.copies > 1:
            parts.append(f"{choice.copies} bản")
        parts.append(f"{sheets} tờ {_paper(self._sizes[choice.pages[0]])}".strip())
        self.summary.setText(" · ".join(parts))

    def _go(self) -> None:
        fault = self.copies.fault()
        if fault:
            self.copies_row.set_problem(fault)
            self.copies.setFocus()
            return
        try:
            choice = self.choice()
        except Refused as refused:
            self.fault.say(str(refused))
            self.typed.setFocus()
            return
        name = _key(str(self.machine.value()))
        if choice.sides.is_both:
            memory.keep_flag(f"{KEPT_BY_HAND}/{name}", choice.by_hand)
        memory.keep_flag(f"{KEPT_GREY}/{name}", choice.grey)
        self.accept()


def _key(name: str) -> str:
    """Return a printer's name as a key of the memory: a network printer's has slashes in it."""
    return name.replace("/", "_").replace("\\", "_")


def _paper(size: tuple[float, float]) -> str:
    low, high = sorted(round(side) for side in size)
    near = (name for (width, height), name in _PAPERS.items() if abs(width - low) < 5 and abs(height - high) < 5)
    return next(near, "")
