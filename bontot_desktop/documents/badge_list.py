"""DS2: the list of members proposed for a badge of years in the Party on one day of handing out, by years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bontot_desktop import text
from bontot_desktop.documents import handed_list, wording
from bontot_desktop.documents.blocks import (
    Column,
    Document,
    Table,
    TableRow,
)
from bontot_desktop.documents.handed_list import printed
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class ProposedMember:
    """A line of the list; ``due_on`` is the day the years are complete, ``born`` stands as printed."""

    name: str
    years: int
    due_on: date
    born: str = ""
    cell: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    card_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class BadgeListFacts:
    """The list, the members of the highest badge first; ``round`` is "đợt 07/11/2026" or "năm 2026"."""

    head: Head
    signer: SignerFacts
    committee: str
    round: str
    day: date
    members: tuple[ProposedMember, ...]
    about: str = ""


def build(facts: BadgeListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the proposed members into their list."""
    return handed_list.document("Danh sách", facts, _table(facts), settings, given(facts, settings, words))


def given(facts: BadgeListFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps of the list's sentences."""
    parts = [f"{years} năm: {len(members):02d}" for years, members in _by_years(facts)]
    return words.given(
        round=facts.round,
        year=facts.day.year,
        committee=settings.fixed(facts.committee),
        count=wording.counted(len({(member.name, member.card_no, member.cell) for member in facts.members})),
        parts="; ".join(parts),
    )


def _by_years(facts: BadgeListFacts) -> list[tuple[int, list[ProposedMember]]]:
    return [(years, list(members)) for years, members in groupby(facts.members, key=lambda member: member.years)]


def _table(facts: BadgeListFacts) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Họ và tên"),
        Column("Ngày sinh", 25, "center"),
        Column("Chi bộ"),
        Column("Ngày vào Đảng", 25, "center"),
        Column("Ngày chính thức", 25, "center"),
        Column("Số thẻ đảng viên", 32, "center"),
        Column("Ngày đủ năm", 25, "center"),
        Column("Ghi chú"),
    )
    rows: list[TableRow] = []
    number = 0
    for years, members in _by_years(facts):
        rows.append(TableRow((f"Huy hiệu {years} năm tuổi Đảng ({len(members):02d} đảng viên)",), kind="group"))
        for member in members:
            number += 1
            rows.append(
                TableRow(
                    (
                        str(number),
                        member.name,
                        member.born,
                        member.cell,
                        printed(member.admitted_on),
                        printed(member.official_on),
                        member.card_no,
                        printed(member.due_on),
                        text.first_upper(member.note),
                    )
                )
            )
    return Table(columns, tuple(rows), balanced=True)


def sample_facts() -> BadgeListFacts:
    """Return an invented list of four members on one day."""
    names = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Văn Giả Định", "Phạm Thị Thí Dụ")
    members = tuple(
        ProposedMember(
            name=name,
            years=40 if place < 1 else 30,
            due_on=date(2026, 9, 10 + place),
            born=f"{5 + place:02d}/3/{1960 + place}",
            cell=f"Chi bộ thôn Mẫu {1 + place % 2}",
            admitted_on=date(1986 if place < 1 else 1996, 9, 10 + place),
            official_on=date(1987 if place < 1 else 1997, 9, 10 + place),
            card_no=f"12.345.{678 + place}",
            note="được miễn công tác và sinh hoạt" if place == 2 else "",
        )
        for place, name in enumerate(names)
    )
    return BadgeListFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 10, 5), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        round="đợt 07/11/2026",
        day=date(2026, 10, 5),
        members=members,
    )


KIND = Kind(
    id="DS2",
    name="Danh sách đề nghị tặng Huy hiệu Đảng",
    type_symbol="",
    facts_type=BadgeListFacts,
    make=build,
    sample_facts=sample_facts,
)
