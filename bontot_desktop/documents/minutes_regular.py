"""F5: minutes of a regular meeting of a cell, and of meetings out of turn that have its form (meetings.md §5 F5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bontot_desktop.documents import minutes_parts, minutes_sample
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import Block, Column, Document, Items, Paragraph, Role, Table, TableRow
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.minutes_facts import MinutesFacts, Review
from bontot_desktop.documents.minutes_opening import opening
from bontot_desktop.documents.minutes_parts import Form, Making, Part, beyond, columns, in_order, typed
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType, TaskState
from bontot_desktop.rules.minutes import SectionKind


def build(facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a meeting into its minutes."""
    return FORM.document(facts, settings, words)


def contents(making: Making) -> Iterator[Block]:
    """I.1 to I.6; empty parts are left out and the others numbered through."""
    said = [section for section in parts.CONTENTS if _is_said(making, section)]
    politics = [section for section in parts.POLITICS if _is_said(making, section)]
    if said == [parts.OTHER] and not politics:
        # A meeting about one thing has one text; a heading "other" over it would say nothing.
        yield from typed(parts.OTHER)(making)
        return
    number = 0
    if politics:
        number += 1
        yield _named(f"{number}. {making.say('part_politics')}", Role.HEADING_2)
        yield from _politics(making, politics)
    for section in said:
        number += 1
        yield _named(f"{number}. {making.say(f'part_{section.key}')}", Role.HEADING_2)
        if section is parts.LAST_MONTH and making.facts.reviews:
            more = beyond(making.section(section), making.facts.reviews)
            if more.strip():
                yield Paragraph(more)
            yield _reviews(making)
        else:
            yield from typed(section)(making)


def _is_said(making: Making, section: SectionKind) -> bool:
    if section is parts.CURRENT_AFFAIRS and making.facts.documents:
        return True
    return bool(making.section(section) or (section is parts.LAST_MONTH and making.facts.reviews))


def _politics(making: Making, said: Sequence[SectionKind]) -> Iterator[Block]:
    for letter, section in zip("abc", said, strict=False):
        yield _named(f"{letter}) {making.say(f'part_{section.key}')}", Role.HEADING_3)
        yield from typed(section)(making)
        documents = making.facts.documents if section is parts.CURRENT_AFFAIRS else ()
        if documents:
            yield Paragraph(making.say("documents"), keep_with_next=True)
            ends = [";"] * (len(documents) - 1) + ["."]
            lines = tuple(f"{phrases.cited(cited)}{mark}" for cited, mark in zip(documents, ends, strict=True))
            yield Items(lines)


def _named(title: str, role: Role) -> Paragraph:
    return Paragraph(title, role, keep_with_next=True)


_REVIEWS = (Column("", 10, "center"), Column("", 0), Column("", 36), Column("", 24, "center"), Column("", 42))


def _reviews(making: Making) -> Table:
    rows = tuple(
        TableRow(
            (
                str(number),
                review.text,
                phrases.in_table(review.assignee),
                review.state_at_start,
                _outcome(making, review),
            )
        )
        for number, review in enumerate(making.facts.reviews, start=1)
    )
    return Table(columns(making.words, "columns_reviews", _REVIEWS), rows)


def _outcome(making: Making, review: Review) -> str:
    if review.state in (TaskState.OPEN, TaskState.LATE):
        return making.say("outcome_open", result=review.result)
    if review.state is TaskState.CANCELLED:
        return making.say("outcome_cancelled", result=review.result)
    return making.say("outcome_done", result=review.result)


#: The parts by the names an office orders them by.
PARTS: dict[str, Part] = {
    "Nội dung sinh hoạt": Part("heading_contents", contents, "nothing"),
    "Ý kiến thảo luận": Part("heading_discussion", minutes_parts.discussion, "no_speech"),
    "Tiếp thu, kết luận": Part("heading_conclusion", typed(parts.CONCLUSION), "nothing"),
    **minutes_parts.ENDING,
}

_SUMMARIES = {
    MeetingType.EXTRAORDINARY: "summary_extraordinary",
    MeetingType.REVIEW: "summary_review",
    MeetingType.CONGRESS: "summary_congress",
    MeetingType.GROUP: "summary_group",
}

FORM = Form(
    summary=lambda making: _SUMMARIES.get(making.facts.kind, "summary_regular"),
    opening=opening,
    body=lambda making: in_order(making, "order_regular", PARTS),
    closing=minutes_parts.closing,
)

KIND = Kind(
    id="F5",
    name="Biên bản sinh hoạt chi bộ",
    type_symbol="BB",
    facts_type=MinutesFacts,
    make=build,
    sample_facts=minutes_sample.facts,
)
