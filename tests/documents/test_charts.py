"""A chart is laid out once; paper and screen draw the same shapes."""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO

import pytest
from PIL import Image

from bontot_desktop.documents import charts as paper
from bontot_desktop.rules import charts
from bontot_desktop.rules.charts import Bar, Chart, Series, Stroke, Words

SIZE, WIDTH = 10.0, 400.0
SHARES = Series("Dự", (Fraction(1), Fraction(1, 2), None), ("100 %", "50,0 %", "–"))
OTHER = Series("Nói", (Fraction(1, 4), Fraction(0), Fraction(3, 4)), ("25,0 %", "0,0 %", "75,0 %"))
NAMES = ("Cơ quan", "Chi bộ Trường Trung học phổ thông Nguyễn Thị Minh Khai xã Hòa Bình Thượng", "Nông thôn")


def measure(text: str, size: float, bold: bool) -> float:
    return len(text) * size * 0.5


def drawn(chart: Chart, kind) -> list:
    return [shape for shape in charts.shapes(chart, WIDTH, SIZE, measure) if isinstance(shape, kind)]


def test_bars_are_as_long_as_their_shares():
    bars = drawn(Chart("", NAMES, (SHARES,)), Bar)
    assert [bar.label for bar in bars] == [0, 1]
    assert bars[0].width == pytest.approx(2 * bars[1].width)


def test_a_long_name_is_shortened_in_its_middle():
    words = [one.text for one in drawn(Chart("", NAMES, (SHARES,)), Words)]
    long = next(word for word in words if "…" in word)
    assert long.startswith("Chi bộ")
    assert long.endswith("Thượng")
    assert "Cơ quan" in words


def test_counts_are_measured_by_the_largest():
    counts = Series("Số", (Fraction(4), Fraction(1)), ("4", "1"))
    four, one = drawn(Chart("", ("A", "B"), (counts,), is_share=False), Bar)
    assert four.width == pytest.approx(4 * one.width)
    none = Series("Số", (Fraction(0), None), ("0", "–"))
    assert drawn(Chart("", ("A", "B"), (none,), is_share=False), Bar) == []


@pytest.mark.parametrize("upright", [False, True])
@pytest.mark.parametrize("series", [(SHARES,), (SHARES, OTHER)])
@pytest.mark.parametrize("title", ["", "Tỷ lệ theo nhóm"])
def test_everything_stays_inside_the_height_that_is_told(upright, series, title):
    chart = Chart(title, ("A", "B", "C"), series, upright=upright)
    high = charts.height(chart, SIZE)
    for shape in charts.shapes(chart, WIDTH, SIZE, measure):
        if isinstance(shape, Bar):
            assert 0 <= shape.x <= shape.x + shape.width <= WIDTH
            assert 0 <= shape.y <= shape.y + shape.height <= high
        elif isinstance(shape, Stroke):
            assert max(shape.y1, shape.y2) <= high
        else:
            assert shape.size * 0.7 <= shape.y <= high


def test_upright_bars_stand_on_one_line_and_have_their_marks():
    chart = Chart("", ("T1", "T2", "T3"), (SHARES,), upright=True)
    assert len({round(bar.y + bar.height, 6) for bar in drawn(chart, Bar)}) == 1
    assert {"0 %", "50 %", "100 %", "T1", "T2", "T3"} <= {one.text for one in drawn(chart, Words)}


def test_the_picture_of_a_paper_is_sharp_and_grey():
    chart = Chart("Tỷ lệ dự sinh hoạt", NAMES, (SHARES, OTHER))
    with Image.open(BytesIO(paper.picture(chart, 160))) as picture:
        assert picture.width == pytest.approx(160 / 25.4 * 300, abs=2)
        assert picture.height == pytest.approx(paper.height_mm(chart) / 25.4 * 300, abs=2)
        assert all(red == green == blue for _, (red, green, blue) in picture.convert("RGB").getcolors(1000))
    assert paper.picture(chart, 160) == paper.picture(chart, 160)
