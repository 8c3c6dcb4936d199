"""F15: the decision that sets up the working group which attends and directs sample meetings (meetings.md §7.3)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead, sample_parts, wording
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Column,
    Document,
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
class GroupMemberFacts:
    """A member of the group with post and unit of that day."""

    name: str
    title: str
    role: GroupRole


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """The decision. ``name`` is "Tổ công tác dự, chỉ đạo sinh hoạt chi bộ điểm"; ``duties`` "" takes the standing ones.

    ``until`` is the last day of the group's work, None for the year of the decision.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    name: str
    members: tuple[GroupMemberFacts, ...]
    duties: str = ""
    until: date | None = None
    basis: tuple[str, ...] = ()


def build(facts: GroupFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a working group into the decision."""
    words = words.given(
        group=facts.name,
        commune=facts.commune,
        count=wording.counted(len(facts.members)),
        until=f"{facts.until:%d/%m/%Y}" if facts.until else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {words.say('summary')}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: GroupFacts) -> str:
    """Name the decision in the register."""
    return f"Thành lập {facts.name}"


def _blocks(facts: GroupFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", words.say("summary"))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    yield Article(1, words.say("article_1"))
    yield _table(facts.members)
    yield Article(2, words.say("article_2"))
    yield from sample_parts.typed(facts.duties or "\n".join(words.lines("duties")))
    yield Article(3, words.say("article_3"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(members: tuple[GroupMemberFacts, ...]) -> Table:
    columns = (Column("TT", 10, "center"), Column("Họ và tên"), Column("Chức vụ, đơn vị"), Column("Nhiệm vụ", 28))
    rows = [
        TableRow((str(number), f"Đồng chí {member.name}", member.title, member.role.label))
        for number, member in enumerate(members, start=1)
    ]
    return Table(columns, tuple(rows), size_pt=13, balanced=True)


def sample_facts() -> GroupFacts:
    """Return an invented decision."""
    return GroupFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 21, date(2026, 6, 4), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        name="Tổ công tác dự, chỉ đạo sinh hoạt chi bộ điểm",
        members=(
            GroupMemberFacts("Lê Văn Minh Họa", "Phó Bí thư Thường trực Đảng ủy", GroupRole.LEADER),
            GroupMemberFacts("Trần Thị Thí Dụ", "Ủy viên Ban Thường vụ, Trưởng Ban Xây dựng Đảng", GroupRole.DEPUTY),
            GroupMemberFacts("Phạm Văn Giả Định", "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy", GroupRole.MEMBER),
            GroupMemberFacts("Hoàng Thị Ví Dụ", "Chuyên viên Văn phòng Đảng ủy", GroupRole.CLERK),
        ),
        until=date(2026, 12, 31),
        basis=(
            "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
            "Căn cứ Hướng dẫn số 42-HD/BTCTW, ngày 28/10/2025 của Ban Tổ chức Trung ương về nâng cao chất lượng sinh "
            "hoạt chi bộ",
        ),
    )


KIND = Kind(
    id="F15",
    name="Quyết định thành lập Tổ công tác sinh hoạt chi bộ điểm",
    type_symbol="QĐ",
    facts_type=GroupFacts,
    make=build,
    sample_facts=sample_facts,
)
