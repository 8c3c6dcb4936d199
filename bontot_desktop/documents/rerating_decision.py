"""Mẫu 03 of HD 43: the decision that rates a party organisation or a member again (QĐ 366, Điều 15)."""

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
class AgainRated:
    """A cell, or a member with the cell, with the old level and the new one in words, "" when it is only annulled."""

    name: str
    is_cell: bool
    old: str
    new: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReratingFacts:
    """The decision. ``decision`` names the one it mends: "số 15-QĐ/ĐU, ngày 16/12/2026", "" when it is not here."""

    head: Head
    signer: SignerFacts
    issuer: str
    committee: str
    commune: str
    year: int
    subjects: tuple[AgainRated, ...]
    decision: str = ""
    basis: tuple[str, ...] = ()


def build(facts: ReratingFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the decision."""
    cells = sum(subject.is_cell for subject in facts.subjects)
    words = words.given(
        year=facts.year,
        commune=facts.commune,
        issuer=settings.fixed(facts.issuer),
        decision=facts.decision,
        cells=wording.counted(cells) if cells else "",
        members=wording.counted(len(facts.subjects) - cells) if len(facts.subjects) > cells else "",
        again="1" if any(subject.new for subject in facts.subjects) else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: ReratingFacts) -> str:
    """Name the decision in the register."""
    if not any(subject.new for subject in facts.subjects):
        return f"Hủy kết quả xếp loại năm {facts.year}: {'; '.join(subject.name for subject in facts.subjects)}"
    return f"Đánh giá, xếp loại lại năm {facts.year}: {'; '.join(subject.name for subject in facts.subjects)}"


def _blocks(facts: ReratingFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    reasons = dict.fromkeys(subject.reason.rstrip(" .;,") for subject in facts.subjects if subject.reason)
    yield Basis((*facts.basis, *(words.say("reason", reason=reason) for reason in reasons), words.say("proposal")))
    yield Ruling(facts.issuer.upper())
    yield Article(1, words.say("article_1"))
    lines = (words.say("subject", name=subject.name, old=subject.old, new=subject.new) for subject in facts.subjects)
    yield Items(tuple(sample_parts.stop(line[:1].upper() + line[1:]) for line in lines), marker="{n}. ")
    yield Article(2, words.say("article_2"))
    yield Article(3, words.say("article_3"))
    recipients = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(recipients))


def sample_facts() -> ReratingFacts:
    """Return an invented decision."""
    return ReratingFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 21, date(2027, 2, 10), 2027),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        issuer="Ban Thường vụ Đảng ủy xã Ví Dụ",
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        subjects=(
            AgainRated(
                "Chi bộ thôn Mẫu 6",
                True,
                "Hoàn thành tốt nhiệm vụ",
                "Hoàn thành nhiệm vụ",
                "Kết luận kiểm tra số 03-KL/UBKT, ngày 20/01/2027",
            ),
            AgainRated(
                "đồng chí Nguyễn Văn Ví Dụ, Chi bộ thôn Mẫu 6",
                False,
                "Hoàn thành tốt nhiệm vụ",
                "Không hoàn thành nhiệm vụ",
                "Kết luận kiểm tra số 03-KL/UBKT, ngày 20/01/2027",
            ),
        ),
        decision="số 15-QĐ/ĐU, ngày 16/12/2026",
        basis=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam",),
    )


KIND = Kind(
    id="M03",
    name="Quyết định đánh giá, xếp loại lại (Mẫu 03)",
    type_symbol="QĐ",
    facts_type=ReratingFacts,
    make=build,
    sample_facts=sample_facts,
)
