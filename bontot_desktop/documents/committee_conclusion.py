"""F4: what a committee meeting concluded (kết luận họp chi ủy), signed by the cell's secretary (meetings.md §5 F4)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead, minutes_committee, minutes_parts, minutes_sample
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import Block, Document, Paragraph, Recipients, Signature, Title
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import SignerFacts
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_parts import Making, Part, in_order, typed
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import Attendance, MeetingType


@dataclass(frozen=True, slots=True)
class ConclusionFacts:
    """What a committee meeting concluded: its minutes' facts under the head of this paper, and who signs."""

    minutes: MinutesFacts
    signer: SignerFacts


def build(facts: ConclusionFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a committee meeting into its conclusion."""
    making = Making(facts.minutes, settings, words)
    summary = "\n".join(making.words.lines("summary_conclusion"))
    return Document(
        blocks=tuple(_blocks(facts, making, summary)),
        title=f"Kết luận {summary}".replace("\n", " "),
        author=facts.minutes.cell_name,
        day=facts.minutes.head.day,
        settings=settings,
    )


def _blocks(facts: ConclusionFacts, making: Making, summary: str) -> Iterator[Block]:
    yield letterhead.letterhead(minutes_committee.head(making))
    yield Title("KẾT LUẬN", summary)
    yield from in_order(making, "order_conclusion", PARTS)
    signer = replace(facts.signer, authority=making.say("authority", authority=facts.signer.authority))
    settings = making.settings
    lines = (*making.words.lines("recipients"), settings.fixed(settings.keep_copy_cell))
    yield Signature(letterhead.signer(signer), Recipients(lines))


def _opening(making: Making) -> Iterator[Block]:
    facts, figures = making.facts, making.figures
    yield Paragraph(
        making.say(
            "conclusion_opening",
            day=dates.full(facts.held_on),
            place=facts.place,
            chair=phrases.in_role(facts.chair, making.settings.fixed) if facts.chair else "",
            minute_taker=phrases.in_role(facts.minute_taker, making.settings.fixed) if facts.minute_taker else "",
        )
    )
    absent = (Attendance.ABSENT_EXCUSED, Attendance.ABSENT_UNEXCUSED)
    names = (
        f"{line.name} ({line.reason or line.attendance.label.removeprefix('vắng ')})"
        for line in facts.roster
        if line.attendance in absent
    )
    yield Paragraph(
        making.say(
            "conclusion_people",
            present=str(figures.present_expected),
            expected=str(figures.expected),
            absent=text.padded(figures.absent) if figures.absent else "",
            names=phrases.comrades(names),
        )
    )


def _month(making: Making) -> Iterator[Block]:
    yield from typed(parts.MONTH_REVIEW)(making)
    yield from minutes_committee.of_the_month(making, tuple(f"{number}." for number in range(1, len(parts.MONTH) + 1)))


def _concluded(making: Making) -> Iterator[Block]:
    yield from typed(parts.CONCLUSION)(making)
    table = list(minutes_parts.task_table(making, "columns_conclusion"))
    if table:
        yield Paragraph(making.say("conclusion_tasks"), keep_with_next=True)
        yield from table


#: The parts by the names an office orders them by.
PARTS: dict[str, Part] = {
    "Mở đầu": Part("heading_conclusion_opening", _opening),
    "Đánh giá tháng": Part("heading_conclusion_month", _month),
    "Nhiệm vụ trọng tâm": Part("heading_conclusion_ahead", typed(parts.NEXT_MONTH)),
    "Thảo luận": Part("heading_conclusion_discussion", minutes_committee.discussion, "no_speech"),
    "Kết luận, phân công": Part("heading_conclusion_end", _concluded, "nothing"),
}


def sample_facts() -> ConclusionFacts:
    """Return the conclusion of an invented committee meeting."""
    minutes = minutes_sample.facts(MeetingType.COMMITTEE)
    head = replace(minutes.head, symbol="KL/CB", number=9, day=minutes.held_on)
    return ConclusionFacts(replace(minutes, head=head), SignerFacts("T/M CHI BỘ", "BÍ THƯ", "Nguyễn Ví Dụ An"))


KIND = Kind(
    id="F4",
    name="Kết luận họp chi ủy",
    type_symbol="KL",
    facts_type=ConclusionFacts,
    make=build,
    sample_facts=sample_facts,
)
