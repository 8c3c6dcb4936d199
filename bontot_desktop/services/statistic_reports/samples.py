"""R6: the sample meetings of a period, and what came after each (meetings.md §9, S14 and S15)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from fractions import Fraction

from sqlcipher3 import dbapi2

from bontot_desktop import dates, text
from bontot_desktop.db.queries import meeting_figures
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.rules import before_after, scoring, statistics
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.statistic_facts import EventFact
from bontot_desktop.rules.statistics import BY_KEY
from bontot_desktop.services import statistics as service
from bontot_desktop.services.statistic_reports.asked import Asked, came, cells_of, count
from bontot_desktop.services.statistic_settings import meeting_choices


def samples(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R6: the sample meetings, before and after each, and the aspects criticised."""
    period = asked.period
    cells = {cell.id: cell for cell in cells_of(driver, period, asked.chosen)}
    wanted = None if asked.chosen.is_everything else list(cells)
    events = queries.events(driver, period.first_day, period.last_day, wanted)
    held = {
        one.id: one
        for one in meeting_figures.figures_of(
            driver, [event.meeting_id for event in events if event.meeting_id], **meeting_choices(driver)
        )
    }
    rows, compared = [], []
    for number, event in enumerate(events, start=1):
        meeting = held.get(event.meeting_id or 0)
        name = cells[event.cell_id].name if event.cell_id in cells else ""
        mean = scoring.mean(event.points)
        cells_shown = (
            str(number), name,
            dates.short(meeting.held_on) if meeting and meeting.held_on else event.state.label,
            came(meeting), count(meeting.contributions if meeting else None),
            f"{event.attended}/{event.invited}" if event.invited else "", f"{event.sheets}" if event.invited else "",
            scoring.show(mean), scoring.show(meeting.self_points if meeting else None),
            meeting.rating.label if meeting and meeting.rating else "",
        )  # fmt: skip
        ids = (meeting.id,) if meeting else ()
        rows.append(ReportRow(cells_shown, cell_id=event.cell_id, ids=ids))
        found = service.compare_in(driver, event.id, asked.as_of)
        if found is not None:
            compared.append((name, event.cell_id, found))
    columns = (
        ReportColumn("TT", 10, "center"),
        ReportColumn("Chi bộ"),
        ReportColumn("Ngày", 24, "center"),
        ReportColumn("Có mặt", 18, "center"),
        ReportColumn("Ý kiến", 15, "center"),
        ReportColumn("Người dự đến/mời", 22, "center"),
        ReportColumn("Phiếu", 14, "center"),
        ReportColumn("Điểm người dự", 18, "center"),
        ReportColumn("Điểm tự chấm", 18, "center"),
        ReportColumn("Xếp loại", 22, "center"),
    )
    tables = [ReportTable(columns, tuple(rows), empty="Chưa có buổi sinh hoạt điểm nào.")]
    notes, drawn = [], []
    for name, cell_id, comparison in compared:
        title = f"Trước và sau sinh hoạt điểm: {name}"
        drawn.append(replace(before_after.chart(comparison), title=title))
        tables.append(comparison_table(name, cell_id, comparison))
        notes.append(f"{name}: {comparison.caveat}")
    aspects = _aspects(events)
    return ReportBody(
        "R6",
        "kết quả sinh hoạt chi bộ điểm",
        period.words,
        tuple(tables),
        (*drawn, *([] if aspects is None else [aspects])),
        notes=tuple(notes),
        landscape=True,
    )


def comparison_table(name: str, cell_id: int, found: before_after.Comparison) -> ReportTable:
    """Set S15 as a table: before, after and how much it changed, of the sample cell and of the others."""
    rows = []
    for place, indicator in enumerate(before_after.COMPARED):
        for who, before, after in found.pairs():
            one, two = before.values[place], after.values[place]
            moved = change(indicator.key, one.ratio, two.ratio)
            shown = (indicator.title, text.first_upper(who), indicator.text(one), indicator.text(two), moved)
            own = cell_id if before is found.own_before else None
            rows.append(ReportRow(shown, cell_id=own, ids=before.meetings + after.meetings))
    columns = (
        ReportColumn("Chỉ tiêu"),
        ReportColumn("Nhóm", 34),
        ReportColumn("Trước", 28, "center"),
        ReportColumn("Sau", 28, "center"),
        ReportColumn("Tăng, giảm", 32, "center"),
    )
    return ReportTable(columns, tuple(rows), f"Trước và sau sinh hoạt điểm: {name}")


def change(key: str, before: Fraction | None, after: Fraction | None) -> str:
    """Write how much a figure changed, in points of percentage for a share: "+12,5 điểm %", "−3,0"."""
    if before is None or after is None:
        return "–"
    is_share = BY_KEY[key].form is statistics.Form.SHARE
    moved = (after - before) * (100 if is_share else 1)
    sign = "+" if moved > 0 else "−" if moved < 0 else ""
    return f"{sign}{statistics.decimal(abs(moved))}{' điểm %' if is_share else ''}"


def _aspects(events: Collection[EventFact]) -> Chart | None:
    counted = statistics.weakest(events)
    if not counted:
        return None
    return Chart(
        "Hạn chế được nêu, theo nội dung",
        tuple(aspect.label for aspect, _ in counted),
        (Series("Số ý kiến", tuple(Fraction(n) for _, n in counted), tuple(str(n) for _, n in counted)),),
        is_share=False,
    )
