"""A book printed part by part: which minutes and corrections are new, on which pages, and which came in late."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.meetings import Meeting
from bontot_desktop.db.models.months import BookPages
from bontot_desktop.db.queries import meetings as queries
from bontot_desktop.documents.minutes_book.facts import AddedPage, BookFacts
from bontot_desktop.documents.minutes_facts import MinutesFacts
from bontot_desktop.rules.books import BookMode, BookOptions, BookPaper
from bontot_desktop.services import book_facts


@dataclass(frozen=True, slots=True)
class Entry:
    """What stands on pages of a book: the minutes of a meeting with so many corrections, or one correction alone."""

    meeting_id: int
    addendum_id: int | None = None
    addenda: int = 0


@dataclass(frozen=True, slots=True)
class Part:
    """What is printed of one cell's book: its facts, and what its meetings are in that order."""

    facts: BookFacts
    entries: tuple[Entry, ...]


def gather(session: Session, cell_id: int, year: int, paper: BookPaper, options: BookOptions, *, today: date) -> Part:
    """Return what is new in a cell's book, or the pages wished once more; no meetings when there is nothing.

    New minutes go behind the last printed page, in the order they were held; those of a day before one already
    printed come last and are named as late, as printed pages are never numbered anew. Corrections written after their
    minutes were printed follow, each on a page of its own.
    """
    facts = book_facts.gather(session, cell_id, year, BookMode.FILLED, paper, options, today=today)
    rows = queries.approved_of_year(session, cell_id, year)
    known = session.scalars(_printed(cell_id, year)).all()
    if options.reprint is not None:
        return _again(facts, rows, known, options.reprint)
    printed = {pages.meeting_id: pages for pages in known if pages.addendum_id is None}
    last = max((pages.last_page for pages in known), default=0)
    start = last + 1
    if paper.is_two_sided and start % 2 == 0:
        # The back of the last sheet stays empty: the new part is printed on sheets of its own.
        start += 1
    empty_back = last + 1 if last and start > last + 1 else None
    newest = max((_day(row) for row in rows if row.id in printed), default=date.min)
    fresh = [place for place, row in enumerate(rows) if row.id not in printed]
    in_time = [place for place in fresh if _day(rows[place]) >= newest]
    late = [place for place in fresh if _day(rows[place]) < newest]
    order = [*in_time, *late]
    alone = {one.addendum_id for one in known}
    added = [
        (place, at)
        for place, row in enumerate(rows)
        if row.id in printed
        for at in range(printed[row.id].addenda, len(row.addenda))
        if row.addenda[at].id not in alone
    ]
    behind = len(order)
    order += [place for place, _ in added]
    part = replace(
        facts,
        mode=BookMode.NEW,
        meetings=tuple(facts.meetings[place] for place in order),
        starts=tuple(start if not at else 0 for at in range(len(order))),
        late=frozenset(range(len(in_time), behind)),
        empty_back=empty_back,
        added={
            behind + index: _added(facts.meetings[place], at, printed[rows[place].id])
            for index, (place, at) in enumerate(added)
        },
    )
    entries = [Entry(rows[place].id, addenda=len(rows[place].addenda)) for place in order[:behind]]
    entries += [Entry(rows[place].id, rows[place].addenda[at].id) for place, at in added]
    return Part(part, tuple(entries))


def _added(meeting: MinutesFacts, at: int, pages: BookPages) -> AddedPage:
    return AddedPage(meeting.corrections[at], pages.first_page, pages.last_page)


def _again(facts: BookFacts, rows: Sequence[Meeting], known: Sequence[BookPages], pages: tuple[int, int]) -> Part:
    """Return what stands on some printed pages, on the pages it has, as it was printed."""
    wanted = sorted(
        (one for one in known if one.first_page <= pages[1] and one.last_page >= pages[0]),
        key=lambda one: one.first_page,
    )
    places = {row.id: place for place, row in enumerate(rows)}
    minutes = {one.meeting_id: one for one in known if one.addendum_id is None}
    added = {}
    for index, one in enumerate(wanted):
        if one.addendum_id is not None:
            place = places[one.meeting_id]
            at = [addendum.id for addendum in rows[place].addenda].index(one.addendum_id)
            added[index] = _added(facts.meetings[place], at, minutes[one.meeting_id])
    part = replace(
        facts,
        mode=BookMode.NEW,
        meetings=tuple(_as_printed(facts.meetings[places[one.meeting_id]], one) for one in wanted),
        starts=tuple(one.first_page for one in wanted),
        late=frozenset(at for at, one in enumerate(wanted) if one.is_late),
        added=added,
    )
    return Part(part, tuple(Entry(one.meeting_id, one.addendum_id, one.addenda) for one in wanted))


def _as_printed(meeting: MinutesFacts, known: BookPages) -> MinutesFacts:
    """Leave out what was added after the pages were printed: they have no room for it."""
    return replace(meeting, corrections=meeting.corrections[: known.addenda])


def _printed(cell_id: int, year: int) -> Select[BookPages]:
    return select(BookPages).where(BookPages.cell_id == cell_id, BookPages.year == year)


def _day(row: Meeting) -> date:
    return row.held_on or date(row.year, row.month, 1)


def remember(
    session: Session,
    cell_id: int,
    year: int,
    entries: Sequence[Entry],
    ranges: Sequence[tuple[int, int]],
    late: frozenset[int],
    on: date,
) -> None:
    """Note on which pages minutes, or corrections of them, were printed; what was printed before stays."""
    ids = [entry.meeting_id for entry in entries]
    found = session.execute(select(BookPages.meeting_id, BookPages.addendum_id).where(BookPages.meeting_id.in_(ids)))
    known = {(meeting_id, addendum_id) for meeting_id, addendum_id in found}
    for at, (entry, (first, last)) in enumerate(zip(entries, ranges, strict=True)):
        if (entry.meeting_id, entry.addendum_id) in known:
            continue
        session.add(
            BookPages(
                meeting_id=entry.meeting_id,
                addendum_id=entry.addendum_id,
                addenda=entry.addenda,
                cell_id=cell_id,
                year=year,
                first_page=first,
                last_page=last,
                printed_on=on,
                is_late=at in late,
            )
        )
