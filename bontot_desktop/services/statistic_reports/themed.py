"""R4: themed meetings of each cell by quarter (meetings.md §9, S5)."""

from __future__ import annotations

from fractions import Fraction

from sqlcipher3 import dbapi2

from bontot_desktop import dates
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.meetings import (
    MeetingType,
    percent,
)
from bontot_desktop.rules.periods import Period, PeriodKind, whole_year
from bontot_desktop.services import statistics as service
from bontot_desktop.services.statistic_reports.asked import Asked

_THEMED = (MeetingType.THEMED, MeetingType.COMBINED)


def themed(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R4: how many themed meetings each cell held in each quarter, and in which it lacks one."""
    year = whole_year(asked.period.year)
    facts = service.read_in(driver, year, asked.as_of, asked.chosen)
    quarters = [Period(PeriodKind.QUARTER, year.year, number) for number in range(1, 5)]
    by_cell = facts.by_cells({cell.id: cell.id for cell in facts.cells})
    rows, met = [], [[0, 0] for _ in quarters]
    for number, cell in enumerate(facts.cells, start=1):
        held = [one for one in by_cell[cell.id].meetings if one.type in _THEMED]
        shown = []
        short = []
        for place, quarter in enumerate(quarters):
            count = sum(quarter.first <= (one.year, one.month) <= quarter.last for one in held)
            asks = quarter.last_day <= asked.as_of and cell.lasts_through(quarter.first_day, quarter.last_day)
            if count or asks:
                met[place][0] += count >= facts.rules.themed_per_quarter
                met[place][1] += 1
            if asks and count < facts.rules.themed_per_quarter:
                short.append(dates.roman(place + 1))
            shown.append(str(count) if count or asks else "–")
        note = f"Thiếu quý {', '.join(short)}" if short else ""
        cells = (str(number), cell.name, *shown, str(len(held)), note)
        rows.append(ReportRow(cells, cell_id=cell.id, ids=tuple(one.id for one in held)))
    total = sum(int(row.cells[6]) for row in rows)
    if rows:
        reached = tuple(f"{part}/{whole}" if whole else "–" for part, whole in met)
        rows.append(ReportRow(("", "Số chi bộ đạt/phải có", *reached, str(total), ""), "total"))
    columns = (
        ReportColumn("TT", 10, "center"),
        ReportColumn("Chi bộ"),
        *(ReportColumn(f"Quý {dates.roman(number)}", 15, "center") for number in range(1, 5)),
        ReportColumn("Cả năm", 15, "center"),
        ReportColumn("Ghi chú", 32),
    )
    chart = Chart(
        f"Chi bộ có sinh hoạt chuyên đề theo quý, năm {year.year}",
        tuple(f"Quý {dates.roman(number)}" for number in range(1, 5)),
        (
            Series(
                "Chi bộ đạt",
                tuple(Fraction(part, whole) if whole else None for part, whole in met),
                tuple(percent(part, whole) for part, whole in met),
            ),
        ),
    )
    return ReportBody(
        "R4",
        "tình hình sinh hoạt chuyên đề của các chi bộ theo quý",
        year.label,
        (ReportTable(columns, tuple(rows)),),
        (chart,),
        notes=("Buổi thường kỳ kết hợp chuyên đề được tính là một buổi chuyên đề. Dấu “–” là quý chưa hết.",),
    )
