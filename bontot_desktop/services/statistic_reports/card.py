"""R8: one page about a cell's year (meetings.md §9)."""

from __future__ import annotations

from itertools import zip_longest

from sqlcipher3 import dbapi2

from bontot_desktop import dates
from bontot_desktop.db.queries import cell_list, meeting_figures
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.errors import NotFound
from bontot_desktop.rules import scoring, statistics
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.meetings import (
    COUNTED_TYPES,
    percent,
)
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.services import statistics as service
from bontot_desktop.services.statistic_behind import KIND_WORDS
from bontot_desktop.services.statistic_reports.asked import Asked, came, count
from bontot_desktop.services.statistic_settings import meeting_choices
from bontot_desktop.services.statistics import Chosen


def card(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R8: the meetings of a cell's year, its figures and a chart. Raises NotFound for a cell not there then."""
    year = whole_year(asked.period.year)
    cell_id = asked.cell_id or 0
    facts = service.read_in(driver, year, asked.as_of, Chosen(cells=frozenset({cell_id})))
    if not facts.cells:
        raise NotFound(f"Năm {year.year} chưa có chi bộ này.")
    (cell,) = facts.cells
    held = meeting_figures.figures(
        driver,
        year.first,
        year.last,
        cells=[cell_id],
        kinds=COUNTED_TYPES,
        until=asked.as_of,
        **meeting_choices(driver),
    )
    rows = [
        ReportRow(
            (
                _month(one), KIND_WORDS[one.type], dates.short(one.held_on) if one.held_on else "",
                came(one), percent(one.present or 0, one.expected or 0), count(one.speakers), count(one.minutes),
                scoring.show(one.points), one.rating.label if one.rating else "",
            ),
            cell_id=cell_id,
            ids=(one.id,),
        )
        for one in held
    ]  # fmt: skip
    columns = (
        ReportColumn("Tháng", 14, "center"),
        ReportColumn("Loại"),
        ReportColumn("Ngày", 24, "center"),
        ReportColumn("Có mặt", 16, "center"),
        ReportColumn("Tỷ lệ dự", 18, "center"),
        ReportColumn("Phát biểu", 21, "center"),
        ReportColumn("Phút", 13, "center"),
        ReportColumn("Điểm", 14, "center"),
        ReportColumn("Xếp loại", 20, "center"),
    )
    told = [(line.title, line.text) for line in service.lines(facts) if line.key in _OF_CARD]
    half = (len(told) + 1) // 2
    paired = [(*one, *two) for one, two in zip_longest(told[:half], told[half:], fillvalue=("", ""))]
    figures = [ReportRow(cells, cell_id=cell_id) for cells in paired]
    summary = (ReportColumn("Chỉ tiêu"), ReportColumn("Cả năm", 19, "center")) * 2
    months = facts.by_months()
    chart = Chart(
        "",
        tuple(month.period.short for month in months),
        tuple(
            Series(name, tuple(count(month).ratio for month in months), tuple("" for _ in months))
            for name, count in (
                ("Tỷ lệ dự theo tháng", statistics.attendance),
                ("Tỷ lệ phát biểu", statistics.speaking),
            )
        ),
        upright=True,
        lines=5.5,
    )
    in_charge = cell_list.in_charge(driver, min(asked.as_of, year.last_day)).get(cell_id, "")
    posts = [one for one in cell_list.posts(driver, min(asked.as_of, year.last_day)) if one.cell_id == cell_id]
    led_by = "; ".join(f"{one.post.label}: {one.full_name}" for one in posts[:2])
    head = "; ".join(words for words in (led_by, f"Phụ trách: {in_charge}" if in_charge else "") if words)
    return ReportBody(
        "R8",
        f"kết quả sinh hoạt của {cell.name}",
        year.label if asked.as_of >= year.last_day else f"{year.label} (đến ngày {dates.short(asked.as_of)})",
        (
            ReportTable(columns, tuple(rows), empty="Chưa ghi buổi sinh hoạt nào trong năm."),
            ReportTable(summary, tuple(figures)),
        ),
        (chart,),
        lead=head,
        signed=False,
    )


def _month(held: MeetingFigures) -> str:
    return f"T{held.month}"


_OF_CARD = frozenset({"S1", "S2", "S3", "S4", "S5", "S6", "S6.1", "S7", "S8", "S8.4", "S10", "S13"})
