"""D14, D14M: the decisions that give certificates to cells and members, with their lists (recognition.md §7, §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bontot_desktop import text
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
from bontot_desktop.rules.awards import dong, in_words


@dataclass(frozen=True, slots=True)
class AwardedCell:
    """A line of the list. ``achievement`` follows "đã có thành tích"; ``money`` is None where none goes with it.

    ``cell`` is a member's cell, "" in a list of cells.
    """

    name: str
    achievement: str
    rating: str = ""
    coefficient: Decimal | None = None
    money: Decimal | None = None
    cell: str = ""


@dataclass(frozen=True, slots=True)
class AwardDecisionFacts:
    """A decision on certificates. ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ".

    ``basis`` are the căn cứ lines before the proposal. ``achievement`` is what all cells have in common, for the
    decision's own words where their achievements differ.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[AwardedCell, ...]
    achievement: str
    term: str = ""
    basis: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Money:
    """What the decision says of the money: the share and amount of each cell where they are alike, and the sum."""

    coefficient: Decimal | None
    each: Decimal | None
    total: Decimal

    @property
    def any(self) -> bool:
        return self.total > 0


def build(facts: AwardDecisionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a decision into the decision with its list on a new page, numbering going on."""
    money = _money(facts.cells)
    of_members = any(line.cell for line in facts.cells)
    # A cell may be given two certificates of different kinds, each with a line of its own.
    cells = len(facts.cells) if of_members else len({line.name for line in facts.cells})
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        count=wording.counted(cells),
        certificates=wording.counted(len(facts.cells)) if cells < len(facts.cells) else "",
        is_one=cells == 1,
        achievement=_common(facts),
        commune=facts.commune,
        committee=settings.fixed(facts.committee),
        term=facts.term,
        coefficient="" if money.coefficient is None else wording.decimal(float(money.coefficient)),
        money="" if money.each is None else dong(money.each),
        money_words="" if money.each is None else in_words(money.each),
        total=dong(money.total),
        total_words=in_words(money.total),
        last_article=3 if money.any else 2,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words, money)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: AwardDecisionFacts) -> str:
    """Name the decision in the register."""
    whom = "đảng viên" if _of_members(facts.cells) else "chi bộ"
    return f"Tặng giấy khen năm {facts.year} cho {len(facts.cells):02d} {whom}"


def _of_members(cells: tuple[AwardedCell, ...]) -> bool:
    return any(cell.cell for cell in cells)


def _money(cells: tuple[AwardedCell, ...]) -> _Money:
    given = {(cell.coefficient, cell.money) for cell in cells}
    alike = next(iter(given)) if len(given) == 1 else (None, None)
    return _Money(*alike, sum((cell.money for cell in cells if cell.money is not None), Decimal(0)))


def _common(facts: AwardDecisionFacts) -> str:
    said = {cell.achievement for cell in facts.cells}
    return said.pop() if len(said) == 1 else facts.achievement


def _blocks(facts: AwardDecisionFacts, settings: FormatSettings, words: Words, money: _Money) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    articles = ["article_1", *(["article_2" if money.each else "article_2_sum"] if money.any else []), "article_3"]
    for number, key in enumerate(articles, start=1):
        yield Article(number, words.say(key))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield from _list(facts, settings, words, money)


def _list(facts: AwardDecisionFacts, settings: FormatSettings, words: Words, money: _Money) -> Iterator[Block]:
    number = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    bracket = f"(Kèm theo Quyết định số {number}, {day} của {issuer})"
    yield Title("DANH SÁCH", "\n".join(words.lines("list_summary")), bracket=bracket)
    yield _table(facts, money)
    yield Paragraph(words.say("list_closing"))
    if settings.list_signed_again:
        yield Signature(letterhead.signer(facts.signer))


def _table(facts: AwardDecisionFacts, money: _Money) -> Table:
    """A column for what differs: achievements in the title are not said again in every row."""
    differing = len({cell.achievement for cell in facts.cells}) > 1
    of_members = _of_members(facts.cells)
    columns = [Column("TT", 10, "center"), Column("Họ và tên" if of_members else "Tên chi bộ")]
    if of_members:
        columns.append(Column("Chi bộ"))
    if differing or not of_members:
        columns.append(Column("Thành tích") if differing else Column(f"Xếp loại chất lượng năm {facts.year}"))
    if money.any:
        columns.append(Column("Tiền thưởng (đồng)", 28, "right"))
    rows = []
    for number, cell in enumerate(facts.cells, start=1):
        whose = (cell.cell,) if of_members else ()
        said = (
            (text.first_upper(cell.achievement) if differing else cell.rating,) if differing or not of_members else ()
        )
        paid = ("" if cell.money is None else dong(cell.money),) if money.any else ()
        rows.append(TableRow((str(number), cell.name, *whose, *said, *paid)))
    if money.any:
        joined = (None,) * (len(columns) - 2)
        rows.append(TableRow(("Tổng cộng", *joined, dong(money.total)), kind="total"))
    return Table(tuple(columns), tuple(rows), balanced=True)


def sample_cells() -> tuple[AwardedCell, ...]:
    """Return five invented cells."""
    said = 'xuất sắc, tiêu biểu trong thực hiện phong trào thi đua xây dựng "Chi bộ 4 tốt" năm 2026'
    names = ("thôn Mẫu 1", "thôn Mẫu 2", "thôn Mẫu 5", "Trường Tiểu học Mẫu 1", "Cơ quan Mẫu 2")
    return tuple(
        AwardedCell(
            f"Chi bộ {name}",
            said,
            "Hoàn thành xuất sắc nhiệm vụ" if place < 2 else "Hoàn thành tốt nhiệm vụ",
            Decimal("0.6"),
            Decimal(1_404_000),
        )
        for place, name in enumerate(names)
    )


def sample_facts() -> AwardDecisionFacts:
    """Return an invented decision."""
    return AwardDecisionFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 6, date(2026, 12, 18), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=sample_cells(),
        achievement="xuất sắc, tiêu biểu năm 2026",
        term="2025 - 2030",
        basis=(
            "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
            "Căn cứ Quy định số 208-QĐ/TW, ngày 26/7/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
            "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã Ví Dụ, nhiệm kỳ 2025 - 2030",
            'Căn cứ Quyết định số 05-QĐ/ĐU, ngày 18/12/2026 của Ban Thường vụ Đảng ủy xã Ví Dụ về công nhận "Chi bộ 4 '
            'tốt" năm 2026',
        ),
    )


def sample_mixed() -> AwardDecisionFacts:
    """Return an invented decision on certificates of two kinds with different money."""
    facts = sample_facts()
    first, *others = facts.cells
    best = 'xuất sắc, đạt tiêu chuẩn "Hoàn thành xuất sắc nhiệm vụ" tiêu biểu 5 năm liền (2022 - 2026)'
    exemplary = replace(first, achievement=best, coefficient=Decimal("1.5"), money=Decimal(3_510_000))
    return replace(facts, cells=(exemplary, first, *others))


KIND = Kind(
    id="D14",
    name="Quyết định tặng giấy khen",
    type_symbol="QĐ",
    facts_type=AwardDecisionFacts,
    make=build,
    sample_facts=sample_facts,
)


def sample_members() -> AwardDecisionFacts:
    """Return an invented decision on certificates of four members of two cells."""
    said = 'xuất sắc, đạt tiêu chuẩn "Hoàn thành xuất sắc nhiệm vụ" năm 2026'
    people = (
        ("Lê Thị Thí Dụ", "Chi bộ thôn Mẫu 1"),
        ("Nguyễn Văn Ví Dụ", "Chi bộ thôn Mẫu 1"),
        ("Phạm Thị Tượng Trưng", "Chi bộ thôn Mẫu 1"),
        ("Hoàng Văn Minh Họa", "Chi bộ Trường Tiểu học Mẫu 1"),
    )
    facts = sample_facts()
    return replace(
        facts,
        basis=(*facts.basis[:-1], "Căn cứ kết quả đánh giá, xếp loại chất lượng đảng viên năm 2026"),
        cells=tuple(AwardedCell(name, said, "", Decimal("0.3"), Decimal(702_000), cell) for name, cell in people),
        achievement="xuất sắc năm 2026",
    )


MEMBER_KIND = Kind(
    id="D14M",
    name="Quyết định tặng giấy khen đảng viên",
    type_symbol="QĐ",
    facts_type=AwardDecisionFacts,
    make=build,
    sample_facts=sample_members,
)
