"""A book printed part by part: which minutes are new since the last print, on which pages, and which came in late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.months import BookPages
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.documents.minutes_book.facts import BookFacts
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.services import book_facts


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed of one cell's book: its facts, and the ids of its meetings in that order."""

    facts: BookFacts
    meeting_ids: tuple[int, ...]


def gather(session: Session, cell_id: int, year: int, paper: BookPaper, options: BookOptions, *, today: date) -> Part:
    """Return what is new in a cell's book, or the pages wished once more; no meetings when there is nothing.

    New minutes go behind the last printed page, in the order they were held; those of a day before one already
    printed come last and are named as late, as printed pages are never numbered anew.
    """
    facts = book_facts.gather(session, cell_id, year, BookMode.FILLED, paper, options, today=today)
    rows = queries.approved_of_year(session, cell_id, year)
    printed = {pages.meeting_id: pages for pages in session.scalars(_printed(cell_id, year))}
    if options.reprint is not None:
        return _again(facts, rows, printed, options.reprint)
    last = max((pages.last_page for pages in printed.values()), default=0)
    start = last + 1
    if paper.is_two_sided and start % 2 == 0:
        # The back of the last sheet stays empty: the new part is printed on sheets of its own.
        start += 1
    newest = max((_day(row) for row in rows if row.id in printed), default=date.min)
    fresh = [place for place, row in enumerate(rows) if row.id not in printed]
    in_time = [place for place in fresh if _day(rows[place]) >= newest]
    late = [place for place in fresh if _day(rows[place]) < newest]
    order = [*in_time, *late]
    part = replace(
        facts,
        mode=BookMode.NEW,
        meetings=tuple(facts.meetings[place] for place in order),
        starts=tuple(start if not at else 0 for at in range(len(order))),
        late=frozenset(range(len(in_time), len(order))),
    )
    return Part(part, tuple(rows[place].id for place in order))


def _again(facts: BookFacts, rows: Sequence[Meeting], printed: dict[int, BookPages], pages: tuple[int, int]) -> Part:
    """Return the minutes that stand on some printed pages, on the pages they have, as they were printed."""
    wanted = sorted(
        (known for known in printed.values() if known.first_page <= pages[1] and known.last_page >= pages[0]),
        key=lambda known: known.first_page,
    )
    places = {row.id: place for place, row in enumerate(rows)}
    part = replace(
        facts,
        mode=BookMode.NEW,
        meetings=tuple(_as_printed(facts.meetings[places[known.meeting_id]], known) for known in wanted),
        starts=tuple(known.first_page for known in wanted),
        late=frozenset(at for at, known in enumerate(wanted) if known.is_late),
    )
    return Part(part, tuple(known.meeting_id for known in wanted))


def _as_printed(meeting: MinutesFacts, known: BookPages) -> MinutesFacts:
    """Leave out what was added after the pages were printed: they have no room for it."""
    kept = tuple(row for row in meeting.corrections if row.written_on <= known.printed_on)
    return replace(meeting, corrections=kept)


def _printed(cell_id: int, year: int) -> Select[BookPages]:
    return select(BookPages).where(BookPages.cell_id == cell_id, BookPages.year == year)


def _day(row: Meeting) -> date:
    return row.held_on or date(row.year, row.month, 1)


def remember(
    session: Session,
    cell_id: int,
    year: int,
    meeting_ids: Sequence[int],
    ranges: Sequence[tuple[int, int]],
    late: frozenset[int],
    on: date,
) -> None:
    """Note on which pages the minutes of meetings were printed; what was printed before stays."""
    known = set(session.scalars(select(BookPages.meeting_id).where(BookPages.meeting_id.in_(meeting_ids))))
    for at, (meeting_id, (first, last)) in enumerate(zip(meeting_ids, ranges, strict=True)):
        if meeting_id in known:
            continue
        session.add(
            BookPages(
                meeting_id=meeting_id,
                cell_id=cell_id,
                year=year,
                first_page=first,
                last_page=last,
                printed_on=on,
                is_late=at in late,
            )
        )
