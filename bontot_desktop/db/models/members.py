"""Members, their dated statuses, and what is kept of them: discipline, awards, duties, time out of the Party."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, folded_of, mapped_column, ref, sorted_of
from bontot_desktop.rules.member_records import AwardKind, Penalty
from bontot_desktop.rules.members import Gender, LeftFor, MemberStatus


class Member(Base):
    """A party member (đảng viên); withdrawn from the register, never erased, once on paper."""

    __tablename__ = "member"
    __table_args__ = (Index("uq_member_card_no", "card_no", unique=True, sqlite_where=sql("card_no <> ''")),)
    id: Mapped[Pk]
    full_name: Mapped[Line]
    full_name_folded: Mapped[Line] = folded_of("full_name")
    full_name_order: Mapped[Line] = sorted_of("full_name")
    gender: Mapped[Gender | None]
    birth_on: Mapped[date | None]
    #: Kept when a list gives only the year.
    birth_year: Mapped[int | None]
    #: Date of the admission decision (ngày vào Đảng); party age counts from it.
    admitted_on: Mapped[date | None]
    #: Day the twelve months ended, printed as ngày chính thức.
    official_on: Mapped[date | None]
    #: Date of the decision from which the member votes; may be later than ``official_on``.
    full_decision_on: Mapped[date | None]
    full_decision_no: Mapped[Line]
    card_no: Mapped[Line]
    phone: Mapped[Line]
    note: Mapped[Block]
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    #: First day off the register, why, and where to (an organisation, a place of rest…); None while on it.
    left_on: Mapped[date | None]
    left_for: Mapped[LeftFor | None]
    left_to: Mapped[Line]
    left_decision_no: Mapped[Line]
    left_decision_on: Mapped[date | None]
    statuses: Mapped[list[StatusRow]] = relationship(
        back_populates="member", cascade="all, delete-orphan", order_by="StatusRow.id"
    )
    penalties: Mapped[list[PenaltyRow]] = relationship(cascade="all, delete-orphan", order_by="PenaltyRow.id")
    awards: Mapped[list[MemberAwardRow]] = relationship(cascade="all, delete-orphan", order_by="MemberAwardRow.id")
    duties: Mapped[list[DutyRow]] = relationship(cascade="all, delete-orphan", order_by="DutyRow.id")
    breaks: Mapped[list[BreakRow]] = relationship(cascade="all, delete-orphan", order_by="BreakRow.id")


class StatusRow(Base):
    """A dated status of a member in a cell (meetings.md §4.1); ``to_on`` is its last day."""

    __tablename__ = "member_status"
    __table_args__ = (CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member")
    cell_id: Mapped[int] = ref("cell")
    status: Mapped[MemberStatus]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    reason: Mapped[Line]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    #: The organisation at the other end of a temporary or official transfer.
    counterpart: Mapped[Line]
    member: Mapped[Member] = relationship(back_populates="statuses")


class PenaltyRow(Base):
    """A disciplinary measure (kỷ luật) against a member."""

    __tablename__ = "member_penalty"
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member")
    penalty: Mapped[Penalty]
    #: The body that decided ("Ủy ban Kiểm tra Đảng ủy").
    decided_by: Mapped[Line]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    reason: Mapped[Line]
    #: The year and the cell of the fault, where they are others than the decision's (QĐ 366, Điều 11).
    fault_year: Mapped[int | None]
    fault_unit: Mapped[Line]
    #: The fault counted against a cell in an earlier year already.
    counted_in_year: Mapped[int | None]
    is_self_reported: Mapped[bool] = mapped_column(default=False)
    is_remedied: Mapped[bool] = mapped_column(default=False)


class MemberAwardRow(Base):
    """A badge of years in the Party (huy hiệu Đảng) or another reward of a member."""

    __tablename__ = "member_award"
    __table_args__ = (
        CheckConstraint("(kind = 'BADGE') = (years IS NOT NULL)", name="badge_has_years"),
        Index("uq_member_award_badge", "member_id", "years", unique=True, sqlite_where=sql("kind = 'BADGE'")),
    )
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member", index=False)
    kind: Mapped[AwardKind]
    #: Years of the badge (30, 40…); None for any other reward.
    years: Mapped[int | None]
    #: What for, or its own name ("Hoàn thành xuất sắc nhiệm vụ 5 năm liền").
    title: Mapped[Line]
    decided_by: Mapped[Line]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]


class DutyRow(Base):
    """A duty given to a member (nhiệm vụ được phân công) from–to; ``to_on`` is its last day."""

    __tablename__ = "member_duty"
    __table_args__ = (CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member")
    duty: Mapped[Line]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]


class BreakRow(Base):
    """A time a member was out of the Party (gián đoạn); ``to_on`` is its last day, None while it lasts.

    No source in the domain tells how such times count: whether one is taken off the years in the Party is the
    office's word on each (an expulsion that was found wrong counts on).
    """

    __tablename__ = "member_break"
    __table_args__ = (CheckConstraint("to_on IS NULL OR from_on IS NULL OR to_on >= from_on", name="order"),)
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    reason: Mapped[Line]
    decision_no: Mapped[Line]
    decision_on: Mapped[date | None]
    is_subtracted: Mapped[bool] = mapped_column(default=True)
