"""How columns share the room of a table."""

from __future__ import annotations

import pytest

from bontot_desktop.ui.tables.fitting import crowded_out, fit

NATURAL = [60, 300, 100, 120]
LEAST = [60, 200, 80, 80]


@pytest.mark.parametrize(
    ("room", "widths"),
    [
        (700, [60, 420, 100, 120]),
        (580, [60, 300, 100, 120]),
        (550, [60, 300, 90, 100]),
        (520, [60, 300, 80, 80]),
        (450, [60, 230, 80, 80]),
        (300, [60, 200, 80, 80]),
    ],
)
def test_the_column_that_names_the_row_gives_way_last(room: int, widths: list[int]) -> None:
    assert fit(NATURAL, LEAST, 1, room) == widths


@pytest.mark.parametrize(("room", "gone"), [(420, set()), (419, {3}), (330, {3, 0}), (100, {3, 0, 2})])
def test_columns_go_one_after_the_other_until_the_rest_fits(room: int, gone: set[int]) -> None:
    assert crowded_out(dict(enumerate(LEAST)), [3, 0, 2], room) == gone
