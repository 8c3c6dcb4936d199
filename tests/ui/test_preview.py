"""The preview shows the very bytes that are printed; printing keeps sizes and pages."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.ui import printing
from bontot_desktop.ui.preview import Pdf, PdfPreview


def _pdf(pages: int = 3) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(pages):
        if number == 1:
            canvas.setPageSize(landscape(A4))
        canvas.rect(100, 100, 200, 200, fill=1)
        canvas.showPage()
        canvas.setPageSize(A4)
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(qtbot: QtBot) -> PdfPreview:
    made = PdfPreview()
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def test_the_very_bytes_are_shown(preview: PdfPreview, tmp_path: Path) -> None:
    file = tmp_path / "thong-bao.pdf"
    file.write_bytes(_pdf())
    preview.show_pdf(file, band="DỰ THẢO")
    assert preview.pdf() == file.read_bytes()
    assert preview.page_count() == 3
    assert preview._band.isVisible()
    assert preview._where.text() == "Trang 1 trong 3"
    preview.show_pdf(_pdf(1))
    assert not preview._band.isVisible()
    assert not preview.thumbs.isVisible()
    preview.show_pdf(None)
    assert preview._where.text() == ""


def test_a_page_is_drawn_black_on_white(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf(1))
    QTest.keyClick(preview.pages, Qt.Key.Key_End)
    picture = preview.pages.viewport().grab().toImage()
    across, down = range(0, picture.width(), 10), range(0, picture.height(), 10)
    colours = {picture.pixelColor(x, y).lightness() for x in across for y in down}
    assert 0 in colours
    assert 255 in colours


def test_pages_are_turned_by_keys_and_thumbnails(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    QTest.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert preview._where.text() == "Trang 2 trong 3"
    assert preview.thumbs.currentIndex().row() == 1
    preview.thumbs.setCurrentIndex(preview.thumbs.model().index(2, 0))
    assert preview.pages.page() == 2
    QTest.keyClick(preview.pages, Qt.Key.Key_Home)
    assert preview.pages.page() == 0


def test_the_page_fills_the_width_until_it_is_zoomed(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    wide = preview.pages.zoom()
    preview.resize(700, 700)
    QApplication.processEvents()
    assert preview.pages.zoom() < wide
    before = preview.pages.zoom()
    place = QPointF(100, 100)
    wheel = QWheelEvent(
        place,
        place,
        QPoint(0, 0),
        QPoint(0, 120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(preview.pages.viewport(), wheel)
    assert preview.pages.zoom() > before
    QTest.keyClick(preview.pages, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert preview.pages.zoom() == before


def test_what_is_printed_has_the_pages_and_sizes_of_the_paper(qapp: QApplication, tmp_path: Path) -> None:
    target = tmp_path / "in.pdf"
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(150)
    pdf = Pdf(_pdf())
    printing.send(pdf, printer)
    pdf.close()
    printed = pypdfium2.PdfDocument(target.read_bytes())
    sizes = [printed.get_page_size(number) for number in range(len(printed))]
    assert [(round(width), round(height)) for width, height in sizes] == [(595, 842), (842, 595), (595, 842)]
    picture = printed[0].render(scale=1, grayscale=True).to_pil()
    printed.close()
    black = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    # The square stood 100 points from the left and bottom edges and is 200 wide.
    assert black == pytest.approx((100, 842 - 300, 300, 842 - 100), abs=2)
