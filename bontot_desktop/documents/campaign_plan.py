"""D1: the plan of a year's campaign, with its criteria as an appendix (recognition.md §10, document-format.md §8.5)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from bontot_desktop import dates
from bontot_desktop.documents import criteria_table, letterhead, sample_parts
from bontot_desktop.documents.blocks import Block, Document, PageBreak, Paragraph, Recipients, Signature, Title
from bontot_desktop.documents.criteria_table import CriteriaFacts
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head, SignerFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: The parts of the plan in their order: key of the text and what heads it.
PARTS = (
    ("purpose", "Mục đích, yêu cầu"),
    ("targets", "Chỉ tiêu"),
    ("contents", "Nội dung, tiêu chí"),
    ("steps", "Cách thức thực hiện"),
    ("organisation", "Tổ chức thực hiện"),
)


@dataclass(frozen=True, slots=True)
class CampaignPlanFacts:
    """The plan. ``until`` holds the campaign's days by name; ``texts`` what the office wrote for a part this year."""

    head: Head
    signer: SignerFacts
    committee: str
    commune: str
    year: int
    sets: tuple[CriteriaFacts, ...]
    #: "giai đoạn 2023 - 2025", "" when the campaign belongs to none.
    phase: str = ""
    launch_on: date | None = None
    register_until: date | None = None
    self_score_until: date | None = None
    dossier_until: date | None = None
    verify_until: date | None = None
    review_until: date | None = None
    report_until: date | None = None
    pilots: int = 0
    basis: tuple[str, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)


def build(facts: CampaignPlanFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a campaign into its plan."""
    words = given(facts, settings, words)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Kế hoạch {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def given(facts: CampaignPlanFacts, settings: FormatSettings, words: Words) -> Words:
    """Fill the gaps that the plan and the guide share."""
    return words.given(
        title=settings.title_spelling,
        year=facts.year,
        phase=facts.phase,
        committee=settings.fixed(facts.committee),
        commune=facts.commune,
        basis="; ".join(facts.basis),
        pilots=f"{facts.pilots:02d}" if facts.pilots else "",
        launch=_day(facts.launch_on),
        register=_day(facts.register_until),
        self_score=_day(facts.self_score_until),
        dossier=_day(facts.dossier_until),
        verify=_day(facts.verify_until),
        review=_day(facts.review_until),
        report=_day(facts.report_until),
    )


def about(facts: CampaignPlanFacts) -> str:
    """Name the plan in the register."""
    return f"Xây dựng “Chi bộ 4 tốt” năm {facts.year}"


def _day(day: date | None) -> str:
    return dates.short(day) if day else ""


def _blocks(facts: CampaignPlanFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("KẾ HOẠCH", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    for number, (key, heading) in enumerate(PARTS, start=1):
        yield sample_parts.heading(number, heading)
        yield from sample_parts.typed(facts.texts.get(key) or "\n".join(words.lines(key)))
    closing = words.say("closing")
    if closing:
        yield Paragraph(closing)
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    for number, criteria in enumerate(facts.sets, start=1):
        yield from appendix(facts, criteria, number, words, settings, paper="Kế hoạch")


def appendix(
    facts: CampaignPlanFacts,
    criteria: CriteriaFacts,
    number: int,
    words: Words,
    settings: FormatSettings,
    *,
    paper: str,
) -> Iterator[Block]:
    """Give a set of criteria on a page of its own: "PHỤ LỤC 1", with the paper it belongs to."""
    name = f"PHỤ LỤC {number}" if len(facts.sets) > 1 else "PHỤ LỤC"
    mark = letterhead.bare_number(facts.head.number, facts.head.symbol)
    day = letterhead.dated(facts.head.day, facts.year)
    issuer = settings.fixed(f"Ban Thường vụ {facts.committee}")
    yield PageBreak()
    yield Title(name, words.say("appendix"), bracket=f"(Kèm theo {paper} số {mark}, {day} của {issuer})")
    yield from criteria_table.blocks(criteria)


def sample_facts() -> CampaignPlanFacts:
    """Return an invented plan."""
    return CampaignPlanFacts(
        head=Head("ĐẢNG BỘ TỈNH VÍ DỤ", "ĐẢNG ỦY XÃ VÍ DỤ", "Ví Dụ", "KH/ĐU", 4, date(2026, 1, 20), 2026),
        signer=SignerFacts("T/M BAN THƯỜNG VỤ", "BÍ THƯ", "Đặng Văn Ví Dụ"),
        committee="Đảng ủy xã Ví Dụ",
        commune="xã Ví Dụ",
        year=2026,
        sets=(criteria_table.sample(),),
        phase="giai đoạn 2025 - 2030",
        launch_on=date(2026, 3, 4),
        register_until=date(2026, 3, 10),
        self_score_until=date(2026, 11, 30),
        dossier_until=date(2026, 12, 5),
        review_until=date(2026, 12, 10),
        report_until=date(2027, 1, 31),
        pilots=2,
        basis=("Nghị quyết số 21-NQ/TW, ngày 16/6/2022 của Ban Chấp hành Trung ương Đảng khóa XIII",),
    )


def with_symbol(facts: CampaignPlanFacts, symbol: str, number: int) -> CampaignPlanFacts:
    """Return the same facts under another symbol and number."""
    return replace(facts, head=replace(facts.head, symbol=symbol, number=number))


KIND = Kind(
    id="D1",
    name='Kế hoạch xây dựng "Chi bộ 4 tốt"',
    type_symbol="KH",
    facts_type=CampaignPlanFacts,
    make=build,
    sample_facts=sample_facts,
)
