"""What is printed has the pages, sizes and sides that were asked for, measured on a printer that writes files."""

from __future__ import annotations

import io
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image
from PySide6.QtCore import Qt, QTimer
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.errors import NoRoom
from bontot_desktop.rules.printing import Sides
from bontot_desktop.ui import printing
from bontot_desktop.ui.asking import AnswerWith
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview import PdfPreview
from bontot_desktop.ui.print_dialog import NO_PRINTER, PrintDialog
from bontot_desktop.ui.printers import Printers
from bontot_desktop.ui.sending import Sending

TWO_SIDED, PLAIN = "Máy in tầng 2", "Máy in cũ\\quầy"
A4_SIZE = (595.28, 841.89)


class FilePrinter(QPrinter):
    """A printer that writes a file; Qt's own forgets there on which sides it was to print."""

    mode = QPrinter.DuplexMode.DuplexNone

    def setDuplex(self, duplex: QPrinter.DuplexMode) -> None:
        self.mode = duplex


class FilePrinters(Printers):
    """Printers that write PDF files, one a job."""

    def __init__(self, folder: Path, resolution: int = 150) -> None:
        self.folder, self.resolution = folder, resolution
        self.made: list[FilePrinter] = []

    def names(self) -> list[str]:
        return [TWO_SIDED, PLAIN]

    def usual(self) -> str:
        return TWO_SIDED

    def turns_paper(self, name: str) -> bool:
        return name == TWO_SIDED

    def has_colour(self, name: str) -> bool:
        return name == TWO_SIDED

    def make(self, name: str) -> QPrinter:
        printer = file_printer(self.folder / f"in-{len(self.made)}.pdf", self.resolution)
        self.made.append(printer)
        return printer


class NoPrinters(FilePrinters):
    def names(self) -> list[str]:
        return []

    def usual(self) -> str:
        return ""


def file_printer(target: Path, resolution: int) -> FilePrinter:
    printer = FilePrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(target))
    printer.setResolution(resolution)
    return printer


def numbered(count: int, across: tuple[int, ...] = ()) -> bytes:
    """Pages with as many black squares in a row as their number says."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(count):
        canvas.setPageSize(landscape(A4) if number in across else A4)
        for square in range(number + 1):
            canvas.rect(50 + 40 * square, 300, 20, 20, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def text_area() -> bytes:
    """A page with the text area of a paper black on it: 30 mm from the left, 165 mm wide, 20 mm above and below."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    canvas.rect(30 * mm, 20 * mm, 165 * mm, 257 * mm, fill=1, stroke=0)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def pages_of(path: Path, scale: float = 1.0) -> list[Image.Image]:
    printed = pypdfium2.PdfDocument(path.read_bytes())
    pictures = [page.render(scale=scale, grayscale=True).to_pil() for page in printed]
    printed.close()
    return pictures


def squares(picture: Image.Image) -> int:
    """Count the squares of a numbered page: changes from white to black along the row they stand in."""
    row = [picture.getpixel((x, picture.height - 310)) for x in range(picture.width)]
    return sum(before > 128 >= after for before, after in pairwise(row))


def send(pdf: bytes, printer: QPrinter, sides: tuple[int | None, ...], **more: bool) -> None:
    opened = Pdf(pdf)
    for _ in printing.sending(opened, printer, sides, **more):
        pass
    opened.close()


# The measures of what is sent -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("resolution", [300, 600, 1200])
def test_165_mm_of_text_come_out_as_165_mm_where_they_stood(
    qapp: QApplication, tmp_path: Path, resolution: int
) -> None:
    printer = file_printer(tmp_path / "in.pdf", resolution)
    send(text_area(), printer, (0,), grey=True)
    assert printer.fullPage()
    dots = 300 / 72
    black = pages_of(tmp_path / "in.pdf", dots)[0].point(lambda value: 255 if value < 128 else 0).getbbox()
    assert black is not None
    left, top, right, bottom = (edge / 300 * 25.4 for edge in black)
    assert (right - left, bottom - top) == pytest.approx((165, 257), abs=0.2)
    assert (left, top) == pytest.approx((30, 20), abs=0.2)


