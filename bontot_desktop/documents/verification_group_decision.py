"""D2: the decision that sets up the group which verifies dossiers of the campaign (recognition.md §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, sample_parts, wording
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
from bontot_desktop.rules.samples import GroupRole


@dataclass(frozen=True, slots=True)
class VerifierFacts:
    """A member of the group: post and unit of that day, and the cells he looks after."""

    name: str
    title: str
    role: GroupRole
    cells: str = ""


@dataclass(frozen=True, slots=True)
class VerificationGroupFacts:
    """The decision. ``name`` is "Tổ thẩm định"; ``duties`` "" takes the standing ones; ``until`` its last day."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    name: str
    members: tuple[VerifierFacts, ...]
    duties: str = ""
    until: date | None = None
    basis: tuple[str, ...] = ()


def build(facts: VerificationGroupFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a group into the decision with its list on a new page."""
    words = words.given(
        group=facts.name,
        title=settings.title_spelling,
        year=facts.year,
        commune=facts.commune,
        count=wording.counted(len(facts.members)),
        until=dates.short(facts.until) if facts.until else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: VerificationGroupFacts) -> str:
    """Name the decision in the register."""
    return f"Thành lập {facts.name} “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: VerificationGroupFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    yield Article(1, words.say("article_1"))
    if facts.duties:
        yield Article(2, words.say("article_2_own"))
        yield from sample_parts.typed(facts.duties)
    else:
        yield Article(2, words.say("article_2"))
    yield Article(3, words.say("article_3"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    number = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    yield Title(
        "DANH SÁCH", words.say("list_summary"), bracket=f"(Kèm theo Quyết định số {number}, {day} của {issuer})"
    )
    yield _table(facts.members)
    yield Paragraph(words.say("list_closing"))
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _table(members: tuple[VerifierFacts, ...]) -> Table:
    with_cells = any(member.cells for member in members)
    columns = [
        Column("TT", 10, "center"),
        Column("Họ và tên"),
        Column("Chức vụ, đơn vị"),
        Column("Nhiệm vụ trong Tổ", 28),
    ]
    if with_cells:
        columns.append(Column("Chi bộ phụ trách"))
    rows = []
    for number, member in enumerate(members, start=1):
        cells = (str(number), f"Đồng chí {member.name}", member.title, member.role.label)
        rows.append(TableRow((*cells, member.cells) if with_cells else cells))
    return Table(tuple(columns), tuple(rows), balanced=True)


def sample_facts() -> VerificationGroupFacts:
    """Return an invented decision."""
    return VerificationGroupFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 9, date(2026, 3, 2), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        name="Tổ thẩm định",
        members=(
            VerifierFacts("Lê Văn Minh Họa", "Phó Bí thư Thường trực Đảng ủy", GroupRole.LEADER),
            VerifierFacts(
                "Trần Thị Thí Dụ",
                "Ủy viên Ban Thường vụ, Trưởng Ban Xây dựng Đảng",
                GroupRole.DEPUTY,
                "Chi bộ thôn Mẫu 1, thôn Mẫu 2",
            ),
            VerifierFacts(
                "Phạm Văn Giả Định",
                "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy",
                GroupRole.MEMBER,
                "Chi bộ Trường Tiểu học Ví Dụ",
            ),
            VerifierFacts("Hoàng Thị Ví Dụ", "Chuyên viên Văn phòng Đảng ủy", GroupRole.CLERK),
        ),
        basis=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam",),
    )


KIND = Kind(
    id="D2",
    name='Quyết định thành lập Tổ thẩm định "Chi bộ 4 tốt"',
    type_symbol="QĐ",
    facts_type=VerificationGroupFacts,
    make=build,
    sample_facts=sample_facts,
)
