"""D13: the decision that recognises cells as "Chi bộ 4 tốt", with its list (document-format §8.1, recognition §10)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop.documents import letterhead, recognition_list, wording
from bontot_desktop.documents.blocks import (
    Article,
    Basis,
    Block,
    Document,
    PageBreak,
    Recipients,
    Ruling,
    Signature,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.recognition_list import ALL_COLUMNS, ListColumn, ListFacts, RecognisedCell
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A recognition decision. ``committee`` is "Đảng ủy xã Ví Dụ", ``commune`` "xã Ví Dụ",
    ``term`` "2025 - 2030" or "".

    ``basis`` are the căn cứ lines in force on its day, before the proposal. ``praise`` is a sentence added to Điều 2,
    "" for none.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    cells: tuple[RecognisedCell, ...]
    term: str = ""
    province: str = "Tỉnh ủy"
    basis: tuple[str, ...] = ()
    praise: str = ""
    columns: tuple[ListColumn, ...] = ALL_COLUMNS
    #: It adds cells to those of an earlier decision.
    is_further: bool = False


def build(facts: DecisionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a decision into the decision with its list on a new page, numbering going on."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        count=wording.counted(len(facts.cells)),
        is_one=len(facts.cells) == 1,
        commune=facts.commune,
        term=facts.term,
        province=settings.fixed(facts.province),
        praise=facts.praise,
        further="1" if facts.is_further else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Quyết định {words.say('summary')}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def _blocks(facts: DecisionFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("QUYẾT ĐỊNH", words.say("summary"))
    yield Basis((*facts.basis, words.say("proposal")))
    yield Ruling(f"Ban Thường vụ {facts.committee}".upper())
    for number in (1, 2, 3):
        yield Article(number, words.say(f"article_{number}"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield from recognition_list.blocks(list_facts(facts), settings, words)


def list_facts(facts: DecisionFacts) -> ListFacts:
    """Return the facts of the decision's list."""
    return ListFacts(
        author=facts.committee,
        issuer=f"Ban Thường vụ {facts.committee}",
        attached_to="Quyết định",
        symbol=facts.head.symbol,
        number=facts.head.number,
        day=facts.head.day,
        year=facts.year,
        cells=facts.cells,
        columns=facts.columns,
        signer=facts.signer,
    )


def sample_facts() -> DecisionFacts:
    """Return an invented decision with a list of fifteen cells."""
    return DecisionFacts(
        head=Head(
            superior="ĐẢNG BỘ TỈNH THÍ DỤ",
            issuer="ĐẢNG ỦY XÃ VÍ DỤ",
            place="Ví Dụ",
            symbol="QĐ/ĐU",
            number=5,
            day=date(2026, 12, 18),
        ),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=recognition_list.sample_cells(),
        term="2025 - 2030",
        basis=(
            "Căn cứ Điều lệ Đảng Cộng sản Việt Nam",
            "Căn cứ Quy định số 208-QĐ/TW, ngày 26/7/2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng",
            "Căn cứ Nghị quyết số 21-NQ/TW, ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng khóa XIII về tăng cường "
            "củng cố, xây dựng tổ chức cơ sở đảng và nâng cao chất lượng đội ngũ đảng viên trong giai đoạn mới",
            "Căn cứ Quy định số 366-QĐ/TW, ngày 30/8/2025 của Bộ Chính trị và Hướng dẫn số 43-HD/BTCTW, ngày "
            "31/10/2025 của Ban Tổ chức Trung ương về kiểm điểm và đánh giá, xếp loại chất lượng đối với tập thể, cá "
            "nhân trong hệ thống chính trị",
            "Căn cứ Quy chế làm việc của Ban Chấp hành Đảng bộ xã Ví Dụ, nhiệm kỳ 2025 - 2030",
            "Căn cứ Biên bản họp Ban Thường vụ Đảng ủy ngày 10/12/2026",
        ),
    )


KIND = Kind(
    id="D13",
    name='Quyết định công nhận "Chi bộ 4 tốt"',
    type_symbol="QĐ",
    facts_type=DecisionFacts,
    make=build,
    sample_facts=sample_facts,
)
