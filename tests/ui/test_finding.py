"""Finding by typing finds exactly what ``text.matches`` finds, only faster."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bontot_desktop import text
from bontot_desktop.ui.finding import Haystack, Needle, searchable

WORDS = st.sampled_from(
    ["Hòa", "hoà", "hoa", "Đức", "duc", "đ", "Ước", "uoc", "THỊ", "Nguyễn", "n", "10282669", "a\u0302n", "Ân", "‐", "-"]
)
LINES = st.one_of(st.lists(WORDS, max_size=4).map(" ".join), st.text(max_size=8))


@given(query=LINES, fields=st.lists(LINES, max_size=3))
def test_a_row_is_found_when_the_text_matches(query, fields):
    assert Needle(query).within(Haystack.of(*fields)) is text.matches(query, *fields)


@given(query=LINES, rows=st.lists(st.tuples(LINES, LINES), max_size=4))
def test_many_rows_made_ready_at_once_are_found_as_each_alone(query, rows):
    columns = list(zip(*rows, strict=True)) if rows else [(), ()]
    found = Needle(query).among(range(len(rows)), *searchable(columns))
    assert found == [place for place, fields in enumerate(rows) if text.matches(query, *fields)]
