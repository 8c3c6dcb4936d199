"""D4: the guide on scoring and recognising "Chi bộ 4 tốt", with its criteria as appendices (recognition.md §10)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents import campaign_plan, letterhead, sample_parts
from bontot_desktop.documents.blocks import Block, Document, Paragraph, Recipients, Signature, Title
from bontot_desktop.documents.campaign_plan import CampaignPlanFacts
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words

#: The parts of the guide in their order: key of the text and what heads it.
PARTS = (
    ("subjects", "Đối tượng, điều kiện"),
    ("criteria", "Tiêu chí, thang điểm"),
    ("procedure", "Quy trình, thời gian"),
    ("dossier", "Hồ sơ"),
    ("exceptions", "Các trường hợp không xét, tạm dừng xét"),
    ("awards", "Khen thưởng"),
    ("organisation", "Tổ chức thực hiện"),
)


def build(facts: CampaignPlanFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a campaign into its guide."""
    words = campaign_plan.given(facts, settings, words)
    return Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Hướng dẫn {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day,
        settings=settings,
    )


def about(facts: CampaignPlanFacts) -> str:
    """Name the guide in the register."""
    return f"Chấm điểm, xét công nhận “Chi bộ 4 tốt” năm {facts.year}"


def _blocks(facts: CampaignPlanFacts, settings: FormatSettings, words: Words) -> Iterator[Block]:
    yield letterhead.letterhead(facts.head)
    yield Title("HƯỚNG DẪN", "\n".join(words.lines("summary")))
    yield Paragraph(words.say("opening"))
    for number, (key, heading) in enumerate(PARTS, start=1):
        yield sample_parts.heading(number, heading)
        yield from sample_parts.typed(facts.texts.get(key) or "\n".join(words.lines(key)))
    lines = (*words.lines("recipients"), settings.fixed(settings.keep_copy_office))
    yield Signature(letterhead.signer(facts.signer), Recipients(lines))
    for number, criteria in enumerate(facts.sets, start=1):
        yield from campaign_plan.appendix(facts, criteria, number, words, settings, paper="Hướng dẫn")


def sample_facts() -> CampaignPlanFacts:
    """Return an invented guide."""
    facts = campaign_plan.sample_facts()
    return campaign_plan.with_symbol(facts, "HD/ĐU", 3)


KIND = Kind(
    id="D4",
    name='Hướng dẫn chấm điểm, xét công nhận "Chi bộ 4 tốt"',
    type_symbol="HD",
    facts_type=CampaignPlanFacts,
    make=build,
    sample_facts=sample_facts,
)
