"""Questions about the papers' register, answered with frozen rows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.office import Term
from bontot_desktop.db.models.papers import Paper, PaperFile
from bontot_desktop.rules.papers import FileState, Issuer, PaperState

#: Key of the type's name in the facts of a paper made outside the program ("Kế hoạch").
TYPE = "type"
_TYPED = case((Paper.kind == "", func.coalesce(func.json_extract(Paper.facts, f"$.{TYPE}"), "")), else_="")


@dataclass(frozen=True, slots=True)
class NumberLine:
    """A number that was given, and the paper that has it; ``typed`` as in :class:`PaperLine`."""

    id: int
    number: int
    dated_on: date | None
    kind: str
    typed: str
    title: str


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A numbered paper as the register of outgoing papers lists it; ``cell`` as in :class:`PaperLine`."""

    id: int
    kind: str
    typed: str
    issuer: Issuer
    state: PaperState
    title: str
    term_id: int
    term_from: date
    series: str
    number: int
    dated_on: date
    signer: str
    recipients: str
    copies: int | None
    kept_by: str
    register_note: str
    cell: str
    withdrawn_reason: str


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the register; ``cell`` is "" for papers about no single cell, ``waits`` says a file is "chờ in".

    ``typed`` is the type's name of a paper made outside the program, whose ``kind`` is "".
    """

    id: int
    kind: str
    typed: str
    issuer: Issuer
    state: PaperState
    title: str
    series: str
    number: int | None
    dated_on: date | None
    signer: str
    year: int
    cell: str
    printed_at: datetime | None
    withdrawn_reason: str
    waits: bool


def register(
    session: Session,
    *,
    year: int | None = None,
    kind: str | None = None,
    state: PaperState | None = None,
    search: str = "",
    ids: Collection[int] | None = None,
) -> list[PaperLine]:
    """Return issued and withdrawn papers, or some of them by id, newest date first, then highest number first.

    ``search`` finds words of the title, number series and kind, with or without marks.
    """
    waiting = aliased(PaperFile)
    waits: ColumnElement[bool] = exists().where(waiting.paper_id == Paper.id, waiting.state == FileState.PENDING)
    query = select(
        Paper.id,
        Paper.kind,
        _TYPED,
        Paper.issuer,
        Paper.state,
        Paper.title,
        Paper.series,
        Paper.number,
        Paper.dated_on,
        Paper.signer,
        Paper.year,
        func.coalesce(Cell.name, ""),
        Paper.printed_at,
        Paper.withdrawn_reason,
        waits,
    ).outerjoin(Cell, Cell.id == Paper.cell_id)
    query = query.where(Paper.state != PaperState.DRAFT)
    if year is not None:
        query = query.where(Paper.year == year)
    if kind is not None:
        query = query.where(Paper.kind == kind)
    if state is not None:
        query = query.where(Paper.state == state)
    if ids is not None:
        query = query.where(Paper.id.in_(ids))
    for word in text.fold(search).split():
        query = query.where(Paper.title_folded.contains(word, autoescape=True))
    query = query.order_by(Paper.dated_on.desc(), Paper.series, Paper.number.desc(), Paper.id.desc())
    return [PaperLine(*tuple(row)) for row in session.execute(query)]


def years(session: Session) -> list[int]:
    """Return the years in which papers were issued, newest first."""
    query = select(Paper.year).where(Paper.state != PaperState.DRAFT).distinct().order_by(Paper.year.desc())
    return list(session.scalars(query))


def numbered(session: Session, term_id: int, series: str) -> list[NumberLine]:
    """Return the numbers given in a run, the lowest first."""
    query = select(Paper.id, Paper.number, Paper.dated_on, Paper.kind, _TYPED, Paper.title).where(
        Paper.term_id == term_id, Paper.series == series, Paper.number.is_not(None)
    )
    return [NumberLine(*tuple(row)) for row in session.execute(query.order_by(Paper.number))]


def outgoing(session: Session, first: date, last: date) -> list[OutgoingLine]:
    """Return the numbered papers dated from the first to the last day, withdrawn ones with them."""
    query = (
        select(
            Paper.id,
            Paper.kind,
            _TYPED,
            Paper.issuer,
            Paper.state,
            Paper.title,
            Paper.term_id,
            Term.starts_on,
            Paper.series,
            Paper.number,
            Paper.dated_on,
            Paper.signer,
            Paper.recipients,
            Paper.copies,
            Paper.kept_by,
            Paper.register_note,
            func.coalesce(Cell.name, ""),
            Paper.withdrawn_reason,
        )
        .join(Term, Term.id == Paper.term_id)
        .outerjoin(Cell, Cell.id == Paper.cell_id)
        .where(Paper.number.is_not(None), Paper.dated_on.between(first, last))
        .order_by(Paper.dated_on, Paper.series, Paper.number)
    )
    return [OutgoingLine(*tuple(row)) for row in session.execute(query)]


def series(session: Session) -> list[str]:
    """Return the runs that have papers."""
    return list(session.scalars(select(Paper.series).where(Paper.number.is_not(None)).distinct()))


def typed_in(paper: Paper) -> str:
    """Return the type's name of a paper made outside the program, "" of the others."""
    return "" if paper.kind else str(paper.facts.get(TYPE, ""))
