"""Print a PDF as it is: page for page, in its own size, at the printer's resolution, never fitted or shifted."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from math import ceil
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRect, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from bontot_desktop.errors import NoRoom
from bontot_desktop.rules import printing as rules
from bontot_desktop.rules.printing import Sides
from bontot_desktop.ui.asking import Asking
from bontot_desktop.ui.pdf import POINTS, Pdf
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.print_dialog import PrintChoice, PrintDialog
from bontot_desktop.ui.printers import Printers
from bontot_desktop.ui.sending import Sending

#: Finer than this a laser printer shows no difference (dots per inch); a finer printer gets each dot several times.
FINEST, FINEST_WHOLE = 600, 720
#: From this resolution on the edges of letters are left without grey: the printer would make dots of it.
SHARP_FROM = 300
#: Rows of dots rendered and sent at a time, so that memory stays small whatever the resolution.
BAND = 512

FIRST_ON_TOP, LAST_ON_TOP, NO_BACKS = "Tờ đầu tiên", "Tờ cuối cùng", "Thôi, không in mặt sau"
#: What a side that stays white is sent as.
_Sides = Sequence[int | None]


def print_pdf(
    source: bytes | Path,
    parent: QWidget | None,
    *,
    title: str,
    duplex: bool = False,
    sides: Sides | None = None,
    starts: Sequence[int] = (0,),
    printers: Printers | None = None,
    asking: Asking | None = None,
) -> bool:
    """Ask how to print and print; False when the person went back or stopped it.

    ``sides`` is what is proposed (``duplex``: both, turned at the long edge); ``starts`` are the pages (from 0) where a
    new paper begins in a joined file: on both sides each begins on a fresh sheet. Raises NoRoom when the printer
    refuses, Damaged when the PDF cannot be read.
    """
    pdf = Pdf(source)
    proposed = sides or (Sides.LONG if duplex else Sides.ONE)
    dialog = PrintDialog(
        pdf.sizes,
        parent,
        title=title,
        sides=proposed,
        starts=starts,
        now=_in_sight(parent, pdf.data),
        printers=printers,
    )
    try:
        if dialog.exec() != PrintDialog.DialogCode.Accepted:
            return False
        printer = dialog.printer()
        printer.setDocName(title)
        return _print(pdf, printer, dialog.choice(), starts, parent, asking or Asking(parent))
    finally:
        dialog.deleteLater()
        pdf.close()


def _in_sight(parent: QWidget | None, data: bytes) -> int | None:
    """Return the page the person looks at in the window that prints."""
    previews: Iterable[PdfPreview] = () if parent is None else parent.findChildren(PdfPreview)
    return next((preview.pages.page() for preview in previews if preview.pdf() == data), None)


def _print(
    pdf: Pdf, printer: QPrinter, choice: PrintChoice, starts: Sequence[int], parent: QWidget | None, asking: Asking
) -> bool:
    both = choice.sides.is_both
    one = rules.sides_of(choice.pages, starts, both=both)
    printer.setColorMode(QPrinter.ColorMode.GrayScale if choice.grey else QPrinter.ColorMode.Color)
    if both and choice.by_hand:
        all_sides = rules.in_copies(one, choice.copies, collated=choice.collated, both=True)
        return _by_hand(pdf, printer, all_sides, choice.grey, parent, asking)
    set_duplex(printer, choice.sides)
    # A printer's own copies save sending, but not every one keeps several sheets together: then each copy is sent.
    own = printer.supportsMultipleCopies() and (not choice.collated or rules.sheet_count(one, both=both) == 1)
    printer.setCopyCount(choice.copies if own else 1)
    printer.setCollateCopies(choice.collated)
    copies = 1 if own else choice.copies
    sent = rules.in_copies(one, copies, collated=choice.collated, both=both)
    return _send(pdf, printer, sent, choice.grey, both, parent)


def _by_hand(pdf: Pdf, printer: QPrinter, sides: _Sides, grey: bool, parent: QWidget | None, asking: Asking) -> bool:
    set_duplex(printer, Sides.ONE)
    printer.setCopyCount(1)
    if not _send(pdf, printer, rules.fronts(sides), grey, True, parent):
        return False
    answer = asking.ask(
        "Máy in đang in mặt trước. Chờ in hết, lấy cả xấp giấy rồi đặt lại vào khay để in mặt còn trắng.",
        [FIRST_ON_TOP, LAST_ON_TOP, NO_BACKS],
        safe=NO_BACKS,
        main=LAST_ON_TOP,
        detail="Tờ nào nằm trên cùng của xấp giấy vừa đặt vào khay? Nếu chưa rõ máy úp hay ngửa giấy, hãy thử trước "
        "với hai tờ.",
    )
    if answer == NO_BACKS:
        return False
    return _send(pdf, printer, rules.backs(sides, last_on_top=answer == LAST_ON_TOP), grey, True, parent)


def _send(pdf: Pdf, printer: QPrinter, sides: _Sides, grey: bool, both: bool, parent: QWidget | None) -> bool:
    return Sending(sending(pdf, printer, sides, grey=grey, both=both), len(sides), parent).run()


def set_duplex(printer: QPrinter, sides: Sides) -> None:
    """Tell the printer on which sides to print."""
    modes = {
        Sides.ONE: QPrinter.DuplexMode.DuplexNone,
        Sides.LONG: QPrinter.DuplexMode.DuplexLongSide,
        Sides.SHORT: QPrinter.DuplexMode.DuplexShortSide,
    }
    printer.setDuplex(modes[sides])


def sending(
    pdf: Pdf, printer: QPrinter, sides: _Sides, *, grey: bool = False, both: bool = False
) -> Generator[int, None, None]:
    """Send sides to a printer that is set up, one at each step; the number sent is given.

    Printed on both sides, a page that lies otherwise than the first is turned on its side, so that all sheets go
    through the printer alike. Closed before its end, it takes back what was sent. Raises NoRoom when the printer
    refuses.
    """
    real = [side for side in sides if side is not None]
    first = pdf.sizes[real[0] if real else 0]
    _set_paper(printer, first)
    painter = QPainter()
    if not painter.begin(printer):
        raise NoRoom("Máy in không nhận. Xin xem máy in đã bật và có giấy chưa rồi in lại.")
    try:
        for place, number in enumerate(sides):
            turned = number is not None and both and _lies(pdf.sizes[number]) != _lies(first)
            if place:
                if number is not None and not turned:
                    _set_paper(printer, pdf.sizes[number])
                if not printer.newPage():
                    raise NoRoom("Máy in ngừng nhận giữa chừng. Xin xem máy in rồi in lại các trang còn thiếu.")
            if number is not None:
                _draw(pdf, number, painter, printer.resolution(), grey=grey, turned=turned)
            yield place + 1
    except GeneratorExit:
        printer.abort()
        raise
    finally:
        painter.end()


def _draw(pdf: Pdf, number: int, painter: QPainter, resolution: int, *, grey: bool, turned: bool) -> None:
    """Draw a page on the whole sheet, dot for dot, whatever the printer cannot reach: margins stay what they are."""
    times = 1 if resolution <= FINEST_WHOLE else ceil(resolution / FINEST)
    scale = resolution / times / POINTS
    sharp = grey and resolution >= SHARP_FROM
    size = pdf.pixels(number, scale, turned=turned)
    for top in range(0, size.height(), BAND):
        piece = QRect(0, top, size.width(), min(BAND, size.height() - top))
        image = pdf.part(number, scale, piece, grey=grey, sharp=sharp, turned=turned)
        painter.drawImage(QRect(0, top * times, piece.width() * times, piece.height() * times), image)


def _lies(size: tuple[float, float]) -> bool:
    return size[0] > size[1]


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    width, height = size
    upright = QSizeF(min(width, height), max(width, height))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if _lies(size) else QPageLayout.Orientation.Portrait
    layout = QPageLayout(paper, way, QMarginsF(0, 0, 0, 0))
    # The origin is the corner of the sheet, not of what the printer can reach.
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)
