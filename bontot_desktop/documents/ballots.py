"""D10B and D18A: the ballots of the review, on the title and on the ratings of cells (recognition.md §3.4, §9.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Paragraph,
    Role,
    Section,
    Table,
    TableRow,
    Text,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: Height of a row to be marked by hand.
_ROW_MM = 9.0


@dataclass(frozen=True, slots=True)
class BallotLine:
    """A cell to be voted on: points and rating as printed, "" where there are none."""

    cell: str
    points: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """A ballot. ``body`` is who votes ("Ban Thường vụ Đảng ủy xã Ví Dụ"); ``signed`` asks for the voter's name."""

    head: Head
    committee: str
    body: str
    year: int
    held_on: date | None
    lines: tuple[BallotLine, ...]
    signed: bool = False
    paper: Literal["A4", "A5"] = "A4"


def build_title(facts: BallotFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the cells under review into the ballot on the title."""
    return _document(facts, settings, words, ("Đồng ý", "Không đồng ý"))


def build_ratings(facts: BallotFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the rated cells into the ballot on their ratings."""
    return _document(facts, settings, words, ("Đồng ý", "Không đồng ý", "Đề nghị mức khác"))


def about_title(facts: BallotFacts) -> str:
    """Name the ballot in the register."""
    return f"Phiếu biểu quyết công nhận “Chi bộ 4 tốt” năm {facts.year}"


def about_ratings(facts: BallotFacts) -> str:
    """Name the ballot in the register."""
    return f"Phiếu biểu quyết xếp loại chi bộ năm {facts.year}"


def _document(facts: BallotFacts, settings: FormatSettings, words: Words, answers: tuple[str, ...]) -> Document:
    words = words.given(title=settings.title_spelling, year=facts.year, body=settings.fixed(facts.body))
    return Document(
        blocks=tuple(_blocks(facts, words, answers)),
        title=f"Phiếu biểu quyết {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.held_on,
        settings=settings,
        first=Section(numbered=False, number_first=False),
        paper=facts.paper,
    )


def _blocks(facts: BallotFacts, words: Words, answers: tuple[str, ...]) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("PHIẾU BIỂU QUYẾT", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("how"), keep_with_next=True)
    yield _table(facts, answers)
    yield Paragraph(words.say("signed" if facts.signed else "secret"), Role.NOTE)


def _table(facts: BallotFacts, answers: tuple[str, ...]) -> Table:
    small = facts.paper == "A5"
    with_points = any(line.points for line in facts.lines)
    columns = [Column("TT", 9, "center"), Column("Chi bộ")]
    columns += [Column("Điểm", 12 if small else 15, "center")] if with_points else []
    columns += [Column("Xếp loại", 20 if small else 28, "center")]
    wide = (16 if small else 22) if len(answers) > 2 else (18 if small else 30)
    columns += [Column(answer, wide, "center") for answer in answers]
    rows = []
    for number, line in enumerate(facts.lines, start=1):
        points: tuple[Text, ...] = (line.points,) if with_points else ()
        rows.append(TableRow((str(number), line.cell, *points, line.rating, *("" for _ in answers))))
    return Table(tuple(columns), tuple(rows), row_height_mm=_ROW_MM)


def sample_facts() -> BallotFacts:
    """Return an invented ballot."""
    return BallotFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 12, 9), year=2026),
        committee="Đảng ủy xã Ví Dụ",
        body="Ban Thường vụ Đảng ủy xã Ví Dụ",
        year=2026,
        held_on=date(2026, 12, 9),
        lines=(
            BallotLine("Chi bộ thôn Mẫu 1", "95", "HTXSNV"),
            BallotLine("Chi bộ thôn Mẫu 2", "88,5", "HTTNV"),
            BallotLine("Chi bộ Trường Tiểu học Mẫu", "91", "HTTNV"),
        ),
    )


TITLE_KIND = Kind(
    id="D10B",
    name="Phiếu biểu quyết công nhận danh hiệu",
    type_symbol="",
    facts_type=BallotFacts,
    make=build_title,
    sample_facts=sample_facts,
)

RATING_KIND = Kind(
    id="D18A",
    name="Phiếu biểu quyết xếp loại chi bộ",
    type_symbol="",
    facts_type=BallotFacts,
    make=build_ratings,
    sample_facts=sample_facts,
)
