"""What every kind of minutes is made of: the frame around it, the parts several kinds share (meetings.md §5 F3–F7)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bontot_desktop import dates, text
from bontot_desktop.documents import letterhead
from bontot_desktop.documents import minutes_wording as phrases
from bontot_desktop.documents.blocks import (
    Block,
    Column,
    Document,
    Field,
    FieldLine,
    PageBreak,
    Paragraph,
    Role,
    Signer,
    Table,
    TableRow,
    Text,
    Title,
    TwoSignatures,
    bold,
)
from bontot_desktop.documents.letterhead import Head
from bontot_desktop.documents.minutes_facts import Correction, MinutesFacts, Review, Said
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.errors import Refused
from bontot_desktop.rules import minutes as parts


class Making:
    """Minutes being made: facts, the office's words with the gaps they share, and the number of the last heading."""

    def __init__(self, facts: MinutesFacts, settings: FormatSettings, words: Words) -> None:
        self.facts = facts
        self.settings = settings
        self.figures = facts.figures
        self.words = words.given(
            cell=facts.cell_name,
            month=str(facts.month),
            quarter=dates.roman(dates.quarter(facts.month)),
            year=str(facts.year),
            consults=facts.consults,
            chair_post=phrases.post_words(facts.chair.post) if facts.chair and facts.chair.post else "",
        )
        self._last = 0

    def say(self, key: str, **gaps: object) -> str:
        """Fill a sentence."""
        return self.words.say(key, **gaps)

    def section(self, section: parts.SectionKind) -> str:
        """Return what was typed in a part."""
        return self.facts.sections.get(section.key, "")

    def heading(self, title: str) -> Paragraph:
        """Return the next heading, numbered in Roman figures through the whole paper."""
        self._last += 1
        return Paragraph(f"{dates.roman(self._last)}. {title}", Role.HEADING_1, keep_with_next=True)


