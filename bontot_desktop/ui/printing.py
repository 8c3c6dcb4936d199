"""Print a PDF as it is: page for page, in its own size, at the printer's resolution."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from bontot_desktop.errors import NoRoom
from bontot_desktop.ui.pdf import POINTS, Pdf

#: Finer than this a laser printer shows no difference, and a page of 1200 dpi takes half a gigabyte.
FINEST = 600


def print_pdf(source: bytes | Path, parent: QWidget | None, *, title: str, duplex: bool = False) -> bool:
    """Ask for the printer and print; False when the person went back. Raises NoRoom when the printer refuses.

    ``duplex`` proposes printing on both sides, turned at the long edge.
    """
    pdf = Pdf(source)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    printer.setDuplex(QPrinter.DuplexMode.DuplexLongSide if duplex else QPrinter.DuplexMode.DuplexNone)
    printer.setFromTo(1, len(pdf))
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("In")
    dialog.setMinMax(1, len(pdf))
    try:
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return False
        send(pdf, printer)
    finally:
        pdf.close()
    return True


def send(pdf: Pdf, printer: QPrinter) -> None:
    """Send the chosen pages to a printer that is set up. Raises NoRoom when the printer refuses."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pdf)
    numbers = range(max(first, 1) - 1, min(last, len(pdf)))
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers = numbers[::-1]
    printer.setFullPage(True)
    _set_paper(printer, pdf.sizes[numbers[0]])
    grey = printer.colorMode() == QPrinter.ColorMode.GrayScale
    painter = QPainter()
    if not painter.begin(printer):
        raise NoRoom("Máy in không nhận. Xin xem máy in đã bật và có giấy chưa rồi in lại.")
    try:
        for place, number in enumerate(numbers):
            if place:
                _set_paper(printer, pdf.sizes[number])
                printer.newPage()
            width, height = pdf.sizes[number]
            scale = min(printer.resolution(), FINEST) / POINTS
            dots = printer.resolution() / POINTS
            # The whole sheet is the page, whatever the printer cannot reach: margins stay what the paper says.
            painter.drawImage(QRectF(0, 0, width * dots, height * dots), pdf.image(number, scale, grey=grey))
    finally:
        painter.end()


def _set_paper(printer: QPrinter, size: tuple[float, float]) -> None:
    width, height = size
    upright = QSizeF(min(width, height), max(width, height))
    paper = QPageSize(upright, QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    way = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, way, QMarginsF(0, 0, 0, 0)))
