"""Finding anything by a few letters, with or without marks: cells, members, meetings, papers, people in office."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from bontot_desktop import dates, text
from bontot_desktop.db.finding import Source
from bontot_desktop.db.queries import finding as question
from bontot_desktop.rules.meetings import MeetingState, MeetingType
from bontot_desktop.rules.samples import SampleState
from bontot_desktop.services.office import Office

if TYPE_CHECKING:
    from sqlcipher3 import dbapi2

#: As many of each kind as a list under a search box shows.
LIMIT = 8
#: So many answers to one question are looked through for the best of them; marks are compared among so many.
_ENOUGH, _FOR_MARKS = 60, 3000
#: Cells whose meetings are looked for.
_MOST_CELLS = 40

_TOKEN = re.compile(r"[^\W_]+")
#: Two vowels of which the first bears the tone mark, as ``text.same_tone_place`` writes them.
_TONED_PAIR = re.compile("[òỏõóọ][ae]|[ùủũúụ]y")
_MONTH = re.compile(r"\b(?:thang|t)\s?0?(1[0-2]|[1-9])(?:\s?/\s?(\d{4}))?\b|\b0?(1[0-2]|[1-9])/(\d{4})\b")
_YEAR = re.compile(r"\b(?:nam\s)?(20\d\d)\b")
#: Words that say "meeting" and stand in no name.
_MEETING_WORDS = re.compile(r"\b(?:hop|sinh hoat|buoi|bien ban)\b")


class Found(Enum):
    """Kinds of thing a search finds, by the page that shows them."""

    CELL = "cells"
    MEMBER = "members"
    SAMPLE = "samples"
    MEETING = "meetings"
    PAPER = "papers"
    PERSON = "people"
    PETITION = "petitions"
    FIND = "finds"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, its id, its name and a second line.

    The id of a person in office is that of the office held.
    """

    kind: Found
    id: int
    title: str
    subtitle: str
    #: How well it answers, 0 the best.
    rank: int = 0


