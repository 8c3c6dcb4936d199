"""What ratings of a year rest on beside what is typed: the cut-off day and the disciplinary decisions of the year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bontot_desktop import text
from bontot_desktop.db.models.cells import CellName, Post
from bontot_desktop.db.models.members import Member, PenaltyRow, StatusRow
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.cells import CellPost, holds_on
from bontot_desktop.rules.faults import Fault
from bontot_desktop.rules.recognition import CampaignState, TitleKind
from bontot_desktop.services import campaigns

#: The posts that make a cell's committee (chi ủy), or stand for it where there is none.
_COMMITTEE = (CellPost.SECRETARY, CellPost.DEPUTY, CellPost.COMMITTEE_MEMBER)


def cut_off(session: Session, year: int) -> date:
    """Return the day a year's figures are closed: the campaign's, else the last of the year."""
    query = select(Campaign.cut_off_on).where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    return session.scalars(query).first() or date(year, *campaigns.CUT_OFF)


def campaign_state(session: Session, year: int) -> CampaignState | None:
    """Return how far the year's campaign of cells is, None without one."""
    query = select(Campaign.state).where(Campaign.year == year, Campaign.title == TitleKind.CELL_4_GOOD)
    return session.scalars(query).first()


def closed(session: Session, year: int) -> str:
    """Say why nothing of a year may be edited any more, "" while it may."""
    if campaign_state(session, year) is CampaignState.CLOSED:
        return f"Năm {year} đã kết thúc, số liệu giữ nguyên; kết quả sai thì ghi xếp loại lại."
    return ""


def faults_of(session: Session, year: int, member_ids: Iterable[int] | None = None) -> dict[int, tuple[Fault, ...]]:
    """Return the disciplinary decisions of a year by member; a fault in a cell of the member's own has no unit."""
    query = (
        select(PenaltyRow, Member.full_name)
        .join(Member, Member.id == PenaltyRow.member_id)
        .where(PenaltyRow.decision_on >= date(year, 1, 1), PenaltyRow.decision_on <= date(year, 12, 31))
        .order_by(PenaltyRow.decision_on, PenaltyRow.id)
    )
    if member_ids is not None:
        query = query.where(PenaltyRow.member_id.in_(list(member_ids)))
    found: dict[int, list[Fault]] = defaultdict(list)
    rows = session.execute(query).all()
    own = _own_units(session, {row.member_id for row, _ in rows if row.fault_unit})
    for row, name in rows:
        assert row.decision_on is not None
        unit = "" if text.fold(row.fault_unit) in own.get(row.member_id, ()) else row.fault_unit
        found[row.member_id].append(
            Fault(
                name,
                row.penalty,
                row.decision_on,
                row.fault_year,
                unit,
                row.counted_in_year,
                row.is_self_reported,
                row.is_remedied,
            )
        )
    return {member_id: tuple(faults) for member_id, faults in found.items()}


def _own_units(session: Session, member_ids: set[int]) -> Mapping[int, set[str]]:
    """Return the names, folded, of the cells members stand in now: a fault there is of the unit itself."""
    if not member_ids:
        return {}
    query = (
        select(StatusRow.member_id, CellName.name_folded, CellName.short_name)
        .join(CellName, CellName.cell_id == StatusRow.cell_id)
        .where(StatusRow.member_id.in_(member_ids), StatusRow.to_on.is_(None))
    )
    found: dict[int, set[str]] = defaultdict(set)
    for member_id, folded, short in session.execute(query):
        found[member_id] |= {folded, text.fold(short)} - {""}
    return found


def committee_faults(session: Session, year: int) -> dict[int, tuple[Fault, ...]]:
    """Return the disciplinary decisions of a year against members of each cell's committee, by cell."""
    known = faults_of(session, year)
    if not known:
        return {}
    query = select(Post.cell_id, Post.member_id, Post.from_on, Post.to_on).where(
        Post.member_id.in_(known), Post.post.in_(_COMMITTEE)
    )
    found: dict[int, list[Fault]] = defaultdict(list)
    for cell_id, member_id, from_on, to_on in session.execute(query.order_by(Post.cell_id, Post.id)):
        found[cell_id] += [
            fault
            for fault in known[member_id]
            if holds_on(from_on, to_on, fault.decided_on) and fault not in found[cell_id]
        ]
    return {cell_id: tuple(faults) for cell_id, faults in found.items() if faults}
