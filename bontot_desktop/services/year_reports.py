"""A year's end as tables to be looked at, printed and saved: the list of figures and the eight tables of §11.3."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from bontot_desktop import dates, text
from bontot_desktop.errors import NotFound
from bontot_desktop.rules.year_tables import Head, YearTable
from bontot_desktop.services import export
from bontot_desktop.services.export import Column
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from bontot_desktop.documents.statistics_report import ReportBody
    from bontot_desktop.rules.charts import Chart
    from bontot_desktop.rules.closed_year import ClosedCell

#: Keys of the list of figures and of the eight tables, and the key that names the eight of them together.
KEYS = ("R", *(f"B{number}" for number in range(1, 9)))
ALL = "B"
#: Tables of fewer columns stand upright on paper.
_WIDE_FROM = 6
#: The report on the year, and the name it goes by.
REPORT, REPORT_NAME = "D17", "Báo cáo sơ kết, tổng kết"


@dataclass(frozen=True, slots=True)
class YearReport:
    """The tables of a year, each with its chart (by key); ``cells`` are the year's cells as the tables saw them."""

    campaign_id: int
    year: int
    is_closed: bool
    #: The day the figures are of.
    as_of: date
    #: In one sentence: of how many cells, counted when.
    told: str
    tables: tuple[YearTable, ...]
    charts: dict[str, Chart]
    cells: dict[int, ClosedCell]

    def table(self, key: str) -> YearTable:
        """Return a table by its key ("B1"). Raises NotFound."""
        for table in self.tables:
            if table.key == key:
                return table
        raise NotFound(f"Không có biểu {key}; các biểu: {', '.join(KEYS)}.")


def of_year(office: Office, year: int) -> YearReport:
    """Return the tables of a year. Raises NotFound for a year without a campaign."""
    from bontot_desktop.services import year_statistics

    known = dict(year_statistics.campaigns_of(office))
    if year not in known:
        there = ", ".join(str(one) for one in sorted(known)) or "chưa có năm nào"
        raise NotFound(f"Năm {year} chưa có đợt thi đua “Chi bộ 4 tốt”; các năm có: {there}.")
    return report(office, known[year])


def report(office: Office, campaign_id: int) -> YearReport:
    """Return the tables of a campaign's year beside those before it. Raises NotFound."""
    from bontot_desktop.rules import year_charts, year_indicators, year_tables
    from bontot_desktop.rules.recognition import CampaignState
    from bontot_desktop.services import campaigns, year_statistics

    with office.read() as session:
        campaign = campaigns.find(session, campaign_id)
        years = year_statistics.years_of(session, campaign, office.now())
        is_closed = campaign.state is CampaignState.CLOSED
    view = years[-1]
    tables = (year_indicators.indicators(years), *year_tables.tables(years))
    drawn = {table.key: year_charts.chart(table.key, years) for table in tables}
    when = (
        f"số liệu đã chốt khi kết thúc năm, ngày {dates.screen(view.year.closed_on)}"
        if is_closed
        else f"năm chưa kết thúc, số liệu đến hôm nay {dates.screen(office.today())}"
    )
    return YearReport(
        campaign_id=campaign_id,
        year=view.year.year,
        is_closed=is_closed,
        as_of=view.year.closed_on if is_closed else office.today(),
        told=f"{len(view.cells)} chi bộ, {when}",
        tables=tables,
        charts={key: chart for key, chart in drawn.items() if chart is not None},
        cells={cell.cell_id: cell for cell in view.year.cells},
    )


def body(report: YearReport, key: str) -> ReportBody:
    """Set a table with its chart as a paper (TK). Raises NotFound."""
    from bontot_desktop.documents.statistics_report import ReportBody, ReportColumn, ReportRow, ReportTable

    table = report.table(key)
    columns = tuple(ReportColumn(head.title, head.width, head.align) for head in table.heads)
    rows = tuple(
        ReportRow(
            row.values,
            "total" if row.is_total else "plain",
            row.cell_ids[0] if len(row.cell_ids) == 1 else None,
            row.cell_ids,
        )
        for row in table.rows
    )
    chart = report.charts.get(key)
    return ReportBody(
        key=key,
        subject=table.title[0].lower() + table.title[1:],
        period=f"năm {report.year}",
        tables=(ReportTable(columns, rows),),
        charts=() if chart is None else (chart,),
        lead="" if report.is_closed else f"Năm {report.year} chưa kết thúc, số liệu còn có thể thay đổi.",
        notes=tuple(filter(None, table.note.split("\n"))),
        landscape=len(table.heads) >= _WIDE_FROM,
        as_of=report.as_of,
    )


def workbook(office: Office, report: YearReport, keys: Sequence[str], made_at: datetime) -> bytes:
    """Return the .xlsx of some tables, each on its sheet, figures as numbers. Raises NotFound."""
    whose = export.office_name(office)
    sheets = []
    for table in (report.table(key) for key in keys):
        rows = [[_value(head, cell) for head, cell in zip(table.heads, row.values, strict=True)] for row in table.rows]
        across = list(zip(*rows, strict=True)) if rows else [()] * len(table.heads)
        sheets.append(
            export.Sheet(
                f"{table.name}, năm {report.year}",
                [_column(head, cells) for head, cells in zip(table.heads, across, strict=True)],
                rows,
                office=whose,
                notes=(text.first_upper(report.told), *filter(None, table.note.split("\n"))),
                name=table.name.split(".")[0],
            )
        )
    return export.workbook_of(sheets, made_at)


def file_name(report: YearReport, keys: Sequence[str], suffix: str) -> str:
    """Return the name offered for the file ("bieu-1-dang-ky-cong-nhan-theo-loai-hinh-nam-2026.xlsx")."""
    what = report.table(keys[0]).name if len(keys) == 1 else "Các biểu tổng hợp"
    return f"{text.ascii_name(f'{what} năm {report.year}')}.{suffix}"


def _column(head: Head, cells: Sequence[str | int | Decimal | None]) -> Column:
    shares = any(isinstance(cell, Decimal) for cell in cells)
    numbers = any(isinstance(cell, int | Decimal) for cell in cells)
    return Column(head.title, is_number=numbers, decimals=2 if shares else 0)


def _value(head: Head, cell: str) -> str | int | Decimal | None:
    """Return a number where a column of numbers holds nothing but one; a name stays what it is."""
    from bontot_desktop.services import statistic_papers

    if head.align == "left":
        return cell or None
    return statistic_papers.value_of(cell)
