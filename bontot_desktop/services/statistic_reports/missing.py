"""R7: what is lacking of the regular meetings of a month, by cell (meetings.md §9)."""

from __future__ import annotations

from datetime import date

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
)
from bontot_desktop.rules.periods import Month
from bontot_desktop.services.statistic_reports.asked import Asked, cells_of
from bontot_desktop.services.statistic_settings import meeting_choices, rules_of


def missing(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R7: each month of each cell that lacks its meeting, figures, score or minutes."""
    period, thresholds = asked.period, rules_of(driver)
    cells = cells_of(driver, period, asked.chosen)
    in_charge = cell_list.in_charge(driver, min(asked.as_of, period.last_day))
    kept: dict[tuple[int, Month], MeetingFigures] = {}
    everything = meeting_figures.figures(
        driver, period.first, period.last, states=(), kinds=MONTHLY_TYPES, **meeting_choices(driver)
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
        for cell in cells:
            held = kept.get((cell.id, month))
            if held is None and not (called and cell.lasts_through(first, last)):
                continue
            lacking = _lacking(held)
            if not any(lacking):
                continue
            month_words = f"{month[1]}/{month[0]}"
            shown = (str(len(rows) + 1), cell.name, month_words, *lacking, in_charge.get(cell.id, ""))
            rows.append(ReportRow(shown, cell_id=cell.id, ids=(held.id,) if held else ()))
    columns = (
        ReportColumn("TT", 10, "center"),
        ReportColumn("Chi bộ"),
        ReportColumn("Tháng", 18, "center"),
        ReportColumn("Sinh hoạt thường kỳ", 34, "center"),
        ReportColumn("Số liệu dự họp", 26, "center"),
        ReportColumn("Chấm điểm", 26, "center"),
        ReportColumn("Biên bản", 28, "center"),
        ReportColumn("Đảng ủy viên phụ trách", 40),
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
