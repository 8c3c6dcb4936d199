"""Sets of criteria as data, with the metrics and bands of what the program computes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.kinds import Points, PointsOrNone
from bontot_desktop.rules.criteria import ItemRole, NaPolicy, SetUse
from bontot_desktop.rules.recognition import Scoring, SetStatus

_CHILDREN = "all, delete-orphan"


class CriteriaSet(Base):
    """A set of criteria; one used by a saved entry is never edited, a new version is made."""

    __tablename__ = "criteria_set"
    __table_args__ = (UniqueConstraint("code", "version"),)
    id: Mapped[Pk]
    code: Mapped[Line]
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[Line]
    used_for: Mapped[SetUse] = mapped_column(default=SetUse.CELL_TITLE)
    scoring: Mapped[Scoring]
    status: Mapped[SetStatus]
    max_total: Mapped[PointsOrNone]
    pass_total: Mapped[PointsOrNone]
    #: Share of each group's maximum that must be reached, in percent.
    group_min_percent: Mapped[PointsOrNone]
    step: Mapped[Points]
    source: Mapped[Line]
    #: The paper by which the office took it on ("Hướng dẫn số 03-HD/ĐU, ngày 05/02/2026").
    adopted_by: Mapped[Line]
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
    role: Mapped[ItemRole] = mapped_column(default=ItemRole.ITEM)
    #: MANUAL, OPTIONS or AUTO (rules.criteria.CriterionKind).
    kind: Mapped[Line] = mapped_column(default="MANUAL")
    #: Key of what is computed for it (rules.criteria_metrics), "" when nothing is; a second one where two decide.
    metric: Mapped[Line]
    second_metric: Mapped[Line]
    evidence_required: Mapped[bool] = mapped_column(default=False)
    na_allowed: Mapped[bool] = mapped_column(default=False)
    na_policy: Mapped[NaPolicy] = mapped_column(default=NaPolicy.REDISTRIBUTE)
    hint: Mapped[Block]
    options: Mapped[list[CriterionOption]] = relationship(cascade=_CHILDREN, order_by="CriterionOption.position")


class CriterionOption(Base):
    """One of the fixed answers of a criterion with its points; bands are half-open [lower, upper)."""

    __tablename__ = "criterion_option"
    id: Mapped[Pk]
    criterion_id: Mapped[int] = ref("criterion")
    position: Mapped[int]
    label: Mapped[Line]
    points: Mapped[Points]
    lower_bound: Mapped[PointsOrNone]
    upper_bound: Mapped[PointsOrNone]
    #: Least value of the second metric ("và từ 30 % chỉ tiêu vượt"), None when it is not asked.
    second_lower: Mapped[PointsOrNone]
