"""The yearly rating of cells (QĐ 366), a result of its own that recognition asks for but never merges with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.recognition import CellRating
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services.office import Office

#: Least points of each level (QĐ 366).
LEVEL_POINTS: Mapping[QualityLevel, int] = {
    QualityLevel.EXCELLENT: 90,
    QualityLevel.GOOD: 70,
    QualityLevel.COMPLETED: 50,
    QualityLevel.NOT_COMPLETED: 0,
}


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """The rating of a cell for a year; ``reason`` is asked when the level is better than the points say."""

    cell_id: int
    year: int
    level: QualityLevel
    points: Decimal | None = None
    is_exemplary: bool = False
    decided_on: date | None = None
    reason: str = ""


def levels_of_year(session: Session, year: int) -> dict[int, QualityLevel]:
    """Return the current level of each rated cell of a year, by cell."""
    rows = session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current))
    return {row.cell_id: row.level for row in rows}


def suggested(points: Decimal) -> QualityLevel:
    """Return the level the points alone would give."""
    return next(level for level, least in LEVEL_POINTS.items() if points >= least)


def save_all(office: Office, drafts: list[RatingDraft]) -> Changes:
    """Save the ratings of several cells in one act; a changed rating is a new version, the old one stays.

    Raises Problems when points are out of range, or the level is better than the points without a reason.
    """
    found = [problem for draft in drafts for problem in problems(draft)]
    if found:
        raise Problems(found)
    with office.work("ratings.save", f"Ghi xếp loại chất lượng {len(drafts)} chi bộ") as session:
        for draft in drafts:
            _save(session, draft)
    return Changes.of(Kind.CAMPAIGNS)


def problems(draft: RatingDraft) -> list[Problem]:
    """Check one rating."""
    if draft.points is None:
        return []
    if not 0 <= draft.points <= 100:
        return [Problem("points", "Điểm xếp loại phải từ 0 đến 100.")]
    better = draft.level is not suggested(draft.points) and draft.level.reaches(suggested(draft.points))
    if better and not draft.reason.strip():
        sentence = f"{draft.points} điểm ứng với mức “{suggested(draft.points).label}”; hãy ghi lý do chọn mức cao hơn."
        return [Problem("reason", sentence)]
    return []


def _save(session: Session, draft: RatingDraft) -> None:
    query = select(CellRating).where(CellRating.cell_id == draft.cell_id, CellRating.year == draft.year)
    versions = list(session.scalars(query.order_by(CellRating.version)))
    current = next((row for row in versions if row.is_current), None)
    new = (draft.level, draft.points, draft.is_exemplary, draft.decided_on, draft.reason.strip())
    if current is not None:
        old = (current.level, current.verified_points, current.is_exemplary, current.decided_on, current.reason)
        if old == new:
            return
        current.is_current = False
        session.flush()
    level, points, is_exemplary, decided_on, reason = new
    session.add(
        CellRating(
            cell_id=draft.cell_id,
            year=draft.year,
            version=len(versions) + 1,
            level=level,
            verified_points=points,
            is_exemplary=is_exemplary,
            decided_on=decided_on,
            reason=reason,
        )
    )
