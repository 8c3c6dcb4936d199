"""D18: the decision that recognises the yearly ratings of cells and members, with its lists (recognition.md §10)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import groupby

from bontot_desktop import dates
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
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.scoring import show
from bontot_desktop.rules.shares import percent

#: The gaps of the four levels, the best first.
_GAPS = ("excellent", "good", "completed", "not_completed")


@dataclass(frozen=True, slots=True)
class RatedCell:
    """A cell of the list: its own points, the verified ones, its level, and whether it is exemplary."""

    name: str
    level: QualityLevel
    group: str = ""
    self_points: Decimal | None = None
    verified_points: Decimal | None = None
    is_exemplary: bool = False


@dataclass(frozen=True, slots=True)
class RatedMember:
    """A member of the lists; ``level`` is None for one who is not evaluated, with ``why`` in words."""

    name: str
    cell: str
    level: QualityLevel | None
    born: int | None = None
    post: str = ""
    why: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class RatingDecisionFacts:
    """The decision. ``issuer`` is "Ban Thường vụ Đảng ủy xã Ví Dụ"; members are empty when only cells are rated."""

    head: Head
    signer: SignerFacts
    issuer: str
    committee: str
    commune: str
    year: int
    cells: tuple[RatedCell, ...]
    members: tuple[RatedMember, ...] = ()
    cut_off: date | None = None
    term: str = ""
    basis: tuple[str, ...] = ()

    @property
    def evaluated(self) -> tuple[RatedMember, ...]:
        """Members with a level."""
        return tuple(member for member in self.members if member.level is not None)

    @property
    def left_out(self) -> tuple[RatedMember, ...]:
        """Members who were not evaluated."""
        return tuple(member for member in self.members if member.level is None)


def build(facts: RatingDecisionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a decision into the decision with its lists on new pages, numbering going on."""
    words = words.given(
        year=facts.year,
        commune=facts.commune,
        issuer=settings.fixed(facts.issuer),
        term=facts.term,
        with_members="1" if facts.members else "",
        cells=wording.counted(len(facts.cells)),
        members=wording.counted(len(facts.evaluated)),
        left_out=wording.counted(len(facts.left_out)) if facts.left_out else "",
        exemplary=f"{sum(cell.is_exemplary for cell in facts.cells):02d}" if _any_exemplary(facts) else "",
        cut_off=dates.short(facts.cut_off) if facts.cut_off else "",
        last_article=3 if facts.members else 2,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: RatingDecisionFacts) -> str:
    """Name the decision in the register."""
    whom = f"{len(facts.cells):02d} chi bộ"
    if facts.members:
        whom += f", {len(facts.evaluated):02d} đảng viên"
    return f"Công nhận kết quả đánh giá, xếp loại chất lượng năm {facts.year} đối với {whom}"


def _any_exemplary(facts: RatingDecisionFacts) -> bool:
    return any(cell.is_exemplary for cell in facts.cells)


def counts(levels: list[QualityLevel]) -> dict[str, str]:
    """Return, by gap, how many have each level and their shares: "02 chi bộ" is the sentence's own word.

    Each share is rounded by itself, half up: moved to make the four add to 100, a sentence would have to say so.
    """
    of = Counter(levels)
    parts = [of[level] for level in QualityLevel]
    found: dict[str, str] = {}
    for name, part in zip(_GAPS, parts, strict=True):
        found[name] = f"{part:02d}"
        found[f"{name}_share"] = f"{percent(part, len(levels)) or Decimal():.2f}".replace(".", ",")
    return found


