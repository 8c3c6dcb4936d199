"""The yearly ratings of cells and members (QĐ 366), in versions that are never merged with titles."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, choice, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.kinds import PointsOrNone
from bontot_desktop.db.models.members import Member
from bontot_desktop.rules.recognition import QualityLevel
from bontot_desktop.rules.year_ratings import NotEvaluated, RatingStanding, ReviewForm

_CHILDREN = "all, delete-orphan"


class CellRating(Base):
    """The yearly rating of a cell (QĐ 366); never merged with the title. A new version replaces an old one."""

    __tablename__ = "cell_rating"
    __table_args__ = (
        Index("uq_cell_rating_current", "cell_id", "year", unique=True, sqlite_where=sql("is_current")),
        UniqueConstraint("cell_id", "year", "version"),
    )
    id: Mapped[Pk]
    cell_id: Mapped[int] = ref("cell")
    year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    is_current: Mapped[bool] = mapped_column(default=True)
    standing: Mapped[RatingStanding] = mapped_column(default=RatingStanding.PROPOSED)
    level: Mapped[QualityLevel]
    self_level: Mapped[QualityLevel | None] = choice(QualityLevel, "self_level")
    self_points: Mapped[PointsOrNone]
    verified_points: Mapped[PointsOrNone]
    #: Tasks of the year: given, done, done beyond measure, late (conditions of QĐ 366).
    tasks_total: Mapped[int | None]
    tasks_done: Mapped[int | None]
    tasks_over: Mapped[int | None]
    tasks_late: Mapped[int | None]
    #: Whether all faults pointed out at the last review were mended.
    faults_mended: Mapped[bool | None]
    #: A listed case (conclusion on disunity, degeneration…) that makes it "Không hoàn thành nhiệm vụ".
    listed_case: Mapped[Line]
    is_exemplary: Mapped[bool] = mapped_column(default=False)
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    decided_on: Mapped[date | None]
    reason: Mapped[Block]
    #: Annulled without a new one (QĐ 366, Điều 15): by which decision and since when; a reason alone waits for it.
    annul_reason: Mapped[Block]
    annul_decision: Mapped[Line]
    annulled_on: Mapped[date | None]
    #: Set of criteria (SET D or the province's) its points were given by; None where only a total was.
    set_id: Mapped[int | None] = ref("criteria_set")
    cell: Mapped[Cell] = relationship()
    lines: Mapped[list[CellRatingLine]] = relationship(cascade=_CHILDREN, order_by="CellRatingLine.id")


class CellRatingLine(Base):
    """Points of one criterion of a cell's rating."""

    __tablename__ = "cell_rating_line"
    __table_args__ = (UniqueConstraint("rating_id", "criterion_id"),)
    id: Mapped[Pk]
    rating_id: Mapped[int] = ref("cell_rating", index=False)
    criterion_id: Mapped[int] = ref("criterion")
    self_points: Mapped[PointsOrNone]
    verified_points: Mapped[PointsOrNone]


class MemberRating(Base):
    """The yearly rating of a member in the cell of the year's end; a new version replaces an old one (§8)."""

    __tablename__ = "member_rating"
    __table_args__ = (
        Index("uq_member_rating_current", "member_id", "year", unique=True, sqlite_where=sql("is_current")),
        UniqueConstraint("member_id", "year", "version"),
        Index("ix_member_rating_cell", "cell_id", "year"),
        CheckConstraint("level IS NULL OR not_evaluated IS NULL", name="rated_or_not"),
    )
    id: Mapped[Pk]
    member_id: Mapped[int] = ref("member", index=False)
    cell_id: Mapped[int] = ref("cell", index=False)
    year: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    is_current: Mapped[bool] = mapped_column(default=True)
    standing: Mapped[RatingStanding] = mapped_column(default=RatingStanding.PROPOSED)
    form: Mapped[ReviewForm | None]
    #: Set of criteria (annex 3, 4 or 5 of QĐ 366) the points were given by.
    set_id: Mapped[int | None] = ref("criteria_set")
    #: Why the member is not evaluated, None when he is.
    not_evaluated: Mapped[NotEvaluated | None]
    not_evaluated_note: Mapped[Line]
    self_points: Mapped[PointsOrNone]
    cell_points: Mapped[PointsOrNone]
    self_level: Mapped[QualityLevel | None] = choice(QualityLevel, "self_level")
    #: What the cell proposed.
    cell_level: Mapped[QualityLevel | None] = choice(QualityLevel, "cell_level")
    #: What was decided, or is proposed to be; None until then.
    level: Mapped[QualityLevel | None] = choice(QualityLevel, "level")
    #: Rating of the same person as civil servant or official, None where there is none.
    state_level: Mapped[QualityLevel | None] = choice(QualityLevel, "state_level")
    tasks_total: Mapped[int | None]
    tasks_done: Mapped[int | None]
    tasks_over: Mapped[int | None]
    tasks_late: Mapped[int | None]
    faults_mended: Mapped[bool | None]
    listed_case: Mapped[Line]
    votes_for: Mapped[int | None]
    vote_base: Mapped[int | None]
    decided_on: Mapped[date | None]
    reason: Mapped[Block]
    #: Annulled without a new one (QĐ 366, Điều 15): by which decision and since when; a reason alone waits for it.
    annul_reason: Mapped[Block]
    annul_decision: Mapped[Line]
    annulled_on: Mapped[date | None]
    member: Mapped[Member] = relationship()
    cell: Mapped[Cell] = relationship()
    lines: Mapped[list[MemberRatingLine]] = relationship(cascade=_CHILDREN, order_by="MemberRatingLine.id")


class MemberRatingLine(Base):
    """Points of one criterion of a member's rating."""

    __tablename__ = "member_rating_line"
    __table_args__ = (UniqueConstraint("rating_id", "criterion_id"),)
    id: Mapped[Pk]
    rating_id: Mapped[int] = ref("member_rating", index=False)
    criterion_id: Mapped[int] = ref("criterion")
    self_points: Mapped[PointsOrNone]
    cell_points: Mapped[PointsOrNone]
