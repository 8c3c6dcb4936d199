"""The parts of a cell's resolution that judge the month gone by, from what the minutes hold (meetings.md §5 F8)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bontot_desktop import dates
from bontot_desktop.documents import minutes_wording as spoken
from bontot_desktop.documents import sample_parts
from bontot_desktop.documents.blocks import Block, Column, Items, Paragraph, Role, Table, TableRow
from bontot_desktop.documents.minutes_facts import MinutesFacts, Review
from bontot_desktop.documents.minutes_parts import beyond
from bontot_desktop.rules import minutes as parts
from bontot_desktop.rules.meetings import MeetingType, TaskState

#: Letters of items in their order (meetings.md §5 F8): no ă, â, ê, ô, ơ, ư, and none that Vietnamese lacks.
LETTERS = "abcdđeghiklmnopqrstuvxy"
#: A number, letter or dash people typed before a line: "1.", "a)", "- ".
_MARK = re.compile(r"^(?:\d{1,2}[.)]|[a-zđ]\)|[-–+•])\s+")


@dataclass(slots=True)
class Numbers:
    """Roman numbers of the headings that are printed, without holes."""

    last: int = field(default=0)

    def heading(self, title: str) -> Paragraph:
        """Return the next heading: "I. ĐÁNH GIÁ KẾT QUẢ …"."""
        self.last += 1
        return Paragraph(f"{dates.roman(self.last)}. {title.upper()}", Role.HEADING_1, keep_with_next=True)


def thoughts(typed: str) -> list[str]:
    """Return the lines of a typed text without the marks people put before them, each ending as a sentence."""
    bare = [_MARK.sub("", line.strip()) for line in typed.split("\n") if line.strip(" -–+•")]
    return [sample_parts.stop(line) for line in bare]


def lettered(typed: str) -> Iterator[Block]:
    """Set a text of several lines with a, b, c, d, đ, e… before them; a first line that ends with ":" stands above."""
    lines = thoughts(typed)
    if len(lines) > 1 and lines[0].endswith(":"):
        yield Paragraph(lines.pop(0), keep_with_next=True)
    if len(lines) == 1 or len(lines) > len(LETTERS):
        yield from (Paragraph(line) for line in lines)
        return
    for letter, line in zip(LETTERS, lines, strict=False):
        yield Paragraph(f"{letter}) {line}", Role.ITEM)


def numbered(typed: str) -> Iterator[Block]:
    """Set a text of several lines with running numbers; a first line that ends with ":" stands above."""
    lines = thoughts(typed)
    if len(lines) > 1 and lines[0].endswith(":"):
        yield Paragraph(lines.pop(0), keep_with_next=True)
    if len(lines) == 1:
        yield Paragraph(lines[0])
    elif lines:
        yield Items(tuple(lines), marker="{n}. ")


def dashed(lines: Iterable[str]) -> Iterator[Block]:
    """Set sentences as dashed lines, one alone as a paragraph."""
    said = tuple(lines)
    if len(said) == 1:
        yield Paragraph(said[0])
    elif said:
        yield Items(said)


def labelled(label: str, typed: str) -> Iterator[Block]:
    """Set a label with a text: on its line, or lines of it below."""
    lines = thoughts(typed)
    if len(lines) == 1:
        yield Paragraph(f"{label}: {lines[0]}")
        return
    yield Paragraph(f"{label}:", keep_with_next=True)
    yield from dashed(lines)


def judgement(meeting: MinutesFacts) -> Iterator[Block]:
    """I.1 to I.5 in the order of F8; what was not said is left out and the others numbered through."""
    number = 0
    for title, content in _parts(meeting):
        if content:
            number += 1
            yield Paragraph(f"{number}. {title}", Role.HEADING_2, keep_with_next=True)
            yield from content
    if not number:
        yield Paragraph("Không có.")


def _parts(meeting: MinutesFacts) -> Iterator[tuple[str, list[Block]]]:
    sections = meeting.sections
    yield "Công tác chính trị, tư tưởng", list(_politics(meeting))
    yield (
        "Lãnh đạo thực hiện nhiệm vụ chính trị",
        list(lettered(beyond(sections.get(parts.LAST_MONTH.key, ""), meeting.reviews))),
    )
    yield parts.LAST_MONTH.title, [_reviews(meeting)] if meeting.reviews else []
    yield "Biểu dương, nhắc nhở", list(dashed(thoughts(sections.get(parts.REMARKS.key, ""))))
    yield parts.LIMITS.title, list(dashed(thoughts(sections.get(parts.LIMITS.key, ""))))
    if meeting.kind is MeetingType.COMBINED:
        theme = f'Sinh hoạt chuyên đề "{meeting.theme}"' if meeting.theme else "Sinh hoạt chuyên đề"
        yield theme, list(dashed(thoughts(sections.get(parts.THEME_CONCLUSION.key, ""))))
    yield parts.OTHER.title, list(dashed(thoughts(sections.get(parts.OTHER.key, ""))))


def _politics(meeting: MinutesFacts) -> Iterator[Block]:
    """Current affairs with the documents passed on, the study of Hồ Chí Minh, ideology and opinion, each lettered."""
    said: list[str] = []
    for section in parts.POLITICS:
        typed = " ".join(thoughts(meeting.sections.get(section.key, "")))
        documents = meeting.documents if section is parts.CURRENT_AFFAIRS else ()
        if documents:
            named = "; ".join(spoken.cited(document) for document in documents)
            typed = f"{typed} Đã phổ biến, quán triệt: {named}.".strip()
        if typed:
            said.append(f"{section.title}: {typed}")
    for letter, words in zip(LETTERS, said, strict=False):
        yield Paragraph(f"{letter}) {words}" if len(said) > 1 else words, Role.ITEM)


def _reviews(meeting: MinutesFacts) -> Table:
    rows = tuple(
        TableRow((str(number), review.text, review.state_at_start, outcome(review)))
        for number, review in enumerate(meeting.reviews, start=1)
    )
    columns = (
        Column("TT", 10, "center"),
        Column("Nhiệm vụ đề ra"),
        Column("Tình trạng đầu kỳ", 30, "center"),
        Column("Kết quả thực hiện", 52),
    )
    return Table(columns, rows)


def outcome(review: Review) -> str:
    """Write what came of a task: its result, and whether it goes on or was given up."""
    result = review.result.rstrip(" .")
    if review.state is TaskState.DONE:
        return result or "Đã hoàn thành"
    ending = "thôi không thực hiện" if review.state is TaskState.CANCELLED else "tiếp tục thực hiện"
    return f"{result}; {ending}" if result else ending.capitalize()
