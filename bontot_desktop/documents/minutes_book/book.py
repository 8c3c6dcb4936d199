"""The book put together: its parts in order, pages counted through, padded to whole sheets (document-format §8.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bontot_desktop import dates
from bontot_desktop.documents import minutes
from bontot_desktop.documents.blocks import Block, Document, PageBreak, Paragraph, Role, Section
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.layout import Pages, lay_out
from bontot_desktop.documents.minutes_book import blank_forms, closing, front, lists
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words
from bontot_desktop.rules.books import BookMode, BookPaper, BookPart
from bontot_desktop.rules.meetings import MeetingType

#: Pages of a book to begin counting with.
_USUAL = 100


@dataclass(frozen=True, slots=True)
class Book:
    """A book laid out, and how many of its pages only fill up the last sheet."""

    laid: Pages
    padding: int

    @property
    def pages(self) -> int:
        """How many pages it has, covers counted."""
        return len(self.laid.pages)


#: The sentences of minutes an office changed, by kind of minutes and key.
Texts = Mapping[str, Mapping[str, str]]


def build(facts: BookFacts, settings: FormatSettings, like: Book | None = None, texts: Texts | None = None) -> Book:
    """Make the whole book; ``texts`` are the office's own sentences of its minutes, blank and filled alike.

    The opening certificate names the number of pages, which is known only when they are laid out. Blank books of an
    office mostly have as many as the book made before, ``like``; where the guess fails, the book is laid out again.
    """
    settings = replace(settings, two_sided=facts.paper.is_two_sided)
    words = {kind.id: kind.words(settings, (texts or {}).get(kind.id)) for kind in minutes.KINDS}
    padding, total = (like.padding, like.pages) if like else (0, _USUAL)
    laid = _laid(facts, settings, words, total, padding)
    counted = len(laid.pages) - padding
    needed = _padding(facts.paper, counted)
    if (counted + needed, needed) != (total, padding):
        laid = _laid(facts, settings, words, counted + needed, needed)
    return Book(laid, needed)


def _padding(paper: BookPaper, counted: int) -> int:
    if not paper.is_two_sided:
        # The cover of a single-sided book has no back, the pages after it are to be even.
        return (counted - 1) % 2
    return -counted % paper.pages_multiple


def _laid(facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words], total: int, padding: int) -> Pages:
    return lay_out(compose(_document(facts, settings, words, pages=total - _covers(facts), padding=padding)))


def _covers(facts: BookFacts) -> int:
    """Pages before the one numbered 01: the outer cover, and its back in a book printed on both sides."""
    return 2 if facts.paper.is_two_sided else 1


def _document(
    facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words], *, pages: int, padding: int
) -> Document:
    return Document(
        blocks=tuple(_blocks(facts, settings, words, pages, padding)),
        title=f"Sổ biên bản sinh hoạt chi bộ năm {facts.year} - {facts.cell_name}",
        author=facts.committee_name,
        day=facts.opened_on,
        settings=settings,
        first=Section(numbered=False, frame=True),
    )


def _blocks(
    facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words], pages: int, padding: int
) -> Iterator[Block]:
    two_sided = facts.paper.is_two_sided
    yield from front.cover(facts, settings)
    yield Section(restart_at=1, odd=two_sided)
    yield from front.inner_cover(facts, settings, pages)
    for front_part, made, wide in _front_parts(facts, settings, pages):
        if facts.options.has(front_part, facts.mode):
            yield Section(landscape=wide)
            yield from made
    if facts.mode is BookMode.BLANK:
        yield from _forms(facts, settings, words, odd=two_sided)
    else:
        yield from _bound(facts, settings, words, odd=two_sided)
    for part in _back_parts(facts, settings):
        yield PageBreak()
        yield from part
    for _ in range(padding):
        yield PageBreak()
        yield from closing.notes(facts)
    yield PageBreak()
    yield from closing.closing(facts, settings, pages)


def _front_parts(
    facts: BookFacts, settings: FormatSettings, pages: int
) -> Iterator[tuple[BookPart, Iterator[Block], bool]]:
    """Yield the parts before the minutes, each with whether it lies across the page."""
    yield BookPart.CERTIFICATE, front.certificate(facts, settings, pages), False
    yield BookPart.HOW_TO, front.how_to(facts, settings), False
    yield BookPart.PROCEDURE, front.procedure(facts, settings), False
    yield BookPart.COMMITTEE, lists.committee(facts, settings), False
    yield BookPart.MEMBERS, lists.members(facts), True
    yield BookPart.PLAN, lists.plan(facts), False
    yield BookPart.ATTENDANCE, lists.attendance(facts), True


def _back_parts(facts: BookFacts, settings: FormatSettings) -> Iterator[Iterator[Block]]:
    for part, made in (
        (BookPart.TASKS, lists.tasks(facts)),
        (BookPart.SCORES, lists.scores(facts)),
        (BookPart.REMARKS, lists.remarks(settings)),
    ):
        if facts.options.has(part, facts.mode):
            yield made


def _forms(facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words], *, odd: bool) -> Iterator[Block]:
    """Parts 10, 11 and 13; each form starts on a right-hand page."""
    yield Section(odd=odd)
    regular = words[minutes.kind_of(MeetingType.REGULAR).id]
    first = True
    for month in range(1, 13):
        yield from _start(first, odd)
        first = False
        yield from blank_forms.regular(facts, settings, regular, month)
    for quarter in range(1, 5):
        yield from _start(first, odd)
        yield from blank_forms.themed(facts, settings, words[minutes.kind_of(MeetingType.THEMED).id], quarter)
    for number in range(1, facts.options.extraordinary_forms + 1):
        yield from _start(first, odd)
        yield from blank_forms.extraordinary(facts, settings, regular, number)


def _start(first: bool, odd: bool) -> Iterator[Block]:
    if not first:
        yield PageBreak(odd=odd)


def _bound(facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words], *, odd: bool) -> Iterator[Block]:
    """The year's approved minutes in the order they were held, each on a page of its own."""
    yield Section(odd=odd)
    for index, meeting in enumerate(facts.meetings):
        if index:
            yield PageBreak(odd=odd)
        label = settings.fixed(minutes.one_line_summary(meeting))
        on = f", {dates.short(meeting.held_on)}" if meeting.held_on else ""
        said = words[minutes.kind_of(meeting.kind).id]
        yield from minutes.blocks(meeting, settings, said, bookmark=f"Biên bản {label}{on}")
        yield Paragraph(f"(Hết biên bản {label})", Role.NOTE)
