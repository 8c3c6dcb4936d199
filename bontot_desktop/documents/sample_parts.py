"""What the papers of a sample meeting share: the meeting in brief, who spoke, and the wording that names them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from bontot_desktop import dates, text
from bontot_desktop.documents.blocks import Block, Items, Paragraph, Role
from bontot_desktop.documents.minutes_wording import comrade, post_and_unit, summary
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.meetings import MeetingType, percent
from bontot_desktop.rules.samples import Aspect, ObserverCapacity, OpinionKind

#: Groups of speakers in the order of the feedback session (meetings.md §7.2), with the key of what heads them.
SESSION_ORDER: tuple[tuple[tuple[ObserverCapacity, ...], str], ...] = (
    ((ObserverCapacity.CELL_SECRETARY,), "opinions_secretaries"),
    ((ObserverCapacity.COMMITTEE_MEMBER, ObserverCapacity.IN_CHARGE), "opinions_members"),
    ((ObserverCapacity.OTHER,), "opinions_others"),
    ((ObserverCapacity.WORKING_GROUP,), "opinions_group"),
)


#: The part in which the working group settles the method for all.
GROUP_PART = SESSION_ORDER[-1][1]

#: How a sentence names one and several observers of a capacity.
_GROUPS = {
    ObserverCapacity.WORKING_GROUP: ("Tổ công tác", "các đồng chí trong Tổ công tác"),
    ObserverCapacity.IN_CHARGE: ("Đảng ủy viên phụ trách chi bộ", "các đồng chí Đảng ủy viên phụ trách chi bộ"),
    ObserverCapacity.COMMITTEE_MEMBER: ("Đảng ủy viên", "các đồng chí Đảng ủy viên"),
    ObserverCapacity.CELL_SECRETARY: ("bí thư chi bộ khác", "bí thư các chi bộ"),
    ObserverCapacity.OTHER: ("đại biểu khác", "các đại biểu khác"),
}


@dataclass(frozen=True, slots=True)
class MeetingBrief:
    """The sample meeting as its papers name it; counts None while the meeting was not held."""

    cell: str
    kind: MeetingType
    year: int
    month: int
    held_on: date | None
    starts_at: time | None = None
    ends_at: time | None = None
    place: str = ""
    chair: str = ""
    total: int | None = None
    expected: int | None = None
    present: int | None = None
    speakers: int | None = None
    contributions: int | None = None

    @property
    def period(self) -> str:
        """Name kind and period on one line: "sinh hoạt chi bộ thường kỳ tháng 3 năm 2026"."""
        return summary(self.kind, self.year, self.month).replace("\n", " ")


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person with post and unit of that day."""

    name: str
    post: str = ""
    organisation: str = ""
    capacity: ObserverCapacity = ObserverCapacity.OTHER


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """An opinion of the feedback session with its answer."""

    speaker: PersonFacts
    aspect: Aspect
    kind: OpinionKind
    text: str
    answer: str = ""
    #: What the working group settled on this point.
    settled: str = ""


@dataclass(frozen=True, slots=True)
class TaskFact:
    """An opinion that was accepted, as something to do: of the sample cell, and of the others when ``for_others``.

    ``responsible`` and ``due_on`` are the sample cell's.
    """

    text: str
    for_others: bool = False
    responsible: str = ""
    due_on: date | None = None


def person(facts: PersonFacts) -> str:
    """Name a person with post and unit: "đồng chí Nguyễn Văn A, Bí thư Chi bộ thôn Mẫu 1"."""
    return comrade(facts.name, post_of(facts))


def post_of(facts: PersonFacts) -> str:
    """Write post and unit of a person."""
    return post_and_unit(facts.post, facts.organisation)


def attendance(meeting: MeetingBrief, what: str = " sinh hoạt") -> str:
    """Write how many came: "28/30 đảng viên dự sinh hoạt (tỷ lệ 93,3 %)"; nothing while it is not known.

    ``what`` is what they came to, for a sentence that has not named it.
    """
    if meeting.present is None or not meeting.expected:
        return ""
    rate = percent(meeting.present, meeting.expected)
    return f"{meeting.present}/{meeting.expected} đảng viên dự{what} (tỷ lệ {rate})"


def speaking(meeting: MeetingBrief) -> str:
    """Write how many spoke: "12 lượt ý kiến của 09 đảng viên"; nothing when nobody did."""
    if not meeting.contributions:
        return ""
    spoken = f"{meeting.contributions:02d} lượt ý kiến"
    return f"{spoken} của {meeting.speakers:02d} đảng viên" if meeting.speakers else spoken


