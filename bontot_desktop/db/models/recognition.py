"""Campaigns of "Chi bộ 4 tốt", versioned criteria, entries with scores in four columns, results with reasons."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.cells import Cell
from bontot_desktop.db.models.kinds import Points, PointsOrNone
from bontot_desktop.rules.recognition import (
    Authority,
    AwardKind,
    CampaignState,
    EntryState,
    QualityLevel,
    Reason,
    Scoring,
    SetStatus,
    TitleKind,
)

_CHILDREN = "all, delete-orphan"


class CriteriaSet(Base):
    """A set of criteria; one used by a saved entry is never edited, a new version is made."""

    __tablename__ = "criteria_set"
    __table_args__ = (UniqueConstraint("code", "version"),)
    id: Mapped[Pk]
    code: Mapped[Line]
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[Line]
    scoring: Mapped[Scoring]
    status: Mapped[SetStatus]
    max_total: Mapped[PointsOrNone]
    pass_total: Mapped[PointsOrNone]
    #: Share of each group's maximum that must be reached, in percent.
    group_min_percent: Mapped[PointsOrNone]
    step: Mapped[Points]
    source: Mapped[Line]
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    items: Mapped[list[CriterionRow]] = relationship(cascade=_CHILDREN, order_by="CriterionRow.position")


class CriterionRow(Base):
    """A group or a criterion; PASS_FAIL criteria have a maximum of 1."""

    __tablename__ = "criterion"
    __table_args__ = (UniqueConstraint("set_id", "code"),)
    id: Mapped[Pk]
    set_id: Mapped[int] = ref("criteria_set")
    position: Mapped[int]
    code: Mapped[Line]
    title: Mapped[Block]
    maximum: Mapped[Points]
    is_group: Mapped[bool] = mapped_column(default=False)
    is_veto: Mapped[bool] = mapped_column(default=False)
    #: MANUAL, OPTIONS or AUTO.
    kind: Mapped[Line] = mapped_column(default="MANUAL")
    metric: Mapped[Line]
    evidence_required: Mapped[bool] = mapped_column(default=False)
    na_allowed: Mapped[bool] = mapped_column(default=False)
    hint: Mapped[Block]
    options: Mapped[list[CriterionOption]] = relationship(cascade=_CHILDREN, order_by="CriterionOption.position")


class CriterionOption(Base):
    """One of the fixed answers of a criterion with its points."""

    __tablename__ = "criterion_option"
    id: Mapped[Pk]
    criterion_id: Mapped[int] = ref("criterion")
    position: Mapped[int]
    label: Mapped[Line]
    points: Mapped[Points]


class Campaign(Base):
    """A year's campaign for one title."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("year", "title"),)
    id: Mapped[Pk]
    year: Mapped[int]
    title: Mapped[TitleKind]
    state: Mapped[CampaignState]
    authority: Mapped[Authority]
    #: Who decides when the authority is UP ("Ban Thường vụ Tỉnh ủy Ví Dụ").
    superior_name: Mapped[Line]
    criteria_set_id: Mapped[int] = ref("criteria_set")
    launch_on: Mapped[date | None]
    register_until: Mapped[date | None]
    self_score_until: Mapped[date | None]
    dossier_until: Mapped[date | None]
    cut_off_on: Mapped[date]
    min_rating: Mapped[QualityLevel]
    min_regular: Mapped[int] = mapped_column(default=12)
    #: Months a cell must have lived in the year (E18); 0 when nothing is asked.
    min_months: Mapped[int] = mapped_column(default=6)
    #: The papers above and the office's plan, printed among the legal bases, one a line.
    plan_basis: Mapped[Block]
    # The standing committee's review
    review_on: Mapped[date | None]
    review_total: Mapped[int | None]
    review_present: Mapped[int | None]
    criteria_set: Mapped[CriteriaSet] = relationship()
    entries: Mapped[list[CellEntry]] = relationship(back_populates="campaign", cascade=_CHILDREN)


class CellEntry(Base):
    """One cell in a campaign, with its name and group as they were."""

    __tablename__ = "cell_entry"
    __table_args__ = (
        UniqueConstraint("campaign_id", "cell_id"),
        CheckConstraint("votes_for IS NULL OR votes_for >= 0", name="votes"),
    )
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    cell_id: Mapped[int] = ref("cell")
    name_at_time: Mapped[Line]
    group_at_time: Mapped[Line]
    state: Mapped[EntryState]
    is_pilot: Mapped[bool] = mapped_column(default=False)
    registered_on: Mapped[date | None]
    is_late: Mapped[bool] = mapped_column(default=False)
    late_reason: Mapped[Line]
    signer: Mapped[Line]
    targets: Mapped[Block]
    self_scored_on: Mapped[date | None]
    self_votes_for: Mapped[int | None]
    self_vote_base: Mapped[int | None]
    submitted_on: Mapped[date | None]
    verified_on: Mapped[date | None]
    hold_reason: Mapped[Line]
    # Vote of the standing committee
    votes_for: Mapped[int | None]
    votes_against: Mapped[int | None]
    #: Why the rules were set aside, with the line of the minutes; "" when they were not.
    override_reason: Mapped[Block]
    note: Mapped[Block]
    campaign: Mapped[Campaign] = relationship(back_populates="entries")
    cell: Mapped[Cell] = relationship()
    scores: Mapped[list[EntryScore]] = relationship(cascade=_CHILDREN, order_by="EntryScore.id")
    reasons: Mapped[list[EntryReason]] = relationship(cascade=_CHILDREN, order_by="EntryReason.position")


class EntryScore(Base):
    """Points of one criterion in the four columns; None where nothing was given."""

    __tablename__ = "entry_score"
    __table_args__ = (UniqueConstraint("entry_id", "criterion_id"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    criterion_id: Mapped[int] = ref("criterion")
    self_points: Mapped[PointsOrNone]
    in_charge_points: Mapped[PointsOrNone]
    verified_points: Mapped[PointsOrNone]
    final_points: Mapped[PointsOrNone]
    is_not_applicable: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[Block]
    note: Mapped[Block]
    criterion: Mapped[CriterionRow] = relationship()


class EntryReason(Base):
    """A reason for not recognising a cell; the first is the main one."""

    __tablename__ = "entry_reason"
    __table_args__ = (UniqueConstraint("entry_id", "reason"),)
    id: Mapped[Pk]
    entry_id: Mapped[int] = ref("cell_entry")
    position: Mapped[int]
    reason: Mapped[Reason]
    text: Mapped[Block]


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
    level: Mapped[QualityLevel]
    self_points: Mapped[PointsOrNone]
    verified_points: Mapped[PointsOrNone]
    is_exemplary: Mapped[bool] = mapped_column(default=False)
    decided_on: Mapped[date | None]
    reason: Mapped[Block]
    cell: Mapped[Cell] = relationship()


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
    """A certificate (giấy khen) given to a cell within a campaign (recognition §7, §8)."""

    __tablename__ = "award"
    __table_args__ = (
        UniqueConstraint("campaign_id", "cell_id", "kind"),
        CheckConstraint("base_pay IS NULL OR base_pay >= 0", name="base_pay"),
        CheckConstraint("coefficient IS NULL OR coefficient >= 0", name="coefficient"),
    )
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign")
    cell_id: Mapped[int] = ref("cell")
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
    note: Mapped[Line]
    campaign: Mapped[Campaign] = relationship()
    cell: Mapped[Cell] = relationship()
