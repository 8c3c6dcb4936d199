"""Finding cells, members, sample meetings and papers by a few letters, with or without marks; exact marks first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bontot_desktop import dates, text
from bontot_desktop.db.models.cells import Cell, CellName
from bontot_desktop.db.models.members import Member, StatusRow
from bontot_desktop.db.models.papers import Paper
from bontot_desktop.db.models.samples import SampleEvent
from bontot_desktop.documents.letterhead import number_text
from bontot_desktop.rules.members import STANDINGS
from bontot_desktop.services.office import Office

#: As many of each kind as a list under a search box shows.
LIMIT = 8


class Found(Enum):
    """Kinds of thing a search finds, by the page that shows them."""

    CELL = "cells"
    MEMBER = "members"
    SAMPLE = "samples"
    PAPER = "papers"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found: what it is, its id, its name and a second line."""

    kind: Found
    id: int
    title: str
    subtitle: str


def search(office: Office, query: str) -> list[Hit]:
    """Return what matches every word of the query, those with the typed marks first; nothing for an empty query."""
    words = text.fold(query).split()
    if not words:
        return []
    with office.read() as session:
        hits = [
            *_cells(session, words),
            *_members(session, words),
            *_samples(session, words),
            *_papers(session, words),
        ]
    return sorted(hits, key=lambda hit: not text.matches(query, hit.title, hit.subtitle))


def _all_words(words: list[str], *columns: InstrumentedAttribute[str]) -> ColumnElement[bool]:
    return and_(*(or_(*(column.contains(word, autoescape=True) for column in columns)) for word in words))


def _cells(session: Session, words: list[str]) -> list[Hit]:
    old_names = select(CellName.cell_id).where(_all_words(words, CellName.name_folded))
    query = select(Cell).where(or_(_all_words(words, Cell.name_folded), Cell.id.in_(old_names)))
    rows = session.scalars(query.order_by(Cell.name_order).limit(LIMIT))
    return [Hit(Found.CELL, row.id, row.name, row.code) for row in rows]


def _members(session: Session, words: list[str]) -> list[Hit]:
    query = (
        select(Member, Cell.name)
        .outerjoin(
            StatusRow,
            and_(StatusRow.member_id == Member.id, StatusRow.status.in_(STANDINGS), StatusRow.to_on.is_(None)),
        )
        .outerjoin(Cell, Cell.id == StatusRow.cell_id)
        .where(or_(_all_words(words, Member.full_name_folded), Member.card_no == " ".join(words)))
        .order_by(Member.full_name_order)
        .limit(LIMIT)
    )
    return [Hit(Found.MEMBER, row[0].id, row[0].full_name, row[1] or "") for row in session.execute(query)]


def _samples(session: Session, words: list[str]) -> list[Hit]:
    query = (
        select(SampleEvent)
        .join(Cell, Cell.id == SampleEvent.cell_id)
        .where(_all_words(words, Cell.name_folded))
        .order_by(SampleEvent.planned_on.desc())
        .limit(LIMIT)
    )
    return [
        Hit(
            Found.SAMPLE, row.id, f"Sinh hoạt điểm {row.cell.name}", f"{row.state.label} {dates.screen(row.planned_on)}"
        )
        for row in session.scalars(query)
    ]


def _papers(session: Session, words: list[str]) -> list[Hit]:
    number = [word for word in words if word.isdecimal()]
    matched = _all_words(words, Paper.title_folded)
    if len(words) == len(number) == 1:
        matched = or_(matched, Paper.number == int(number[0]))
    rows = session.scalars(select(Paper).where(matched).order_by(Paper.dated_on.desc(), Paper.id.desc()).limit(LIMIT))
    return [
        Hit(Found.PAPER, row.id, row.title, number_text(row.number, row.series) if row.series else row.kind)
        for row in rows
    ]
