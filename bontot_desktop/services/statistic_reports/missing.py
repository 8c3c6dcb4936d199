"""R7: what is lacking of the regular meetings of a month, by cell (meetings.md §9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from sqlcipher3 import dbapi2

from bontot_desktop import dates
from bontot_desktop.db.queries import cell_list, meeting_figures
from bontot_desktop.db.queries.meeting_figures import MeetingFigures
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.rules.meetings import (
    FINAL_STATES,
    HELD_STATES,
    MONTHLY_TYPES,
    MeetingState,
    MeetingType,
)
from bontot_desktop.rules.periods import Month, Period, PeriodKind
from bontot_desktop.rules.statistic_facts import CellFact, StatisticsRules
from bontot_desktop.services import reminder_settings
from bontot_desktop.services.statistic_reports.asked import Asked, cells_of
from bontot_desktop.services.statistic_settings import meeting_choices, rules_of


def missing(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R7: each month of each cell that lacks its meeting, figures, score or minutes."""
    period, thresholds = asked.period, rules_of(driver)
    cells = cells_of(driver, period, asked.chosen)
    in_charge = cell_list.in_charge(driver, min(asked.as_of, period.last_day))
    kept: dict[tuple[int, Month], MeetingFigures] = {}
    everything = meeting_figures.figures(
        driver, period.first, period.last, states=(), kinds=MONTHLY_TYPES, until=asked.as_of, **meeting_choices(driver)
    )
    for one in everything:
        place = one.cell_id, (one.year, one.month)
        if place not in kept or one.state in HELD_STATES:
            kept[place] = one
    rows: list[ReportRow] = []
    for month in period.months():
        if date(*month, 1) > asked.as_of:
            continue
        first, last = date(*month, 1), dates.month_end(*month)
        called = asked.as_of > last or asked.as_of.day >= thresholds.record_by_day
        themed = _without_theme(driver, month, cells, asked, thresholds)
        for cell in cells:
            held = kept.get((cell.id, month))
            lacking = (*_lacking(held), f"Quý {dates.roman(dates.quarter(month[1]))} chưa có" * (cell.id in themed))
            if not called and (held is None or held.state in _TO_COME):
                # The month goes on, the meeting may still be held.
                lacking = ("", "", "", "", lacking[-1])
            elif held is None and not cell.lasts_through(first, last):
                continue
            if not any(lacking):
                continue
            month_words = f"{month[1]}/{month[0]}"
            shown = (str(len(rows) + 1), cell.name, month_words, *lacking, in_charge.get(cell.id, ""))
            rows.append(ReportRow(shown, cell_id=cell.id, ids=(held.id,) if held else ()))
    columns = (
        ReportColumn("TT", 10, "center"),
        ReportColumn("Chi bộ"),
        ReportColumn("Tháng", 18, "center"),
        ReportColumn("Sinh hoạt thường kỳ", 26, "center"),
        ReportColumn("Số liệu dự họp", 24, "center"),
        ReportColumn("Chấm điểm", 24, "center"),
        ReportColumn("Biên bản", 26, "center"),
        ReportColumn("Chuyên đề", 24, "center"),
        ReportColumn("Đảng ủy viên phụ trách", 38),
    )
    cells_named = len({row.cell_id for row in rows})
    notes = (f"{cells_named} chi bộ còn thiếu số liệu.",) if rows else ()
    return ReportBody(
        "R7",
        "chi bộ còn thiếu số liệu sinh hoạt",
        period.words,
        (ReportTable(columns, tuple(rows), empty="Các chi bộ đã có đủ số liệu."),),
        notes=notes,
        landscape=True,
    )


_TO_COME = (MeetingState.PLANNED, MeetingState.NOTICED)


def _without_theme(
    driver: dbapi2.Connection, month: Month, cells: Sequence[CellFact], asked: Asked, thresholds: StatisticsRules
) -> frozenset[int]:
    """Return the cells that lack a themed meeting of the quarter that ends with a month."""
    quarter = Period.around(date(*month, 1), PeriodKind.QUARTER)
    # The first page names it from the same day on (meetings.md §4.5).
    warned = timedelta(days=reminder_settings.rules_of(driver).themed_before)
    if month != quarter.last or asked.as_of < quarter.last_day - warned:
        return frozenset()
    held = meeting_figures.figures(
        driver,
        quarter.first,
        quarter.last,
        kinds=(MeetingType.THEMED, MeetingType.COMBINED),
        until=asked.as_of,
        **meeting_choices(driver),
    )
    counted = Counter(one.cell_id for one in held)
    return frozenset(
        cell.id
        for cell in cells
        if counted[cell.id] < thresholds.themed_per_quarter and cell.lasts_through(quarter.first_day, quarter.last_day)
    )


def _lacking(held: MeetingFigures | None) -> tuple[str, str, str, str]:
    """Say what is not there yet of a month's regular meeting: the meeting, its figures, its score, its minutes."""
    if held is None:
        return "Chưa ghi", "", "", ""
    if held.state is MeetingState.CANCELLED:
        return "Không họp", "", "", ""
    if held.state not in HELD_STATES:
        return "Mới dự kiến", "", "", ""
    return (
        "",
        "" if held.is_known else "Chưa có",
        "" if held.rating is not None else "Chưa chấm",
        "" if held.is_brief or held.state in FINAL_STATES else "Chưa thông qua",
    )