def test_every_page_keeps_its_own_size(qapp: QApplication, tmp_path: Path) -> None:
    send(numbered(3, across=(1,)), file_printer(tmp_path / "in.pdf", 150), (0, 1, 2))
    sizes = [(page.width, page.height) for page in pages_of(tmp_path / "in.pdf")]
    assert sizes == [(595, 842), (842, 595), (595, 842)]


def test_on_both_sides_a_page_across_is_turned_so_that_all_sheets_lie_alike(qapp: QApplication, tmp_path: Path) -> None:
    send(numbered(2, across=(1,)), file_printer(tmp_path / "in.pdf", 150), (0, 1), both=True)
    front, back = pages_of(tmp_path / "in.pdf")
    assert front.size == back.size == (595, 842)
    # Its head lies to the left: turned back, the squares stand where they stood.
    assert squares(back.rotate(-90, expand=True)) == 2


def test_in_black_no_edge_is_grey(qapp: QApplication) -> None:
    pdf = Pdf(numbered(3))
    sharp = pdf.part(2, 600 / 72, printing.QRect(0, 3000, 4961, 1600), grey=True, sharp=True)
    pdf.close()
    assert {sharp.pixelColor(x, y).lightness() for x in range(0, 2000, 3) for y in range(0, 1600, 40)} == {0, 255}


