"""A picture that does not fit the rest of a page is drawn smaller rather than leave the page half empty."""

from __future__ import annotations

import io
from datetime import date

from PIL import Image

from bontot_desktop.documents.chunks import Image as Drawn
from bontot_desktop.documents.flow import Figure, Flow, Section
from bontot_desktop.documents.layout import Pages, lay_out


def _laid(*heights: float, least: float = 1.0) -> Pages:
    file = io.BytesIO()
    Image.new("RGB", (10, 10)).save(file, "PNG")
    items = tuple(Figure(file.getvalue(), 100.0, height, least=least) for height in heights)
    section = Section(numbered=False, margins_mm=(20, 20, 20, 20))
    return lay_out(
        Flow(items=items, first=section, paper="A4", two_sided=False, offset=(0, 0), title="", author="", day=DAY)
    )


def _sizes(pages: Pages) -> list[list[tuple[float, float]]]:
    return [
        [
            (round(ink.width), round(ink.height))
            for _, chunk in page.placed
            for ink in chunk.inks
            if isinstance(ink, Drawn)
        ]
        for page in pages.pages
    ]


DAY = date(2026, 1, 1)


def test_a_picture_that_may_is_drawn_smaller_to_stand_on_the_page() -> None:
    pages = _sizes(_laid(450, 400, least=0.55))
    assert len(pages) == 1
    (_, (width, height)) = pages[0]
    assert width < 100
    assert height < 400
    assert abs(width / 100 - height / 400) < 0.01


def test_a_picture_that_would_grow_too_small_goes_whole_to_the_next_page() -> None:
    assert _sizes(_laid(650, 400, least=0.55)) == [[(100, 650)], [(100, 400)]]
    assert _sizes(_laid(450, 400)) == [[(100, 450)], [(100, 400)]]
