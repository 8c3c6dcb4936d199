"""F3: minutes of a meeting of the cell's committee (họp chi ủy), or of secretary and deputy consulting (§5 F3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bontot_desktop import dates, text
from bontot_desktop.documents import minutes_opening, minutes_parts, minutes_sample, room
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import Block, Document, Paragraph, Role
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_parts import Form, Makes, Making, Part, in_order, line, typed
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType

#: Sub-points in the order of letters papers use (meetings.md §5 F8).
_LETTERS = ("a)", "b)", "c)", "d)", "đ)", "e)")


def build(facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a committee meeting into its minutes."""
    return FORM.document(facts, settings, words)


def head(making: Making) -> Head:
    """Return the head with the lines as the office words them (``CHI ỦY CHI BỘ …`` in some places)."""
    given = making.facts.head
    return replace(
        given,
        superior=making.say("superior", superior=given.superior),
        issuer=making.say("issuer", issuer=given.issuer),
    )


def _opening(making: Making) -> Iterator[Block]:
    for name in making.words.order("order_committee_opening"):
        yield from LINES[name](making)


def _time(making: Making) -> Iterator[Block]:
    facts = making.facts
    day = dates.full(facts.held_on) if facts.held_on else room.day(None, facts.year)
    yield line(making.say("label_time"), making.say("committee_begin", clock=room.clock(facts.starts_at), day=day))


def _people(making: Making) -> Iterator[Block]:
    figures = making.figures
    people = making.say(
        "people",
        present=str(figures.present_expected),
        expected=str(figures.expected),
        absent=text.padded(figures.absent) if figures.absent else "",
    )
    yield line(making.say("label_people"), people)
    yield from minutes_opening.notes_on_presence(making)
    yield from minutes_opening.names_of_absent(making)


def _contents(making: Making) -> Iterator[Block]:
    """1 to 5; empty points are left out and the others numbered through."""
    number = 0
    for section, key in _POINTS:
        month = of_the_month(making, _LETTERS) if section is parts.MONTH_REVIEW else []
        if making.section(section) or month:
            number += 1
            yield Paragraph(f"{number}. {making.say(key)}", Role.HEADING_2, keep_with_next=True)
            yield from typed(section)(making)
            yield from month


_POINTS = (
    (parts.CELL_AGENDA, "part_cell_agenda"),
    (parts.MONTH_REVIEW, "part_month_review"),
    (parts.NEXT_MONTH, "part_month_ahead"),
    (parts.PREPARERS, "part_preparers"),
    (parts.OTHER, "part_committee_other"),
)


def of_the_month(making: Making, numbers: Sequence[str]) -> list[Block]:
    """Return what was said of last month point by point: politics, Party building, order, life, good and bad."""
    said = [section for section in parts.MONTH if making.section(section)]
    found: list[Block] = []
    for number, section in zip(numbers, said, strict=False):
        key = "part_month_limits" if section is parts.LIMITS else f"part_{section.key}"
        role = Role.HEADING_3 if number.endswith(")") else Role.HEADING_2
        found.append(Paragraph(f"{number} {making.say(key)}", role, keep_with_next=True))
        found.append(Paragraph(making.section(section)))
    return found


def discussion(making: Making) -> Iterator[Block]:
    """Each opinion by name, then how many spoke."""
    said = minutes_parts.spoken(making.facts)
    yield from minutes_parts.opinions(making, said)
    yield from minutes_parts.summing_up(making, said, "committee_speaking")


def _closing(making: Making) -> Iterator[Block]:
    facts = making.facts
    said = phrases.read_back(facts.approved_for, facts.approvers, making.words, key="committee_read_back")
    yield Paragraph(said, keep_with_next=True)
    times = (facts.held_on, facts.starts_at, facts.ends_at, facts.breaks_min)
    yield Paragraph(phrases.end(*times, making.words, key="committee_end"))


#: The lines of the opening and the parts, by the names an office orders them by.
LINES: dict[str, Makes] = {
    "Thời gian": _time,
    "Thành phần": _people,
    **{name: minutes_opening.LINES[name] for name in ("Địa điểm", "Hình thức", "Đại biểu, khách mời")},
    **{name: minutes_opening.LINES[name] for name in ("Chủ trì", "Thư ký")},
}
PARTS: dict[str, Part] = {
    "Nội dung": Part("heading_committee_contents", _contents, "nothing"),
    "Ý kiến thảo luận": Part("heading_discussion", discussion, "no_speech"),
    "Ý kiến của đại biểu cấp trên": minutes_parts.ENDING["Ý kiến của đại biểu cấp trên"],
    "Kết luận": Part("heading_committee_conclusion", typed(parts.CONCLUSION), "nothing"),
    "Phân công": minutes_parts.ENDING["Phân công nhiệm vụ"],
    "Biểu quyết": Part("heading_votes", minutes_parts.votes),
}

FORM = Form(
    summary=lambda making: "summary_committee",
    opening=_opening,
    body=lambda making: in_order(making, "order_committee", PARTS),
    closing=_closing,
    head=head,
)

KIND = Kind(
    id="F3",
    name="Biên bản họp chi ủy",
    type_symbol="BB",
    facts_type=MinutesFacts,
    make=build,
    sample_facts=lambda: minutes_sample.facts(MeetingType.COMMITTEE),
)
