"""The test sheet for pre-printed stock measures what it says, moved by the offset."""

from __future__ import annotations

import pypdfium2
import pytest
from PIL import Image

from bontot_desktop.documents import offset_sheet
from bontot_desktop.services.offset_sheet import corrected, sheet_pdf

#: Pixels per mm of the pictures that are measured.
FINE = 20


def picture(pdf: bytes) -> Image.Image:
    opened = pypdfium2.PdfDocument(pdf)
    assert len(opened) == 1
    image: Image.Image = opened[0].render(scale=FINE * 25.4 / 72, grayscale=True).to_pil()
    opened.close()
    return image


def text(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    found: str = opened[0].get_textpage().get_text_bounded()
    opened.close()
    return found


def black_lines(image: Image.Image, at_mm: float, *, across: bool) -> list[float]:
    """Return where black crosses the first 30 mm of a line of the picture, in mm from its left or upper edge."""
    length, at = 30 * FINE, round(at_mm * FINE)
    row = [image.getpixel((place, at) if across else (at, place)) for place in range(length)]
    dark = [place for place in range(length) if row[place] < 30]
    return [place / FINE for place in dark]


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("offset", [(0.0, 0.0), (1.5, -2.0), (-3.0, 0.5)])
def test_the_lines_to_measure_stand_at_20_mm_moved_by_the_offset(offset, landscape):
    image = picture(sheet_pdf(offset, landscape=landscape))
    assert (image.width / FINE, image.height / FINE) == pytest.approx((297, 210) if landscape else (210, 297), abs=0.2)
    # Between two lines of the grid, where nothing else is black.
    across = black_lines(image, 43.5 + offset[1], across=True)
    assert sum(across) / len(across) == pytest.approx(20 + offset[0], abs=0.08)
    down = black_lines(image, 43.5 + offset[0], across=False)
    assert sum(down) / len(down) == pytest.approx(20 + offset[1], abs=0.08)


def test_the_sheet_says_what_is_set_and_what_to_type():
    words = text(sheet_pdf((1.5, -2.0)))
    assert "dịch sang phải 1,5 mm, dịch xuống dưới −2 mm" in words
    assert "Dịch sang phải = 1,5 + 20 − số đo 1." in words
    assert "TỜ THỬ CĂN LỀ GIẤY IN SẴN" in words
    assert "290" in words
    assert offset_sheet.render((0.0, 0.0)) == offset_sheet.render((0.0, 0.0))


def test_what_was_measured_gives_the_offset_to_set():
    assert corrected((0.0, 0.0), (21.5, 18.8)) == (-1.5, 1.2)
    # Printed again with it, the lines measure 20 mm and nothing more is to be set.
    assert corrected((-1.5, 1.2), (20.0, 20.0)) == (-1.5, 1.2)
