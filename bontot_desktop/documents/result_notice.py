"""D16 and D16A: the notices of a campaign's result, to a cell not recognised by itself and to all cells in general."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import letterhead, sample_parts, wording
from bontot_desktop.documents.blocks import Block, Document, Items, Paragraph, Recipients, Role, Signature, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import percent
from bontot_desktop.rules.recognition import Reason

#: The sentence that says what to mend for a reason; a reason without one of its own takes the last.
MEND, MEND_OTHER = "mend_{}", "mend_R99"


@dataclass(frozen=True, slots=True)
class ReasonFacts:
    """A reason why a cell was not recognised: its code and the sentence as the committee gave it."""

    reason: Reason
    sentence: str


@dataclass(frozen=True, slots=True)
class CellNoticeFacts:
    """A notice to one cell. ``review_on`` is the day the standing committee sat over it."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    cell: str
    year: int
    review_on: date
    reasons: tuple[ReasonFacts, ...]
    #: Days for a petition; the day by which faults are mended, None for the end of June of the next year.
    petition_days: int = 10
    mend_by: date | None = None


@dataclass(frozen=True, slots=True)
class GeneralNoticeFacts:
    """The notice to all cells. ``decision`` is the number of the decision that recognises, "" when nobody was.

    ``refused`` counts those not recognised of ``registered``; ``certificates`` counts the certificates given.
    """

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    review_on: date
    cells: int
    registered: int
    recognised: tuple[str, ...]
    refused: int
    decision: str = ""
    decision_on: date | None = None
    certificates: int = 0
    certificate_decision: str = ""
    certificate_decision_on: date | None = None
    petition_days: int = 10


# To one cell


def build_cell(facts: CellNoticeFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a refusal into the notice to its cell."""
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        next_year=facts.year + 1,
        cell=facts.cell,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        review_day=dates.short(facts.review_on),
        is_one=len(facts.reasons) == 1,
        petition_days=wording.counted(facts.petition_days),
        mend_day=dates.short(facts.mend_by or date(facts.year + 1, 6, 30)),
    )
    return _document("Thông báo", _cell_blocks(facts, settings, words), facts, settings, words)


def about_cell(facts: CellNoticeFacts) -> str:
    """Name the notice in the register."""
    return f"Kết quả xét “Chi bộ 4 tốt” năm {facts.year} đối với {facts.cell}"


def _cell_blocks(facts: CellNoticeFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("THÔNG BÁO", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    yield Paragraph(words.say("reasons_heading"), Role.HEADING_2, keep_with_next=True)
    yield from _listed([sample_parts.stop(reason.sentence) for reason in facts.reasons])
    yield Paragraph(words.say("mend_heading"), Role.HEADING_2, keep_with_next=True)
    yield from _listed(_to_mend(facts.reasons, words))
    yield Paragraph(words.say("deadline"))
    yield Paragraph(words.say("petition"))
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _listed(sentences: Sequence[str]) -> list[Block]:
    """Set one sentence as a paragraph, several as dashed lines."""
    return [Paragraph(sentences[0])] if len(sentences) == 1 else [Items(tuple(sentences))]


def _to_mend(reasons: Sequence[ReasonFacts], words: Words) -> list[str]:
    said = (words.say(MEND.format(reason.reason.value)) for reason in reasons)
    return list(dict.fromkeys(sentence for sentence in said if sentence))


# To all


def build_general(facts: GeneralNoticeFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the figures of a campaign into the notice to all cells."""
    count = len(facts.recognised)
    words = words.given(
        title=settings.title_spelling,
        year=facts.year,
        next_year=facts.year + 1,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        review_day=dates.short(facts.review_on),
        cells=wording.counted(facts.cells),
        registered=wording.counted(facts.registered),
        recognised=wording.counted(count) if count else "",
        names="; ".join(facts.recognised),
        refused=wording.counted(facts.refused) if facts.refused else "",
        share=percent(count, facts.registered, 2) if count and facts.registered else "",
        decision=facts.decision,
        decision_day=dates.short(facts.decision_on) if facts.decision_on else "",
        certificates=wording.counted(facts.certificates) if facts.certificates else "",
        certificate_decision=facts.certificate_decision,
        certificate_day=dates.short(facts.certificate_decision_on) if facts.certificate_decision_on else "",
        petition_days=wording.counted(facts.petition_days),
    )
    return _document("Thông báo", _general_blocks(facts, settings, words), facts, settings, words)


def about_general(facts: GeneralNoticeFacts) -> str:
    """Name the notice in the register."""
    return f"Kết quả xét, công nhận “Chi bộ 4 tốt” năm {facts.year}"


def _general_blocks(facts: GeneralNoticeFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("THÔNG BÁO", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    parts = ["recognised_part", *(["refused_part"] if facts.refused else [])]
    parts += ["certificates_part"] if facts.certificates else []
    for number, key in enumerate((*parts, "next_part", "petition"), start=1):
        yield Paragraph(f"{number}. {words.say(key)}")
    yield Paragraph(words.say("closing"))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))


def _document(
    kind: str,
    blocks: Iterator[Block],
    facts: CellNoticeFacts | GeneralNoticeFacts,
    settings: FormatSettings,
    words: Words,
) -> Document:
    return Document(
        blocks=tuple(blocks),
        title=f"{kind} {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


# Samples


def sample_cell() -> CellNoticeFacts:
    """Return an invented notice to a cell with four reasons."""
    return CellNoticeFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TB/ĐU", 31, date(2026, 12, 22), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        cell="Chi bộ thôn Mẫu 4",
        year=2026,
        review_on=date(2026, 12, 10),
        reasons=(
            ReasonFacts(Reason.R03, "Tổng điểm thẩm định 74,5 điểm, dưới mức 80 điểm của bộ tiêu chí"),
            ReasonFacts(Reason.R06, "Có 01 đảng viên bị khiển trách tháng 9/2026"),
            ReasonFacts(Reason.R07, "Tỷ lệ đảng viên hoàn thành tốt nhiệm vụ trở lên 75 %, quy định 80 %"),
            ReasonFacts(Reason.R08, "Mới họp 10 kỳ sinh hoạt thường kỳ trong năm, quy định 12 kỳ"),
        ),
    )


def sample_general() -> GeneralNoticeFacts:
    """Return an invented notice to all cells."""
    names = tuple(f"Chi bộ thôn Mẫu {number}" for number in (1, 2, 3, 5, 6, 7, 8))
    return GeneralNoticeFacts(
        head=Head("ĐẢNG BỘ TỈNH THÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "TB/ĐU", 30, date(2026, 12, 22), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Trần Thị Thí Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        review_on=date(2026, 12, 10),
        cells=23,
        registered=9,
        recognised=names,
        refused=2,
        decision="05-QĐ/ĐU",
        decision_on=date(2026, 12, 18),
        certificates=3,
        certificate_decision="06-QĐ/ĐU",
        certificate_decision_on=date(2026, 12, 18),
    )


CELL_KIND = Kind(
    id="D16",
    name="Thông báo kết quả cho chi bộ chưa được công nhận",
    type_symbol="TB",
    facts_type=CellNoticeFacts,
    make=build_cell,
    sample_facts=sample_cell,
)
GENERAL_KIND = Kind(
    id="D16A",
    name="Thông báo chung về kết quả xét công nhận",
    type_symbol="TB",
    facts_type=GeneralNoticeFacts,
    make=build_general,
    sample_facts=sample_general,
)
