"""D13M: the decision that recognises members as "Đảng viên 5 tốt", with its list by cells (as D13 and D12 of cells)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bontot_desktop.documents import letterhead, wording
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Column,
    Document,
    PageBreak,
    Paragraph,
    Recipients,
    Ruling,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class TitledMember:
    """A line of the list: a member with the cell, the rating of the year and the cell's vote ("18/20")."""

    name: str
    cell: str
    born: int | None = None
    post: str = ""
    rating: str = ""
    votes: str = ""


@dataclass(frozen=True, slots=True)
class MemberTitleFacts:
    """A decision on members. ``title`` is "Đảng viên 5 tốt" as the office writes it; ``members`` go by cells.

    ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ", ``province`` the committee above ("Tỉnh ủy").
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    title: str
    members: tuple[TitledMember, ...]
    term: str = ""
    province: str = "Tỉnh ủy"
    basis: tuple[str, ...] = ()


def build(facts: MemberTitleFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a decision into the decision with its list on a new page, numbering going on."""
    words = words.given(
        title=facts.title,
        year=facts.year,
        count=wording.counted(len(facts.members)),
        is_one=len(facts.members) == 1,
        commune=facts.commune,
        term=facts.term,
        province=settings.fixed(facts.province),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {words.say('summary')}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: MemberTitleFacts) -> str:
    """Name the decision in the register."""
    return f"Công nhận “{facts.title}” năm {facts.year} đối với {len(facts.members):02d} đảng viên"


def _blocks(facts: MemberTitleFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", words.say("summary"))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    for number in (1, 2, 3):
        yield Article(number, words.say(f"article_{number}"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield from _list(facts, settings, words)


def _list(facts: MemberTitleFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    number = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    bracket = f"(Kèm theo Quyết định số {number}, {day} của {issuer})"
    yield Title("DANH SÁCH", words.say("list_summary"), bracket=bracket)
    yield _table(facts)
    yield Paragraph(words.say("list_closing"))
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _table(facts: MemberTitleFacts) -> Table:
    """Members under their cells; columns nobody has anything in are left out."""
    columns = [Column("TT", 10, "center"), Column("Họ và tên"), Column("Năm sinh", 16, "center")]
    with_post = any(member.post for member in facts.members)
    with_rating = any(member.rating for member in facts.members)
    if with_post:
        columns.append(Column("Chức vụ trong chi bộ"))
    if with_rating:
        columns.append(Column(f"Xếp loại chất lượng năm {facts.year}", align="center"))
    columns.append(Column("Chi bộ tán thành", 20, "center"))
    rows: list[TableRow] = []
    number = 0
    for cell, members in groupby(facts.members, key=lambda member: member.cell):
        listed = list(members)
        rows.append(TableRow((f"{cell} ({len(listed):02d} đồng chí)",), kind="group"))
        for member in listed:
            number += 1
            values = [str(number), member.name, str(member.born or "")]
            values += [member.post] if with_post else []
            values += [member.rating] if with_rating else []
            rows.append(TableRow((*values, member.votes)))
    return Table(tuple(columns), tuple(rows), balanced=True)


def sample_facts() -> MemberTitleFacts:
    """Return an invented decision on five members of two cells."""
    people = (
        ("Lê Thị Thí Dụ", "Chi bộ thôn Mẫu 1", 1972, "Bí thư", "Hoàn thành xuất sắc nhiệm vụ", "17/18"),
        ("Nguyễn Văn Ví Dụ", "Chi bộ thôn Mẫu 1", 1958, "", "Hoàn thành tốt nhiệm vụ", "16/18"),
        ("Phạm Thị Tượng Trưng", "Chi bộ thôn Mẫu 1", 1990, "", "Hoàn thành tốt nhiệm vụ", "18/18"),
        ("Hoàng Văn Minh Họa", "Chi bộ Trường Tiểu học Mẫu 1", 1985, "Phó Bí thư", "Hoàn thành tốt nhiệm vụ", "9/10"),
        ("Trần Thị Làm Mẫu", "Chi bộ Trường Tiểu học Mẫu 1", 1993, "", "Hoàn thành xuất sắc nhiệm vụ", "10/10"),
    )
    return MemberTitleFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 7, date(2026, 12, 18), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        title="Đảng viên 5 tốt",
        members=tuple(TitledMember(*person) for person in people),
        term="2025 - 2030",
        basis=(
            "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
            "Căn cứ Quy định số 208-QĐ/TW, ngày 26/7/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
            "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã Ví Dụ, nhiệm kỳ 2025 - 2030",
            "Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 10/12/2026",
        ),
    )


KIND = Kind(
    id="D13M",
    name='Quyết định công nhận "Đảng viên 5 tốt"',
    type_symbol="QĐ",
    facts_type=MemberTitleFacts,
    make=build,
    sample_facts=sample_facts,
)
