"""D19: the decision that takes a recognition back (recognition.md §10, §3.4 T12)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Document,
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
class RevocationFacts:
    """The decision. ``decision`` names the one that recognised: "số 05-QĐ/ĐU, ngày 18/12/2026", "" when unknown."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    cell: str
    year: int
    reason: str
    #: What it rests on: "Kết luận kiểm tra số 03-KL/UBKT, ngày 20/01/2027".
    grounds: str = ""
    decision: str = ""
    takes_award_back: bool = False
    basis: tuple[str, ...] = ()


def build(facts: RevocationFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the decision."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        commune=facts.commune,
        cell=facts.cell,
        reason=facts.reason.rstrip(" .;"),
        decision=facts.decision,
        with_award="1" if facts.takes_award_back else "",
        last_article=3 if facts.takes_award_back else 2,
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: RevocationFacts) -> str:
    """Name the decision in the register."""
    return f"Hủy kết quả công nhận “Chi bộ 4 tốt” năm {facts.year} của {facts.cell}"


def _blocks(facts: RevocationFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", "\n".join(words.lines("summary")))
    grounds = (words.say("grounds", grounds=facts.grounds.rstrip(" .;,")),) if facts.grounds else ()
    yield Basis((*facts.basis, *grounds, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    keys = ("article_1", *(("article_2",) if facts.takes_award_back else ()), "article_3")
    for number, key in enumerate(keys, start=1):
        yield Article(number, words.say(key))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def sample_facts() -> RevocationFacts:
    """Return an invented decision."""
    return RevocationFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "QĐ/ĐU", 22, date(2027, 2, 12), 2027),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 6",
        year=2026,
        reason="báo cáo không đúng số liệu sinh hoạt và kết nạp đảng viên",
        grounds="Kết luận kiểm tra số 03-KL/UBKT, ngày 20/01/2027 của Ủy ban Kiểm tra Đảng ủy",
        decision="số 05-QĐ/ĐU, ngày 18/12/2026",
        takes_award_back=True,
        basis=("Căn cứ Điều lệ Đảng Cộng sản Việt Nam",),
    )


def sample_without_award() -> RevocationFacts:
    """Return an invented decision on a cell that got no certificate."""
    facts = sample_facts()
    return RevocationFacts(
        facts.head, facts.signer, facts.committee, facts.commune, facts.cell, facts.year, facts.reason
    )


KIND = Kind(
    id="D19",
    name='Quyết định hủy kết quả công nhận "Chi bộ 4 tốt"',
    type_symbol="QĐ",
    facts_type=RevocationFacts,
    make=build,
    sample_facts=sample_facts,
)
