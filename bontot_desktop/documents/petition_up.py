"""D11: the paper that puts the proposals before the committee above, with its list (recognition.md §10, T9)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, recognition_list, wording
from bontot_desktop.documents.blocks import (
    Addressees,
    Block,
    Document,
    PageBreak,
    Paragraph,
    Recipients,
    Role,
    Signature,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.recognition_list import ALL_COLUMNS, ListColumn, ListFacts, RecognisedCell
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class PetitionUpFacts:
    """The paper. ``superior`` is "Ban Thường vụ Tỉnh ủy Ví Dụ"; ``awards`` counts those proposed."""

    head: Head
    signer: SignerFacts
    superior: str
    committee: str
    commune: str
    year: int
    cells: tuple[RecognisedCell, ...]
    all_cells: int
    registered: int
    verified: int
    reviewed_on: date | None = None
    awards: int = 0
    plan: str = ""
    columns: tuple[ListColumn, ...] = ALL_COLUMNS
    #: It follows a decision that stands, for cells taken up again.
    is_further: bool = False


def build(facts: PetitionUpFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts into the paper with its list on a new page, numbering going on."""
    share = 100 * facts.registered / facts.all_cells if facts.all_cells else 0
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        count=wording.counted(len(facts.cells)),
        commune=facts.commune,
        committee=settings.fixed(facts.committee),
        superior=facts.superior,
        plan=facts.plan,
        reviewed=dates.short(facts.reviewed_on) if facts.reviewed_on else "",
        all=f"{facts.all_cells:02d}",
        registered=f"{facts.registered:02d}",
        share=f"{share:.2f}".replace(".", ","),
        verified=f"{facts.verified:02d}",
        fit=f"{len(facts.cells):02d}",
        awards=wording.counted(facts.awards) if facts.awards else "",
        further="1" if facts.is_further else "",
    )
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Tờ trình {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: PetitionUpFacts) -> str:
    """Name the paper in the register."""
    further = " bổ sung" if facts.is_further else ""
    return f"Đề nghị công nhận{further} “Chi bộ 4 tốt” năm {facts.year} đối với {len(facts.cells):02d} chi bộ"


def _blocks(facts: PetitionUpFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("TỜ TRÌNH", "\n".join(words.lines("summary")))
    yield Addressees((words.say("addressee"),), petition=True)
    yield Paragraph(words.say("opening"))
    for number, key in enumerate(("results", "proposal", "dossier"), start=1):
        yield Paragraph(f"{number}. {words.say(key)}", Role.BODY)
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    yield PageBreak()
    yield from recognition_list.blocks(list_facts(facts), settings, words)


def list_facts(facts: PetitionUpFacts) -> ListFacts:
    """Return the facts of the list that goes up with the paper."""
    return ListFacts(
        author=facts.committee,
        issuer=f"Ban Thường vụ {facts.committee}",
        attached_to=recognition_list.PROPOSAL,
        symbol=facts.head.symbol,
        number=facts.head.number,
        day=facts.head.day,
        year=facts.year,
        cells=facts.cells,
        columns=facts.columns,
        signer=facts.signer,
    )


def sample_facts() -> PetitionUpFacts:
    """Return an invented paper."""
    return PetitionUpFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TTr/ĐU", 8, date(2026, 12, 12), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        superior="Ban Thường vụ Tỉnh ủy Thí Dụ",
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        cells=recognition_list.sample_cells(),
        all_cells=23,
        registered=22,
        verified=20,
        reviewed_on=date(2026, 12, 9),
        awards=3,
        plan="Kế hoạch số 12-KH/TU, ngày 15/01/2026 của Ban Thường vụ Tỉnh ủy",
    )


KIND = Kind(
    id="D11",
    name='Tờ trình đề nghị công nhận "Chi bộ 4 tốt"',
    type_symbol="TTr",
    facts_type=PetitionUpFacts,
    make=build,
    sample_facts=sample_facts,
)
