"""What the review's votes on a year's ratings allow: no decision before it sat, none for a rating it voted down."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.recognition import TitleKind, body_approves


def sat_on(session: Session, year: int) -> date | None:
    """Return the last day on which a body voted on a year's ratings; None while it has not, or nobody wrote it."""
    if not _voted(session, year):
        return None
    of_cells = select(Campaign.review_on).where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    return max((day for day in session.scalars(of_cells) if day is not None), default=None)


def voted_down(session: Session, year: int, cell_ids: Collection[int] | None = None) -> list[str]:
    """Say which ratings fewer than half of the body's members agreed to (recognition.md §3.4), a sentence each."""
    total = _members(session, year)
    return [
        f"Mức xếp loại “{row.level.label}” của {row.cell.name} mới có {row.votes_for}/{total} tán thành, cần quá nửa; "
        "hãy đề nghị mức khác hoặc ghi lại phiếu ở bước Họp xét."
        for row in _down(session, year, total)
        if cell_ids is None or row.cell_id in cell_ids
    ]


def cells_voted_down(session: Session, year: int) -> frozenset[int]:
    """Return the cells whose proposed rating fewer than half of the body's members agreed to, by their ids."""
    return frozenset(row.cell_id for row in _down(session, year, _members(session, year)))


def _members(session: Session, year: int) -> int | None:
    of_cells = select(Campaign.review_total).where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    return max((count for count in session.scalars(of_cells) if count), default=None)


def _down(session: Session, year: int, total: int | None) -> list[CellRating]:
    if total is None:
        return []
    return [row for row in _voted(session, year) if not body_approves(row.votes_for or 0, total)]


def _voted(session: Session, year: int) -> list[CellRating]:
    query = select(CellRating).where(CellRating.year == year, CellRating.is_current, CellRating.votes_for.is_not(None))
    return list(session.scalars(query.order_by(CellRating.id)))
