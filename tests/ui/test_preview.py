"""The preview shows the very bytes that are printed; it is turned, zoomed and searched as a person does it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import fonts
from bontot_desktop.errors import Damaged
from bontot_desktop.ui import look, memory
from bontot_desktop.ui.pdf import Pdf
from bontot_desktop.ui.preview import KEPT_THUMBS, PdfPreview
from bontot_desktop.ui.preview_desk import Fit
from bontot_desktop.ui.preview_tiles import MOST_BYTES, SIDE, Tiles
from tests.unikey import type_like_unikey


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


def _words(*pages: str) -> bytes:
    fonts.register()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for words in pages:
        canvas.setFont("BonTot-Serif", 14)
        for line, part in enumerate(words.split("\n")):
            canvas.drawString(100, 700 - 20 * line, part)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def where(preview: PdfPreview) -> str:
    return f"{preview.bar.page.text()} {preview.bar.count.text()}"


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
    assert where(preview) == "1 / 3"
    preview.show_pdf(_pdf(1))
    assert not preview._band.isVisible()
    assert not preview.thumbs.isVisible()
    preview.show_pdf(None)
    assert not preview.bar.isVisible()


def test_a_page_is_drawn_black_on_white(qtbot: QtBot, preview: PdfPreview) -> None:
    preview.show_pdf(_pdf(1))
    QTest.keyClick(preview.pages, Qt.Key.Key_End)
    qtbot.waitUntil(preview.pages.is_whole)
    picture = preview.pages.viewport().grab().toImage()
    across, down = range(0, picture.width(), 10), range(0, picture.height(), 10)
    colours = {picture.pixelColor(x, y).lightness() for x in across for y in down}
    assert 0 in colours
    assert 255 in colours


def test_pages_are_turned_by_keys_and_thumbnails(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    QTest.keyClick(preview.pages, Qt.Key.Key_PageDown)
    assert where(preview) == "2 / 3"
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


def test_what_is_under_the_mouse_stays_there_while_it_is_zoomed(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    preview.pages.set_zoom(1.0)
    preview.pages.go_to(1)
    desk, bar = preview.pages._desk, preview.pages.verticalScrollBar()
    anchor = QPoint(300, 200)
    before = desk.inside(1, anchor + QPoint(preview.pages.horizontalScrollBar().value(), bar.value()))
    preview.pages.set_zoom(2.0, anchor)
    after = desk.inside(1, anchor + QPoint(preview.pages.horizontalScrollBar().value(), bar.value()))
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()), abs=0.01)


def test_the_zoom_goes_in_steps_between_50_and_400_percent(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    preview.pages.set_zoom(1.0)
    QTest.keyClick(preview.pages, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert preview.bar.size_button.text() == "110 %"
    for _ in range(20):
        preview.bar.larger.click()
    assert preview.pages.zoom() == 4.0
    for _ in range(20):
        QTest.keyClick(preview.pages, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert preview.bar.size_button.text() == "50 %"
    preview.pages.set_zoom(0.2)
    assert preview.pages.zoom() == 0.5


def test_the_page_can_be_seen_whole(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    preview.pages.go_to(2)
    preview.bar._fits[Fit.PAGE].trigger()
    rect = preview.pages._desk.rects[2]
    assert rect.height() < preview.pages.viewport().height()
    assert preview.pages.page() == 2
    assert preview.bar._fits[Fit.PAGE].isChecked()
    wide = preview.pages.zoom()
    preview.resize(900, 500)
    QApplication.processEvents()
    assert preview.pages.zoom() < wide


def test_a_page_is_gone_to_by_its_number(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf(9))
    field = preview.bar.page
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert preview.pages.page() == 6
    for typed, page in (("99", 9), ("0", 1), ("ba", 1)):
        field.selectAll()
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert where(preview) == f"{page} / 9"
        assert preview.pages.page() == page - 1
        assert preview.thumbs.currentIndex().row() == page - 1


def test_the_pages_in_small_are_turned_away_and_stay_away(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf())
    assert preview.thumbs.isVisible()
    assert preview.bar.thumbs_button.isChecked()
    preview.bar.thumbs_button.click()
    preview.show_pdf(_pdf(4))
    assert not preview.thumbs.isVisible()
    assert not memory.flag(KEPT_THUMBS, default=True)
    preview.bar.thumbs_button.click()
    assert preview.thumbs.isVisible()


def test_a_small_preview_begins_without_them(qtbot: QtBot) -> None:
    small = PdfPreview(small=True)
    qtbot.addWidget(small)
    small.show()
    small.show_pdf(_pdf())
    assert not small.thumbs.isVisible()
    small.bar.thumbs_button.click()
    assert small.thumbs.isVisible()
    assert memory.flag(KEPT_THUMBS, default=True)


def test_a_long_book_renders_only_what_is_seen_and_keeps_little(qtbot: QtBot, preview: PdfPreview) -> None:
    preview.show_pdf(_pdf(110))
    tiles = preview.pages._tiles
    assert isinstance(tiles, Tiles)
    preview.pages.set_zoom(4.0)
    for page in range(0, 110, 5):
        preview.pages.go_to(page)
        preview.pages.viewport().grab()
    qtbot.waitUntil(preview.pages.is_whole)
    assert 0 < tiles.held() <= MOST_BYTES
    assert len(tiles._small) < 30


def test_pieces_of_a_page_fit_together_without_a_seam() -> None:
    pdf = Pdf(_words("Chi bộ thôn Mẫu 1"))
    whole = pdf.image(0, 2.3)
    tiles = Tiles(pdf, 100)
    tiles.set_scale(2.3)
    keys = tiles.keys(0, QRect(0, 0, 10_000, 10_000))
    assert len(keys) == 6
    assert all(tiles.make(key) == whole.copy(tiles.place(key)) for key in keys)
    assert tiles.place(keys[0]).width() == SIDE
    pdf.close()


def test_words_are_found_with_and_without_marks_and_over_line_ends(qtbot: QtBot, preview: PdfPreview) -> None:
    preview.show_pdf(_words("Đảng ủy xã Ví Dụ", "Chi bộ thôn Hòa\nBình họp", "Trường Hoa Binh, Đảng ủy"))
    QTest.keyClick(preview.pages, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert preview.find_bar.isVisible()
    field = preview.find_bar.field
    qtbot.keyClicks(field, "hoa binh")
    qtbot.waitUntil(lambda: preview.find_bar.count.text() == "1 trong 2")
    assert preview.pages.page() == 1
    # Two lines of one find are two rectangles.
    assert [len(rects) for rects in preview.finder.spots[1]] == [2]
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert preview.find_bar.count.text() == "2 trong 2"
    assert preview.pages.page() == 2
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert preview.find_bar.count.text() == "1 trong 2"
    QTest.keyClick(field, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    assert preview.find_bar.count.text() == "2 trong 2"
    field.clear()
    type_like_unikey(qtbot, field, "Đảng ủy")
    qtbot.waitUntil(lambda: "trong 2" in preview.find_bar.count.text())
    field.set_value("không đâu có")
    qtbot.waitUntil(lambda: preview.find_bar.count.text() == "Không thấy")
    assert not preview.find_bar.after.isEnabled()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not preview.find_bar.isVisible()
    assert preview.finder.spots == {}


def test_what_is_found_is_marked_where_it_stands(qtbot: QtBot, preview: PdfPreview) -> None:
    preview.show_pdf(_words("Chi bộ thôn Mẫu 1"))
    preview.begin_finding()
    preview.find_bar.field.set_value("mẫu")
    qtbot.waitUntil(lambda: preview.finder.now == (0, 0))
    spot = preview.finder.spots[0][0][0]
    before = fonts.width("Chi bộ thôn ", "BonTot-Serif", 14)
    assert spot.left() == pytest.approx(100 + before, abs=1.5)
    assert spot.bottom() == pytest.approx(842 - 700, abs=1.5)
    qtbot.waitUntil(preview.pages.is_whole)
    picture = preview.pages.viewport().grab().toImage()
    window = preview.pages._window()
    place = preview.pages._desk.place(0, spot).translated(-window.topLeft())
    there = picture.copy(place.toAlignedRect())
    colours = {there.pixelColor(x, y).name().upper() for x in range(there.width()) for y in range(there.height())}
    assert look.colours().hit_now in colours


def test_a_file_that_is_no_pdf_is_refused_and_what_was_shown_stays(preview: PdfPreview) -> None:
    preview.show_pdf(_pdf(2))
    with pytest.raises(Damaged, match="hỏng hoặc có mật khẩu"):
        preview.show_pdf(b"khong phai PDF")
    assert preview.page_count() == 2
