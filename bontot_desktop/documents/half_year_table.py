"""F12: the table of half a year or a year, one row a cell: figures computed and figures told (meetings.md §5 F12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Recipients,
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

_LANDSCAPE = Section(landscape=True, number_first=False)


@dataclass(frozen=True, slots=True)
class CellHalf:
    """A cell's row; counts None where nothing is known. The texts are what the office typed."""

    cell: str
    members: int | None = None
    attended: int | None = None
    speeches: int | None = None
    skilful_mobilising: str = ""
    themes_studied: str = ""
    stories_read: str = ""
    themed_planned: int | None = None
    admitted: int | None = None
    inspections: str = ""
    note: str = ""
    other: str = ""


@dataclass(frozen=True, slots=True)
class HalfFacts:
    """The table; ``period`` is "6 tháng đầu năm 2026" or "năm 2026"."""

    head: Head
    signer: SignerFacts
    committee: str
    period: str
    cells: tuple[CellHalf, ...]


def build(facts: HalfFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a period into its table."""
    words = words.given(period=facts.period, committee=settings.fixed(facts.committee), count=f"{len(facts.cells):02d}")
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Biểu {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
        first=_LANDSCAPE,
    )


def about(facts: HalfFacts) -> str:
    """Name the table in the register."""
    return f"Tổng hợp sinh hoạt chi bộ {facts.period}"


def _blocks(facts: HalfFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BIỂU TỔNG HỢP", "\n".join(words.lines("summary")))
    yield _table(facts.cells)
    yield Paragraph(words.say("note"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(cells: tuple[CellHalf, ...]) -> Table:
    columns = (
        Column("TT", 9, "center"),
        Column("Tên chi bộ"),
        Column("Đảng số", 14, "center"),
        Column("Số lượng ĐV dự sinh hoạt", 18, "center"),
        Column("Phát biểu ý kiến", 16, "center"),
        Column("Dân vận khéo", 18, "center"),
        Column("Học tập chuyên đề", 18, "center"),
        Column("Đọc bài viết (mẩu chuyện về Bác)", 22, "center"),
        Column("KH sinh hoạt chuyên đề", 18, "center"),
        Column("Kết nạp đảng", 14, "center"),
        Column("Kiểm tra, giám sát", 18, "center"),
        Column("Ghi chú", 22),
        Column("Khác", 22),
    )
    rows = [TableRow(_row(number, cell)) for number, cell in enumerate(cells, start=1)]
    total = TableRow(
        (
            "Tổng cộng",
            None,
            _sum([cell.members for cell in cells]),
            _sum([cell.attended for cell in cells]),
            _sum([cell.speeches for cell in cells]),
            "",
            "",
            "",
            _sum([cell.themed_planned for cell in cells]),
            _sum([cell.admitted for cell in cells]),
            "",
            "",
            "",
        ),
        "total",
    )
    return Table(columns, (*rows, total), show_column_numbers=True, balanced=True)


def _row(number: int, cell: CellHalf) -> tuple[str, ...]:
    return (
        str(number),
        cell.cell,
        _count(cell.members),
        _count(cell.attended),
        _count(cell.speeches),
        cell.skilful_mobilising,
        cell.themes_studied,
        cell.stories_read,
        _count(cell.themed_planned),
        _count(cell.admitted),
        cell.inspections,
        cell.note,
        cell.other,
    )


def _count(value: int | None) -> str:
    return "" if value is None else str(value)


def _sum(values: list[int | None]) -> str:
    known = [value for value in values if value is not None]
    return str(sum(known)) if known else ""


def sample_facts() -> HalfFacts:
    """Return an invented half year."""
    return HalfFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 7, 8), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        period="6 tháng đầu năm 2026",
        cells=(
            CellHalf("Chi bộ thôn Mẫu 1", 30, 168, 74, "01 mô hình", "02 buổi", "06 bài", 2, 1, "01 cuộc"),
            CellHalf("Chi bộ Trường Tiểu học Ví Dụ", 22, 121, 58, "", "02 buổi", "06 bài", 2, 0, "01 cuộc"),
            CellHalf("Chi bộ Công an xã", 12),
        ),
    )


KIND = Kind(
    id="F12",
    name="Biểu tổng hợp sinh hoạt chi bộ 6 tháng, năm",
    type_symbol="",
    facts_type=HalfFacts,
    make=build,
    sample_facts=sample_facts,
)
