"""What is typed as pages to print, and how pages come to lie on sheets."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bontot_desktop.errors import Refused
from bontot_desktop.rules import printing


@pytest.mark.parametrize(
    ("typed", "pages"),
    [
        ("3", (2,)),
        ("2-5, 8", (1, 2, 3, 4, 7)),
        (" 2 – 4 ; 1 ", (1, 2, 3, 0)),
        ("1-3,2,3-4", (0, 1, 2, 3)),
        ("10,", (9,)),
    ],
)
def test_pages_are_read_in_the_order_typed_and_each_once(typed, pages):
    assert printing.parse_pages(typed, 10) == pages


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Hãy gõ các trang cần in, ví dụ 2-5, 8."),
        (" , ", "Hãy gõ các trang cần in, ví dụ 2-5, 8."),
        ("hai", "Không hiểu “hai”; hãy gõ số trang, ví dụ 2-5, 8."),
        ("2-", "Không hiểu “2-”; hãy gõ số trang, ví dụ 2-5, 8."),
        ("2 5", "Không hiểu “2 5”; hãy gõ số trang, ví dụ 2-5, 8."),
        ("5-2", "“5-2” viết ngược; hãy gõ 2-5."),
        ("0", "Không có trang 0; văn bản này có 10 trang."),
        ("8-12", "Không có trang 12; văn bản này có 10 trang."),
        ("99999999999", "Không hiểu “99999999999”; hãy gõ số trang, ví dụ 2-5, 8."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(typed, sentence):
    with pytest.raises(Refused, match=re.escape(sentence)):
        printing.parse_pages(typed, 10)


@given(st.text(alphabet="0123456789-,; ab–"), st.integers(1, 120))
def test_whatever_is_typed_gives_pages_that_are_there_or_a_sentence(typed, count):
    try:
        pages = printing.parse_pages(typed, count)
    except Refused:
        return
    assert pages
    assert len(set(pages)) == len(pages)
    assert all(0 <= page < count for page in pages)


def test_on_both_sides_every_paper_begins_on_a_fresh_sheet():
    # Three papers of 1, 2 and 3 pages in one file.
    sides = printing.sides_of(range(6), (0, 1, 3), both=True)
    assert sides == (0, None, 1, 2, 3, 4, 5, None)
    assert printing.sheet_count(sides, both=True) == 4
    assert printing.sides_of(range(6), (0, 1, 3), both=False) == (0, 1, 2, 3, 4, 5)


def test_some_pages_of_one_paper_share_their_sheets():
    assert printing.sides_of((1, 3), (0,), both=True) == (1, 3)
    assert printing.sides_of((1, 3), (0, 2), both=True) == (1, None, 3, None)


def test_copies_are_collated_or_sheet_by_sheet():
    assert printing.in_copies((0, 1, 2, None), 2, both=True) == (0, 1, 2, None, 0, 1, 2, None)
    assert printing.in_copies((0, 1, 2, None), 2, collated=False, both=True) == (0, 1, 0, 1, 2, None, 2, None)
    assert printing.in_copies((0, 1), 3, collated=False, both=False) == (0, 0, 0, 1, 1, 1)


def test_fronts_come_first_and_backs_in_the_order_of_the_stack():
    sides = (0, 1, 2, 3, 4, None)
    assert printing.fronts(sides) == (0, 2, 4)
    assert printing.backs(sides, last_on_top=False) == (1, 3, None)
    assert printing.backs(sides, last_on_top=True) == (None, 3, 1)
    assert printing.backs((0, 1, 2), last_on_top=True) == (None, 1)


@given(st.integers(1, 40), st.booleans(), st.integers(1, 3))
def test_a_stack_printed_by_hand_reads_like_one_the_printer_turned(count, last_on_top, copies):
    sides = printing.in_copies(printing.sides_of(range(count), both=True), copies, both=True)
    front, back = printing.fronts(sides), printing.backs(sides, last_on_top=last_on_top)
    drawn = list(reversed(front)) if last_on_top else list(front)
    assert len(front) == len(back)
    sheets = dict(zip(range(len(front)), zip(drawn, back, strict=True), strict=True))
    order = reversed(range(len(front))) if last_on_top else range(len(front))
    assert tuple(side for place in order for side in sheets[place]) == sides
