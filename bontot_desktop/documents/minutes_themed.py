"""F6: minutes of a themed meeting of a cell (meetings.md §3.2, §5 F6)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents import minutes_parts, minutes_sample
from bontot_desktop.documents.blocks import Block, Document, Paragraph
from bontot_desktop.documents.cell_parts import in_sentence
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_opening import opening
from bontot_desktop.documents.minutes_parts import Form, Making, Part, in_order, typed
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType


def build(facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a themed meeting into its minutes."""
    return FORM.document(facts, settings, words)


def _presented(making: Making) -> Iterator[Block]:
    if making.facts.theme_presenter:
        yield Paragraph(f"{making.say('presenter')}: {in_sentence(making.facts.theme_presenter.rstrip('. '))}.")
    yield from typed(parts.THEME_CONTENT)(making)


def _concluded(making: Making) -> Iterator[Block]:
    yield from typed(parts.THEME_CONCLUSION)(making)
    yield from minutes_parts.tasks(making)


#: The parts about the theme, which combined minutes have too.
THEME: dict[str, Part] = {
    "Mục đích, yêu cầu": Part("heading_theme_purpose", typed(parts.THEME_PURPOSE)),
    "Trình bày chuyên đề": Part("heading_theme_content", _presented),
    "Gợi ý thảo luận": Part("heading_theme_questions", typed(parts.THEME_QUESTIONS)),
    "Đánh giá chất lượng chuyên đề": Part("heading_theme_quality", typed(parts.THEME_QUALITY)),
}

#: The parts by the names an office orders them by.
PARTS: dict[str, Part] = {
    **THEME,
    "Ý kiến thảo luận": Part("heading_discussion", minutes_parts.discussion, "no_speech"),
    "Kết luận, phân công": Part("heading_theme_conclusion", _concluded, "nothing"),
    **minutes_parts.ENDING,
}

FORM = Form(
    summary=lambda making: "summary_themed",
    opening=opening,
    body=lambda making: in_order(making, "order_themed", PARTS),
    closing=minutes_parts.closing,
)

KIND = Kind(
    id="F6",
    name="Biên bản sinh hoạt chuyên đề",
    type_symbol="BB",
    facts_type=MinutesFacts,
    make=build,
    sample_facts=lambda: minutes_sample.facts(MeetingType.THEMED),
)
