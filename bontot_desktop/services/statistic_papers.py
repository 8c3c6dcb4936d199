"""Figures on paper and in a spreadsheet: the list of figures, a figure by its parts, and the reports R3–R8."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.documents import statistics_report
from bontot_desktop.documents.blocks import Document
from bontot_desktop.documents.kinds import KINDS
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.statistics_report import (
    ReportBody,
    ReportColumn,
    ReportFacts,
    ReportRow,
    ReportTable,
)
from bontot_desktop.errors import Refused
from bontot_desktop.rules.charts import Chart, Series
from bontot_desktop.rules.papers import FileFormat, Issuer
from bontot_desktop.rules.statistic_facts import Facts
from bontot_desktop.rules.statistics import BY_KEY, Form
from bontot_desktop.services import export, frozen, heads, wordings
from bontot_desktop.services.office import Office
from bontot_desktop.services.statistics import By, Line

#: Who signs and stands at the head.
ISSUER = Issuer.STANDING_COMMITTEE
#: More bars than this are a wall, not a chart.
_MOST_BARS = 30
#: The reports that are papers of their own, made where the month's ratings are.
PAPERS = {"R1": "F11", "R2": "F12"}

_WHOLE = re.compile(r"\d{1,3}(\.\d{3})*|\d+")
_PARTS = re.compile(r"\d{1,3}(\.\d{3})*,\d+")
_PERCENT = " %"


def papers_there() -> dict[str, str]:
    """Return which reports are papers of their own: the id of the paper by the id of the report."""
    return {report: kind for report, kind in PAPERS.items() if kind in KINDS}


def overview(facts: Facts, lines: list[Line]) -> ReportBody:
    """Set the list of figures as a report."""
    rows: list[ReportRow] = []
    for line in lines:
        rows.append(ReportRow((line.key, line.title, line.text, line.counted, line.indicator.unit), ids=line.ids))
    columns = (
        ReportColumn("Mã", 14, "center"),
        ReportColumn("Chỉ tiêu"),
        ReportColumn("Kết quả", 28, "center"),
        ReportColumn("Số liệu", 32, "center"),
        ReportColumn("Cách tính", 42),
    )
    subject = "các chỉ tiêu sinh hoạt chi bộ"
    return ReportBody("S", subject, facts.period.words, (ReportTable(columns, tuple(rows)),))


def of_figure(facts: Facts, key: str, by: By, lines: list[Line]) -> ReportBody:
    """Set one figure by its parts as a report, with its chart."""
    indicator = BY_KEY[key]
    rows = tuple(
        ReportRow(
            (line.title, line.text, line.counted), "total" if line.is_total else "plain", line.cell_id, line.ids
        )
        for line in lines
    )  # fmt: skip
    first = by.label.removeprefix("Theo ")
    columns = (
        ReportColumn(text.first_upper(first)),
        ReportColumn("Kết quả", 34, "center"),
        ReportColumn(text.first_upper(indicator.unit), 58, "center"),
    )
    title = indicator.title[0].lower() + indicator.title[1:]
    drawn = chart(facts, key, by, lines)
    return ReportBody(
        key,
        f"{title}, {by.label[0].lower()}{by.label[1:]}",
        facts.period.words,
        (ReportTable(columns, rows),),
        () if drawn is None else (drawn,),
    )


def chart(facts: Facts, key: str, by: By, lines: list[Line], *, titled: bool = True) -> Chart | None:
    """Draw a figure by its parts; None where there is nothing to compare, or too much."""
    indicator = BY_KEY[key]
    parts = [line for line in lines if not line.is_total]
    if len(parts) < 2 or len(parts) > _MOST_BARS or all(line.ratio is None for line in parts):
        return None
    months = [month.short for month in facts.period.parts()]
    upright = by is By.MONTH
    return Chart(
        f"{indicator.title}, {facts.period.label}" if titled else "",
        tuple(months if upright else [line.title for line in parts]),
        (Series(indicator.title, tuple(line.ratio for line in parts), tuple(line.text for line in parts)),),
        is_share=indicator.form is Form.SHARE,
        upright=upright,
    )


def document(office: Office, body: ReportBody, day: date | None = None) -> Document:
    """Make the paper of a report; ``day`` is the day it bears, None leaves room to write it."""
    today = office.today()
    with office.read() as session:
        facts = ReportFacts(
            head=heads.committee_head(session, ISSUER, day=day, today=today),
            signer=_signer(office, session),
            committee=heads.committee(session, today).name,
            day=body.as_of or today,
            body=body,
        )
        kind = statistics_report.KIND
        settings = heads.format_settings(session)
        texts = wordings.in_use(session, kind.id).texts
    return kind.build(facts, settings, texts)


def _signer(office: Office, session: Session) -> SignerFacts:
    """Return who signs; a report is printed before anybody's office is written down, the name left to be typed."""
    try:
        return heads.signer(session, ISSUER, office.today())
    except Refused:
        return SignerFacts("T/M BAN THƯỜNG VỤ", "", "")


def render(made: Document, form: FileFormat) -> bytes:
    """Write a report in a format."""
    return frozen.render(made, form)


def file_name(body: ReportBody, suffix: str) -> str:
    """Return the name offered for the file ("R3-ty-le-dang-vien-du-sinh-hoat-quy-iii-2026.docx")."""
    name = text.ascii_name(f"{body.subject} {body.period}")[:70].rstrip("-")
    return f"{body.key.replace('.', '-')}-{name}.{suffix}"


def workbook(office: Office, body: ReportBody, made_at: datetime) -> bytes:
    """Return the .xlsx of a report, each table on its sheet, figures as numbers."""
    name = export.office_name(office)
    title = f"{text.first_upper(body.subject)}, {body.period}"
    sheets = []
    for place, table in enumerate(body.tables):
        rows = [(*row.cells, *[""] * (len(table.columns) - len(row.cells))) for row in table.rows]
        across = list(zip(*rows, strict=True)) if rows else [()] * len(table.columns)
        shares = [_is_share(column) for column in across]
        columns = [
            export.Column(
                f"{column.title} (%)" if share else column.title,
                is_number=any(isinstance(value_of(cell), int | Decimal) for cell in cells),
                decimals=1 if share or any(isinstance(value_of(cell), Decimal) for cell in cells) else 0,
            )
            for column, share, cells in zip(table.columns, shares, across, strict=True)
        ]
        sheets.append(
            export.Sheet(
                title if place == 0 else f"{place + 1}. {table.title or title}",
                columns,
                [[value_of(cell, share=share) for cell, share in zip(row, shares, strict=True)] for row in rows],
                office=name,
                notes=body.notes if place == 0 else (),
            )
        )
    return export.workbook_of(sheets, made_at)


def sort_value(cell: str) -> tuple[bool, Decimal, str]:
    """Return what a cell of a report is sorted by: numbers by size, words after them."""
    value = value_of(cell.split("/")[0], share=cell.endswith(_PERCENT))
    if isinstance(value, int | Decimal):
        return False, Decimal(value), ""
    return True, Decimal(0), text.sort_key(cell)


def _is_share(cells: tuple[str, ...]) -> bool:
    told = [cell for cell in cells if cell and cell != "–"]
    return bool(told) and all(cell.endswith(_PERCENT) for cell in told)


def value_of(cell: str, *, share: bool = False) -> str | int | Decimal | None:
    """Return a number where the cell holds nothing but one; "–" is nothing."""
    if not cell or cell == "–":
        return None
    bare = cell.removesuffix(_PERCENT) if share else cell
    if _WHOLE.fullmatch(bare):
        return int(bare.replace(".", ""))
    if _PARTS.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return cell
