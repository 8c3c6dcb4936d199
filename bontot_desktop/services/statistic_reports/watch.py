"""R5: members to look after because of absences or dues (meetings.md §4.5)."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from bontot_desktop import dates
from bontot_desktop.db.queries import statistics as queries
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.rules.periods import whole_year
from bontot_desktop.rules.watch_list import Watched, WatchKind, watched
from bontot_desktop.services.statistic_reports.asked import Asked, cells_of
from bontot_desktop.services.statistic_settings import rules_of


def watch(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R5: the members named by the rules of the year, those something has to be done about first."""
    year = asked.period.year
    thresholds = rules_of(driver)
    cells = {cell.id: cell for cell in cells_of(driver, whole_year(year), asked.chosen)}
    wanted = None if asked.chosen.is_everything else list(cells)
    until = min(asked.as_of, asked.period.last_day)
    found: list[tuple[Watched, queries.MemberYear]] = [
        (reason, member)
        for member in queries.watched(driver, year, until, thresholds.watch, wanted)
        for reason in watched(member.lines, thresholds.watch)
    ]
    found.sort(key=lambda pair: (not pair[0].is_alert, list(WatchKind).index(pair[0].kind), pair[1].order))
    rows = []
    for number, (reason, member) in enumerate(found, start=1):
        months = {line.meeting_id: line.month for line in member.lines}
        when = ", ".join(f"T{month}" for month in dict.fromkeys(months[one] for one in reason.meetings))
        cell = cells.get(member.cell_id)
        count = f"{reason.count} {'lần' if reason.kind is WatchKind.EXCUSED_RUN else 'tháng'}"
        shown = (
            str(number), member.name, cell.name if cell else "", reason.kind.label, count, when,
            "Phải xem xét" if reason.is_alert else "Nhắc nhở",
        )  # fmt: skip
        rows.append(ReportRow(shown, cell_id=member.cell_id, ids=reason.meetings))
    columns = (
        ReportColumn("TT", 10, "center"),
        ReportColumn("Họ và tên", 38),
        ReportColumn("Chi bộ", 40),
        ReportColumn("Lý do theo dõi"),
        ReportColumn("Số lần", 18, "center"),
        ReportColumn("Tháng", 28, "center"),
        ReportColumn("Mức", 24, "center"),
    )
    watch = thresholds.watch
    notes = (
        f"Vắng không lý do hoặc không nộp đảng phí: nhắc từ {watch.months_warn} tháng, phải xem xét từ "
        f"{watch.months_alert} tháng trong năm (Điều 8 Điều lệ Đảng). Vắng có lý do liên tiếp: nhắc từ "
        f"{watch.run_warn} lần, quá mức tiêu chí từ {watch.run_alert} lần.",
    )
    return ReportBody(
        "R5",
        "đảng viên cần theo dõi về sinh hoạt đảng và đảng phí",
        f"năm {year} (đến ngày {dates.short(until)})",
        (ReportTable(columns, tuple(rows), empty="Không có đảng viên nào đến mức phải theo dõi."),),
        notes=notes,
        landscape=True,
    )
