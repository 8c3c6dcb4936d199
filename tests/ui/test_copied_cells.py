"""What is copied into a spreadsheet is never reckoned with there, and comes back into our tables as it was."""

from __future__ import annotations

import pytest

from bontot_desktop.ui.tables.copying import one_cell
from bontot_desktop.ui.tables.grid_view import cells_of

FORMULAS = ["=1+1", "+CMD|'/C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r\n=HYPERLINK(A1)", "  =1"]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_text_that_begins_as_a_formula_stays_text_in_the_plain_lines(text: str) -> None:
    assert one_cell(text).startswith("'")
    assert "\t" not in one_cell(text)
    assert "\n" not in one_cell(text)


@pytest.mark.parametrize("text", ["", "-5", "-7,25", "+84 900 000 000", "-", "7,5 %", "Chi bộ thôn Mẫu 1", "–"])
def test_numbers_and_words_are_copied_as_they_stand(text: str) -> None:
    assert one_cell(text) == text


@pytest.mark.parametrize("text", [*FORMULAS[:4], "'trích dẫn'", "-5"])
def test_what_is_copied_comes_back_as_it_was(text: str) -> None:
    assert cells_of(f"{one_cell(text)}\tMẫu") == [[text, "Mẫu"]]
