"""Questions about the papers' register, answered with frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from bontot_desktop import text
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.papers import Paper, PaperFile
from bontot_desktop.rules.papers import FileState, Issuer, PaperState


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A line of the register; ``cell`` is "" for papers about no single cell, ``waits`` says a file is "chờ in"."""

    id: int
    kind: str
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
    paper_id: int | None = None,
) -> list[PaperLine]:
    """Return issued and withdrawn papers, newest date first, then highest number first.

    ``search`` finds words of the title, number series and kind, with or without marks.
    """
    waiting = aliased(PaperFile)
    waits: ColumnElement[bool] = exists().where(waiting.paper_id == Paper.id, waiting.state == FileState.PENDING)
    query = select(
        Paper.id,
        Paper.kind,
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
    if paper_id is not None:
        query = query.where(Paper.id == paper_id)
    for word in text.fold(search).split():
        query = query.where(Paper.title_folded.contains(word, autoescape=True))
    query = query.order_by(Paper.dated_on.desc(), Paper.series, Paper.number.desc(), Paper.id.desc())
    return [PaperLine(*tuple(row)) for row in session.execute(query)]


def years(session: Session) -> list[int]:
    """Return the years in which papers were issued, newest first."""
    query = select(Paper.year).where(Paper.state != PaperState.DRAFT).distinct().order_by(Paper.year.desc())
    return list(session.scalars(query))