Makes = Callable[[Making], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Part:
    """A part under a heading of its own: the sentence that heads it, what stands below, what is said when nothing does.

    A part of which nothing is to be said is left out.
    """

    heading: str
    body: Makes
    empty: str = "empty"

    def blocks(self, making: Making) -> Iterator[Block]:
        """Make the part."""
        body = list(self.body(making))
        if not body:
            said = making.say(self.empty)
            if not said:
                return
            body.append(Paragraph(said))
        yield making.heading(making.say(self.heading))
        yield from body


@dataclass(frozen=True, slots=True)
class Form:
    """How one kind of minutes differs from the others; ``summary`` gives the key of its trích yếu."""

    summary: Callable[[Making], str]
    opening: Makes
    body: Makes
    closing: Makes
    head: Callable[[Making], Head] = lambda making: making.facts.head

    def document(self, facts: MinutesFacts, settings: FormatSettings, words: Words) -> Document:
        """Turn the facts of a meeting into its minutes."""
        return Document(
            blocks=tuple(self.blocks(facts, settings, words)),
            title=f"Biên bản {self.named(Making(facts, settings, words))}".replace("\n", " "),
            author=facts.cell_name,
            day=facts.held_on,
            settings=settings,
        )

    def named(self, making: Making) -> str:
        """Return the trích yếu, broken into lines where the office wants it."""
        return "\n".join(making.words.lines(self.summary(making)))

    def blocks(
        self, facts: MinutesFacts, settings: FormatSettings, words: Words, *, bookmark: str = ""
    ) -> Iterator[Block]:
        """Yield the blocks of minutes; a book binds several of them."""
        making = Making(facts, settings, words)
        yield letterhead.letterhead(self.head(making), with_date=settings.minutes_date_line)
        yield Title("BIÊN BẢN", self.named(making), bookmark=bookmark)
        yield from self.opening(making)
        yield from self.body(making)
        yield from self.closing(making)
        yield signatures(facts, settings)
        for correction in facts.corrections:
            yield PageBreak()
            yield from _correction(making, correction)


def in_order(making: Making, key: str, known: Mapping[str, Part]) -> Iterator[Block]:
    """Yield the parts an ordered sentence names."""
    for name in making.words.order(key):
        yield from known[name].blocks(making)


def line(label: str, value: Text) -> FieldLine:
    """Make a line of the opening: a bold label and what is known, dots to write on where that is nothing yet."""
    if not value:
        return FieldLine((Field("", (bold(f"{label}:"), " ")), Field("", None)), separator="")
    return FieldLine(
        (Field("", (bold(f"{label}:"), " ", *(value if isinstance(value, tuple) else (value,)))),), end="."
    )


def typed(section: parts.SectionKind) -> Makes:
    """Return what makes a part that is typed as running text."""

    def make(making: Making) -> Iterator[Block]:
        text = making.section(section)
        if text:
            yield Paragraph(text)

    return make


def beyond(typed: str, reviews: Sequence[Review]) -> str:
    """Return the lines of a text that do not repeat, task and outcome, what the table of tasks says."""
    told = [(text.fold(one.text).strip(" .;"), text.fold(one.result).strip(" .;")) for one in reviews]

    def repeats(line: str) -> bool:
        folded = text.fold(line)
        bare = folded.strip(" -–+•.;")
        return any(task and (bare == task or (task in bare and result and result in bare)) for task, result in told)

    kept = [line for line in typed.split("\n") if not repeats(line)]
    bare = [line for line in kept if line.strip(" -–+•")]
    if len(bare) == 1 and len(kept) < len(typed.split("\n")) and bare[0].rstrip().endswith(":"):
        # A line that only leads in to those that went goes with them.
        return ""
    return "\n".join(kept)


def columns(words: Words, key: str, shapes: Sequence[Column]) -> tuple[Column, ...]:
    """Return a table's columns with the names the office gives them. Raises Refused when there are more or fewer."""
    names = words.lines(key)
    if len(names) != len(shapes):
        raise Refused(
            f"Câu mẫu tên cột phải có đủ {len(shapes)} dòng, mỗi dòng tên một cột; hiện có {len(names)} dòng."
        )
    return tuple(replace(shape, heading=name) for shape, name in zip(shapes, names, strict=True))


def spoken(facts: MinutesFacts) -> tuple[Said, ...]:
    """Return what members said; delegates have a part of their own."""
    return tuple(one for one in facts.said if not one.is_guest)


def discussion(making: Making) -> Iterator[Block]:
    """Each opinion by name in speaking order, then how many spoke."""
    said = spoken(making.facts)
    yield from opinions(making, said)
    yield from summing_up(making, said)


def opinions(making: Making, said: Sequence[Said]) -> Iterator[Block]:
    """Each opinion by name, numbered."""
    for number, one in enumerate(said, start=1):
        yield Paragraph((f"{number}. ", bold(phrases.speech(one, making.words)), f" {one.text}"))


def summing_up(making: Making, said: Sequence[Said], key: str = "speaking") -> Iterator[Block]:
    """Sum up a discussion by a sentence; nothing when nobody spoke."""
    if said:
        yield Paragraph(phrases.speaking(said, making.facts.speakers, making.figures.present, making.words, key=key))


def delegates(making: Making) -> Iterator[Block]:
    """What delegates of a higher level said."""
    speeches = [(guest.name, guest.speech) for guest in making.facts.guests if guest.speech]
    speeches += [(one.speaker, one.text) for one in making.facts.said if one.is_guest]
    for name, speech in speeches:
        yield Paragraph((bold(making.say("delegate_speech", name=name)), f" {speech}"))


def tasks(making: Making) -> Iterator[Block]:
    """Who does what until when."""
    yield from task_table(making, "columns_tasks")


# Wide enough for a name of four words on one line.
_TASKS = (Column("", 10, "center"), Column("", 50), Column("", 0), Column("", 24, "center"), Column("", 21))


def task_table(making: Making, names: str) -> Iterator[Block]:
    """The table of tasks with the column names of a sentence; nothing without tasks."""
    rows = tuple(
        TableRow(
            (
                str(number),
                phrases.in_table(task.assignee),
                task.text,
                dates.short(task.due_on) if task.due_on else "",
                task.note,
            )
        )
        for number, task in enumerate(making.facts.tasks, start=1)
    )
    if rows:
        yield Table(columns(making.words, names, _TASKS), rows)


def votes(making: Making) -> Iterator[Block]:
    """Each vote with its outcome, then how the base was counted."""
    ballots = making.facts.ballots
    absent = making.figures.vote_base - making.facts.approvers
    for number, ballot in enumerate(ballots, start=1):
        yield Paragraph(f"{number}. {phrases.vote(ballot, making.words, absent=absent)}")
    for base in dict.fromkeys(ballot.base_words for ballot in ballots if " " in ballot.base_words):
        yield Paragraph(making.say("vote_base", base=base), Role.NOTE)


_SCORES = (Column("", 10, "center"), Column("", 0), Column("", 26, "center"), Column("", 26, "center"))


def evaluation(making: Making) -> Iterator[Block]:
    """The cell's own score of the meeting."""
    score = making.facts.score
    if score is not None:
        rows = [
            TableRow((str(number), group.title, group.maximum, group.points))
            for number, group in enumerate(score.groups, start=1)
        ]
        rows.append(TableRow((making.say("score_total"), None, score.maximum, score.total), "total"))
        yield Table(columns(making.words, "columns_score", _SCORES), tuple(rows))
        yield Paragraph(phrases.self_score(score, making.words))
    limits = (score.limits_to_fix if score else "") or making.section(parts.SELF_EVALUATION)
    if limits:
        yield Paragraph((f"{making.say('limits_to_fix')}: ", limits))


#: The parts that come at the end of F5, F6 and F7, by the names an office orders them by.
ENDING: dict[str, Part] = {
    "Ý kiến của đại biểu cấp trên": Part("heading_delegates", delegates),
    "Phân công nhiệm vụ": Part("heading_tasks", tasks),
    "Biểu quyết": Part("heading_votes", votes, "no_vote"),
    "Kiến nghị với cấp trên": Part("heading_petitions", typed(parts.PETITIONS)),
    "Tự đánh giá": Part("heading_evaluation", evaluation),
}


def closing(making: Making) -> Iterator[Block]:
    """Block 21: read back, approved, the end."""
    facts = making.facts
    said = phrases.read_back(facts.approved_for, facts.approvers, making.words)
    yield Paragraph(said, keep_with_next=True)
    yield Paragraph(phrases.end(facts.held_on, facts.starts_at, facts.ends_at, facts.breaks_min, making.words))


def signatures(facts: MinutesFacts, settings: FormatSettings) -> TwoSignatures:
    """Block 22: the minute-taker on the left, the chair on the right (document-format §8.3)."""
    left, right = settings.minutes_signer_labels
    return TwoSignatures(
        Signer(authority=left, name=facts.minute_taker.name if facts.minute_taker else ""),
        Signer(authority=right, name=facts.chair.name if facts.chair else ""),
    )


def correction(
    facts: MinutesFacts, settings: FormatSettings, words: Words, added: Correction, *, bookmark: str
) -> Iterator[Block]:
    """Yield the blocks of a correction that stands in a book apart from its minutes."""
    yield from _correction(Making(facts, settings, words), added, bookmark)


def _correction(making: Making, correction: Correction, bookmark: str = "") -> Iterator[Block]:
    left, right = making.settings.minutes_signer_labels
    yield Title(making.say("correction_title"), bookmark=bookmark)
    facts = making.facts
    of = phrases.summary(facts.kind, facts.year, facts.month, consults=facts.consults).replace("\n", " ")
    yield Paragraph(
        making.say(
            "correction",
            day=dates.full(correction.written_on),
            author=correction.author,
            minutes=making.settings.fixed(of),
            number="" if facts.book_no is None else text.padded(facts.book_no),
            held="" if facts.held_on is None else dates.full(facts.held_on),
        )
    )
    yield Paragraph(correction.text)
    yield TwoSignatures(
        Signer(authority=left, name=correction.author),
        Signer(authority=right, name=facts.chair.name if facts.chair else ""),
    )
