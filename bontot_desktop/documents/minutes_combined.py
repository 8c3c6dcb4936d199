"""F7: minutes of a regular meeting combined with a theme: two parts one after the other, one closing (§5 F7)."""

from __future__ import annotations

from collections.abc import Iterator

from bontot_desktop.documents import minutes_parts, minutes_regular, minutes_sample, minutes_themed
from bontot_desktop.documents.blocks import Block, Document, Paragraph, Role
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_opening import opening
from bontot_desktop.documents.minutes_parts import Form, Making, Part, in_order, typed
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType


def build(facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a combined meeting into its minutes."""
    return FORM.document(facts, settings, words)


def _body(making: Making) -> Iterator[Block]:
    for part, order, known in (("part_first", "order_first", FIRST), ("part_second", "order_second", SECOND)):
        yield Paragraph("\n".join(making.words.lines(part)), Role.CHAPTER, keep_with_next=True)
        yield from in_order(making, order, known)
    yield from in_order(making, "order_common", minutes_parts.ENDING)


def _first_discussion(making: Making) -> Iterator[Block]:
    said = minutes_parts.spoken(making.facts)
    here = [one for one in said if not one.in_theme]
    yield from minutes_parts.opinions(making, here)
    # Where nobody spoke on the theme this is the whole discussion.
    yield from minutes_parts.summing_up(making, here, "part_speaking" if len(here) < len(said) else "speaking")


def _second_discussion(making: Making) -> Iterator[Block]:
    said = minutes_parts.spoken(making.facts)
    here = [one for one in said if one.in_theme]
    yield from minutes_parts.opinions(making, here)
    if len(here) < len(said):
        yield from minutes_parts.summing_up(making, here, "part_speaking")
    yield from minutes_parts.summing_up(making, said if here else (), "whole_speaking")


#: The parts of the regular half, of the themed half, by the names an office orders them by.
FIRST: dict[str, Part] = {
    "Nội dung sinh hoạt": minutes_regular.PARTS["Nội dung sinh hoạt"],
    "Ý kiến thảo luận": Part("heading_discussion", _first_discussion, "no_speech"),
    "Tiếp thu, kết luận": minutes_regular.PARTS["Tiếp thu, kết luận"],
}
SECOND: dict[str, Part] = {
    **minutes_themed.THEME,
    "Ý kiến thảo luận": Part("heading_discussion", _second_discussion, "no_speech"),
    "Kết luận chuyên đề": Part("heading_part_conclusion", typed(parts.THEME_CONCLUSION), "nothing"),
}

FORM = Form(
    summary=lambda making: "summary_combined",
    opening=opening,
    body=_body,
    closing=minutes_parts.closing,
)

KIND = Kind(
    id="F7",
    name="Biên bản sinh hoạt thường kỳ kết hợp chuyên đề",
    type_symbol="BB",
    facts_type=MinutesFacts,
    make=build,
    sample_facts=lambda: minutes_sample.facts(MeetingType.COMBINED),
)
