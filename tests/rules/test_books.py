"""How books of each paper are printed."""

from __future__ import annotations

from bontot_desktop.rules.books import BookPaper
from bontot_desktop.rules.printing import Sides


def test_a_booklet_is_turned_at_its_short_edge_and_a_book_at_its_long_one():
    assert [paper.sides for paper in (BookPaper.A4, BookPaper.A4_DUPLEX, BookPaper.A5_BOOKLET)] == [
        Sides.ONE,
        Sides.LONG,
        Sides.SHORT,
    ]
    assert all(paper.sides.is_both is paper.is_two_sided for paper in BookPaper)
