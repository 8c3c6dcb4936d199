"""The minutes that came into a book since it was last printed, on pages that go on counting behind the last ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from bontot_desktop import dates
from bontot_desktop.documents import minutes
from bontot_desktop.documents.blocks import Block, Document, PageBreak, Paragraph, Role, Section
from bontot_desktop.documents.compose import compose
from bontot_desktop.documents.layout import Page, Pages, lay_out
from bontot_desktop.documents.minutes_book.facts import AddedPage, BookFacts
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.documents.minutes_parts import correction
from bontot_desktop.documents.profile import FormatSettings
from bontot_desktop.documents.wording import Words


@dataclass(frozen=True, slots=True)
class NewPart:
    """The part laid out; ``ranges`` are the first and the last page of each meeting, as they are numbered."""

    laid: Pages
    ranges: tuple[tuple[int, int], ...]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.laid.pages)


def build(facts: BookFacts, settings: FormatSettings, texts: Mapping[str, Mapping[str, str]]) -> NewPart:
    """Lay out the meetings of ``facts`` on the pages ``facts.starts`` names; 0 goes on behind the one before.

    Of those in ``facts.added`` only a correction is laid out: their minutes stand on pages printed before.
    """
    settings = replace(settings, two_sided=facts.paper.is_two_sided)
    words = {kind.id: kind.words(settings, texts.get(kind.id)) for kind in minutes.KINDS}
    document = Document(
        blocks=tuple(_blocks(facts, settings, words)),
        title=f"Sổ biên bản sinh hoạt chi bộ năm {facts.year} - {facts.cell_name} (phần mới)",
        author=facts.committee_name,
        settings=settings,
        first=Section(restart_at=facts.starts[0] if facts.starts else 1),
    )
    laid = lay_out(compose(document))
    return NewPart(laid, tuple(_ranges(laid.pages, _bookmarks(facts, settings))))


def _blocks(facts: BookFacts, settings: FormatSettings, words: Mapping[str, Words]) -> Iterator[Block]:
    odd = facts.paper.is_two_sided
    bookmarks = _bookmarks(facts, settings)
    for index, meeting in enumerate(facts.meetings):
        start = facts.starts[index]
        if index and start:
            yield Section(restart_at=start)
        elif index:
            yield PageBreak(odd=odd)
        if index in facts.late:
            yield Paragraph(_late_words(meeting), Role.NOTE)
        if not index and facts.empty_back is not None:
            back = f"(Trang {facts.empty_back} là mặt sau của tờ in lần trước, để trống.)"
            yield Paragraph(back, Role.NOTE)
        said = words[minutes.kind_of(meeting.kind).id]
        added = facts.added.get(index)
        if added is not None:
            yield from correction(meeting, settings, said, added.correction, bookmark=bookmarks[index])
            yield Paragraph(_added_words(meeting, added, settings), Role.NOTE)
            continue
        yield from minutes.blocks(meeting, settings, said, bookmark=bookmarks[index])
        label = settings.fixed(minutes.one_line_summary(meeting))
        yield Paragraph(f"(Hết biên bản {label})", Role.NOTE)


def _late_words(meeting: MinutesFacts) -> str:
    on = f" ngày {dates.short(meeting.held_on)}" if meeting.held_on else ""
    return f"(Vào sổ muộn: biên bản buổi{on} lập sau khi đã in buổi sau; các trang trước không đánh số lại.)"


def _added_words(meeting: MinutesFacts, added: AddedPage, settings: FormatSettings) -> str:
    on = f" ngày {dates.short(meeting.held_on)}" if meeting.held_on else ""
    one = added.first_page == added.last_page
    where = f"trang {added.first_page}" if one else f"các trang {added.first_page}–{added.last_page}"
    label = settings.fixed(minutes.one_line_summary(meeting))
    return f"(Bổ sung, đính chính biên bản {label}{on}, đã in ở {where}; các trang ấy không in lại.)"


def _bookmarks(facts: BookFacts, settings: FormatSettings) -> list[str]:
    """Name each meeting in the outline, the pages of a correction as such."""
    found = [_bookmark(meeting, settings) for meeting in facts.meetings]
    return [f"Bổ sung – {mark}" if at in facts.added else mark for at, mark in enumerate(found)]


def _bookmark(meeting: MinutesFacts, settings: FormatSettings) -> str:
    on = f", {dates.short(meeting.held_on)}" if meeting.held_on else ""
    return f"Biên bản {settings.fixed(minutes.one_line_summary(meeting))}{on}"


def _ranges(pages: list[Page], bookmarks: list[str]) -> Iterator[tuple[int, int]]:
    """Find where each meeting begins, by its entry in the outline, and the last page on which something stands."""
    begins: list[int] = []
    for place, page in enumerate(pages):
        marks = [chunk.bookmark for _, chunk in page.placed if chunk.bookmark]
        for mark in marks:
            if len(begins) < len(bookmarks) and mark == bookmarks[len(begins)]:
                begins.append(place)
    for first, behind in zip(begins, [*begins[1:], len(pages)], strict=True):
        filled = [page.number for page in pages[first:behind] if page.placed]
        yield filled[0], filled[-1]
