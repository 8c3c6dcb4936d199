"""Columns without a width of their own get the room their text needs."""

from __future__ import annotations

import pytest

from bontot_desktop.documents.blocks import Run
from bontot_desktop.documents.flow import Para
from bontot_desktop.documents.lines import lines_of
from bontot_desktop.documents.styles import CELL
from bontot_desktop.documents.widths import balanced


def _column(*texts: str) -> list[tuple[Para, ...]]:
    return [(Para(CELL, (Run(text),)),) for text in texts]


def test_a_long_column_gets_more_room_than_a_short_one_and_all_of_it_is_used() -> None:
    short = _column("Ghi chú", "", "")
    long = _column("Tên chi bộ", "Chi bộ Trường Trung học phổ thông Mẫu xã Ví Dụ", "Chi bộ thôn Mẫu 1")
    widths = balanced([long, short], 200, 3)
    assert sum(widths) == pytest.approx(200)
    assert widths[0] > 2 * widths[1]


def test_no_word_is_cut_while_the_room_is_enough() -> None:
    columns = [_column("Nghiêng", "a b c d e f g h i k l m n"), _column("Chuyên", "o p q r s t u v")]
    for column, width in zip(columns, balanced(columns, 120, 3), strict=True):
        assert len(lines_of(column[0][0], width - 6)) == 1


def test_the_widest_columns_shrink_alike_where_even_their_words_are_too_wide() -> None:
    assert balanced([_column("w" * 20), _column("w" * 40)], 90, 0) == pytest.approx([45, 45], abs=0.5)
    narrow, *wide = balanced([_column("w"), _column("w" * 20), _column("w" * 40)], 90, 0)
    assert 9 < narrow < 11
    assert wide == pytest.approx([(90 - narrow) / 2] * 2)