def test_a_page_at_600_dpi_is_sent_in_bands(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[int] = []
    part = Pdf.part

    def watched(self: Pdf, *args: object, **more: object) -> object:
        image = part(self, *args, **more)  # type: ignore[arg-type]
        sent.append(image.sizeInBytes())
        return image

    monkeypatch.setattr(Pdf, "part", watched)
    send(text_area(), file_printer(tmp_path / "in.pdf", 600), (0,), grey=True)
    assert len(sent) == 14
    assert max(sent) < 3_000_000


def test_sides_without_a_page_come_out_white(qapp: QApplication, tmp_path: Path) -> None:
    send(numbered(2), file_printer(tmp_path / "in.pdf", 100), (None, 1, None, 0))
    assert [squares(page) for page in pages_of(tmp_path / "in.pdf")] == [0, 2, 0, 1]


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_refuses_is_said_in_a_sentence(qapp: QApplication, tmp_path: Path) -> None:
    pdf = Pdf(numbered(1))
    printer = file_printer(tmp_path / "khong-co" / "in.pdf", 100)
    with pytest.raises(NoRoom, match="Máy in không nhận"):
        next(printing.sending(pdf, printer, (0,)))
    pdf.close()


def test_sending_can_be_stopped(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bontot_desktop.ui.stepping.QUIET", -1.0)
    pdf, printer = Pdf(numbered(9)), file_printer(tmp_path / "in.pdf", 100)
    window = Sending(printing.sending(pdf, printer, tuple(range(9)) * 50), 450)
    seen: list[str] = []

    def stop() -> None:
        seen.append(window.label.text())
        window.stop.click()

    QTimer.singleShot(0, stop)
    assert not window.run()
    assert seen[0].startswith("Đang gửi tới máy in: ")
    assert seen[0].endswith("/450 trang")
    pdf.close()


def test_what_goes_wrong_while_sending_rises(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bontot_desktop.ui.stepping.QUIET", -1.0)

    def steps():  # type: ignore[no-untyped-def]
        yield 1
        raise NoRoom("Máy in hết giấy.")

    with pytest.raises(NoRoom, match="hết giấy"):
        Sending(steps(), 2).run()


# The window -----------------------------------------------------------------------------------------------------------


def run(
    pdf: bytes,
    printers: Printers,
    fill: Callable[[PrintDialog], None],
    *,
    answers: tuple[str, ...] = (),
    window: QWidget | None = None,
    sides: Sides = Sides.ONE,
    starts: tuple[int, ...] = (0,),
) -> tuple[bool, AnswerWith]:
    """Print as a person does: the window opens, ``fill`` fills it and presses a button."""
    asking = AnswerWith(*answers)

    QTimer.singleShot(0, lambda: filled(fill))
    went = printing.print_pdf(
        pdf, window, title="Thông báo kết luận", sides=sides, starts=starts, printers=printers, asking=asking
    )
    return went, asking


def filled(fill: Callable[[PrintDialog], None]) -> None:
    """Fill the window that is open; whatever is wrong with it, it closes, so that the test goes on and fails."""
    dialog = next(top for top in QApplication.topLevelWidgets() if isinstance(top, PrintDialog) and top.isVisible())
    try:
        fill(dialog)
    finally:
        dialog.close()


def printed(folder: Path, job: int = 0) -> list[int]:
    return [squares(page) for page in pages_of(folder / f"in-{job}.pdf")]


def test_pages_and_copies_come_as_asked(qtbot: QtBot, tmp_path: Path) -> None:
    said: list[str] = []

    def fill(dialog: PrintDialog) -> None:
        QTest.keyClicks(dialog.typed, "2-3, 5")
        assert dialog.some_pages.isChecked()
        dialog.copies.set_value(2)
        dialog._say()
        said.append(dialog.summary.text())
        dialog.go.click()

    assert run(numbered(6), FilePrinters(tmp_path), fill)[0]
    assert said == ["3 trang · 2 bản · 6 tờ A4"]
    assert printed(tmp_path) == [2, 3, 5, 2, 3, 5]


def test_copies_can_come_sheet_by_sheet(qtbot: QtBot, tmp_path: Path) -> None:
    printers = FilePrinters(tmp_path)

    def fill(dialog: PrintDialog) -> None:
        dialog.copies.set_value(2)
        dialog.collated.set_value(False)
        dialog.go.click()

    assert run(numbered(2), printers, fill)[0]
    sent = printed(tmp_path)
    assert sent == ([1, 2] if printers.made[0].supportsMultipleCopies() else [1, 1, 2, 2])


def test_nonsense_in_the_pages_is_said_and_nothing_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    printers = FilePrinters(tmp_path)

    def fill(dialog: PrintDialog) -> None:
        for typed, sentence in (("7-9", "Không có trang 7; văn bản này có 6 trang."), ("", "Hãy gõ các trang cần in")):
            dialog.some_pages.click()
            dialog.typed.set_value(typed)
            dialog.go.click()
            assert dialog.isVisible()
            assert dialog.fault.label.text().startswith(sentence)
        dialog.copies.set_value(0)
        dialog.go.click()
        assert dialog.copies_row.problem() == "Số này phải từ 1 đến 999."
        dialog.reject()

    assert not run(numbered(6), printers, fill)[0]
    assert printers.made == []


def test_the_page_that_is_looked_at_is_offered(qtbot: QtBot, tmp_path: Path) -> None:
    pdf, window = numbered(6), QWidget()
    qtbot.addWidget(window)
    preview = PdfPreview(window)
    preview.resize(800, 600)
    window.show()
    preview.show_pdf(pdf)
    preview.pages.go_to(3)

    def fill(dialog: PrintDialog) -> None:
        assert dialog.this_page.text() == "Trang đang xem (trang 4)"
        dialog.this_page.click()
        dialog.go.click()

    assert run(pdf, FilePrinters(tmp_path), fill, window=window)[0]
    assert printed(tmp_path) == [4]


def test_a_booklet_proposes_the_short_edge_and_lies_across(qtbot: QtBot, tmp_path: Path) -> None:
    printers = FilePrinters(tmp_path)

    def fill(dialog: PrintDialog) -> None:
        assert dialog.sides.value() is Sides.SHORT
        assert dialog.summary.text() == "4 trang · 2 tờ A4"
        assert not dialog.by_hand.value()
        dialog.go.click()

    assert run(numbered(4, across=(0, 1, 2, 3)), printers, fill, sides=Sides.SHORT)[0]
    assert printers.made[0].mode is QPrinter.DuplexMode.DuplexShortSide
    assert {page.size for page in pages_of(tmp_path / "in-0.pdf")} == {(842, 595)}


def test_joined_papers_on_both_sides_begin_on_fresh_sheets(qtbot: QtBot, tmp_path: Path) -> None:
    printers = FilePrinters(tmp_path)
    assert run(numbered(4), printers, lambda dialog: dialog.go.click(), sides=Sides.LONG, starts=(0, 1, 2))[0]
    assert printed(tmp_path) == [1, 0, 2, 0, 3, 4]
    assert printers.made[0].mode is QPrinter.DuplexMode.DuplexLongSide


@pytest.mark.parametrize(("answer", "backs"), [(printing.FIRST_ON_TOP, [2, 4, 0]), (printing.LAST_ON_TOP, [0, 4, 2])])
def test_a_printer_that_does_not_turn_paper_prints_fronts_then_backs(
    qtbot: QtBot, tmp_path: Path, answer: str, backs: list[int]
) -> None:
    printers = FilePrinters(tmp_path)
    sent: list[list[int]] = []

    def fill(dialog: PrintDialog) -> None:
        dialog.machine.set_value(PLAIN)
        dialog.machine.edited.emit()
        assert dialog.by_hand.value()
        assert dialog.grey.value()
        assert not dialog.grey.isEnabled()
        dialog.go.click()

    class Between(AnswerWith):
        def ask(self, *args: object, **more: object) -> str:
            sent.append(printed(tmp_path))
            return super().ask(*args, **more)  # type: ignore[arg-type]

    QTimer.singleShot(0, lambda: filled(fill))
    asking = Between(answer)
    assert printing.print_pdf(numbered(5), None, title="Sổ", sides=Sides.LONG, printers=printers, asking=asking)
    assert sent == [[1, 3, 5]]
    assert printed(tmp_path) == backs
    assert "Tờ nào nằm trên cùng" in asking.asked[0]


def test_the_backs_can_be_left(qtbot: QtBot, tmp_path: Path) -> None:
    def fill(dialog: PrintDialog) -> None:
        dialog.by_hand.click()
        dialog.go.click()

    went, _ = run(numbered(2), FilePrinters(tmp_path), fill, sides=Sides.LONG, answers=(printing.NO_BACKS,))
    assert not went
    assert printed(tmp_path) == [1]


def test_what_was_chosen_for_a_printer_is_kept(qtbot: QtBot, tmp_path: Path) -> None:
    def first(dialog: PrintDialog) -> None:
        assert not dialog.by_hand.value()
        assert not dialog.grey.value()
        dialog.by_hand.click()
        dialog.grey.click()
        dialog.go.click()

    def second(dialog: PrintDialog) -> None:
        assert dialog.by_hand.value()
        assert dialog.grey.value()
        dialog.reject()

    run(numbered(1), FilePrinters(tmp_path), first, sides=Sides.LONG, answers=(printing.NO_BACKS,))
    run(numbered(1), FilePrinters(tmp_path), second, sides=Sides.LONG)


def test_without_a_printer_it_says_what_to_do(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PrintDialog([A4_SIZE], title="Thông báo", printers=NoPrinters(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.notice.label.text() == NO_PRINTER
    assert not dialog.go.isEnabled()
    assert not dialog.typed.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_on_a_low_screen_the_fields_scroll_and_the_buttons_stay_in_sight(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = PrintDialog([A4_SIZE] * 12, title="Thông báo", now=3, printers=FilePrinters(tmp_path))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.height() <= dialog.screen().availableSize().height()
    dialog.resize(dialog.width(), 300)
    assert dialog.height() == 300
    bottom = dialog.go.mapTo(dialog, dialog.go.rect().bottomRight())
    assert dialog.rect().contains(bottom)


def test_what_is_set_in_the_systems_own_window_is_taken_over(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printers = FilePrinters(tmp_path)
    dialog = PrintDialog([A4_SIZE] * 2, title="Thông báo", printers=printers)
    qtbot.addWidget(dialog)

    def accepted(system: QPrintDialog) -> int:
        system.printer().setCopyCount(3)
        return QPrintDialog.DialogCode.Accepted.value

    monkeypatch.setattr(QPrintDialog, "exec", accepted)
    dialog.more.click()
    assert dialog.choice().copies == 3 if printers.made[0].supportsMultipleCopies() else dialog.choice().copies >= 1
    assert dialog.printer() is printers.made[0]
