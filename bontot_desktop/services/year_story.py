"""What of a year is worth telling by name: models, practices, outstanding cells and members."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop.db.models.movement import Find
from bontot_desktop.rules.movement import FindKind

#: So many are named in a report; good deeds of every month are counted, not named.
NAMED = 12
_TOLD = (FindKind.OUTSTANDING_CELL, FindKind.OUTSTANDING_MEMBER, FindKind.MODEL, FindKind.PRACTICE)


def examples(session: Session, year: int) -> tuple[str, ...]:
    """Name the year's outstanding cells and members, models and practices, those worth copying first."""
    query = select(Find).where(Find.year == year, Find.kind.in_(_TOLD)).order_by(Find.is_worth_copying.desc(), Find.id)
    rows = sorted(session.scalars(query), key=lambda row: (not row.is_worth_copying, _TOLD.index(row.kind)))
    return tuple(_told(row) for row in rows[:NAMED])


def _told(row: Find) -> str:
    whose = f"{row.member.full_name}, {row.cell.name}" if row.member is not None else row.cell.name
    what = row.title if row.kind in (FindKind.OUTSTANDING_CELL, FindKind.OUTSTANDING_MEMBER) else f"“{row.title}”"
    kind = "" if row.kind in (FindKind.OUTSTANDING_CELL, FindKind.OUTSTANDING_MEMBER) else f"{row.kind.label.lower()} "
    return f"{whose}: {kind}{what}" + (f" ({row.result})" if row.result and "\n" not in row.result else "")
