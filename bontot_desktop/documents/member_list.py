"""DS1: a list of members, exactly those the clerk chose in the table, parted by their cells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bontot_desktop import dates, text
from bontot_desktop.documents import handed_list, wording
from bontot_desktop.documents.blocks import (
    Column,
    Document,
    HeadCell,
    Table,
    TableRow,
)
from bontot_desktop.documents.handed_list import printed, two_figures
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class ListedMember:
    """A line of the list; ``born`` is the day or, where only that is known, the year, as printed."""

    name: str
    born: str = ""
    is_woman: bool = False
    cell: str = ""
    post: str = ""
    admitted_on: date | None = None
    official_on: date | None = None
    card_no: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class MemberListFacts:
    """The list; ``about`` is the summary the clerk wrote for it, "" takes the office's sentence."""

    head: Head
    signer: SignerFacts
    committee: str
    unit: str
    day: date
    members: tuple[ListedMember, ...]
    probationary: int = 0
    exempt: int = 0
    about: str = ""


def build(facts: MemberListFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the chosen members into their list."""
    return handed_list.document("Danh sách", facts, _table(facts), settings, given(facts, words))


def given(facts: MemberListFacts, words: Words) -> Words:
    """Fill the gaps of the list's sentences."""
    women = sum(member.is_woman for member in facts.members)
    return words.given(
        unit=facts.unit,
        day=dates.short(facts.day),
        count=wording.counted(len(facts.members)),
        women=two_figures(women),
        probationary=two_figures(facts.probationary),
        exempt=two_figures(facts.exempt),
    )


def _table(facts: MemberListFacts) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Họ và tên", 0),
        Column("Nam", 25, "center"),
        Column("Nữ", 25, "center"),
        Column("Chức vụ", 0),
        Column("Ngày vào Đảng", 25, "center"),
        Column("Ngày chính thức", 25, "center"),
        Column("Số thẻ đảng viên", 32, "center"),
        Column("Ghi chú", 0),
    )
    head = (
        (
            HeadCell("TT", rows=2),
            HeadCell("Họ và tên", rows=2),
            HeadCell("Ngày, tháng, năm sinh", span=2),
            HeadCell("Chức vụ", rows=2),
            HeadCell("Ngày vào Đảng", rows=2),
            HeadCell("Ngày chính thức", rows=2),
            HeadCell("Số thẻ đảng viên", rows=2),
            HeadCell("Ghi chú", rows=2),
        ),
        (HeadCell("Nam"), HeadCell("Nữ")),
    )
    rows: list[TableRow] = []
    grouped = len({member.cell for member in facts.members}) > 1
    number = 0
    for cell, members in groupby(facts.members, key=lambda member: member.cell):
        listed = list(members)
        if grouped:
            rows.append(TableRow((f"{cell or 'Chưa ghi chi bộ'} ({len(listed):02d} đảng viên)",), kind="group"))
        for member in listed:
            number += 1
            rows.append(TableRow((str(number), *_values(member))))
    return Table(columns, tuple(rows), head=head, balanced=True)


def _values(member: ListedMember) -> tuple[str, ...]:
    return (
        member.name,
        "" if member.is_woman else member.born,
        member.born if member.is_woman else "",
        text.first_upper(member.post),
        printed(member.admitted_on),
        printed(member.official_on),
        member.card_no,
        text.first_upper(member.note),
    )


def sample_facts() -> MemberListFacts:
    """Return an invented list of six members of two cells."""
    names = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Văn Giả Định", "Phạm Thị Thí Dụ", "Hoàng Văn Mẫu", "Đỗ Thị Ví Dụ")
    posts = ("Bí thư", "", "Phó Bí thư", "", "Chi ủy viên", "")
    members = tuple(
        ListedMember(
            name=name,
            born=dates.short(date(1970 + place, 2 + place, 5 + place)),
            is_woman=place % 2 == 1,
            cell=f"Chi bộ thôn Mẫu {1 + place // 4}",
            post=posts[place],
            admitted_on=date(2000 + place, 3, 3),
            official_on=None if place == 5 else date(2001 + place, 3, 3),
            card_no=f"12.345.{678 + place}",
            note="dự bị" if place == 5 else "",
        )
        for place, name in enumerate(names)
    )
    return MemberListFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 11, 22), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        unit="Đảng bộ xã Ví Dụ",
        day=date(2026, 11, 22),
        members=members,
        probationary=1,
    )


KIND = Kind(
    id="DS1",
    name="Danh sách đảng viên",
    type_symbol="",
    facts_type=MemberListFacts,
    make=build,
    sample_facts=sample_facts,
)
