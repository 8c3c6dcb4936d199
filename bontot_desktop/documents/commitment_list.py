"""D5D: the list on which the members of a cell sign their commitment, blank or with the day each signed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import invitation_parts, letterhead, sample_parts, wording
from bontot_desktop.documents.blocks import Block, Column, Document, Paragraph, Signature, Table, TableRow, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: Room for a signature.
_ROW_MM = 9.0


@dataclass(frozen=True, slots=True)
class SigningMember:
    """A member with the posts held in the cell, and the day of signing; None while the line waits."""

    name: str
    post: str = ""
    birth_year: int | None = None
    signed_on: date | None = None


@dataclass(frozen=True, slots=True)
class CommitmentListFacts:
    """The list of a cell. It bears the day on which the last member signed, none while lines wait."""

    head: Head
    signer: SignerFacts
    committee: str
    cell: str
    year: int
    members: tuple[SigningMember, ...]


def build(facts: CommitmentListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a cell's members into their list."""
    signed = sum(one.signed_on is not None for one in facts.members)
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        cell=facts.cell,
        committee=settings.fixed(facts.committee),
        count=wording.counted(len(facts.members)),
        signed=f"{signed:02d}" if signed else "",
        missing=f"{len(facts.members) - signed:02d}" if signed and signed < len(facts.members) else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, words)),
        title=f"Danh sách {words.say('summary')}, {facts.cell}",
        author=facts.cell,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CommitmentListFacts) -> str:
    """Name the list in the register."""
    return f"Danh sách đảng viên ký cam kết xây dựng “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: CommitmentListFacts, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("DANH SÁCH", words.say("summary"))
    yield Paragraph(words.say("opening"))
    yield from invitation_parts.points(words.lines("contents"))
    yield _table(facts.members)
    for line in words.lines("closing"):
        yield Paragraph(sample_parts.stop(line))
    yield Signature(letterhead.signer(facts.signer))


def _table(members: tuple[SigningMember, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên"),
        Column("Năm sinh", 16, "center"),
        Column("Chức vụ trong chi bộ", 36),
        Column("Ngày ký", 26, "center"),
        Column("Ký tên", 30),
    )
    rows = tuple(
        TableRow(
            (
                str(number),
                one.name,
                str(one.birth_year or ""),
                one.post,
                dates.short(one.signed_on) if one.signed_on else "",
                "",
            )
        )
        for number, one in enumerate(members, start=1)
    )
    return Table(columns, rows, row_height_mm=_ROW_MM, balanced=True)


def sample_facts() -> CommitmentListFacts:
    """Return an invented list on which all but two have signed."""
    blank = sample_blank()
    day = date(2026, 3, 6)
    signed = tuple(
        replace(one, signed_on=day) if place not in (5, 9) else one for place, one in enumerate(blank.members)
    )
    return replace(blank, members=tuple(signed), head=replace(blank.head, day=day))


def sample_blank() -> CommitmentListFacts:
    """Return an invented list of twelve members to be signed."""
    names = (
        "Nguyễn Văn Ví Dụ",
        "Trần Thị Mẫu",
        "Lê Văn Minh Họa",
        "Phạm Thị Thí Dụ",
        "Hoàng Văn Giả Định",
        "Vũ Thị Mẫu",
    )
    posts = ("Bí thư", "Phó Bí thư", "Chi ủy viên")
    members = tuple(
        SigningMember(names[place % 6], posts[place] if place < 3 else "", 1958 + 3 * place) for place in range(12)
    )
    return CommitmentListFacts(
        head=Head("ĐẢNG BỘ XÃ VÍ DỤ", "CHI BỘ THÔN MẪU 1", "Ví Dụ", year=2026),
        signer=SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 1",
        year=2026,
        members=members,
    )


KIND = Kind(
    id="D5D",
    name='Danh sách đảng viên ký cam kết xây dựng "Chi bộ 4 tốt"',
    type_symbol="",
    facts_type=CommitmentListFacts,
    make=build,
    sample_facts=sample_facts,
)
