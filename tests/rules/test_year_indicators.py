"""The figures R1–R23 of a year in one list, and the charts of its tables (recognition.md §11.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from bontot_desktop.rules import year_charts, year_indicators
from bontot_desktop.rules import year_statistics as figures
from bontot_desktop.rules.closed_year import ClosedReason
from bontot_desktop.rules.recognition import EntryState, QualityLevel, Reason
from bontot_desktop.rules.year_ratings import Tally
from bontot_desktop.rules.year_statistics import AwardSum, MeetingSum, YearFigures, YearView
from tests.rules.test_year_statistics import cell, year

THIRDS = Tally(3, 0, 0, 0, 0, 1, 1, 1, 0, 0)


def a_year(number: int, cells: int, recognised: int) -> YearView:
    """A year of so many cells, the first of them recognised."""
    listed = [
        cell(place, EntryState.RECOGNISED if place <= recognised else EntryState.NOT_REGISTERED, streak=1)
        for place in range(1, cells + 1)
    ]
    return YearView(replace(year(*listed), year=number))


def rows_of(*years: YearView) -> dict[tuple[str, str], tuple[str, ...]]:
    return {row.values[:2]: row.values[2:] for row in year_indicators.indicators(years).rows}


def named(rows: dict[tuple[str, str], tuple[str, ...]], name: str) -> tuple[str, ...]:
    return next(values for (_, title), values in rows.items() if title == name)


def test_vector_14_shares_differ_in_percentage_points_of_the_printed_values_and_both_totals_are_shown():
    rows = rows_of(a_year(2025, 21, 18), a_year(2026, 23, 20))
    told = named(rows, "Tỷ lệ được công nhận so với tổng số chi bộ")
    assert told == ("86,96 %", "20/23", "85,71 %", "tăng 1,25 điểm %")
    assert named(rows, "Chi bộ mới đạt danh hiệu")[0] == "2"


def test_the_shares_of_the_four_levels_add_to_a_hundred_and_the_list_says_that_they_were_rounded():
    levels = (QualityLevel.EXCELLENT, QualityLevel.GOOD, QualityLevel.COMPLETED)
    view = YearView(year(*(cell(n, EntryState.RECOGNISED, rating=r, members=THIRDS) for n, r in enumerate(levels, 1))))
    table = year_indicators.indicators([view])
    printed = {row.values[0]: row.values[2] for row in table.rows}
    for whole in ("R6", "R8"):
        assert [printed[f"{whole}{part}"] for part in "abcd"] == ["33,34 %", "33,33 %", "33,33 %", "0,00 %"]
    assert "làm tròn" in table.note


def test_a_first_year_stands_alone_and_a_share_of_nothing_is_a_dash():
    table = year_indicators.indicators([a_year(2026, 2, 0)])
    assert [head.title for head in table.heads] == ["Mã", "Chỉ tiêu", "Kết quả", "Số liệu"]
    rows = {row.values[:2]: row.values[2:] for row in table.rows}
    assert named(rows, "Tỷ lệ được công nhận so với đăng ký") == ("–", "")
    assert not [key for key, _ in rows if key == "R15"]


def test_every_figure_of_the_domain_has_its_line():
    view = YearView(
        year(
            cell(1, EntryState.RECOGNISED, counted_total=Decimal(90), own_total=Decimal(96), streak=2, is_pilot=True,
                 self_scored_on=date(2026, 12, 2), registered_on=date(2026, 3, 1), submitted_on=date(2026, 12, 3)),
            cell(2, EntryState.NOT_RECOGNISED, reasons=(ClosedReason(Reason.R05, "Xếp loại thấp."),)),
        ),
        YearFigures(
            admitted=3,
            admission_target=4,
            disciplined=1,
            cells_disciplined=1,
            meetings=(MeetingSum("Nông thôn", 24, 23, 500, 520, 505, 210, 8, 8, (20, 3, 0, 0)),),
            awards=(AwardSum("Giấy khen chi bộ", 2, Decimal(2_808_000)),),
            papers=(("Kế hoạch", 3),),
            briefings=4,
            participants=4000,
        ),
    )  # fmt: skip
    view = replace(view, year=replace(view.year, self_score_until=date(2026, 11, 30)))
    rows = rows_of(a_year(2025, 2, 2), view)
    numbers = {int(key.rstrip("abcde")[1:]) for key, _ in rows}
    assert numbers >= {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19, 20, 21, 22, 23}
    assert named(rows, "Kết nạp đảng viên so với chỉ tiêu")[:2] == ("75,00 %", "3/4")
    assert named(rows, "Đảng viên phát biểu ý kiến")[:2] == ("41,58 %", "210/505")
    assert named(rows, "Giấy khen chi bộ")[:2] == ("2", "2.808.000 đồng; 100,00 trên 100 chi bộ")
    assert named(rows, "Tự chấm điểm đúng hạn")[:2] == ("0,00 %", "0/1")
    assert named(rows, "Chênh lệch tự chấm – thẩm định (điểm)")[:2] == ("6", "1 chi bộ từ 5 điểm")


def test_numbers_are_written_with_two_places_only_where_they_are_not_whole():
    assert [figures.number(Decimal(one)) for one in ("1204", "92.5", "90.00")] == ["1.204", "92,50", "90"]


def test_charts_show_shares_by_kind_of_cells_and_the_years_with_their_number_of_cells():
    years = [a_year(2025, 21, 18), a_year(2026, 23, 20)]
    drawn = year_charts.chart("B6", years)
    assert drawn is not None
    assert drawn.labels == ("2025 (21 chi bộ)", "2026 (23 chi bộ)")
    assert drawn.series[1].values == (Fraction(18, 21), Fraction(20, 23))
    first = year_charts.chart("B1", years)
    assert first is not None
    assert first.series[1].texts == ("86,96 %",)
    streaks = year_charts.chart("B4", years)
    assert streaks is not None
    assert streaks.series[0].texts[0] == "20 chi bộ"
    assert year_charts.chart("B6", years[1:]) is None
    assert year_charts.chart("B8", years) is None
    assert year_charts.chart("R", years) is None
