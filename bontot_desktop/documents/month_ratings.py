"""F11: the month's list of the cells' meetings with points and ratings, ten columns (meetings.md §5 F11)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    HeadCell,
    Paragraph,
    Recipients,
    Section,
    Signature,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.scoring import Rating

#: What column 10 says of points the committee has not decided.
OWN_SCORE = "Điểm tự chấm, chưa chốt"
_LANDSCAPE = Section(landscape=True, number_first=False)


@dataclass(frozen=True, slots=True)
class RatedFacts:
    """A cell's month; what it has not reported is None. ``points`` as printed ("92,5").

    ``present`` are all members who came, ``total`` the members of the cell. Not decided yet, points and rating are the
    cell's own: they are named as such and counted in no column.
    """

    cell: str
    present: int | None = None
    total: int | None = None
    held_on: date | None = None
    points: str = ""
    rating: Rating | None = None
    note: str = ""
    is_decided: bool = True

    @property
    def is_reported(self) -> bool:
        """Whether the cell has a rating."""
        return self.rating is not None


@dataclass(frozen=True, slots=True)
class RatingsFacts:
    """The list of a month; ``members`` counts the members of all cells, ``temp_in`` those there for a time."""

    head: Head
    signer: SignerFacts
    committee: str
    year: int
    month: int
    cells: tuple[RatedFacts, ...]
    members: int
    temp_in: int = 0

    @property
    def missing(self) -> tuple[str, ...]:
        """The cells that have not reported."""
        return tuple(cell.cell for cell in self.cells if not cell.is_reported)

    @property
    def undecided(self) -> tuple[str, ...]:
        """The cells of which the committee has not decided yet."""
        return tuple(cell.cell for cell in self.cells if cell.is_reported and not cell.is_decided)


def build(facts: RatingsFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a month into its list."""
    words = words.given(
        month=facts.month,
        year=facts.year,
        committee=settings.fixed(facts.committee),
        reported=f"{len(facts.cells) - len(facts.missing) - len(facts.undecided):02d}",
        total=f"{len(facts.cells):02d}",
        members=facts.members,
        temp_in=facts.temp_in,
        missing="; ".join(facts.missing),
        undecided="; ".join(facts.undecided),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Danh sách {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
        first=_LANDSCAPE,
    )


def about(facts: RatingsFacts) -> str:
    """Name the list in the register."""
    return f"Tổng hợp đánh giá, xếp loại chất lượng sinh hoạt chi bộ tháng {facts.month}/{facts.year}"


def _blocks(facts: RatingsFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("DANH SÁCH", "\n".join(words.lines("summary")))
    yield _table(facts)
    yield Paragraph(words.say("note"))
    if facts.undecided:
        yield Paragraph(words.say("undecided"))
    if facts.missing:
        yield Paragraph(words.say("missing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _table(facts: RatingsFacts) -> Table:
    columns = (
        Column("TT", 11, "center"),
        Column("Tên đơn vị"),
        Column("Số lượng đảng viên (có mặt/tổng)", 26, "center"),
        Column("Ngày họp chi bộ", 26, "center"),
        Column("KQ số điểm", 17, "center"),
        *(Column(rating.label, 15, "center") for rating in Rating),
        Column("Ghi chú – thuyết minh điểm trừ"),
    )
    head = (
        (
            HeadCell("TT", rows=2),
            HeadCell("Tên đơn vị", rows=2),
            HeadCell("Số lượng đảng viên (có mặt/tổng)", rows=2),
            HeadCell("Ngày họp chi bộ", rows=2),
            HeadCell("Mức đánh giá xếp loại sau buổi sinh hoạt chi bộ hằng tháng", span=5),
            HeadCell("Ghi chú – thuyết minh điểm trừ", rows=2),
        ),
        (HeadCell("KQ số điểm"), *(HeadCell(rating.label) for rating in Rating)),
    )
    rows = [TableRow(_row(number, cell)) for number, cell in enumerate(facts.cells, start=1)]
    counts = (str(sum(_is_rated(cell, rating) for cell in facts.cells)) for rating in Rating)
    total = TableRow(("Tổng cộng", None, _sum(facts), "", "", *counts, ""), "total")
    return Table(columns, (*rows, total), head=head, show_column_numbers=True, balanced=True)


def _row(number: int, cell: RatedFacts) -> tuple[str, ...]:
    present = "" if cell.present is None or cell.total is None else f"{cell.present}/{cell.total}"
    own = "" if cell.is_decided or not cell.is_reported else OWN_SCORE
    return (
        str(number),
        cell.cell,
        present,
        dates.short(cell.held_on) if cell.held_on else "",
        cell.points,
        *("x" if _is_rated(cell, rating) else "" for rating in Rating),
        "; ".join(part for part in (own, cell.note) if part),
    )


def _is_rated(cell: RatedFacts, rating: Rating) -> bool:
    return cell.is_decided and cell.rating is rating


def _sum(facts: RatingsFacts) -> str:
    known = [cell for cell in facts.cells if cell.present is not None and cell.total is not None]
    if not known:
        return ""
    return f"{sum(cell.present or 0 for cell in known)}/{sum(cell.total or 0 for cell in known)}"


def sample_facts() -> RatingsFacts:
    """Return an invented month."""
    return RatingsFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 7, 8), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        year=2026,
        month=6,
        cells=(
            RatedFacts("Chi bộ thôn Mẫu 1", 28, 30, date(2026, 6, 3), "92,5", Rating.GOOD),
            RatedFacts(
                "Chi bộ Trường Tiểu học Ví Dụ",
                20,
                22,
                date(2026, 6, 4),
                "86",
                Rating.FAIR,
                "Thiếu thời lượng; ít ý kiến",
            ),
            RatedFacts("Chi bộ Trạm Y tế xã", 9, 10, date(2026, 6, 4), "91", Rating.GOOD, is_decided=False),
            RatedFacts("Chi bộ Công an xã"),
        ),
        members=64,
        temp_in=2,
    )


KIND = Kind(
    id="F11",
    name="Danh sách tổng hợp xếp loại chất lượng sinh hoạt chi bộ tháng",
    type_symbol="",
    facts_type=RatingsFacts,
    make=build,
    sample_facts=sample_facts,
)