def opinions_said(opinions: Sequence[OpinionFacts]) -> list[str]:
    """Write opinions in their order: post and unit of a speaker the first time, then the name.

    Two speakers of one name keep post and unit, so that the paper tells them apart.
    """
    speakers = {said.speaker for said in opinions}
    names = Counter(speaker.name for speaker in speakers)
    named: set[PersonFacts] = set()
    lines = []
    for said in opinions:
        lines.append(opinion(said, named=said.speaker in named and names[said.speaker.name] == 1))
        named.add(said.speaker)
    return lines


def opinion(facts: OpinionFacts, *, named: bool = False) -> str:
    """Write an opinion: "Đồng chí A, Bí thư Chi bộ B (Chuẩn bị – Ưu điểm): …"; of one already ``named`` the name."""
    speaker = comrade(facts.speaker.name) if named else person(facts.speaker)
    about = facts.kind.label if facts.aspect is Aspect.OTHER else f"{facts.aspect.label} – {facts.kind.label.lower()}"
    return f"{text.first_upper(speaker)} ({about}): {stop(facts.text)}"


def task(facts: TaskFact, words: Words, key: str) -> str:
    """Write something to do with who does it and until when, by the sentence of a key."""
    bare = stop(facts.text).rstrip(".")
    due = dates.short(facts.due_on) if facts.due_on else ""
    return stop(words.say(key, task=bare, person=facts.responsible, due=due, others="1" if facts.for_others else ""))


def by_session_order(opinions: Sequence[OpinionFacts]) -> list[tuple[str, list[OpinionFacts]]]:
    """Part opinions by the order of the session, each part in the order spoken; parts without opinions left out.

    Each part comes with the key of the sentence that heads it.
    """
    found = []
    for capacities, key in SESSION_ORDER:
        own = [said for said in opinions if said.speaker.capacity in capacities]
        if own:
            found.append((key, own))
    return found


def groups_present(people: Iterable[PersonFacts], settings: FormatSettings) -> list[str]:
    """Name those present by group: "Tổ công tác (02): đồng chí A, …; đồng chí B, …"."""
    lines = []
    listed = list(people)
    for capacity in ObserverCapacity:
        own = [facts for facts in listed if facts.capacity is capacity]
        if own:
            group = "Đại biểu khác" if capacity is ObserverCapacity.OTHER else settings.fixed(capacity.label)
            lines.append(f"{group} ({len(own):02d}): {'; '.join(person(facts) for facts in own)}.")
    return lines


def counts_present(people: Iterable[PersonFacts], settings: FormatSettings) -> str:
    """Count those present by group in a sentence: "Tổ công tác (02 đồng chí) và bí thư các chi bộ (05 đồng chí)"."""
    listed = list(people)
    parts = []
    for capacity, (one, several) in _GROUPS.items():
        count = sum(facts.capacity is capacity for facts in listed)
        if count:
            parts.append(f"{settings.fixed(one if count == 1 else several)} ({count:02d} đồng chí)")
    return text.join_vi(parts)


def lines(block: str) -> list[str]:
    """Return the thoughts of a typed text, one a line, without the dashes people put before them."""
    return [line.lstrip("-+• ").strip() for line in block.split("\n") if line.strip("-+• ")]


def typed(block: str) -> list[Block]:
    """Set a typed text: one thought as a paragraph, several as dashed lines."""
    thoughts = [stop(line) for line in lines(block)]
    if len(thoughts) == 1:
        return [Paragraph(thoughts[0])]
    return [Items(tuple(thoughts))] if thoughts else []


def heading(number: int, title: str) -> Paragraph:
    """Make a heading of the first rank: "I- ĐÁNH GIÁ CHUNG"."""
    return Paragraph(f"{dates.roman(number)}- {title.upper()}", Role.HEADING_1, keep_with_next=True)


def subheading(number: int, title: str) -> Paragraph:
    """Make a heading of the second rank: "1. Ưu điểm"."""
    return Paragraph(f"{number}. {title}", Role.HEADING_2, keep_with_next=True)


def stop(sentence: str) -> str:
    """End a sentence with a full stop unless it ends with a mark of its own."""
    bare = sentence.rstrip()
    if not bare or bare[-1] in ".!?…:":
        return bare
    return f"{bare.rstrip(' ;,')}."
