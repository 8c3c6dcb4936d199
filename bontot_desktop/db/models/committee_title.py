"""The committee's own title, "Đảng bộ cơ sở 4 tốt": its sheet of points, its dossier and what the province decided."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import relationship

from bontot_desktop.db.base import Base, Block, Line, Mapped, Pk, mapped_column, ref
from bontot_desktop.db.models.criteria import CriterionRow
from bontot_desktop.db.models.kinds import PointsOrNone
from bontot_desktop.rules.committee_title import CommitteePaper
from bontot_desktop.rules.recognition import EntryState

_CHILDREN = "all, delete-orphan"


class CommitteeTitle(Base):
    """The committee in a year's campaign for its own title; decided one level up (recognition §2.3)."""

    __tablename__ = "committee_title"
    __table_args__ = (CheckConstraint("votes_for IS NULL OR votes_for >= 0", name="votes"),)
    id: Mapped[Pk]
    campaign_id: Mapped[int] = ref("campaign", unique=True, index=False)
    state: Mapped[EntryState]
    registered_on: Mapped[date | None]
    #: The day the working group scored the committee.
    self_scored_on: Mapped[date | None]
    #: Members of the meeting who agreed to ask for the title; the meeting itself stands in the campaign.
    votes_for: Mapped[int | None]
    #: What the committee achieved, printed in the paper that asks for the title.
    achievements: Mapped[Block]
    #: What the committee above decided: number, day, signer; why it refused.
    superior_decision_no: Mapped[Line]
    superior_decided_on: Mapped[date | None]
    superior_signer: Mapped[Line]
    reason: Mapped[Block]
    scores: Mapped[list[CommitteeScore]] = relationship(cascade=_CHILDREN, order_by="CommitteeScore.id")
    dossier: Mapped[list[CommitteeDossierLine]] = relationship(cascade=_CHILDREN, order_by="CommitteeDossierLine.id")


class CommitteeScore(Base):
    """Points of one criterion: as the committee's group scored it, and as the meeting agreed."""

    __tablename__ = "committee_score"
    __table_args__ = (UniqueConstraint("title_id", "criterion_id"),)
    id: Mapped[Pk]
    title_id: Mapped[int] = ref("committee_title", index=False)
    criterion_id: Mapped[int] = ref("criterion")
    self_points: Mapped[PointsOrNone]
    agreed_points: Mapped[PointsOrNone]
    is_not_applicable: Mapped[bool] = mapped_column(default=False)
    evidence: Mapped[Block]
    criterion: Mapped[CriterionRow] = relationship()


class CommitteeDossierLine(Base):
    """A paper of the dossier that goes up (recognition §13): there or not, of which day."""

    __tablename__ = "committee_dossier_line"
    __table_args__ = (UniqueConstraint("title_id", "item"),)
    id: Mapped[Pk]
    title_id: Mapped[int] = ref("committee_title", index=False)
    item: Mapped[CommitteePaper]
    is_there: Mapped[bool] = mapped_column(default=False)
    on: Mapped[date | None]
    note: Mapped[Line]
