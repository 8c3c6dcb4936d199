"""Booklets fold into the right order, and joined files keep their titles."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bontot_desktop.documents import impose


def numbered(count: int) -> bytes:
    out = BytesIO()
    canvas = Canvas(out, pagesize=A4)
    for number in range(1, count + 1):
        canvas.setFont("Helvetica", 40)
        canvas.drawCentredString(A4[0] / 2, A4[1] / 2, f"[{number}]")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def sides(pdf: bytes) -> list[tuple[int, int]]:
    """Read the page numbers that are seen at the left and at the right of each side of a sheet."""
    opened, found = pypdfium2.PdfDocument(pdf), []
    for page in opened:
        width, height = page.get_size()
        assert (round(width / mm), round(height / mm)) == (297, 210)
        text = page.get_textpage()
        halves = ((0, 0, width / 2, height), (width / 2, 0, width, height))
        left, right = (int(text.get_text_bounded(*half).strip("[] \r\n")) for half in halves)
        found.append((left, right))
    opened.close()
    return found


def fold(laid: list[tuple[int, int]]) -> list[int]:
    """Fold the stack as a person does: sheet in sheet, then leaf through it."""
    sheets = [(laid[place], laid[place + 1]) for place in range(0, len(laid), 2)]
    # The right half of each front and what is behind it, from the outer sheet in; then the left halves, out again.
    leaves = [(front[1], back[0]) for front, back in sheets]
    leaves += [(back[1], front[0]) for front, back in reversed(sheets)]
    return [number for leaf in leaves for number in leaf]


@pytest.mark.parametrize("count", [4, 8, 12, 100])
def test_a_booklet_reads_on_when_it_is_folded(count: int) -> None:
    laid = sides(impose.booklet(numbered(count)))
    assert len(laid) == count // 2
    assert fold(laid) == list(range(1, count + 1))


def test_the_outer_sheet_carries_the_last_page_left_of_the_first() -> None:
    assert sides(impose.booklet(numbered(8))) == [(8, 1), (2, 7), (6, 3), (4, 5)]


def test_pages_that_do_not_fill_the_sheets_are_refused() -> None:
    with pytest.raises(ValueError, match="10 pages"):
        impose.booklet(numbered(10))


def test_joined_files_come_one_after_another_with_their_titles() -> None:
    joined = PdfReader(BytesIO(impose.joined([("Giấy khen 1", numbered(2)), ("Giấy khen 2", numbered(1))])))
    assert len(joined.pages) == 3
    assert [entry.title for entry in joined.outline] == ["Giấy khen 1", "Giấy khen 2"]
    assert [joined.get_destination_page_number(entry) for entry in joined.outline] == [0, 2]
