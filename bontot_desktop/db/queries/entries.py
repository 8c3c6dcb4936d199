"""The cells of a campaign with their totals, as lists ask for them: two statements, however many cells."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.recognition import CellEntry, EntryReason, EntryScore
from bontot_desktop.rules.recognition import EntryState, Reason


class EntryLine(NamedTuple):
    """A cell in a campaign with the sums of its points, None where nothing was given.

    ``counted_sum`` takes of each criterion the committee's points where it gave some, else the verified ones.
    ``has_left_out``: a criterion does not apply to the cell, so the sums are not its totals yet.
    """

    id: int
    cell_id: int
    name_at_time: str
    cell_code: str
    cell_order: str
    group_at_time: str
    state: EntryState
    is_pilot: bool
    registered_on: date | None
    signer: str
    is_late: bool
    late_reason: str
    votes_for: int | None
    votes_against: int | None
    self_sum: Decimal | None
    counted_sum: Decimal | None
    has_left_out: bool


class ReasonLine(NamedTuple):
    """A reason for not recognising a cell, in the order of weight."""

    entry_id: int
    reason: Reason
    text: str


def lines(session: Session, campaign_id: int) -> list[EntryLine]:
    """Return the cells of a campaign."""
    counted = func.coalesce(EntryScore.final_points, EntryScore.verified_points, type_=EntryScore.verified_points.type)
    totals = (
        select(
            EntryScore.entry_id,
            func.sum(EntryScore.self_points).label("self_sum"),
            func.sum(counted).label("counted_sum"),
            func.max(EntryScore.is_not_applicable).label("has_left_out"),
        )
        .join(CellEntry, CellEntry.id == EntryScore.entry_id)
        .where(CellEntry.campaign_id == campaign_id)
        .group_by(EntryScore.entry_id)
        .subquery()
    )
    question = (
        select(
            CellEntry.id,
            CellEntry.cell_id,
            CellEntry.name_at_time,
            Cell.code,
            Cell.name_order,
            CellEntry.group_at_time,
            CellEntry.state,
            CellEntry.is_pilot,
            CellEntry.registered_on,
            CellEntry.signer,
            CellEntry.is_late,
            CellEntry.late_reason,
            CellEntry.votes_for,
            CellEntry.votes_against,
            totals.c.self_sum,
            totals.c.counted_sum,
            func.coalesce(totals.c.has_left_out, 0),
        )
        .join(Cell, Cell.id == CellEntry.cell_id)
        .outerjoin(totals, totals.c.entry_id == CellEntry.id)
        .where(CellEntry.campaign_id == campaign_id)
        .order_by(CellEntry.id)
    )
    return [EntryLine._make(row) for row in session.execute(question)]


def reasons(session: Session, campaign_id: int) -> list[ReasonLine]:
    """Return the reasons against the cells of a campaign, by cell, the main one first."""
    question = (
        select(EntryReason.entry_id, EntryReason.reason, EntryReason.text)
        .join(CellEntry, CellEntry.id == EntryReason.entry_id)
        .where(CellEntry.campaign_id == campaign_id)
        .order_by(EntryReason.entry_id, EntryReason.position)
    )
    return [ReasonLine._make(row) for row in session.execute(question)]
