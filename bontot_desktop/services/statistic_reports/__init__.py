"""The reports R3–R8 (meetings.md §9) as tables and charts: for the screen, the printer and the spreadsheet alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlcipher3 import dbapi2

from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable
from bontot_desktop.errors import NotFound, Refused
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistic_reports import card, groups, missing, samples, themed, watch
from bontot_desktop.services.statistic_reports.asked import Asked

__all__ = [
    "REPORTS",
    "Asked",
    "ReportBody",
    "ReportColumn",
    "ReportKind",
    "ReportRow",
    "ReportTable",
    "report",
]


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A report that can be asked for: its id in the domain, its name, and what it needs to know.

    ``year_only`` says that it is always of the period's whole year; ``of_cell`` that one cell is to be named.
    """

    key: str
    name: str
    make: Callable[[dbapi2.Connection, Asked], ReportBody]
    year_only: bool = False
    of_cell: bool = False


REPORTS: dict[str, ReportKind] = {
    kind.key: kind
    for kind in (
        ReportKind("R3", "Dự sinh hoạt và phát biểu theo nhóm chi bộ", groups.by_group),
        ReportKind("R4", "Sinh hoạt chuyên đề theo quý", themed.themed, year_only=True),
        ReportKind("R5", "Đảng viên cần theo dõi", watch.watch, year_only=True),
        ReportKind("R6", "Kết quả sinh hoạt chi bộ điểm", samples.samples),
        ReportKind("R7", "Chi bộ còn thiếu số liệu", missing.missing),
        ReportKind("R8", "Phiếu một trang của chi bộ", card.card, year_only=True, of_cell=True),
    )
}


def report(office: Office, key: str, asked: Asked) -> ReportBody:
    """Make a report. Raises NotFound for one there is not, Refused when it lacks its cell."""
    kind = REPORTS.get(key)
    if kind is None:
        raise NotFound(f"Không có báo cáo {key}; các báo cáo: {', '.join(REPORTS)}.")
    if kind.of_cell and asked.cell_id is None:
        raise Refused("Hãy chọn chi bộ cần lập phiếu.")
    with office.ask() as driver:
        return kind.make(driver, asked)
