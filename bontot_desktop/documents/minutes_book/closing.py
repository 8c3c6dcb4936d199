"""The end of the book: what was written, closing and handing over (part 17)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop import dates
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    DottedLines,
    Field,
    FieldLine,
    Paragraph,
    Role,
    Signer,
    Table,
    TableRow,
    Title,
    TwoSignatures,
)
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.rules.books import BookMode


def notes(facts: BookFacts) -> Iterator[Block]:
    """A page for what found no room elsewhere; also makes the count of pages even."""
    yield Title("GHI CHÉP THÊM", dashes=False)
    yield DottedLines(fill="page")


def closing(facts: BookFacts, settings: FormatSettings, pages: int) -> Iterator[Block]:
    """Part 17: the book is closed and handed over."""
    yield Title(settings.fixed("KHÓA SỔ, BÀN GIAO"), dashes=False, bookmark=settings.fixed("Khóa sổ, bàn giao"))
    if facts.mode is BookMode.FILLED:
        yield Paragraph(
            f"Sổ biên bản sinh hoạt chi bộ năm {facts.year} của {facts.cell_name} có {pages} trang, gồm biên bản của "
            f"{len(facts.meetings)} kỳ sinh hoạt đã được chi bộ thông qua."
        )
    else:
        yield FieldLine(
            (
                Field("", f"Sổ có {pages} trang; đã ghi "),
                Field(""),
                Field("", " trang, từ trang "),
                Field("", share=0.6),
                Field("", " đến trang "),
                Field("", share=0.6),
            ),
            marker="",
            separator="",
        )
    place = f"{facts.head.place}, {dates.full(facts.closed_on, year=facts.year)}"
    yield TwoSignatures(
        Signer(authority="NGƯỜI GHI SỔ"), Signer(authority="T/M CHI BỘ", post="BÍ THƯ"), place_date=place
    )
    yield Paragraph(settings.fixed("Xác nhận của Đảng ủy"), Role.HEADING_2, keep_with_next=True)
    yield DottedLines(2)
    if facts.mode is BookMode.BLANK:
        yield Paragraph("Bàn giao sổ", Role.HEADING_2, keep_with_next=True)
        columns = (
            Column("Ngày", 24, "center"),
            Column("Bên giao (ký, họ tên)", 42),
            Column("Bên nhận (ký, họ tên)", 42),
            Column("Lý do, tình trạng sổ", 0),
        )
        yield Table(columns, tuple(TableRow(("",) * 4) for _ in range(4)), row_height_mm=18)
