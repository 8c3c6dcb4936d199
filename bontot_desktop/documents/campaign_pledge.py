"""D5B: the emulation pledge of a campaign's launch, which the secretaries of all cells and the committee sign."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import invitation_parts, letterhead, sample_parts, wording
from bontot_desktop.documents.blocks import Block, Column, Document, Paragraph, Role, Signature, Table, TableRow, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: Room for a signature.
_ROW_MM = 11.0


@dataclass(frozen=True, slots=True)
class PledgingCell:
    """A cell with its secretary of the day, "" where none is known."""

    name: str
    secretary: str = ""


@dataclass(frozen=True, slots=True)
class PledgeFacts:
    """A pledge. ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ"; its day is the head's."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[PledgingCell, ...]


def build(facts: PledgeFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a pledge into its document."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        count=wording.counted(len(facts.cells)),
        day=letterhead.dated(facts.head.day, facts.head.year),
    )
    return Document(
        blocks=tuple(_blocks(facts, words)),
        title=f"Bản giao ước thi đua {words.say('summary')}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: PledgeFacts) -> str:
    """Name the pledge in the register."""
    return f"Giao ước thi đua xây dựng “Chi bộ 4 tốt” năm {facts.year} của {len(facts.cells):02d} chi bộ"


def _blocks(facts: PledgeFacts, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("BẢN GIAO ƯỚC THI ĐUA", words.say("summary"))
    yield Paragraph(words.say("opening"))
    yield from invitation_parts.points(words.lines("contents"))
    yield Paragraph(sample_parts.stop(words.say("pledge")))
    yield Paragraph(words.say("signatures"), Role.HEADING_2, keep_with_next=True)
    yield _table(facts.cells)
    yield Signature(letterhead.signer(facts.signer))


def _table(cells: tuple[PledgingCell, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Chi bộ"),
        Column("Họ và tên bí thư"),
        Column("Ký tên", 38),
    )
    rows = tuple(TableRow((str(number), cell.name, cell.secretary, "")) for number, cell in enumerate(cells, start=1))
    return Table(columns, rows, row_height_mm=_ROW_MM, balanced=True)


def sample_facts() -> PledgeFacts:
    """Return an invented pledge of twelve cells."""
    names = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Văn Minh Họa", "Phạm Thị Thí Dụ")
    villages = tuple(PledgingCell(f"Chi bộ thôn Mẫu {n}", names[n % 4]) for n in range(1, 10))
    others = ("Chi bộ Trường Tiểu học Thí Dụ", "Chi bộ Trạm Y tế Mẫu", "Chi bộ Công an xã Ví Dụ")
    return PledgeFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 3, 6), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=(*villages, *(PledgingCell(name, names[n]) for n, name in enumerate(others))),
    )


KIND = Kind(
    id="D5B",
    name='Bản giao ước thi đua xây dựng "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=PledgeFacts,
    make=build,
    sample_facts=sample_facts,
)
