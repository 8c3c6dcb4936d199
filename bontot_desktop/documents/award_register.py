"""DS4: the register of certificates: number, who has it, what for, decision, money; across the page (§7)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bontot_desktop import dates
from bontot_desktop.documents import handed_list, wording
from bontot_desktop.documents.blocks import Column, Document, Table, TableRow
from bontot_desktop.documents.handed_list import printed
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.awards import dong


@dataclass(frozen=True, slots=True)
class RegisteredAward:
    """A certificate in the register; ``money`` is None where none went with it."""

    number: str
    name: str
    achievement: str
    decision: str = ""
    decided_on: date | None = None
    money: Decimal | None = None
    paid_on: date | None = None
    taken_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class AwardRegisterFacts:
    """The register of the years from ``from_year`` to ``to_year``."""

    head: Head
    signer: SignerFacts
    committee: str
    day: date
    from_year: int
    to_year: int
    awards: tuple[RegisteredAward, ...]
    about: str = ""


def build(facts: AwardRegisterFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the register into its paper."""
    return handed_list.document("Sổ theo dõi", facts, _table(facts), settings, given(facts, settings, words))


def given(facts: AwardRegisterFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps of the register's sentences."""
    total = sum((award.money for award in facts.awards if award.money is not None), Decimal(0))
    years = str(facts.to_year) if facts.from_year == facts.to_year else f"{facts.from_year} - {facts.to_year}"
    return words.given(
        committee=settings.fixed(facts.committee),
        day=dates.short(facts.day),
        years=years,
        count=wording.counted(len(facts.awards)),
        money=dong(total) if total else "",
    )


def _table(facts: AwardRegisterFacts) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Số vào sổ", 24, "center"),
        Column("Đơn vị, cá nhân được tặng", 52),
        Column("Thành tích"),
        Column("Quyết định", 34),
        Column("Tiền thưởng (đồng)", 28, "right"),
        Column("Ngày chi", 24, "center"),
        Column("Ghi chú", 30),
    )
    rows = tuple(
        TableRow(
            (
                str(place),
                award.number,
                award.name,
                award.achievement,
                ", ".join(part for part in (award.decision, printed(award.decided_on)) if part),
                "" if award.money is None else dong(award.money),
                printed(award.paid_on),
                f"Thu hồi {printed(award.taken_back_on)}" if award.taken_back_on is not None else "",
            )
        )
        for place, award in enumerate(facts.awards, start=1)
    )
    return Table(columns, rows)


def sample_facts() -> AwardRegisterFacts:
    """Return an invented register of two certificates."""
    return AwardRegisterFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", day=date(2026, 12, 28), year=2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        day=date(2026, 12, 28),
        from_year=2025,
        to_year=2026,
        awards=(
            RegisteredAward(
                "01/2025",
                "Chi bộ thôn Mẫu 1",
                'tiêu biểu trong phong trào thi đua xây dựng "Chi bộ 4 tốt" năm 2025',
                "06-QĐ/ĐU",
                date(2025, 12, 20),
                Decimal(1_404_000),
                date(2025, 12, 31),
            ),
            RegisteredAward(
                "02/2026", "Chi bộ thôn Mẫu 2", "tiêu biểu năm 2026", "07-QĐ/ĐU", date(2026, 12, 18), Decimal(1_404_000)
            ),
        ),
    )


KIND = Kind(
    id="DS4",
    name="Sổ theo dõi giấy khen",
    type_symbol="",
    facts_type=AwardRegisterFacts,
    make=build,
    sample_facts=sample_facts,
)
