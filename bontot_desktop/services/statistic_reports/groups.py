"""R3: attendance and speaking by group of cells, as the committees compare them (meetings.md §9)."""

from __future__ import annotations

from sqlcipher3 import dbapi2

from bontot_desktop import text
from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.rules import statistics
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.statistic_facts import Facts
from bontot_desktop.rules.statistics import BY_KEY
from bontot_desktop.services import statistics as service
from bontot_desktop.services.statistic_reports.asked import Asked


def _two(number: int) -> str:
    return f"{number:02d}" if 0 < number < 10 else statistics.grouped(number)


def by_group(driver: dbapi2.Connection, asked: Asked) -> ReportBody:
    """Make R3: the four groups, the office's own groups where they differ, and a chart of both rates."""
    facts = service.read_in(driver, asked.period, asked.as_of, asked.chosen)
    groups = [(group.label, part) for group, part in service.main_groups(facts)]
    own = sorted({cell.report_group for cell in facts.cells}, key=text.sort_key)
    parts = facts.by_cells({cell.id: own.index(cell.report_group) for cell in facts.cells})
    offices = [(name or "Chưa ghi nhóm", parts[place]) for place, name in enumerate(own)]
    total = _group_row("Tổng cộng", facts, "total")
    counted = (
        ReportColumn("Số chi bộ", 16, "center"),
        ReportColumn("Số buổi", 15, "center"),
        ReportColumn("Lượt phải dự", 18, "center"),
        ReportColumn("Lượt có mặt", 18, "center"),
        ReportColumn("Tỷ lệ dự", 19, "center"),
        ReportColumn("Lượt phát biểu", 18, "center"),
        ReportColumn("Tỷ lệ phát biểu", 19, "center"),
    )
    by_kind = (ReportColumn("Loại hình chi bộ"), *counted)
    by_office = (ReportColumn("Nhóm báo cáo"), *counted)
    tables = [
        ReportTable(by_kind, (*(_group_row(label, part) for label, part in groups), total), "Theo loại hình chi bộ")
    ]
    if {label for label, _ in offices} != {label for label, _ in groups}:
        tables.append(
            ReportTable(by_office, (*(_group_row(*one) for one in offices), total), "Theo nhóm báo cáo của Đảng ủy")
        )
    labels = tuple(label for label, _ in groups)
    chart = Chart(
        f"Tỷ lệ đảng viên dự sinh hoạt và phát biểu, {asked.period.label}",
        labels,
        tuple(
            Series(
                name,
                tuple(BY_KEY[key].count(part).ratio for _, part in groups),
                tuple(BY_KEY[key].text(BY_KEY[key].count(part)) for _, part in groups),
            )
            for key, name in (("S1", "Dự sinh hoạt"), ("S2", "Phát biểu ý kiến"))
        ),
    )
    return ReportBody(
        key="R3",
        subject="tỷ lệ đảng viên dự sinh hoạt và phát biểu ý kiến theo nhóm chi bộ",
        period=asked.period.words,
        tables=tuple(tables),
        charts=(chart,),
        notes=(
            "Tính trên các buổi sinh hoạt thường kỳ, chuyên đề. Tỷ lệ của nhóm là tổng số lượt của các chi bộ trong "
            "nhóm; tỷ lệ phát biểu tính trên số đảng viên có mặt.",
        ),
    )


def _group_row(label: str, part: Facts, kind: str = "plain") -> ReportRow:
    came, spoke = statistics.attendance(part), statistics.speaking(part)
    cells = (
        label,
        _two(len(part.cells)),
        _two(len(part.meetings)),
        statistics.grouped(came.whole or 0),
        statistics.grouped(int(came.part)),
        BY_KEY["S1"].text(came),
        statistics.grouped(int(spoke.part)),
        BY_KEY["S2"].text(spoke),
    )
    ids = tuple(held.id for held in part.meetings)
    return ReportRow(cells, "total" if kind == "total" else "plain", ids=ids)
