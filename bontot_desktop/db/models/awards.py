"""Rewards of cells and members, and results of years before the program."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.kinds import PointsOrNone
from bontot_desktop.db.models.members import Member
from bontot_desktop.db.models.recognition import Campaign
from bontot_desktop.rules.recognition import AwardKind, TitleKind


class PastResult(Base):
    """A result of a year before the program, entered by hand with its decision; streaks count it."""

    __tablename__ = "past_result"
    __table_args__ = (UniqueConstraint("cell_id", "year", "title"),)
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    year: Mapped[int]
    title: Mapped[TitleKind]
    decision_no: Mapped[Line]
    decided_on: Mapped[date | None]


class Award(Base):
    """A certificate (giấy khen) given to a cell, or a member of it, within a campaign (recognition §7, §8)."""

    __tablename__ = "award"
    __table_args__ = (
        Index("uq_award_cell", "campaign_id", "cell_id", "kind", unique=True, sqlite_where=sql("member_id IS NULL")),
        Index(
            "uq_award_member",
            "campaign_id",
            "member_id",
            "kind",
            unique=True,
            sqlite_where=sql("member_id IS NOT NULL"),
        ),
        CheckConstraint("base_pay IS NULL OR base_pay >= 0", name="base_pay"),
        CheckConstraint("coefficient IS NULL OR coefficient >= 0", name="coefficient"),
    )
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    cell_id: Mapped[int] = ref("cell")
    #: The member it goes to; None for the cell itself.
    member_id: Mapped[int | None] = ref("member", index=False)
    kind: Mapped[AwardKind]
    name_at_time: Mapped[Line]
    #: What the certificate says of the cell, after "Đã có thành tích".
    achievement: Mapped[Block]
    #: Share of the base pay, "0,6" as 0.6; None while no money goes with it.
    coefficient: Mapped[PointsOrNone]
    #: Base pay (lương cơ sở) valid on the decision's day, đồng a month.
    base_pay: Mapped[int | None]
    #: Number in the register of certificates (số vào sổ).
    certificate_no: Mapped[Line]
    #: Years an award for several counts ("2022 - 2026"), used once unless the office says otherwise.
    years_covered: Mapped[Line]
    votes_for: Mapped[int | None]
    paid_on: Mapped[date | None]
    #: When it was taken back with the recognition, None while it stands.
    taken_back_on: Mapped[date | None]
    note: Mapped[Line]
    campaign: Mapped[Campaign] = relationship()
    cell: Mapped[Cell] = relationship()
    member: Mapped[Member | None] = relationship()


class OtherAward(Base):
    """A reward of a cell given by another body, or before the program (recognition §7)."""

    __tablename__ = "other_award"
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    year: Mapped[int]
    #: "Giấy khen", "Bằng khen", "Cờ thi đua"
    form: Mapped[Line]
    title: Mapped[Line]
    issuer: Mapped[Line]
    decision_no: Mapped[Line]
    decided_on: Mapped[date | None]
    #: First and last year of an award for several years, None for one of a year.
    from_year: Mapped[int | None]
    to_year: Mapped[int | None]
