"""The dossiers of a campaign as its list asks for them: three statements, however many cells."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.dossiers import Defect, DossierLine, Verification
from bontot_desktop.db.models.recognition import CellEntry
from bontot_desktop.rules.dossiers import DossierItem
from bontot_desktop.rules.recognition import TOOK_PART


def dossiers(campaign_id: int) -> Select[Any]:
    """Ask for the cells that took part, with their receipts and what was confirmed of them."""
    return (
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


def papers(campaign_id: int) -> Select[tuple[int, DossierItem]]:
    """Ask for the papers that came, by entry."""
    return (
        select(DossierLine.entry_id, DossierLine.item)
        .join(CellEntry, CellEntry.id == DossierLine.entry_id)
        .where(CellEntry.campaign_id == campaign_id, DossierLine.is_there)
    )


def defects(campaign_id: int) -> Select[tuple[int, int, date]]:
    """Ask for how many defects wait to be mended and until when, by entry."""
    return (
        select(Defect.entry_id, func.count(), func.max(Defect.due_on))
        .join(CellEntry, CellEntry.id == Defect.entry_id)
        .where(CellEntry.campaign_id == campaign_id, Defect.fixed_on.is_(None))
        .group_by(Defect.entry_id)
    )
