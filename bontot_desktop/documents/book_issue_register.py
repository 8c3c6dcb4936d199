"""F22: the register of minutes books handed out to the cells and taken back, across the page (meetings.md §6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
class IssuedBook:
    """A line of the register; ``pages`` None where nobody has counted them."""

    cell: str
    volume: int
    year: int
    pages: int | None = None
    issued_on: date | None = None
    received_by: str = ""
    returned_on: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class IssueRegisterFacts:
    """The register of one year."""

    head: Head
    signer: SignerFacts
    committee: str
    year: int
    day: date
    books: tuple[IssuedBook, ...]
    about: str = ""


def build(facts: IssueRegisterFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the books handed out into their register."""
    return handed_list.document("Sổ theo dõi", facts, _table(facts), settings, given(facts, settings, words))


def given(facts: IssueRegisterFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps of the register's sentences."""
    return words.given(
        year=facts.year,
        committee=settings.fixed(facts.committee),
        count=wording.counted(len(facts.books)),
        returned=f"{sum(book.returned_on is not None for book in facts.books):02d}",
    )


def _table(facts: IssueRegisterFacts) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Chi bộ"),
        Column("Quyển số", 17, "center"),
        Column("Năm", 16, "center"),
        Column("Số trang", 17, "center"),
        Column("Ngày phát", 25, "center"),
        Column("Người nhận", 42),
        Column("Ký nhận", 28),
        Column("Ngày thu, đối chiếu", 25, "center"),
        Column("Ghi chú", 34),
    )
    rows = tuple(
        TableRow(
            (
                str(number),
                book.cell,
                f"{book.volume:02d}",
                str(book.year),
                "" if book.pages is None else str(book.pages),
                printed(book.issued_on),
                book.received_by,
                "",
                printed(book.returned_on),
                book.note,
            )
        )
        for number, book in enumerate(facts.books, start=1)
    )
    return Table(columns, rows)


def sample_facts() -> IssueRegisterFacts:
    """Return an invented register of three books."""
    people = ("Nguyễn Văn Ví Dụ", "Trần Thị Mẫu", "Lê Văn Giả Định")
    books = tuple(
        IssuedBook(
            cell=f"Chi bộ thôn Mẫu {1 + place}",
            volume=1,
            year=2026,
            pages=96,
            issued_on=date(2026, 1, 5 + place),
            received_by=person,
            returned_on=date(2026, 12, 20) if place == 0 else None,
            note="đã đối chiếu đủ trang" if place == 0 else "",
        )
        for place, person in enumerate(people)
    )
    return IssueRegisterFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 12, 25), year=2026),
        signer=SignerFacts("T/L BAN THƯỜNG VỤ", "CHÁNH VĂN PHÒNG", "Hoàng Thị Giả Định"),
        committee="Đảng ủy xã Ví Dụ",
        year=2026,
        day=date(2026, 12, 25),
        books=books,
    )


KIND = Kind(
    id="F22",
    name="Sổ theo dõi phát sổ biên bản",
    type_symbol="",
    facts_type=IssueRegisterFacts,
    make=build,
    sample_facts=sample_facts,
)
