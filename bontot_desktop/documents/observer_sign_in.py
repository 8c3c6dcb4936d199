"""F16B: the sheet on which those who come to observe a sample meeting sign, with rows for whoever is not listed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bontot_desktop.documents import letterhead, observer_parts, room
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    Paragraph,
    Role,
    Table,
    TableRow,
    Title,
)
from bontot_desktop.documents.kind import Kind
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.sample_parts import MeetingBrief, PersonFacts
from bontot_desktop.documents.wording import Words

#: Rows left for those who come without being listed.
SPARE_ROWS = 6
#: Room for a signature.
_ROW_MM = 10.5


@dataclass(frozen=True, slots=True)
class SignInFacts:
    """A sign-in sheet: the meeting as planned and who is expected."""

    head: Head
    committee: str
    meeting: MeetingBrief
    people: tuple[PersonFacts, ...]


def build(facts: SignInFacts, settings: FormatSettings, words: Words) -> Document:
    """Turn the facts of a sign-in sheet into its document."""
    words = words.given(
        cell=facts.meeting.cell,
        period=facts.meeting.period,
        month=facts.meeting.month,
        year=facts.meeting.year,
        count=f"{len(facts.people):02d}",
    )
    return Document(
        blocks=tuple(_blocks(facts, words)),
        title=f"Danh sách {' '.join(words.lines('summary'))}",
        author=facts.committee,
        day=facts.head.day or facts.meeting.held_on,
        settings=settings,
    )


def about(facts: SignInFacts) -> str:
    """Name the sheet in the register."""
    return f"Danh sách đại biểu dự {facts.meeting.period} tại {facts.meeting.cell} (chi bộ điểm)"


def _blocks(facts: SignInFacts, words: Words) -> Iterator[Block]:
    meeting = facts.meeting
    yield letterhead.letterhead(facts.head, with_date=False)
    yield Title("DANH SÁCH", "\n".join(words.lines("summary")))
    yield _line("Thời gian:", f"{room.clock(meeting.starts_at)}, {room.day(meeting.held_on, meeting.year)}")
    yield _line("Địa điểm:", meeting.place or None)
    yield _table(facts.people)
    yield Paragraph(words.say("note"), Role.NOTE)
    yield Paragraph(words.say("present"))


def _line(label: str, value: str | None) -> FieldLine:
    return FieldLine((Field(label, value),), end="." if value else "")


def _table(people: tuple[PersonFacts, ...]) -> Table:
    columns = (
        Column("TT", 10, "center"),
        Column("Họ và tên"),
        Column("Chức vụ"),
        Column("Đơn vị"),
        Column("Ký tên", 30),
    )
    rows = [
        TableRow((str(number), who.name, who.post, who.organisation, "")) for number, who in enumerate(people, start=1)
    ]
    rows += [TableRow((str(len(people) + spare), "", "", "", "")) for spare in range(1, SPARE_ROWS + 1)]
    return Table(columns, tuple(rows), row_height_mm=_ROW_MM, balanced=True)


def sample_facts() -> SignInFacts:
    """Return an invented sheet."""
    call = observer_parts.sample("", 0)
    head = Head(call.head.superior, call.head.issuer, call.head.place, day=call.meeting.held_on, year=2026)
    return SignInFacts(head, call.committee, call.meeting, tuple(invited.person for invited in call.people))


KIND = Kind(
    id="F16B",
    name="Danh sách đại biểu dự sinh hoạt chi bộ điểm (ký tên)",
    type_symbol="",
    facts_type=SignInFacts,
    make=build,
    sample_facts=sample_facts,
)
