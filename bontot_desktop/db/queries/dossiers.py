"""The dossiers of a campaign as its list asks for them: three statements, however many cells."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.dossiers import Defect, DossierLine, Verification
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import TOOK_PART, EntryState


class ListedDossier(NamedTuple):
    """A cell that took part, with its receipt and what was confirmed of it."""

    id: int
    name_at_time: str
    name_order: str
    state: EntryState
    submitted_on: date | None
    received_by: str
    is_late: bool
    late_reason: str
    confirmed_by: str | None
    confirmed_on: date | None
    remark: str | None


def lines(session: Session, campaign_id: int) -> list[ListedDossier]:
    """Return the cells of a campaign that took part."""
    question = (
        select(
            CellEntry.id,
            CellEntry.name_at_time,
            Cell.name_order,
            CellEntry.state,
            CellEntry.submitted_on,
            CellEntry.received_by,
            CellEntry.is_late_dossier,
            CellEntry.late_dossier_reason,
            Verification.confirmed_by,
            Verification.confirmed_on,
            Verification.remark,
        )
        .join(Cell, Cell.id == CellEntry.cell_id)
        .outerjoin(Verification, Verification.entry_id == CellEntry.id)
        .where(CellEntry.campaign_id == campaign_id, CellEntry.state.in_(TOOK_PART))
    )
    return [ListedDossier._make(row) for row in session.execute(question)]


def papers(session: Session, campaign_id: int) -> dict[int, set[DossierItem]]:
    """Return the papers that came, by entry."""
    question = (
        select(DossierLine.entry_id, DossierLine.item)
        .join(CellEntry, CellEntry.id == DossierLine.entry_id)
        .where(CellEntry.campaign_id == campaign_id, DossierLine.is_there)
    )
    found: dict[int, set[DossierItem]] = {}
    for row in session.execute(question):
        found.setdefault(row.entry_id, set()).add(row.item)
    return found


def defects(session: Session, campaign_id: int) -> dict[int, tuple[int, date]]:
    """Return how many defects wait to be mended and until when, by entry."""
    question = (
        select(Defect.entry_id, func.count().label("count"), func.max(Defect.due_on).label("due_on"))
        .join(CellEntry, CellEntry.id == Defect.entry_id)
        .where(CellEntry.campaign_id == campaign_id, Defect.fixed_on.is_(None))
        .group_by(Defect.entry_id)
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(question)}