def _blocks(facts: RatingDecisionFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(facts.issuer.upper())
    yield Article(1, words.say("article_1", **counts([cell.level for cell in facts.cells])))
    number = 2
    if facts.members:
        levels = [member.level for member in facts.members if member.level is not None]
        yield Article(2, words.say("article_2", **counts(levels)))
        number = 3
    yield Article(number, words.say("article_3"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield from _list(facts, settings, words, "cells", _cells_table(facts))
    if facts.evaluated:
        yield from _list(facts, settings, words, "members", _members_table(facts.evaluated))
    if facts.left_out:
        yield from _list(facts, settings, words, "left_out", _left_out_table(facts.left_out))


def _list(
    facts: RatingDecisionFacts, settings: FormatSettings, words: Words, key: str, table: Table
) -> Iterator[Block]:
    number = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(facts.issuer)
    yield PageBreak()
    summary = "\n".join(words.lines(f"{key}_summary"))
    yield Title("DANH SÁCH", summary, bracket=f"(Kèm theo Quyết định số {number}, {day} của {issuer})")
    yield table
    yield Paragraph(words.say(f"{key}_closing"))
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _cells_table(facts: RatingDecisionFacts) -> Table:
    own = any(cell.self_points is not None for cell in facts.cells)
    verified = any(cell.verified_points is not None for cell in facts.cells)
    columns = [Column("TT", 9, "center"), Column("Chi bộ")]
    columns += [Column("Điểm tự chấm", 17, "center")] if own else []
    columns += [Column("Điểm thẩm định", 17, "center")] if verified else []
    columns += [Column("Xếp loại", align="left"), Column("Ghi chú", 22)]
    rows: list[TableRow] = []
    number = 0
    grouped = len({cell.group for cell in facts.cells}) > 1
    for group, cells in groupby(facts.cells, key=lambda cell: cell.group):
        listed = list(cells)
        if grouped:
            rows.append(TableRow((f"{group} ({len(listed):02d} chi bộ)",), kind="group"))
        for cell in listed:
            number += 1
            points = [_points(cell.self_points)] if own else []
            points += [_points(cell.verified_points)] if verified else []
            note = "Tiêu biểu" if cell.is_exemplary else ""
            rows.append(TableRow((str(number), cell.name, *points, cell.level.label, note)))
    return Table(tuple(columns), tuple(rows), balanced=True)


def _points(points: Decimal | None) -> str:
    return "" if points is None else show(points)


def _members_table(members: tuple[RatedMember, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên"),
        Column("Năm sinh", 14, "center"),
        Column("Chức vụ"),
        Column("Xếp loại"),
        Column("Ghi chú", 20),
    )
    return Table(
        columns, tuple(_by_cell(members, lambda member: member.level.label if member.level else "")), balanced=True
    )


def _left_out_table(members: tuple[RatedMember, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên"),
        Column("Năm sinh", 14, "center"),
        Column("Chức vụ"),
        Column("Lý do không đánh giá"),
        Column("Ghi chú", 20),
    )
    return Table(columns, tuple(_by_cell(members, lambda member: member.why)), balanced=True)


def _by_cell(members: tuple[RatedMember, ...], said: Callable[[RatedMember], str]) -> Iterator[TableRow]:
    number = 0
    for cell, own in groupby(members, key=lambda member: member.cell):
        listed = list(own)
        yield TableRow((f"{cell} ({len(listed):02d} đảng viên)",), kind="group")
        for member in listed:
            number += 1
            born = str(member.born) if member.born else ""
            yield TableRow((str(number), member.name, born, member.post, said(member), member.note))


def sample_facts() -> RatingDecisionFacts:
    """Return an invented decision on six cells and their members."""
    levels = (QualityLevel.EXCELLENT, *([QualityLevel.GOOD] * 4), QualityLevel.COMPLETED)
    return RatingDecisionFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 15, date(2026, 12, 16), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        issuer="Ban Thường vụ Đảng ủy xã Ví Dụ",
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=tuple(
            RatedCell(
                f"Chi bộ thôn Mẫu {place}",
                level,
                "Nông thôn" if place < 5 else "Trường học",
                Decimal(95 - place),
                Decimal(93 - place),
                place == 1,
            )
            for place, level in enumerate(levels, start=1)
        ),
        members=tuple(
            RatedMember(f"Nguyễn Văn Ví Dụ {place}", f"Chi bộ thôn Mẫu {place % 2 + 1}", level, 1960 + place, "", why)
            for place, level, why in sorted(
                (
                    (1, QualityLevel.EXCELLENT, ""),
                    (2, QualityLevel.GOOD, ""),
                    (3, QualityLevel.GOOD, ""),
                    (4, QualityLevel.COMPLETED, ""),
                    (5, None, "miễn công tác và sinh hoạt đảng"),
                    (6, None, "mới kết nạp chưa đủ 6 tháng"),
                ),
                key=lambda one: one[0] % 2,
            )
        ),
        cut_off=date(2026, 12, 31),
        term="2025 - 2030",
        basis=(
            "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
            "Căn cứ Quy định số 366-QĐ/TW, ngày 30/8/2025 của Bộ Chính trị và Hướng dẫn số 43-HD/BTCTW, ngày "
            "31/10/2025 của Ban Tổ chức Trung ương về kiểm điểm và đánh giá, xếp loại chất lượng đối với tập thể, cá "
            "nhân trong hệ thống chính trị",
        ),
    )


def sample_cells_only() -> RatingDecisionFacts:
    """Return an invented decision on cells alone."""
    return replace(sample_facts(), members=())


KIND = Kind(
    id="D18",
    name="Quyết định công nhận kết quả đánh giá, xếp loại chất lượng",
    type_symbol="QĐ",
    facts_type=RatingDecisionFacts,
    make=build,
    sample_facts=sample_facts,
)
