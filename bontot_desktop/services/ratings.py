"""The yearly rating of cells (QĐ 366), a result of its own that recognition asks for but never merges with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.ratings import CellRating
from bontot_desktop.errors import Problem, Problems
from bontot_desktop.rules import scoring
from bontot_desktop.rules.changes import Changes, Kind
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.services.office import Office


@dataclass(frozen=True, slots=True)
class RatingDraft:
    """The rating of a cell for a year; ``reason`` is asked when the level is another than the points say."""

    cell_id: int
    year: int
    level: QualityLevel
    points: Decimal | None = None
    is_exemplary: bool = False
    decided_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RatingRow:
    """A cell's current rating of a year as lists show it."""

    cell_id: int
    cell_code: str
    cell: str
    year: int
    level: QualityLevel
    points: Decimal | None
    is_exemplary: bool


def list_ratings(office: Office, year: int | None = None) -> list[RatingRow]:
    """Return the current ratings of a year (of all, the newest first) in Vietnamese order of the cells' names."""
    with office.read() as session:
        query = select(CellRating).join(Cell, Cell.id == CellRating.cell_id).where(CellRating.is_current)
        if year is not None:
            query = query.where(CellRating.year == year)
        rows = session.scalars(query.order_by(CellRating.year.desc(), Cell.name_order, Cell.id))
        return [
            RatingRow(
                row.cell_id, row.cell.code, row.cell.name, row.year, row.level, row.verified_points, row.is_exemplary
            )
            for row in rows
        ]


def levels_of_year(session: Session, year: int) -> dict[int, QualityLevel]:
    """Return the current level of each rated cell of a year, by cell."""
    rows = session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current))
    return {row.cell_id: row.level for row in rows}


def of_year(office: Office, year: int) -> dict[int, RatingDraft]:
    """Return the current rating of each rated cell of a year, by cell, for its grid."""
    with office.read() as session:
        rows = session.scalars(select(CellRating).where(CellRating.year == year, CellRating.is_current))
        return {
            row.cell_id: RatingDraft(
                row.cell_id, year, row.level, row.verified_points, row.is_exemplary, row.decided_on, row.reason
            )
            for row in rows
        }


def save_all(office: Office, drafts: list[RatingDraft]) -> Changes:
    """Save the ratings of several cells in one act; a changed rating is a new version, the old one stays.

    Raises Problems when points are out of range, or the level is another than the points say without a reason.
    """
    found = [problem for draft in drafts for problem in problems(draft)]
    if found:
        raise Problems(found)
    with office.work("ratings.save", "Ghi xếp loại chất lượng chi bộ") as session:
        written = sum(_save(session, draft) for draft in drafts)
        session.sentence = f"Ghi xếp loại chất lượng {written} chi bộ"
    return Changes.of(Kind.CAMPAIGNS)


def problems(draft: RatingDraft) -> list[Problem]:
    """Check one rating; the fields are "points:<cell id>" and "reason:<cell id>"."""
    found = []
    if draft.is_exemplary and draft.level is not QualityLevel.EXCELLENT:
        sentence = f"“Tiêu biểu” chỉ chọn trong số chi bộ “{QualityLevel.EXCELLENT.label}”."
        found.append(Problem(f"exemplary:{draft.cell_id}", sentence))
    if draft.points is None:
        return found
    if not 0 <= draft.points <= 100:
        return [*found, Problem(f"points:{draft.cell_id}", "Điểm xếp loại phải từ 0 đến 100.")]
    by_points = QualityLevel.of_points(draft.points)
    if draft.level is not by_points and not draft.reason.strip():
        points = scoring.show(draft.points)
        sentence = f"{points} điểm ứng với mức “{by_points.label}”; chọn mức khác thì hãy ghi lý do."
        found.append(Problem(f"reason:{draft.cell_id}", sentence))
    return found


def _save(session: Session, draft: RatingDraft) -> bool:
    """Write a rating unless it stands already as it is; say whether it was written."""
    query = select(CellRating).where(CellRating.cell_id == draft.cell_id, CellRating.year == draft.year)
    versions = list(session.scalars(query.order_by(CellRating.version)))
    current = next((row for row in versions if row.is_current), None)
    new = (draft.level, draft.points, draft.is_exemplary, draft.decided_on, draft.reason.strip())
    if current is not None:
        old = (current.level, current.verified_points, current.is_exemplary, current.decided_on, current.reason)
        if old == new:
            return False
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
    return True