def search(office: Office, query: str) -> list[Hit]:
    """Return what matches every word of the query, kind by kind, the best kind first; nothing for an empty query.

    Within a kind those with the typed marks come first, then whole words, then beginnings of words, then the rest.
    """
    asked = _Asked.of(query)
    if not asked.tokens:
        return []
    with office.ask() as driver:
        groups = [find(driver, asked) for find in _FINDERS]
    groups = [hits for hits in groups if hits]
    return [hit for hits in sorted(groups, key=lambda hits: hits[0].rank) for hit in hits]


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was typed, in pieces."""

    query: str
    tokens: tuple[str, ...]
    #: The words typed with marks, tone marks in one place.
    marked: tuple[str, ...]
    #: What answers an expression of several words, by kind; asked once for all kinds.
    answers: dict[tuple[str, int], dict[Source, list[int]]] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, query: str) -> _Asked:
        return cls(query, tuple(_TOKEN.findall(text.fold(query))), _marked_words(query))

    def only(self, query: str, tokens: tuple[str, ...]) -> _Asked:
        """Return the same question with part of its words."""
        return _Asked(query, tokens, _marked_words(query), self.answers)

    def has_marks_in(self, *fields: str) -> bool:
        """Say whether every word typed with marks stands there with them; stored fields are clean."""
        plain = " ".join(fields).casefold()
        if all(word in plain for word in self.marked):
            return True
        # Only "hòa" can stand there as "hoà"; bringing thousands of names to one spelling takes long.
        if not any(_TONED_PAIR.search(word) for word in self.marked):
            return False
        plain = text.same_tone_place(plain)
        return all(word in plain for word in self.marked)

    def answering(self, driver: dbapi2.Connection, source: Source, expression: str) -> list[int]:
        """Return the things of one kind that answer an expression."""
        most = _FOR_MARKS if self.marked else _ENOUGH
        if len(self.tokens) == 1:
            # One word, the beginning of one say, answers with thousands: the first of each kind are soon found.
            return question.ids(driver, source, expression, most)
        asked = expression, most
        if asked not in self.answers:
            self.answers[asked] = question.ids_by_kind(driver, expression, most)
        return self.answers[asked][source]

    def holding(self, driver: dbapi2.Connection, source: Source) -> list[int]:
        """Return the things of one kind that hold the tokens anywhere."""
        return question.ids_with_parts(driver, source, self.tokens, _ENOUGH)

    def expressions(self) -> Iterator[str]:
        """Yield FTS5 expressions, the narrowest first: the words in a row, all the words, beginnings of words."""
        words = [f'"{token}"' for token in self.tokens]
        if len(words) > 1 and all(token.isdecimal() for token in self.tokens):
            # A phone or card number typed in parts and kept in one piece.
            yield f'"{"".join(self.tokens)}" *'
        if len(words) > 1:
            yield f'"{" ".join(self.tokens)}"'
            yield f'"{" ".join(self.tokens)}" *'
        yield " AND ".join(words)
        yield " AND ".join([*words[:-1], f"{words[-1]} *"])
        if len(words) > 1:
            yield " AND ".join(f"{word} *" for word in words)


def _marked_words(query: str) -> tuple[str, ...]:
    words = text.clean(query).casefold().split()
    return tuple(text.same_tone_place(word) for word in words if text.has_marks(word))


def _ranked(
    driver: dbapi2.Connection, asked: _Asked, source: Source, names: Callable[[list[int]], list[question.Found]]
) -> list[tuple[int, question.Found]]:
    """Return the best things of one kind, each with its rank (0 and 1: with the marks typed)."""
    best: dict[int, tuple[int, question.Found]] = {}
    looked_at: set[int] = set()
    for tier, expression in enumerate(asked.expressions()):
        fresh = [one for one in asked.answering(driver, source, expression) if one not in looked_at]
        looked_at.update(fresh)
        enough = LIMIT - sum(rank < 10 for rank, _ in best.values())
        for found in sorted(names(fresh), key=lambda found: found.order) if fresh else ():
            # Every word with its marks comes before any word without them.
            marked = asked.has_marks_in(found.title, found.second)
            if found.id not in best:
                best[found.id] = (tier if marked else tier + 10, found)
                enough -= marked
            if enough <= 0:
                break
        if enough <= 0:
            break
    if not best:
        parts = asked.holding(driver, source)
        best = {found.id: (9, found) for found in names(parts)} if parts else {}
    return sorted(best.values(), key=lambda pair: (pair[0], pair[1].order))[:LIMIT]


def _cells(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    now = _ranked(driver, asked, Source.CELL, lambda ids: question.cells(driver, ids))
    before = _ranked(driver, asked, Source.CELL_NAME, lambda ids: question.old_names(driver, ids))
    known = {found.id for _, found in now}
    both = [*now, *((rank, found) for rank, found in before if found.id not in known)]
    return [Hit(Found.CELL, found.id, found.title, found.second, rank) for rank, found in both][:LIMIT]


def _members(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    ranked = _ranked(driver, asked, Source.MEMBER, lambda ids: question.names_of_members(driver, ids))
    cells = {found.id: found.second for found in question.members(driver, [found.id for _, found in ranked])}
    return [Hit(Found.MEMBER, found.id, found.title, cells.get(found.id, ""), rank) for rank, found in ranked]


def _people(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    ranked = _ranked(driver, asked, Source.PERSON, lambda ids: question.people(driver, ids))
    return [Hit(Found.PERSON, found.id, found.title, found.second, rank) for rank, found in ranked]


def _papers(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    # Numbers of papers are kept as numbers: "05-QĐ/ĐU" is number 5.
    tokens = tuple(token.lstrip("0") or "0" if token.isdecimal() else token for token in asked.tokens)
    asked = asked.only(asked.query, tokens)
    rows: dict[int, question.FoundPaper] = {}

    def names(ids: list[int]) -> list[question.Found]:
        # The symbol may carry marks too ("QĐ/ĐU"); the rest of the second line is written for those shown.
        found = question.papers(driver, ids)
        rows.update((row.id, row) for row in found)
        return [question.Found(row.id, row.title, row.series, f"{n:06d}") for n, row in enumerate(found)]

    ranked = _ranked(driver, asked, Source.PAPER, names)
    return [Hit(Found.PAPER, found.id, found.title, _paper_second(rows[found.id]), rank) for rank, found in ranked]


def _petitions(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    ranked = _ranked(driver, asked, Source.PETITION, lambda ids: question.petitions(driver, ids))
    return [Hit(Found.PETITION, found.id, found.title, found.second, rank) for rank, found in ranked]


def _models(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    ranked = _ranked(driver, asked, Source.FIND, lambda ids: question.models(driver, ids))
    return [Hit(Found.FIND, found.id, found.title, found.second, rank) for rank, found in ranked]


def _paper_second(row: question.FoundPaper) -> str:
    number = f"Số {row.number:02d}-{row.series}" if row.series and row.number is not None else row.series or row.kind
    day = dates.screen(_date(row.dated_on))
    return f"{number}, {day}" if day else number


def _samples(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    folded = text.fold(asked.query)
    year = _YEAR.search(folded)
    cells = _cells_meant(driver, _YEAR.sub(" ", _MONTH.sub(" ", folded)).replace("diem", " "), asked)
    if not cells:
        return []
    found = question.samples(driver, cells, int(year.group(1)) if year else None, LIMIT)
    return [
        Hit(
            Found.SAMPLE,
            row.id,
            f"Sinh hoạt điểm {row.cell}",
            f"{SampleState(row.state).label} {dates.screen(_date(row.planned_on))}".strip(),
            6,
        )
        for row in found
    ]


def _meetings(driver: dbapi2.Connection, asked: _Asked) -> list[Hit]:
    """Find "tháng 7 thôn Đồng": meetings are asked for by their month."""
    folded = text.fold(asked.query)
    said = _MONTH.search(folded)
    if said is None:
        return []
    rest = f"{folded[: said.start()]} {folded[said.end() :]}"
    year = next((int(part) for part in (said.group(2), said.group(4)) if part), None)
    alone = _YEAR.search(rest)
    if year is None and alone is not None:
        year = int(alone.group(1))
    cells = _cells_meant(driver, _YEAR.sub(" ", rest), asked)
    if not cells:
        return []
    month = int(said.group(1) or said.group(3))
    return [
        Hit(
            Found.SAMPLE if row.sample_event_id is not None else Found.MEETING,
            row.sample_event_id if row.sample_event_id is not None else row.id,
            f"Sinh hoạt tháng {row.month}/{row.year} {row.cell}",
            ", ".join(
                part
                for part in (
                    MeetingType(row.type).label,
                    MeetingState(row.state).label,
                    dates.screen(_date(row.held_on)),
                )
                if part
            ),
        )
        for row in question.meetings(driver, cells, year, month, LIMIT)
    ]


def _cells_meant(driver: dbapi2.Connection, folded: str, asked: _Asked) -> Sequence[int]:
    """Return the cells that the words left over name, today or before."""
    tokens = tuple(_TOKEN.findall(_MEETING_WORDS.sub(" ", folded)))
    if not tokens:
        return []
    # The typed words with their marks, so that "thôn Đồng" does not answer with "thôn Đông" first.
    marked = " ".join(word for word in text.clean(asked.query).split() if text.fold(word) in tokens)
    rest = asked.only(marked, tokens)
    now = _ranked(driver, rest, Source.CELL, lambda ids: question.cells(driver, ids))
    before = _ranked(driver, rest, Source.CELL_NAME, lambda ids: question.old_names(driver, ids))
    both = [*now, *before]
    exact = [found.id for rank, found in both if rank < 10]
    return list(dict.fromkeys(exact or [found.id for _, found in both]))[:_MOST_CELLS]


def _date(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


#: In the order of the groups where they answer equally well.
_FINDERS = (_meetings, _cells, _members, _papers, _samples, _people, _petitions, _models)
