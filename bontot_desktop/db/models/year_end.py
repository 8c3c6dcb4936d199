"""What the year end rests on beside the cells' campaign: titles of members, targets of cells, cases against them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Json, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.kinds import Points, PointsOrNone
from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.cases import CaseKind, Outcome
from bontot_desktop.rules.recognition import EntryState


class MemberTitle(Base):
    """A member in a campaign for "Đảng viên 5 tốt" (SET F)."""

    __tablename__ = "member_title"
    __table_args__ = (
        UniqueConstraint("campaign_id", "member_id"),
        CheckConstraint("votes_for IS NULL OR votes_for >= 0", name="votes"),
    )
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", index=False)
    member_id: Mapped[int] = ref("member")
    cell_id: Mapped[int] = ref("cell")
    state: Mapped[EntryState]
    registered_on: Mapped[date | None]
    #: Codes of the criteria reached.
    passed: Mapped[Json] = mapped_column(default=list)
    #: The vote of the cell: its day, those for, its full members.
    voted_on: Mapped[date | None]
    votes_for: Mapped[int | None]
    vote_base: Mapped[int | None]
    #: Why the member is not proposed.
    reason: Mapped[Block]
    decided_on: Mapped[date | None]
    member: Mapped[Member] = relationship()
    cell: Mapped[Cell] = relationship()


class CellTarget(Base):
    """A target given to a cell for a year and what was reached (recognition §5.8)."""

    __tablename__ = "cell_target"
    __table_args__ = (UniqueConstraint("cell_id", "year", "position"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    position: Mapped[int]
    indicator: Mapped[Line]
    unit: Mapped[Line]
    assigned: Mapped[Points]
    reached: Mapped[PointsOrNone]
    #: A smaller figure is better (hộ nghèo, vụ việc).
    is_lower_better: Mapped[bool] = mapped_column(default=False)
    #: The target of admissions (kết nạp đảng viên); what is reached is counted from the register.
    is_admission: Mapped[bool] = mapped_column(default=False)
    note: Mapped[Line]


class Case(Base):
    """A complaint, denunciation, inspection or conclusion about a cell (recognition §4 E06, E15)."""

    __tablename__ = "cell_case"
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    kind: Mapped[CaseKind]
    received_on: Mapped[date]
    #: Who handles it ("Ủy ban Kiểm tra Đảng ủy").
    body: Mapped[Line]
    text: Mapped[Block]
    paper_no: Mapped[Line]
    concluded_on: Mapped[date | None]
    outcome: Mapped[Outcome | None]
    conclusion: Mapped[Block]
    cell: Mapped[Cell] = relationship()
