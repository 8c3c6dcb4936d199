"""D12: the list of recognised cells, attached to the decision or printed by itself (document-format §8.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby

from bontot_desktop.documents import letterhead, wording
from bontot_desktop.documents.blocks import Block, Column, Document, Paragraph, Signature, Table, TableRow, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


class ListColumn(StrEnum):
    """The columns of the list besides TT and the cell's name; the office switches them on and off."""

    SECRETARY = "secretary"
    MEMBERS = "members"
    SCORE = "score"
    RATING = "rating"
    STREAK = "streak"
    NOTE = "note"


ALL_COLUMNS = tuple(ListColumn)
#: What a list of cells that are only proposed goes with.
PROPOSAL = "Tờ trình"


@dataclass(frozen=True, slots=True)
class RecognisedCell:
    """A line of the list: the cell's name of that day, its secretary, its figures of the year.

    ``group`` is the report group the line stands under; ``streak`` counts the years in a row with the title.
    """

    name: str
    secretary: str = ""
    members: int | None = None
    score: float | None = None
    rating: str = ""
    streak: int | None = None
    note: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """The list and the paper it belongs to: ``attached_to`` is "Quyết định" or "Tờ trình".

    ``issuer`` names who issued that paper inside a sentence ("Ban Thường vụ Đảng ủy xã Ví Dụ"); ``author`` is the
    committee; ``signer`` signs only where the office has lists signed again.
    """

    author: str
    issuer: str
    attached_to: str
    symbol: str
    number: int | None
    day: date | None
    year: int
    cells: tuple[RecognisedCell, ...]
    columns: tuple[ListColumn, ...] = ALL_COLUMNS
    signer: SignerFacts | None = None


def build(facts: ListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a list into a paper of its own."""
    words = words.given(title=settings.title_spelling, year=facts.year, count=wording.counted(len(facts.cells)))
    return Document(
        blocks=tuple(blocks(facts, settings, words)),
        title=f"Danh sách {words.say('list_summary', proposed='1' if facts.attached_to == PROPOSAL else '')}",
        author=facts.author,
        day=facts.day,
        settings=settings,
    )


def blocks(facts: ListFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    """Give the list's blocks from its title on; a decision sets them on a new page and gives the words' values."""
    proposed = "1" if facts.attached_to == PROPOSAL else ""
    yield Title("DANH SÁCH", words.say("list_summary", proposed=proposed), bracket=bracket(facts, settings))
    yield _table(facts)
    yield Paragraph(words.say("list_closing"))
    if settings.list_signed_again and facts.signer is not None:
        yield Signature(letterhead.signer(facts.signer))


def bracket(facts: ListFacts, settings: FormatSettings) -> str:
    """Write "(Kèm theo Quyết định số 05-QĐ/ĐU, ngày 06/3/2026 của …)"."""
    number = letterhead.bare_number(facts.number, facts.symbol)
    day = letterhead.dated(facts.day, facts.year)
    return f"(Kèm theo {facts.attached_to} số {number}, {day} của {settings.fixed(facts.issuer)})"


def _columns(facts: ListFacts) -> tuple[Column, ...]:
    columns = {
        ListColumn.SECRETARY: Column("Họ và tên bí thư"),
        ListColumn.MEMBERS: Column("Số đảng viên", 13, "center"),
        ListColumn.SCORE: Column("Điểm", 14, "center"),
        ListColumn.RATING: Column(f"Xếp loại chất lượng năm {facts.year}", align="center"),
        ListColumn.STREAK: Column("Số năm liên tục đạt", 17, "center"),
        ListColumn.NOTE: Column("Ghi chú", 17),
    }
    return (Column("TT", 9, "center"), Column("Tên chi bộ"), *(columns[column] for column in facts.columns))


def _table(facts: ListFacts) -> Table:
    rows: list[TableRow] = []
    number = 0
    grouped = len({cell.group for cell in facts.cells}) > 1
    for group, cells in groupby(facts.cells, key=lambda cell: cell.group):
        listed = list(cells)
        if grouped:
            rows.append(TableRow((f"{group} ({len(listed):02d} chi bộ)",), kind="group"))
        for cell in listed:
            number += 1
            rows.append(TableRow((str(number), cell.name, *(_value(cell, column) for column in facts.columns))))
    return Table(_columns(facts), tuple(rows), balanced=True)


def _value(cell: RecognisedCell, column: ListColumn) -> str:
    if column is ListColumn.MEMBERS:
        return "" if cell.members is None else str(cell.members)
    if column is ListColumn.SCORE:
        return "" if cell.score is None else wording.decimal(cell.score)
    if column is ListColumn.STREAK:
        return "" if cell.streak is None else str(cell.streak)
    return {ListColumn.SECRETARY: cell.secretary, ListColumn.RATING: cell.rating, ListColumn.NOTE: cell.note}[column]


def sample_cells() -> tuple[RecognisedCell, ...]:
    """Return fifteen invented cells in three groups."""
    groups = (("Chi bộ thôn", "thôn", 9), ("Chi bộ trường học", "Trường Tiểu học", 3), ("Chi bộ cơ quan", "Cơ quan", 3))
    cells = []
    for group, name, count in groups:
        for index in range(1, count + 1):
            cells.append(
                RecognisedCell(
                    name=f"Chi bộ {name} Mẫu {index}",
                    secretary="Nguyễn Văn Ví Dụ" if index % 2 else "Lê Thị Thí Dụ",
                    members=12 + index,
                    score=90 + index * 0.5,
                    rating="Hoàn thành xuất sắc nhiệm vụ" if index < 3 else "Hoàn thành tốt nhiệm vụ",
                    streak=index,
                    note="Chi bộ điểm" if index == 1 else "",
                    group=group,
                )
            )
    return tuple(cells)


def sample_facts() -> ListFacts:
    """Return an invented list."""
    return ListFacts(
        author="Đảng ủy xã Ví Dụ",
        issuer="Ban Thường vụ Đảng ủy xã Ví Dụ",
        attached_to="Quyết định",
        symbol="QĐ/ĐU",
        number=5,
        day=date(2026, 12, 18),
        year=2026,
        cells=sample_cells(),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
    )


KIND = Kind(
    id="D12",
    name='Danh sách "Chi bộ 4 tốt" kèm theo quyết định',
    type_symbol="",
    facts_type=ListFacts,
    make=build,
    sample_facts=sample_facts,
)
