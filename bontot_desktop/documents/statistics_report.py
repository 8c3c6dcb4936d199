"""TK: a report of figures (R3–R8 of meetings.md §9), tables and charts as the office looked at them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from bontot_desktop import dates
from bontot_desktop.documents import charts, letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Picture,
    Recipients,
    Role,
    Section,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.charts import Chart, Series

#: Width of the text of an A4 page, upright and across, mm.
_WIDE, _WIDE_ACROSS = 160.0, 230.0


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A column: its heading, its width in mm (0 shares what is left), how its cells stand; numbers stand right."""

    title: str
    width_mm: float = 0.0
    align: Literal["left", "center", "right"] = "left"


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A row as it is printed; ``cell_id`` and ``ids`` lead from it to what it counts on the screen."""

    cells: tuple[str, ...]
    kind: Literal["plain", "group", "total"] = "plain"
    cell_id: int | None = None
    ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table with what is said above it ("" for nothing) and what is said where it has no row."""

    columns: tuple[ReportColumn, ...]
    rows: tuple[ReportRow, ...]
    title: str = ""
    empty: str = "Không có."


@dataclass(frozen=True, slots=True)
class ReportBody:
    """A report without its head: its id ("R3"), what it is about, of which time, its tables, charts and notes."""

    key: str
    subject: str
    period: str
    tables: tuple[ReportTable, ...]
    charts: tuple[Chart, ...] = ()
    #: Said before the first table.
    lead: str = ""
    notes: tuple[str, ...] = ()
    landscape: bool = False
    #: The day the figures are of where that is not the day of the paper.
    as_of: date | None = None
    #: A card for the file has no signature.
    signed: bool = True


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A report as a paper; ``day`` is the day its figures are of."""

    head: Head
    signer: SignerFacts
    committee: str
    day: date
    body: ReportBody


def build(facts: ReportFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn a report into its paper."""
    body = facts.body
    words = words.given(subject=body.subject, period=body.period, day=dates.short(facts.day))
    summary = words.say("summary")
    return Document(
        blocks=tuple(_blocks(facts, settings, words, summary)),
        title=f"Biểu tổng hợp {summary}",
        author=facts.committee,
        day=facts.head.day or facts.day,
        settings=settings,
        first=Section(landscape=body.landscape, number_first=False),
    )


def _blocks(facts: ReportFacts, settings: FormatSettings, words: Words, summary: str) -> Iterator[Block]:
    body = facts.body
    yield letterhead.letterhead(facts.head)
    yield Title("BIỂU TỔNG HỢP", summary)
    if body.lead:
        yield Paragraph(body.lead, Role.NOTE, keep_with_next=True)
    for table in body.tables:
        if table.title:
            yield Paragraph(table.title, Role.HEADING_2, keep_with_next=True)
        if table.rows:
            yield _table(table, settings)
        else:
            yield Paragraph(table.empty)
    wide = _WIDE_ACROSS if body.landscape else _WIDE
    for chart in body.charts:
        pairs = [pair for one in chart.series for pair in zip(chart.labels, one.texts, strict=True)]
        told = "; ".join(f"{label}: {text}" for label, text in pairs)
        yield Picture(charts.picture(chart, wide), wide, charts.height_mm(chart), f"{chart.title}. {told}")
    for note in body.notes:
        yield Paragraph(note, Role.NOTE)
    if not body.signed:
        return
    for line in words.lines("closing"):
        yield Paragraph(line)
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(table: ReportTable, settings: FormatSettings) -> Table:
    columns = tuple(Column(settings.titled(one.title), one.width_mm, one.align) for one in table.columns)
    rows = tuple(TableRow(row.cells[:1] if row.kind == "group" else row.cells, kind=row.kind) for row in table.rows)
    return Table(columns, rows, balanced=True)


def sample_facts() -> ReportFacts:
    """Return an invented report of three groups."""
    rows = (("Cơ quan", "04", "97,0 %"), ("Đơn vị sự nghiệp", "03", "75,0 %"), ("Nông thôn", "15", "54,8 %"))
    body = ReportBody(
        key="R3",
        subject="tỷ lệ đảng viên dự sinh hoạt và phát biểu ý kiến theo nhóm chi bộ",
        period="năm 2026",
        tables=(
            ReportTable(
                (ReportColumn("Nhóm chi bộ"), ReportColumn("Số chi bộ", 25, "center"),
                 ReportColumn("Tỷ lệ phát biểu", 35, "center")),
                tuple(ReportRow(row) for row in rows),
            ),
        ),
        charts=(
            Chart(
                "Tỷ lệ phát biểu ý kiến",
                tuple(row[0] for row in rows),
                (
                    Series(
                        "Phát biểu", (Fraction(97, 100), Fraction(3, 4), Fraction(548, 1000)),
                        tuple(row[2] for row in rows),
                    ),
                ),
            ),
        ),
        notes=("Tỷ lệ của một nhóm là tổng số lượt của các chi bộ trong nhóm.",),
    )  # fmt: skip
    return ReportFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 11, 22), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        day=date(2026, 11, 22),
        body=body,
    )


KIND = Kind(
    id="TK",
    name="Báo cáo thống kê",
    type_symbol="",
    facts_type=ReportFacts,
    make=build,
    sample_facts=sample_facts,
)
