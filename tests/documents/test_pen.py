"""What the pen puts on a page is read back as it was meant: text, place, thickness."""

from __future__ import annotations

from io import BytesIO
from typing import Any, cast

import pytest
from pypdf import PdfReader
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import fonts
from bontot_desktop.documents.chunks import Glyphs, Ink, Rule
from bontot_desktop.documents.pen import Pen

PLAIN = fonts.FACES[False, False]
BOLD = fonts.FACES[True, False]


def drawn(*inks: Ink, pages: int = 1) -> PdfReader:
    fonts.register()
    out = BytesIO()
    canvas = Canvas(out, pagesize=(400, 300), invariant=1)
    pen = Pen(canvas)
    for _ in range(pages):
        pen.new_page()
        pen.draw(inks, 50, 280)
        canvas.showPage()
    canvas.save()
    return PdfReader(out)


def content(reader: PdfReader, page: int = 0) -> str:
    stream = reader.pages[page].get_contents()
    assert stream is not None
    return stream.get_data().decode("latin-1")


def words(reader: PdfReader, page: int = 0) -> list[tuple[str, float, float]]:
    found: list[tuple[str, float, float]] = []

    def visit(text: str, _outer: list[float], matrix: list[float], _font: Any, _size: float) -> None:
        if text.strip():
            found.append((text.strip(), matrix[4], matrix[5]))

    reader.pages[page].extract_text(visitor_text=visit)
    return found


def test_a_text_stands_where_it_is_put() -> None:
    assert words(drawn(Glyphs(10, 20, "Đồng chí Ví Dụ", PLAIN, 14))) == [("Đồng chí Ví Dụ", 60, 260)]


def test_brackets_and_backslashes_are_text() -> None:
    assert words(drawn(Glyphs(0, 20, r"(nếu có) \ )(", PLAIN, 14)))[0][0] == r"(nếu có) \ )("


def test_every_vietnamese_letter_is_read_back() -> None:
    letters = fonts.vietnamese_letters().replace(" ", "")
    read = "".join(text for text, _, _ in words(drawn(Glyphs(0, 20, letters, BOLD, 5))))
    assert read == letters


def test_a_page_names_its_font_again() -> None:
    reader = drawn(Glyphs(0, 20, "Một", PLAIN, 14), Glyphs(0, 40, "Hai", PLAIN, 14), pages=2)
    for page in (0, 1):
        assert content(reader, page).count("14 Tf") == 1
        assert [text for text, _, _ in words(reader, page)] == ["Một", "Hai"]


def test_spread_ends_with_its_line() -> None:
    code = content(drawn(Glyphs(0, 20, "Một hai", PLAIN, 14, spread=2.5), Glyphs(0, 40, "Ba bốn", PLAIN, 14)))
    assert code.index("2.5000 Tw") < code.index("0.0000 Tw")


def test_rules_and_underlines_have_their_own_thickness() -> None:
    code = content(drawn(Rule(0, 10, 100, 10, 0.5), Glyphs(0, 20, "Một", PLAIN, 10, underline=18), Rule(0, 0, 0, 9, 1)))
    assert code.count("0.5 w") == 1  # the underline of ten points is as thick as the rule before it
    assert "50.00 270.00 m 150.00 270.00 l S" in code
    assert "50.00 258.80 m 68.00 258.80 l S" in code
    assert "1 w" in code


def test_it_refuses_what_it_cannot_draw() -> None:
    with pytest.raises(TypeError, match="no way to draw a str"):
        drawn(cast("Ink", "mực"))
