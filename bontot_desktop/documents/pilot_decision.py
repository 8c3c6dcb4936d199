"""D3: the decision that chooses pilot cells of the campaign (recognition.md §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead, sample_parts, wording
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Document,
    Items,
    Recipients,
    Ruling,
    Signature,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class PilotCell:
    """A chosen cell with its kind, the committee member who directs it, and why it was chosen."""

    name: str
    group: str = ""
    in_charge: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PilotFacts:
    """The decision on the pilot cells of a year."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[PilotCell, ...]
    basis: tuple[str, ...] = ()


def build(facts: PilotFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of the choice into the decision."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        commune=facts.commune,
        count=wording.counted(len(facts.cells)),
        is_one=len(facts.cells) == 1,
        directed=bool(any(cell.in_charge for cell in facts.cells)),
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: PilotFacts) -> str:
    """Name the decision in the register."""
    return f"Chọn {len(facts.cells):02d} chi bộ làm điểm xây dựng “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: PilotFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    yield Article(1, words.say("article_1"))
    yield Items(tuple(_cell(cell, words) for cell in facts.cells), marker="{n}. ")
    yield Article(2, words.say("article_2"))
    yield Article(3, words.say("article_3"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _cell(cell: PilotCell, words: Words) -> str:
    said = words.say("cell", cell=cell.name, group=cell.group, in_charge=cell.in_charge, reason=cell.reason.rstrip("."))
    return sample_parts.stop(said)


def sample_facts() -> PilotFacts:
    """Return an invented decision."""
    return PilotFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 12, date(2026, 3, 16), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=(
            PilotCell(
                "Chi bộ thôn Mẫu 1", "thôn, tổ dân phố", "Lê Văn Minh Họa", "đông đảng viên, đại diện loại hình thôn"
            ),
            PilotCell("Chi bộ Trường Tiểu học Ví Dụ", "trường học", "Trần Thị Thí Dụ"),
        ),
        basis=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam", "Căn cứ Kế hoạch số 04-KH/ĐU, ngày 20/01/2026"),
    )


KIND = Kind(
    id="D3",
    name='Quyết định chọn chi bộ làm điểm "Chi bộ 4 tốt"',
    type_symbol="QĐ",
    facts_type=PilotFacts,
    make=build,
    sample_facts=sample_facts,
)
